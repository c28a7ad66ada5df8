import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { formatDay, type DayNumber } from '../calendar/civil-date.ts';
import type {
  ApplicationDocument,
  CostValue,
  FactValue,
} from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall, type Call, type Track } from '../definition/compile-call.ts';
import type { ScoreWay } from '../definition/compile-criterion.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { formatCents } from '../numbers/money.ts';
import { formatPercent, formatPoints } from '../numbers/points.ts';
import { whatWouldChange } from './change.ts';
import type { Effect } from './effect.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { articleOf, findFigure, idOf, selectorsOf } from './find-figure.ts';
import { checkExplanation } from './recompute.ts';
import { explanationToJson, renderExplanation } from './render.ts';
import { sentenceOf } from './sentence.ts';

const folder = new URL('../../../definitions/', import.meta.url);
const calls = readdirSync(folder)
  .filter((name) => existsSync(new URL(`${name}/call.yaml`, folder)))
  .map((name) => readCall(name));

function readCall(name: string): readonly [string, Call] {
  const text = readFileSync(new URL(`${name}/call.yaml`, folder), 'utf8');
  const document = parse(text, { merge: true, maxAliasCount: -1 }) as CallDocument;
  const read = compileCall(document);
  if ('problems' in read) throw new Error(`${name}: ${read.problems[0]?.message}`);
  return [name, read.call];
}

describe.each(calls)('explanations of %s', (_, call) => {
  const tracks = [...call.tracks.values()];

  it('can be recomputed from their own inputs', () => {
    checkAll(call, tracks, 150, (root) => {
      const wrong = checkExplanation(root).map(({ figure, expected }) => ({
        kind: figure.rule.kind,
        id: nameOf(figure),
        says: [figure.low, figure.high],
        expected: [expected.low, expected.high],
        inputs: figure.inputs.map((each) => [each.rule.kind, nameOf(each), each.low, each.high]),
      }));
      expect(wrong).toEqual([]);
    });
  });

  it('are written in clean sentences without the names of the code', () => {
    const names = codeNames(call);
    checkAll(call, tracks, 60, (root) => {
      const faulty = figuresIn(root).flatMap((figure) =>
        (['it', 'en'] as const).flatMap((language) =>
          [
            sentenceOf(figure, call, language),
            ...whatWouldChange(figure, call, language).map((each) => each.sentence),
          ].flatMap((sentence) => {
            const text = withoutArticle(sentence, figure);
            const faults = faultsOf(text, call, names, language);
            return faults.length > 0 ? [{ sentence, faults }] : [];
          }),
        ),
      );
      expect(faulty).toEqual([]);
    });
  });

  it('say truly what would change a figure', () => {
    checkAll(call, tracks, 60, (root, application) => {
      const untrue = figuresIn(root).flatMap((figure) =>
        whatWouldChange(figure, call, 'it').flatMap(({ sentence, effect }) => {
          if (!effect) return [];
          const changed = figuresIn(explained(call, apply(application, effect)));
          const own = changed.find((each) => keyOf(each) === keyOf(figure));
          const isTrue = own?.low === effect.gives && own.high === effect.gives;
          return isTrue ? [] : [{ sentence, effect, low: own?.low, high: own?.high }];
        }),
      );
      expect(untrue).toEqual([]);
    });
  });

  it('can be drawn as text and as data', () => {
    checkAll(call, tracks, 20, (root) => {
      expect(renderExplanation(root, call, 'it', { depth: 9 })).not.toMatch(/undefined|NaN/);
      expect(JSON.stringify(explanationToJson(root, call))).not.toMatch(/undefined|NaN|Infinity/);
      for (const selector of selectorsOf(root)) expect(findFigure(root, selector)).toBeDefined();
    });
  });
});

/** Every figure of an explanation once. */
function figuresIn(root: Figure): readonly Figure[] {
  const found = new Set<Figure>();
  const visit = (figure: Figure): void => {
    if (found.has(figure)) return;
    found.add(figure);
    figure.inputs.forEach(visit);
  };
  visit(root);
  return [...found];
}

function keyOf({ rule }: Figure): string {
  return `${rule.kind} ${idOf(rule) ?? ''} ${rule.kind === 'partner' ? rule.partner : ''}`;
}

function apply(
  application: ApplicationDocument,
  { fact, partner, value }: Effect,
): ApplicationDocument {
  if (partner === undefined)
    return { ...application, facts: { ...application.facts, [fact]: value } };
  const partners = (application.partners ?? []).map((each) =>
    each.id === partner ? { ...each, facts: { ...each.facts, [fact]: value } } : each,
  );
  return { ...application, partners };
}

