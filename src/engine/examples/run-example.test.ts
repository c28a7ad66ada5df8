import { expect, test } from 'vitest';
import { gap, mill, mills } from '../../../test/mill-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { ExampleDocument } from '../definition/example-document.ts';
import { ExampleRunner } from './run-example.ts';

function differences(
  example: Partial<ExampleDocument>,
  change: Partial<CallDocument> = {},
): readonly string[] {
  const runner = new ExampleRunner({ ...mills, ...change });
  return runner
    .run({ id: 'x', title: 'x', ...example })
    .map(({ what, expected, found }) => `${what}: ${expected}, not ${found}`);
}

const assessing = (expected: object, change: object = {}): Partial<ExampleDocument> => ({
  assess: { application: { ...mill, ...change }, expect: expected },
});
const at = (
  instant: string,
  expected: 'before' | 'open' | 'closed' | 'unknown',
): Partial<ExampleDocument> => ({ window: { at: instant, expect: expected } });
const clock = (change: object): Partial<ExampleDocument> => ({
  clock: { id: 'approval', start: '2025-01-15', expect: { due: '2025-02-14' }, ...change },
});
const twin = { ...mill, id: 'M-2' };
const round = (
  expected: object,
  applications: readonly object[] = [mill, { ...twin, protocol: 9 }],
): Partial<ExampleDocument> =>
  ({ round: { applications, expect: expected } }) as Partial<ExampleDocument>;
const unmoved = { grant: { ...mills.grant!, rate: gap('rate') } };

