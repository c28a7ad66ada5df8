import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall, type PublishedCall } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { callParams } from './api-schemas.ts';
import { actRoles } from './asking.ts';
import { readDatabaseClock } from './evidence-store.ts';
import { makeEvidence, type OutageSeen } from './evidence.ts';
import { findTouched } from './find-touched.ts';
import { readEdge } from './form-edge.ts';
import { RecordForm, type Looked, type RecordFields } from './forms-content.tsx';
import { pageOf } from './incident-view.ts';
import {
  activityMinutesMax,
  activityMinutesStandard,
  checkSpan,
  spanHoursMax,
} from './incident.ts';
import type { Span } from './outage.ts';
import { renderIncidentPage, sendNotFoundPage } from './page-frame.tsx';
import { loadSightings } from './queries.ts';
import { recordIncident } from './record-incident.ts';
import { refusals, type RefusalCode } from './refusals.ts';
import { runAct } from '../../platform/run-act.ts';
import { incidentWords } from './words.ts';

const access: Access = { who: 'named', roles: actRoles, subject: 'call' };
const schema = { params: callParams, hide: true } as const;
const text = Type.Optional(Type.String({ maxLength: 10_000 }));
const spanMembers = {
  'begins-day': text,
  'begins-time': text,
  'ends-day': text,
  'ends-time': text,
};
const bodySchema = Type.Object({
  ...spanMembers,
  title: text,
  description: text,
  'activity-minutes': text,
  outside: text,
});
const url = '/calls/:call/incidents/new';
const recentMax = 20;

/** The form that records an incident: it looks first, and writes what it has looked at. */
export function recordPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      url,
      { config: { access }, schema: { ...schema, querystring: Type.Object(spanMembers) } },
      async (request, reply) => {
        const call = await findCall(services, request.params.call);
        if (!call) return sendNotFoundPage(request, reply);
        const fields = fieldsOf(request.query);
        const isAsked = Object.values(request.query).some((each) => each !== '');
        const { errors, span } = isAsked
          ? await readSpan(services, request, fields)
          : { errors: [], span: undefined };
        return renderRecord(services, request, reply, { call, fields, span, errors, status: 200 });
      },
    );
    app.post(
      url,
      { config: { access }, schema: { ...schema, body: bodySchema } },
      async (request, reply) => {
        const call = await findCall(services, request.params.call);
        if (!call) return sendNotFoundPage(request, reply);
        return answerRecord(services, request, reply, { call, fields: fieldsOf(request.body) });
      },
    );
  };
}

async function answerRecord(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { call, fields }: { readonly call: PublishedCall; readonly fields: RecordFields },
): Promise<FastifyReply> {
  const { errors: spanErrors, span } = await readSpan(services, request, fields);
  const errors = [...spanErrors, ...writtenErrors(fields, request)];
  if (!span || errors.length > 0)
    return renderRecord(services, request, reply, { call, fields, span, errors });
  const outcome = await runAct(services.database.db, (tx) =>
    recordIncident(tx, {
      callId: call.callId,
      call: call.slug,
      personId: principalOf(request).personId,
      beganAt: new Date(span.from),
      endedAt: new Date(span.to),
      title: fields.title,
      description: fields.description,
      activityMinutes: Number(fields.activityMinutes),
      outsideEvidence: fields.outside,
      additions: [],
    }),
  );
  if (outcome.type === 'refused')
    return renderRecord(services, request, reply, {
      call,
      fields,
      span,
      errors: [errorOf(outcome.code, request)],
    });
  return redirectWithFlash(request, reply, pageOf(call.slug, outcome.id), {
    tone: 'ok',
    text: incidentWords[request.language].recorded,
  });
}

function fieldsOf(form: Static<typeof bodySchema>): RecordFields {
  return {
    begins: { day: form['begins-day'] ?? '', time: form['begins-time'] ?? '' },
    ends: { day: form['ends-day'] ?? '', time: form['ends-time'] ?? '' },
    title: form.title ?? '',
    description: form.description ?? '',
    activityMinutes: form['activity-minutes'] ?? String(activityMinutesStandard),
    outside: form.outside ?? '',
  };
}

