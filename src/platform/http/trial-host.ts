import type { FastifyInstance } from 'fastify';
import { isLoopbackName } from '../setting.ts';
import { answerProblem } from './answer-problem.ts';

/**
 * In a trial anybody can be anybody, so it answers only to this machine under its own name: not to a
 * site that points its name here, and not through a proxy.
 */
export function addTrialHostCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { host = '', ...headers } = request.headers;
    const name = host.replace(/:\d*$/, '');
    const isForwarded = (headers['x-forwarded-for'] ?? headers.forwarded) !== undefined;
    if (isLoopbackName(name) && !isForwarded) done();
    else
      answerProblem(request, reply, {
        status: 421,
        code: 'trial-only-here',
        detail:
          'This is a trial: it answers only on the machine where it runs. Set BANDOLO_TRIAL=off to open it.',
      });
  });
}
