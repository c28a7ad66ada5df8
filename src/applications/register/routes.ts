import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Access } from '../../accounts/index.ts';
import { exportFileName, findCall } from '../../calls/index.ts';
import { idempotencyHeader, pageQuery, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { etagOf, isKnownAs } from '../../platform/http/etag.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import { applicationParams, callParams } from '../api-schemas.ts';
import { enterAct, findRegister, type Act, type Desk } from './enter.ts';
import { submissionRoute, takeOutcome } from './express-act.ts';
import { protocolOf } from './entry.ts';
import { exportFormats, exportRegister, exportTypes, type ExportFormat } from './export-formats.ts';
import { readRegisterPage, streamEntries } from './list-entries.ts';
import { findHead, findReceipt, listNumbersOf, listSigningKeys } from './queries.ts';
import { receiptText } from './receipt.ts';
import { refusalProblem } from './refusals.ts';
import type { RegisterFilter } from './register-lines.ts';
import * as schema from './register-schema.ts';

const actAccess: Access = {
  who: 'named',
  power: 'submit',
  subject: 'application',
  decided: 'commit',
};
export const officeRoles = [
  'officer',
  'panel-secretary',
  'controller',
  'auditor',
  'administrator',
] as const;
export const registerAccess: Access = { who: 'named', roles: officeRoles, subject: 'call' };
export const receiptAccess: Access = {
  who: 'named',
  power: 'read',
  roles: officeRoles,
  subject: 'application',
};

/** Where each format is found. */
const exportRoutes: Readonly<Record<ExportFormat, `/api/v1/calls/:call/${string}`>> = {
  csv: '/api/v1/calls/:call/register-export',
  xlsx: '/api/v1/calls/:call/register-export/xlsx',
  json: '/api/v1/calls/:call/register-export/json',
  ndjson: '/api/v1/calls/:call/register-export/ndjson',
};

/** The address of the register of a call in a format. */
export function exportAddress(slug: string, format: ExportFormat): string {
  return exportRoutes[format].replace(':call', slug);
}

const tags = ['Register'];

export function registerRoutes(desk: Desk): (app: App) => void {
  return (app) => {
    addActs(app, desk);
    addReceipts(app, desk);
    addRegister(app, desk);
  };
}

function addActs(app: App, desk: Desk): void {
  app.post(
    submissionRoute,
    {
      config: { access: actAccess, isDecisive: true, rate: 'credential' },
      schema: {
        operationId: 'submitApplication',
        summary: 'Submit an application: the one decisive act',
        description:
          'Enters the frozen text in the register of the call and answers with a signed receipt, after it is durably stored. ' +
          'Repeating the same act gives the same receipt. Accepted from the opening to the closing instant by the clock of the database.',
        tags,
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.submissionBody,
        response: replies(
          { 200: schema.receiptSchema, 201: schema.receiptSchema },
          [400, 401, 404, 409],
        ),
      },
    },
    (request, reply) =>
      answerAct(desk, request, reply, {
        ...request.params,
        act: { kind: 'submission', snapshotHash: request.body.snapshotHash },
      }),
  );
  app.post(
    '/api/v1/calls/:call/applications/:application/withdrawal',
    {
      config: { access: actAccess, rate: 'credential' },
      schema: {
        operationId: 'withdrawApplication',
        summary: 'Withdraw a submission',
        description:
          'An entry of its own in the register, with a receipt. Repeating it gives the same receipt.',
        tags,
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.withdrawalBody,
        response: replies(
          { 200: schema.receiptSchema, 201: schema.receiptSchema },
          [400, 401, 404, 409],
        ),
      },
    },
    (request, reply) =>
      answerAct(desk, request, reply, {
        ...request.params,
        act: { kind: 'withdrawal', ...request.body },
      }),
  );
}

const json = 'application/json; charset=utf-8';

async function answerAct(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { call: string; application: string; act: Act },
): Promise<FastifyReply> {
  const arrivedAt = desk.services.clock();
  const { tokenHash } = request;
  const entered = takeOutcome(request.raw) ?? (await enterAct(desk, { ...asked, tokenHash }));
  switch (entered.type) {
    case 'entered':
    case 'repeated':
      return reply
        .code(entered.type === 'entered' ? 201 : 200)
        .header('content-type', json)
        .send(receiptText(entered.receipt));
    case 'refused':
      return sendProblem(reply, refusalProblem(entered.outcome, arrivedAt));
    case 'no-such-call':
      return sendProblem(reply, notFound);
    case 'unavailable':
      request.failedBy = entered.cause;
  }
  return sendProblem(reply.header('retry-after', '2'), entered.problem);
}

function addReceipts(app: App, desk: Desk): void {
  const { db } = desk.services.database;
  app.get(
    '/api/v1/calls/:call/applications/:application/receipts',
    {
      config: { access: receiptAccess },
      schema: {
        operationId: 'listReceipts',
        summary: 'The receipts of an application',
        description: 'One for each submission and withdrawal, oldest first.',
        tags,
        security: secured,
        params: applicationParams,
        querystring: pageQuery,
        response: replies({ 200: schema.receiptsSchema }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const { call, application } = request.params;
      const of = await findRegister(desk, call);
      if (!of) return sendProblem(reply, notFound);
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const asked = { callId: of.callId, applicationId: application };
      const numbers = await listNumbersOf(db, asked, page);
      const receipts = await Promise.all(numbers.map((number) => findReceipt(db, of, number)));
      const found = receipts.flatMap((receipt) => (receipt ? [receipt] : []));
      const { items, ...next } = listPage(found, page, ({ entry }) => [String(entry.turn)]);
      return reply.send({ items: [...items], ...next });
    },
  );
  app.get(
    '/api/v1/signing-keys',
    {
      config: { access: { who: 'anyone' } },
      schema: {
        operationId: 'listSigningKeys',
        summary: 'The public keys that sign receipts',
        description: 'Compare the key of a receipt with these: only then it says who signed.',
        tags,
        querystring: pageQuery,
        response: replies({ 200: schema.keysSchema }, [400]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['instant', 'text']);
      if (!page) return sendBadCursor(reply);
      const found = await listSigningKeys(db, page);
      const { items, ...next } = listPage(found, page, ({ since, keyId }) => [since, keyId]);
      return reply.send({ items: [...items], ...next });
    },
  );
}

function addRegister(app: App, desk: Desk): void {
  const { services } = desk;
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/register',
    {
      config: { access: registerAccess },
      schema: {
        operationId: 'listRegister',
        summary: 'The register of a call, latest first',
        description:
          'Search by words of title and lead or by number, filter by kind and instants. All words must be there, without regard to capitals and accents; their last letters may be missing. Of more than twelve words the first twelve count.',
        tags,
        security: secured,
        params: callParams,
        querystring: schema.registerQuery,
        response: replies({ 200: schema.registerSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return sendProblem(reply, notFound);
      const { after, limit = 50, ...query } = request.query;
      const { slug, mode, callId } = call;
      const asked = { filter: filterOf(query), after, limit };
      const page = await readRegisterPage(db, { callId, call: slug }, asked);
      const items = page.lines.map((line) => ({
        ...line,
        protocol: protocolOf(slug, line.number),
      }));
      const next = page.next === null ? {} : { next: page.next };
      return reply.send({ mode, total: page.total, items, ...next });
    },
  );
  for (const format of exportFormats) addExport(app, desk, format);
}

/** The register as a file; each format has an address of its own. */
function addExport(app: App, { services }: Desk, format: ExportFormat): void {
  const { title, type, content } = exported[format];
  app.get(
    exportRoutes[format],
    {
      config: { access: registerAccess },
      schema: {
        operationId: format === 'csv' ? 'exportRegister' : `exportRegister${title}`,
        summary: `The register of a call as ${title.toUpperCase()}`,
        description: 'Streamed, in the order of the numbers; every line says the mode of the call.',
        tags,
        security: secured,
        params: callParams,
        querystring: schema.filterQuery,
        produces: [type],
        response: replies(
          { 200: { description: lineForEach, content } } as never,
          [400, 401, 403, 404],
        ),
      },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return sendProblem(reply, notFound);
      const name = exportFileName(call, { name: 'register', extension: format });
      const of = { callId: call.callId, call: call.slug };
      const { db } = services.database;
      // A register only grows, so its last entry says what a file of it holds.
      const head = await findHead(db, call.callId);
      const etag = etagOf(JSON.stringify([format, call.slug, head, request.query]));
      void reply.header('etag', etag);
      if (isKnownAs(request.headers['if-none-match'], etag)) return reply.code(304).send();
      const pieces = streamEntries(db, of, filterOf(request.query));
      return reply
        .header('content-type', exportTypes[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(exportRegister(format, { call, pieces, at: call.publishedAt }));
    },
  );
}

const lineForEach =
  'One line for each entry; in tables after a line with the names of the columns.';

const bare = (format: ExportFormat): string => exportTypes[format].split(';')[0] ?? '';

const exported = {
  csv: {
    title: 'Csv',
    type: bare('csv'),
    content: { [bare('csv')]: { schema: Type.String() } },
  },
  xlsx: {
    title: 'Xlsx',
    type: bare('xlsx'),
    content: { [bare('xlsx')]: { schema: Type.String({ format: 'binary' }) } },
  },
  json: {
    title: 'Json',
    type: bare('json'),
    content: { [bare('json')]: { schema: schema.registerFileSchema } },
  },
  ndjson: {
    title: 'Ndjson',
    type: bare('ndjson'),
    content: { [bare('ndjson')]: { schema: Type.String() } },
  },
};

export function filterOf({ text, kind, from, until }: schema.FilterQuery): RegisterFilter {
  return {
    text,
    kind,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
}
