import fc from 'fast-check';
import type { ApplicationDocument, Call, Track } from '../src/engine/index.ts';

type Fact = Call['document']['facts'][number];
type Value = ApplicationDocument['facts'][string];

/** Whole numbers that stand in conditions and bands of a call: the values where answers change. */
function bordersOf(call: Call): readonly number[] {
  const found = JSON.stringify([
    call.document.eligibility,
    call.document.score,
    call.document.derived,
    call.document.grant,
  ]).matchAll(/\b\d{1,7}\b/g);
  return [
    ...new Set([...found].flatMap(([text]) => [Number(text) - 1, Number(text), Number(text) + 1])),
  ].filter((value) => value >= 0);
}

/** Any complete application to one line of a call, with values on the borders of its rules. */
export function anyApplication(call: Call, track: Track): fc.Arbitrary<ApplicationDocument> {
  const borders = bordersOf(call);
  const { facts, partnership, costs } = call.document;
  const valuesOf = (level: 'project' | 'partner') =>
    fc.record(
      Object.fromEntries(
        facts
          .filter((fact) => (fact.level ?? 'project') === level)
          .map((fact) => [fact.id, anyValue(fact, borders)]),
      ),
    );
  const own = (costs?.categories ?? []).filter(
    (category) => !category.flat && track.costs?.categories.includes(category),
  );
  const anyCosts = fc.record(
    Object.fromEntries(own.map((category) => [category.id, anyMoney(borders)])),
  );
  const roles = partnership?.roles.map((role) => role.id) ?? [];
  const partner = fc.record({
    role: fc.constantFrom(...(roles.length > 0 ? roles : ['none'])),
    facts: valuesOf('partner'),
    costs: anyCosts,
  });
  return fc
    .record({
      facts: valuesOf('project'),
      costs: anyCosts,
      partners: fc.array(partner, { minLength: 1, maxLength: 12 }),
    })
    .map((each): ApplicationDocument => ({
      id: 'any',
      ...(track.line === undefined ? {} : { line: track.id }),
      facts: each.facts,
      ...(costs ? { costs: each.costs } : {}),
      ...(partnership
        ? {
            partners: each.partners.map((one, index) => ({
              ...one,
              id: `p${index}`,
              ...(costs ? {} : { costs: {} }),
            })),
          }
        : {}),
    }));
}

function anyMoney(borders: readonly number[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.oneof(fc.constantFrom(...borders), fc.integer({ min: 0, max: 900_000 })),
      fc.integer({ min: 0, max: 99 }),
    )
    .map(([euros, cents]) => `${euros}.${String(cents).padStart(2, '0')}`);
}

function anyValue(fact: Fact, borders: readonly number[]): fc.Arbitrary<Value> {
  const options = (fact.options ?? []).map((option) => option.id);
  const within = (value: number): boolean =>
    value >= (fact.from ?? 0) && value <= (fact.to ?? 10_000_000);
  switch (fact.type) {
    case 'bool':
      return fc.boolean();
    case 'int': {
      const near = borders.filter(within);
      const any = fc.integer({ min: fact.from ?? 0, max: fact.to ?? 200_000 });
      return near.length > 0 ? fc.oneof(fc.constantFrom(...near), any) : any;
    }
    case 'points':
      return fc.constantFrom(
        ...[0, 5, 10, 15, 20].filter((value) => within(value) && value <= (fact.to ?? 10)),
      );
    case 'money':
      return anyMoney(
        borders.filter(within).length > 0 ? borders.filter(within) : [fact.from ?? 0],
      );
    case 'percent':
      return fc.integer({ min: fact.from ?? 0, max: fact.to ?? 100 }).map((value) => `${value}%`);
    case 'date':
      return fc
        .integer({ min: 0, max: 3_000 })
        .map((days) =>
          new Date(Date.UTC(2018, 0, 1) + days * 86_400_000).toISOString().slice(0, 10),
        );
    case 'option':
      return fc.constantFrom(...options);
    case 'options':
      return fc.subarray(options);
    case 'text':
      return fc.constantFrom('Borgo', 'Valle', 'Riva');
    case 'list':
      return fc.array(
        fc.record(
          Object.fromEntries(
            (fact.fields ?? []).map((field) => [field.id, anyValue(field, borders)]),
          ),
        ),
        { maxLength: 4 },
      ) as fc.Arbitrary<Value>;
    default:
      return fact.type satisfies never;
  }
}
