import type { FastifyReply, FastifyRequest } from 'fastify';
import { applicationParams } from '../../applications/index.ts';
import { formatPoints } from '../../engine/index.ts';
import { idempotencyHeader, nothing, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { notFound, sendProblem, type ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { figuresJson } from '../sheets/sheet-json.ts';
import type { SheetContent } from '../sheets/sheet.ts';
import * as schema from './api-schemas.ts';
import { keyOf, panelOfApplication } from './asking.ts';
import {
  decideConsolidation,
  undoConsolidation,
  type DecisionOutcome,
} from './decide-consolidation.ts';
import { feedbackReaders } from './feedback-pages.tsx';
import { feedbackLines, findFeedback } from './feedback.ts';
import { findTable, type Table } from './load-table.ts';
import { consolidationProblem, type ConsolidationRefusal } from './refusals.ts';

const tags = ['Evaluation'];
const url = '/api/v1/calls/:call/applications/:application/consolidation';

/** What the panel decides about one application, and what its applicant reads of it, for programs. */
export function consolidationRoutes(services: Services): (app: App) => void {
  return (app) => {
    addRead(app, services);
    addDecision(app, services);
    addUndoing(app, services);
    addFeedback(app, services);
  };
}

function turnAway(reply: FastifyReply, code: ConsolidationRefusal | undefined): FastifyReply {
  return sendProblem(reply, code === undefined ? notFound : consolidationProblem(code));
}

function addRead(app: App, services: Services): void {
  app.get(
    url,
    {
      config: { access: panelOfApplication },
      schema: {
        operationId: 'readConsolidation',
        tags,
        summary: 'The sheets of an application side by side',
        description:
          'For the panel, once they are laid open in a session: what each says, and what follows by the rule of the call.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: schema.consolidationSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const table = await findTable(services, request);
      return table?.type === 'table' ? tableJson(table) : turnAway(reply, table?.code);
    },
  );
}

function tableJson({ examined, record, sheets, proposals, apart, method }: Table) {
  const { applicationId } = examined.examination;
  return {
    application: applicationId,
    state: record.state,
    session: record.session,
    ...(method && { rule: method }),
    ...(record.decidedAt && { decidedAt: record.decidedAt.toISOString() }),
    ...(record.decidedBy !== null && { decidedBy: record.decidedBy }),
    sheets: sheets.map(({ sheet, figures }) => ({ name: sheet.name, ...figuresJson(figures) })),
    apart: apart.map(({ name }) => name),
    entries: proposals.map(({ fact, from, proposed, exact, given }) => {
      const decided = record.entries[fact.id];
      return {
        fact: fact.id,
        from,
        proposed,
        ...(exact && { exact: `${exact.num}/${exact.den}` }),
        given: given.map(({ name, value, reason }) => ({ name, value, reason })),
        ...(decided && { value: decided.value, reason: decided.reason }),
      };
    }),
  };
}

type Tx = Parameters<Parameters<typeof withIdempotency>[3]>[0];

async function act(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  run: (table: Table, tx: Tx) => Promise<ActReply>,
): Promise<FastifyReply> {
  const table = await findTable(services, request);
  return table?.type === 'table'
    ? withIdempotency(request, reply, services, (tx) => run(table, tx))
    : turnAway(reply, table?.code);
}

function actOf({ examined, personId }: Table) {
  const { callId, applicationId } = examined.examination;
  return { callId, applicationId, personId, published: examined.published };
}

function addDecision(app: App, services: Services): void {
  app.post(
    url,
    {
      config: { access: panelOfApplication },
      schema: {
        operationId: 'decideConsolidation',
        tags,
        summary: 'Decide the values of an application',
        description:
          'By the chair or the secretary, in the open session, once: whoever comes second is told who has decided. The points follow from the values by the rules of the call.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.decisionBody,
        response: replies({ 200: schema.decidedSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(request, reply, services, async (table, tx): Promise<ActReply> => {
        const entries = request.body.entries as SheetContent;
        const outcome = await decideConsolidation(tx, { ...actOf(table), entries });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: problemOf(outcome) }
          : { type: 'done', status: 200, body: figuresJson(outcome.figures) };
      }),
  );
}

function problemOf({
  code,
  undecided = [],
  problems = [],
  already,
}: Extract<DecisionOutcome, { readonly type: 'refused' }>): ProblemReply {
  const parts = [
    ...undecided.map(({ fact, what }) => ({
      code: `${what}-missing`,
      path: `/entries/${fact}`,
      detail: `the ${what} is missing`,
    })),
    ...problems.map(({ fact, message }) => ({
      code: 'value-refused',
      path: `/entries/${fact}/value`,
      detail: message,
    })),
  ];
  return {
    ...consolidationProblem(code, parts),
    ...(already && {
      more: { decidedBy: already.decidedBy, decidedAt: already.decidedAt?.toISOString() },
    }),
  };
}

function addUndoing(app: App, services: Services): void {
  app.post(
    `${url}/undoing`,
    {
      config: { access: panelOfApplication },
      schema: {
        operationId: 'undoConsolidation',
        tags,
        summary: 'Take back what was laid open or decided',
        description: 'As long as it was not communicated; the sheets are hidden again.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.undoBody,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(request, reply, services, async (table, tx): Promise<ActReply> => {
        const { reason } = request.body;
        const outcome = await undoConsolidation(tx, { ...actOf(table), reason });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: consolidationProblem(outcome.code) }
          : { type: 'done', status: 204 };
      }),
  );
}

function addFeedback(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/feedback',
    {
      config: { access: feedbackReaders },
      schema: {
        operationId: 'readFeedback',
        tags,
        summary: 'The assessment of an application, for its applicant',
        description:
          'Points and reasons of each criterion, without names; once it is communicated.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: schema.feedbackSchema }, [400, 401, 404, 409]),
      },
    },
    async (request, reply) => {
      const key = keyOf(request);
      const feedback = key && (await findFeedback(services.database, key));
      if (!feedback) return turnAway(reply, 'not-communicated');
      const { releasedAt, net, bonus, gross, passes } = feedback;
      return {
        releasedAt: releasedAt.toISOString(),
        net: formatPoints(net),
        bonus: formatPoints(bonus),
        gross: formatPoints(gross),
        passes,
        criteria: feedbackLines(feedback).map(({ criterion, points, said }) => ({
          code: criterion.code,
          title: criterion.title,
          points: formatPoints(points),
          ...(said && { value: said.value, reason: said.reason }),
        })),
      };
    },
  );
}
