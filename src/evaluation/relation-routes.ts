import { principalOf } from '../accounts/index.ts';
import type { Db } from '../platform/database.ts';
import { idempotencyHeader, nothing, replies, secured } from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { withIdempotency } from '../platform/http/idempotency.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { ownAccess } from './desk.ts';
import { problemOf } from './refusal.ts';
import { declareRelation, endRelation, findRelations } from './relations.ts';

const tags = ['Panel'];

/** The organisations to which one says to be related. */
export function relationRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addDeclaration(app, services);
    addEnd(app, services);
  };
}

function addList(app: App, { database: { db } }: Services): void {
  app.get(
    '/api/v1/relations',
    {
      config: { access: ownAccess },
      schema: {
        operationId: 'listRelations',
        tags,
        summary: 'Organisations to which one is related',
        description: 'As one has declared; nobody else reads them.',
        security: secured,
        response: replies({ 200: schema.relationsSchema }, [401]),
      },
    },
    (request) => listOwn(db, principalOf(request).personId),
  );
}

async function listOwn(db: Db, personId: string) {
  const found = await findRelations(db, personId);
  const relations = found.map((each) => ({
    ...each,
    declaredAt: each.declaredAt.toISOString(),
  }));
  return { relations };
}

function addDeclaration(app: App, services: Services): void {
  app.post(
    '/api/v1/relations',
    {
      config: { access: ownAccess },
      schema: {
        operationId: 'declareRelation',
        tags,
        summary: 'Declare a relation to an organisation',
        description: 'It becomes a sign of a conflict wherever that organisation takes part.',
        security: secured,
        headers: idempotencyHeader,
        body: schema.relationInput,
        response: replies({ 201: schema.declaredRelationSchema }, [400, 401, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { personId } = principalOf(request);
        const done = await declareRelation(tx, { personId, ...request.body });
        return done.type === 'refused'
          ? { type: 'refused', problem: problemOf(done) }
          : { type: 'done', status: 201, body: { id: done.id } };
      }),
  );
}

function addEnd(app: App, services: Services): void {
  app.delete(
    '/api/v1/relations/:relation',
    {
      config: { access: ownAccess },
      schema: {
        operationId: 'endRelation',
        tags,
        summary: 'End a relation',
        description: 'It is kept, and is no sign any more.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.relationParams,
        response: replies({ 204: nothing }, [400, 401, 404]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { personId } = principalOf(request);
        const done = await endRelation(tx, { personId, id: request.params.relation });
        return done.type === 'refused'
          ? { type: 'refused', problem: problemOf(done) }
          : { type: 'done', status: 204 };
      }),
  );
}