test.each<[string, Partial<ExampleDocument>, Partial<CallDocument>, string[]]>([
  ['nothing to look at', {}, {}, []],
  [
    'figures that are so',
    assessing({
      outcome: 'admissible',
      eligible: 'yes',
      failing: [],
      net: '21',
      bonus: 2,
      gross: 23,
      grant: '506.00',
      totalAdmitted: '1100',
      admitted: { wood: '900' },
      shares: { P2: '176' },
      criteria: { C1: 10, C3: '6' },
      threshold: 'yes',
    }),
    {},
    [],
  ],
  [
    'figures that are not so',
    assessing({
      outcome: 'unknown',
      net: 22,
      bonus: '2.5',
      grant: '507.00',
      admitted: { wood: '901.00' },
      shares: { P3: '1.00' },
      criteria: { C2: 6 },
      failing: ['tall'],
    }),
    {},
    [
      'outcome: "unknown", not "admissible"',
      'net: "22", not "21"',
      'bonus: "2.5", not "2"',
      'grant: "507.00", not "506.00"',
      'admitted.wood: "901.00", not "900.00"',
      'shares.P3: "1.00", not nothing',
      'criteria.C2: "6", not "5"',
      'failing: ["tall"], not []',
    ],
  ],
  [
    'what lies between two',
    assessing(
      { net: { from: 15, to: 25 } },
      { facts: { ...mill.facts, beauty: { unknown: true } } },
    ),
    {},
    [],
  ],
  [
    'what lies elsewhere',
    assessing(
      { net: { from: 16, to: 25 } },
      { facts: { ...mill.facts, beauty: { unknown: true } } },
    ),
    {},
    ['net: {"from":"16","to":"25"}, not {"from":"15","to":"25"}'],
  ],
  [
    'what has no figure',
    assessing({ net: 20 }),
    { score: undefined, ranking: undefined } as object,
    ['net: "20", not nothing'],
  ],
  ['a refusal', assessing({ refused: 'unknown-line' }, { line: 'sea' }), {}, []],
  [
    'another refusal',
    assessing({ refused: 'unknown-fact' }, { line: 'sea' }),
    {},
    [
      'application: unknown-fact, not unknown-line at line: there is no line "sea": there are upper, lower, hill',
    ],
  ],
  [
    'no refusal',
    assessing({}, { line: 'sea' }),
    {},
    [
      'application: readable, not unknown-line at line: there is no line "sea": there are upper, lower, hill',
    ],
  ],
  [
    'a refusal that does not come',
    assessing({ refused: 'unknown-line' }),
    {},
    ['application: refused with unknown-line, not readable'],
  ],
  [
    'a gap that is given',
    { given: { rate: '10%' }, ...assessing({ grant: '242.00' }) },
    unmoved,
    [],
  ],
  [
    'a gap that is not given',
    assessing({ grant: '242.00' }),
    unmoved,
    ['grant: "242.00", not {"from":"0.00","to":"836.00"}'],
  ],
  [
    'rules that cannot be read',
    { given: { rate: '200%' }, ...assessing({}) },
    unmoved,
    [
      'rules: a definition that can be read, not "200%" is not a rate of at most 100%, such as "60%"',
    ],
  ],
  ['an instant in the window', at('2025-02-10T12:00:00+01:00', 'open'), {}, []],
  [
    'an instant before the window',
    at('2025-01-10T12:00:00+01:00', 'open'),
    {},
    ['window: "open", not "before"'],
  ],
  ['an instant after the window', at('2025-04-10T12:00:00+02:00', 'closed'), {}, []],
  [
    'an instant without offset',
    at('2025-04-10T12:00:00', 'closed'),
    {},
    ['window: an instant with its offset, not 2025-04-10T12:00:00'],
  ],
  [
    'an instant in an open window',
    at('2025-04-10T12:00:00+02:00', 'unknown'),
    { windows: [{ ...mills.windows[0]!, closes: { date: gap('day'), time: '10:00' } }] },
    [],
  ],
  ['a day that is due', clock({}), {}, []],
  [
    'another day that is due',
    clock({ expect: { due: '2025-02-13' } }),
    {},
    ['clock.due: "2025-02-13", not "2025-02-14"'],
  ],
  [
    'a day that is late',
    clock({ today: '2025-02-20', expect: { due: '2025-02-14', lateDays: 6 } }),
    {},
    [],
  ],
  [
    'another day that is late',
    clock({ today: '2025-02-20', expect: { due: '2025-02-14', lateDays: 5 } }),
    {},
    ['clock.lateDays: 5, not 6'],
  ],
  [
    'a clock that stood still',
    clock({
      suspended: [{ from: '2025-01-20', to: '2025-01-24', why: 'doubt' }],
      expect: { due: '2025-02-19' },
    }),
    {},
    [],
  ],
  [
    'a clock that stands still',
    clock({
      today: '2025-02-20',
      suspended: [{ from: '2025-01-20', why: 'doubt' }],
      expect: { due: 'unknown' },
    }),
    {},
    [],
  ],
  [
    'a clock that is not there',
    clock({ id: 'other' }),
    {},
    ['clock: a clock of the call and days that exist, not other'],
  ],
  [
    'a start that is no day',
    clock({ start: '2025-02-30' }),
    {},
    ['clock: a clock of the call and days that exist, not approval'],
  ],
  [
    'a day of today that is none',
    clock({ today: '2025-02-30' }),
    {},
    ['clock: a clock of the call and days that exist, not approval'],
  ],
  [
    'a clock of open length',
    clock({ expect: { due: 'unknown' } }),
    { clocks: [{ ...mills.clocks[0]!, days: gap('days') }] },
    [],
  ],
  [
    'a clock of open length, said to be due',
    clock({}),
    { clocks: [{ ...mills.clocks[0]!, days: gap('days') }] },
    ['clock.due: "2025-02-14", not "unknown"'],
  ],
  [
    'a rule',
    {
      rule: {
        id: 'keeps',
        values: { before: { eligible: true, net: 1 }, after: { net: 2 } },
        expect: 'met',
      },
    },
    {},
    [],
  ],
  [
    'a rule not met',
    {
      rule: {
        id: 'keeps',
        values: { before: { eligible: true, net: 2 }, after: { net: 1 } },
        expect: 'met',
      },
    },
    {},
    ['rule: "met", not "not-met"'],
  ],
  [
    'a rule that is not there',
    { rule: { id: 'other', values: {}, expect: 'met' } },
    {},
    ['rule: a rule of the call, not other'],
  ],
  ['one application each', { uniqueness: { applications: [mill], expect: [] } }, {}, []],
  [
    'two applications of one lead',
    { uniqueness: { applications: [mill, twin], expect: ['M-2', 'M-1'] } },
    {},
    [],
  ],
  [
    'two applications of one lead, unseen',
    { uniqueness: { applications: [mill, twin], expect: [] } },
    {},
    ['uniqueness: none, not M-1, M-2'],
  ],
  [
    'one application, said to be too many',
    { uniqueness: { applications: [mill], expect: ['M-1'] } },
    {},
    ['uniqueness: M-1, not none'],
  ],
  [
    'a round',
    round({
      order: [
        { id: 'M-1', outcome: 'fully-funded', grant: '506' },
        { id: 'M-2', outcome: 'fully-funded' },
      ],
    }),
    {},
    [],
  ],
  [
    'a round in another order',
    round({ order: [{ id: 'M-2', outcome: 'fully-funded', grant: '506.00' }] }),
    {},
    ['round.1: M-2 fully-funded 506.00, not M-1 fully-funded 506.00'],
  ],
  [
    'a round with another outcome',
    round({ order: [{ id: 'M-1', outcome: 'partly-funded' }] }),
    {},
    ['round.1: M-1 partly-funded, not M-1 fully-funded 506.00'],
  ],
  [
    'a round with another grant',
    round({ order: [{ id: 'M-1', outcome: 'fully-funded', grant: '505.00' }] }),
    {},
    ['round.1: M-1 fully-funded 505.00, not M-1 fully-funded 506.00'],
  ],
  [
    'a round with one more',
    round({
      order: [
        { id: 'M-1', outcome: 'fully-funded' },
        { id: 'M-2', outcome: 'fully-funded' },
        { id: 'M-3', outcome: 'fully-funded' },
      ],
    }),
    {},
    ['round.3: M-3 fully-funded, not nothing'],
  ],
  [
    'a round of what cannot be read',
    round({ order: [] }, [{ ...mill, line: 'sea' }]),
    {},
    ['round.M-1: readable, not there is no line "sea": there are upper, lower, hill'],
  ],
  [
    'a round that stops',
    round({ stops: 'protocol-missing', tied: ['M-2', 'M-1'] }, [mill, twin]),
    {},
    [],
  ],
  [
    'a round that stops for others',
    round({ stops: 'protocol-missing', tied: ['M-2'] }, [mill, twin]),
    {},
    ['round.tied: M-2, not M-1, M-2'],
  ],
  [
    'a round that stops otherwise',
    round({ stops: 'tie-at-cut-off' }, [mill, twin]),
    {},
    ['round: stop tie-at-cut-off, not protocol-missing'],
  ],
  ['a round that stops, whomever', round({ stops: 'protocol-missing' }, [mill, twin]), {}, []],
  [
    'a round that does not stop',
    round({ stops: 'protocol-missing' }),
    {},
    ['round: stop protocol-missing, not no stop'],
  ],
  [
    'a round that should not stop',
    round({ order: [] }, [mill, twin]),
    {},
    ['round: no stop, not protocol-missing (M-1, M-2)'],
  ],
])('an example of %s', (_, example, change, problems) => {
  expect(differences(example, change)).toEqual(problems);
});
