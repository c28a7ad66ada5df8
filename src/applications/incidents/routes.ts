import type { Access } from '../../accounts/index.ts';
import { parseInstant } from '../../engine/index.ts';
import {
  makeCursor,
  pageQuery,
  pageSchema,
  readCursor,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { sendProblem, type ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { incidentActRoutes } from './act-routes.ts';
import * as schema from './api-schemas.ts';
import { findVisible, isOffice, officeRoles, readInstant, sendNotFound } from './asking.ts';
import { readDatabaseClock } from './evidence-store.ts';
import { makeEvidence } from './evidence.ts';
import { incidentView, touchedView } from './incident-view.ts';
import { checkSpan } from './incident.ts';
import {
  findIncident,
  listIncidents,
  listOwnTouched,
  listTouched,
  loadSightings,
} from './queries.ts';
import { problemOf } from './refusals.ts';

const tags = ['Incidents'];

const anyone = { access: { who: 'anyone' } } as const;
const officeOfCall: Access = { who: 'named', roles: officeRoles, subject: 'call' };
const officeOfIncident: Access = { who: 'named', roles: officeRoles, subject: 'incident' };

/** The incidents of a call: what everybody may know, what the office sees, and the acts. */
export function incidentRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addDetail(app, services);
    addTouchedList(app, services);
    addOutages(app, services);
    incidentActRoutes(services)(app);
  };
}

function addList(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/incidents',
    {
      config: anyone,
      schema: {
        operationId: 'listIncidents',
        tags,
        summary: 'The incidents of a call',
        description: 'Outages that were recorded, the latest first, each with its remedy.',
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.incidentSchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await findVisible(services, request);
      if (!call) return sendNotFound(reply);
      const { after, limit = 50 } = request.query;
      const place = after === undefined ? undefined : readCursor(after, 2);
      if (after !== undefined && !isPlace(place)) return sendProblem(reply, badCursor);
      const [beganAt = '', id = ''] = place ?? [];
      const found = await listIncidents(db, {
        callId: call.callId,
        before: place && { beganAt, id },
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const last = found.length > limit ? shown.at(-1) : undefined;
      const { principal } = request;
      const items = [];
      for (const incident of shown)
        items.push(
          incidentView(
            call.slug,
            incident,
            await listOwnTouched(db, { incidentId: incident.id, principal }),
          ),
        );
      const next = last && { next: makeCursor([last.beganAt.toISOString(), last.id]) };
      return { items, ...next };
    },
  );
}

function addDetail(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/incidents/:incident',
    {
      config: anyone,
      schema: {
        operationId: 'readIncident',
        tags,
        summary: 'One incident',
        description:
          'With the times in which no server was well, and for the office of the body all that the servers saw.',
        params: schema.incidentParams,
        response: replies({ 200: schema.incidentDetailSchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await findVisible(services, request);
      const incident =
        call && (await findIncident(db, { callId: call.callId, id: request.params.incident }));
      if (!call || !incident) return sendNotFound(reply);
      const { principal } = request;
      const yours = await listOwnTouched(db, { incidentId: incident.id, principal });
      const { evidence } = incident;
      return {
        ...incidentView(call.slug, incident, yours),
        outages: evidence.outages.map(({ from, to }) => ({ from, to })),
        ...(isOffice(request, call) ? { evidence } : {}),
      };
    },
  );
}

function addTouchedList(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/incidents/:incident/touched',
    {
      config: { access: officeOfIncident },
      schema: {
        operationId: 'listTouched',
        tags,
        summary: 'Whom an incident touched',
        description: 'As computed when it was recorded, and as added by hand; nobody is taken off.',
        security: secured,
        params: schema.incidentParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.touchedSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const { after, limit = 50 } = request.query;
      const [place] = after === undefined ? [] : (readCursor(after, 1) ?? []);
      if (after !== undefined && !isUuid(place)) return sendProblem(reply, badCursor);
      const found = await listTouched(services.database.db, {
        incidentId: request.params.incident,
        after: place,
        limit: limit + 1,
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map(touchedView),
        ...(last && { next: makeCursor([last.applicationId]) }),
      };
    },
  );
}

function addOutages(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/outages',
    {
      config: { access: officeOfCall },
      schema: {
        operationId: 'readOutages',
        tags,
        summary: 'What the servers saw of a time',
        description:
          'Outages by the probes with which every server tries itself, and the decisive acts on this call that failed. It is what an incident of that time would rest on.',
        security: secured,
        params: schema.callParams,
        querystring: schema.spanQuery,
        response: replies({ 200: schema.evidenceSchema }, [400, 401, 403, 404, 422]),
      },
    },
    async (request, reply) => {
      const from = readInstant(request.query.from, '/from').getTime();
      const to = readInstant(request.query.to, '/to').getTime();
      const wrong = checkSpan({ from, to }, await readDatabaseClock(db));
      if (wrong) return sendProblem(reply, problemOf(wrong, '/to'));
      const callId = request.subject?.callId ?? 0;
      const asked = { callId, call: request.params.call, span: { from, to } };
      return makeEvidence(await loadSightings(db, asked));
    },
  );
}

const badCursor: ProblemReply = {
  status: 400,
  code: 'not-understood',
  detail: '`after` is not the `next` of a list.',
  errors: [{ code: 'cursor', path: '/after', detail: 'is not a cursor of this list' }],
};

function isPlace(place: readonly string[] | undefined): boolean {
  const [beganAt = '', id] = place ?? [];
  return parseInstant(beganAt) !== undefined && isUuid(id);
}

function isUuid(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
