import type { RoundDecisions } from '../../engine/index.ts';

/** Puts what was decided one by one together, in the order in which it was decided. */
export function mergeDecisions(decided: readonly RoundDecisions[]): RoundDecisions {
  return decided.reduce<RoundDecisions>(
    (all, one) => ({
      ...all,
      ...one,
      ...(all.draws || one.draws ? { draws: [...(all.draws ?? []), ...(one.draws ?? [])] } : {}),
      ...(all.ties || one.ties ? { ties: [...(all.ties ?? []), ...(one.ties ?? [])] } : {}),
      ...(all.moves || one.moves ? { moves: [...(all.moves ?? []), ...(one.moves ?? [])] } : {}),
    }),
    {},
  );
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
