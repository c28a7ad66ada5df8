import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { isFromOurPages } from '../platform/http/csrf.ts';
import { localPath } from '../platform/http/local-path.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import type { Role } from '../platform/tables.ts';
import {
  decideAccess,
  hasRole,
  type Access,
  type AccessDecision,
  type Principal,
  type Subject,
  type SubjectKind,
} from './access.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './sessions/cookie.ts';
import { endStolenSession } from './sessions/end-sessions.ts';
import { findPrincipal, type Found } from './sessions/find-principal.ts';
import { sessionSpan } from './sessions/open-session.ts';
import { touchEveryMs, type SessionEnd } from './sessions/session.ts';
import { recordRotation, recordUse } from './sessions/store.ts';
import { hashToken, readBearer } from './sessions/token.ts';
import { isApi } from '../platform/http/is-api.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route; the server does not start with a route that does not say. */
    readonly access?: Access;
  }
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in, and where the act itself decides. */
    principal: Principal | null;
    /** What the address names, where the route says what that is. */
    subject: Subject | null;
    /** SHA-256 of the token that came along; its session is looked up by the act where that decides. */
    tokenHash: Buffer | null;
  }
  interface FastifyInstance {
    declaredRoutes: DeclaredRoute[];
  }
}

export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

/** Find what an address names from the parts of it: `call`, `application`, `organisation`, `body`, `incident`. */
export type SubjectLoaders = Readonly<
  Partial<Record<SubjectKind, (params: RouteParams) => Promise<Subject | undefined>>>
>;

export type RouteParams = Readonly<Partial<Record<SubjectKind, string>>>;

/** Finds which roles of a person count for nothing at an application, as later domains know it. */
export type Restrain = (
  principal: Principal,
  application: { readonly callId: number; readonly applicationId: string },
) => Promise<readonly Role[]>;

/** Every route that was declared, with who may use it. */
export function declaredRoutes(app: App): readonly DeclaredRoute[] {
  return app.declaredRoutes;
}

/**
 * From here on no route can be added that does not say who may use it, and each request is let through only to
 * those. Call it before the routes of any domain are added.
 */
export function registerGuard(
  app: App,
  services: Services,
  loaders: SubjectLoaders,
  restrain: Restrain = () => Promise.resolve([]),
): void {
  app.decorate('declaredRoutes', []);
  app.decorateRequest('principal', null);
  app.decorateRequest('subject', null);
  app.decorateRequest('tokenHash', null);
  app.addHook('onRoute', (route: RouteOptions) => {
    const access = route.config?.access;
    const methods = [route.method].flat();
    if (!access) throw new Error(`${methods.join(', ')} ${route.url} does not say who may use it.`);
    checkLoader(route.url, access, loaders);
    for (const method of methods)
      app.declaredRoutes.push({ method: String(method), url: route.url, access });
  });
  // After the plugins that were registered before, so that cookies and limits come first.
  app.after(() => {
    app.addHook('onRequest', (request, reply) =>
      guard(request, reply, { services, loaders, restrain }),
    );
  });
}

function checkLoader(url: string, access: Access, loaders: SubjectLoaders): void {
  if (access.who !== 'named' || access.subject === undefined) return;
  if (!loaders[access.subject] || !url.includes(`:${access.subject}`))
    throw new Error(`${url} names no ${access.subject} that can be found.`);
}

interface Carried {
  readonly token: string;
  readonly kind: Principal['kind'];
}

interface Guarding {
  readonly services: Services;
  readonly loaders: SubjectLoaders;
  readonly restrain: Restrain;
}

async function guard(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, loaders, restrain }: Guarding,
): Promise<FastifyReply | undefined> {
  const { access, isMonitoring } = request.routeOptions.config;
  // Files and the state of the server are for everybody, whoever asks.
  if (isMonitoring === true || (!access && !request.is404)) return undefined;
  const carried = readCarried(request, services);
  if (carried) request.tokenHash = hashToken(carried.token);
  if (access?.who === 'named' && access.decided === 'commit')
    return letAct(request, reply, carried, services);
  const found = carried && (await findBearer(request, carried, services));
  if (found?.type === 'found') {
    request.principal = found.principal;
    request.viewer = found.viewer;
    await keepAlive(request, reply, found, services);
  } else if (carried?.kind === 'browser') clearSessionCookie(reply, services.config);
  if (!access) return undefined;
  const subject = request.principal ? await findSubject(request, access, loaders) : undefined;
  request.subject = subject ?? null;
  await restrainRoles(request, access, restrain);
  const decision = decideAccess(access, request.principal, subject);
  const why = found?.type === 'nobody' ? found.why : undefined;
  return decision === 'allowed' ? undefined : refuse(request, reply, decision, why);
}

/** A program's header comes before a browser's cookie: who sends it means it. */
function readCarried(request: FastifyRequest, { config }: Services): Carried | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = readBearer(authorization);
    return token === undefined ? undefined : { token, kind: 'api' };
  }
  const token = readSessionCookie(request, config);
  return token === undefined ? undefined : { token, kind: 'browser' };
}

