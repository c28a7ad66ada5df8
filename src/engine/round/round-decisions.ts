import type { MoneyText } from '../definition/fact-document.ts';
import { parseCents } from '../numbers/money.ts';
import type { FundingPolicy } from '../ranking/fund.ts';
import type { PartialPolicy, TieDecision } from '../ranking/funding-run.ts';
import type { Move } from '../ranking/pots.ts';

/** Money that a decision moves from one pot to another. */
export interface RoundMove extends Omit<Move, 'amount'> {
  readonly amount: MoneyText;
}

/** What was decided for one round, with applications by id: draws, ties, money moved between lines. */
export interface RoundDecisions {
  readonly draws?: readonly { readonly decision: string; readonly order: readonly string[] }[];
  readonly ties?: readonly {
    readonly decision: string;
    readonly applications: readonly string[];
    readonly policy: TieDecision['policy'];
    readonly order?: readonly string[];
  }[];
  readonly moves?: readonly RoundMove[];
  /** Rankings that share a pot, in the order in which they draw on it. */
  readonly orderOfRankings?: readonly string[];
  /** What happens to the first application that the money left does not cover, where the call does not say. */
  readonly partial?: { readonly decision: string; readonly policy: PartialPolicy };
}

/** A funding policy with what was decided for one round; `rows` gives the row of an application. */
export function withDecisions(
  policy: FundingPolicy,
  decisions: RoundDecisions,
  units: readonly string[],
  rows: ReadonlyMap<string, number>,
): FundingPolicy {
  const rowsOf = (ids: readonly string[]): readonly number[] =>
    ids.flatMap((id) => rows.get(id) ?? []);
  const ties = (decisions.ties ?? []).map(
    ({ decision, applications, policy: chosen, order }): TieDecision => ({
      decision,
      rows: rowsOf(applications),
      policy: chosen,
      ...(order ? { order: rowsOf(order) } : {}),
    }),
  );
  const order = decisions.orderOfRankings?.map((name) => units.indexOf(name));
  return {
    ...policy,
    // What the call says is not for a round to decide.
    partial: policy.partial ?? decisions.partial?.policy,
    moves: (decisions.moves ?? []).map((move) => ({ ...move, amount: centsOf(move.amount) })),
    orderOfRankings: order?.filter((unit) => unit >= 0) ?? policy.orderOfRankings,
    tieDecisions: [...(policy.tieDecisions ?? []), ...ties],
  };
}

/** Amounts come from a checked document: one that cannot be read is a bug. */
function centsOf(amount: MoneyText): number {
  const cents = parseCents(amount);
  if (cents === undefined) throw new TypeError(`${amount} is not an amount`);
  return cents;
}
