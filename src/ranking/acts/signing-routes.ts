import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import {
  addFileBody,
  bytesToldBy,
  fileBody,
  hashSchema,
  letPass,
  nothingSent,
  piecesOf,
} from '../../applications/index.ts';
import {
  idempotencyHeader,
  replies,
  secured,
  strictObject,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actView } from './act-view.ts';
import { writeActLetters } from './act-letters.ts';
import * as schema from './api-schemas.ts';
import { findActFile, fileKinds, type FileKind } from './act-files.ts';
import {
  actParams,
  findActCall,
  keyOf,
  preparerAccess,
  readerAccess,
  signatoryAccess,
  type SigningDesk,
} from './desk.ts';
import { publishAct } from './publish-act.ts';
import { actProblem, saidOf } from './refusals.ts';
import { requestDocument } from './request-document.ts';
import { signByAccount, type SignOutcome } from './sign-act.ts';
import { signByFile } from './sign-by-file.ts';

const tags = ['Rankings'];
const one = '/api/v1/calls/:call/ranking-acts/:act';

/** Signing and publishing acts, and the files that belong to them, for programs. */
export function signingRoutes(desk: SigningDesk): (app: App) => void {
  return (app) => {
    addSigning(app, desk);
    app.register((inner, _options, done) => {
      addFileBody(inner);
      addSignedFile(inner, desk);
      done();
    });
    addPublication(app, desk.services);
    addDocument(app, desk);
    addLetters(app, desk.services);
    for (const kind of fileKinds) addFile(app, desk, kind);
  };
}