/** The act decides, in its transaction and without a question before; nothing is read here. */
function letAct(
  request: FastifyRequest,
  reply: FastifyReply,
  carried: Carried | undefined,
  { config }: Services,
): FastifyReply | undefined {
  if (!carried) return refuse(request, reply, 'sign-in');
  if (carried.kind === 'api' || isFromOurPages(request, config)) return undefined;
  return answerProblem(request, reply, {
    status: 403,
    code: 'foreign-origin',
    detail: 'A request with a cookie is taken only from the pages of this site.',
  });
}

async function findBearer(
  request: FastifyRequest,
  { kind }: Carried,
  { database }: Services,
): Promise<Found> {
  const found = await findPrincipal(database.pool, request.tokenHash as Buffer, kind);
  if (found.type !== 'stolen') return found;
  await endStolenSession(database.db, found);
  request.log.warn({ requestId: request.id }, 'a token that had been replaced came back');
  return { type: 'nobody', why: 'revoked' };
}

/** Notes the use once a minute, and gives a browser a new token when the old one has served its time. */
async function keepAlive(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Extract<Found, { type: 'found' }>,
  { config, database }: Services,
): Promise<void> {
  if (!found.isDueForRotation && !found.isDueForTouch) return;
  const { idleMs } = sessionSpan(found.principal.kind, config);
  const tokenHash = request.tokenHash as Buffer;
  if (found.isDueForRotation) {
    const token = await recordRotation(database.pool, tokenHash, idleMs);
    if (token !== undefined) setSessionCookie(reply, token, config);
  } else await recordUse(database.pool, tokenHash, { idleMs, everyMs: touchEveryMs });
  request.viewer = { ...found.viewer, sessionEndsAt: found.endsAtAfterUse(idleMs) };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uuidKinds: readonly SubjectKind[] = ['application', 'organisation', 'incident'];

async function findSubject(
  { params }: FastifyRequest,
  access: Access,
  loaders: SubjectLoaders,
): Promise<Subject | undefined> {
  const kind = access.who === 'named' ? access.subject : undefined;
  if (kind === undefined) return undefined;
  const named = params as RouteParams;
  if (uuidKinds.includes(kind) && !uuid.test(named[kind] ?? '')) return undefined;
  return loaders[kind]?.(named);
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  decision: Exclude<AccessDecision, 'allowed'>,
  why?: SessionEnd | 'unknown',
): FastifyReply {
  if (decision === 'sign-in') return askToSignIn(request, reply, why);
  if (decision === 'not-found') return answerProblem(request, reply, notFound);
  return answerProblem(request, reply, {
    status: 403,
    code: 'forbidden',
    detail: 'This needs a role that you do not have.',
  });
}

function askToSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  why: SessionEnd | 'unknown' | undefined,
): FastifyReply {
  if (!isApi(request)) return reply.redirect(signInAddress(pageToReturnTo(request), why), 303);
  const isWrong = request.headers.authorization !== undefined;
  void reply.header('www-authenticate', isWrong ? 'Bearer error="invalid_token"' : 'Bearer');
  return answerProblem(request, reply, {
    status: 401,
    code: isWrong || why !== undefined ? 'session-over' : 'not-signed-in',
    detail: 'Send the token of an open session as Authorization: Bearer.',
  });
}

/** The page for signing in, from which people come back to where they were. */
export function signInAddress(returnTo: string, why?: SessionEnd | 'unknown'): string {
  const query = new URLSearchParams();
  if (returnTo !== '/') query.set('return-to', returnTo);
  if (why === 'idle' || why === 'expired' || why === 'revoked') query.set('why', why);
  return query.size === 0 ? '/sign-in' : `/sign-in?${query.toString()}`;
}

/** Whom only a role lets in loses those that do not count here, for the route as well as for this decision. */
async function restrainRoles(
  request: FastifyRequest,
  access: Access,
  restrain: Restrain,
): Promise<void> {
  const { principal, subject, params } = request;
  if (access.who !== 'named' || access.subject !== 'application' || !access.roles) return;
  if (!principal || subject?.callId === undefined || !hasRole(principal, access.roles, subject))
    return;
  const { application: applicationId = '' } = params as RouteParams;
  const withheld = await restrain(principal, { callId: subject.callId, applicationId });
  if (withheld.length === 0) return;
  const roles = principal.roles.filter(({ role }) => !withheld.includes(role));
  request.principal = { ...principal, roles };
}

/** A form cannot be sent again after signing in: its page is opened again instead. */
function pageToReturnTo({ method, url, headers }: FastifyRequest): string {
  if (method === 'GET' || method === 'HEAD') return localPath(url);
  const referer = headers.referer ?? '';
  return URL.canParse(referer) ? localPath(new URL(referer).pathname) : '/';
}
