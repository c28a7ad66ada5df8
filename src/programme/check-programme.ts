import { durationOf, parseDay, type DayNumber, isGap, known, type OrGap } from '../engine/index.ts';
import { checkBudget } from './check-budget.ts';
import { checkExpenses } from './check-expenses.ts';
import { checkTargets } from './check-targets.ts';
import type { Finding } from './finding.ts';
import type { PeriodDocument, ProgrammeDocument } from './programme-document.ts';

type Path = Finding['path'];

/** Everything in a programme that is wrong, does not agree with itself, or waits for a decision. */
export function checkProgramme(programme: ProgrammeDocument): readonly Finding[] {
  return [
    ...checkIds(programme),
    ...checkNames(programme),
    ...checkDuration(programme),
    ...checkPeriods(programme),
    ...checkTargets(programme),
    ...checkBudget(programme),
    ...checkExpenses(programme),
    ...checkRules(programme),
  ];
}

function checkIds(programme: ProgrammeDocument): readonly Finding[] {
  const { budget, ...sections } = programme;
  const lists = { ...sections, 'budget.rows': budget.rows };
  return Object.entries(lists).flatMap(([section, items]): Finding[] => {
    if (!Array.isArray(items)) return [];
    const ids = (items as readonly { readonly id: string }[]).map((item) => item.id);
    return ids.flatMap((id, index): Finding[] => {
      if (ids.indexOf(id) === index) return [];
      const message = `"${id}" is used twice in ${section}`;
      return [mistake('id-twice', message, [...section.split('.'), index, 'id'])];
    });
  });
}

function checkNames({ targets, sources, activities }: ProgrammeDocument): readonly Finding[] {
  return targets.flatMap((target, index) => [
    ...unknownName(target.source, 'source', sources, ['targets', index, 'source']),
    ...unknownName(target.activity, 'activity', activities, ['targets', index, 'activity']),
  ]);
}

function unknownName(
  name: string | undefined,
  what: string,
  items: readonly { readonly id: string }[],
  path: Path,
): readonly Finding[] {
  if (name === undefined || items.some((item) => item.id === name)) return [];
  return [mistake('unknown-name', `there is no ${what} "${name}"`, path)];
}

function checkDuration({ duration }: ProgrammeDocument): readonly Finding[] {
  const [from, to] = [parseDay(duration.from), parseDay(duration.to)];
  if (from === undefined || to === undefined)
    return [mistake('date-unreadable', 'this is not a day that exists', ['duration'])];
  if (to < from) return [mistake('period-crossed', 'it ends before it begins', ['duration'])];
  const lasts = durationOf(from, to);
  if (lasts.months === duration.months && lasts.days === 0) return [];
  const days = lasts.days === 0 ? '' : ` and ${lasts.days} days`;
  const message = `from ${duration.from} to ${duration.to} are ${lasts.months} months${days}, not ${duration.months}`;
  return [{ code: 'months-differ', kind: 'source', message, path: ['duration', 'months'] }];
}

interface Span {
  readonly id: string;
  readonly path: Path;
  readonly from: DayNumber | undefined;
  readonly to: DayNumber | undefined;
}

function checkPeriods(programme: ProgrammeDocument): readonly Finding[] {
  const phases = (programme.phases ?? []).map((phase, index) =>
    spanOf(phase.id, phase.period, ['phases', index, 'period']),
  );
  const activities = programme.activities.flatMap((activity, index) =>
    activity.period ? [spanOf(activity.id, activity.period, ['activities', index, 'period'])] : [],
  );
  const dates = [...phases, ...activities];
  return [
    ...[...(programme.phases ?? []), ...programme.activities].flatMap(({ period, id }) =>
      period ? unreadableDates(id, period, dates) : [],
    ),
    ...dates.flatMap((span) => checkSpan(span, programme)),
    ...checkOverlaps(phases),
  ];
}

function spanOf(id: string, { from, to }: PeriodDocument, path: Path): Span {
  return { id, path, from: dayOf(from), to: dayOf(to) };
}

function dayOf(date: OrGap<string>): DayNumber | undefined {
  const text = known(date);
  return text === undefined ? undefined : parseDay(text);
}

function unreadableDates(
  id: string,
  period: PeriodDocument,
  spans: readonly Span[],
): readonly Finding[] {
  const path = spans.find((span) => span.id === id)?.path ?? [];
  return (['from', 'to'] as const).flatMap((end): Finding[] => {
    const text = period[end];
    if (isGap(text) || parseDay(text) !== undefined) return [];
    return [mistake('date-unreadable', `"${text}" is not a day that exists`, [...path, end])];
  });
}

function checkSpan(span: Span, { duration }: ProgrammeDocument): readonly Finding[] {
  const [first, last] = [parseDay(duration.from), parseDay(duration.to)];
  const { from, to, id, path } = span;
  if (from !== undefined && to !== undefined && to < from)
    return [mistake('period-crossed', `"${id}" ends before it begins`, path)];
  const isOutside = [from, to].some(
    (day) =>
      day !== undefined &&
      ((first !== undefined && day < first) || (last !== undefined && day > last)),
  );
  if (!isOutside) return [];
  const message = `"${id}" lies outside the programme, ${duration.from} to ${duration.to}`;
  return [mistake('outside-duration', message, path)];
}

/** Phases follow one another: a day belongs to one of them. */
function checkOverlaps(phases: readonly Span[]): readonly Finding[] {
  return phases.flatMap((phase, index) =>
    phases.slice(0, index).flatMap((earlier): Finding[] => {
      if (!overlap(phase, earlier)) return [];
      const message = `"${phase.id}" and "${earlier.id}" have days in common`;
      return [mistake('periods-overlap', message, phase.path)];
    }),
  );
}

function overlap(a: Span, b: Span): boolean {
  if (a.from === undefined || a.to === undefined || b.from === undefined || b.to === undefined)
    return false;
  return a.from <= b.to && b.from <= a.to;
}

function checkRules({ rules }: ProgrammeDocument): readonly Finding[] {
  return (rules ?? []).flatMap((rule, index): Finding[] => {
    if (!isGap(rule.value)) return [];
    const message = `"${rule.id}": ${rule.value.unknown.note.en}`;
    return [
      { code: 'rule-open', kind: 'needs-decision', message, path: ['rules', index, 'value'] },
    ];
  });
}

function mistake(code: Finding['code'], message: string, path: Path): Finding {
  return { code, kind: 'mistake', message, path };
}
