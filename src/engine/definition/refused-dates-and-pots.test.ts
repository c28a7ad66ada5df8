import { expect, test } from 'vitest';
import { gap, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';

const [clock] = mills.clocks;
const [window] = mills.windows;
const [tall] = mills.eligibility;
const [pot] = mills.funding!.pots;
const withClock = (change: object): Partial<CallDocument> => ({
  clocks: [{ ...clock!, ...change }],
});
const withWindow = (change: object): Partial<CallDocument> => ({
  windows: [{ ...window!, ...change }],
});
const withFunding = (change: object): Partial<CallDocument> => ({
  funding: { ...mills.funding!, ...change },
});

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a line that is not there',
    { eligibility: [{ ...tall!, lines: ['hill', 'uper'] }] },
    ['eligibility.0.lines.1: unknown-line: there is no line or sub-line "uper" -> upper'],
  ],
  [
    'a line far from all',
    { eligibility: [{ ...tall!, lines: ['mountains'] }] },
    ['eligibility.0.lines.0: unknown-line: there is no line or sub-line "mountains"'],
  ],
  [
    'a time zone of no place',
    withWindow({ zone: 'Europe/Roma' }),
    ['windows.0.zone: unknown-zone: this is not a time zone such as Europe/Rome'],
  ],
  [
    'an hour of no day',
    withWindow({ opens: { date: '2025-02-30', time: '10:00' } }),
    ['windows.0.opens: not-a-time: this is not a day and an hour that exist'],
  ],
  [
    'an hour that the clocks skip',
    withWindow({ opens: { date: '2025-03-30', time: '02:30' }, closes: { date: '2025-04-30' } }),
    [
      'windows.0.opens: skipped-time: the clocks skip this hour that day -> 2025-03-30T01:59:59.999+01:00 or 2025-03-30T03:00:00.000+02:00',
    ],
  ],
  [
    'an hour that comes twice',
    withWindow({ closes: { date: '2025-10-26', time: '02:30' } }),
    [
      'windows.0.closes: ambiguous-time: this hour comes twice that day: give its offset -> 2025-10-26T02:30:00.000+02:00 or 2025-10-26T02:30:00.000+01:00',
    ],
  ],
  [
    'an offset of another season',
    withWindow({ closes: { date: '2025-10-25', time: '02:30+01:00' } }),
    [
      'windows.0.closes: offset-not-of-zone: the zone does not have this offset then -> 2025-10-25T03:30:00.000+02:00',
    ],
  ],
  [
    'a closing before the opening',
    withWindow({ closes: { date: '2025-02-01', time: '10:00' } }),
    ['windows.0.closes: closes-before-opening: the window closes before it opens'],
  ],
  [
    'a year out of range',
    withWindow({ closes: { date: '9999-12-31', time: '23:59' } }),
    ['windows.0.closes: not-a-time: this is not a day and an hour that exist'],
  ],
  ['an open window', withWindow({ closes: { date: gap('closing-day'), time: '10:00' } }), []],
  [
    'a clock without length',
    {
      clocks: [
        {
          id: 'approval',
          title: clock!.title,
          article: 'art. 10',
          start: 'closing',
          endOnHoliday: 'as-is',
        },
      ],
    },
    ['clocks.0: clock-length: a clock lasts a number of days or of months, one of the two'],
  ],
  [
    'a clock of two lengths',
    withClock({ months: 2 }),
    ['clocks.0: clock-length: a clock lasts a number of days or of months, one of the two'],
  ],
  [
    'a clock from an unknown event',
    withClock({ start: 'closng' }),
    ['clocks.0.start: unknown-event: there is no event "closng" -> closing'],
  ],
  ['a clock from an open event', withClock({ start: gap('start') }), []],
  [
    'a clock stopped by an unknown event',
    withClock({ suspendedBy: ['doubt', 'rain of frogs'] }),
    ['clocks.0.suspendedBy.1: unknown-event: there is no event "rain of frogs"'],
  ],
  [
    'a clock that needs holidays',
    withClock({ endOnHoliday: 'next-working-day' }),
    [
      'clocks.0.endOnHoliday: no-holidays: to move the end to a working day the call must list its holidays',
    ],
  ],
  [
    'a clock that goes back over holidays',
    withClock({ endOnHoliday: 'previous-working-day' }),
    [
      'clocks.0.endOnHoliday: no-holidays: to move the end to a working day the call must list its holidays',
    ],
  ],
  [
    'holidays of no day',
    { holidays: { fixed: ['02-31'], easterMonday: true, weekend: [6, 7] } },
    ['holidays: not-a-month-day: the holidays are not sound at fixed.0'],
  ],
  [
    'a pot without readable amount',
    withFunding({ pots: [{ ...pot, amount: '5.000' }] }),
    ['funding.pots.0.amount: amount-unreadable: "5.000" is not an amount such as "1234.50"'],
  ],
  [
    'a pot within nothing',
    withFunding({ pots: [{ ...pot, within: 'none' }] }),
    ['funding.pots.0.within: unknown-pot: "none" is not a larger pot that "all" can lie within'],
  ],
  [
    'a pot within itself',
    withFunding({ pots: [{ ...pot, within: 'all' }] }),
    ['funding.pots.0.within: unknown-pot: "all" is not a larger pot that "all" can lie within'],
  ],
  [
    'pots within each other',
    withFunding({
      pots: [
        { ...pot, within: 'b' },
        { ...pot, id: 'b', within: 'all' },
      ],
    }),
    [
      'funding.pots.0.within: unknown-pot: "b" is not a larger pot that "all" can lie within',
      'funding.pots.1.within: unknown-pot: "all" is not a larger pot that "b" can lie within',
    ],
  ],
  [
    'shares of no pot',
    withFunding({ shares: [{ pot: 'none', rate: '100%' }] }),
    ['funding.shares.0.pot: unknown-pot: there is no pot "none"'],
  ],
  [
    'shares below the whole',
    withFunding({
      shares: [
        { pot: 'all', rate: '1/3' },
        { pot: 'some', rate: '1/3' },
      ],
    }),
    ['funding.shares: shares-miss-whole: the shares of the pots do not add up to 100%'],
  ],
  [
    'an unreadable share',
    withFunding({ shares: [{ pot: 'all', rate: 'all of it' }] }),
    ['funding.shares: shares-miss-whole: the shares of the pots do not add up to 100%'],
  ],
  [
    'shares of the whole',
    withFunding({
      shares: [
        { pot: 'all', rate: '1/3' },
        { pot: 'some', rate: '2/3' },
      ],
    }),
    [],
  ],
  [
    'a share still open',
    withFunding({
      shares: [
        { pot: 'all', rate: gap('share') },
        { pot: 'some', rate: '50%' },
      ],
    }),
    [],
  ],
])('%s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});
