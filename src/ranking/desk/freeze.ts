import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import {
  freezeRound,
  keepRound,
  readForRound,
  type FreezeAsked,
  type FreezeOutcome,
} from '../round/freeze-round.ts';
import { settleAt, inForce, type RankingDesk } from './desk.ts';
import { findDecisions } from './queries.ts';
import type { DeskRefused } from './refusal.ts';
import { storeSummary } from './store.ts';
import { summaryOf } from './summary.ts';

export type Freezing =
  | { readonly type: 'frozen'; readonly round: FrozenRound }
  | (DeskRefused & {
      readonly unread?: readonly { readonly application: string; readonly message: string }[];
    });

/**
 * Freezes the round of a call as it stands now, and works out at once what it comes to. `upTo` leaves out what arrived
 * after an entry of the register: where the order of arrival counts, those before it need not wait for it.
 */
export async function freezeNow(
  services: Services,
  { call, personId }: Pick<RankingDesk, 'call' | 'personId'>,
  upTo?: number,
): Promise<Freezing> {
  const asked = askedOf({ call, personId }, upTo);
  const frozen = await freezeRound(services, asked);
  if (frozen.type === 'refused') return refusalOf(frozen);
  await refreshSummary(services, call, frozen.round);
  return frozen;
}

/** What is read before, so that keeping it is one transaction with whatever else belongs to it. */
export async function readNow(
  services: Services,
  desk: Pick<RankingDesk, 'call' | 'personId'>,
  upTo?: number,
): Promise<ReadyRound | Extract<Freezing, { type: 'refused' }>> {
  const asked = askedOf(desk, upTo);
  const read = await readForRound(services, asked);
  if (read.type === 'refused') return refusalOf(read);
  return { type: 'ready', keep: (tx) => keepRound(tx, asked, read) };
}

export interface ReadyRound {
  readonly type: 'ready';
  readonly keep: (tx: Tx) => ReturnType<typeof keepRound>;
}

function askedOf(
  { call: { callId, slug, version }, personId }: Pick<RankingDesk, 'call' | 'personId'>,
  upTo: number | undefined,
): FreezeAsked {
  return { callId, slug, version, personId, ...(upTo === undefined ? {} : { upTo }) };
}

function refusalOf({
  code,
  problems,
}: Extract<FreezeOutcome, { type: 'refused' }>): Extract<Freezing, { type: 'refused' }> {
  return { type: 'refused', problems: [{ code, path: '' }], unread: problems };
}

/** Works out what a round comes to under the decisions in force, for lists that do not settle it. */
export async function refreshSummary(
  services: Services,
  call: Pick<RankingDesk['call'], 'callId'>,
  round: Pick<FrozenRound, 'number'>,
): Promise<void> {
  const { db } = services.database;
  const decisions = await findDecisions(db, call.callId);
  const settled = await settleAt(services, { call, decisions }, round.number);
  if (!settled) return;
  const numbers = inForce(decisions).map(({ number }) => number);
  await storeSummary(db, settled.loaded.frozen, summaryOf(settled, numbers));
}
