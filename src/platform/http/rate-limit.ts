import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { answerProblem } from './answer-problem.ts';

const windowSeconds = 60;
const limitHeader = 'x-ratelimit-limit';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `sign-in` for routes that somebody could use to guess; `none` for what monitoring asks; `credential` where
     * the act itself finds out who asks, so that nobody else can be counted before.
     */
    readonly rate?: 'sign-in' | 'credential' | 'none';
  }
  interface FastifyInstance {
    rateLimits: RateLimits;
  }
}

/** For who answers requests without the hooks. */
export interface RateLimits {
  /** Whether who holds this credential may ask once more. */
  readonly hasRoom: (credential: string) => boolean;
  /** Counts a request of theirs. */
  readonly takePerson: (credential: string) => RateState;
  /** Whether some address has shown too many credentials that were wrong. */
  readonly isAnybodySuspected: () => boolean;
}

/**
 * Limits how often one person, or one address where nobody is signed in, may ask. Counted in this process:
 * it keeps one client from taking the server for itself, and is no defence against many.
 */
export function addRateLimit(app: FastifyInstance, config: Config, nowMs: () => number): void {
  const persons = createLimiter(config.requestsPerMinute, nowMs);
  const addresses = createLimiter(config.requestsPerMinute, nowMs);
  const signIns = createLimiter(config.signInsPerMinute, nowMs);
  const forged = createLimiter(config.requestsPerMinute, nowMs);

  app.decorate('rateLimits', {
    hasRoom: (credential) => !persons.isSpent(credential),
    takePerson: (credential) => persons.take(credential),
    isAnybodySuspected: () => forged.isAnySpent(),
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { rate } = request.routeOptions.config;
    if (rate === 'none') done();
    else if (rate === 'sign-in') take(signIns, request.ip, request, reply, done);
    // Who shows a credential is counted as a person once it has been read, unless it was wrong too often.
    else if (credentialOf(request) !== undefined) {
      if (forged.isSpent(request.ip)) refuse(forged.state(request.ip), request, reply);
      else done();
    } else take(addresses, request.ip, request, reply, done);
  });
  app.addHook('preParsing', (request, reply, _payload, done) => {
    const { rate } = request.routeOptions.config;
    const credential = credentialOf(request);
    if (rate === 'none' || rate === 'sign-in' || credential === undefined) done();
    else if (request.viewer) take(persons, request.viewer.personId, request, reply, done);
    else if (rate === 'credential') take(persons, credential, request, reply, done);
    // Of nobody: whoever makes up another each time is still at the same address.
    else take(addresses, request.ip, request, reply, done);
  });
  // What was answered before it was counted, or is never counted, says how things stand.
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (!reply.hasHeader(limitHeader))
      writeHeaders(
        reply,
        (credentialOf(request) === undefined ? addresses : forged).state(request.ip),
      );
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (isTurnedAway(reply) && credentialOf(request) !== undefined) forged.take(request.ip);
    done();
  });
}

/** Programs are told to sign in, people are sent there. */
function isTurnedAway(reply: FastifyReply): boolean {
  const { location } = reply.getHeaders();
  return (
    reply.statusCode === 401 ||
    (reply.statusCode === 303 && /^\/sign-in(?:\?|$)/.test(String(location)))
  );
}

/** What stands for the person until somebody has read it. */
function credentialOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const { cookie } = headers;
  return cookie?.includes('bandolo-session=') === true ? cookie : undefined;
}

function take(
  limiter: Limiter,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
  done: () => void,
): void {
  const state = limiter.take(key);
  if (state.remaining < 0) refuse(state, request, reply);
  else {
    writeHeaders(reply, state);
    done();
  }
}

function writeHeaders(reply: FastifyReply, state: RateState): void {
  const headers = rateHeaders(state);
  for (let index = 0; index < headers.length; index += 2)
    void reply.header(headers[index] ?? '', headers[index + 1]);
}

/** Names and values in turn. */
export function rateHeaders({ limit, remaining, resetSeconds }: RateState): readonly string[] {
  return [
    limitHeader,
    String(limit),
    'x-ratelimit-remaining',
    String(Math.max(0, remaining)),
    'x-ratelimit-reset',
    String(resetSeconds),
  ];
}

function refuse(state: RateState, request: FastifyRequest, reply: FastifyReply): void {
  writeHeaders(reply, state);
  void reply.header('retry-after', state.resetSeconds);
  answerProblem(request, reply, {
    status: 429,
    code: 'too-many-requests',
    detail: `More than ${state.limit} requests a minute: go on in ${state.resetSeconds} s.`,
  });
}

export interface RateState {
  readonly limit: number;
  /** Below 0 when the request is one too many. */
  readonly remaining: number;
  readonly resetSeconds: number;
}

interface Limiter {
  readonly take: (key: string) => RateState;
  readonly state: (key: string) => RateState;
  readonly isSpent: (key: string) => boolean;
  readonly isAnySpent: () => boolean;
}

/** Counts by minute; all counts are forgotten together when the minute ends. */
function createLimiter(limit: number, nowMs: () => number): Limiter {
  let counts = new Map<string, number>();
  let endsAtMs = 0;
  let highest = 0;
  const stateOf = (count: number, atMs: number): RateState => ({
    limit,
    remaining: limit - count,
    resetSeconds: Math.max(1, Math.ceil((endsAtMs - atMs) / 1000)),
  });
  const current = (): number => {
    const atMs = nowMs();
    if (atMs >= endsAtMs) {
      counts = new Map();
      highest = 0;
      endsAtMs = atMs + windowSeconds * 1000;
    }
    return atMs;
  };
  return {
    take: (key) => {
      const atMs = current();
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > highest) highest = count;
      return stateOf(count, atMs);
    },
    state: (key) => {
      const atMs = current();
      return stateOf(counts.get(key) ?? 0, atMs);
    },
    isSpent: (key) => {
      current();
      return (counts.get(key) ?? 0) >= limit;
    },
    isAnySpent: () => {
      current();
      return highest >= limit;
    },
  };
}