/** Articles are quoted from a source in its own language. */
function withoutArticle(sentence: string, figure: Figure): string {
  const articles = [figure, ...figure.inputs].flatMap(({ rule }) => [
    articleOf(rule) ?? '',
    ...(rule.kind === 'admitted' ? rule.limits.map((limit) => limit.article) : []),
    ...('requirement' in rule
      ? (rule.requirement.document.exceptions ?? []).map((each) => each.article)
      : []),
  ]);
  return articles.reduce((text, article) => text.replace(` (${article})`, ''), sentence);
}

/** Names that only the definition uses, as opposed to words that people also see. */
function codeNames(call: Call): readonly string[] {
  const { facts, derived = [], costs } = call.document;
  const ids = [...facts, ...derived, ...(costs?.categories ?? [])].map((each) => each.id);
  return ids.filter((id) => /[a-z][A-Z]/.test(id));
}

function faultsOf(
  sentence: string,
  call: Call,
  names: readonly string[],
  language: 'it' | 'en',
): readonly string[] {
  const text = call.gaps.reduce((rest, { gap }) => rest.replaceAll(`(${gap.id}: `, '('), sentence);
  const faults = [
    /undefined|NaN|\bnull\b|Infinity|\[object/,
    / {2}|«»|“”|\(\)| [,;:.)]|[,:;]{2}|^\W*$/,
    language === 'it'
      ? /\b(the|with|because|points?|least|most|between|known|missing|met|found)\b/
      : /\b(perché|soddisfatto|risulta|mancano|almeno|dichiarato)\b/,
    ...names.map((name) => new RegExp(`\\b${name}\\b`)),
  ];
  return faults.filter((fault) => fault.test(text)).map(String);
}

function nameOf({ rule }: Figure): string {
  if (rule.kind === 'fact') return rule.fact.id;
  if (rule.kind === 'requirement') return rule.requirement.document.id;
  if (rule.kind === 'criterion') return rule.criterion.document.id;
  if (rule.kind === 'derived') return rule.derived.document.id;
  if (rule.kind === 'admitted') return rule.category.id;
  return '';
}

/** Runs a check on the explanations of applications made up at random. */
function checkAll(
  call: Call,
  tracks: readonly Track[],
  numRuns: number,
  check: (root: Figure, application: ApplicationDocument) => void,
): void {
  const anyTrack = fc.constantFrom(...tracks);
  fc.assert(
    fc.property(
      anyTrack.chain((track) => applicationFor(call, track)),
      (application) => {
        fc.pre(canBeRead(call, application));
        check(explained(call, application), application);
      },
    ),
    { numRuns },
  );
}

/** Judgements whose limits are lost are refused together once they go beyond what the table leaves. */
function canBeRead(call: Call, application: ApplicationDocument): boolean {
  const read = prepareApplication(call, application);
  return (
    !('problems' in read) || read.problems.some(({ code }) => code !== 'judgement-out-of-range')
  );
}

function explained(call: Call, application: ApplicationDocument): Figure {
  const read = prepareApplication(call, application);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return explain(assess(read.prepared));
}

function applicationFor(call: Call, track: Track): fc.Arbitrary<ApplicationDocument> {
  const { document } = call;
  const project = document.facts.filter((fact) => fact.level !== 'partner');
  const partners = document.partnership
    ? fc.option(fc.array(partnerFor(call, track), { maxLength: 4 }), { nil: undefined, freq: 8 })
    : fc.constant(undefined);
  return fc
    .record({
      facts: factsOf(project, judgedIn(track)),
      partners,
      costs: fc.option(costsFor(track), { nil: undefined }),
      requestedRate: fc.constantFrom(undefined, undefined, '30%', '55%'),
    })
    .map(({ facts, partners: some, costs, requestedRate }) => ({
      id: 'A-1',
      facts,
      ...(track.line === undefined ? {} : { line: track.id }),
      ...(some && { partners: some.map((each, index) => ({ ...each, id: `p${index}` })) }),
      ...(costs && { costs }),
      ...(requestedRate && { requestedRate }),
    }));
}

function partnerFor(call: Call, track: Track) {
  const { document } = call;
  const roles = document.partnership?.roles.map((role) => role.id) ?? [];
  return fc
    .record({
      role: fc.constantFrom(...roles),
      facts: factsOf(document.facts.filter((fact) => fact.level === 'partner')),
      costs: fc.option(costsFor(track), { nil: undefined }),
    })
    .map(({ role, facts, costs }) => ({ role, facts, ...(costs && { costs }) }));
}

