import type { FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { idempotencyHeader, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { addTouched } from './add-touched.ts';
import * as schema from './api-schemas.ts';
import { actRoles, notFound, readInstant } from './asking.ts';
import { decideRemedy } from './decide-remedy.ts';
import { addressOf, incidentView } from './incident-view.ts';
import { activityMinutesStandard } from './incident.ts';
import { findIncident } from './queries.ts';
import { recordIncident } from './record-incident.ts';
import { problemOf } from './refusals.ts';

const tags = ['Incidents'];
const actOnCall: Access = { who: 'named', roles: actRoles, subject: 'call' };
const actOnIncident: Access = { who: 'named', roles: actRoles, subject: 'incident' };

/** Recording an incident, adding to its list, deciding its remedy. */
export function incidentActRoutes(services: Services): (app: App) => void {
  return (app) => {
    addRecording(app, services);
    addAddition(app, services);
    addRemedy(app, services);
  };
}

function addRecording(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/incidents',
    {
      config: { access: actOnCall },
      schema: {
        operationId: 'recordIncident',
        tags,
        summary: 'Record an incident',
        description:
          'An outage between two instants. The server computes the evidence and whom it touched, and freezes both with it.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.incidentAskedSchema,
        response: replies({ 201: schema.incidentSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) => {
      const { body, params } = request;
      const asked = {
        ...actOf(request),
        call: params.call,
        beganAt: readInstant(body.beganAt, '/beganAt'),
        endedAt: readInstant(body.endedAt, '/endedAt'),
        title: body.title,
        description: body.description,
        activityMinutes: body.activityMinutes ?? activityMinutesStandard,
        outsideEvidence: body.evidenceFromOutside ?? null,
        additions: (body.applications ?? []).map(({ application, reason }) => ({
          applicationId: application,
          reason,
        })),
      };
      return withIdempotency(request, reply, services, async (tx) => {
        const outcome = await recordIncident(tx, asked);
        if (outcome.type === 'refused') {
          const { code, addition } = outcome;
          const path = addition === undefined ? undefined : `/applications/${addition}`;
          return { type: 'refused', problem: problemOf(code, path) };
        }
        return incidentReply(tx, { ...asked, id: outcome.id });
      });
    },
  );
}

function addAddition(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/incidents/:incident/touched',
    {
      config: { access: actOnIncident },
      schema: {
        operationId: 'addTouched',
        tags,
        summary: 'Add an application to the list of an incident',
        description:
          'By hand, with a reason. Where those listed are admitted after closing, so is this one.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.incidentParams,
        body: schema.additionAskedSchema,
        response: replies({ 201: schema.incidentSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) => {
      const { call, incident: incidentId } = request.params;
      const { application: applicationId, reason } = request.body;
      const asked = { ...actOf(request), incidentId, applicationId, reason };
      return withIdempotency(request, reply, services, async (tx) => {
        const outcome = await addTouched(tx, asked);
        if (!outcome) return { type: 'refused', problem: notFound };
        if (outcome.type === 'refused')
          return { type: 'refused', problem: problemOf(outcome.code) };
        return incidentReply(tx, { ...asked, call, id: incidentId });
      });
    },
  );
}

function addRemedy(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/incidents/:incident/remedy',
    {
      config: { access: actOnIncident },
      schema: {
        operationId: 'decideRemedy',
        tags,
        summary: 'Decide the remedy of an incident',
        description:
          'Once: the closing is moved for all, also after it has passed, or those listed may submit after it until an instant.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.incidentParams,
        body: schema.remedyAskedSchema,
        response: replies({ 201: schema.incidentSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) => {
      const { call, incident: incidentId } = request.params;
      const { kind, ground } = request.body;
      const until = readInstant(request.body.until, '/until');
      const asked = { ...actOf(request), call, incidentId, kind, until, ground };
      return withIdempotency(request, reply, services, async (tx) => {
        const outcome = await decideRemedy(tx, asked);
        if (!outcome) return { type: 'refused', problem: notFound };
        if (outcome.type === 'refused')
          return { type: 'refused', problem: problemOf(outcome.code) };
        return incidentReply(tx, { ...asked, id: incidentId });
      });
    },
  );
}

/** The incident as it stands after the act. */
async function incidentReply(
  tx: Tx,
  { callId, call, id }: { readonly callId: number; readonly call: string; readonly id: string },
): Promise<ActReply> {
  const incident = await findIncident(tx, { callId, id });
  if (!incident) throw new Error(`incident ${id} is not there after an act on it`);
  return {
    type: 'done',
    status: 201,
    headers: { location: addressOf(call, id) },
    body: incidentView(call, incident, []),
  };
}

function actOf(request: FastifyRequest): { readonly callId: number; readonly personId: string } {
  return { callId: request.subject?.callId ?? 0, personId: principalOf(request).personId };
}
