import type { FastifyInstance } from 'fastify';
import { answerProblem } from './answer-problem.ts';

/** Refuses addresses with a NUL or with escapes that are no character: nothing behind could keep them. */
export function addQueryCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.url.includes('%') || isDecodable(request.url)) done();
    else
      answerProblem(request, reply, {
        status: 400,
        code: 'not-understood',
        detail: 'The address holds an escape that is no character.',
      });
  });
}

function isDecodable(url: string): boolean {
  try {
    return !decodeURIComponent(url).includes('\0');
  } catch {
    return false;
  }
}
