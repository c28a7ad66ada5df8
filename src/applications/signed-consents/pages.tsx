import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type Language } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { signedFileBytesMax } from '../../platform/signatures/index.ts';
import { actOf } from '../act-routes.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { snapshotParams } from '../api-schemas.ts';
import { stateOf } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { consentWaysOf } from '../consent-ways.ts';
import {
  addFileForm,
  isFormTooLarge,
  letPass,
  nothingSent,
  type FormBody,
} from '../documents/bodies.ts';
import { documentReaders } from '../documents/desk.ts';
import { decideConsent, hasConsented } from '../give-consent.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { refusals } from '../refusal.ts';
import { findVisibleText, signedConsentDesk } from './desk.ts';
import {
  giveSignedConsent,
  mayBring,
  type SignedConsentDesk,
  type SignedConsentOutcome,
} from './give-signed-consent.ts';
import { saidOf } from './refusals.ts';
import { findKept, sendPrint, signatureParams, textKept } from './routes.ts';
import { SignedConsentView } from './signed-consent-view.tsx';
import { signedConsentWords } from './words.ts';

type Params = Static<typeof signatureParams>;

const here = '/calls/:call/applications/:application/consents/:organisation/signatures/:hash';

/** Consents by signature, for people. */
export function signedConsentPages(services: Services): (app: App) => void {
  const desk = signedConsentDesk(services);
  return (app) => {
    app.get(
      '/calls/:call/applications/:application/snapshots/:hash/print',
      { config: { access: documentReaders }, schema: { params: snapshotParams, hide: true } },
      (request, reply) => sendPrint(services, request, reply),
    );
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addPage(inner, desk);
      addUpload(inner, desk);
      addFile(inner, desk);
      done();
    });
  };
}

function addPage(app: App, desk: SignedConsentDesk): void {
  const { services } = desk;
  app.get(
    here,
    { config: { access: documentReaders }, schema: { params: signatureParams, hide: true } },
    async (request, reply) => {
      const text = await findVisibleText(services, request);
      const { callId, applicationId } = actOf(request);
      const application = text && (await findApplication(services.database, callId, applicationId));
      const { organisation, hash } = request.params;
      const partner = text?.snapshot.partners.find(({ id }) => id === organisation);
      if (!application || !partner) return answerProblem(request, reply, notFound);
      const words = signedConsentWords[request.language];
      const isGiven = application.frozenHash === hash && hasConsented(application, organisation);
      const brings = mayBring(principalOf(request), application, organisation);
      return renderPage(request, reply, {
        title: words.title,
        lead: partner.name,
        trail: [
          ...trailOf(application, request.language),
          { text: application.title, href: addressOf(application) },
        ],
        mode: application.call.mode,
        fictional: application.call.fictional,
        children: (
          <SignedConsentView
            address={addressOf(application)}
            here={pageOf(request)}
            hash={hash}
            kept={await findKept(services, request)}
            standing={isGiven ? 'by-account' : 'none'}
            closed={
              text.isReadable
                ? await whyClosed(desk, request, application)
                : refusals['costs-confidential'][request.language]
            }
            mayBring={brings && !isGiven}
          />
        ),
      });
    },
  );
}

/** Why no signature is taken now, in words. */
async function whyClosed(
  { services, anchors }: SignedConsentDesk,
  request: FastifyRequest,
  application: ApplicationRecord,
): Promise<string | undefined> {
  const { language } = request;
  const { organisation, hash } = request.params as Params;
  const { call } = await loadCurrentCall(services, application.call.id);
  const code = !anchors
    ? 'signature-off'
    : consentWaysOf(call.document).includes('signature')
      ? decideConsent(application, organisation, hash)
      : 'way-not-allowed';
  return code && saidOf({ type: 'refused', code }, language);
}

function addUpload(app: App, desk: SignedConsentDesk): void {
  app.post(
    here,
    {
      config: { access: { who: 'named', power: 'read', subject: 'application' } },
      schema: { params: signatureParams, hide: true },
    },
    async (request, reply) => {
      const { file } = request.body as Partial<FormBody>;
      const { organisation: organisationId, hash } = request.params;
      const outcome: SignedConsentOutcome | undefined = isFormTooLarge(request, signedFileBytesMax)
        ? { type: 'refused', code: 'file-too-large' }
        : await giveSignedConsent(desk, {
            ...actOf(request),
            organisationId,
            hash,
            content: file?.content ?? nothingSent(),
            bytesTold: undefined,
          });
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      if (!outcome) return answerProblem(request, reply, notFound);
      return answer(request, reply, outcome);
    },
  );
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: SignedConsentOutcome,
): FastifyReply {
  const { language } = request;
  if (outcome.type === 'refused') {
    const detail = saidOf(outcome, language);
    if (outcome.code === 'no-power')
      return answerProblem(request, reply, { status: 403, code: outcome.code, detail });
    return redirectWithFlash(request, reply, pageOf(request), { tone: 'warn', text: detail });
  }
  const text = doneText(outcome, language);
  return redirectWithFlash(request, reply, addressOf(outcome.application), { tone: 'ok', text });
}

function doneText(
  { type, application }: Exclude<SignedConsentOutcome, { type: 'refused' }>,
  language: Language,
): string {
  const words = signedConsentWords[language];
  if (type === 'repeated') return words.already;
  return stateOf(application) === 'ready' ? words.givenLast : words.given;
}

function pageOf(request: FastifyRequest): string {
  const { call, application, organisation, hash } = request.params as Params;
  return `${addressOf({ id: application, call: { slug: call } })}/consents/${organisation}/signatures/${hash}`;
}

const mediaTypes = {
  cades: ['application/pkcs7-mime', 'p7m'],
  'cades-detached': ['application/pkcs7-signature', 'p7s'],
  pades: ['application/pdf', 'pdf'],
} as const;

function addFile(app: App, { services, store }: SignedConsentDesk): void {
  app.get(
    `${here}/file`,
    { config: { access: documentReaders }, schema: { params: signatureParams, hide: true } },
    async (request, reply) => {
      const text = await findVisibleText(services, request);
      const kept = text && (await findKept(services, request));
      if (!kept) return answerProblem(request, reply, notFound);
      // The file holds the text that was signed.
      if (!text.isReadable) return answerProblem(request, reply, textKept(request));
      const content = await store.read(kept.fileHash);
      if (!content) throw new Error(`the store has lost the content ${kept.fileHash}`);
      const [mediaType, extension] = mediaTypes[kept.report.form];
      const name = `consenso-${kept.fileHash.slice(0, 12)}.${extension}`;
      return reply
        .header('content-type', mediaType)
        .header('content-length', kept.fileBytes)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
        .send(content);
    },
  );
}
