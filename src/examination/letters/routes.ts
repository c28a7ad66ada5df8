import { applicationParams, contentReply, sendContent } from '../../applications/index.ts';
import {
  idempotencyHeader,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { MessageDesk } from '../messages/send-message.ts';
import { findPart, readers as threadReaders } from '../messages/asking.ts';
import * as schema from './api-schemas.ts';
import {
  findAskedLetters,
  lettersProblem,
  listTemplates,
  readers,
  writers,
  writersOfOne,
} from './asking.ts';
import { beginLetters, writeOneLetter } from './begin-letters.ts';
import { previewOutcomeLetter } from './preview-outcome-letter.ts';
import { findLetterFile, listBatches, listLetters, requestOf, type LetterBatch } from './store.ts';

const tags = ['Letters'];

/** Letters, for programs. */
export function letterRoutes(desk: MessageDesk): (app: App) => void {
  return (app) => {
    addOfCall(app, desk);
    addOne(app, desk);
    addPreview(app, desk);
    addRead(app, desk);
    addFile(app, desk);
  };
}

function batchJson({ id, template, wanted, written, begunAt, endedAt }: LetterBatch) {
  return {
    id,
    template,
    wanted,
    written,
    begunAt: begunAt.toISOString(),
    ...present({ endedAt: endedAt?.toISOString() ?? null }),
  };
}

function addOfCall(app: App, { services }: MessageDesk): void {
  const url = '/api/v1/calls/:call/letters';
  app.get(
    url,
    {
      config: { access: readers },
      schema: {
        operationId: 'listLettersOfCall',
        tags,
        summary: 'The letters of a call',
        description:
          'Those about outcomes, to how many each is still to be written, and how far sendings are.',
        security: secured,
        params: schema.callParams,
        response: replies({ 200: schema.lettersOfCallSchema }, [400, 401, 403]),
      },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      if (!asked) return sendProblem(reply, notFound);
      const templates = await listTemplates(services, asked);
      const batches = await listBatches(services.database.db, asked.callId);
      return {
        templates: templates.map(({ letter: { id, title }, due }) => ({
          template: id,
          title,
          due,
        })),
        batches: batches.map(batchJson),
      };
    },
  );
  app.post(
    url,
    {
      config: { access: writers },
      schema: {
        operationId: 'beginLetters',
        tags,
        summary: 'Write to everybody who has not got their letter',
        description:
          'In the background; each letter once, whatever happens to the server meanwhile.',
        security: secured,
        params: schema.callParams,
        headers: idempotencyHeader,
        body: schema.templateBody,
        response: replies({ 202: schema.batchSchema }, [400, 401, 403, 409, 422]),
      },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      if (!asked) return sendProblem(reply, notFound);
      const { template } = request.body;
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const outcome = await beginLetters(tx, { ...asked, template });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: lettersProblem(outcome.code) }
          : { type: 'done', status: 202, body: batchJson(outcome.batch) };
      });
    },
  );
}

function addOne(app: App, { services }: MessageDesk): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/letters',
    {
      config: { access: writersOfOne },
      schema: {
        operationId: 'writeLetter',
        tags,
        summary: 'Write the letter about the outcome of one application',
        description: 'Its file is made in the background.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.templateBody,
        response: replies({ 202: schema.writtenSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      if (!asked) return sendProblem(reply, notFound);
      const { template } = request.body;
      const { application: applicationId } = request.params;
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const outcome = await writeOneLetter(tx, { ...asked, template, applicationId });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: lettersProblem(outcome.code) }
          : { type: 'done', status: 202, body: { template } };
      });
    },
  );
}

function addPreview(app: App, { services }: MessageDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/letter-previews/:template',
    {
      config: { access: writersOfOne },
      schema: {
        operationId: 'previewLetter',
        tags,
        summary: 'The letter about the outcome of one application, as it would be written now',
        description:
          'Every place is filled; a figure that is not known yet says so in words. Not found where no such letter is due.',
        security: secured,
        params: schema.previewParams,
        response: replies({ 200: schema.letterTextSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      const { template, application: applicationId } = request.params;
      const { db } = services.database;
      const text = asked && (await previewOutcomeLetter(db, { ...asked, template, applicationId }));
      return text ? { ...text, paragraphs: [...text.paragraphs] } : sendProblem(reply, notFound);
    },
  );
}

function addRead(app: App, { services }: MessageDesk): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/applications/:application/letters',
    {
      config: { access: threadReaders },
      schema: {
        operationId: 'listLetters',
        tags,
        summary: 'The letters about an application',
        description: 'For its lead and the office, the latest first.',
        security: secured,
        params: applicationParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.letterSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const asked = await findPart(services, request);
      if (asked.type === 'refused') return sendProblem(reply, asked.problem);
      const found = await listLetters(db, asked.key, page);
      const list = listPage(found, page, ({ number }) => [String(number)]);
      return {
        ...list,
        items: list.items.map(({ number, template, cause, writtenAt, hash, bytes }) => ({
          number,
          template,
          ...present({ request: requestOf(cause) ?? null }),
          writtenAt: writtenAt.toISOString(),
          ...present({ sha256: hash, bytes }),
        })),
      };
    },
  );
}

function addFile(app: App, { services, store }: MessageDesk): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/applications/:application/letters/:letter/file',
    {
      config: { access: threadReaders },
      schema: {
        operationId: 'readLetterFile',
        tags,
        summary: 'A letter as PDF/A',
        description: 'Always the same bytes; not found while it is in the making.',
        security: secured,
        params: schema.letterParams,
        response: replies({ 200: contentReply }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const asked = await findPart(services, request);
      if (asked.type === 'refused') return sendProblem(reply, asked.problem);
      const file = await findLetterFile(db, asked.key, request.params.letter);
      if (!file) return sendProblem(reply, notFound);
      const mediaType = 'application/octet-stream';
      return sendContent(store, request, reply, { ...file, mediaType });
    },
  );
}
