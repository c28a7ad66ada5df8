import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { applicationParams } from '../../applications/index.ts';
import {
  editable,
  idempotencyHeader,
  pageQuery,
  pageSchema,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { answerRevisionMissing, readIfMatch, revisionEtag } from '../../platform/http/if-match.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import {
  notFound,
  sendProblem,
  type ProblemPart,
  type ProblemReply,
} from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import * as schema from './api-schemas.ts';
import { evaluators, findAskedSheet, panelOfCall, type AskedSheet } from './asking.ts';
import { listOwnLines, listStateLines } from './queries.ts';
import { sheetProblem } from './refusals.ts';
import { closeSheet, reopenSheet, saveSheet, type SheetOutcome } from './save-sheet.ts';
import { sheetJson } from './sheet-json.ts';

const tags = ['Evaluation'];
const url = '/api/v1/calls/:call/applications/:application/sheet';

type Own = Extract<AskedSheet, { readonly type: 'own' }>;

/** Score sheets, for programs. */
export function sheetRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addRead(app, services);
    addSave(app, services);
    addActs(app, services);
  };
}

function addList(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/sheets',
    {
      config: { access: panelOfCall },
      schema: {
        operationId: 'listSheets',
        tags,
        summary: 'The applications to score',
        description:
          'To a member of the panel those assigned to them, with the state of their own sheet; to the secretary how many sheets of each are closed, and nothing of what they say.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.ownLineSchema) }, [400, 401, 403]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const callId = request.subject?.callId;
      const { personId } = principalOf(request);
      const member = callId === undefined ? undefined : await membershipOf(db, callId, personId);
      if (callId === undefined || !member)
        return sendProblem(reply, sheetProblem('not-of-the-panel'));
      if (member.part === 'secretary') {
        const states = listPage(await listStateLines(db, callId, page), page, placeOf);
        return {
          ...states,
          items: states.items.map(({ applicationId, entryNumber, ...line }) => ({
            application: applicationId,
            entry: entryNumber,
            ...line,
          })),
        };
      }
      const own = listPage(await listOwnLines(db, { callId, personId }, page), page, placeOf);
      return {
        ...own,
        items: own.items.map(({ applicationId, entryNumber, title, lead, sheet, standing }) => ({
          application: applicationId,
          entry: entryNumber,
          title,
          lead,
          state: sheet ?? 'none',
          standing,
        })),
      };
    },
  );
}

function placeOf({ entryNumber }: { readonly entryNumber: number }): readonly string[] {
  return [String(entryNumber)];
}

function addRead(app: App, services: Services): void {
  app.get(
    url,
    {
      config: { access: evaluators },
      schema: {
        operationId: 'readSheet',
        tags,
        summary: 'One’s own score sheet',
        description:
          'Made from the criteria of the call: computed ones are filled in, judged ones say what can be given. Nobody reads the sheet of another before the panel lays them open in a session.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: editable(schema.sheetSchema) }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const asked = await findAskedSheet(services, request);
      if (asked?.type !== 'own') return turnAway(reply, asked);
      return reply.header('etag', revisionEtag(revisionOf(asked))).send(sheetJson(asked));
    },
  );
}

/** 0 before there is a sheet, so that the first save names something too. */
function revisionOf({ sheet }: Own): number {
  return sheet?.revision ?? 0;
}

function turnAway(reply: FastifyReply, asked: Exclude<AskedSheet, Own> | undefined): FastifyReply {
  return sendProblem(reply, asked ? sheetProblem(asked.code) : notFound);
}

function addSave(app: App, services: Services): void {
  app.put(
    url,
    {
      config: { access: evaluators },
      schema: {
        operationId: 'saveSheet',
        tags,
        summary: 'Save one’s own score sheet as a draft',
        description:
          'What is left out is not scored yet. If-Match names what was read, also before there is a sheet.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.sheetBody,
        response: replies(
          { 200: editable(schema.sheetSchema) },
          [400, 401, 403, 404, 409, 412, 422, 428],
        ),
      },
    },
    async (request, reply) => {
      const read = readIfMatch(request);
      if (read.type === 'missing') return answerRevisionMissing(request, reply);
      const seen = read.type === 'revision' ? read.revision : -1;
      return act(request, reply, services, (asked, tx) =>
        saveSheet(tx, {
          ...asked.key,
          published: asked.examined.published,
          content: request.body.entries,
          seen,
        }),
      );
    },
  );
}

function addActs(app: App, services: Services): void {
  app.post(
    `${url}/closing`,
    {
      config: { access: evaluators },
      schema: {
        operationId: 'closeSheet',
        tags,
        summary: 'Close one’s own score sheet',
        description: 'As it was saved last. Closing a closed one changes nothing.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        response: replies({ 200: schema.sheetSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(request, reply, services, (asked, tx) =>
        closeSheet(tx, { ...asked.key, published: asked.examined.published }),
      ),
  );
  app.post(
    `${url}/reopening`,
    {
      config: { access: evaluators },
      schema: {
        operationId: 'reopenSheet',
        tags,
        summary: 'Make one’s own closed sheet a draft again',
        description: 'As long as the panel has not laid the sheets open.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.reasonBody,
        response: replies({ 200: schema.sheetSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(request, reply, services, (asked, tx) =>
        reopenSheet(tx, {
          ...asked.key,
          published: asked.examined.published,
          reason: request.body.reason,
        }),
      ),
  );
}

async function act(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  run: (
    asked: Own,
    tx: Parameters<Parameters<typeof withIdempotency>[3]>[0],
  ) => Promise<SheetOutcome | undefined>,
): Promise<FastifyReply> {
  const asked = await findAskedSheet(services, request);
  if (asked?.type !== 'own') return turnAway(reply, asked);
  return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
    const outcome = await run(asked, tx);
    if (!outcome) return { type: 'refused', problem: notFound };
    if (outcome.type === 'refused') return { type: 'refused', problem: problemOf(outcome) };
    const { sheet } = outcome;
    return {
      type: 'done',
      status: 200,
      headers: { etag: revisionEtag(sheet.revision) },
      body: sheetJson({ ...asked, sheet }),
    };
  });
}

function problemOf({
  code,
  problems = [],
  missing = [],
}: Extract<SheetOutcome, { readonly type: 'refused' }>): ProblemReply {
  const parts: readonly ProblemPart[] = [
    ...problems.map(({ fact, message }) => ({
      code: 'value-refused',
      path: `/entries/${fact}/value`,
      detail: message,
    })),
    ...missing.map(({ what, fact, code: criterion }) => ({
      code: `${what}-missing`,
      path: fact === undefined ? '/entries' : `/entries/${fact}`,
      detail: `criterion ${criterion.en}`,
    })),
  ];
  return sheetProblem(code, parts);
}
