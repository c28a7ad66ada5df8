import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import type { Services } from '../../platform/services.ts';
import {
  idempotencyHeader,
  nothing,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import { problemOf } from '../refusal-problem.ts';
import { hasPower, hasRole, type Principal } from '../access.ts';
import { principalOf } from '../principal.ts';
import type { Refused } from '../refusal.ts';
import { readInstants } from '../span.ts';
import { addRepresentative, type Authority } from './add-representative.ts';
import { giveMandate } from './give-mandate.ts';
import {
  givenSchema,
  mandateInput,
  organisationParams,
  powerParams,
  powerSchema,
  representativeInput,
} from './organisation-schema.ts';
import { findPowers } from './queries.ts';
import { revokePower } from './revoke-power.ts';

const tags = ['Powers'];
const subject = 'organisation';
const readers = {
  access: { who: 'named', power: 'read', roles: ['administrator'], subject },
} as const;
const representatives = { access: { who: 'named', power: 'represent', subject } } as const;
const appointers = {
  access: { who: 'named', power: 'represent', roles: ['administrator'], subject },
} as const;

/** Who may act for an organisation: its representatives, and the mandates they give. */
export function powerRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addMandates(app, services);
    addRepresentatives(app, services);
    addRevocation(app, services);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/api/v1/organisations/:organisation/powers',
    {
      config: readers,
      schema: {
        operationId: 'listPowers',
        tags,
        summary: 'Who may act for an organisation',
        description: 'Powers that hold now or will, representatives first.',
        security: secured,
        params: organisationParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(powerSchema) }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { organisation } = request.params;
      const page = readListPage(request.query, ['text', 'instant', 'uuid']);
      if (!page) return sendBadCursor(reply);
      const asked = { organisationId: organisation, viewerId: principal.personId };
      const found = await findPowers(database.db, asked, page);
      const { items, ...next } = listPage(found, page, ({ kind, givenAt, id }) => [
        kind,
        givenAt.toISOString(),
        id,
      ]);
      const seesAll = mayRepresent(principal, organisation) || isAdministrator(principal);
      return reply.send({
        ...next,
        items: items.map(({ id, kind, name, isOwn, call, ...power }) =>
          present({
            id,
            kind,
            name,
            isOwn,
            call,
            scopes: [...power.scopes],
            validFrom: power.validFrom.toISOString(),
            validUntil: power.validUntil?.toISOString() ?? null,
            fiscalCode: seesAll ? power.fiscalCode : null,
            evidence: seesAll ? power.evidence : null,
          }),
        ),
      });
    },
  );
}

function addMandates(app: App, services: Services): void {
  app.post(
    '/api/v1/organisations/:organisation/mandates',
    {
      config: representatives,
      schema: {
        operationId: 'giveMandate',
        tags,
        summary: 'Give a mandate',
        description:
          'Lets a person act for the organisation within these scopes and dates. The answer does not tell whether the person is known here. Scopes always include reading. A mandate gives no further mandates.',
        security: secured,
        headers: idempotencyHeader,
        params: organisationParams,
        body: mandateInput,
        response: replies({ 201: givenSchema }, [400, 401, 403, 404, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { fiscalCode, givenName, familyName, evidence = '', ...mandate } = request.body;
        const read = readInstants(mandate);
        if (read.type === 'refused') return refusalReply(read);
        const given = await giveMandate(
          tx,
          {
            organisationId: request.params.organisation,
            to: { fiscalCode, givenName, familyName },
            scopes: mandate.scopes,
            call: mandate.call ?? null,
            ...read.span,
            evidence,
            by: principalOf(request).personId,
          },
          services.clock(),
        );
        return given.type === 'refused' ? refusalReply(given) : createdReply(given.id);
      }),
  );
}

function addRepresentatives(app: App, services: Services): void {
  app.post(
    '/api/v1/organisations/:organisation/legal-representatives',
    {
      config: appointers,
      schema: {
        operationId: 'addRepresentative',
        tags,
        summary: 'Add or replace a legal representative',
        description:
          'By a representative, or by an administrator who puts a wrong declaration right. Nobody names themselves.',
        security: secured,
        headers: idempotencyHeader,
        params: organisationParams,
        body: representativeInput,
        response: replies({ 201: givenSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { fiscalCode, givenName, familyName, ...asked } = request.body;
        const read = readInstants(asked);
        if (read.type === 'refused') return refusalReply(read);
        const added = await addRepresentative(
          tx,
          {
            organisationId: request.params.organisation,
            to: { fiscalCode, givenName, familyName },
            ...read.span,
            evidence: asked.evidence,
            replaces: asked.replaces ?? null,
            by: authorityOf(principalOf(request)),
          },
          services.clock(),
        );
        return added.type === 'refused' ? refusalReply(added) : createdReply(added.id);
      }),
  );
}

function addRevocation(app: App, services: Services): void {
  app.delete(
    '/api/v1/organisations/:organisation/powers/:power',
    {
      config: readers,
      schema: {
        operationId: 'revokePower',
        tags,
        summary: 'Revoke a power',
        description:
          'At once. By a representative, by its holder, or by an administrator; the last representative stays.',
        security: secured,
        headers: idempotencyHeader,
        params: powerParams,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const revoked = await revokePower(tx, {
          organisationId: request.params.organisation,
          powerId: request.params.power,
          by: authorityOf(principalOf(request)),
        });
        return revoked.type === 'refused' ? refusalReply(revoked) : { type: 'done', status: 204 };
      }),
  );
}

export function authorityOf(principal: Principal): Authority {
  return { personId: principal.personId, isAdministrator: isAdministrator(principal) };
}

export function mayRepresent(principal: Principal, organisation: string): boolean {
  return hasPower(principal, 'represent', { organisationIds: [organisation] });
}

export function isAdministrator(principal: Principal): boolean {
  return hasRole(principal, ['administrator'], {});
}

function refusalReply(refusal: Refused): ActReply {
  return { type: 'refused', problem: problemOf(refusal) };
}

function createdReply(id: string): ActReply {
  return { type: 'done', status: 201, body: { id } };
}
