import { principalOf } from '../../accounts/index.ts';
import {
  addFileForm,
  applicationParams,
  contentReply,
  isFormTooLarge,
  letPass,
  sendContent,
  type FormBody,
} from '../../applications/index.ts';
import {
  idempotencyHeader,
  nothing,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem, type ProblemReply } from '../../platform/http/problem-reply.ts';
import * as schema from './api-schemas.ts';
import { findPart, officeReaders, officeWriters, readers, writers } from './asking.ts';
import { messageFilesMax } from './message.ts';
import { findMessageFile, listFailures, listMessages, listThreads } from './queries.ts';
import { messageProblem, refused } from './refusals.ts';
import { sendMessage, sendWithFiles, type MessageDesk, type SendOutcome } from './send-message.ts';
import { settleFailure } from './settle-failure.ts';
import { recordReading } from './store.ts';
import { messageJson } from './whole-thread.ts';

const tags = ['Messages'];

/** Messages between applicants and the office, for programs. */
export function messageRoutes(desk: MessageDesk): (app: App) => void {
  return (app) => {
    addList(app, desk);
    addSending(app, desk);
    addReading(app, desk);
    addFiles(app, desk);
    addThreads(app, desk);
    addFailures(app, desk);
    addSettlement(app, desk);
  };
}

function addList(app: App, { services }: MessageDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/messages',
    {
      config: { access: readers },
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'The messages about an application',
        description:
          'Between the lead and the office, the latest first. Reading this list does not note that they were read.',
        security: secured,
        params: applicationParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.messageSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const asked = await findPart(services, request);
      if (asked.type === 'refused') return sendProblem(reply, asked.problem);
      const found = await listMessages(services.database.db, asked.key, page);
      const list = listPage(found, page, ({ number }) => [String(number)]);
      return { ...list, items: list.items.map(messageJson) };
    },
  );
}

function addSending(app: App, { services }: MessageDesk): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/messages',
    {
      config: { access: writers },
      schema: {
        operationId: 'sendMessage',
        tags,
        summary: 'Write a message',
        description:
          'From the lead to the office, or from the office to the lead. The other side is told by mail that there is one, not what it says.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.messageBody,
        response: replies({ 201: schema.sentSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { subject, params, body } = request;
        if (subject?.callId === undefined) return { type: 'refused', problem: notFound };
        const outcome = await sendMessage(tx, {
          callId: subject.callId,
          applicationId: params.application,
          principal: principalOf(request),
          subject,
          text: body.text,
        });
        const problem = problemOf(outcome);
        if (problem) return { type: 'refused', problem };
        const number = outcome?.type === 'sent' ? outcome.number : 0;
        return { type: 'done', status: 201, body: { number } };
      }),
  );
}

function problemOf(outcome: SendOutcome | undefined): ProblemReply | undefined {
  if (!outcome) return notFound;
  return outcome.type === 'refused' ? messageProblem(outcome.code, outcome.file) : undefined;
}

function addReading(app: App, { services }: MessageDesk): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/messages/readings',
    {
      config: { access: readers },
      schema: {
        operationId: 'noteReading',
        tags,
        summary: 'Note that messages were read',
        description:
          'Those of the other side up to a number; who was the first to read each stays noted. Auditors and controllers read without its being noted.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: schema.readingBody,
        response: replies({ 204: nothing }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const asked = await findPart(services, request);
      if (asked.type === 'refused') return sendProblem(reply, asked.problem);
      const { side, principal, key } = asked;
      const { personId } = principal;
      const { upTo } = request.body;
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        if (side === 'applicant' || asked.mayWrite)
          await recordReading(tx, key, { side, personId, upTo });
        return { type: 'done', status: 204 };
      });
    },
  );
}

function addFiles(app: App, desk: MessageDesk): void {
  app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers();
    addFileForm(inner);
    addFileSending(inner, desk);
    done();
  });
  addFileReading(app, desk);
}

