import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderProblemPage } from '../page/problem-page.tsx';
import { sendProblem, type ProblemReply } from './problem-reply.ts';
import { isApi } from './is-api.ts';

/** Says what went wrong to whoever asked: a page to people, problem details to programs. */
export function answerProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemReply,
): FastifyReply {
  return wantsPage(request)
    ? renderProblemPage(request, reply, problem)
    : sendProblem(reply, problem);
}

export function wantsPage(request: FastifyRequest): boolean {
  return !isApi(request) && (request.headers.accept?.includes('text/html') ?? false);
}
