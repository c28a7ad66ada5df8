import { stateOf, type Term } from './term.ts';

/** How long until the next thing happens, in the largest unit that says something. */
export interface TimeLeft {
  readonly until: 'opening' | 'closing';
  readonly unit: 'days' | 'hours' | 'minutes';
  /** Whole units that are left; below one minute 0. */
  readonly count: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Nothing when the term is over or has no end. Rounded down: nobody should count on time that is not there. */
export function timeLeft(term: Term, at: Date): TimeLeft | undefined {
  const state = stateOf(term, at);
  const until = state === 'upcoming' ? 'opening' : 'closing';
  const next = state === 'upcoming' ? term.opensAt : term.closesAt;
  if (state === 'closed' || next === null) return undefined;
  const left = next.getTime() - at.getTime();
  if (left >= 2 * dayMs) return { until, unit: 'days', count: Math.floor(left / dayMs) };
  if (left >= 2 * hourMs) return { until, unit: 'hours', count: Math.floor(left / hourMs) };
  return { until, unit: 'minutes', count: Math.floor(left / minuteMs) };
}
