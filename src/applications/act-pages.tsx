import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import { redirectWithFlash } from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { actOf } from './act-routes.ts';
import { addressOf } from './addresses.ts';
import { applicationParams, consentParams } from './api-schemas.ts';
import { stateOf } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import { consentWaysOf } from './consent-ways.ts';
import { formWords } from './form-words.ts';
import { freezeApplication } from './freeze-application.ts';
import { giveConsent } from './give-consent.ts';
import { loadCurrentCall } from './published-call.ts';
import { refusals, type RefusalCode } from './refusal.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const editors = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;
const consenters = { access: { who: 'named', power: 'consent', subject: 'application' } } as const;

/** The buttons of an application before the decisive one. */
export function actPages(services: Services): (app: App) => void {
  return (app) => {
    addFreeze(app, services);
    addConsents(app, services);
  };
}

/** How an act ended: with the application as it is now, or not. */
type Ended =
  | { readonly type: 'refused'; readonly code: RefusalCode }
  | { readonly type: 'incomplete' }
  | { readonly type: 'stale' }
  | { readonly type: 'withdrawn' }
  | {
      readonly type: 'frozen' | 'repeated' | 'given';
      readonly application: ApplicationRecord;
    };

function addFreeze(app: App, services: Services): void {
  app.post(
    '/calls/:call/applications/:application/freeze',
    {
      config: editors,
      schema: {
        params: applicationParams,
        body: Type.Object({ tag: Type.String({ maxLength: 100 }) }),
        hide: true,
      },
    },
    async (request, reply) => {
      const act = { ...actOf(request), tag: request.body.tag };
      const published = await loadCurrentCall(services, act.callId);
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => freezeApplication(tx, { ...act, published }));
      return answer(request, reply, outcome);
    },
  );
}

function addConsents(app: App, services: Services): void {
  const { database } = services;
  app.post(
    '/calls/:call/applications/:application/consents',
    {
      config: consenters,
      schema: {
        params: applicationParams,
        body: Type.Object({
          organisation: Type.String({ format: 'uuid' }),
          hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
        }),
        hide: true,
      },
    },
    async (request, reply) => {
      const { organisation: organisationId, hash } = request.body;
      const { call } = await loadCurrentCall(services, actOf(request).callId);
      const ways = consentWaysOf(call.document);
      const act = { ...actOf(request), organisationId, hash, ways };
      const outcome = await database.db.transaction().execute((tx) => giveConsent(tx, act));
      return answer(request, reply, outcome);
    },
  );
  app.post(
    '/calls/:call/applications/:application/consents/:organisation/withdrawal',
    { config: consenters, schema: { params: consentParams, hide: true } },
    async (request, reply) => {
      const act = { ...actOf(request), organisationId: request.params.organisation };
      const outcome = await database.db.transaction().execute((tx) => withdrawConsent(tx, act));
      return answer(request, reply, outcome);
    },
  );
}

/** Back to the page of the application, which says what has happened. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  ended: Ended | undefined,
): FastifyReply {
  if (!ended) return answerProblem(request, reply, notFound);
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  const address = addressOf({ id: application, call: { slug: call } });
  const { text, isDone } = said(ended, request);
  return redirectWithFlash(request, reply, address, { tone: isDone ? 'ok' : 'warn', text });
}

function said(
  ended: Ended,
  { language }: FastifyRequest,
): { readonly text: string; readonly isDone: boolean } {
  const words = formWords[language];
  if (ended.type === 'refused') return { text: refusals[ended.code][language], isDone: false };
  if (ended.type === 'incomplete')
    return { text: refusals['draft-incomplete'][language], isDone: false };
  if (ended.type === 'stale') return { text: words.staleAct, isDone: false };
  if (ended.type === 'withdrawn') return { text: words.consentTaken, isDone: true };
  const isReady = stateOf(ended.application) === 'ready';
  const [now, last] =
    ended.type === 'given'
      ? [words.consentGiven, words.consentGivenLast]
      : [words.frozenNow, words.readyNow];
  return { text: isReady ? last : now, isDone: true };
}
