import type { FastifyInstance } from 'fastify';

export interface Draining {
  readonly isDraining: () => boolean;
}

const idleEveryMs = 50;
/** After this, who still has no answer gets none: whoever stops the server would otherwise kill it. */
const drainingMaxMs = 20_000;

/** Lets the server stop as soon as the last answer is sent, however long clients would keep their connections. */
export function addDraining(app: FastifyInstance): Draining {
  let isDraining = false;
  let timers: readonly NodeJS.Timeout[] = [];
  app.addHook('preClose', (done) => {
    isDraining = true;
    timers = [
      setInterval(() => app.server.closeIdleConnections(), idleEveryMs),
      setTimeout(() => app.server.closeAllConnections(), drainingMaxMs),
    ];
    done();
  });
  app.addHook('onClose', (_app, done) => {
    for (const timer of timers) clearTimeout(timer);
    done();
  });
  return { isDraining: () => isDraining };
}
