import type { Json } from '../../engine/index.ts';
import type { PublishedPot } from '../../engine/index.ts';
import type { ActKind, ActOrders, BaseKind } from './act.ts';

/** What an act says of one application. Points are hundredths, amounts cents; nothing stands for none. */
export interface ActLine {
  readonly place: number;
  readonly application: string;
  readonly pseudonym: string;
  readonly unit: string;
  readonly line: string | null;
  readonly position: number;
  readonly positionTo: number;
  readonly outcome: string;
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly isReserved: boolean;
  readonly net: number | null;
  readonly bonus: number | null;
  readonly gross: number | null;
  readonly asked: number | null;
  readonly granted: number;
  readonly total: number;
  readonly reached: number;
  readonly name: string;
  readonly fiscalCode: string;
  readonly holderKind: string;
  readonly province: string | null;
  readonly municipality: string | null;
  readonly municipalityCode: string | null;
  readonly criteria: Readonly<Record<string, number>>;
}

/** A stretch of days in which an application is in a list; without `until` it has no end so far. */
export interface Membership {
  readonly application: string;
  readonly from: string;
  /** The first day on which it is no longer in it. */
  readonly until: string | null;
}

/** What a list act changes: stretches that hold from now on, and those that held and do not any more. */
export interface MembershipChange {
  readonly fromDay: string;
  readonly added: readonly Membership[];
  readonly dropped: readonly Membership[];
}

/** Everything that an act says and that is signed: the same draft on the same round gives the same text. */
export interface ActContent {
  readonly bandolo: 1;
  readonly kind: 'ranking-act';
  readonly call: {
    readonly id: string;
    readonly slug: string;
    readonly version: number;
    readonly title: string;
    readonly body: string;
    readonly mode: string;
  };
  readonly number: number;
  readonly act: ActKind;
  readonly does: BaseKind;
  readonly title: string;
  readonly ground: string;
  readonly reasons: string;
  readonly units: readonly string[];
  readonly frozenRound: {
    readonly number: number;
    readonly hash: string;
    readonly upTo: number;
    readonly madeAt: string;
    readonly staleReason: string | null;
  };
  readonly decisions: readonly {
    readonly number: number;
    readonly stop: string;
    readonly ground: string;
    readonly reasons: string;
    readonly content: Json;
  }[];
  readonly orders: ActOrders;
  /** The act before, and the one whose place this takes, with the hash of what each says. */
  readonly follows: ActReference | null;
  readonly replaces: ActReference | null;
  /** Hash of the bundle of the ranking, and of this act in the chain on it. */
  readonly bundle: string;
  readonly chain: string | null;
  readonly totals: {
    readonly applications: number;
    /** Cents: given by this act, and by all acts on this ranking. */
    readonly granted: number;
    readonly total: number;
    readonly outcomes: Readonly<Record<string, number>>;
  };
  readonly pots: readonly PublishedPot[];
  readonly membership: MembershipChange | null;
  readonly table: readonly ActLine[];
}

export interface ActReference {
  readonly number: number;
  readonly hash: string;
}

/** How many applications came to each outcome. */
export function countOutcomes(table: readonly ActLine[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of table) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

export function totalsOf(table: readonly ActLine[]): ActContent['totals'] {
  const sum = (of: (line: ActLine) => number): number =>
    table.reduce((all, line) => all + of(line), 0);
  return {
    applications: table.length,
    granted: sum(({ granted }) => granted),
    total: sum(({ total }) => total),
    outcomes: countOutcomes(table),
  };
}

/** What was given down to each application in its ranking, whatever gave it. */
export function withReached(table: readonly Omit<ActLine, 'reached'>[]): readonly ActLine[] {
  const reached = new Map<string, number>();
  return table.map((line) => {
    const sum = (reached.get(line.unit) ?? 0) + line.total;
    reached.set(line.unit, sum);
    return { ...line, reached: sum };
  });
}
