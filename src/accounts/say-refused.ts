import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../platform/http/answer-problem.ts';
import { redirectWithFlash } from '../platform/page/index.ts';
import { problemOf } from './refusal-problem.ts';
import { refusals, type Refused } from './refusal.ts';

/** Answers an act of one button: back to its page, which says why not; what is not there is not found. */
export function sayRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused,
  home: string,
): FastifyReply {
  const [problem] = refused.problems;
  if (!problem || refusals[problem.code].status === 404)
    return answerProblem(request, reply, problemOf(refused));
  const text = refusals[problem.code][request.language];
  return redirectWithFlash(request, reply, home, { tone: 'warn', text });
}