function addSigning(app: App, desk: SigningDesk): void {
  app.post(
    `${one}/signature`,
    {
      config: { access: signatoryAccess },
      schema: {
        operationId: 'signRankingAct',
        tags,
        summary: 'Sign an act',
        description:
          'The authenticated act of who has the power, about exactly the text that was looked at. Text, entries, signed bundle, members of a list and journal are written together, once.',
        security: secured,
        params: actParams,
        body: schema.signBody,
        response: replies({ 200: schema.actSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const asked = { ...keyOf(request), personId, ...request.body };
      return answerSigned(desk, reply, await signByAccount(desk, asked));
    },
  );
}

async function answerSigned(
  { services }: SigningDesk,
  reply: FastifyReply,
  outcome: SignOutcome | undefined,
) {
  if (!outcome) return sendProblem(reply, notFound);
  return outcome.type === 'refused'
    ? sendProblem(reply, actProblem(outcome))
    : actView(services.database.db, outcome.act);
}

const signedFileParams = strictObject({
  ...actParams.properties,
  hash: hashSchema('SHA-256 of the text that is signed'),
});

function addSignedFile(app: App, desk: SigningDesk): void {
  app.put(
    `${one}/signatures/:hash`,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'signRankingActByFile',
        tags,
        summary: 'Sign an act with a signed file',
        description:
          'The body is the file (`application/octet-stream`): the text of the act, exact or as PDF, signed by somebody with the power as CAdES (around the text or beside it) or PAdES. Whoever brings it need not be who signed it. It is kept with all that was checked; nothing is kept of a file that is refused.',
        security: secured,
        params: signedFileParams,
        body: fileBody,
        response: replies({ 200: schema.actSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const body = request.body as Readable | null | undefined;
      const outcome = await signByFile(desk, {
        ...keyOf(request),
        personId: principalOf(request).personId,
        contentHash: request.params.hash,
        content: body ? piecesOf(body) : nothingSent(),
        bytesTold: bytesToldBy(request),
        anchors: desk.anchors,
      });
      if (outcome?.type !== 'signed') {
        await letPass(request);
        if (!request.raw.readableEnded) void reply.header('connection', 'close');
      }
      return answerSigned(desk, reply, outcome);
    },
  );
}

function addPublication(app: App, services: Services): void {
  app.post(
    `${one}/publication`,
    {
      config: { access: signatoryAccess },
      schema: {
        operationId: 'publishRankingAct',
        tags,
        summary: 'Publish a signed act',
        description:
          'From a day on, by the clock of the database; never before the signature. It has its protocol number and day by then.',
        security: secured,
        params: actParams,
        headers: idempotencyHeader,
        body: schema.publishBody,
        response: replies({ 200: schema.actSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const found = await findActCall(services, request);
      if (!found) return sendProblem(reply, notFound);
      const { personId } = principalOf(request);
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const asked = { ...keyOf(request), personId, zone: found.zone, ...request.body };
        const outcome = await publishAct(tx, asked);
        if (!outcome) return { type: 'refused', problem: notFound };
        return outcome.type === 'refused'
          ? { type: 'refused', problem: actProblem(outcome) }
          : { type: 'done', status: 200, body: await actView(tx, outcome.act) };
      });
    },
  );
}

function addDocument(app: App, desk: SigningDesk): void {
  app.post(
    `${one}/document`,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'layOutRankingAct',
        tags,
        summary: 'Have the text of a draft laid out',
        description: 'As PDF/A, in the background; the file is there shortly after.',
        security: secured,
        params: actParams,
        response: replies(
          { 200: strictObject({ contentHash: hashSchema('SHA-256 of the text') }) },
          [400, 401, 403, 404, 409, 412],
        ),
      },
    },
    async (request, reply) => {
      const outcome = await requestDocument(desk, keyOf(request));
      if (!outcome) return sendProblem(reply, notFound);
      if (outcome.type === 'refused') return sendProblem(reply, actProblem(outcome));
      return { contentHash: outcome.contentHash };
    },
  );
}

function addLetters(app: App, services: Services): void {
  app.post(
    `${one}/letters`,
    {
      config: { access: preparerAccess },
      schema: {
        operationId: 'writeRankingActLetters',
        tags,
        summary: 'Write to everybody of a published act',
        description:
          'A letter of the call with their own figures, in the background, to each once; how far it is stands in the list of letters of the call.',
        security: secured,
        params: actParams,
        headers: idempotencyHeader,
        body: schema.lettersBody,
        response: replies({ 200: schema.lettersSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { personId } = principalOf(request);
        const { database } = services;
        const { template } = request.body;
        const begun = await writeActLetters(tx, {
          ...keyOf(request),
          database,
          template,
          personId,
        });
        if (!begun) return { type: 'refused', problem: notFound };
        return begun.type === 'refused'
          ? { type: 'refused', problem: actProblem(begun) }
          : { type: 'done', status: 200, body: { wanted: begun.batch.wanted } };
      }),
  );
}

const fileWords: Readonly<
  Record<
    FileKind,
    {
      readonly id: string;
      readonly summary: string;
      readonly description: string;
      readonly mediaType: string;
    }
  >
> = {
  text: {
    id: 'readRankingActText',
    summary: 'The exact text of an act',
    description: 'Canonical JSON: of a draft what would be signed now, of a signed act what was.',
    mediaType: 'application/json',
  },
  sheet: {
    id: 'printRankingAct',
    summary: 'An act as PDF to be signed',
    description: 'The same text gives the same bytes; signed as PAdES or CAdES it signs the act.',
    mediaType: 'application/pdf',
  },
  document: {
    id: 'readRankingActDocument',
    summary: 'An act as PDF/A',
    description: 'With its table, once it was laid out.',
    mediaType: 'application/pdf',
  },
  bundle: {
    id: 'readRankingActBundle',
    summary: 'The signed bundle of an act',
    description: 'A ranking with all that it rests on, or the acts on it so far.',
    mediaType: 'application/json',
  },
  signature: {
    id: 'readRankingActSignature',
    summary: 'The signed file of an act',
    description: 'As it was brought, where the act was signed by a file.',
    mediaType: 'application/octet-stream',
  },
};

function addFile(app: App, desk: SigningDesk, kind: FileKind): void {
  const { id, summary, description, mediaType } = fileWords[kind];
  const file = {
    description: summary,
    content: {
      [mediaType]: {
        schema:
          mediaType === 'application/json'
            ? { type: 'object', additionalProperties: true }
            : { type: 'string', format: 'binary' },
      },
    },
  } as never;
  app.get(
    `${one}/files/${kind}`,
    {
      config: { access: readerAccess },
      schema: {
        operationId: id,
        tags,
        summary,
        description,
        security: secured,
        params: actParams,
        response: replies({ 200: file }, [400, 401, 403, 404, 409]),
      },
    },
    (request, reply) => sendActFile(desk, request, reply, kind),
  );
}

/** A file of an act, or why there is none, for whoever asks. */
export async function sendActFile(
  desk: SigningDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: FileKind,
): Promise<FastifyReply> {
  const file = await findActFile(desk, keyOf(request), kind);
  if (!file) return answerProblem(request, reply, notFound);
  if (file.type === 'refused')
    return answerProblem(request, reply, {
      ...actProblem(file),
      said: saidOf(file, request.language),
    });
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .headers(file.hash === undefined ? {} : { etag: `"${file.hash}"` })
    .send(file.content);
}