function addFileSending(app: App, desk: MessageDesk): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/messages/files',
    {
      config: { access: writers },
      schema: {
        operationId: 'sendMessageWithFiles',
        tags,
        summary: 'Write a message with files',
        description: `A form (\`multipart/form-data\`): the text, then ${messageFilesMax} files at most, each in a part called \`file\`. Where one of them is refused, nothing is sent and nothing is kept.`,
        security: secured,
        params: applicationParams,
        body: schema.filesBody,
        response: replies({ 201: schema.sentSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { subject, params } = request;
      if (subject?.callId === undefined) return sendProblem(reply, notFound);
      const { text, file } = (request.body ?? {}) as Partial<FormBody>;
      const sending = {
        callId: subject.callId,
        applicationId: params.application,
        principal: principalOf(request),
        subject,
        text: typeof text === 'string' ? text : '',
      };
      const { fileBytesMax } = desk.services.config.fileLimits;
      const outcome = isFormTooLarge(request, fileBytesMax * messageFilesMax)
        ? refused('form-too-large')
        : await sendWithFiles(desk, sending, file);
      const problem = problemOf(outcome);
      if (!problem && outcome?.type === 'sent')
        return reply.code(201).send({ number: outcome.number });
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      return sendProblem(reply, problem ?? notFound);
    },
  );
}

function addFileReading(app: App, { services, store }: MessageDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/messages/:number/files/:ordinal',
    {
      config: { access: readers },
      schema: {
        operationId: 'readMessageFile',
        tags,
        summary: 'A file of a message',
        description: 'To the byte, as it was sent; not one in which a virus was found.',
        security: secured,
        params: schema.fileParams,
        response: replies({ 200: contentReply }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const asked = await findPart(services, request);
      if (asked.type === 'refused') return sendProblem(reply, asked.problem);
      const file = await findMessageFile(services.database.db, asked.key, request.params);
      if (!file) return sendProblem(reply, notFound);
      if (file.isInfected) return sendProblem(reply, messageProblem('infected'));
      const mediaType = 'application/octet-stream';
      return sendContent(store, request, reply, { ...file, mediaType });
    },
  );
}

function addThreads(app: App, { services }: MessageDesk): void {
  app.get(
    '/api/v1/calls/:call/messages',
    {
      config: { access: officeReaders },
      schema: {
        operationId: 'listThreads',
        tags,
        summary: 'Applications about which something was written',
        description: 'For the office, the latest first.',
        security: secured,
        params: schema.callParams,
        querystring: schema.threadsQuery,
        response: replies({ 200: pageSchema(schema.threadSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const callId = request.subject?.callId;
      const page = readListPage(request.query, ['instant', 'uuid']);
      if (!page) return sendBadCursor(reply);
      if (callId === undefined) return sendProblem(reply, notFound);
      const isUnread = request.query.unread === true;
      const found = await listThreads(services.database.db, { callId, isUnread }, page);
      const list = listPage(found, page, ({ lastAt, applicationId }) => [
        lastAt.toISOString(),
        applicationId,
      ]);
      return {
        ...list,
        items: list.items.map(({ applicationId: application, lastAt, ...thread }) => ({
          application,
          ...thread,
          lastAt: lastAt.toISOString(),
        })),
      };
    },
  );
}

function addFailures(app: App, { services }: MessageDesk): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/delivery-failures',
    {
      config: { access: officeReaders },
      schema: {
        operationId: 'listFailedMail',
        tags,
        summary: 'Mail about applications that did not arrive',
        description: 'Those that nobody has dealt with, the oldest first.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.failureSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const callId = request.subject?.callId;
      const page = readListPage(request.query, ['instant', 'uuid']);
      if (!page) return sendBadCursor(reply);
      if (callId === undefined) return sendProblem(reply, notFound);
      const found = await listFailures(db, callId, page);
      const list = listPage(found, page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
      return {
        ...list,
        items: list.items.map(
          ({
            applicationId: application,
            createdAt,
            reply: said,
            isWhole,
            request: of,
            ...failure
          }) => ({
            ...failure,
            application,
            createdAt: createdAt.toISOString(),
            ...present({ reply: said, request: of }),
            canRetry: isWhole,
          }),
        ),
      };
    },
  );
}

function addSettlement(app: App, { services }: MessageDesk): void {
  app.post(
    '/api/v1/calls/:call/delivery-failures/:message/settlement',
    {
      config: { access: officeWriters },
      schema: {
        operationId: 'settleFailedMail',
        tags,
        summary: 'Deal with mail that did not arrive',
        description:
          '`retry` sends it again, `note` says what was done instead. Beside a request or a notice it stays among the proofs of its delivery.',
        security: secured,
        params: schema.failureParams,
        body: schema.settlementBody,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { subject, params, body } = request;
      if (subject?.callId === undefined) return sendProblem(reply, notFound);
      const { personId } = principalOf(request);
      const code = await settleFailure(services.database.db, {
        callId: subject.callId,
        id: params.message,
        act: body.act,
        note: body.note ?? '',
        personId,
      });
      return code ? sendProblem(reply, messageProblem(code)) : reply.code(204).send(null);
    },
  );
}
