import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Something wrong with one part of a request. */
export interface ProblemPart {
  readonly code: string;
  /** Where it is, as a JSON pointer: `/title`, `/partners/0/role`. */
  readonly path: string;
  readonly detail: string;
}

/** What is said when a request is not carried out; `code` is stable, programs may rely on it. */
export interface ProblemReply {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  /** What happened, for a person and in the language of the request: pages say it instead of their general words. */
  readonly said?: string;
  readonly errors?: readonly ProblemPart[];
  /** Further members of the problem, such as the closing instant that was missed. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Also where somebody may not know that it is there. */
export const notFound: ProblemReply = { status: 404, code: 'not-found' };

const mediaType = 'application/problem+json; charset=utf-8';

/** Answers with problem details (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: ProblemReply): FastifyReply {
  return reply
    .code(problem.status)
    .header('content-type', mediaType)
    .send(JSON.stringify(problemDetails(problem, reply.request.id)));
}

/** The problem as it is sent; `instance` is the request id, which is also in the log. */
export function problemDetails(
  { status, code, title, detail, errors, more }: ProblemReply,
  requestId: string,
): object {
  return {
    type: `urn:bandolo:problem:${code}`,
    title: title ?? STATUS_CODES[status] ?? 'Problem',
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:uuid:${requestId}`,
    code,
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
    ...more,
  };
}
