import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isLoopbackName } from '../setting.ts';
import { answerProblem } from './answer-problem.ts';

/**
 * In a trial anybody can be anybody, so it answers only to this machine under its own name: not to a
 * site that points its name here, and not through a proxy.
 */
export function addTrialHostCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (isTrialHost(request.headers)) done();
    else
      answerProblem(request, reply, {
        status: 421,
        code: 'trial-only-here',
        detail:
          'This is a trial: it answers only on the machine where it runs. Set BANDOLO_TRIAL=off to open it.',
      });
  });
}

/** Whether a request was sent to this machine under its own name, and through nobody. */
export function isTrialHost(headers: IncomingHttpHeaders): boolean {
  const name = (headers.host ?? '').replace(/:\d*$/, '');
  return (
    isLoopbackName(name) &&
    headers['x-forwarded-for'] === undefined &&
    headers['forwarded'] === undefined
  );
}
