import type { BundleSource, RoundDecisions } from '../../engine/index.ts';
import type { FrozenApplication, LoadedRound } from './load-round.ts';

/** What a bundle is made from, and how it calls each application of the round. */
export interface SourceOfBundle {
  readonly source: BundleSource;
  /** By the id of the application. */
  readonly pseudonyms: ReadonlyMap<string, string>;
}

/**
 * What a bundle of some rankings of a round is made from: only what competes in them, so that nothing is published
 * of a ranking that nobody has approved yet.
 */
export function sourceOfBundle(
  { published, applications, collector }: LoadedRound,
  roundDecisions: RoundDecisions,
  units: readonly string[],
): SourceOfBundle {
  const { units: names, unit } = collector.table();
  const within = applications.filter((_, row) => units.includes(names[unit[row] ?? 0] ?? ''));
  const { definition, decisions } = published.content;
  return {
    source: {
      definition,
      decisions,
      roundDecisions: onlyAbout(roundDecisions, within),
      applications: within.map(({ application }) => application),
    },
    pseudonyms: new Map(
      within.map(({ application }, index) => [application.id, pseudonymAt(index + 1)]),
    ),
  };
}

/** The name of an application in a bundle, by its place in the order of the register, counted from 1. */
export function pseudonymAt(place: number): string {
  return `D-${String(place).padStart(4, '0')}`;
}

/** Draws and ties among applications that are not there would be mistakes. */
function onlyAbout(
  { draws, ties, ...rest }: RoundDecisions,
  within: readonly FrozenApplication[],
): RoundDecisions {
  const ids = new Set(within.map(({ application }) => application.id));
  const areThere = (named: readonly string[]): boolean => named.every((id) => ids.has(id));
  return {
    ...rest,
    ...(draws && { draws: draws.filter(({ order }) => areThere(order)) }),
    ...(ties && { ties: ties.filter((tie) => areThere(tie.applications)) }),
  };
}
