import { parsePoints } from '../numbers/points.ts';
import { findNearest } from '../text/nearest.ts';
import type { CallDocument, ProcedureStep } from './call-document.ts';
import { checkFromLists } from './check-from-list.ts';
import { checkLetters } from './check-letters.ts';
import { wayOf } from './compile-criterion.ts';
import type { ExaminationDocument, PanelDocument } from './examination-document.ts';
import { isGap, known } from './gap.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** What cannot be right about how the applications of a call are examined and scored. */
export function checkExamination(document: CallDocument): readonly DefinitionProblem[] {
  const { examination, panel } = document;
  return [
    ...checkEvents(document),
    ...checkPhases(document),
    ...(examination ? checkProcedure(document, examination) : []),
    ...(examination ? checkLetters(document, examination.letters) : []),
    ...checkFromLists(document),
    ...(panel ? checkPanel(document, panel) : []),
  ];
}

/** Whether each step happens once or to every application. */
const scopes: Readonly<Record<ProcedureStep, 'call' | 'application'>> = {
  closing: 'call',
  submission: 'application',
  clarification: 'application',
  'notice-against': 'application',
};

function checkEvents({ events }: CallDocument): readonly DefinitionProblem[] {
  return events.flatMap((event, index): readonly DefinitionProblem[] => {
    const { id, is, scope } = event;
    if (is === undefined) return [];
    const first = events.find((each) => each.is === is);
    const path = ['events', index, 'is'];
    if (first !== event)
      return [
        {
          code: 'step-twice',
          message: `"${first?.id}" is already the ${is} of the procedure: leave this out of "${id}"`,
          path,
        },
      ];
    if (scope === scopes[is]) return [];
    return [
      {
        code: 'step-scope',
        message: `a ${is} happens ${scopes[is] === 'call' ? 'once' : 'to each application'}: write scope: ${scopes[is]}`,
        path: ['events', index, 'scope'],
      },
    ];
  });
}

