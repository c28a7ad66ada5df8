import type { Cents } from '../numbers/money.ts';
import type { Funding, FundingChecks, FundingPolicy } from './fund.ts';
import { drawsByRow, type GrantDraw } from './funding-result.ts';
import type { FundingStop } from './funding-run.ts';
import { type Outcome, outcomeCode, outcomes } from './outcome.ts';
import { accountsOf, openLedger, type PotAccount } from './pots.ts';
import type { Ranking } from './rank.ts';
import type { RankingTable } from './ranking-table.ts';

/** What one act changed for one application. */
export interface ActEntry {
  readonly row: number;
  readonly application: string;
  readonly position: number;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Given by this act, in cents; negative when it takes back. */
  readonly grant: Cents;
  /** Given by all acts up to this one, in cents. */
  readonly total: Cents;
  /** What it may get at most after this act, in cents: lower than asked after a reduction. */
  readonly entitled: Cents;
  /** Taken off by reductions so far, by kind of money, in cents. */
  readonly reduced: Reduced;
  readonly draws: readonly GrantDraw[];
}

export type Reduced = Readonly<Partial<Record<GrantDraw['money'], Cents>>>;

/** One act of funding on a frozen ranking. It never changes; a later act refers to it. */
export interface FundingAct {
  readonly id: string;
  /** The act before this one; nothing for the act that approved the ranking. */
  readonly follows: string | undefined;
  /** Number that tells this ranking from any other order of the same applications. */
  readonly fingerprint: number;
  /** Only the applications that this act touched. */
  readonly entries: readonly ActEntry[];
  /** The pots as this act left them. */
  readonly accounts: readonly PotAccount[];
  readonly stops: readonly FundingStop[];
  readonly checks: FundingChecks;
}

/** The act that approves a ranking, from the funding it was given. */
export function firstAct(
  table: RankingTable,
  ids: readonly string[],
  ranking: Ranking,
  funding: Funding,
  id: string,
): FundingAct {
  const draws = drawsByRow(funding.draws, funding.accounts);
  const entries = [...ids.keys()]
    .filter((row) => funding.outcome[row] !== outcomeCode.undecided)
    .map((row): ActEntry => {
      const after = outcomes[funding.outcome[row]!]!;
      const grant = funding.grant[row]!;
      return {
        row,
        application: ids[row]!,
        position: ranking.position[row]!,
        before: 'undecided',
        after,
        grant,
        total: grant,
        entitled: table.asked[row]!,
        reduced: {},
        draws: draws.get(row) ?? [],
      };
    });
  const { accounts, stops, checks } = funding;
  const fingerprint = fingerprintOf(ranking);
  return deepFreeze({ id, follows: undefined, fingerprint, entries, accounts, stops, checks });
}

/** The act that opens a ranking before any money is given, with the outcomes already known. */
export function openingAct(
  ids: readonly string[],
  ranking: Ranking,
  known: readonly Outcome[],
  policy: FundingPolicy,
  id: string,
): FundingAct {
  const entries = [...ids.keys()]
    .filter((row) => known[row] !== 'undecided')
    .map((row): ActEntry => {
      const common = { row, application: ids[row]!, position: 0, before: 'undecided' as const };
      const nothing = { grant: 0, total: 0, entitled: 0, reduced: {}, draws: [] };
      return { ...common, after: known[row]!, ...nothing };
    });
  const accounts = accountsOf(openLedger(policy.pots));
  const checks = checkAct(entries, accounts);
  const fingerprint = fingerprintOf(ranking);
  return deepFreeze({ id, follows: undefined, fingerprint, entries, accounts, stops: [], checks });
}

/** What all acts together gave to each application, by row, in cents. */
export function grantedByActs(table: RankingTable, acts: readonly FundingAct[]): Float64Array {
  const granted = new Float64Array(table.size);
  for (const { entries } of acts) for (const { row, grant } of entries) granted[row]! += grant;
  return granted;
}

/** The outcome of each application after all acts, by row. */
export function outcomesAfterActs(table: RankingTable, acts: readonly FundingAct[]): Outcome[] {
  const after: Outcome[] = Array.from({ length: table.size }, () => 'undecided');
  for (const { entries } of acts) for (const entry of entries) after[entry.row] = entry.after;
  return after;
}

export function checkAct(
  entries: readonly ActEntry[],
  accounts: readonly PotAccount[],
): FundingChecks {
  const granted = entries.reduce((sum, { grant }) => sum + grant, 0);
  const drawn = entries.flatMap(({ draws }) => draws).reduce((sum, { amount }) => sum + amount, 0);
  const conserved =
    granted === drawn &&
    entries.every(({ total, entitled, grant }) => grant <= 0 || total <= entitled) &&
    accounts.every(
      (one) => one.initial + one.added + one.movedIn - one.movedOut === one.drawn + one.left,
    );
  return { granted, drawn, conserved };
}

/** FNV-1a over the order and the positions. */
export function fingerprintOf({ order, position }: Ranking): number {
  let hash = 0x811c9dc5;
  for (const row of order) {
    hash = Math.imul(hash ^ row, 0x01000193);
    hash = Math.imul(hash ^ position[row]!, 0x01000193);
  }
  return hash >>> 0;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
