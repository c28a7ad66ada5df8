import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { loadCurrentCall } from '../../applications/index.ts';
import type { Services } from '../../platform/services.ts';
import type { RequestAct } from './act.ts';
import { keyOf } from './find-seen.ts';
import type { RequestKey } from './request.ts';
import type { ReplyAct } from './save-reply.ts';

/** The request that the address names. */
export function requestKeyOf(asked: FastifyRequest): RequestKey {
  const { request: number } = asked.params as { readonly request: number };
  return { ...keyOf(asked), number };
}

/** The same with who asks and the rules that hold now. */
export async function actOn(services: Services, asked: FastifyRequest): Promise<RequestAct> {
  const key = requestKeyOf(asked);
  const { personId } = principalOf(asked);
  return { ...key, personId, published: await loadCurrentCall(services, key.callId) };
}

export async function replyActOn(services: Services, asked: FastifyRequest): Promise<ReplyAct> {
  return { ...(await actOn(services, asked)), principal: principalOf(asked) };
}
