import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { applicationParams } from './api-schemas.ts';
import { keyOf, officerAccess } from './asking.ts';
import type { DecidedOutcome, ReasonAsked } from './decide-outcome.ts';
import { findDesk, type Desk } from './desk.ts';
import { findNotice } from './find-notice.ts';
import {
  OutcomeForm,
  outcomeFields,
  reasonChecks,
  ReopeningForms,
  type OutcomeFields,
  type ReopeningFields,
} from './outcome-view.tsx';
import { frameOf, sendNotFound } from './page-frame.tsx';
import { recordOutcome } from './record-outcome.ts';
import { refusals, type RefusalCode } from './refusals.ts';
import { liftReserve, reopenExamination } from './reopen-examination.ts';
import { checkWords } from './words.ts';

const base = '/calls/:call/applications/:application/examination';
const access = officerAccess;
const schema = { params: applicationParams, hide: true } as const;
const revision = Type.String({ pattern: '^[1-9][0-9]{0,8}$' });
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** Deciding the outcome, opening again what was decided, lifting a reserve. */
export function outcomePages(services: Services): (app: App) => void {
  return (app) => {
    addOutcome(app, services);
    addReopening(app, services);
    addLifting(app, services);
  };
}

function addOutcome(app: App, services: Services): void {
  const url = `${base}/outcome`;
  app.get(url, { config: { access }, schema }, async (request, reply) => {
    const desk = await findDesk(request, services);
    if (!desk) return sendNotFound(request, reply);
    const { answers } = await findNotice(services.database.db, desk.examined);
    const fields = outcomeFields(desk, answers, request.language);
    return renderOutcome(request, reply, { desk, fields });
  });
  const body = Type.Object(
    { revision, outcome: text(40) },
    { additionalProperties: Type.String({ maxLength: 10_000 }) },
  );
  app.post(url, { config: { access }, schema: { ...schema, body } }, async (request, reply) => {
    const desk = await findDesk(request, services);
    if (!desk) return sendNotFound(request, reply);
    const sent = request.body as Readonly<Record<string, string>>;
    const fields = readOutcome(desk, sent);
    const { language } = request;
    const words = checkWords[language];
    if (!isOutcome(fields.outcome))
      return renderOutcome(request, reply, {
        desk,
        fields,
        errors: [{ field: 'outcome', message: words.outcomeMissing }],
      });
    const outcome = await decide(request, services, desk, {
      fields,
      outcome: fields.outcome,
      seen: Number(sent['revision']),
    });
    if (!outcome) return sendNotFound(request, reply);
    if (outcome.type === 'refused') {
      const now = (await findDesk(request, services)) ?? desk;
      const errors = [errorOf(outcome.code, language)];
      return renderOutcome(request, reply, { desk: now, fields, errors });
    }
    return redirectWithFlash(request, reply, `${desk.address}/examination`, {
      tone: 'ok',
      text: words.decided,
    });
  });
}

function isOutcome(said: string): said is DecidedOutcome {
  return said === 'admitted' || said === 'with-reserve' || said === 'not-admitted';
}

function readOutcome(desk: Desk, sent: Readonly<Record<string, string>>): OutcomeFields {
  const said = (name: string): string => (sent[name] ?? '').replaceAll('\r\n', '\n').trim();
  return {
    outcome: said('outcome'),
    reasons: new Map(
      reasonChecks(desk).map(({ id }) => [
        id,
        { isUsed: sent[`use.${id}`] !== undefined, text: said(`reason.${id}`) },
      ]),
    ),
    own: said('own'),
    observations: said('observations'),
    ground: said('ground'),
    note: said('note'),
  };
}

function decide(
  request: FastifyRequest,
  { database }: Services,
  { examined }: Desk,
  {
    fields,
    outcome,
    seen,
  }: { readonly fields: OutcomeFields; readonly outcome: DecidedOutcome; readonly seen: number },
) {
  const { own, observations, ground, note } = fields;
  const used = [...fields.reasons].flatMap(([check, { isUsed, text: words }]): ReasonAsked[] =>
    isUsed ? [{ check, text: words }] : [],
  );
  const reasons = own === '' ? used : [...used, { check: null, text: own }];
  return runAct(database.db, (tx) =>
    recordOutcome(tx, {
      ...keyOf(request),
      published: examined.published,
      seen,
      outcome,
      reasons: outcome === 'admitted' ? [] : reasons,
      observations: observations || null,
      ground: ground || null,
      note: note || null,
    }),
  );
}

