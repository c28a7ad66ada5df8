import { Type } from 'typebox';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import {
  idempotencyHeader,
  instantSchema,
  makeCursor,
  nothing,
  pageQuery,
  pageSchema,
  present,
  readCursor,
  replies,
  secured,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { problemOf } from '../refusal-problem.ts';
import { givenSchema } from '../organisations/organisation-schema.ts';
import { principalOf } from '../principal.ts';
import { readInstants } from '../span.ts';
import { callSlugSchema, roleNameSchema } from '../sessions/session-schema.ts';
import { createBody } from './create-body.ts';
import { giveRole } from './give-role.ts';
import { findBodies, findBody, findRolesIn } from './queries.ts';
import { revokeRole } from './revoke-role.ts';
import { bodyKinds } from './role.ts';

const tags = ['Bodies and roles'];
const anyone = { access: { who: 'anyone' } } as const;
const administrators = {
  access: { who: 'named', roles: ['administrator'], subject: 'body' },
} as const;
const overseers = {
  access: { who: 'named', roles: ['administrator', 'auditor'], subject: 'body' },
} as const;

export const codeSchema = Type.String({
  pattern: '^[a-z0-9-]{2,60}$',
  description: 'The body, as in addresses.',
  examples: ['camera-di-fantasia'],
});
const bodyParams = strictObject({ body: codeSchema });

const bodySchema = strictObject({
  id: uuidSchema('Of the body.'),
  code: codeSchema,
  name: Type.String(),
  kind: Type.Enum([...bodyKinds]),
  parent: Type.Optional(Type.String({ description: 'Code of the body above it.' })),
  fiscalCode: Type.Optional(Type.String()),
  fictional: Type.Boolean(),
});

const roleSchema = strictObject({
  id: uuidSchema('Of the role as given.'),
  role: roleNameSchema,
  name: Type.String({ description: 'As written by who gave it.' }),
  isOwn: Type.Boolean({ description: 'Whether it is held by who asks.' }),
  call: Type.Optional(callSlugSchema),
  validFrom: instantSchema('First instant.'),
  validUntil: Type.Optional(instantSchema('First instant at which it no longer holds.')),
  ground: Type.String({ description: 'The act on which it rests.' }),
});

const roleInput = strictObject(
  {
    fiscalCode: textSchema('Fiscal code of the person.', 20, 'RSSMRA85T10A562S'),
    givenName: textSchema('Given name, as you know it.', 100, 'Maria'),
    familyName: textSchema('Surname, as you know it.', 100, 'Rossi'),
    role: roleNameSchema,
    call: Type.Optional(callSlugSchema),
    validFrom: Type.Optional(instantSchema('First instant; at once when left out.')),
    validUntil: Type.Optional(instantSchema('First instant at which it no longer holds.')),
    ground: textSchema('The act on which it rests.', 500, 'Order 12/2025'),
  },
  {
    fiscalCode: 'RSSMRA85T10A562S',
    givenName: 'Maria',
    familyName: 'Rossi',
    role: 'officer',
    ground: 'Order 12/2025',
  },
);

/** The bodies that run calls, and who has which role in them. */
export function bodyRoutes(services: Services): (app: App) => void {
  return (app) => {
    addBodies(app, services);
    addCreation(app, services);
    addRoleList(app, services);
    addGiving(app, services);
    addRevocation(app, services);
  };
}

function addBodies(app: App, { database }: Services): void {
  app.get(
    '/api/v1/bodies',
    {
      config: anyone,
      schema: {
        operationId: 'listBodies',
        tags,
        summary: 'The bodies that run calls',
        description: 'By code.',
        querystring: pageQuery,
        response: replies({ 200: pageSchema(bodySchema) }, [400]),
      },
    },
    async (request, reply) => {
      const { limit = 50, after } = request.query;
      const place = after === undefined ? undefined : readCursor(after, 1);
      if (after !== undefined && !place)
        return sendProblem(reply, { status: 400, code: 'cursor-wrong' });
      const found = await findBodies(database.db, { after: place?.[0], limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return reply.send({
        items: items.map((body) => present(body)),
        ...(found.length > limit && last ? { next: makeCursor([last.code]) } : {}),
      });
    },
  );
  app.get(
    '/api/v1/bodies/:body',
    {
      config: anyone,
      schema: {
        operationId: 'readBody',
        tags,
        summary: 'A body',
        description: 'One of the bodies that run calls.',
        params: bodyParams,
        response: replies({ 200: bodySchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const body = await findBody(database.db, request.params.body);
      return body ? reply.send(present(body)) : sendProblem(reply, notFound);
    },
  );
}

function addCreation(app: App, services: Services): void {
  app.post(
    '/api/v1/bodies/:body/bodies',
    {
      config: administrators,
      schema: {
        operationId: 'addBody',
        tags,
        summary: 'Add a body under this one',
        description: 'The administrators of this body administer the new one too.',
        security: secured,
        headers: idempotencyHeader,
        params: bodyParams,
        body: strictObject(
          {
            code: codeSchema,
            name: textSchema('Name of the body.', 200, 'Camera di Fantasia'),
            kind: Type.Enum([...bodyKinds]),
            fiscalCode: Type.Optional(textSchema('Fiscal code of the body.', 20, '01234567897')),
          },
          { code: 'camera-di-fantasia', name: 'Camera di Fantasia', kind: 'chamber' },
        ),
        response: replies({ 201: givenSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { code, name, kind, fiscalCode } = request.body;
        const created = await createBody(tx, {
          parentId: bodyIdOf(request),
          code,
          name,
          kind,
          fiscalCode: fiscalCode ?? null,
          by: principalOf(request).personId,
        });
        if (created.type === 'refused') return { type: 'refused', problem: problemOf(created) };
        const headers = { location: `/api/v1/bodies/${code}` };
        return { type: 'done', status: 201, headers, body: { id: created.id } };
      }),
  );
}

function addRoleList(app: App, { database }: Services): void {
  app.get(
    '/api/v1/bodies/:body/roles',
    {
      config: overseers,
      schema: {
        operationId: 'listRoles',
        tags,
        summary: 'Who has which role in a body',
        description: 'Roles that hold now or will.',
        security: secured,
        params: bodyParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(roleSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['text', 'text', 'uuid']);
      if (!page) return sendBadCursor(reply);
      const asked = { bodyId: bodyIdOf(request), viewerId: principalOf(request).personId };
      const found = await findRolesIn(database.db, asked, page);
      const { items, ...next } = listPage(found, page, ({ role, name, id }) => [role, name, id]);
      return reply.send({
        ...next,
        items: items.map((role) =>
          present({
            ...role,
            validFrom: role.validFrom.toISOString(),
            validUntil: role.validUntil?.toISOString() ?? null,
          }),
        ),
      });
    },
  );
}

function addGiving(app: App, services: Services): void {
  app.post(
    '/api/v1/bodies/:body/roles',
    {
      config: administrators,
      schema: {
        operationId: 'giveRole',
        tags,
        summary: 'Give a role',
        description:
          'To a person named by fiscal code, for the body or for one call. Nobody gives a role to themselves. The answer does not tell whether the person is known here.',
        security: secured,
        headers: idempotencyHeader,
        params: bodyParams,
        body: roleInput,
        response: replies({ 201: givenSchema }, [400, 401, 403, 404, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { fiscalCode, givenName, familyName, ...asked } = request.body;
        const read = readInstants(asked);
        if (read.type === 'refused') return { type: 'refused', problem: problemOf(read) };
        const given = await giveRole(
          tx,
          {
            bodyId: bodyIdOf(request),
            to: { fiscalCode, givenName, familyName },
            role: asked.role,
            call: asked.call ?? null,
            ...read.span,
            ground: asked.ground,
            by: principalOf(request).personId,
          },
          services.clock(),
        );
        return given.type === 'refused'
          ? { type: 'refused', problem: problemOf(given) }
          : { type: 'done', status: 201, body: { id: given.id } };
      }),
  );
}

function addRevocation(app: App, services: Services): void {
  app.post(
    '/api/v1/bodies/:body/roles/:role/revocation',
    {
      config: administrators,
      schema: {
        operationId: 'revokeRole',
        tags,
        summary: 'Revoke a role',
        description: 'At once. The last administrator of a body stays.',
        security: secured,
        headers: idempotencyHeader,
        params: strictObject({ body: codeSchema, role: uuidSchema('The role as given.') }),
        body: strictObject(
          { ground: textSchema('The act on which the revocation rests.', 500, 'Order 13/2025') },
          { ground: 'Order 13/2025' },
        ),
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const revoked = await revokeRole(tx, {
          bodyId: bodyIdOf(request),
          roleId: request.params.role,
          ground: request.body.ground,
          by: principalOf(request).personId,
        });
        return revoked.type === 'refused'
          ? { type: 'refused', problem: problemOf(revoked) }
          : { type: 'done', status: 204 };
      }),
  );
}

/** The body of the address, as the guard has found it. */
export function bodyIdOf({
  subject,
}: {
  readonly subject: { readonly bodyId?: string } | null;
}): string {
  if (subject?.bodyId === undefined) throw new Error('This route names no body.');
  return subject.bodyId;
}
