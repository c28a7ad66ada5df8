import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall, type PublishedCall } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTouched } from './add-touched.ts';
import { incidentParams } from './api-schemas.ts';
import { actRoles } from './asking.ts';
import { decideRemedy } from './decide-remedy.ts';
import { readEdge } from './form-edge.ts';
import {
  AdditionForm,
  RemedyForm,
  type AdditionFields,
  type RemedyFields,
} from './forms-content.tsx';
import { pageOf } from './incident-view.ts';
import type { Incident } from './incident.ts';
import { renderIncidentPage, sendNotFoundPage } from './page-frame.tsx';
import { findIncident } from './queries.ts';
import { recordPages } from './record-pages.tsx';
import { refusals, type RefusalCode } from './refusals.ts';
import { runAct } from '../../platform/run-act.ts';
import { incidentWords } from './words.ts';

const access: Access = { who: 'named', roles: actRoles, subject: 'incident' };
const schema = { params: incidentParams, hide: true } as const;
const text = Type.Optional(Type.String({ maxLength: 10_000 }));

/** The forms with which the office records an incident, adds to its list and decides its remedy. */
export function incidentFormPages(services: Services): (app: App) => void {
  return (app) => {
    recordPages(services)(app);
    addAdditionForm(app, services);
    addRemedyForm(app, services);
  };
}

interface Found {
  readonly call: PublishedCall;
  readonly incident: Incident;
}

async function find(services: Services, { params }: FastifyRequest): Promise<Found | undefined> {
  const { call: slug, incident: id } = params as { call: string; incident: string };
  const call = await findCall(services, slug);
  const incident = call && (await findIncident(services.database.db, { callId: call.callId, id }));
  return call && incident && { call, incident };
}

function addAdditionForm(app: App, services: Services): void {
  const url = '/calls/:call/incidents/:incident/add';
  app.get(url, { config: { access }, schema }, async (request, reply) => {
    const found = await find(services, request);
    if (!found) return sendNotFoundPage(request, reply);
    const fields = { application: '', reason: '' };
    return renderAddition(request, reply, { ...found, fields, errors: [] });
  });
  const body = Type.Object({ application: text, reason: text });
  app.post(url, { config: { access }, schema: { ...schema, body } }, async (request, reply) => {
    const found = await find(services, request);
    if (!found) return sendNotFoundPage(request, reply);
    const { application = '', reason = '' } = request.body;
    const fields = { application: application.trim().toLowerCase(), reason };
    const outcome = isUuid(fields.application)
      ? await runAct(services.database.db, (tx) =>
          addTouched(tx, {
            callId: found.call.callId,
            incidentId: found.incident.id,
            applicationId: fields.application,
            reason,
            personId: principalOf(request).personId,
          }),
        )
      : ({ type: 'refused', code: 'no-such-application' } as const);
    if (outcome?.type === 'refused')
      return renderAddition(request, reply, {
        ...found,
        fields,
        errors: [errorOf(outcome.code, 'application', request)],
      });
    return redirectWithFlash(request, reply, pageOf(found.call.slug, found.incident.id), {
      tone: 'ok',
      text: incidentWords[request.language].addedDone,
    });
  });
}

interface Shown<F> extends Found {
  readonly fields: F;
  readonly errors: readonly FieldError[];
}

function renderAddition(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, incident, fields, errors }: Shown<AdditionFields>,
): FastifyReply {
  const words = incidentWords[request.language];
  return renderIncidentPage(request, reply, {
    call,
    isBelow: true,
    isNarrow: true,
    title: words.addOne,
    lead: words.addLead,
    errors,
    children: <AdditionForm back={pageOf(call.slug, incident.id)} fields={fields} />,
  });
}

function addRemedyForm(app: App, services: Services): void {
  const url = '/calls/:call/incidents/:incident/remedy';
  app.get(url, { config: { access }, schema }, async (request, reply) => {
    const found = await find(services, request);
    if (!found) return sendNotFoundPage(request, reply);
    const fields = { kind: undefined, until: { day: '', time: '' }, ground: '' };
    return renderRemedy(request, reply, { ...found, fields, errors: [] });
  });
  const body = Type.Object({ kind: text, 'until-day': text, 'until-time': text, ground: text });
  app.post(url, { config: { access }, schema: { ...schema, body } }, async (request, reply) => {
    const found = await find(services, request);
    if (!found) return sendNotFoundPage(request, reply);
    const { kind, ground = '' } = request.body;
    const fields: RemedyFields = {
      kind: kind === 'extension' || kind === 'admission' ? kind : undefined,
      until: { day: request.body['until-day'] ?? '', time: request.body['until-time'] ?? '' },
      ground,
    };
    const errors = await decide(services, request, found, fields);
    if (errors.length > 0) return renderRemedy(request, reply, { ...found, fields, errors });
    return redirectWithFlash(request, reply, pageOf(found.call.slug, found.incident.id), {
      tone: 'ok',
      text: incidentWords[request.language].decided,
    });
  });
}

/** Decides what the form says; what is wrong with it, all at once. */
async function decide(
  { database }: Services,
  request: FastifyRequest,
  { call, incident }: Found,
  { kind, until, ground }: RemedyFields,
): Promise<readonly FieldError[]> {
  const read = readEdge('until', until, request.language);
  const { kindMissing } = incidentWords[request.language].errors;
  const errors = [
    ...(kind === undefined ? [{ field: 'kind', message: kindMissing }] : []),
    ...(read.type === 'refused' ? read.errors : []),
    ...(ground.trim() === '' ? [errorOf('ground-missing', 'ground', request)] : []),
  ];
  if (kind === undefined || read.type === 'refused' || errors.length > 0) return errors;
  const outcome = await runAct(database.db, (tx) =>
    decideRemedy(tx, {
      callId: call.callId,
      call: call.slug,
      incidentId: incident.id,
      personId: principalOf(request).personId,
      kind,
      until: read.at,
      ground,
    }),
  );
  return outcome?.type === 'refused' ? [errorOf(outcome.code, 'kind', request)] : [];
}

function renderRemedy(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, incident, fields, errors }: Shown<RemedyFields>,
): FastifyReply {
  const words = incidentWords[request.language];
  return renderIncidentPage(request, reply, {
    call,
    isBelow: true,
    isNarrow: true,
    title: words.decide,
    lead: words.decideLead,
    errors,
    children: <RemedyForm call={call} incident={incident} fields={fields} />,
  });
}

/** A refusal at the field of the form that can put it right. */
function errorOf(
  code: RefusalCode,
  otherwise: string,
  { language }: Pick<FastifyRequest, 'language'>,
): FieldError {
  const { field = otherwise, [language]: message } = refusals[code];
  return { field: field === 'until' ? 'until-day' : field, message };
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}
