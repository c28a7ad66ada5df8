import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findBody } from '../accounts/index.ts';
import { formatDay } from '../engine/index.ts';
import { findToday } from '../examination/index.ts';
import {
  idempotencyHeader,
  pageQuery,
  pageSchema,
  replies,
  secured,
  strictObject,
} from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../platform/http/list-page.ts';
import { notFound, sendProblem } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { assignByHand, assignByRotation, removeByHand } from './assign.ts';
import { findDrawing, listDrawings, listPanelApplications } from './assignment-queries.ts';
import { composePanel } from './compose-panel.ts';
import {
  actOf,
  findDesk,
  keeperAccess,
  officeAccess,
  sendNoPanel,
  type PanelDesk,
} from './desk.ts';
import { findMember } from './panel-queries.ts';
import { applicationView, drawingView, panelView } from './panel-view.ts';
import { recordConflict } from './record-conflict.ts';
import type { ActOnPanel } from './refill.ts';
import { problemOf, refused, type PanelRefused } from './refusal.ts';

const tags = ['Panel'];
const base = '/api/v1/calls/:call/panel';

/** The panel of a call for who keeps its papers: composition, assignments, conflicts. */
export function panelRoutes(services: Services): (app: App) => void {
  return (app) => {
    addPanel(app, services);
    addComposition(app, services);
    addApplications(app, services);
    addDrawing(app, services);
    addDrawings(app, services);
    addAssignment(app, services);
    addRemoval(app, services);
    addConflict(app, services);
  };
}

function addPanel(app: App, services: Services): void {
  app.get(
    base,
    {
      config: { access: officeAccess },
      schema: {
        operationId: 'readPanel',
        tags,
        summary: 'The panel of a call',
        description:
          'Who is in it by which act, who was, and what each of those who are has to do.',
        security: secured,
        params: schema.callParams,
        response: replies({ 200: schema.panelSchema }, [401, 403, 404]),
      },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      return desk ? panelView(services.database.db, desk) : sendNoPanel(reply);
    },
  );
}