function checkPhases(document: CallDocument): readonly DefinitionProblem[] {
  const phases = document.phases ?? [];
  const ids = phases.map((phase) => phase.id);
  const problems: DefinitionProblem[] = [];
  (document.papers ?? []).forEach(({ phase }, index) => {
    if (phase === undefined || ids.includes(phase)) return;
    const suggestion = findNearest(phase, ids);
    problems.push({
      code: 'unknown-phase',
      message: `there is no phase "${phase}"`,
      path: ['papers', index, 'phase'],
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });
  phases.forEach(({ by, id }, index) => {
    if (by !== 'panel') return;
    const path = ['phases', index, 'by'];
    if (!document.score)
      problems.push({
        code: 'parts-missing',
        message: `a panel decides "${id}" by its score, and this call has none`,
        path,
      });
    if (phases.findIndex((each) => each.by === 'panel') !== index)
      problems.push({
        code: 'panel-phase-twice',
        message: 'a panel scores an application once: one phase is decided by it',
        path,
      });
  });
  return problems;
}

function checkProcedure(
  document: CallDocument,
  { clock, clarification, noticeAgainst }: ExaminationDocument,
): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [
    ...checkClockName(document, clock, ['examination', 'clock']),
    ...checkSuspensions(document, clock, clarification.stopsClock),
  ];
  const { answerClock, answerDays } = clarification;
  if (answerClock !== undefined) {
    const path = ['examination', 'clarification', 'answerClock'];
    problems.push(...checkClockName(document, answerClock, path));
    const days = document.clocks.find((each) => each.id === answerClock)?.days;
    if (days !== undefined && !isGap(days) && !isGap(answerDays) && days !== answerDays)
      problems.push({
        code: 'days-differ',
        message: `the clock "${answerClock}" lasts ${days} days, and the days to answer are ${answerDays}: write the same`,
        path: ['examination', 'clarification', 'answerDays'],
      });
  }
  const notice = known(noticeAgainst);
  if (!notice?.applies) return problems;
  const path = ['examination', 'noticeAgainst'];
  if (notice.effect === 'suspends' && notice.resumeDays === 0)
    problems.push({
      code: 'resume-days',
      message: 'a clock that was suspended runs again from a day after the answer: write 1 or more',
      path: [...path, 'resumeDays'],
    });
  const policy = known(notice.answerOnHoliday);
  if (policy !== undefined && policy !== 'as-is' && !document.holidays)
    problems.push({
      code: 'no-holidays',
      message: 'to move the end to a working day the call must list its holidays',
      path: [...path, 'answerOnHoliday'],
    });
  return problems;
}

function checkClockName(
  { clocks }: CallDocument,
  id: string,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const ids = clocks.map((clock) => clock.id);
  if (ids.includes(id)) return [];
  const suggestion = findNearest(id, ids);
  return [
    {
      code: 'unknown-clock',
      message: `there is no clock "${id}"`,
      path,
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ];
}

/** The clock of the examination must not say otherwise than the examination about what stops it. */
function checkSuspensions(
  document: CallDocument,
  id: string,
  stopsClock: ExaminationDocument['clarification']['stopsClock'],
): readonly DefinitionProblem[] {
  const index = document.clocks.findIndex((clock) => clock.id === id);
  const listed = known(document.clocks[index]?.suspendedBy);
  const event = document.events.find((each) => each.is === 'clarification')?.id;
  if (!listed || isGap(stopsClock)) return [];
  const isListed = event !== undefined && listed.includes(event);
  if (isListed === stopsClock) return [];
  return [
    {
      code: 'suspension-unclear',
      message: isListed
        ? `the clock "${id}" is suspended by "${event}", and stopsClock says that it is not`
        : `stopsClock says that a clarification suspends the clock "${id}": add its event to suspendedBy, with is: clarification`,
      path: ['examination', 'clarification', 'stopsClock'],
    },
  ];
}

function checkPanel(document: CallDocument, panel: PanelDocument): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report = (code: string, message: string, path: DefinitionPath): void => {
    problems.push({ code, message, path: ['panel', ...path] });
  };
  if (!document.score)
    report('parts-missing', 'a panel scores by criteria, and this call has none', []);
  const [scorers, least] = [known(panel.scorers), known(panel.members.least)];
  if (scorers !== undefined && least !== undefined && scorers > least)
    report(
      'panel-too-small',
      `${scorers} score each application, and the panel may have only ${least} members`,
      ['members', 'least'],
    );
  const to = known(panel.rounding)?.to;
  if (to !== undefined && !isAbove(to, 0))
    report('points-unreadable', `"${to}" is not a number of points above 0, such as 1 or "0.5"`, [
      'rounding',
      'to',
    ]);
  const outlier = known(panel.outlierPoints);
  if (outlier !== undefined && !isAbove(outlier, -1))
    report('points-unreadable', `"${outlier}" is not a number of points such as 10 or "2.5"`, [
      'outlierPoints',
    ]);
  const unfit = unfitFor(document, known(panel.consolidation));
  if (unfit !== undefined)
    report(
      'consolidation-unfit',
      `the ${known(panel.consolidation)} of what is said about "${unfit}" is no answer of it: write collegial, or judge it by points`,
      ['consolidation'],
    );
  return problems;
}

function isAbove(value: number | string, least: number): boolean {
  const points = parsePoints(value);
  return points !== undefined && points > least;
}

/** The first criterion whose judgements cannot be reckoned together in this way. */
function unfitFor(
  document: CallDocument,
  method: 'collegial' | 'mean' | 'median' | undefined,
): string | undefined {
  if (method === undefined || method === 'collegial') return undefined;
  return document.score?.criteria.find(({ by }) => {
    const way = wayOf(by);
    if ('lost' in way || 'judged' in way) return false;
    const id = Object.values(way)[0] as { readonly fact: string };
    const fact = document.facts.find((each) => each.id === id.fact);
    if (fact?.proof !== 'panel') return false;
    return method === 'mean' || fact.type !== 'option';
  })?.id;
}
