import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import type { EvaluationKey } from '../panel.ts';
import { decideConsolidation, type DecisionOutcome } from './decide-consolidation.ts';
import { openSheets, type OpeningOutcome } from './open-sheets.ts';
import { loadRules } from './hold-session.ts';
import { consolidationProblem, saidOf, type ConsolidationRefusal } from './refusals.ts';

export const panelOfCall: Access = {
  who: 'named',
  roles: ['evaluator', 'panel-secretary'],
  subject: 'call',
};
export const panelOfApplication: Access = {
  who: 'named',
  roles: ['evaluator', 'panel-secretary'],
  subject: 'application',
};
/** Minutes are read by the panel, and by who has to check what it did. */
export const minutesReaders: Access = {
  who: 'named',
  roles: ['evaluator', 'panel-secretary', 'officer', 'controller', 'auditor'],
  subject: 'call',
};

/** What came of doing the same for several applications, each in a transaction of its own. */
export interface Several {
  readonly done: readonly string[];
  readonly left: readonly { readonly application: string; readonly code: ConsolidationRefusal }[];
}

export async function forEach(
  services: Services,
  request: FastifyRequest,
  {
    callId,
    applications,
    what,
  }: {
    readonly callId: number;
    readonly applications: readonly string[];
    readonly what: 'open' | 'decide';
  },
): Promise<Several> {
  const published = await loadRules(services, callId);
  const { personId } = principalOf(request);
  const done: string[] = [];
  const left: { application: string; code: ConsolidationRefusal }[] = [];
  for (const applicationId of new Set(applications)) {
    const act = { callId, applicationId, personId, published };
    const outcome = await runAct<OpeningOutcome | DecisionOutcome>(services.database.db, (tx) =>
      what === 'open'
        ? openSheets(tx, act)
        : decideConsolidation(tx, { ...act, entries: undefined }),
    );
    if (outcome.type === 'refused') left.push({ application: applicationId, code: outcome.code });
    else done.push(applicationId);
  }
  return { done, left };
}

/** Says to who asked with a browser why it is not done. */
export function turnAway(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ConsolidationRefusal | undefined,
): FastifyReply {
  if (code === undefined) return answerProblem(request, reply, notFound);
  const { status } = consolidationProblem(code);
  return answerProblem(request, reply, { status, code, detail: saidOf(code, request.language) });
}

export function keyOf(request: FastifyRequest): EvaluationKey | undefined {
  const { application: applicationId } = request.params as { readonly application: string };
  const callId = request.subject?.callId;
  return callId === undefined ? undefined : { callId, applicationId };
}
