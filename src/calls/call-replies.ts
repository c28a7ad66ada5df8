import type { FastifyReply } from 'fastify';
import { readCursor } from '../platform/http/api-schema.ts';
import { sendProblem } from '../platform/http/problem-reply.ts';

export interface AskedPage {
  readonly limit: number;
  readonly before: number | undefined;
}

/** A page of a list that is counted down from the newest. */
export function readPage({
  after,
  limit = 50,
}: {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}): AskedPage | undefined {
  if (after === undefined) return { limit, before: undefined };
  const before = Number(readCursor(after, 1)?.[0]);
  return isId(before) ? { limit, before } : undefined;
}

export function isId(number: number | undefined): number is number {
  return number !== undefined && Number.isInteger(number) && number >= 0 && number < 2 ** 31;
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, { status: 404, code: 'not-found', detail: 'There is no such call.' });
}

export function sendBadCursor(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 400,
    code: 'not-understood',
    detail: '`after` is not the `next` of a list.',
    errors: [{ code: 'cursor', path: '/after', detail: 'is not a cursor of this list' }],
  });
}