type Judged = ReadonlyMap<string, ScoreWay & { kind: 'judged' }>;

function judgedIn(track: Track): Judged {
  return new Map(
    (track.score?.criteria ?? []).flatMap(({ fact, way }) =>
      fact !== undefined && way.kind === 'judged' ? [[fact, way] as const] : [],
    ),
  );
}

function factsOf(
  facts: readonly FactDocument[],
  judged: Judged = new Map(),
): fc.Arbitrary<Record<string, FactValue>> {
  const values = Object.fromEntries(
    facts.map((fact) => {
      const way = judged.get(fact.id);
      return [fact.id, way ? judgementFor(way) : valueFor(fact)];
    }),
  );
  return fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Record<string, FactValue>>;
}

function valueFor(fact: FactDocument): fc.Arbitrary<FactValue> {
  const plain = plainFor(fact);
  const odd: fc.Arbitrary<FactValue>[] = [
    fc.constant({ unknown: true as const }),
    fc.constant({ notApplicable: true as const }),
  ];
  const number = numberFor(fact);
  if (number)
    odd.push(
      fc
        .tuple(number, number)
        .map(([a, b]) =>
          a === b
            ? written(fact, a)
            : { from: written(fact, Math.min(a, b)), to: written(fact, Math.max(a, b)) },
        ),
    );
  return fc.oneof({ weight: 8, arbitrary: plain }, { weight: 2, arbitrary: fc.oneof(...odd) });
}

/** What the panel may give: between its limits and in its steps. */
function judgementFor({
  from,
  to = 1000,
  step = 100,
}: ScoreWay & { kind: 'judged' }): fc.Arbitrary<FactValue> {
  const steps = Math.floor((to - from) / step);
  return fc.oneof(
    fc.integer({ min: 0, max: steps }).map((count) => formatPoints(from + count * step)),
    fc.constant({ unknown: true as const }),
  );
}

function plainFor(fact: FactDocument): fc.Arbitrary<FactValue> {
  const number = numberFor(fact);
  if (number) return number.map((value) => written(fact, value));
  const options = (fact.options ?? []).map((option) => option.id);
  switch (fact.type) {
    case 'bool':
      return fc.boolean();
    case 'option':
      return fc.constantFrom(...options);
    case 'options':
      return fc.subarray(options);
    case 'list':
      return fc.array(factsOf(fact.fields ?? []), { maxLength: 3 }) as fc.Arbitrary<FactValue>;
    default:
      return fc.constantFrom('Borgo', 'Riva');
  }
}

/** In the unit in which the engine keeps values of the type. */
function numberFor(fact: FactDocument): fc.Arbitrary<number> | undefined {
  const [from, to] = [fact.from ?? 0, fact.to];
  switch (fact.type) {
    case 'int':
      return fc.oneof(
        fc.integer({ min: from, max: Math.min(to ?? from + 12, from + 12) }),
        fc.integer({ min: from, max: to ?? from + 30_000 }),
      );
    case 'money':
      return fc.integer({ min: from * 100, max: to === undefined ? 60_000_000 : to * 100 });
    case 'percent':
      return fc.integer({ min: from * 100, max: (to ?? 100) * 100 });
    case 'points':
      return fc.integer({ min: from * 2, max: (to ?? 15) * 2 }).map((half) => half * 50);
    case 'date':
      return fc.integer({ min: 19_700, max: 21_000 });
    default:
      return undefined;
  }
}

function written(fact: FactDocument, value: number): string | number {
  if (fact.type === 'money') return formatCents(value);
  if (fact.type === 'percent') return formatPercent(value);
  if (fact.type === 'points') return formatPoints(value);
  return fact.type === 'date' ? formatDay(value as DayNumber) : value;
}

function costsFor(track: Track): fc.Arbitrary<Record<string, CostValue>> {
  const declared = (track.costs?.categories ?? []).filter((category) => !category.flat);
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.integer({ min: 0, max: 60_000_000 }),
  );
  const value: fc.Arbitrary<CostValue> = fc.oneof(
    { weight: 19, arbitrary: amount.map(formatCents) },
    {
      weight: 1,
      arbitrary: fc.tuple(amount, amount, fc.boolean()).map(([a, b, isOpen]) => ({
        from: formatCents(Math.min(a, b)),
        ...(isOpen ? {} : { to: formatCents(Math.max(a, b)) }),
      })),
    },
  );
  const values = Object.fromEntries(declared.map((category) => [category.id, value]));
  return fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Record<string, CostValue>>;
}
