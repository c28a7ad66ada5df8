import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Access } from '../../../accounts/index.ts';
import {
  replies,
  secured,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../../platform/http/api-schema.ts';
import type { App } from '../../../platform/http/app-type.ts';
import { notFound, sendProblem } from '../../../platform/http/problem-reply.ts';
import { actOf } from '../../act-routes.ts';
import { hashSchema } from '../../api-schemas.ts';
import { documentSchema, fileBody, slotParams } from '../api-schemas.ts';
import { addFileBody, bytesToldBy, letPass, nothingSent, piecesOf } from '../bodies.ts';
import { documentProblem } from '../refusals.ts';
import type { DocumentDesk } from '../desk.ts';
import { documentView } from '../document-view.ts';
import { receivedOf, type Upload } from './store.ts';
import {
  addPart,
  completeUpload,
  partBytesMax,
  startUpload,
  type UploadOutcome,
} from './upload-in-parts.ts';

const tags = ['Applications'];
const editors: Access = { who: 'named', power: 'edit', subject: 'application' };

const uploadParams = strictObject({
  ...slotParams.properties,
  upload: uuidSchema('The upload'),
});

const uploadSchema = strictObject({
  id: uuidSchema('The upload'),
  bytes: Type.Integer({ description: 'Of the whole file.', minimum: 1, examples: [48_213] }),
  received: Type.Integer({
    description: 'How much of it is here: the next part begins there.',
    minimum: 0,
    examples: [0],
  }),
  partBytesMax: Type.Integer({ description: 'Of one part.', examples: [partBytesMax] }),
});

const whole = '/api/v1/calls/:call/applications/:application/documents/:slot/uploads';

/** Uploads in parts, which go on after the network was gone. */
export function addUploads(app: App, desk: DocumentDesk): void {
  addStart(app, desk);
  addCompletion(app, desk);
  app.register((inner, _options, done) => {
    addFileBody(inner);
    addParts(inner, desk);
    done();
  });
}

function addStart(app: App, desk: DocumentDesk): void {
  app.post(
    whole,
    {
      config: { access: editors },
      schema: {
        operationId: 'startUpload',
        tags,
        summary: 'Begin to hand in a document in parts',
        description:
          'Says how long the file is and its SHA-256. The same file for the same place goes on where it stopped (200), so asking again does no harm. What nobody goes on with for a day is removed.',
        security: secured,
        params: slotParams,
        body: strictObject({
          name: textSchema('The name of the file, to be shown.', 1000, 'accordo.pdf'),
          bytes: Type.Integer({ minimum: 1, maximum: 10_000_000_000, examples: [48_213] }),
          sha256: hashSchema('SHA-256 of the whole file'),
        }),
        response: replies({ 200: uploadSchema, 201: uploadSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { name, bytes, sha256: hash } = request.body;
      const { slot } = request.params;
      const outcome = await startUpload(desk, { ...actOf(request), slot, name, bytes, hash });
      return answer(reply, outcome, outcome?.type === 'begun' ? 201 : 200);
    },
  );
}

function addParts(app: App, desk: DocumentDesk): void {
  app.put(
    `${whole}/:upload`,
    {
      config: { access: editors },
      schema: {
        operationId: 'addUploadPart',
        tags,
        summary: 'Send the next part of a document',
        description:
          'The body is the part (`application/octet-stream`). It begins where the last one ended; otherwise nothing is taken, and `received` of the refusal says where to go on.',
        security: secured,
        params: uploadParams,
        querystring: strictObject({
          at: Type.Integer({
            description: 'Where in the file the part begins.',
            minimum: 0,
            maximum: 10_000_000_000,
            examples: [0],
          }),
        }),
        body: fileBody,
        response: replies({ 200: uploadSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const body = request.body as Readable | null | undefined;
      const { slot, upload: uploadId } = request.params;
      const outcome = await addPart(desk, {
        ...actOf(request),
        slot,
        uploadId,
        at: request.query.at,
        content: body ? piecesOf(body) : nothingSent(),
        bytesTold: bytesToldBy(request),
      });
      if (outcome?.type !== 'received') {
        await letPass(request);
        if (!request.raw.readableEnded) void reply.header('connection', 'close');
      }
      return answer(reply, outcome, 200);
    },
  );
}

function addCompletion(app: App, desk: DocumentDesk): void {
  app.post(
    `${whole}/:upload/completion`,
    {
      config: { access: editors },
      schema: {
        operationId: 'completeUpload',
        tags,
        summary: 'Hand in a document that has arrived in parts',
        description:
          'As if it had come at once. Whatever comes of it, its parts are gone afterwards.',
        security: secured,
        params: uploadParams,
        response: replies(
          { 200: documentSchema, 201: documentSchema },
          [400, 401, 403, 404, 409, 422],
        ),
      },
    },
    async (request, reply) => {
      const { slot, upload: uploadId } = request.params;
      const outcome = await completeUpload(desk, { ...actOf(request), slot, uploadId });
      if (outcome && 'document' in outcome)
        return reply
          .code(outcome.type === 'handed-in' ? 201 : 200)
          .send(documentView(outcome.document, outcome.application));
      return answer(reply, outcome, 200);
    },
  );
}

function answer(
  reply: FastifyReply,
  outcome: UploadOutcome | undefined,
  status: 200 | 201,
): FastifyReply {
  if (!outcome) return sendProblem(reply, notFound);
  if (outcome.type === 'refused') return sendProblem(reply, documentProblem(outcome.code));
  if (outcome.type === 'elsewhere') {
    const received = receivedOf(outcome.upload);
    return sendProblem(reply, { ...documentProblem('upload-elsewhere'), more: { received } });
  }
  return reply.code(status).send(viewOf(outcome.upload));
}

function viewOf(upload: Upload): Static<typeof uploadSchema> {
  return { id: upload.id, bytes: upload.bytes, received: receivedOf(upload), partBytesMax };
}
