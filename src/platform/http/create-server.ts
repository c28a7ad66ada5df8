import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { logTime, logToStandardOutput, type LogStream } from '../log.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { addAssets } from '../page/assets.ts';
import { addKit } from '../page/kit/kit-page.tsx';
import { addLegalPages } from '../page/legal-pages.tsx';
import { addShell } from '../page/shell.ts';
import type { Services } from '../services.ts';
import { addAcceptCheck } from './accept.ts';
import { addPageCompression } from './compress-pages.ts';
import { answerError } from './answer-error.ts';
import type { App } from './app-type.ts';
import { addBodyParsers } from './body-parsers.ts';
import { answerClientError } from './client-error.ts';
import { addCsrfCheck } from './csrf.ts';
import { addDraining } from './draining.ts';
import { addEtags } from './etag.ts';
import { QuietLog } from './framework-log.ts';
import { addLanguage } from './language.ts';
import { addLoadShedding, watchEventLoop, type EventLoop } from './load-shedding.ts';
import { addNotFound } from './not-found.ts';
import { addQueryCheck } from './query-check.ts';
import { addRateLimit } from './rate-limit.ts';
import { addRequestLog } from './request-log.ts';
import { addSecurityHeaders, securityHeaders } from './security-headers.ts';
import { addSessionRoute } from './session-route.ts';
import { addStatusRoutes, type StatusCheck } from './status-routes.ts';
import { addTrialHostCheck } from './trial-host.ts';
import { proxyTrust } from './trusted-proxy.ts';
import { compileSerializer, compileValidator } from './validate-schema.ts';

export interface ServerOptions {
  readonly log?: LogStream;
  readonly version?: string;
  readonly checks?: readonly StatusCheck[];
  /** For a whole request to arrive. */
  readonly requestTimeoutMs?: number;
  readonly eventLoop?: EventLoop;
  /** Called before any route is there, for what must see all of them. */
  readonly watchRoutes?: (app: App) => void;
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics;
  }
}

const bodyBytesMax = 256 * 1024;
const addressCharactersMax = 200;

/** The server without routes of any domain: what holds for every request is decided here. */
export function createServer(services: Services, options: ServerOptions = {}): App {
  const { config } = services;
  const log = options.log ?? logToStandardOutput();
  const app = openFastify(services, options, log);
  const eventLoop = options.eventLoop ?? watchEventLoop();
  const draining = addDraining(app);
  const metrics = createMetrics();

  app.decorate('metrics', metrics);
  app.decorateRequest('viewer', null);
  app.register(cookie);
  app.addHook('onClose', (_app, done) => {
    eventLoop.stop();
    done();
  });
  addBodyParsers(app);
  app.after(() => {
    addSecurityHeaders(app, config);
    if (config.hasTrialSignIn) addTrialHostCheck(app);
    addLoadShedding(app, eventLoop, draining);
    addRateLimit(app, config, () => services.clock().getTime());
    addQueryCheck(app);
    addAcceptCheck(app);
    addLanguage(app, config);
    addCsrfCheck(app, config);
  });
  addRequestLog(app, metrics, logsRequests(config) ? log : undefined);
  addEtags(app);
  addPageCompression(app);
  addNotFound(app);
  app.setErrorHandler(answerError);
  addShell(app, config, services.clock);
  addAssets(app, config);
  options.watchRoutes?.(app);
  // Added while the server gets ready, so that what watches over all routes sees these too.
  app.register((inner, _options, done) => {
    addSessionRoute(inner);
    addLegalPages(inner, config);
    addKit(inner);
    addStatusRoutes(inner, services, {
      version: options.version ?? '',
      checks: options.checks ?? [],
      draining,
      metrics,
    });
    done();
  });
  return app;
}

function openFastify({ config }: Services, options: ServerOptions, log: LogStream): App {
  const isTrusted = proxyTrust(config.trustProxy);
  const writeHeaders = securityHeaders(config);
  const requestTimeout = options.requestTimeoutMs ?? 15_000;
  return Fastify({
    logger: {
      level: config.logLevel ?? 'info',
      base: null,
      timestamp: () => `,"time":"${logTime()}"`,
      formatters: { level: (level) => ({ level }) },
      stream: log,
    },
    logController: new QuietLog(),
    // Lines carry the request id where they need it; a logger for each request would cost more than the line.
    childLoggerFactory: (logger: FastifyBaseLogger) => logger,
    requestIdHeader: false,
    genReqId: (raw: IncomingMessage) => requestIdOf(raw, isTrusted),
    trustProxy: config.trustProxy.length === 0 ? false : (address: string) => isTrusted(address),
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: addressCharactersMax },
    requestTimeout,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    http: {
      headersTimeout: Math.min(10_000, requestTimeout),
      connectionsCheckingInterval: Math.min(1_000, requestTimeout),
    },
    // Answered by the hook that turns requests away, as every other refusal.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      writeHeaders(request, reply);
      answerError(error, request, reply);
    },
    schemaController: {
      compilersFactory: {
        buildValidator: () => compileValidator as never,
        buildSerializer: () => compileSerializer(process.env['NODE_ENV'] === 'test') as never,
      },
    },
  });
}

function logsRequests({ logLevel }: Services['config']): boolean {
  return logLevel === undefined || ['trace', 'debug', 'info'].includes(logLevel);
}

const requestIdText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Our own, unless a proxy that is trusted has given it one already. */
function requestIdOf(raw: IncomingMessage, isTrusted: (address: string) => boolean): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' &&
    requestIdText.test(given) &&
    isTrusted(raw.socket.remoteAddress ?? '')
    ? given
    : randomUUID();
}