function addComposition(app: App, services: Services): void {
  app.post(
    `${base}/acts`,
    {
      config: { access: keeperAccess },
      schema: {
        operationId: 'composePanel',
        tags,
        summary: 'Compose or change a panel',
        description:
          'As an act says: who comes in or gets another part, and who leaves. Whoever is named has the role in the body or for the call. What somebody who leaves had is taken from them, and others are drawn for it.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.actInput,
        response: replies({ 201: schema.composedSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNoPanel(reply);
      const { named = [], leaving = [], ...texts } = request.body;
      const asked = { ...(await composingOf(services, desk, request)), ...texts, named, leaving };
      return withIdempotency(request, reply, services, async (tx) => {
        const composed = await composePanel(tx, asked);
        return composed.type === 'refused'
          ? refusedReply(composed)
          : { type: 'done', status: 201, body: { act: composed.act } };
      });
    },
  );
}

/** What an act of composition needs besides what it says. */
export async function composingOf(
  services: Services,
  desk: PanelDesk,
  request: FastifyRequest,
): Promise<ActOnPanel & { readonly today: string; readonly fictional: boolean }> {
  const { db } = services.database;
  const body = await findBody(db, desk.call.bodyCode);
  return {
    ...actOf(desk, request),
    today: formatDay(await findToday(db, desk.document)),
    fictional: body?.fictional ?? false,
  };
}

function addApplications(app: App, services: Services): void {
  const query = strictObject({
    ...pageQuery.properties,
    wanting: Type.Optional(
      Type.Boolean({ description: 'Only those still without everybody they need.' }),
    ),
  });
  app.get(
    `${base}/applications`,
    {
      config: { access: officeAccess },
      schema: {
        operationId: 'listPanelApplications',
        tags,
        summary: 'The applications before the panel',
        description: 'In the order in which they came to it, with who has them.',
        security: secured,
        params: schema.callParams,
        querystring: query,
        response: replies({ 200: pageSchema(schema.panelApplicationSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const desk = await findDesk(services, request);
      if (!desk) return sendNoPanel(reply);
      const wanting = request.query.wanting === true ? desk.rules : undefined;
      const found = await listPanelApplications(
        services.database.db,
        { callId: desk.call.callId, wanting },
        page,
      );
      const { items, ...rest } = listPage(found, page, (each) => [String(each.number)]);
      return { items: items.map(applicationView), ...rest };
    },
  );
}

function addDrawing(app: App, services: Services): void {
  app.post(
    `${base}/drawings`,
    {
      config: { access: keeperAccess },
      schema: {
        operationId: 'drawAssignments',
        tags,
        summary: 'Assign by rotation',
        description:
          'Gives everybody who is still wanted for the applications before the panel, a thousand at a time. Never who is in conflict or has not declared; otherwise whoever has least. Its inputs are kept.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        querystring: schema.drawingQuery,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409]),
      },
    },
    (request, reply) =>
      answerAct(services, request, reply, async (tx, desk) => {
        const { after } = request.query;
        const done = await assignByRotation(tx, { ...actOf(desk, request), after });
        return done.type === 'refused' ? done : { type: 'done', body: drawingView(done.drawing) };
      }),
  );
}

function addDrawings(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    `${base}/drawings`,
    {
      config: { access: officeAccess },
      schema: {
        operationId: 'listDrawings',
        tags,
        summary: 'The drawings of a panel',
        description: 'The newest first.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.drawingSummarySchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const found = await listDrawings(db, request.subject?.callId ?? 0, page);
      const { items, ...rest } = listPage(found, page, ({ number }) => [String(number)]);
      return { items: items.map((each) => ({ ...each, at: each.at.toISOString() })), ...rest };
    },
  );
  app.get(
    `${base}/drawings/:drawing`,
    {
      config: { access: officeAccess },
      schema: {
        operationId: 'readDrawing',
        tags,
        summary: 'One drawing, to be done again',
        description: 'All that it rested on, and what came of it.',
        security: secured,
        params: schema.drawingParams,
        response: replies({ 200: schema.drawingSchema }, [401, 403, 404]),
      },
    },
    async (request, reply) => {
      const callId = request.subject?.callId ?? 0;
      const found = await findDrawing(db, { callId, number: request.params.drawing });
      if (!found) return sendProblem(reply, notFound);
      return { ...found, at: found.at.toISOString(), drawn: [...found.drawn] };
    },
  );
}

function addAssignment(app: App, services: Services): void {
  app.post(
    `${base}/assignments`,
    {
      config: { access: keeperAccess },
      schema: {
        operationId: 'assignEvaluator',
        tags,
        summary: 'Assign an application by hand',
        description:
          'To a member who has declared about it and is not in conflict, with the reason.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.seatInput,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerSeatAct(services, request, reply, async (tx, asked) => {
        const { part, reason } = request.body;
        const done = await assignByHand(tx, { ...asked, part, reason });
        return done.type === 'refused'
          ? done
          : { type: 'done', body: { assigned: 1, lacking: [] } };
      }),
  );
}

function addRemoval(app: App, services: Services): void {
  app.post(
    `${base}/removals`,
    {
      config: { access: keeperAccess },
      schema: {
        operationId: 'removeEvaluator',
        tags,
        summary: 'Take an application back from a member',
        description: 'With the reason; their sheet is kept, marked as removed, and does not count.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.removalInput,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerSeatAct(services, request, reply, async (tx, asked) => {
        const done = await removeByHand(tx, { ...asked, reason: request.body.reason });
        return done.type === 'refused' ? done : { type: 'done', body: drawingView(undefined) };
      }),
  );
}

function addConflict(app: App, services: Services): void {
  app.post(
    `${base}/conflicts`,
    {
      config: { access: keeperAccess },
      schema: {
        operationId: 'recordConflict',
        tags,
        summary: 'Record the conflict of a member',
        description:
          'From now on they get nothing of the application; what they had of it is taken from them, and a substitute is drawn.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.conflictInput,
        response: replies({ 201: schema.drawingDoneSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      answerSeatAct(services, request, reply, async (tx, asked) => {
        const { ground } = request.body;
        const done = await recordConflict(tx, { ...asked, way: 'recorded', ground });
        return done.type === 'refused' ? done : { type: 'done', body: drawingView(done.drawing) };
      }),
  );
}

type Tx = Parameters<Parameters<typeof withIdempotency>[3]>[0];
type Done = { readonly type: 'done'; readonly body: unknown } | PanelRefused;

/** Runs an act on the panel of the address. */
export async function answerAct(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (tx: Tx, desk: PanelDesk) => Promise<Done>,
): Promise<FastifyReply> {
  const desk = await findDesk(services, request);
  if (!desk) return sendNoPanel(reply);
  return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
    const done = await act(tx, desk);
    return done.type === 'refused'
      ? refusedReply(done)
      : { type: 'done', status: 201, body: done.body };
  });
}

interface SeatBody {
  readonly application: string;
  readonly member: number;
}

/** The same for one about a member at an application. */
function answerSeatAct(
  services: Services,
  request: FastifyRequest & { readonly body: SeatBody },
  reply: FastifyReply,
  act: (
    tx: Tx,
    asked: ActOnPanel & { readonly applicationId: string; readonly personId: string },
  ) => Promise<Done>,
): Promise<FastifyReply> {
  const { application: applicationId, member: number } = request.body;
  return answerAct(services, request, reply, async (tx, desk) => {
    const member = await findMember(tx, { callId: desk.call.callId, number });
    if (!member) return refused('member-unknown', '/member');
    return act(tx, { ...actOf(desk, request), applicationId, personId: member.personId });
  });
}

function refusedReply(outcome: PanelRefused): ActReply {
  return { type: 'refused', problem: problemOf(outcome) };
}