const fieldsOfRefusals: Readonly<Partial<Record<RefusalCode, string>>> = {
  'reasons-missing': 'reasons',
  'not-a-reason': 'reasons',
  'observations-unanswered': 'observations',
  'ground-missing': 'ground',
  'not-a-phase': 'phase',
};

function errorOf(code: RefusalCode, language: 'it' | 'en', otherwise = 'outcome'): FieldError {
  return { field: fieldsOfRefusals[code] ?? otherwise, message: refusals[code][language] };
}

function renderOutcome(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    desk,
    fields,
    errors = [],
  }: {
    readonly desk: Desk;
    readonly fields: OutcomeFields;
    readonly errors?: readonly FieldError[];
  },
): FastifyReply {
  const words = checkWords[request.language];
  return renderPage(request, reply, {
    ...frameOf(request, desk, true),
    title: words.outcomeTitle,
    lead: words.outcomeLead,
    isNarrow: true,
    errors,
    children: <OutcomeForm desk={desk} fields={fields} />,
  });
}

function addReopening(app: App, services: Services): void {
  const url = `${base}/reopening`;
  app.get(url, { config: { access }, schema }, async (request, reply) => {
    const desk = await findDesk(request, services);
    if (!desk) return sendNotFound(request, reply);
    return renderReopening(request, reply, { desk, fields: { ground: '', phase: '' } });
  });
  const body = Type.Object({ revision, ground: text(2000), phase: text(100) });
  app.post(url, { config: { access }, schema: { ...schema, body } }, async (request, reply) => {
    const desk = await findDesk(request, services);
    if (!desk) return sendNotFound(request, reply);
    const { ground = '', phase = '' } = request.body;
    const { published } = desk.examined;
    const act = { ...keyOf(request), published, seen: Number(request.body.revision) };
    const outcome = await runAct(services.database.db, (tx) =>
      reopenExamination(tx, { ...act, ground, phase }),
    );
    if (!outcome) return sendNotFound(request, reply);
    if (outcome.type === 'refused')
      return renderReopening(request, reply, {
        desk,
        fields: { ground, phase },
        errors: [errorOf(outcome.code, request.language, 'ground')],
      });
    return redirectWithFlash(request, reply, `${desk.address}/examination`, {
      tone: 'ok',
      text: checkWords[request.language].reopenDone,
    });
  });
}

function addLifting(app: App, services: Services): void {
  const body = Type.Object({ revision, 'lift-ground': text(2000) });
  app.post(
    `${base}/reserve-lifting`,
    { config: { access }, schema: { ...schema, body } },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      if (!desk) return sendNotFound(request, reply);
      const { 'lift-ground': ground = '' } = request.body;
      const { published } = desk.examined;
      const act = { ...keyOf(request), published, seen: Number(request.body.revision) };
      const outcome = await runAct(services.database.db, (tx) =>
        liftReserve(tx, { ...act, ground }),
      );
      if (!outcome) return sendNotFound(request, reply);
      if (outcome.type === 'refused')
        return renderReopening(request, reply, {
          desk,
          fields: { ground: '', phase: '' },
          lifting: ground,
          errors: [{ field: 'lift-ground', message: refusals[outcome.code][request.language] }],
        });
      return redirectWithFlash(request, reply, `${desk.address}/examination`, {
        tone: 'ok',
        text: checkWords[request.language].liftDone,
      });
    },
  );
}

function renderReopening(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    desk,
    fields,
    lifting = '',
    errors = [],
  }: {
    readonly desk: Desk;
    readonly fields: ReopeningFields;
    readonly lifting?: string;
    readonly errors?: readonly FieldError[];
  },
): FastifyReply {
  return renderPage(request, reply, {
    ...frameOf(request, desk, true),
    title: checkWords[request.language].reopen,
    isNarrow: true,
    errors,
    children: <ReopeningForms desk={desk} fields={fields} lifting={lifting} />,
  });
}
