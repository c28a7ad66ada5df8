// Days are `YYYY-MM-DD`; nothing here comes from the program.

export function next(day: string, count = 1): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Of 2022: Easter was on 17 April. */
const holidays = /-(01-01|01-06|04-25|05-01|06-02|08-15|11-01|12-08|12-25|12-26)$|^2022-04-18$/;

export function isWorkingDay(day: string): boolean {
  return ![0, 6].includes(new Date(day).getUTCDay()) && !holidays.test(day);
}

/** What is asked or announced, on its day, and the day on which something comes back, if anything does. */
export type Step =
  | { readonly asked: string; readonly answered?: string }
  | { readonly notice: string; readonly observed?: string };

export interface Proposal {
  readonly title: string;
  readonly submitted: string;
  readonly steps: readonly Step[];
  /** Worked out by hand: first and last day of what did not count, and the last day of the term. */
  readonly stood: readonly (readonly [string, string])[];
  readonly due: string;
}

/** How a term of thirty days stands in the evening of a day, as far as anybody knew then. */
export interface Standing {
  readonly used: number;
  readonly held: number;
  readonly left: number;
  readonly late: number;
  readonly due: string;
  /** An end of what does not count is still to come. */
  readonly isHeld: boolean;
  readonly isOpen: boolean;
}

interface Stretch {
  readonly from: string;
  /** Not known yet where it is not there. */
  readonly to: string | undefined;
}

const length = 30;
const daysToAnswer = 10;

export function lastDayToAnswer(step: Step): string {
  return next('asked' in step ? step.asked : step.notice, daysToAnswer);
}

/** Whether somebody waits for an answer in the evening of a day. */
export function isAwaited(step: Step, day: string): boolean {
  const [began, ended] =
    'asked' in step ? [step.asked, step.answered] : [step.notice, step.observed];
  return began <= day && !(ended !== undefined && ended <= day) && day <= lastDayToAnswer(step);
}

function stretchOf(step: Step, day: string): readonly Stretch[] {
  const began = 'asked' in step ? step.asked : step.notice;
  if (began > day) return [];
  const from = next(began);
  if (isAwaited(step, day)) return [{ from, to: undefined }];
  if ('asked' in step) return [{ from, to: step.answered ?? lastDayToAnswer(step) }];
  // Ten more days after observations.
  return [{ from, to: step.observed ? next(step.observed, 10) : lastDayToAnswer(step) }];
}

/** A finger on the calendar. */
export function standingOn({ submitted, steps }: Proposal, day: string): Standing {
  const stretches = steps.flatMap((step) => stretchOf(step, day));
  // What has no end yet holds up its first day at least.
  const isStill = (at: string): boolean =>
    stretches.some(({ from, to }) => from <= at && at <= (to ?? (day < from ? from : day)));
  let [counted, held, due] = [0, 0, ''];
  for (let at = next(submitted); counted < length || at <= day; at = next(at)) {
    if (isStill(at)) held += at <= day ? 1 : 0;
    else counted += 1;
    if (counted === length && due === '') due = at;
  }
  while (!isWorkingDay(due)) due = next(due);
  const isOpen = stretches.some(({ to }) => to === undefined);
  const between = (from: string, to: string): number => {
    let days = 0;
    for (let at = from; at <= to; at = next(at)) if (!isStill(at)) days += 1;
    return days;
  };
  const used = between(next(submitted), day < due ? day : due);
  return {
    used,
    held,
    left: isOpen ? length - used : between(next(day), due),
    late: isOpen || day <= due ? 0 : (Date.parse(day) - Date.parse(due)) / 86_400_000,
    due,
    isHeld: stretches.some(({ to }) => to === undefined || to >= day),
    isOpen,
  };
}
