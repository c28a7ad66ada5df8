import { sql } from 'kysely';
import { canonicalJson, parseDay, type RoundDecisions } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { mergeDecisions } from '../acts/merge-decisions.ts';
import type { LoadedRound } from '../round/load-round.ts';
import { listFrozenRounds } from '../round/queries.ts';
import { type DecidingAct } from './decision-content.ts';
import { inForce, stateOf } from './desk.ts';
import { keptEffect, type KeptEffect } from './effect.ts';
import { proposeDecision, type ChoiceAsked } from './propose-decision.ts';
import { findDecisions, isInSignedAct, type TakenDecision } from './queries.ts';
import { refused, type DeskRefused } from './refusal.ts';
import { settledOf } from './settle-cache.ts';
import { lockDecisions, storeSummary } from './store.ts';
import { summaryOf } from './summary.ts';

/** The act by which a decision is taken, as whoever records it writes it down. */
export interface ActTexts {
  readonly act: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly ground: string;
  readonly reasons: string;
}

export interface DecisionAsked extends ChoiceAsked, ActTexts {
  /** The newest round, loaded. */
  readonly loaded: LoadedRound;
  /** What the effect was shown on; see `stateOf`. */
  readonly state: string;
  readonly personId: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

export type DecisionOutcome =
  | { readonly type: 'taken'; readonly number: number; readonly effect: KeptEffect }
  | DeskRefused;

/**
 * Takes a decision about the newest round of a call, once: on what was shown, or not at all. What it changes is kept
 * with it.
 */
export async function takeDecision(tx: Tx, asked: DecisionAsked): Promise<DecisionOutcome> {
  const missing = checkTexts(asked);
  if (missing) return missing;
  const { loaded, personId } = asked;
  const { callId } = loaded.frozen;
  const held = await holdDecisions(tx, loaded, asked.state);
  if (held.type === 'refused') return held;
  const holding = inForce(held.decisions);
  const contents = holding.map(({ content }) => content);
  const numbers = holding.map((each) => each.number);
  const settled = settledOf(loaded, numbers, () => mergeDecisions(contents));
  const proposal = proposeDecision(settled, contents, asked, actOf(asked));
  if (proposal.type === 'refused') return proposal;
  const number = (held.decisions.at(-1)?.number ?? 0) + 1;
  const effect = keptEffect(proposal.comparison, settled.round.ids);
  await insertDecision(tx, asked, { number, content: proposal.content, effect });
  await storeSummary(tx, loaded.frozen, summaryOf(proposal.after, [...numbers, number]));
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'round-decided',
    subject: `round-decision/${callId}/${number}`,
    personId,
    ground: asked.ground.trim(),
    content: canonicalJson({
      number,
      round: loaded.frozen.number,
      stop: asked.stop ?? null,
      content: proposal.content,
      ...textsOf(asked),
    }),
  });
  return { type: 'taken', number, effect };
}

/** The act as decisions name it. */
export function actOf({ act, day, ground }: Omit<ActTexts, 'reasons'>): DecidingAct {
  return { act: `${act.trim()} (${day})`, ground: ground.trim() };
}

function textsOf({ act, day, ground, reasons }: ActTexts): ActTexts {
  return { act: act.trim(), day, ground: ground.trim(), reasons: reasons.trim() };
}

export function checkTexts(asked: ActTexts & { readonly today: string }): DeskRefused | undefined {
  const { act, ground, reasons, day, today } = asked;
  const problems = Object.entries({ act, ground, reasons }).flatMap(([name, text]) =>
    text.trim() === '' ? [{ code: 'text-missing' as const, path: `/${name}` }] : [],
  );
  const dayProblem =
    parseDay(day) === undefined ? 'day-wrong' : day > today ? 'day-ahead' : undefined;
  const all = [...problems, ...(dayProblem ? [{ code: dayProblem, path: '/day' } as const] : [])];
  return all.length > 0 ? { type: 'refused', problems: all } : undefined;
}

type Held = { readonly type: 'held'; readonly decisions: readonly TakenDecision[] } | DeskRefused;

/** From here to the end of the transaction nobody else decides about the call; refused when somebody has. */
async function holdDecisions(tx: Tx, { frozen }: LoadedRound, state: string): Promise<Held> {
  const { callId } = frozen;
  await lockDecisions(tx, callId);
  const [newest] = await listFrozenRounds(tx, callId);
  const decisions = await findDecisions(tx, callId);
  if (!newest || newest.number !== frozen.number || stateOf(newest, decisions) !== state)
    return refused('changed-meanwhile', '/state');
  return { type: 'held', decisions };
}

async function insertDecision(
  tx: Tx,
  asked: DecisionAsked,
  {
    number,
    content,
    effect,
  }: { readonly number: number; readonly content: RoundDecisions; readonly effect: KeptEffect },
): Promise<void> {
  const { act, day, ground, reasons } = textsOf(asked);
  await tx
    .insertInto('round_decision')
    .values({
      call_id: asked.loaded.frozen.callId,
      number,
      content: JSON.stringify(content),
      stop: asked.stop ?? 'move',
      act,
      act_day: day,
      ground,
      reasons,
      effect: JSON.stringify(effect),
      made_on_round: asked.loaded.frozen.number,
      person_id: asked.personId,
    })
    .execute();
}

export interface WithdrawalAsked {
  readonly loaded: LoadedRound;
  readonly number: number;
  readonly because: string;
  readonly state: string;
  readonly personId: string;
}

export type WithdrawalOutcome = { readonly type: 'withdrawn' } | DeskRefused;

/** Withdraws a decision with a reason; the round then stops again where it stopped before. */
export async function withdrawDecision(
  tx: Tx,
  { loaded, number, because, state, personId }: WithdrawalAsked,
): Promise<WithdrawalOutcome> {
  if (because.trim() === '') return refused('text-missing', '/because');
  const { callId } = loaded.frozen;
  await lockDecisions(tx, callId);
  const decision = (await findDecisions(tx, callId)).find((each) => each.number === number);
  if (!decision) return refused('decision-unknown');
  if (decision.withdrawn) return refused('already-withdrawn');
  if (await isInSignedAct(tx, { callId, number })) return refused('decision-in-act');
  const held = await holdDecisions(tx, loaded, state);
  if (held.type === 'refused') return held;
  await tx
    .updateTable('round_decision')
    .set({
      withdrawn_at: sql<string>`clock_timestamp()`,
      withdrawn_by: personId,
      withdrawn_ground: because.trim(),
    })
    .where('call_id', '=', callId)
    .where('number', '=', number)
    .execute();
  const rest = inForce(held.decisions).filter((each) => each.number !== number);
  const numbers = rest.map((each) => each.number);
  const settled = settledOf(loaded, numbers, () =>
    mergeDecisions(rest.map(({ content }) => content)),
  );
  await storeSummary(tx, loaded.frozen, summaryOf(settled, numbers));
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'round-decision-withdrawn',
    subject: `round-decision/${callId}/${number}`,
    personId,
    ground: because.trim(),
    content: canonicalJson({ number, because: because.trim() }),
  });
  return { type: 'withdrawn' };
}
