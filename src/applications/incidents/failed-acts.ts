import type { FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { reasonOfFailure, type FailureReason } from './failed-attempts.ts';
import type { Watch } from './watch.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A decisive act on the `call` and `application` of its address: what keeps it from being carried out is noted. */
    readonly isDecisive?: true;
  }
  interface FastifyRequest {
    /** What was thrown in a decisive act, where its route answers for it by itself. */
    failedBy: unknown;
  }
}

/**
 * Notes every decisive act that ends in 503, whoever turned it away: the database, the queue, or the server itself
 * before anything was read. Call it on the server itself, before the routes are added.
 */
export function noteFailedActs(app: App, watch: Pick<Watch, 'noteFailedAttempt'>): void {
  app.decorateRequest('failedBy', null);
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  app.addHook('onError', (request, _reply, error, done) => {
    request.failedBy = error;
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.config.isDecisive === true && reply.statusCode === 503)
      note(request, reasonOf(request));
    done();
  });

  function reasonOf(request: FastifyRequest): FailureReason {
    if (isStopping) return 'stopping';
    return request.failedBy === null ? 'busy' : reasonOfFailure(request.failedBy);
  }

  function note(request: FastifyRequest, reason: FailureReason): void {
    const { call = '', application = '' } = request.params as Readonly<
      Partial<Record<'call' | 'application', string>>
    >;
    watch.noteFailedAttempt({
      call,
      applicationId: application,
      reason,
      personId: request.principal?.personId ?? null,
      tokenHash: request.tokenHash?.toString('hex') ?? null,
    });
  }
}
