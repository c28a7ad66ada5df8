import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from './answer-problem.ts';

/** The ETag of a revision of something that is edited. */
export function revisionEtag(revision: number): string {
  return `"r${revision}"`;
}

export type ReadRevision =
  | { readonly type: 'revision'; readonly revision: number }
  | { readonly type: 'missing' }
  | { readonly type: 'strange' };

/** The revision that `If-Match` names: the one the person was looking at. */
export function readIfMatch({ headers }: FastifyRequest): ReadRevision {
  const text = headers['if-match'];
  if (text === undefined) return { type: 'missing' };
  const revision = /^"r(\d{1,9})"$/.exec(text.trim())?.[1];
  return revision === undefined
    ? { type: 'strange' }
    : { type: 'revision', revision: Number(revision) };
}

/** An edit without `If-Match` could undo what somebody else has just written. */
export function answerRevisionMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, {
    status: 428,
    code: 'if-match-missing',
    detail: 'Send If-Match with the ETag of what you have read, so that no other change is lost.',
  });
}

export function answerRevisionStale(
  request: FastifyRequest,
  reply: FastifyReply,
  currentRevision: number,
): FastifyReply {
  void reply.header('etag', revisionEtag(currentRevision));
  return answerProblem(request, reply, {
    status: 412,
    code: 'revision-stale',
    detail: 'It has been changed since you read it: read it again, and apply your change to that.',
  });
}