interface SpanReading {
  readonly errors: readonly FieldError[];
  readonly span: Span | undefined;
}

async function readSpan(
  { database }: Services,
  request: FastifyRequest,
  { begins, ends }: RecordFields,
): Promise<SpanReading> {
  const from = readEdge('begins', begins, request.language);
  const to = readEdge('ends', ends, request.language);
  if (from.type === 'refused' || to.type === 'refused') {
    const errors = [from, to].flatMap((each) => (each.type === 'refused' ? each.errors : []));
    return { errors, span: undefined };
  }
  const span = { from: from.at.getTime(), to: to.at.getTime() };
  const wrong = checkSpan(span, await readDatabaseClock(database.db));
  return wrong ? { errors: [errorOf(wrong, request)], span: undefined } : { errors: [], span };
}

function writtenErrors(
  { title, description, activityMinutes }: RecordFields,
  request: FastifyRequest,
): readonly FieldError[] {
  const isNumber =
    /^\d{1,4}$/.test(activityMinutes) && Number(activityMinutes) <= activityMinutesMax;
  const { minutesWrong } = incidentWords[request.language].errors;
  return [
    ...(title.trim() === '' ? [errorOf('title-missing', request)] : []),
    ...(description.trim() === '' ? [errorOf('description-missing', request)] : []),
    ...(isNumber ? [] : [{ field: 'activity-minutes', message: minutesWrong }]),
  ];
}

const fieldNames: Readonly<Record<string, string>> = {
  beganAt: 'begins-day',
  endedAt: 'ends-day',
  evidenceFromOutside: 'outside',
};

function errorOf(code: RefusalCode, { language }: Pick<FastifyRequest, 'language'>): FieldError {
  const { field = 'title', [language]: message } = refusals[code];
  return { field: fieldNames[field] ?? field, message };
}

interface Shown {
  readonly call: PublishedCall;
  readonly fields: RecordFields;
  readonly span: Span | undefined;
  readonly errors: readonly FieldError[];
  readonly status?: number;
}

async function renderRecord(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { call, fields, span, errors, status }: Shown,
): Promise<FastifyReply> {
  const words = incidentWords[request.language];
  const looked = span && (await look(services, call, { span, fields }));
  const recent = span ? undefined : await findRecent(services, call);
  return renderIncidentPage(request, reply, {
    call,
    isBelow: true,
    title: words.record,
    lead: words.recordLead,
    errors,
    ...(status === undefined ? {} : { status }),
    children: <RecordForm call={call} fields={fields} recent={recent} looked={looked} />,
  });
}

/** What recording would freeze, were it done now. */
async function look(
  { database: { db } }: Services,
  { callId, slug }: PublishedCall,
  { span, fields }: { readonly span: Span; readonly fields: RecordFields },
): Promise<Looked> {
  const minutes = Number(fields.activityMinutes);
  const touched = await findTouched(db, {
    callId,
    beganAt: new Date(span.from),
    endedAt: new Date(span.to),
    activityMinutes: Number.isInteger(minutes) && minutes <= activityMinutesMax ? minutes : 0,
  });
  const attempts = touched.filter(({ why }) => why === 'failed-attempt').length;
  return {
    evidence: makeEvidence(await loadSightings(db, { callId, call: slug, span })),
    attempts,
    activity: touched.length - attempts,
  };
}

async function findRecent(
  { database: { db } }: Services,
  { callId, slug }: PublishedCall,
): Promise<readonly OutageSeen[]> {
  const to = await readDatabaseClock(db);
  const span = { from: to - spanHoursMax * 3_600_000, to };
  const { outages } = makeEvidence(await loadSightings(db, { callId, call: slug, span }));
  return outages.toReversed().slice(0, recentMax);
}
