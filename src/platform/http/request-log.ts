import type { FastifyInstance } from 'fastify';
import { logTime, type LogStream } from '../log.ts';
import type { Metrics, Series } from '../metrics.ts';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** A request that was answered. */
export interface Answered {
  readonly method: string;
  /** Never its address, which may name people. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    requestLog: (answered: Answered) => void;
  }
}

/**
 * One line and one measurement for each request.
 * The line is put together here because a logger would take longer over it than most requests last.
 */
export function addRequestLog(
  app: FastifyInstance,
  metrics: Metrics,
  log: Pick<LogStream, 'write'> | undefined,
): void {
  const durations = metrics.histogram({
    name: 'bandolo_http_seconds',
    help: 'Time from the arrival of a request to the end of its reply.',
    labels: ['method', 'route', 'status'],
    buckets,
  });
  const kinds = new Map<string, Kind>();
  const note = ({ method, route, status, ms, requestId }: Answered, isLogged: boolean): void => {
    const key = `${method} ${route} ${status}`;
    let kind = kinds.get(key);
    if (!kind) {
      const series = durations.series(method, route, String(status));
      kind = { series, text: JSON.stringify({ method, route, status }).slice(1, -1) };
      kinds.set(key, kind);
    }
    kind.series.observe(ms / 1000);
    if (log && isLogged)
      log.write(
        `{"level":"info","time":"${logTime()}","requestId":"${requestId}",${kind.text},"ms":${Math.round(ms * 100) / 100},"msg":"request"}\n`,
      );
  };
  app.decorate('requestLog', (answered) => {
    note(answered, true);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    const answered = { method, route, status: reply.statusCode, ms: reply.elapsedTime, requestId };
    note(answered, routeOptions.config.isMonitoring !== true);
    done();
  });
}

/** Requests of one method, route and status. */
interface Kind {
  readonly series: Series;
  readonly text: string;
}
