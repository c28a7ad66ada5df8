import { mergeDecisions } from '../acts/merge-decisions.ts';
import { compareRounds, type RoundComparison } from './compare-rounds.ts';
import { inForce, type RankingDesk } from './desk.ts';
import type { DeskRefused } from './refusal.ts';
import { runWhatIf } from './run-what-if.ts';
import { lookUp, type SettledRound } from './settled-round.ts';
import type { WhatIfChanges } from './what-if-changes.ts';

export interface Trial {
  readonly type: 'tried';
  readonly after: SettledRound;
  readonly comparison: RoundComparison;
}

/** What a settled round would come to under other rules, held against what it comes to now. */
export function tryOut(
  settled: SettledRound,
  { decisions }: Pick<RankingDesk, 'decisions'>,
  changes: WhatIfChanges,
): Trial | DeskRefused {
  const { loaded } = settled;
  const decided = mergeDecisions(inForce(decisions).map(({ content }) => content));
  const run = runWhatIf(loaded, decided, changes);
  if (run.type === 'refused')
    return { type: 'refused', problems: run.problems.map(({ code, path }) => ({ code, path })) };
  return {
    type: 'tried',
    after: lookUp(loaded, run.collector, run.round),
    comparison: compareRounds(settled.round, run.round),
  };
}
