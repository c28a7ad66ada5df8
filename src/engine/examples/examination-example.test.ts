import { expect, test } from 'vitest';
import { gap, mills } from '../../../test/mill-call.ts';
import { examination, examined } from '../../../test/mill-examination.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { ExaminationExample } from '../definition/example-document.ts';
import { ExampleRunner } from './run-example.ts';

function differences(
  example: Partial<ExaminationExample>,
  change: Partial<CallDocument> = examined,
): readonly string[] {
  const runner = new ExampleRunner({ ...mills, ...change });
  const whole: ExaminationExample = {
    days: { closing: '2025-03-03' },
    today: '2025-03-20',
    expect: { due: '2025-04-02' },
    ...example,
  };
  return runner
    .run({ id: 'x', title: 'x', examination: whole })
    .map(({ what, expected, found }) => `${what}: ${expected}, not ${found}`);
}

const asked = { clarification: '2025-03-10' };
const notice = { noticeAgainst: '2025-03-10' };

test.each<[string, Partial<ExaminationExample>, Partial<CallDocument>, string[]]>([
  ['a day that is due', {}, examined, []],
  [
    'days and figures that are not so',
    { expect: { due: '2025-04-01', daysUsed: 16, daysLeft: 12, lateDays: 1 } },
    examined,
    [
      'examination.due: 2025-04-01, not 2025-04-02',
      'examination.daysUsed: 16, not 17',
      'examination.daysLeft: 12, not 13',
      'examination.lateDays: 1, not 0',
    ],
  ],
  [
    'an answer',
    { steps: [{ ...asked, answered: '2025-03-14' }], expect: { due: '2025-04-06', daysUsed: 13 } },
    examined,
    [],
  ],
  [
    'an answer counted from the delivery, and not yet given',
    { steps: [{ ...asked, received: '2025-03-12' }], expect: { due: 'unknown' } },
    examined,
    [],
  ],
  [
    'observations, counted from the delivery',
    {
      steps: [{ ...notice, received: '2025-03-12', observations: '2025-03-22' }],
      today: '2025-03-22',
      expect: { due: '2025-04-24' },
    },
    examined,
    [],
  ],
  [
    'a step that the call does not provide for',
    { steps: [notice] },
    { ...examined, examination: { ...examination, noticeAgainst: { applies: false } } },
    ['examination: steps the call provides for, not not-provided'],
  ],
  [
    'an answer before the request',
    { steps: [{ ...asked, answered: '2025-03-09' }] },
    examined,
    ['examination: steps the call provides for, not before-request'],
  ],
  [
    'a step on which something is not decided',
    { steps: [asked] },
    {
      ...examined,
      examination: {
        ...examination,
        clarification: { ...examination.clarification, answerDays: gap('days') },
      },
    },
    ['examination.due: 2025-04-02, not unknown'],
  ],
  ['a clock that has not started', { days: {}, expect: { due: 'unknown' } }, examined, []],
  ['a call without an examination', {}, {}, ['examination: an examination, not none']],
  [
    'a day that does not exist',
    { days: { closing: '2025-02-29' } },
    examined,
    ['examination: days that exist, not 2025-02-29'],
  ],
  [
    'a step on a day that does not exist',
    { steps: [{ ...asked, answered: '2025-02-30' }] },
    examined,
    ['examination: days that exist, not 2025-02-30'],
  ],
])('an example with %s is run', (_, example, change, expected) => {
  expect(differences(example, change)).toEqual(expected);
});
