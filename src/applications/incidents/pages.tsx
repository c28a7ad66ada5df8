import type { FastifyRequest } from 'fastify';
import { hasRole } from '../../accounts/index.ts';
import { addCallAction, type PublishedCall } from '../../calls/index.ts';
import { makeCursor, readCursor } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { callParams, incidentParams } from './api-schemas.ts';
import { actRoles, findVisible, isOffice } from './asking.ts';
import { incidentFormPages } from './form-pages.tsx';
import { IncidentDetail, IncidentList, type OfficeView } from './incident-content.tsx';
import { renderIncidentPage, sendNotFoundPage } from './page-frame.tsx';
import { findIncident, listIncidents, listOwnTouched, listTouched } from './queries.ts';
import { incidentWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const pageSize = 50;

/** The pages of incidents: what everybody may see, and the forms of the office. */
export function incidentPages(services: Services): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: incidentWords.it.incidents, en: incidentWords.en.incidents },
      href: ({ slug }) => `/calls/${slug}/incidents`,
      order: 90,
    });
    addListPage(app, services);
    addDetailPage(app, services);
    incidentFormPages(services)(app);
  };
}

function addListPage(app: App, services: Services): void {
  const schema = { params: callParams, hide: true };
  app.get('/calls/:call/incidents', { config, schema }, async (request, reply) => {
    const call = await findVisible(services, request);
    if (!call) return sendNotFoundPage(request, reply);
    const [beganAt, id] = placeOf(request, 2);
    const isPlace = beganAt !== undefined && !Number.isNaN(Date.parse(beganAt)) && isUuid(id);
    const found = await listIncidents(services.database.db, {
      callId: call.callId,
      before: isPlace ? { beganAt, id } : undefined,
      limit: pageSize + 1,
    });
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    return renderIncidentPage(request, reply, {
      call,
      title: incidentWords[request.language].incidents,
      lead: incidentWords[request.language].incidentsLead,
      children: (
        <IncidentList
          call={call}
          incidents={shown}
          next={last ? makeCursor([last.beganAt.toISOString(), last.id]) : null}
          mayRecord={mayAct(request, call)}
        />
      ),
    });
  });
}

function addDetailPage(app: App, services: Services): void {
  const { db } = services.database;
  const schema = { params: incidentParams, hide: true };
  app.get('/calls/:call/incidents/:incident', { config, schema }, async (request, reply) => {
    const call = await findVisible(services, request);
    const incident =
      call && (await findIncident(db, { callId: call.callId, id: request.params.incident }));
    if (!call || !incident) return sendNotFoundPage(request, reply);
    const { principal } = request;
    const office = isOffice(request, call)
      ? await loadOffice(services, request, { call, incidentId: incident.id })
      : undefined;
    return renderIncidentPage(request, reply, {
      call,
      title: incident.title,
      isBelow: true,
      children: (
        <IncidentDetail
          call={call}
          incident={incident}
          yours={await listOwnTouched(db, { incidentId: incident.id, principal })}
          office={office}
        />
      ),
    });
  });
}

async function loadOffice(
  { database }: Services,
  request: FastifyRequest,
  { call, incidentId }: { readonly call: PublishedCall; readonly incidentId: string },
): Promise<OfficeView> {
  const [after] = placeOf(request, 1);
  const found = await listTouched(database.db, {
    incidentId,
    after: isUuid(after) ? after : undefined,
    limit: pageSize + 1,
  });
  const last = found.length > pageSize ? found[pageSize - 1] : undefined;
  return {
    touched: found.slice(0, pageSize),
    next: last ? makeCursor([last.applicationId]) : null,
    mayAct: mayAct(request, call),
  };
}

function mayAct({ principal }: FastifyRequest, call: PublishedCall): boolean {
  return principal !== null && hasRole(principal, actRoles, call);
}

/** Where a page of a list goes on, as its address says. */
function placeOf({ query }: FastifyRequest, parts: number): readonly (string | undefined)[] {
  const { after } = query as { readonly after?: unknown };
  return typeof after === 'string' ? (readCursor(after, parts) ?? []) : [];
}

function isUuid(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
