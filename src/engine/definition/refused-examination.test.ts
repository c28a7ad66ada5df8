import { expect, test } from 'vitest';
import { both, gap, mills, problemsOf } from '../../../test/mill-call.ts';
import { examination, examined, panel } from '../../../test/mill-examination.ts';
import type { CallDocument } from './call-document.ts';
import type { ExaminationDocument, LetterDocument, PanelDocument } from './examination-document.ts';

const { clarification, letters } = examination;
const [ask] = letters;
const [, doubt] = examined.events!;

const withExamination = (change: Partial<ExaminationDocument>): Partial<CallDocument> => ({
  ...examined,
  examination: { ...examination, ...change },
});
const withPanel = (change: Partial<PanelDocument>): Partial<CallDocument> => ({
  ...examined,
  panel: { ...panel, ...change },
});
const withLetter = (change: Partial<LetterDocument>): Partial<CallDocument> =>
  withExamination({ letters: [{ ...ask!, ...change }] });

test('an examination that is sound is read', () => {
  expect(problemsOf(examined)).toEqual([]);
});

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a clock that is not there',
    withExamination({ clock: 'aproval' }),
    ['examination.clock: unknown-clock: there is no clock "aproval" -> approval'],
  ],
  [
    'a clock for the answer that is not there',
    withExamination({ clarification: { ...clarification, answerClock: 'reply' } }),
    ['examination.clarification.answerClock: unknown-clock: there is no clock "reply"'],
  ],
  [
    'two lengths for the answer',
    withExamination({ clarification: { ...clarification, answerClock: 'approval' } }),
    [
      'examination.clarification.answerDays: days-differ: the clock "approval" lasts 30 days, and the days to answer are 10: write the same',
    ],
  ],
  [
    'a suspension that the clock does not list',
    {
      ...examined,
      events: [examined.events![0]!, { ...doubt!, is: 'notice-against' }],
    },
    [
      'examination.clarification.stopsClock: suspension-unclear: stopsClock says that a clarification suspends the clock "approval": add its event to suspendedBy, with is: clarification',
    ],
  ],
  [
    'a suspension that the examination denies',
    withExamination({ clarification: { ...clarification, stopsClock: false } }),
    [
      'examination.clarification.stopsClock: suspension-unclear: the clock "approval" is suspended by "doubt", and stopsClock says that it is not',
    ],
  ],
  [
    'a suspension that ends on the day of the observations',
    withExamination({
      noticeAgainst: { applies: true, answerDays: 10, resumeDays: 0, effect: 'suspends' },
    }),
    [
      'examination.noticeAgainst.resumeDays: resume-days: a clock that was suspended runs again from a day after the answer: write 1 or more',
    ],
  ],
  [
    'working days without holidays',
    withExamination({
      noticeAgainst: {
        applies: true,
        answerDays: 10,
        resumeDays: 10,
        effect: 'suspends',
        answerOnHoliday: 'next-working-day',
      },
    }),
    [
      'examination.noticeAgainst.answerOnHoliday: no-holidays: to move the end to a working day the call must list its holidays',
    ],
  ],
  [
    'a step of two events',
    { ...examined, events: [...examined.events!, { ...doubt!, id: 'query' }] },
    [
      'events.2.is: step-twice: "doubt" is already the clarification of the procedure: leave this out of "query"',
    ],
  ],
  [
    'a closing of each application',
    { ...examined, events: [{ ...examined.events![0]!, scope: 'application' }, doubt!] },
    ['events.0.scope: step-scope: a closing happens once: write scope: call'],
  ],
  [
    'a clarification of the whole call',
    { ...examined, events: [examined.events![0]!, { ...doubt!, scope: 'call' }] },
    [
      'events.1.scope: step-scope: a clarification happens to each application: write scope: application',
    ],
  ],
  [
    'a paper in no phase',
    { ...examined, papers: [{ ...examined.papers![0]!, phase: 'paper' }] },
    ['papers.0.phase: unknown-phase: there is no phase "paper" -> papers'],
  ],
  [
    'two phases of the panel',
    { ...examined, phases: examined.phases!.map((phase) => ({ ...phase, by: 'panel' as const })) },
    [
      'phases.1.by: panel-phase-twice: a panel scores an application once: one phase is decided by it',
    ],
  ],
  [
    'a panel without criteria',
    withoutScore(),
    [
      'phases.1.by: parts-missing: a panel decides "merit" by its score, and this call has none',
      'panel: parts-missing: a panel scores by criteria, and this call has none',
    ],
  ],
  [
    'more sheets than members',
    withPanel({ members: { least: 2 } }),
    [
      'panel.members.least: panel-too-small: 3 score each application, and the panel may have only 2 members',
    ],
  ],
  [
    'a rounding to nothing',
    withPanel({ consolidation: 'mean', rounding: { to: 0, by: 'down' } }),
    [
      'panel.rounding.to: points-unreadable: "0" is not a number of points above 0, such as 1 or "0.5"',
    ],
  ],
  [
    'a distance below nothing',
    withPanel({ outlierPoints: '-1' }),
    ['panel.outlierPoints: points-unreadable: "-1" is not a number of points such as 10 or "2.5"'],
  ],
  [
    'a mean of options',
    { ...withPanel({ consolidation: 'mean' }), facts: judgedKind() },
    [
      'panel.consolidation: consolidation-unfit: the mean of what is said about "C1" is no answer of it: write collegial, or judge it by points',
    ],
  ],
])('%s is refused', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

/** The same call with a kind that the panel judges. */
function judgedKind(): CallDocument['facts'] {
  return mills.facts.map((fact) => (fact.id === 'kind' ? { ...fact, proof: 'panel' } : fact));
}

function withoutScore(): Partial<CallDocument> {
  const { score: _score, ranking: _ranking, ...rest } = mills;
  return { ...rest, ...examined, score: undefined, ranking: undefined } as never;
}

test.each<[string, Partial<CallDocument>]>([
  ['the median of options', { ...withPanel({ consolidation: 'median' }), facts: judgedKind() }],
  ['the mean of points', withPanel({ consolidation: 'mean' })],
  ['a distance of nothing', withPanel({ outlierPoints: 0 })],
  [
    'gaps in every place',
    {
      ...withExamination({
        twoPersons: gap('a'),
        clarification: {
          article: 'art. 13',
          rounds: gap('b'),
          answerDays: gap('c'),
          stopsClock: gap('d'),
        },
        noticeAgainst: gap('e'),
      }),
      panel: {
        article: 'art. 14',
        scorers: gap('f'),
        experts: gap('g'),
        members: { least: gap('h') },
        consolidation: gap('i'),
        rounding: gap('j'),
        outlierPoints: gap('k'),
      },
    },
  ],
  ['no letter at all', withExamination({ letters: [] })],
])('%s is fine', (_, change) => {
  expect(problemsOf(change)).toEqual([]);
});

const list =
  '{call}, {body}, {applicant}, {line}, {protocol}, {received}, {today}, {officer}, {items}, {answerBy}, {answerDays}';

test.each<[string, Partial<LetterDocument>, string[]]>([
  [
    'a place nobody knows',
    { text: { it: 'Entro {answerby}', en: 'By {answerBy}' } },
    [
      `examination.letters.0.text.it: letter-place: nothing can be put in the place of {answerby} in a letter on: clarification-request; there are ${list} -> {answerBy}`,
    ],
  ],
  [
    'a place of another letter',
    { title: { it: 'Per {reasons}', en: 'Why' } },
    [
      `examination.letters.0.title.it: letter-place: nothing can be put in the place of {reasons} in a letter on: clarification-request; there are ${list}`,
    ],
  ],
  [
    'a brace left open',
    { text: { it: 'x', en: 'By {answerBy and more' } },
    [
      'examination.letters.0.text.en: letter-place: a place is a name between two braces, such as {call}, and braces mean nothing else in a letter',
    ],
  ],
  [
    'an outcome of a request',
    { outcome: 'admitted' },
    [
      'examination.letters.0.outcome: letter-unclear: only a letter on an outcome names one: leave it out, or write on: outcome',
    ],
  ],
])('a letter with %s is refused', (_, change, problems) => {
  expect(problemsOf(withLetter(change))).toEqual(problems);
});

test('two letters for one case are refused, one for each outcome is not', () => {
  const second = { ...ask!, id: 'ask-again' };
  expect(problemsOf(withExamination({ letters: [ask!, second] }))).toEqual([
    'examination.letters.1: letter-twice: "ask" is already the letter for clarification-request: keep one of the two',
  ]);
  const outcome = { ...ask!, on: 'outcome', text: both('{outcome}') } as const;
  const one = { ...outcome, id: 'yes', outcome: 'admitted' } as const;
  const other = { ...outcome, id: 'no', outcome: 'not-admitted' } as const;
  expect(problemsOf(withExamination({ letters: [one, other, outcome] }))).toEqual([]);
  expect(problemsOf(withExamination({ letters: [one, { ...one, id: 'again' }] }))).toEqual([
    'examination.letters.1: letter-twice: "yes" is already the letter for outcome "admitted": keep one of the two',
  ]);
});

test('who is not admitted is told of no grant', () => {
  const letter = {
    ...ask!,
    on: 'outcome',
    outcome: 'not-admitted',
    text: both('{grant}'),
  } as const;
  expect(problemsOf(withExamination({ letters: [letter] }))).toEqual([
    expect.stringContaining(
      'text.it: letter-place: a letter about "not-admitted" has nothing to put in the place of {grant}: leave it out',
    ),
    expect.stringContaining('text.en: letter-place'),
  ]);
  const admitted = { ...letter, outcome: 'admitted' } as const;
  expect(problemsOf(withExamination({ letters: [admitted] }))).toEqual([]);
});

test('a place that the call cannot fill is refused', () => {
  const outcome = { ...ask!, on: 'outcome', text: both('{line} {grant}') } as const;
  expect(problemsOf(withExamination({ letters: [outcome] }))).toEqual([]);
  const problems = problemsOf({ ...withExamination({ letters: [outcome] }), lines: [] });
  expect(problems.filter((problem) => problem.includes('letter-place'))).toEqual([
    expect.stringContaining(
      'text.it: letter-place: this call has nothing to put in the place of {line}: leave it out; there are {call}, {body}, {applicant}, {protocol}',
    ),
    expect.stringContaining('text.en: letter-place'),
  ]);
});
