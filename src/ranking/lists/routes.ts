import { loadPublished, findCall } from '../../calls/index.ts';
import { pageSchema, present, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { recognitionQuery, recognitionSchema } from '../acts/api-schemas.ts';
import { askerAccess, callParams, zoneOfCall } from '../acts/desk.ts';
import { findOrganisationByCode, findRecognitions } from './recognised.ts';

/** Whether a list recognises an organisation, on which day and as known when. */
export function listRoutes(services: Services): (app: App) => void {
  const { db } = services.database;
  return (app) => {
    app.get(
      '/api/v1/calls/:call/recognitions',
      {
        config: { access: askerAccess },
        schema: {
          operationId: 'listRecognitions',
          tags: ['Rankings'],
          summary: 'Whether a list recognises an organisation',
          description:
            'The stretches in which what the organisation leads or takes part in is on the list of the call, with the act that says so: on a day, and as it was known at an instant.',
          security: secured,
          params: callParams,
          querystring: recognitionQuery,
          response: replies({ 200: pageSchema(recognitionSchema) }, [400, 401, 403, 404]),
        },
      },
      async (request, reply) => {
        const { organisation, on, knownAt, ...asked } = request.query;
        const page = readListPage(asked, ['count']);
        if (!page) return sendBadCursor(reply);
        const call = await findCall(services, request.params.call);
        if (!call) return sendProblem(reply, notFound);
        const zone = zoneOfCall((await loadPublished(services, call)).call.document);
        const id = await findOrganisationByCode(db, organisation);
        const all = id
          ? await findRecognitions(db, {
              callId: call.callId,
              organisationIds: [id],
              zone,
              ...(on === undefined ? {} : { on }),
              ...(knownAt === undefined ? {} : { knownAt: new Date(knownAt) }),
            })
          : [];
        const from = page.after ? Number(page.after[0]) : 0;
        const some = all.slice(from, from + page.limit).map((each, index) => ({ ...each, index }));
        const { items, ...rest } = listPage(some, page, ({ index }) => [String(from + index + 1)]);
        return {
          items: items.map(({ applicationId, act, recordedAt, ...each }) => ({
            application: applicationId,
            isLead: each.isLead,
            from: each.from,
            ...present({ until: each.until }),
            appliedOn: each.appliedOn,
            ground: each.ground,
            callVersion: each.callVersion,
            act: present(act),
            recordedAt: recordedAt.toISOString(),
          })),
          ...rest,
        };
      },
    );
  };
}
