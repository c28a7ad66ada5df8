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
import { deskAccess, trierAccess } from './access.ts';
import * as schema from './api-schemas.ts';
import { findDesk, settleAt } from './desk.ts';
import { keptEffect } from './effect.ts';
import { problemOf, refused } from './refusal.ts';
import { tryOut } from './try-out.ts';
import { findTrials, keepTrial, removeTrial } from './what-if-store.ts';

const tags = ['Rankings'];
const base = '/api/v1/calls/:call';

/** Other rules tried on a frozen round; nothing of it can become an act. */
export function whatIfRoutes(services: Services): (app: App) => void {
  return (app) => {
    addTrying(app, services);
    addTrials(app, services);
    addKeeping(app, services);
    addRemoval(app, services);
  };
}

function addTrying(app: App, services: Services): void {
  app.post(
    `${base}/rounds/:round/what-if`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'tryOtherRules',
        tags,
        summary: 'What would come out under other rules',
        description:
          'On the whole frozen round, by the engine, held against what it comes to now. Nothing is recorded.',
        security: secured,
        params: schema.roundParams,
        body: schema.tryInput,
        response: replies({ 200: schema.effectSchema }, [400, 401, 403, 404, 422]),
      },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      const settled = desk && (await settleAt(services, desk, request.params.round));
      if (!settled) return sendProblem(reply, notFound);
      const tried = tryOut(settled, desk, request.body.changes);
      return tried.type === 'refused'
        ? sendProblem(reply, problemOf(tried))
        : keptEffect(tried.comparison, settled.round.ids);
    },
  );
}

function addTrials(app: App, services: Services): void {
  app.get(
    `${base}/what-ifs`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'listWhatIfs',
        tags,
        summary: 'The trials kept',
        description: 'The newest first, each with what it changes and what it would come to.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.trialSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const callId = request.subject?.callId ?? 0;
      const after = page.after === undefined ? Infinity : Number(page.after[0]);
      const trials = await findTrials(services.database.db, callId);
      const rest = trials.filter(({ number }) => number < after).slice(0, page.limit);
      const { items, ...more } = listPage(rest, page, ({ number }) => [String(number)]);
      return {
        items: items.map(({ number, name, changes, result, round, at }) => ({
          number,
          name,
          changes: changes as never,
          effect: result,
          round,
          at: at.toISOString(),
        })),
        ...more,
      };
    },
  );
}

function addKeeping(app: App, services: Services): void {
  app.post(
    `${base}/what-ifs`,
    {
      config: { access: trierAccess },
      schema: {
        operationId: 'keepWhatIf',
        tags,
        summary: 'Keep a trial',
        description: 'Of the newest frozen round, to compare it with others. It is not an act.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.trialInput,
        response: replies({ 201: schema.keptSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      const number = desk?.rounds[0]?.number;
      const settled =
        desk && number !== undefined ? await settleAt(services, desk, number) : undefined;
      if (!desk || !settled) return sendProblem(reply, problemOf(refused('round-missing')));
      const changes = request.body.changes;
      const tried = tryOut(settled, desk, changes);
      if (tried.type === 'refused') return sendProblem(reply, problemOf(tried));
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const kept = await keepTrial(tx, {
          callId: desk.call.callId,
          round: settled.loaded.frozen.number,
          name: request.body.name,
          changes,
          result: keptEffect(tried.comparison, settled.round.ids),
          personId: desk.personId,
        });
        return kept.type === 'refused'
          ? { type: 'refused', problem: problemOf(kept) }
          : { type: 'done', status: 201, body: { number: kept.number } };
      });
    },
  );
}

function addRemoval(app: App, services: Services): void {
  app.delete(
    `${base}/what-ifs/:trial`,
    {
      config: { access: trierAccess },
      schema: {
        operationId: 'removeWhatIf',
        tags,
        summary: 'Delete a trial',
        description: 'Nothing refers to it.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.trialParams,
        response: replies({ 204: nothing }, [400, 401, 403, 404]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const callId = request.subject?.callId ?? 0;
        const removed = await removeTrial(tx, { callId, number: request.params.trial });
        return removed.type === 'refused'
          ? { type: 'refused', problem: problemOf(removed) }
          : { type: 'done', status: 204 };
      }),
  );
}
