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
    ['facts.13.id: name-taken: "floors" is already the name of something else'],
  ],
  [
    'a line with sub-lines',
    { line: 'river' },
    ['facts.13.id: name-taken: "partners" is already the name of something else'],
  ],
  [
    'no line',
    { line: undefined },
    ['facts.13.id: name-taken: "true" is already the name of something else'],
  ],
  [
    'an instant without offset',
    { received: '2025-02-10T12:00:00' },
    ['facts.13.id: name-taken: "deadline" is already the name of something else'],
  ],
  [
    'a rate that is none',
    { requestedRate: 'half' },
    ['derived.2.id: name-taken: "floors" is already the name of something else'],
  ],
  [
    'facts that the call does not know',
    withFacts({ flors: 3, weather: 'fine' }),
    ['facts.13.id: name-taken: "staff" is already the name of something else'],
  ],
  [
    'a partner twice',
    { partners: [mill.partners![0]!, mill.partners![0]!] },
    ['facts.13.id: name-taken: "id" is already the name of something else'],
  ],
  [
    'an unknown role',
    withPartner({ role: 'miler' }),
    ['facts.13.type: list-in-partner: a partner cannot have a list of entries'],
  ],
  [
    'a role like none',
    withPartner({ role: 'astronaut' }),
    ['facts.13.options: fact-unclear: "more" is chosen from options: list them'],
  ],
  [
    'unknown facts of a partner',
    withPartner({ facts: { staf: 1 } }),
    ['facts.13.type: fact-unclear: "more" is chosen from options: list them'],
  ],
  [
    'a value of a partner',
    withPartner({ facts: { staff: 'many' } }),
    ['facts.13.options: fact-unclear: "more" is chosen from options: list them'],
  ],
  ['a cost that is not there', withPartner({ costs: { wod: '1.00' } }), []],
  ['a cost of another line', { costs: { trees: '1.00' } }, []],
  [
    'a flat rate that is declared',
    { costs: { office: '1.00' } },
    ['facts.13.options: fact-unclear: a set has at most 30 options'],
  ],
  [
    'an amount with thousands',
    { costs: { wood: '1.000,50' } },
    ['facts.13.options: fact-unclear: "more" has options, so its type is option or options'],
  ],
  [
    'an amount that is a number',
    { costs: { wood: 12.5 } },
    ['facts.13.options: fact-unclear: option "one" is listed twice'],
  ],
  [
    'limits of an amount',
    { costs: { wood: { from: 'a', to: 'b' } } },
    ['facts.13.type: fact-unclear: "more" is a list: say the fields of its entries'],
  ],
])('refused: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'a number for yes',
    { turns: 1 },
    ['facts.13.type: fact-unclear: "more" is a list: say the fields of its entries'],
  ],
  [
    'half a floor',
    { floors: 2.5 },
    ['facts.13.fields.1.type: fact-unclear: an entry of a list holds plain values only'],
  ],
  [
    'a text for a number',
    { floors: '3' },
    ['facts.13.fields.0.type: fact-unclear: an entry of a list holds plain values only'],
  ],
  [
    'a floor too few',
    { floors: -1 },
    ['facts.13.from: fact-unclear: "more" goes from 5 to 4: the limits are crossed'],
  ],
  ['as many floors as can be', { floors: 9 }, []],
  [
    'a floor too many',
    { floors: 10 },
    ['facts.9.when: condition-mistyped: there is nothing called "turn" here -> turns'],
  ],
  [
    'as few as can be',
    { floors: 0 },
    ['facts.11.when: condition-mistyped: there is nothing called "stafff" here -> staff'],
  ],
  [
    'an amount above the highest',
    { worth: '900.01' },
    ['derived.2.sum.list: unknown-name: there is no int "people" in a list "visit" -> visits'],
  ],
  [
    'the highest amount',
    { worth: '900.00' },
    ['derived.2.sum.field: unknown-name: there is no int "peple" in a list "visits" -> people'],
  ],
  [
    'a limit on one side',
    { blades: 9 },
    ['derived.2.sum.field: unknown-name: there is no int "fee" in a list "visits"'],
  ],
  [
    'a number for an amount',
    { worth: 500 },
    ['derived.2.sum.field: unknown-name: there is no int "people" in a list "floors"'],
  ],
  [
    'an amount as people write it',
    { worth: '1.500,00' },
    ['derived.2: derived-unclear: "extra" needs a formula or a sum'],
  ],
  [
    'a percentage without sign',
    { part: '35' },
    ['derived.2.formula: condition-mistyped: expected a formula giving int, and this gives bool'],
  ],
  [
    'a number for a percentage',
    { part: 35 },
    ['derived.2.formula: condition-unreadable: the condition ends too early'],
  ],
  [
    'points that are none',
    { beauty: true },
    ['derived.2: cycle: these facts are computed from each other: a, b'],
  ],
  ['points in thirds', { beauty: '3.333' }, []],
  [
    'a day that does not exist',
    { built: '1900-02-29' },
    [
      'score.criteria.0.by.options.points.0.is: unknown-option: "watr" is not one of water, wind -> water',
      'score.criteria.0.by.options.points: option-missing: no points are given for water: write 0 where that is meant, or a gap',
      'score.maximum: points-miss-maximum: the criteria reach 20 points, and the stated maximum is 30',
    ],
  ],
  [
    'a number for a day',
    { built: 1900 },
    ['score.criteria.0.by.options.points.2.is: option-twice: "wind" is given points twice'],
  ],
  [
    'a number for a text',
    { place: 7 },
    [
      'score.criteria.0.by.options.points: option-missing: no points are given for wind: write 0 where that is meant, or a gap',
    ],
  ],
  ['an option that is not there', { kind: 'watr' }, []],
  [
    'an option like none',
    { kind: 'electricity' },
    [
      'score.criteria.0.by.options.points: option-missing: no points are given for false: write 0 where that is meant, or a gap',
    ],
  ],
  [
    'a number for an option',
    { kind: 1 },
    [
      'score.criteria.0.by.options.points.1.points: points-unreadable: "two" is not a number of points such as 10 or "2.5"',
    ],
  ],
  [
    'one option for a set',
    { tools: 'saw' },
    [
      'score.criteria.0.by.options.fact: unknown-name: there is no fact "kin" -> kind',
      'score.criteria.0.by.options.points.0.is: unknown-option: "water" is not one of false, true',
      'score.criteria.0.by.options.points.1.is: unknown-option: "wind" is not one of false, true',
      'score.maximum: points-miss-maximum: the criteria reach -Infini.ty points, and the stated maximum is 30',
    ],
  ],
  [
    'a set with what is not there',
    { tools: ['saw', 'ston'] },
    [
      'score.criteria.0.by.options.fact: wrong-fact-type: "floors" is of type int; expected option or options or bool',
      'score.criteria.0.by.options.points.0.is: unknown-option: "water" is not one of false, true',
      'score.maximum: points-miss-maximum: the criteria reach -Infini.ty points, and the stated maximum is 30',
    ],
  ],
  [
    'limits that are crossed',
    { floors: { from: 5, to: 4 } },
    [
      'score.criteria.0.by.options: combine-missing: points for a set either add up (sum) or the best one counts (best): say which',
    ],
  ],
  ['limits that meet', { floors: { from: 4, to: 4 } }, []],
  ['limits of another type', { worth: { from: 1, to: '2.00' } }, []],
  ['a value for a list', { visits: 3 }, []],
  [
    'entries that are none',
    { visits: [3, null, ['a']] },
    [
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 31',
    ],
  ],
  [
    'fields that are not there',
    { visits: [{ people: 2, fees: '1.00' }] },
    [
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 29.5',
    ],
  ],
  [
    'a field out of its limits',
    { visits: [{ people: 0 }] },
    [
      'score.maximum: points-unreadable: "thirty" is not a number of points such as 10 or "2.5"',
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 0',
    ],
  ],
  ['a field of another type', { visits: [{ people: 1, fee: 2 }] }, []],
  [
    'a judgement off its steps',
    { beauty: 5 },
    [
      'score.maximum: points-miss-maximum: the criteria reach 20 points without those that are lost, and the stated maximum is 19',
    ],
  ],
  ['a judgement above its highest', { beauty: 12 }, []],
  [
    'a judgement below its lowest',
    { beauty: '-2' },
    [
      'score.criteria.0.max: points-miss-maximum: criterion "C1" reaches 10 points, and its stated maximum is 9',
    ],
  ],
  [
    'the highest judgement',
    { beauty: 10 },
    [
      'score.criteria.0.max: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
      'score.criteria.0.max: points-miss-maximum: criterion "C1" reaches 10 points, and its stated maximum is 0',
    ],
  ],
  [
    'the lowest judgement',
    { beauty: 0 },
    [
      'score.criteria.0.atLeast: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
    ],
  ],
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
