import type { Static } from 'typebox';
import { applicationParams } from '../../applications/index.ts';
import { idempotencyHeader, nothing, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import {
  draftBody,
  prepareBody,
  requestParams,
  requestSchema,
  revisionBody,
} from './api-schemas.ts';
import { actOn, requestKeyOf } from './asking.ts';
import { officers } from './find-seen.ts';
import { notFound, notFoundProblem, replyOf } from './outcome-reply.ts';
import { problemOf } from './refusals.ts';
import type { RequestItem } from './request.ts';
import { discardDraft, saveDraft } from './save-draft.ts';
import { prepareDraft } from './show-request.ts';

const tags = ['Examination'];
export const here = '/api/v1/calls/:call/applications/:application/requests';
const one = `${here}/:request`;

/** Requests and notices while they are written, for programs. */
export function draftRoutes(services: Services): (app: App) => void {
  return (app) => {
    addPreparing(app, services);
    addChanging(app, services);
    addDiscarding(app, services);
  };
}

function addPreparing(app: App, services: Services): void {
  app.post(
    here,
    {
      config: { access: officers },
      schema: {
        operationId: 'prepareRequest',
        tags,
        summary: 'Prepare a request or a notice',
        description:
          'A draft with a point for each check that is open, in the language asked for: those that are not met, or that only the applicant can complete. It reaches nobody before it is sent.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: prepareBody,
        response: replies({ 201: requestSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const prepared = await prepareDraft(services, request, request.body.kind);
      if (!prepared) return sendProblem(reply, notFoundProblem);
      return withIdempotency(request, reply, services, async (tx) =>
        replyOf(await prepared(tx), { status: 201 }),
      );
    },
  );
}

function addChanging(app: App, services: Services): void {
  app.put(
    one,
    {
      config: { access: officers },
      schema: {
        operationId: 'saveRequest',
        tags,
        summary: 'Change a draft',
        description: 'Replaces the introduction and the points of a draft that was not sent.',
        security: secured,
        params: requestParams,
        headers: idempotencyHeader,
        body: draftBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { revision, introduction, points } = request.body;
      const act = await actOn(services, request);
      const draft = { introduction, items: points.map(itemOf) };
      return withIdempotency(request, reply, services, async (tx) =>
        replyOf(await saveDraft(tx, { ...act, revision, draft })),
      );
    },
  );
}

function addDiscarding(app: App, services: Services): void {
  app.delete(
    one,
    {
      config: { access: officers },
      schema: {
        operationId: 'discardRequest',
        tags,
        summary: 'Throw a draft away',
        description: 'Only what was not sent; nothing is left of it.',
        security: secured,
        params: requestParams,
        querystring: revisionBody,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { revision } = request.query;
        const outcome = await discardDraft(tx, { ...requestKeyOf(request), revision });
        if (!outcome) return notFound;
        return outcome.type === 'refused'
          ? { type: 'refused', problem: problemOf(outcome) }
          : { type: 'done', status: 204 };
      }),
  );
}

function itemOf({
  article,
  slot,
  ...item
}: Static<typeof draftBody>['points'][number]): RequestItem {
  return { ...item, article: article ?? null, slot: slot ?? null };
}
