import {
  RoundCollector,
  settleRound,
  withThresholds,
  type Call,
  type Round,
  type RoundDecisions,
} from '../../engine/index.ts';
import type { LoadedRound } from '../round/load-round.ts';
import { allowedAt } from './stop-question.ts';
import {
  applyChanges,
  changesScores,
  type ChangeProblem,
  type WhatIfChanges,
} from './what-if-changes.ts';

export type WhatIfRun =
  | { readonly type: 'run'; readonly round: Round; readonly collector: RoundCollector }
  | { readonly type: 'refused'; readonly problems: readonly ChangeProblem[] };

/**
 * Settles a frozen round by other rules. It is the engine that orders and shares out; no fact is read again, so that
 * thousands of applications are settled anew while somebody moves a figure. Nothing of it is kept.
 */
export function runWhatIf(
  loaded: LoadedRound,
  decisions: RoundDecisions,
  changes: WhatIfChanges,
): WhatIfRun {
  const applied = applyChanges(loaded.call, changes);
  if ('problems' in applied) return { type: 'refused', problems: applied.problems };
  const { call } = applied;
  const strange = (changes.orderOfRankings ?? []).length > 0 ? strangeRanking(call, changes) : [];
  if (strange.length > 0) return { type: 'refused', problems: strange };
  const collector = collectAgain(loaded, call, changes);
  const tried = withTried(decisions, changes);
  return { type: 'run', collector, round: settleEquals(call, collector, tried, changes) };
}

function strangeRanking(
  call: Call,
  { orderOfRankings = [] }: WhatIfChanges,
): readonly ChangeProblem[] {
  const { units } = new RoundCollector(call).plan;
  return orderOfRankings.flatMap((name, index): readonly ChangeProblem[] =>
    units.includes(name) ? [] : [{ code: 'ranking-unknown', path: `/orderOfRankings/${index}` }],
  );
}

function collectAgain(
  { assessments }: LoadedRound,
  call: Call,
  changes: WhatIfChanges,
): RoundCollector {
  const collector = new RoundCollector(call);
  const isScored = changesScores(changes);
  for (const assessment of assessments) {
    const score = isScored ? call.tracks.get(assessment.prepared.track.id)?.score : undefined;
    collector.add(score ? withThresholds(assessment, score) : assessment);
  }
  return collector;
}

/** What was decided, with what is tried besides or instead. */
function withTried(decisions: RoundDecisions, changes: WhatIfChanges): RoundDecisions {
  const { moves = [], orderOfRankings } = changes;
  const act = 'what-if';
  return {
    ...decisions,
    moves: [...(decisions.moves ?? []), ...moves.map((move) => ({ ...move, act, ground: act }))],
    ...(orderOfRankings && { orderOfRankings }),
  };
}

/** After so many ties whoever tries it is shown where it stops. */
const turnsMax = 50;

/** Equals where the money ends are only known once it is shared out: those found are treated as asked, until none is. */
function settleEquals(
  call: Call,
  collector: RoundCollector,
  decisions: RoundDecisions,
  { equals }: WhatIfChanges,
): Round {
  const ties = [...(decisions.ties ?? [])];
  const settle = (): Round => settleRound(call, collector, { ...decisions, ties });
  let round = settle();
  if (!equals) return round;
  // Each ranking stops at one tie at a time, and goes on to the next when that is treated.
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const found = round.stops.filter(
      (stop) => stop.code === 'tie-at-cut-off' && allowedAt(stop).includes(equals),
    );
    if (found.length === 0) return round;
    for (const { applications } of found)
      ties.push({ decision: 'what-if', applications, policy: equals });
    round = settle();
  }
  return round;
}
