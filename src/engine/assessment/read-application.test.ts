import { expect, test } from 'vitest';
import { compiled, gap, mill, mills } from '../../../test/mill-call.ts';
import { notApplicable } from '../condition/facts.ts';
import type { FactValue } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { prepareApplication, type Prepared } from './prepare-facts.ts';

const call = compiled();

/** Each problem as `path: code: message`, with the suggestion if any. */
function problemsOf(change: object, changed: Partial<CallDocument> = {}): readonly string[] {
  const read = prepareApplication(compiled(changed), { ...mill, ...change });
  if ('prepared' in read) return [];
  return read.problems.map(
    ({ path, code, message, suggestion }) =>
      `${path.join('.')}: ${code}: ${message}${suggestion === undefined ? '' : ` -> ${suggestion}`}`,
  );
}

const withFacts = (facts: Record<string, unknown>): object => ({
  facts: { ...mill.facts, ...facts },
});
const withPartner = (change: object): object => ({
  partners: [mill.partners![0]!, { ...mill.partners![1]!, ...change }],
});

function prepared(change: object, changed: Partial<CallDocument> = {}): Prepared {
  const read = prepareApplication(compiled(changed), { ...mill, ...change });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.prepared;
}

function slotOf(name: string): number {
  return call.names.project.get(name)!.slot;
}

test('a complete application is read', () => {
  expect(problemsOf({})).toEqual([]);
  const { facts, partners, received, protocol, isWithdrawn, track, id } = prepared({});
  const value = (name: string) => facts.numbers[slotOf(name)];
  expect([id, track.id, protocol, isWithdrawn, received]).toEqual([
    'M-1',
    'upper',
    7,
    false,
    Date.UTC(2025, 1, 10, 11),
  ]);
  expect(
    [
      'floors',
      'turns',
      'kind',
      'tools',
      'worth',
      'part',
      'beauty',
      'blades',
      'guests',
      'steps',
    ].map(value),
  ).toEqual([3, 1, 0, 2, 500_00, 35_00, 6_00, 4, 7, 36]);
  expect(partners.map(({ row, isBeneficiary }) => [row.slice(1), isBeneficiary])).toEqual([
    [[0, 2, 400_00], true],
    [[1, 12, 9000_00], true],
  ]);
});

