import { withIdempotency } from '../../platform/http/idempotency.ts';
import { answerRevisionMissing, readIfMatch, revisionEtag } from '../../platform/http/if-match.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { Type, type Static } from 'typebox';
import {
  editable,
  idempotencyHeader,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import { problemOf } from '../refusal-problem.ts';
import { principalOf, viewerOf } from '../principal.ts';
import { createOrganisation } from './create-organisation.ts';
import { editOrganisation } from './edit-organisation.ts';
import type { Organisation, OrganisationContent } from './organisation.ts';
import {
  contentInput,
  givenSchema,
  organisationInput,
  organisationItem,
  organisationParams,
  organisationSchema,
} from './organisation-schema.ts';
import { cursorOf, readPlace } from './place.ts';
import { findOrganisation, findOrganisationsOf } from './queries.ts';

const tags = ['Organisations'];
const signedIn = { access: { who: 'signed-in' } } as const;
const readers = { access: { who: 'named', power: 'read', subject: 'organisation' } } as const;
const editors = { access: { who: 'named', power: 'edit', subject: 'organisation' } } as const;

/** Organisations: those one may act for, their data, registering a new one. */
export function organisationRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addRegistration(app, services);
    addReading(app, services);
    addEditing(app, services);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/api/v1/organisations',
    {
      config: signedIn,
      schema: {
        operationId: 'listOrganisations',
        tags,
        summary: 'The organisations one may act for',
        description: 'By name. Those over which one holds a power at this instant.',
        security: secured,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(organisationItem) }, [400, 401]),
      },
    },
    async (request, reply) => {
      const { limit = 50, after } = request.query;
      const place = after === undefined ? undefined : readPlace(after);
      if (after !== undefined && !place)
        return sendProblem(reply, {
          status: 400,
          code: 'cursor-wrong',
          detail: 'Send the `next` of the list before as `after`.',
        });
      const found = await findOrganisationsOf(database.db, principalOf(request).personId, {
        after: place,
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return reply.send({
        items: [...items],
        ...(found.length > limit && last ? { next: cursorOf(last) } : {}),
      });
    },
  );
}

function addRegistration(app: App, services: Services): void {
  app.post(
    '/api/v1/organisations',
    {
      config: signedIn,
      schema: {
        operationId: 'registerOrganisation',
        tags,
        summary: 'Register an organisation',
        description:
          'Who registers it becomes its legal representative by their own declaration, which is kept as the evidence and can be checked afterwards.',
        security: secured,
        headers: idempotencyHeader,
        body: organisationInput,
        response: replies({ 201: givenSchema }, [400, 401, 403, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { declaration, fiscalCode, ...content } = request.body;
        const { personId, fictional } = viewerOf(request);
        const created = await createOrganisation(tx, {
          organisation: { ...contentOf(content), fiscalCode },
          declaration,
          by: { personId, fictional },
        });
        if (created.type === 'refused') return { type: 'refused', problem: problemOf(created) };
        return {
          type: 'done',
          status: 201,
          headers: { location: `/api/v1/organisations/${created.id}` },
          body: { id: created.id },
        };
      }),
  );
}

function addReading(app: App, { database }: Services): void {
  app.get(
    '/api/v1/organisations/:organisation',
    {
      config: readers,
      schema: {
        operationId: 'readOrganisation',
        tags,
        summary: 'An organisation',
        description: 'The data of an organisation; its ETag is needed to edit them.',
        security: secured,
        params: organisationParams,
        response: replies({ 200: organisationSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const found = await findOrganisation(database.db, request.params.organisation);
      if (!found) return sendProblem(reply, notFound);
      return reply.header('etag', revisionEtag(found.revision)).send(organisationShown(found));
    },
  );
}

function addEditing(app: App, services: Services): void {
  app.put(
    '/api/v1/organisations/:organisation',
    {
      config: editors,
      schema: {
        operationId: 'editOrganisation',
        tags,
        summary: 'Edit an organisation',
        description:
          'Puts these data in the place of those before. The fiscal code stays. Send If-Match with the ETag that was read.',
        security: secured,
        headers: Type.Object({
          ...idempotencyHeader.properties,
          'if-match': Type.Optional(Type.String({ description: 'The ETag of what was read.' })),
        }),
        params: organisationParams,
        body: contentInput,
        response: replies(
          { 200: editable(organisationSchema) },
          [400, 401, 403, 404, 409, 412, 422, 428],
        ),
      },
    },
    async (request, reply) => {
      const { organisation: id } = request.params;
      const read = readIfMatch(request);
      if (read.type === 'missing') return answerRevisionMissing(request, reply);
      const revision = read.type === 'revision' ? read.revision : 0;
      return withIdempotency(request, reply, services, async (tx) => {
        const edited = await editOrganisation(tx, {
          organisationId: id,
          revision,
          content: contentOf(request.body),
          by: principalOf(request).personId,
        });
        if (edited.type === 'refused') return { type: 'refused', problem: problemOf(edited) };
        const now = await findOrganisation(tx, id);
        return {
          type: 'done',
          status: 200,
          headers: { etag: revisionEtag(edited.revision) },
          body: now && organisationShown(now),
        };
      });
    },
  );
}

function organisationShown(organisation: Organisation): Static<typeof organisationSchema> {
  const { sites, ateco, ...members } = organisation;
  return {
    ...present(members),
    ateco: [...ateco],
    sites: sites.map((site) => present(site)),
  };
}

/** As the rules take it: what is absent in JSON is nothing there. */
function contentOf(input: Static<typeof contentInput>): OrganisationContent {
  return {
    ...input,
    vatNumber: input.vatNumber ?? null,
    sizeClass: input.sizeClass ?? null,
    digitalDomicile: input.digitalDomicile ?? null,
    sites: input.sites.map((site) => ({
      ...site,
      activeSince: site.activeSince ?? null,
      activeUntil: site.activeUntil ?? null,
    })),
  };
}
