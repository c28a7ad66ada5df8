import { expect, test } from 'vitest';
import { compiled, gap, mill, mills } from '../../../test/mill-call.ts';
import type { ApplicationDocument, FactValue } from '../definition/application-document.ts';
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
  const read = prepareApplication(compiled(changed), { ...mill, ...change } as ApplicationDocument);
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
    ['costs.wood: amount-unreadable: undefined is not an amount such as "1234.50"'],
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

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'a number for yes',
    { turns: 1 },
    ['facts.turns: wrong-type: "turns": expected true or false, found 1'],
  ],
  [
    'half a floor',
    { floors: 2.5 },
    ['facts.floors: wrong-type: "floors": expected a whole number, found 2.5'],
  ],
  [
    'a text for a number',
    { floors: '3' },
    ['facts.floors: wrong-type: "floors": expected a whole number, found "3"'],
  ],
  [
    'a floor too few',
    { floors: -1 },
    ['facts.floors: out-of-range: "floors" goes from 0 to 9, and this is -1'],
  ],
  ['as many floors as can be', { floors: 9 }, []],
  [
    'a floor too many',
    { floors: 10 },
    ['facts.floors: out-of-range: "floors" goes from 0 to 9, and this is 10'],
  ],
  ['as few as can be', { floors: 0 }, []],
  [
    'an amount above the highest',
    { worth: '900.01' },
    ['facts.worth: out-of-range: "worth" goes from 0 to 900, and this is "900.01"'],
  ],
  ['the highest amount', { worth: '900.00' }, []],
  [
    'a limit on one side',
    { blades: 9 },
    ['facts.blades: out-of-range: "blades" goes from any value to 8, and this is 9'],
  ],
  [
    'a number for an amount',
    { worth: 500 },
    ['facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found 500'],
  ],
  [
    'an amount as people write it',
    { worth: '1.500,00' },
    [
      'facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found "1.500,00" -> 1500.00',
    ],
  ],
  [
    'a percentage without sign',
    { part: '35' },
    ['facts.part: wrong-type: "part": expected a percentage such as "35%", found "35"'],
  ],
  [
    'a number for a percentage',
    { part: 35 },
    ['facts.part: wrong-type: "part": expected a percentage such as "35%", found 35'],
  ],
  [
    'points that are none',
    { beauty: true },
    ['facts.beauty: wrong-type: "beauty": expected points such as 10 or "2.5", found true'],
  ],
  [
    'points in thirds',
    { beauty: '3.333' },
    ['facts.beauty: wrong-type: "beauty": expected points such as 10 or "2.5", found "3.333"'],
  ],
  [
    'a day that does not exist',
    { built: '1900-02-29' },
    ['facts.built: wrong-type: "built": expected a day such as 2025-01-15, found "1900-02-29"'],
  ],
  [
    'a number for a day',
    { built: 1900 },
    ['facts.built: wrong-type: "built": expected a day such as 2025-01-15, found 1900'],
  ],
  [
    'a number for a text',
    { place: 7 },
    ['facts.place: wrong-type: "place": expected a text, found 7'],
  ],
  [
    'an option that is not there',
    { kind: 'watr' },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found "watr" -> water'],
  ],
  [
    'an option like none',
    { kind: 'electricity' },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found "electricity"'],
  ],
  [
    'a number for an option',
    { kind: 1 },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found 1'],
  ],
  [
    'one option for a set',
    { tools: 'saw' },
    ['facts.tools: wrong-type: "tools": expected a list of saw, stone, found "saw"'],
  ],
  [
    'a set with what is not there',
    { tools: ['saw', 'ston'] },
    ['facts.tools: wrong-type: "tools": expected one of saw, stone, found ["saw","ston"] -> stone'],
  ],
  [
    'limits that are crossed',
    { floors: { from: 5, to: 4 } },
    ['facts.floors: crossed-limits: the lower value comes first'],
  ],
  ['limits that meet', { floors: { from: 4, to: 4 } }, []],
  [
    'limits of another type',
    { worth: { from: 1, to: '2.00' } },
    ['facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found 1'],
  ],
  [
    'a value for a list',
    { visits: 3 },
    ['facts.visits: wrong-type: "visits" is a list of entries'],
  ],
  [
    'entries that are none',
    { visits: [3, null, ['a']] },
    [
      'facts.visits.0: wrong-type: an entry is written as fields with their values',
      'facts.visits.1: wrong-type: an entry is written as fields with their values',
      'facts.visits.2: wrong-type: an entry is written as fields with their values',
    ],
  ],
  [
    'fields that are not there',
    { visits: [{ people: 2, fees: '1.00' }] },
    ['facts.visits.0.fees: unknown-fact: this call knows nothing called "fees" -> fee'],
  ],
  [
    'a field out of its limits',
    { visits: [{ people: 0 }] },
    ['facts.visits.0.people: out-of-range: "people" goes from 1 to any value, and this is 0'],
  ],
  [
    'a field of another type',
    { visits: [{ people: 1, fee: 2 }] },
    ['facts.visits.0.fee: wrong-type: "fee": expected an amount such as "1234.50", found 2'],
  ],
  [
    'a judgement off its steps',
    { beauty: 5 },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is 5',
    ],
  ],
  [
    'a judgement above its highest',
    { beauty: 12 },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is 12',
    ],
  ],
  [
    'a judgement below its lowest',
    { beauty: '-2' },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is -2',
    ],
  ],
  ['the highest judgement', { beauty: 10 }, []],
  ['the lowest judgement', { beauty: 0 }, []],
])('facts: %s', (_, facts, problems) => {
  expect(problemsOf(withFacts(facts))).toEqual(problems);
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
  expect(numberAfter({ turns: false }, 'blades')).toEqual([Number.POSITIVE_INFINITY, undefined]);
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
    Number.POSITIVE_INFINITY,
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
