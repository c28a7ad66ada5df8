import type { FastifyRequest } from 'fastify';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { findCall, type PublishedCall } from '../../calls/index.ts';
import { officerRoles, trierRoles } from './access.ts';
import type { Services } from '../../platform/services.ts';
import { mergeDecisions } from '../acts/merge-decisions.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import { loadRound } from '../round/load-round.ts';
import { listFrozenRounds } from '../round/queries.ts';
import { findDecisions, type TakenDecision } from './queries.ts';
import { settledOf } from './settle-cache.ts';
import type { SettledRound } from './settled-round.ts';

/** A call at the desk: its rounds, and what was decided about them. */
export interface RankingDesk {
  readonly call: PublishedCall;
  /** The newest first. */
  readonly rounds: readonly FrozenRound[];
  /** In the order in which they were taken, withdrawn ones included. */
  readonly decisions: readonly TakenDecision[];
  readonly personId: string;
  readonly mayAct: boolean;
  readonly mayTry: boolean;
}

/** The desk of the call that the address names. */
export async function findDesk(
  services: Services,
  request: FastifyRequest,
): Promise<RankingDesk | undefined> {
  const { call: slug } = request.params as { readonly call: string };
  const call = await findCall(services, slug);
  if (!call) return undefined;
  const { db } = services.database;
  const [rounds, decisions] = await Promise.all([
    listFrozenRounds(db, call.callId),
    findDecisions(db, call.callId),
  ]);
  const principal = principalOf(request);
  return {
    call,
    rounds,
    decisions,
    personId: principal.personId,
    mayAct: hasRole(principal, officerRoles, call),
    mayTry: hasRole(principal, trierRoles, call),
  };
}

/** Decisions that hold, in the order in which they were taken. */
export function inForce(decisions: readonly TakenDecision[]): readonly TakenDecision[] {
  return decisions.filter(({ withdrawn }) => withdrawn === null);
}

/** A round with the decisions in force, settled by the engine. */
export async function settleAt(
  services: Services,
  {
    call,
    decisions,
  }: { readonly call: Pick<PublishedCall, 'callId'> } & Pick<RankingDesk, 'decisions'>,
  number: number,
): Promise<SettledRound | undefined> {
  const loaded = await loadRound(services, { callId: call.callId, number });
  if (!loaded) return undefined;
  const holding = inForce(decisions);
  return settledOf(
    loaded,
    holding.map((each) => each.number),
    () => mergeDecisions(holding.map(({ content }) => content)),
  );
}

/** What a page was shown on: another one as soon as a round is frozen, or a decision taken or withdrawn. */
export function stateOf(
  round: Pick<FrozenRound, 'number'>,
  decisions: readonly TakenDecision[],
): string {
  return [round.number, ...inForce(decisions).map(({ number }) => number)].join('-');
}
