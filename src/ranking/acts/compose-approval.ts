import {
  formatCents,
  makeBundle,
  settleRound,
  type Bundle,
  type Round,
  type RoundDecisions,
} from '../../engine/index.ts';
import { publishPot, type PublishedPot } from '../../engine/index.ts';
import { sourceOfBundle } from '../round/bundle-source.ts';
import type { LoadedRound } from '../round/load-round.ts';
import { entriesOf, type RankingEntry } from '../round/ranking-entry.ts';
import { withReached, type ActLine } from './act-content.ts';
import { narrowRound } from './narrow-round.ts';

/** A ranking or list as an act approves it. */
export interface Approval {
  readonly bundle: Bundle;
  readonly table: readonly ActLine[];
  readonly pots: readonly PublishedPot[];
  readonly stops: Round['stops'];
}

/**
 * Settles the rankings of an act on a frozen round and makes the bundle from which anybody settles them again. `before`
 * is the table of the act that this one goes on from: what that gave is not given again.
 */
export function composeApproval({
  loaded,
  units,
  decided,
  before = [],
}: {
  readonly loaded: LoadedRound;
  readonly units: readonly string[];
  readonly decided: RoundDecisions;
  readonly before?: readonly ActLine[];
}): Approval {
  const part = narrowRound(loaded, units);
  const { source, pseudonyms } = sourceOfBundle(loaded, decided, units);
  const round = settleRound(part.call, part.collector, source.roundDecisions);
  const entries = entriesOf(part, round).map((entry) => ({
    ...entry,
    pseudonym: pseudonyms.get(entry.applicationId) ?? '',
  }));
  const bundle = makeBundle(source);
  if ('problems' in bundle)
    throw new Error(`a frozen round makes no bundle: ${bundle.problems.join('; ')}`);
  assertSame(bundle, entries);
  const given = new Map(before.map(({ application, total }) => [application, total]));
  return {
    bundle,
    table: withReached(entries.map((entry) => lineOf(entry, given.get(entry.applicationId) ?? 0))),
    pots: (round.funding?.accounts ?? []).map(publishPot),
    stops: round.stops,
  };
}

/** The bundle is computed from pseudonyms and the table from names: both must say the same. */
function assertSame({ outcomes }: Bundle, entries: readonly RankingEntry[]): void {
  const differs = outcomes.findIndex((outcome, index) => {
    const entry = entries[index];
    return (
      entry?.pseudonym !== outcome.application ||
      entry.position !== outcome.position ||
      entry.outcome !== outcome.outcome ||
      formatCents(entry.granted) !== outcome.grant
    );
  });
  if (differs >= 0 || outcomes.length !== entries.length)
    throw new Error(`the bundle differs from the ranking at ${outcomes[differs]?.application}`);
}

function lineOf(entry: RankingEntry, before: number): Omit<ActLine, 'reached'> {
  const { lead, granted } = entry;
  return {
    place: entry.place,
    application: entry.applicationId,
    pseudonym: entry.pseudonym,
    unit: entry.unit,
    line: entry.line,
    position: entry.position,
    positionTo: entry.positionTo,
    outcome: entry.outcome,
    reason: entry.reason,
    decidedBy: entry.decidedBy,
    isReserved: entry.isReserved,
    net: entry.net,
    bonus: entry.bonus,
    gross: entry.gross,
    asked: entry.asked,
    granted: granted - before,
    total: granted,
    name: lead.name,
    fiscalCode: lead.fiscalCode,
    holderKind: lead.kind,
    province: lead.province ?? null,
    municipality: lead.municipality ?? null,
    municipalityCode: lead.municipalityCode ?? null,
    criteria: entry.criteria,
  };
}
