import type { FastifyInstance } from 'fastify';
import { answerProblem } from './answer-problem.ts';
import type { Draining } from './draining.ts';

export interface EventLoop {
  /** How late the process has been in the last quarter of a second. */
  readonly delayMs: () => number;
  readonly stop: () => void;
}

const sampleMs = 250;
/** Reading waits first: who is writing or submitting has more to lose. */
const readingDelayMaxMs = 1_000;
const writingDelayMaxMs = 4_000;
const retryAfterSeconds = 3;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What monitoring asks is answered even when the server turns others away. */
    readonly isMonitoring?: true;
  }
  interface FastifyInstance {
    /** Whether nobody has to be turned away. */
    isAtEase: () => boolean;
  }
}

export function watchEventLoop(): EventLoop {
  let last = performance.now();
  let delayMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    delayMs = Math.max(0, now - last - sampleMs);
    last = now;
  }, sampleMs);
  timer.unref();
  return { delayMs: () => delayMs, stop: () => clearInterval(timer) };
}

/** Turns requests away while the server stops, or when it is so late that it would only get later. */
export function addLoadShedding(
  app: FastifyInstance,
  eventLoop: Pick<EventLoop, 'delayMs'>,
  draining: Draining,
): void {
  const isAtEase = () => !draining.isDraining() && eventLoop.delayMs() < readingDelayMaxMs;
  app.decorate('isAtEase', isAtEase);
  app.addHook('onRequest', (request, reply, done) => {
    const delayMs = eventLoop.delayMs();
    if (isAtEase()) done();
    else if (request.routeOptions.config.isMonitoring === true) done();
    else if (draining.isDraining())
      turnAway(
        'stopping',
        'The server is being stopped: nothing was changed, send it again shortly.',
      );
    else if (request.method !== 'GET' && delayMs < writingDelayMaxMs) done();
    else
      turnAway(
        'busy',
        'Too many people are asking at once: nothing was changed, send it again shortly.',
      );

    function turnAway(code: string, detail: string): void {
      void reply.header('retry-after', retryAfterSeconds);
      answerProblem(request, reply, { status: 503, code, detail });
    }
  });
}
