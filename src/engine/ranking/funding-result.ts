import type { Cents } from '../numbers/money.ts';
import type { Draws } from './draws.ts';
import type { Funding } from './fund.ts';
import { type Outcome, outcomes, type Reason, reasons } from './outcome.ts';
import type { Origin, PotAccount } from './pots.ts';
import type { Ranking } from './rank.ts';
import type { RankingTable } from './ranking-table.ts';

/** Money of one pot given to one application, with where that money came from. */
export interface GrantDraw {
  readonly pot: string;
  readonly origin: Origin;
  readonly money: 'whole' | 'capital' | 'current';
  /** In cents; negative when it is given back. */
  readonly amount: Cents;
}

/** What one application got and why, as plain data. */
export interface FundingRow {
  readonly application: string;
  readonly ranking: string;
  /** 0 without a position. */
  readonly position: number;
  /** The key that put it below the one above; nothing for the first and for open ties. */
  readonly decidedBy: string | undefined;
  readonly outcome: Outcome;
  readonly asked: Cents;
  readonly grant: Cents;
  readonly reason: FundingReason;
  readonly draws: readonly GrantDraw[];
}

export interface FundingReason {
  readonly code: Reason;
  /** Position where the money ended, for `money-ended`. */
  readonly position?: number;
  /** What was asked and what was left, in cents, for the other reasons that need them. */
  readonly asked?: Cents;
  readonly left?: Cents;
}

/** The funding as one object for each application, by row: for rounds small enough to read. */
export function fundingRows(
  table: RankingTable,
  ids: readonly string[],
  ranking: Ranking,
  funding: Funding,
): FundingRow[] {
  const draws = drawsByRow(funding.draws, funding.accounts);
  return ids.map((application, row) => ({
    application,
    ranking: table.units[table.unit[row]!]!,
    position: ranking.position[row]!,
    decidedBy: ranking.deciders[ranking.decidedBy[row]!],
    outcome: outcomes[funding.outcome[row]!]!,
    asked: table.asked[row]!,
    grant: funding.grant[row]!,
    reason: reasonOf(funding.reason[row]!, funding.reasonAt[row]!, table.asked[row]!),
    draws: draws.get(row) ?? [],
  }));
}

function reasonOf(code: number, at: number, asked: Cents): FundingReason {
  const reason = reasons[code]!;
  if (reason === 'none' || reason === 'above-the-line') return { code: reason };
  return reason === 'money-ended'
    ? { code: reason, position: at }
    : { code: reason, asked, left: at };
}

const moneyOfPart = ['whole', 'capital', 'current'] as const;

export function drawsByRow(
  draws: Draws,
  accounts: readonly PotAccount[],
): Map<number, GrantDraw[]> {
  const byRow = new Map<number, GrantDraw[]>();
  for (const [index, row] of draws.row.entries()) {
    const account = accounts[draws.pot[index]!]!;
    const draw: GrantDraw = {
      pot: account.pot,
      origin: account.parcels[draws.parcel[index]!]!.origin,
      money: moneyOfPart[draws.part[index]!]!,
      amount: draws.amount[index]!,
    };
    const known = byRow.get(row);
    if (known) known.push(draw);
    else byRow.set(row, [draw]);
  }
  return byRow;
}
