import { countFunded, countUndecided } from './compare-rounds.ts';
import type { RoundSummary } from './queries.ts';
import type { SettledRound } from './settled-round.ts';
import { questionsOf } from './stop-question.ts';

/** What a settled round comes to, for lists of calls. */
export function summaryOf({ round }: SettledRound, decisions: readonly number[]): RoundSummary {
  const questions = questionsOf(round.stops);
  return {
    decisions,
    stops: questions.length,
    toDecide: questions.filter(({ nature }) => nature === 'decision').length,
    funded: countFunded(round),
    undecided: countUndecided(round),
    granted: round.funding?.checks.granted ?? 0,
  };
}
