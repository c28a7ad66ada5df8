import {
  parseCents,
  type PartialPolicy,
  type RoundDecisions,
  type TiePolicy,
} from '../../engine/index.ts';
import type { SettledRound } from './settled-round.ts';
import { allowedAt, type StopQuestion } from './stop-question.ts';

/** What is chosen at a stop, or what money is moved without one. */
export type Choice =
  | { readonly kind: 'tie'; readonly policy: TiePolicy; readonly order?: readonly string[] }
  | { readonly kind: 'partial'; readonly policy: PartialPolicy }
  | { readonly kind: 'order'; readonly rankings: readonly string[] }
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly amount: string };

/** The act by which it is decided: what bundles say of it. */
export interface DecidingAct {
  /** Title and day of the act, as people read them. */
  readonly act: string;
  readonly ground: string;
}

export type ContentRefusal =
  | 'choice-not-allowed'
  | 'draw-incomplete'
  | 'order-incomplete'
  | 'pot-unknown'
  | 'amount-wrong';

/** The one member of what is decided about a round that a choice comes to; or why it is none. */
export function contentOf(
  { round, collector }: SettledRound,
  question: StopQuestion | undefined,
  choice: Choice,
  { act, ground }: DecidingAct,
  decidedOrder: readonly string[] = [],
): RoundDecisions | ContentRefusal {
  if (choice.kind === 'move') return moveOf(round, choice, { act, ground });
  if (!question || question.nature !== 'decision') return 'choice-not-allowed';
  const { stop } = question;
  if (choice.kind === 'order') {
    if (stop.code !== 'order-of-rankings-missing') return 'choice-not-allowed';
    if (!isSame(stop.rankings, choice.rankings)) return 'order-incomplete';
    // Rankings that share other money keep the order that was decided for them.
    const others = decidedOrder.filter((name) => !choice.rankings.includes(name));
    return { orderOfRankings: [...others, ...choice.rankings] };
  }
  if (!allowedAt(stop).includes(choice.policy)) return 'choice-not-allowed';
  if (choice.kind === 'partial')
    return stop.code === 'partial-policy-missing'
      ? { partial: { decision: act, policy: choice.policy } }
      : 'choice-not-allowed';
  if (stop.code !== 'tie-at-cut-off') return 'choice-not-allowed';
  const { applications } = stop;
  if (choice.policy !== 'draw')
    return { ties: [{ decision: act, applications, policy: choice.policy }] };
  const order = choice.order ?? [];
  if (!isSame(applications, order)) return 'draw-incomplete';
  const { lastResort, ties } = collector.plan.policy;
  // Where the call itself calls for a draw, the draw is of the order; elsewhere of the money alone.
  return lastResort === 'draw' && ties !== undefined
    ? { draws: [{ decision: act, order }] }
    : { ties: [{ decision: act, applications, policy: 'draw', order }] };
}

function moveOf(
  round: SettledRound['round'],
  { from, to, amount }: Extract<Choice, { kind: 'move' }>,
  { act, ground }: DecidingAct,
): RoundDecisions | ContentRefusal {
  const pots = (round.call.document.funding?.pots ?? []).map(({ id }) => id);
  if (!pots.includes(from) || !pots.includes(to) || from === to) return 'pot-unknown';
  const cents = parseCents(amount);
  if (cents === undefined || cents <= 0) return 'amount-wrong';
  return { moves: [{ from, to, amount, act, ground }] };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(some);
  return (
    set.size === others.length &&
    new Set(others).size === set.size &&
    others.every((one) => set.has(one))
  );
}
