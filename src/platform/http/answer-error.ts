import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorForLog } from '../log.ts';
import { answerProblem } from './answer-problem.ts';
import { NotUnderstood } from './not-understood.ts';
import type { ProblemReply } from './problem-reply.ts';
import { isUnavailable, isUnstorableText, Unavailable } from './unavailable.ts';

const retryAfterSeconds = 5;

/** The only place that answers for what was thrown: a bug is logged once and told without its inside. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.status === 503) {
    const seconds = error instanceof Unavailable ? error.retryAfterSeconds : retryAfterSeconds;
    void reply.header('retry-after', seconds);
  }
  if (problem.status >= 500)
    request.log[problem.status === 500 ? 'error' : 'warn'](
      { requestId: request.id, route: request.routeOptions.url, error: errorForLog(error) },
      problem.status === 500 ? 'a fault of the server' : 'the database cannot be used',
    );
  answerProblem(request, reply, problem);
}

function problemOf(error: unknown): ProblemReply {
  if (error instanceof NotUnderstood) return error.problem;
  if (isUnavailable(error))
    return {
      status: 503,
      code: 'unavailable',
      detail:
        'The server cannot do this for the moment. Nothing was changed: send it again shortly.',
    };
  if (isUnstorableText(error))
    return { status: 400, code: 'not-understood', detail: 'A text holds what cannot be kept.' };
  return frameworkProblem(error) ?? { status: 500, code: 'fault', detail: faultDetail };
}

const faultDetail =
  'This is a fault of the server. Nothing was changed; the request id in "instance" lets it be found.';

const known: Readonly<Record<string, ProblemReply>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'too-large',
    detail: 'The body is larger than this operation takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'The API takes application/json; pages take forms.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'not-understood',
    detail: 'The body is not as long as its header says.',
  },
  FST_ERR_BAD_URL: {
    status: 400,
    code: 'not-understood',
    detail: 'The address holds an escape that is no character.',
  },
  FST_ERR_ASYNC_CONSTRAINT: { status: 400, code: 'not-understood' },
  FST_ERR_MAX_LIMIT: { status: 414, code: 'address-too-long' },
};

/** What Fastify refuses before any of our code runs. */
function frameworkProblem(error: unknown): ProblemReply | undefined {
  const { code, statusCode } = (error ?? {}) as {
    readonly code?: unknown;
    readonly statusCode?: unknown;
  };
  const problem = typeof code === 'string' ? known[code] : undefined;
  if (problem) return problem;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? { status: statusCode, code: 'not-understood' }
    : undefined;
}
