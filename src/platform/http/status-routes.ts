import { timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';
import type { Services } from '../services.ts';
import { renderStatusPage } from '../page/status-page.tsx';
import { isLoopbackName } from '../setting.ts';
import { Type } from 'typebox';
import { replies, strictObject } from './api-schema.ts';
import { wantsPage } from './answer-problem.ts';
import type { App } from './app-type.ts';
import type { Draining } from './draining.ts';
import { sendProblem } from './problem-reply.ts';

/** One thing without which the server is not well; says what is wrong, or nothing. */
export interface StatusCheck {
  readonly name: string;
  readonly check: () => Promise<string | undefined>;
  /** Without it the server still takes requests, such as the decisive acts; only monitoring is told. */
  readonly isMinor?: boolean;
}

export interface StatusOptions {
  readonly version: string;
  readonly checks: readonly StatusCheck[];
  readonly draining: Draining;
  readonly metrics: Metrics;
}

const wellContent = {
  'application/problem+json': {
    schema: strictObject({
      type: Type.String({ examples: ['urn:bandolo:problem:well'] }),
      title: Type.String({ examples: ['OK'] }),
      status: Type.Literal(200),
      detail: Type.String({ examples: ['All is well.'] }),
      instance: Type.String({ description: 'The request id, as in the log.' }),
      code: Type.Literal('well'),
      version: Type.String({ description: 'Of the program.', examples: ['0.1.0'] }),
      checks: Type.Array(Type.String(), { description: 'What was looked at.' }),
    }),
  },
};

/** The guidelines for public APIs ask for problem details here, also when there is no problem. */
const statusSchema = {
  operationId: 'readStatus',
  tags: ['Server'],
  summary: 'Whether the server is well',
  description: 'For monitoring: what it has looked at and, with 503, what is wrong.',
  security: [],
  response: replies({ 200: { description: 'All is well', content: wellContent } } as never, []),
};

const checkMs = 2_000;
const keptMs = 1_000;
const retryAfterSeconds = 5;

/** What monitoring and proxies ask, `/status`, `/ready` and `/metrics`; in a browser `/status` is a page for people. */
export function addStatusRoutes(app: App, services: Services, options: StatusOptions): void {
  const checks = [databaseCheck(services), ...options.checks];
  const read = keptFor(() => readStatus(checks), services.clock);
  const minor = new Set(checks.filter(({ isMinor }) => isMinor).map(({ name }) => name));
  const config = { isMonitoring: true, rate: 'none', access: { who: 'anyone' } } as const;

  app.get('/status', { config, schema: statusSchema }, async (request, reply) => {
    const problems = await read();
    const about = { version: options.version, checks: checks.map(({ name }) => name) };
    if (wantsPage(request))
      return renderStatusPage(request, reply, {
        checks: about.checks,
        unwell: problems.map(({ name }) => name),
        at: services.clock(),
      });
    if (problems.length === 0)
      return sendProblem(reply, { status: 200, code: 'well', detail: 'All is well.', more: about });
    return sendUnwell(problems, about);

    function sendUnwell(errors: readonly StatusProblem[], more: object) {
      void reply.header('retry-after', retryAfterSeconds);
      return sendProblem(reply, {
        status: 503,
        code: 'not-well',
        detail: 'The server cannot work for the moment.',
        errors: errors.map(({ name, detail }) => ({ code: name, path: '', detail })),
        more: { ...more },
      });
    }
  });

  app.get('/ready', { config }, async (_request, reply) => {
    const isWell = (await read()).every(({ name }) => minor.has(name));
    if (!options.draining.isDraining() && isWell) return { status: 'ready' };
    void reply.header('retry-after', retryAfterSeconds);
    return sendProblem(reply, {
      status: 503,
      code: 'not-ready',
      detail: 'The server takes no requests for the moment.',
    });
  });

  addProcessMetrics(services, options.metrics);
  app.get('/metrics', { config }, (request, reply) => {
    if (!mayReadMetrics(request, services.config.metricsToken))
      return sendProblem(reply.header('www-authenticate', 'Bearer'), {
        status: 401,
        code: 'token-missing',
        detail: 'Metrics are read from this machine, or with the token in BANDOLO_METRICS_TOKEN.',
      });
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(options.metrics.print());
  });
}

interface StatusProblem {
  readonly name: string;
  readonly detail: string;
}

async function readStatus(checks: readonly StatusCheck[]): Promise<readonly StatusProblem[]> {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      const detail = await withinTime(check).catch(() => 'does not answer');
      return detail === undefined ? [] : [{ name, detail }];
    }),
  );
  return results.flat();
}

async function withinTime(check: StatusCheck['check']): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not answer within ${checkMs} ms`), checkMs);
  });
  try {
    return await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asking often costs the database no more than asking once a second. */
function keptFor<T>(read: () => Promise<T>, clock: () => Date): () => Promise<T> {
  let kept: Promise<T> | undefined;
  let untilMs = 0;
  return () => {
    const nowMs = clock().getTime();
    if (!kept || nowMs >= untilMs || nowMs < untilMs - keptMs) {
      kept = read();
      untilMs = nowMs + keptMs;
    }
    return kept;
  };
}

function databaseCheck({ database }: Services): StatusCheck {
  return {
    name: 'database',
    check: async () => {
      await database.pool.query('select 1');
      return undefined;
    },
  };
}

function addProcessMetrics({ database }: Services, metrics: Metrics): void {
  const { pool } = database;
  const gauge = (name: string, help: string, read: () => number): void =>
    metrics.gauge({ name: `bandolo_${name}`, help }, read);
  gauge('database_connections', 'Connections to the database.', () => pool.totalCount);
  gauge('database_connections_idle', 'Those that are free.', () => pool.idleCount);
  gauge('database_waiting', 'Queries that wait for a connection.', () => pool.waitingCount);
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  gauge('event_loop_delay_p99_seconds', 'Lateness of the process since it was last asked.', () => {
    const seconds = delay.percentile(99) / 1e9;
    delay.reset();
    return seconds;
  });
  gauge('memory_resident_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge('memory_heap_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed);
  gauge('cpu_seconds_total', 'Time on a processor.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('started_seconds', 'When the process started, as Unix time.', () =>
    Math.round(performance.timeOrigin / 1000),
  );
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const given = request.headers.authorization;
  if (token !== undefined) {
    const [a, b] = [Buffer.from(given ?? ''), Buffer.from(`Bearer ${token}`)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
  const isForwarded = request.headers['x-forwarded-for'] !== undefined;
  return (
    !isForwarded && isLoopbackName((request.socket.remoteAddress ?? '').replace('::ffff:', ''))
  );
}
