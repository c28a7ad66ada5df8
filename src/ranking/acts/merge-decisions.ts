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

/** What of it is about these applications: draws without the others, ties in which one of them stands. */
export function narrowDecisions(
  decisions: RoundDecisions,
  ids: ReadonlySet<string>,
): RoundDecisions {
  const { draws, ties, ...rest } = decisions;
  const isHere = (id: string): boolean => ids.has(id);
  const drawn = draws
    ?.map((draw) => ({ ...draw, order: draw.order.filter(isHere) }))
    .filter(({ order }) => order.length > 0);
  const tied = ties?.filter(({ applications }) => applications.some(isHere));
  return {
    ...rest,
    ...(drawn && drawn.length > 0 ? { draws: drawn } : {}),
    ...(tied && tied.length > 0 ? { ties: tied } : {}),
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
