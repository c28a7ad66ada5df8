import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem-reply.ts';
import { isApi } from './is-api.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types that the route can send besides JSON: `text/csv`. */
    readonly produces?: readonly string[];
  }
}

/** Refuses with 406 a request of the API for a kind of reply that the route does not have. */
export function addAcceptCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { accept } = request.headers;
    if (accept === undefined || accept === '*/*' || accept === 'application/json') done();
    else if (!isApi(request) || takes(accept, request.routeOptions.config.produces)) done();
    else
      sendProblem(reply, {
        status: 406,
        code: 'not-acceptable',
        detail: `This operation sends ${['application/json', ...(request.routeOptions.config.produces ?? [])].join(' or ')}.`,
      });
  });
}

function takes(accept: string, produces: readonly string[] = []): boolean {
  const types = ['application/json', 'application/problem+json', ...produces];
  return accept
    .slice(0, 500)
    .split(',')
    .map((range) => range.split(';', 1)[0]?.trim().toLowerCase() ?? '')
    .some(
      (range) =>
        range === '*/*' ||
        types.some((type) => range === type || range === `${type.split('/', 1)[0]}/*`),
    );
}
