import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { cookieName, cookieOptions } from '../../platform/http/cookies.ts';
import { csrfFieldName } from '../../platform/http/csrf-field.ts';
import { localPath } from '../../platform/http/local-path.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { clearSessionCookie, setSessionCookie } from '../sessions/cookie.ts';
import { endAllSessions, endSession } from '../sessions/end-sessions.ts';
import { principalOf } from '../principal.ts';
import { callbackPath, makeProvider, type Provider } from './openid.ts';
import { findTrialPeople } from './queries.ts';
import { beginSignIn, finishSignIn, makeBrowserSecret, type SignInRefusal } from './sign-in.ts';
import { RefusedContent, SignedOutContent, SignInContent } from './sign-in-content.tsx';
import { isTrialHere, signInOnTrial } from './trial.ts';
import { signInWords } from './words.ts';

const anyone = { access: { who: 'anyone' } } as const;
const attempts = { access: { who: 'anyone' }, rate: 'sign-in' } as const;

/** An address with answers that somebody takes along through signing in. */
const returnToMax = 8000;

const returnQuery = Type.Object({
  'return-to': Type.Optional(Type.String({ maxLength: returnToMax })),
  why: Type.Optional(Type.String({ maxLength: 20 })),
});

/** Signing in and out, for people. */
export function signInPages(services: Services): (app: App) => void {
  const { config, clock } = services;
  const provider =
    config.oidc && makeProvider(config.oidc, { publicUrl: () => config.publicUrl, clock });
  return (app) => {
    addSignIn(app, services);
    if (provider) addOpenid(app, services, provider);
    addTrial(app, services);
    addSignOut(app, services, provider);
  };
}

function addSignIn(app: App, { config, database }: Services): void {
  app.get(
    '/sign-in',
    { config: anyone, schema: { querystring: returnQuery } },
    async (request, reply) => {
      const returnTo = ownPath(request.query['return-to']);
      if (request.principal && request.query.why === undefined)
        return reply.redirect(returnTo, 303);
      const people = isTrialHere(request, config) ? await findTrialPeople(database.db) : undefined;
      const words = signInWords[request.language];
      const { why } = request.query;
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        isNarrow: people === undefined,
        children: (
          <SignInContent
            returnTo={returnTo}
            hasProvider={config.oidc !== undefined}
            people={people}
            ended={why === 'idle' || why === 'expired' || why === 'revoked' ? why : undefined}
          />
        ),
      });
    },
  );
}

function addOpenid(app: App, services: Services, provider: Provider): void {
  const cookie = cookieName(services.config, 'sign-in');
  app.get(
    '/sign-in/openid',
    { config: attempts, schema: { querystring: returnQuery } },
    async (request, reply) => {
      // Kept for a second sign-in in another tab, so that both can be finished.
      const browserSecret = readSecret(request, cookie) ?? makeBrowserSecret();
      const address = await beginSignIn(services, provider, {
        browserSecret,
        returnTo: ownPath(request.query['return-to']),
      });
      if (!address) return sayRefused(request, reply, 'provider-down');
      return reply
        .setCookie(cookie, browserSecret, { ...cookieOptions(services.config), maxAge: 600 })
        .redirect(address.href, 303);
    },
  );
  app.get(callbackPath, { config: attempts }, async (request, reply) => {
    const signedIn = await finishSignIn(services, provider, {
      callback: new URL(request.url, services.config.publicUrl),
      browserSecret: readSecret(request, cookie),
      ends: heldSession(request),
    });
    if (signedIn.type === 'refused') {
      const { code, detail } = signedIn;
      request.log.info({ requestId: request.id, code, detail }, 'a sign-in was refused');
      return sayRefused(request, reply, code);
    }
    void reply.clearCookie(cookie, cookieOptions(services.config));
    setSessionCookie(reply, signedIn.opened.token, services.config);
    return reply.redirect(signedIn.returnTo, 303);
  });
}

function readSecret(request: FastifyRequest, cookie: string): string | undefined {
  const secret = request.cookies[cookie];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
}

const statusOf: Readonly<Record<SignInRefusal, number>> = {
  'level-too-low': 403,
  'claim-missing': 403,
  'fiscal-code-wrong': 403,
  'identity-changed': 403,
  fictional: 403,
  cancelled: 403,
  'not-accepted': 400,
  'attempt-unknown': 400,
  'provider-down': 503,
};

function sayRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  code: SignInRefusal,
): FastifyReply {
  const { title, what } = signInWords[request.language].refused[code];
  if (code === 'provider-down') void reply.header('retry-after', 30);
  return renderPage(request, reply, {
    title,
    lead: what,
    isNarrow: true,
    status: statusOf[code],
    children: <RefusedContent />,
  });
}

function addTrial(app: App, { config, database }: Services): void {
  app.post(
    '/sign-in/trial',
    {
      config: attempts,
      schema: {
        body: Type.Object({
          person: Type.String({ format: 'uuid' }),
          'return-to': Type.Optional(Type.String({ maxLength: returnToMax })),
          [csrfFieldName]: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      if (!isTrialHere(request, config)) return notHere(request, reply);
      const { person: personId, 'return-to': returnTo } = request.body;
      const signedIn = await database.db
        .transaction()
        .execute((tx) =>
          signInOnTrial(tx, config, { personId, kind: 'browser', ends: heldSession(request) }),
        );
      if (signedIn.type === 'refused') return notHere(request, reply);
      setSessionCookie(reply, signedIn.token, config);
      return reply.redirect(ownPath(returnTo), 303);
    },
  );
}

function notHere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, notFound);
}

function addSignOut(app: App, { config, database }: Services, provider?: Provider): void {
  // Open to anybody: who is signed out already is just told so.
  app.post('/sign-out', { config: anyone }, async (request, reply) => {
    const held = heldSession(request);
    if (held) await database.db.transaction().execute((tx) => endSession(tx, held));
    clearSessionCookie(reply, config);
    return reply.redirect(signedOutAddress(request), 303);
  });
  app.post(
    '/sign-out/everywhere',
    { config: { access: { who: 'signed-in' } } },
    async (request, reply) => {
      const { personId } = principalOf(request);
      await database.db.transaction().execute((tx) => endAllSessions(tx, personId));
      clearSessionCookie(reply, config);
      return reply.redirect(signedOutAddress(request), 303);
    },
  );
  app.get(
    '/signed-out',
    {
      config: anyone,
      schema: {
        querystring: Type.Object({ from: Type.Optional(Type.String({ maxLength: 20 })) }),
      },
    },
    async (request, reply) => {
      const { title, what } = signInWords[request.language].signedOut;
      const address =
        request.query.from === 'provider' ? await provider?.signOutAddress() : undefined;
      return renderPage(request, reply, {
        title,
        lead: what,
        isNarrow: true,
        children: <SignedOutContent providerAddress={address?.href} />,
      });
    },
  );
}

function signedOutAddress({ principal }: FastifyRequest): string {
  return principal?.how === 'oidc' ? '/signed-out?from=provider' : '/signed-out';
}

/** The session that this browser has until now. */
function heldSession({ principal }: FastifyRequest) {
  return principal?.kind === 'browser'
    ? { personId: principal.personId, family: principal.sessionFamily }
    : undefined;
}

/** Where to go after signing in: of this site, and not back to signing in or out. */
function ownPath(text: string | undefined): string {
  const path = localPath(text);
  return /^\/sign(?:-in|-out|ed-out)(?:[/?#]|$)/.test(path) ? '/' : path;
}
