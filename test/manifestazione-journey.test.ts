import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  isAwaited,
  lastDayToAnswer,
  next,
  standingOn,
  type Proposal,
  type Standing,
} from './journey/calendar-on-the-wall.ts';
import { makeProposalDesk, type ProposalDesk } from './journey/proposal-desk.ts';

// Thirty days for each proposal from its own submission; whoever is asked has ten days, during which the term stands.
// Every date was worked out on a calendar of 2022, on which 17 April is Easter.
const proposals: readonly Proposal[] = [
  { title: 'Canapa', submitted: '2022-03-01', steps: [], stood: [], due: '2022-03-31' },
  // The thirtieth day is a Sunday.
  { title: 'Cuoio', submitted: '2022-03-04', steps: [], stood: [], due: '2022-04-04' },
  // Three days, and a Sunday again.
  {
    title: 'Legno',
    submitted: '2022-03-08',
    steps: [{ asked: '2022-03-14', answered: '2022-03-17' }],
    stood: [['2022-03-15', '2022-03-17']],
    due: '2022-04-11',
  },
  // Silence: ten days, and the Tuesday after Easter.
  {
    title: 'Seta',
    submitted: '2022-03-10',
    steps: [{ asked: '2022-03-16' }],
    stood: [['2022-03-17', '2022-03-26']],
    due: '2022-04-19',
  },
  // Observations on the fourth day, and ten days more.
  {
    title: 'Vetro',
    submitted: '2022-03-15',
    steps: [{ notice: '2022-03-21', observed: '2022-03-25' }],
    stood: [['2022-03-22', '2022-04-04']],
    due: '2022-04-28',
  },
  // An answer after seven days; then a notice, of which nobody says anything for ten.
  {
    title: 'Acciaio',
    submitted: '2022-03-18',
    steps: [{ asked: '2022-03-22', answered: '2022-03-29' }, { notice: '2022-03-30' }],
    stood: [
      ['2022-03-23', '2022-03-29'],
      ['2022-03-31', '2022-04-09'],
    ],
    due: '2022-05-04',
  },
];
const last = '2022-05-06';

let desk: ProposalDesk;
beforeAll(async () => {
  desk = await makeProposalDesk('2022-02-28T08:00:00Z');
}, 120_000);
afterAll(async () => {
  expect(desk.faults()).toEqual([]);
  await desk.close();
});

function said({ submitted }: Proposal, { used, held, left, late }: Standing, day: string): string {
  const ends = day === submitted ? `from ${next(day)}` : late > 0 ? `${late} late` : `${left} left`;
  return `${used} of ${used + left}, ${held} held, ${ends}`;
}

/** What everybody reads in the evening of a day, against a finger on the calendar. */
async function compare(day: string): Promise<void> {
  const there = proposals.filter(({ submitted }) => submitted <= day);
  const standings = there.map((each) => ({ each, standing: standingOn(each, day) }));
  expect(await desk.readQueue(), `queue on ${day}`).toEqual(
    new Map(standings.map(({ each, standing }) => [each.title, said(each, standing, day)])),
  );
  for (const { each, standing } of standings)
    expect(await desk.readOwn(each.title), `${each.title} on ${day}`).toEqual({
      due: standing.due,
      isLate: standing.late > 0,
    });
  // The calendar goes back a month.
  const terms = standings.filter(
    ({ standing }) => !standing.isHeld && next(standing.due, 31) >= day,
  );
  const awaited = there.flatMap(({ title, steps }) =>
    steps.filter((step) => isAwaited(step, day)).map((step) => [title, lastDayToAnswer(step)]),
  );
  const expected = [
    ...terms.map(({ each, standing }) => `${standing.due} term ${each.title}`),
    ...awaited.map(([title, until]) => `${until} answer ${title}`),
  ].toSorted();
  expect(await desk.readCalendar(), `calendar on ${day}`).toEqual(expected);
  expect(await desk.readFeed(), `feed on ${day}`).toEqual(expected);
}

test('each proposal has its own term, and everybody reads the same of it every day', async () => {
  let daysRead = 0;
  for (let day = '2022-03-01'; day <= last; day = next(day)) {
    await desk.morningOf(day);
    for (const { title, submitted, steps } of proposals) {
      if (submitted === day) await desk.submit(title);
      for (const step of steps) {
        const [began, ended] =
          'asked' in step ? [step.asked, step.answered] : [step.notice, step.observed];
        if (began === day)
          await desk.ask(title, 'asked' in step ? 'clarification' : 'notice-against');
        if (ended === day) await desk.reply(title);
      }
    }
    await compare(day);
    daysRead += 1;
  }
  expect(daysRead).toBe(67);
}, 240_000);

test('and ends on the day that was worked out by hand', () => {
  for (const each of proposals) {
    const { due, held } = standingOn(each, last);
    expect([each.title, due, held]).toEqual([each.title, each.due, daysOf(each)]);
  }
});

function daysOf({ stood }: Proposal): number {
  return stood.reduce((sum, [from, to]) => {
    let days = 0;
    for (let at = from; at <= to; at = next(at)) days += 1;
    return sum + days;
  }, 0);
}
