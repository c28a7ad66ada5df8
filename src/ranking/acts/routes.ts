import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import {
  idempotencyHeader,
  nothing,
  pageQuery,
  pageSchema,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actView, actViews, checksView, entryView } from './act-view.ts';
import * as schema from './api-schemas.ts';
import { composeAct, type ActDesk } from './compose-act.ts';
import { actParams, callParams, draftingOf, keyOf, preparerAccess, readerAccess } from './desk.ts';
import { abandonDraft, changeDraft, draftAct, type DraftOutcome } from './draft-act.ts';
import { findAct, listActs, listEntries } from './queries.ts';
import { actProblem } from './refusals.ts';

const tags = ['Rankings'];
const base = '/api/v1/calls/:call/ranking-acts';
const one = `${base}/:act`;

/** Acts on rankings and lists, for programs: what they say and how they are prepared. */
export function actRoutes(desk: ActDesk): (app: App) => void {
  const { services } = desk;
  return (app) => {
    addList(app, services);
    addDraft(app, services);
    addOne(app, services);
    addChange(app, services);
    addChecks(app, desk);
    addEntries(app, services);
    addAbandonment(app, services);
  };
}

function addList(app: App, { database: { db } }: Services): void {
  app.get(
    base,
    {
      config: { access: readerAccess },
      schema: {
        operationId: 'listRankingActs',
        tags,
        summary: 'The acts on the rankings and lists of a call',
        description: 'Drafts too, the newest first.',
        security: secured,
        params: callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.actSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const acts = await listActs(db, request.subject?.callId ?? 0);
      const after = page.after ? Number(page.after[0]) : Number.MAX_SAFE_INTEGER;
      const found = acts.filter(({ number }) => number < after).slice(0, page.limit);
      const { items, ...rest } = listPage(found, page, ({ number }) => [String(number)]);
      return { items: [...(await actViews(db, items))], ...rest };
    },
  );
}

function addDraft(app: App, services: Services): void {
  app.post(
    base,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'draftRankingAct',
        tags,
        summary: 'Prepare an act on a ranking or list',
        description:
          'As a draft, which is checked before it is signed. It rests on a frozen round, or goes on from a signed act. All decisions in force are taken where none is named.',
        security: secured,
        params: callParams,
        headers: idempotencyHeader,
        body: schema.draftBody,
        response: replies({ 201: schema.actSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) =>
        drafted(tx, 201, await draftAct(tx, draftingOf(services, request), request.body)),
      ),
  );
}

async function drafted(
  tx: Tx,
  status: 200 | 201,
  outcome: DraftOutcome | undefined,
): Promise<ActReply> {
  if (!outcome) return { type: 'refused', problem: notFound };
  return outcome.type === 'refused'
    ? { type: 'refused', problem: actProblem(outcome) }
    : { type: 'done', status, body: await actView(tx, outcome.act) };
}

function addOne(app: App, { database: { db } }: Services): void {
  app.get(
    one,
    {
      config: { access: readerAccess },
      schema: {
        operationId: 'readRankingAct',
        tags,
        summary: 'One act on a ranking or list',
        description:
          'With its checks while it is a draft, and how it was signed and published after; what it says of each application is read page by page.',
        security: secured,
        params: actParams,
        response: replies({ 200: schema.actSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const act = await findAct(db, keyOf(request));
      return act ? actView(db, act) : sendProblem(reply, notFound);
    },
  );
}

function addChange(app: App, services: Services): void {
  app.put(
    one,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'changeRankingAct',
        tags,
        summary: 'Say a draft anew',
        description: 'All of it; refused when somebody else has changed it since it was read.',
        security: secured,
        params: actParams,
        headers: idempotencyHeader,
        body: schema.changeBody,
        response: replies({ 200: schema.actSchema }, [400, 401, 403, 404, 409, 412, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { number } = keyOf(request);
        const drafting = draftingOf(services, request);
        return drafted(tx, 200, await changeDraft(tx, drafting, { ...request.body, number }));
      }),
  );
}

function addChecks(app: App, desk: ActDesk): void {
  app.get(
    `${one}/checks`,
    {
      config: { access: readerAccess },
      schema: {
        operationId: 'checkRankingAct',
        tags,
        summary: 'What speaks for and against signing a draft',
        description: 'Each check with what it found, and the fingerprint of the text to sign.',
        security: secured,
        params: actParams,
        response: replies({ 200: schema.checksSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const act = await findAct(desk.services.database.db, keyOf(request));
      if (!act) return sendProblem(reply, notFound);
      if (act.state !== 'draft')
        return sendProblem(reply, actProblem({ type: 'refused', code: 'not-a-draft' }));
      return checksView(await composeAct(desk, act));
    },
  );
}

function addEntries(app: App, { database: { db } }: Services): void {
  app.get(
    `${one}/entries`,
    {
      config: { access: readerAccess },
      schema: {
        operationId: 'listRankingActEntries',
        tags,
        summary: 'What a signed act says of each application',
        description: 'Ranking by ranking, best first, then those without a position.',
        security: secured,
        params: actParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.entrySchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const key = keyOf(request);
      if (!(await findAct(db, key))) return sendProblem(reply, notFound);
      const found = await listEntries(db, key, page);
      const { items, ...rest } = listPage(found, page, ({ place }) => [String(place)]);
      return { items: items.map(entryView), ...rest };
    },
  );
}

function addAbandonment(app: App, services: Services): void {
  app.post(
    `${one}/abandonment`,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'abandonRankingAct',
        tags,
        summary: 'Give a draft up',
        description: 'It stays on record and is nothing else.',
        security: secured,
        params: actParams,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409]),
      },
    },
    (request: FastifyRequest, reply: FastifyReply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { personId } = principalOf(request);
        const outcome = await abandonDraft(tx, { ...keyOf(request), personId });
        if (!outcome) return { type: 'refused', problem: notFound };
        return outcome.type === 'refused'
          ? { type: 'refused', problem: actProblem(outcome) }
          : { type: 'done', status: 204 };
      }),
  );
}
