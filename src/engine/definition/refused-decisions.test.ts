import { expect, test } from 'vitest';
import { decided, gap, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';
import type { DecisionsDocument } from './gap.ts';

const withRule = (change: object): Partial<CallDocument> => ({
  eligibility: [{ ...mills.eligibility[0]!, ...change }],
});
const torn = { ...mills.grant!, rate: gap('rate', { choices: ['50%', '60%'] }), ceilings: [] };
const choose = gap('open', { choices: [{ a: [1, 2] }, '1'] });

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a number',
    withRule({ require: 'floors + 1' }),
    [
      'eligibility.0.require: condition-mistyped: expected a condition (yes or no), and this gives int',
    ],
  ],
  [
    'a partner in a rule of the project',
    withRule({ require: 'partner.staff > 1' }),
    [
      'eligibility.0.require: condition-mistyped: there is nothing called "partner" here -> partners',
    ],
  ],
  [
    'a condition that cannot be read',
    withRule({ when: 'floors >= (1' }),
    ['eligibility.0.when: condition-unreadable: expected ")", found "the end"'],
  ],
  [
    'an exception',
    withRule({
      exceptions: [{ id: 'x', article: 'art. 4', when: 'flors > 1', require: 'turnss' }],
    }),
    [
      'eligibility.0.exceptions.0.when: condition-mistyped: there is nothing called "flors" here -> floors',
      'eligibility.0.exceptions.0.require: condition-mistyped: there is nothing called "turnss" here -> turns',
    ],
  ],
  [
    'who counts',
    {
      partnership: {
        ...mills.partnership!,
        minimum: [{ ...mills.partnership!.minimum[0]!, where: 'partner.role == "baker"' }],
      },
    },
    ['partnership.minimum.0.where: condition-mistyped: "baker" is not one of lead, miller, friend'],
  ],
  [
    'a later figure too early',
    withRule({ require: 'after.net > 1' }),
    ['eligibility.0.require: condition-mistyped: there is nothing called "after" here'],
  ],
  [
    'an expense in a variation',
    {
      variations: [
        {
          ...mills.variations![0]!,
          when: 'expense.paid < event.closing',
          require: 'before.nett > 1',
        },
      ],
    },
    [
      'variations.0.when: condition-mistyped: there is nothing called "expense" here',
      'variations.0.require: condition-mistyped: there is nothing called "nett" here -> net',
    ],
  ],
  [
    'an event that is not there',
    { expenses: [{ ...mills.expenses![0]!, require: 'event.close < expense.paid' }] },
    ['expenses.0.require: condition-mistyped: there is nothing called "close" here'],
  ],
])('conditions: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test.each<[string, Partial<CallDocument>, DecisionsDocument[], string[]]>([
  [
    'a gap with choices and limits',
    { procedure: gap('p', { choices: ['list'], between: [1, 2] }) },
    [],
    ['procedure: gap-unclear: gap "p" gives both choices and limits: keep one'],
  ],
  [
    'a gap without choices',
    { procedure: gap('p', { choices: [] }) },
    [],
    ['procedure: gap-unclear: gap "p" has an empty list of choices'],
  ],
  [
    'decisions of another call',
    { grant: torn },
    [decided({ rate: '50%' }, { call: 'lamps' })],
    ['call: decision-of-another-call: these decisions are for "lamps", and this is "mills"'],
  ],
  [
    'a decision on nothing',
    { grant: torn },
    [decided({ rte: '50%' })],
    ['decisions.0.fills: decision-without-gap: nothing is open under "rte" -> rate'],
  ],
  [
    'a decision on nothing similar',
    { grant: torn },
    [decided({ weather: '50%' })],
    ['decisions.0.fills: decision-without-gap: nothing is open under "weather"'],
  ],
  [
    'two decisions on one gap',
    { grant: torn },
    [decided({ rate: '50%' }), decided({ rate: '60%' })],
    ['decisions.0.fills: decided-twice: "rate" is decided twice'],
  ],
  [
    'a value that is not a choice',
    { grant: torn },
    [decided({ rate: '55%' })],
    ['decisions.0.value: decision-not-a-choice: expected "50%" or "60%"'],
  ],
  [
    'a value of another shape',
    { procedure: choose },
    [decided({ open: { a: { 0: 1, 1: 2 } } })],
    ['decisions.0.value: decision-not-a-choice: expected {"a":[1,2]} or "1"'],
  ],
  [
    'a value with less',
    { procedure: choose },
    [decided({ open: { a: [1] } })],
    ['decisions.0.value: decision-not-a-choice: expected {"a":[1,2]} or "1"'],
  ],
  [
    'a number for a text',
    { procedure: choose },
    [decided({ open: 1 })],
    ['decisions.0.value: decision-not-a-choice: expected {"a":[1,2]} or "1"'],
  ],
  [
    'nothing',
    { procedure: choose },
    [decided({ open: null })],
    ['decisions.0.value: decision-not-a-choice: expected {"a":[1,2]} or "1"'],
  ],
  ['a choice of several parts', { procedure: choose }, [decided({ open: { a: [1, 2] } })], []],
  ['one of the choices', { grant: torn }, [decided({ rate: '60%' })], []],
])('decisions: %s', (_, change, decisions, problems) => {
  expect(problemsOf(change, decisions)).toEqual(problems);
});
