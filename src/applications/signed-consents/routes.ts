import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import {
  instantSchema,
  present,
  replies,
  secured,
  strictObject,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound, sendProblem, type ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { consentParams, hashSchema, ownSchema, snapshotParams } from '../api-schemas.ts';
import { ownView } from '../application-view.ts';
import { fileBody } from '../documents/api-schemas.ts';
import { addFileBody, bytesToldBy, letPass, nothingSent, piecesOf } from '../documents/bodies.ts';
import { documentReaders } from '../documents/desk.ts';
import { refusals } from '../refusal.ts';
import { findVisibleText, signedConsentDesk } from './desk.ts';
import { giveSignedConsent, type SignedConsentDesk } from './give-signed-consent.ts';
import { loadCurrentCall } from '../published-call.ts';
import { signedConsentProblem } from './refusals.ts';
import { findSignedConsent, type KeptSignature } from './store.ts';

const tags = ['Applications'];

export const signatureParams = strictObject({
  ...consentParams.properties,
  hash: hashSchema('SHA-256 of the frozen text that is signed'),
});

const signatureSchema = strictObject({
  form: Type.Enum(['cades', 'cades-detached', 'pades']),
  checkedAt: instantSchema('When it was checked.'),
  signer: Type.String({ description: 'As the certificate names them.', examples: ['Mario Rossi'] }),
  fiscalCode: Type.Optional(Type.String({ examples: ['RSSMRA80A01H501U'] })),
  issuer: Type.String({ description: 'Who issued the certificate.' }),
  serialNumber: Type.String({ description: 'Of the certificate, in hexadecimal.' }),
  certificateHash: hashSchema('SHA-256 of the certificate'),
  validFrom: instantSchema('From when the certificate is valid.'),
  validUntil: instantSchema('Until when.'),
  isOnDevice: Type.Boolean({ description: 'Whether the issuer states a qualified device.' }),
  revocation: Type.Enum(['good', 'not-checked'], {
    description: '`not-checked`: there was no list of revoked certificates that held then.',
  }),
  chain: Type.Array(Type.String(), { description: 'From the signer to the anchor, as PEM.' }),
  fileSha256: hashSchema('SHA-256 of the signed file'),
  fileBytes: Type.Integer({ minimum: 1 }),
});

const printReply = {
  description: 'The text as PDF',
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
} as never;

/** Consents by signature, for programs. */
export function signedConsentRoutes(services: Services): (app: App) => void {
  const desk = signedConsentDesk(services);
  return (app) => {
    addPrint(app, services);
    app.register((inner, _options, done) => {
      addFileBody(inner);
      addConsent(inner, desk);
      done();
    });
    addReport(app, desk);
  };
}

function addPrint(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/snapshots/:hash/print',
    {
      config: { access: documentReaders },
      schema: {
        operationId: 'printSnapshot',
        tags,
        summary: 'A frozen text as PDF, to be read and signed',
        description:
          'The same text gives the same bytes. Signed as CAdES or PAdES by a legal representative it is a consent.',
        security: secured,
        params: snapshotParams,
        response: replies({ 200: printReply }, [400, 401, 403, 404]),
      },
    },
    (request, reply) => sendPrint(services, request, reply),
  );
}

/** What is said to partners who may not read all of the text. */
export function textKept({ language }: FastifyRequest): ProblemReply {
  const { status, [language]: detail } = refusals['costs-confidential'];
  return { status, code: 'costs-confidential', detail, said: detail };
}

export async function sendPrint(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const text = await findVisibleText(services, request);
  const { hash } = request.params as { readonly hash: string };
  if (!text) return answerProblem(request, reply, notFound);
  if (!text.isReadable) return answerProblem(request, reply, textKept(request));
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `attachment; filename="consenso-${hash.slice(0, 12)}.pdf"`)
    .send(text.print.bytes);
}

function addConsent(app: App, desk: SignedConsentDesk): void {
  app.put(
    '/api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash',
    {
      config: { access: { who: 'named', power: 'read', subject: 'application' } },
      schema: {
        operationId: 'giveSignedConsent',
        tags,
        summary: 'Consent by a signed file',
        description:
          'The body is the file (`application/octet-stream`): the frozen text, exact or as PDF, signed by a legal representative of the organisation as CAdES (around the text or beside it) or PAdES. It may be brought by people of the organisation and by those who edit for the lead. It is kept with all that was checked; nothing is kept of a file that is refused.',
        security: secured,
        params: signatureParams,
        body: fileBody,
        response: replies({ 200: ownSchema, 201: ownSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const body = request.body as Readable | null | undefined;
      const { organisation: organisationId, hash } = request.params;
      const outcome = await giveSignedConsent(desk, {
        ...actOf(request),
        organisationId,
        hash,
        content: body ? piecesOf(body) : nothingSent(),
        bytesTold: bytesToldBy(request),
      });
      if (outcome && outcome.type !== 'refused') {
        const { application } = outcome;
        const { call } = await loadCurrentCall(desk.services, application.call.id);
        return reply
          .code(outcome.type === 'given' ? 201 : 200)
          .send(ownView(application, principalOf(request), call.document));
      }
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      if (!outcome) return sendProblem(reply, notFound);
      return sendProblem(reply, signedConsentProblem(outcome));
    },
  );
}

function addReport(app: App, { services }: SignedConsentDesk): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash',
    {
      config: { access: documentReaders },
      schema: {
        operationId: 'readSignedConsent',
        tags,
        summary: 'The signature by which an organisation consented',
        description: 'Who signed, and all that was checked when the file came.',
        security: secured,
        params: signatureParams,
        response: replies({ 200: signatureSchema }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const kept = await findKept(services, request);
      return kept ? viewOf(kept) : sendProblem(reply, notFound);
    },
  );
}

/** The signature that the address names, for who may see its text. */
export async function findKept(
  services: Services,
  request: FastifyRequest,
): Promise<KeptSignature | undefined> {
  const { organisation: organisationId, hash } = request.params as Static<typeof signatureParams>;
  if (!(await findVisibleText(services, request))) return undefined;
  const { callId, applicationId: id } = actOf(request);
  return findSignedConsent(services.database.db, { callId, id, hash, organisationId });
}

function viewOf({
  report: { form, checkedAt, signer },
  fileHash,
  fileBytes,
}: KeptSignature): Static<typeof signatureSchema> {
  return {
    form,
    checkedAt,
    signer: signer.name,
    ...present({ fiscalCode: signer.fiscalCode ?? null }),
    issuer: signer.issuer,
    serialNumber: signer.serialNumber,
    certificateHash: signer.certificateHash,
    validFrom: signer.validFrom,
    validUntil: signer.validUntil,
    isOnDevice: signer.isOnDevice,
    revocation: signer.revocation,
    chain: [...signer.chain],
    fileSha256: fileHash,
    fileBytes,
  };
}
