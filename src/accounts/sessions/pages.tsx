import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { localPath } from '../../platform/http/local-path.ts';
import {
  addPersonLink,
  redirectWithFlash,
  renderPage,
  type FieldError,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemOf } from '../refusal-problem.ts';
import { actFor } from '../organisations/act-for.ts';
import { chooseMessages } from '../people/choose-messages.ts';
import { findPowersOf, findRolesOf, loadPerson } from '../people/queries.ts';
import { principalOf } from '../principal.ts';
import { commonWords } from '../words.ts';
import { AccountContent, type AccountProps } from './account-content.tsx';
import { endSession } from './end-sessions.ts';
import { makeApiToken } from './make-token.ts';
import { sessionSpan } from './open-session.ts';
import { findOpenSessions } from './queries.ts';
import { tokenDaysMax } from './session.ts';
import { recordUse } from './store.ts';
import { accountWords } from './words.ts';

const signedIn = { access: { who: 'signed-in' } } as const;
const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));

/** One's account: who one is, sessions, tokens, and for whom one acts. */
export function accountPages(services: Services): (app: App) => void {
  return (app) => {
    addPersonLink(app, {
      href: '/account',
      text: { it: accountWords.it.title, en: accountWords.en.title },
      order: 90,
    });
    app.get('/account', { config: signedIn }, (request, reply) =>
      renderAccount(request, reply, services, {}),
    );
    addMessages(app, services);
    addSessionActs(app, services);
    addTokenForm(app, services);
  };
}

async function renderAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Services,
  {
    errors = [],
    ...more
  }: Pick<AccountProps, 'madeToken' | 'tokenForm'> & { readonly errors?: readonly FieldError[] },
): Promise<FastifyReply> {
  const { personId, sessionFamily, actingFor, how } = principalOf(request);
  const words = accountWords[request.language];
  const props: AccountProps = {
    person: await loadPerson(database.db, personId),
    roles: await findRolesOf(database.db, personId),
    powers: await findPowersOf(database.db, personId),
    sessions: await findOpenSessions(database.db, personId),
    currentFamily: sessionFamily,
    actingFor,
    mayMakeTokens: how !== 'token',
    ...more,
  };
  return renderPage(request, reply, {
    title: words.title,
    lead: words.lead,
    errors,
    children: <AccountContent {...props} />,
  });
}

function addMessages(app: App, { database }: Services): void {
  const body = Type.Object({
    language: Type.Enum(['it', 'en']),
    reminders: Type.Optional(Type.String({ maxLength: 10 })),
  });
  app.post('/account/messages', { config: signedIn, schema: { body } }, async (request, reply) => {
    const { language, reminders } = request.body;
    const { personId } = principalOf(request);
    await database.db.transaction().execute((tx) =>
      chooseMessages(tx, {
        personId,
        language: language === 'en' ? 'en' : 'it',
        wantsReminders: reminders !== undefined,
      }),
    );
    const words = accountWords[request.language];
    return redirectWithFlash(request, reply, '/account', { tone: 'ok', text: words.messagesSaved });
  });
}

function addSessionActs(app: App, { config, database }: Services): void {
  app.post(
    '/account/sessions/:session/end',
    {
      config: signedIn,
      schema: { params: Type.Object({ session: Type.String({ format: 'uuid' }) }) },
    },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const { session: family } = request.params;
      const ended = await database.db
        .transaction()
        .execute((tx) => endSession(tx, { personId, family }));
      if (ended.type === 'refused') return answerProblem(request, reply, problemOf(ended));
      const words = accountWords[request.language];
      return redirectWithFlash(request, reply, '/account', { tone: 'ok', text: words.ended });
    },
  );
  app.post('/session/extension', { config: signedIn }, async (request, reply) => {
    const { idleMs } = sessionSpan(principalOf(request).kind, config);
    await recordUse(database.pool, request.tokenHash as Buffer, { idleMs, everyMs: 0 });
    const words = accountWords[request.language];
    return redirectWithFlash(request, reply, pageBefore(request), {
      tone: 'ok',
      text: words.extended,
    });
  });
  app.post(
    '/session/acting-for',
    { config: signedIn, schema: { body: Type.Object({ organisation: text(40) }) } },
    async (request, reply) => {
      const organisation = request.body.organisation ?? '';
      const chosen = await database.db
        .transaction()
        .execute((tx) =>
          actFor(tx, principalOf(request), organisation === '' ? null : organisation),
        );
      if (chosen.type === 'refused') return answerProblem(request, reply, problemOf(chosen));
      const words = accountWords[request.language];
      return redirectWithFlash(request, reply, pageBefore(request), {
        tone: 'ok',
        text: words.chosen,
      });
    },
  );
}

/** The page from which the form was sent, of this site. */
function pageBefore({ headers, host }: FastifyRequest): string {
  const referer = headers.referer ?? '';
  if (!URL.canParse(referer) || new URL(referer).host !== host) return '/account';
  const { pathname, search } = new URL(referer);
  return localPath(pathname + search);
}

function addTokenForm(app: App, services: Services): void {
  app.post(
    '/account/tokens',
    { config: signedIn, schema: { body: Type.Object({ label: text(300), days: text(10) }) } },
    async (request, reply) => {
      const { label = '', days = '' } = request.body;
      const errors = checkTokenForm(request, { label, days });
      const tokenForm = { label, days };
      if (errors.length > 0) return renderAccount(request, reply, services, { errors, tokenForm });
      const made = await services.database.db
        .transaction()
        .execute((tx) =>
          makeApiToken(tx, principalOf(request), { label: label.trim(), days: Number(days) }),
        );
      if (made.type === 'refused') return answerProblem(request, reply, problemOf(made));
      // Not a redirect: the token is in this answer and nowhere else.
      return renderAccount(request, reply, services, { madeToken: made.token });
    },
  );
}

function checkTokenForm(
  { language }: FastifyRequest,
  { label, days }: { readonly label: string; readonly days: string },
): readonly FieldError[] {
  const words = accountWords[language];
  const isDays = /^\d{1,2}$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= tokenDaysMax;
  return [
    ...(label.trim() === '' || label.trim().length > 100
      ? [{ field: 'label', message: commonWords[language].required(words.label) }]
      : []),
    ...(isDays ? [] : [{ field: 'days', message: words.daysWrong }]),
  ];
}
