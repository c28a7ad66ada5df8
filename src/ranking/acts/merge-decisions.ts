import type { RoundDecisions } from '../../engine/index.ts';

/** Puts what was decided one by one together, in the order in which it was decided. */
export function mergeDecisions(decided: readonly RoundDecisions[]): RoundDecisions {
  const draws = decided.flatMap((one) => one.draws ?? []);
  const ties = decided.flatMap((one) => one.ties ?? []);
  const moves = decided.flatMap((one) => one.moves ?? []);
  const { orderOfRankings } = decided.findLast((one) => one.orderOfRankings !== undefined) ?? {};
  const { partial } = decided.findLast((one) => one.partial !== undefined) ?? {};
  return {
    ...(draws.length > 0 && { draws }),
    ...(ties.length > 0 && { ties }),
    ...(moves.length > 0 && { moves }),
    ...(orderOfRankings && { orderOfRankings }),
    ...(partial && { partial }),
  };
}

/** The same with other names for the applications. */
export function renameIn(
  decisions: RoundDecisions,
  nameOf: (id: string) => string,
): RoundDecisions {
  return {
    ...decisions,
    ...(decisions.draws && {
      draws: decisions.draws.map((draw) => ({ ...draw, order: draw.order.map(nameOf) })),
    }),
    ...(decisions.ties && {
      ties: decisions.ties.map((tie) => ({
        ...tie,
        applications: tie.applications.map(nameOf),
        ...(tie.order && { order: tie.order.map(nameOf) }),
      })),
    }),
  };
}
