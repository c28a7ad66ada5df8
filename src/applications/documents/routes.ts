import type { Readable } from 'node:stream';
import type { Access } from '../../accounts/index.ts';
import { idempotencyHeader, nothing, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { applicationParams } from '../api-schemas.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import {
  contentReply,
  despiteQuery,
  documentSchema,
  documentsSchema,
  fileBody,
  nameQuery,
  slotParams,
  versionParams,
} from './api-schemas.ts';
import { addFileBody, bytesToldBy, letPass, nothingSent, piecesOf } from './bodies.ts';
import { documentDesk, documentReaders, type DocumentDesk } from './desk.ts';
import { documentView } from './document-view.ts';
import { findDocument, isInfected, sendContent } from './download.ts';
import { handIn } from './hand-in.ts';
import { usageOf } from './handed-in.ts';
import { documentProblem } from './refusals.ts';
import { forgetRemoved, removeDocument, type RemovalOutcome } from './remove-document.ts';
import { slotsOf } from './slots.ts';
import { addUploads } from './uploads/routes.ts';

const tags = ['Applications'];
const people: Access = { who: 'named', power: 'read', subject: 'application' };
const editors: Access = { who: 'named', power: 'edit', subject: 'application' };
/** The documents of an application, for programs. */
export function documentRoutes(services: Services): (app: App) => void {
  const desk = documentDesk(services);
  return (app) => {
    addUploads(app, desk);
    app.register((inner, _options, done) => {
      addFileBody(inner);
      addList(inner, desk);
      addUpload(inner, desk);
      addVersion(inner, desk);
      done();
    });
  };
}

function addList(app: App, { services }: DocumentDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/documents',
    {
      config: { access: people },
      schema: {
        operationId: 'listDocuments',
        tags,
        summary: 'The documents of an application',
        description:
          'What the call asks for by the answers as they are now, what was handed in, and the limits.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: documentsSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const { callId, applicationId } = actOf(request);
      const application = await findApplication(services.database, callId, applicationId);
      if (!application) return sendProblem(reply, notFound);
      const { call } = await loadCurrentCall(services, callId);
      return {
        limits: services.config.fileLimits,
        used: usageOf(application.documents),
        slots: slotsOf(call, application).map(({ key, paper, due, isRequired, kinds }) => ({
          slot: key,
          title: paper.title,
          article: paper.article,
          due,
          required: isRequired,
          kinds: [...kinds],
        })),
        documents: application.documents.map((document) => documentView(document, application)),
      };
    },
  );
}

function addUpload(app: App, desk: DocumentDesk): void {
  app.put(
    '/api/v1/calls/:call/applications/:application/documents/:slot',
    {
      config: { access: editors },
      schema: {
        operationId: 'handInDocument',
        tags,
        summary: 'Hand in a document',
        description:
          'The body is the file (`application/octet-stream`); what it is is seen from its content. Another content for the same place is its next version, the same content changes nothing (200). Whatever was frozen and consented to is void, as with any edit. Nothing is kept of a file that is refused.',
        security: secured,
        params: slotParams,
        querystring: nameQuery,
        body: fileBody,
        response: replies(
          { 200: documentSchema, 201: documentSchema },
          [400, 401, 403, 404, 409, 422],
        ),
      },
    },
    async (request, reply) => {
      const body = request.body as Readable | null | undefined;
      const outcome = await handIn(desk, {
        ...actOf(request),
        slot: request.params.slot,
        name: request.query.name,
        content: body ? piecesOf(body) : nothingSent(),
        bytesTold: bytesToldBy(request),
      });
      if (outcome && outcome.type !== 'refused')
        return reply
          .code(outcome.type === 'handed-in' ? 201 : 200)
          .send(documentView(outcome.document, outcome.application));
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      if (!outcome) return sendProblem(reply, notFound);
      return sendProblem(reply, documentProblem(outcome.code));
    },
  );
}

function addVersion(app: App, desk: DocumentDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/documents/:slot/versions/:version',
    {
      config: { access: documentReaders },
      schema: {
        operationId: 'readDocument',
        tags,
        summary: 'The content of a document',
        description:
          'To the byte, as it was handed in. The people of the body get those that the submitted text names. One in which a virus was found comes only to who says `despite=infected`.',
        security: secured,
        params: versionParams,
        querystring: despiteQuery,
        response: replies({ 200: contentReply }, [400, 401, 404, 409]),
      },
    },
    async (request, reply) => {
      const found = await findDocument(desk.services, request);
      if (!found) return sendProblem(reply, notFound);
      if (isInfected(found)) return sendProblem(reply, documentProblem('infected'));
      const mediaType = 'application/octet-stream';
      return sendContent(desk.store, request, reply, { ...found, mediaType });
    },
  );
  app.delete(
    '/api/v1/calls/:call/applications/:application/documents/:slot/versions/:version',
    {
      config: { access: editors },
      schema: {
        operationId: 'removeDocument',
        tags,
        summary: 'Remove a document from a draft',
        description:
          'That it was there stays in the journal. Its content is kept only where a frozen text names it.',
        security: secured,
        params: versionParams,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const { slot, version } = request.params;
      let outcome: RemovalOutcome | undefined;
      await withIdempotency(request, reply, desk.services, async (tx): Promise<ActReply> => {
        outcome = await removeDocument(tx, { ...actOf(request), slot, version });
        if (!outcome) return { type: 'refused', problem: notFound };
        return outcome.type === 'refused'
          ? { type: 'refused', problem: documentProblem(outcome.code) }
          : { type: 'done', status: 204 };
      });
      await forgetRemoved(desk, outcome);
      return reply;
    },
  );
}
