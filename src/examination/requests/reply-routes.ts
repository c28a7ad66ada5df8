import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  addFileBody,
  bytesToldBy,
  contentReply,
  despiteQuery,
  fileBody,
  isInfected,
  letPass,
  nameQuery,
  nothingSent,
  piecesOf,
  sendContent,
  type Infected,
  type StoredFile,
} from '../../applications/index.ts';
import { idempotencyHeader, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import type { Services } from '../../platform/services.ts';
import type { RequestOutcome } from './act.ts';
import {
  evidenceQuery,
  itemParams,
  proofParams,
  replyBody,
  replyDocumentParams,
  requestParams,
  requestSchema,
  revisionBody,
} from './api-schemas.ts';
import { addEvidence } from './delivery.ts';
import { findProofFile, findReplyDocument } from './find-file.ts';
import { dialogueReaders, officers, submitters, writers } from './find-seen.ts';
import type { FileDesk, SentFile } from './receive-file.ts';
import { handInForReply, removeReplyDocument } from './reply-documents.ts';
import { actOn, replyActOn } from './asking.ts';
import { here } from './draft-routes.ts';
import { notFoundProblem, replyOf, sendOutcome } from './outcome-reply.ts';
import { saveReply } from './save-reply.ts';
import { sendReply } from './send-reply.ts';
import { problemOf, refused } from './refusals.ts';

const tags = ['Examination'];
const one = `${here}/:request`;

/** What applicants answer, and the files on both sides, for programs. */
export function replyRoutes(services: Services): (app: App) => void {
  const desk: FileDesk = { services, store: openFileStore(services.config) };
  return (app) => {
    addReply(app, services);
    addFiles(app, desk);
    app.register((inner, _options, done) => {
      addFileBody(inner);
      addUploads(inner, desk);
      done();
    });
  };
}

function addReply(app: App, services: Services): void {
  app.put(
    `${one}/reply`,
    {
      config: { access: writers },
      schema: {
        operationId: 'saveReply',
        tags,
        summary: 'Write at a reply',
        description:
          'Texts to the points and corrections of the fields that they name. It is a draft: nothing of it reaches the office before it is sent.',
        security: secured,
        params: requestParams,
        headers: idempotencyHeader,
        body: replyBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { revision, texts, corrections } = request.body;
      const act = await replyActOn(services, request);
      return withIdempotency(request, reply, services, async (tx) =>
        replyOf(await saveReply(tx, { ...act, revision, content: { texts, corrections } })),
      );
    },
  );
  app.post(
    `${one}/reply/sending`,
    {
      config: { access: submitters },
      schema: {
        operationId: 'sendReply',
        tags,
        summary: 'Send a reply',
        description:
          'The decisive act, by who may submit for the lead, once. The corrections and documents make a new text of the application beside the one before. One that comes late is received, and the office decides whether it counts.',
        security: secured,
        params: requestParams,
        headers: idempotencyHeader,
        body: revisionBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const act = await replyActOn(services, request);
      const { revision } = request.body;
      return withIdempotency(request, reply, services, async (tx) =>
        replyOf(await sendReply(tx, { ...act, revision })),
      );
    },
  );
}

function addUploads(app: App, desk: FileDesk): void {
  app.put(
    `${one}/reply/points/:item/documents`,
    {
      config: { access: writers },
      schema: {
        operationId: 'handInForReply',
        tags,
        summary: 'Hand in a document with a reply',
        description:
          'The body is the file (`application/octet-stream`), for one point. Where the point asks for a paper of the call, it becomes the next version of that paper when the reply is sent.',
        security: secured,
        params: itemParams,
        querystring: nameQuery,
        body: fileBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const act = await replyActOn(desk.services, request);
      const { item } = request.params;
      const file = fileOf(request, request.query.name);
      return answerFile(request, reply, await handInForReply(desk, { ...act, item, file }));
    },
  );
  app.post(
    `${one}/proofs`,
    {
      config: { access: officers },
      schema: {
        operationId: 'addDeliveryProof',
        tags,
        summary: 'Keep a proof that a request arrived',
        description:
          'The body is the file (`application/octet-stream`), such as the receipt of certified mail, with the day of the delivery.',
        security: secured,
        params: requestParams,
        querystring: evidenceQuery,
        body: fileBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const act = await actOn(desk.services, request);
      const { name, day, note } = request.query;
      const file = fileOf(request, name);
      return answerFile(request, reply, await addEvidence(desk, { ...act, day, note, file }));
    },
  );
}

function fileOf(request: FastifyRequest, name: string): SentFile {
  const body = request.body as Readable | null | undefined;
  return {
    name,
    content: body ? piecesOf(body) : nothingSent(),
    bytesTold: bytesToldBy(request),
  };
}

/** Who still sends while the file is refused hears why. */
async function answerFile(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: RequestOutcome | undefined,
): Promise<FastifyReply> {
  if (outcome?.type !== 'done') {
    await letPass(request);
    if (!request.raw.readableEnded) void reply.header('connection', 'close');
  }
  return sendOutcome(reply, outcome);
}

function addFiles(app: App, desk: FileDesk): void {
  app.delete(
    `${one}/reply/documents/:document`,
    {
      config: { access: writers },
      schema: {
        operationId: 'removeReplyDocument',
        tags,
        summary: 'Take a document out of a reply that is being written',
        description: 'By its number; its content goes with it.',
        security: secured,
        params: replyDocumentParams,
        headers: idempotencyHeader,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const act = await replyActOn(desk.services, request);
      const { document } = request.params;
      return sendOutcome(reply, await removeReplyDocument(desk, { ...act, document }));
    },
  );
  app.get(
    `${one}/documents/:document`,
    {
      config: { access: dialogueReaders },
      schema: {
        operationId: 'readReplyDocument',
        tags,
        summary: 'The content of a document of a reply',
        description:
          'To the byte. The office gets those of replies that were sent. One in which a virus was found comes only to who says `despite=infected`.',
        security: secured,
        params: replyDocumentParams,
        querystring: despiteQuery,
        response: replies({ 200: contentReply }, [400, 401, 404, 409]),
      },
    },
    async (request, reply) => {
      const found = await findReplyDocument(desk.services, request);
      return sendFound(desk, request, reply, found);
    },
  );
  app.get(
    `${one}/proofs/:proof/file`,
    {
      config: {
        access: { ...officers, roles: ['officer', 'panel-secretary', 'controller', 'auditor'] },
      },
      schema: {
        operationId: 'readDeliveryProof',
        tags,
        summary: 'The file of a proof of the delivery',
        description: 'To the byte.',
        security: secured,
        params: proofParams,
        querystring: despiteQuery,
        response: replies({ 200: contentReply }, [400, 401, 404, 409]),
      },
    },
    async (request, reply) => {
      const found = await findProofFile(desk.services, request);
      return sendFound(desk, request, reply, found);
    },
  );
}

function sendFound(
  { store }: FileDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  found: StoredFile | Infected | undefined,
): FastifyReply | Promise<FastifyReply> {
  if (!found) return sendProblem(reply, notFoundProblem);
  if (isInfected(found)) return sendProblem(reply, problemOf(refused('infected')));
  const mediaType = 'application/octet-stream';
  return sendContent(store, request, reply, { ...found, mediaType });
}