test.each<[string, object, string[]]>([
  [
    'a line that is not there',
    { line: 'uper' },
    ['line: unknown-line: there is no line "uper": there are upper, lower, hill -> upper'],
  ],
  [
    'a line with sub-lines',
    { line: 'river' },
    ['line: unknown-line: there is no line "river": there are upper, lower, hill'],
  ],
  [
    'no line',
    { line: undefined },
    ['line: unknown-line: say the line applied for: one of upper, lower, hill'],
  ],
  [
    'an instant without offset',
    { received: '2025-02-10T12:00:00' },
    [
      'received: instant-unreadable: "2025-02-10T12:00:00" is not an instant with its offset, such as 2025-01-15T15:59:59+01:00',
    ],
  ],
  [
    'a rate that is none',
    { requestedRate: 'half' },
    ['requestedRate: rate-unreadable: "half" is not a rate such as "55%"'],
  ],
  [
    'facts that the call does not know',
    withFacts({ flors: 3, weather: 'fine' }),
    [
      'facts.flors: unknown-fact: this call knows nothing called "flors" -> floors',
      'facts.weather: unknown-fact: this call knows nothing called "weather"',
    ],
  ],
  [
    'a partner twice',
    { partners: [mill.partners![0]!, mill.partners![0]!] },
    ['partners.1.id: partner-twice: "P1" is listed twice'],
  ],
  [
    'an unknown role',
    withPartner({ role: 'miler' }),
    [
      'partners.1.role: unknown-role: there is no role "miler": there are lead, miller, friend -> miller',
    ],
  ],
  [
    'a role like none',
    withPartner({ role: 'astronaut' }),
    ['partners.1.role: unknown-role: there is no role "astronaut": there are lead, miller, friend'],
  ],
  [
    'unknown facts of a partner',
    withPartner({ facts: { staf: 1 } }),
    ['partners.1.facts.staf: unknown-fact: this call knows nothing called "staf" -> staff'],
  ],
  [
    'a value of a partner',
    withPartner({ facts: { staff: 'many' } }),
    ['partners.1.facts.staff: wrong-type: "staff": expected a whole number, found "many"'],
  ],
  [
    'a cost that is not there',
    withPartner({ costs: { wod: '1.00' } }),
    [
      'partners.1.costs.wod: unknown-category: "wod" is not a cost of this line: there are wood, study, office -> wood',
    ],
  ],
  [
    'a cost of another line',
    { costs: { trees: '1.00' } },
    [
      'costs.trees: cost-not-here: "trees" is not a cost of this line: there are wood, study, office',
    ],
  ],
  [
    'a flat rate that is declared',
    { costs: { office: '1.00' } },
    ['costs.office: flat-declared: "office" is a flat rate: nothing is declared for it'],
  ],
  [
    'an amount with thousands',
    { costs: { wood: '1.000,50' } },
    ['costs.wood: amount-unreadable: "1.000,50" is not an amount such as "1234.50" -> 1000.50'],
  ],
  [
    'an amount that is a number',
    { costs: { wood: 12.5 } },
    ['costs.wood: amount-unreadable: 12.5 is not an amount such as "1234.50" -> 12.50'],
  ],
  [
    'limits of an amount',
    { costs: { wood: { from: 'a', to: 'b' } } },
    [
      'costs.wood: amount-unreadable: "a" is not an amount such as "1234.50"',
      'costs.wood: amount-unreadable: "b" is not an amount such as "1234.50"',
    ],
  ],
])('refused: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

const numberAfter = (facts: Record<string, FactValue>, name: string): readonly unknown[] => {
  const read = prepared(withFacts(facts)).facts;
  return [read.numbers[slotOf(name)], read.ranges.get(slotOf(name))];
};

test('what is not said is unknown, within the limits of its fact', () => {
  const { floors: _, ...facts } = mill.facts;
  const read = prepared({ facts }).facts;
  expect(read.numbers[slotOf('floors')]).toBeNaN();
  expect(read.ranges.get(slotOf('floors'))).toEqual({ low: 0, high: 9 });
  expect(read.ranges.get(slotOf('steps'))).toEqual({ low: 0, high: 108 });
  expect(numberAfter({ worth: { unknown: true } }, 'worth')).toEqual([
    Number.NaN,
    { low: 0, high: 900_00 },
  ]);
  expect(numberAfter({ part: { unknown: true } }, 'part')).toEqual([Number.NaN, undefined]);
  expect(numberAfter({ floors: { from: 2, to: 4 } }, 'floors')).toEqual([
    Number.NaN,
    { low: 2, high: 4 },
  ]);
});

test('a fact that depends on another applies only with it', () => {
  expect(numberAfter({ turns: false }, 'blades')).toEqual([notApplicable, undefined]);
  expect(numberAfter({ turns: { unknown: true } }, 'blades')).toEqual([Number.NaN, undefined]);
  expect(numberAfter({ blades: { unknown: true } }, 'blades')).toEqual([
    Number.NaN,
    { low: Number.NEGATIVE_INFINITY, high: 8 },
  ]);
  expect(numberAfter({ blades: { from: 2, to: 3 } }, 'blades')).toEqual([
    Number.NaN,
    { low: 2, high: 3 },
  ]);
  expect(numberAfter({ turns: false, blades: { from: 2, to: 3 } }, 'blades')).toEqual([
    notApplicable,
    undefined,
  ]);
});

test('a sum over a list is at least what its entries already add up to', () => {
  expect(numberAfter({ visits: [{ people: 3 }, {}] }, 'guests')).toEqual([
    Number.NaN,
    { low: 3, high: Number.POSITIVE_INFINITY },
  ]);
  expect(numberAfter({ visits: { unknown: true } }, 'guests')).toEqual([
    Number.NaN,
    { low: 0, high: Number.POSITIVE_INFINITY },
  ]);
  expect(numberAfter({ visits: { notApplicable: true } }, 'guests')).toEqual([0, undefined]);
  expect(numberAfter({ visits: [] }, 'guests')).toEqual([0, undefined]);
});

test('a text of the application is equal to itself and to nothing of the rules', () => {
  const read = (place: string) => numberAfter({ place }, 'place')[0];
  expect(read('Valle')).toBe(call.names.texts.size);
  expect(prepared({}).partners.map(({ row }) => row[0])).toEqual([
    call.names.texts.size + 1,
    call.names.texts.size + 2,
  ]);
  const same = prepared(withFacts({ place: 'P2' }));
  expect(same.partners[1]!.row[0]).toBe(same.facts.numbers[slotOf('place')]);
});

test('without a partnership there are no partners, and none are wanted', () => {
  const alone: Partial<CallDocument> = {
    partnership: undefined,
    facts: mills.facts.filter((fact) => fact.level !== 'partner'),
    eligibility: mills.eligibility.slice(0, 1),
    grant: { article: 'art. 6', rate: '50%', ceilings: [] },
  } as object;
  expect(problemsOf({ partners: [] }, alone)).toEqual([
    'partners: no-partners: this call has no partners',
  ]);
  expect(prepared({ partners: undefined }, alone).facts.lists[0]).toBeUndefined();
});

test('judgements with a lost maximum share what the table leaves', () => {
  const [kind, floors] = mills.score!.criteria;
  const beauty = (id: string, fact: string) => ({
    ...mills.score!.criteria[2]!,
    id,
    by: { judged: { fact, from: 0, to: gap(id) } },
  });
  const changed: Partial<CallDocument> = {
    facts: [...mills.facts, { ...mills.facts.find(({ id }) => id === 'beauty')!, id: 'charm' }],
    score: {
      ...mills.score!,
      criteria: [kind!, floors!, beauty('C3', 'beauty'), beauty('C4', 'charm')],
    },
  };
  expect(problemsOf(withFacts({ beauty: 6, charm: 4 }), changed)).toEqual([]);
  expect(problemsOf(withFacts({ beauty: 6, charm: 5 }), changed)).toEqual([
    'facts.charm: judgement-out-of-range: criterion "C4" gives from 0 to 10 points, and this is 5',
  ]);
  expect(problemsOf(withFacts({ beauty: 11, charm: { unknown: true } }), changed)).toEqual([
    'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, and this is 11',
  ]);
});
