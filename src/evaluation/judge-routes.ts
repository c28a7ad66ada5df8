import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../accounts/index.ts';
import {
  idempotencyHeader,
  pageQuery,
  pageSchema,
  replies,
  secured,
} from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { listPage, readListPage, sendBadCursor } from '../platform/http/list-page.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { refuseAssignment } from './assign.ts';
import { listConflicts, listOwnAssignments } from './assignment-queries.ts';
import { declareConflicts } from './declare-conflicts.ts';
import { actOf, findDesk, judgeAccess, sendNoPanel, type PanelDesk } from './desk.ts';
import type { Membership } from './panel.ts';
import { answerAct } from './panel-routes.ts';
import { drawingView, ownAssignmentView, roundView } from './panel-view.ts';
import { membershipOf } from './queries.ts';
import { recordConflict } from './record-conflict.ts';
import { refused } from './refusal.ts';
import { findRound } from './round.ts';

const tags = ['Panel'];
const base = '/api/v1/calls/:call/evaluation';

/** The panel for those who are in it: what they declare, and what they were given. */
export function judgeRoutes(services: Services): (app: App) => void {
  return (app) => {
    addOwn(app, services);
    addRound(app, services);
    addDeclaration(app, services);
    addConflict(app, services);
    addAssignments(app, services);
    addRefusal(app, services);
  };
}

/** The panel and one's place in it; nothing for who has none. */
export async function findOwnDesk(
  services: Services,
  request: FastifyRequest,
): Promise<{ readonly desk: PanelDesk; readonly membership: Membership } | undefined> {
  const desk = await findDesk(services, request);
  if (!desk) return undefined;
  const { personId } = principalOf(request);
  const membership = await membershipOf(services.database.db, desk.call.callId, personId);
  return membership && { desk, membership };
}

function addOwn(app: App, services: Services): void {
  app.get(
    base,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'readOwnPanel',
        tags,
        summary: 'One’s place in a panel',
        description: 'One’s part, what is still to be declared, and one’s conflicts.',
        security: secured,
        params: schema.callParams,
        response: replies({ 200: schema.ownPanelSchema }, [401, 403, 404]),
      },
    },
    async (request, reply) => {
      const own = await findOwnDesk(services, request);
      if (!own) return sendNoPanel(reply);
      const { db } = services.database;
      const { callId, personId, part, since } = own.membership;
      const { left } = await findRound(db, { callId, personId, upTo: 0 });
      const conflicts = await listConflicts(db, { callId, personId });
      return {
        part,
        since,
        undeclared: left,
        conflicts: conflicts.map(({ applicationId, entryNumber, way, ground, at }) => ({
          application: applicationId,
          entry: entryNumber,
          way,
          ground,
          at: at.toISOString(),
        })),
      };
    },
  );
}

function addRound(app: App, services: Services): void {
  app.get(
    `${base}/round`,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'listUndeclared',
        tags,
        summary: 'What one has to declare about next',
        description:
          'Who is in the applications about which one has not declared yet, with signs of a conflict, and nothing of what they say. The list begins where the last declaration ended.',
        security: secured,
        params: schema.callParams,
        response: replies({ 200: schema.roundSchema }, [401, 403, 404]),
      },
    },
    async (request, reply) => {
      const own = await findOwnDesk(services, request);
      return own
        ? roundView(await findRound(services.database.db, own.membership))
        : sendNoPanel(reply);
    },
  );
}

function addDeclaration(app: App, services: Services): void {
  app.post(
    `${base}/declarations`,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'declareConflicts',
        tags,
        summary: 'Declare about one’s conflicts',
        description:
          'With which applications of the list one is in conflict, and with no other. What one is in conflict with is closed to one from then on; the others open.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.declarationInput,
        response: replies({ 201: schema.declaredSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerOwn(services, request, reply, async (tx, { desk, membership }) => {
        const { upTo, shown, conflicts } = request.body;
        const done = await declareConflicts(tx, {
          callId: desk.call.callId,
          personId: membership.personId,
          upTo,
          shown,
          conflicts: conflicts.map(({ application, ground }) => ({
            applicationId: application,
            ground,
          })),
        });
        if (done.type === 'refused') return done;
        return { type: 'done', body: { from: done.from, to: done.to } };
      }),
  );
}

function addConflict(app: App, services: Services): void {
  app.post(
    `${base}/conflicts`,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'declareLateConflict',
        tags,
        summary: 'Say that a conflict has come up',
        description:
          'At any moment, also about what one has begun: it is closed to one at once, one’s sheet does not count, and somebody else is drawn.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.lateConflictInput,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerOwn(services, request, reply, async (tx, { desk, membership }) => {
        const { application: applicationId, ground } = request.body;
        const { personId } = membership;
        const asked = { ...actOf(desk, request), applicationId, personId, ground };
        const done = await recordConflict(tx, { ...asked, way: 'late' });
        // Who is in conflict does not learn who comes in their place.
        return done.type === 'refused' ? done : { type: 'done', body: drawingView(undefined) };
      }),
  );
}

function addAssignments(app: App, services: Services): void {
  app.get(
    `${base}/assignments`,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'listOwnAssignments',
        tags,
        summary: 'The applications that one was given',
        description:
          'Also those that were taken back; of those with which one is in conflict only the numbers.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.ownAssignmentSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const own = await findOwnDesk(services, request);
      if (!own) return sendNoPanel(reply);
      const found = await listOwnAssignments(services.database.db, own.membership, page);
      const { items, ...rest } = listPage(found, page, (each) => [String(each.number)]);
      return { items: items.map(ownAssignmentView), ...rest };
    },
  );
}

function addRefusal(app: App, services: Services): void {
  app.post(
    `${base}/refusals`,
    {
      config: { access: judgeAccess },
      schema: {
        operationId: 'refuseAssignment',
        tags,
        summary: 'Give back an application',
        description: 'With the reason; somebody else is drawn at once.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.refusalInput,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerOwn(services, request, reply, async (tx, { desk }) => {
        const { application: applicationId, reason } = request.body;
        const done = await refuseAssignment(tx, { ...actOf(desk, request), applicationId, reason });
        return done.type === 'refused' ? done : { type: 'done', body: drawingView(undefined) };
      }),
  );
}

type Act = Parameters<typeof answerAct>[3];
type Own = { readonly desk: PanelDesk; readonly membership: Membership };

/** An act of somebody who is in the panel. */
function answerOwn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (tx: Parameters<Act>[0], own: Own) => ReturnType<Act>,
): Promise<FastifyReply> {
  return answerAct(services, request, reply, async (tx, desk) => {
    const { personId } = principalOf(request);
    const membership = await membershipOf(tx, desk.call.callId, personId);
    return membership ? act(tx, { desk, membership }) : refused('not-in-the-panel');
  });
}
