import type { FastifyReply } from 'fastify';
import type { ActReply } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { RequestOutcome } from './act.ts';
import { problemOf } from './refusals.ts';
import { requestView } from './request-view.ts';

export const notFoundProblem = { status: 404, code: 'not-found' } as const;
export const notFound: ActReply = { type: 'refused', problem: notFoundProblem };

export function replyOf(
  outcome: RequestOutcome | undefined,
  { status = 200 }: { readonly status?: 200 | 201 } = {},
): ActReply {
  if (!outcome) return notFound;
  if (outcome.type === 'refused') return { type: 'refused', problem: problemOf(outcome) };
  return { type: 'done', status, body: requestView(outcome.request) };
}

/** The same outside of `withIdempotency`. */
export function sendOutcome(
  reply: FastifyReply,
  outcome: RequestOutcome | undefined,
): FastifyReply {
  if (!outcome) return sendProblem(reply, notFoundProblem);
  if (outcome.type === 'refused') return sendProblem(reply, problemOf(outcome));
  return reply.code(200).send(requestView(outcome.request));
}
