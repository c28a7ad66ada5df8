import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  ButtonLink,
  Note,
  redirectWithFlash,
  renderPage,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { applicationParams } from '../api-schemas.ts';
import { decideChange } from '../application.ts';
import { abilitiesOf } from '../next-step.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { scanWords } from '../scans/scan-tag.tsx';
import { despiteQuery, slotParams, versionParams } from './api-schemas.ts';
import { addFileForm, isFormTooLarge, letPass, nothingSent, type FormBody } from './bodies.ts';
import { documentDesk, documentReaders, type DocumentDesk } from './desk.ts';
import { DocumentsView } from './documents-view.tsx';
import { findDocument, isInfected, sendContent, type Infected } from './download.ts';
import { handIn, type HandInOutcome } from './hand-in.ts';
import { saidOf, type DocumentRefusal } from './refusals.ts';
import { forgetRemoved, removeDocument } from './remove-document.ts';
import { slotsOf } from './slots.ts';
import { documentWords } from './words.ts';

const readers = { access: { who: 'named', power: 'read', subject: 'application' } } as const;
const editors = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;

/** The documents of an application, for people. */
export function documentPages(services: Services): (app: App) => void {
  const desk = documentDesk(services);
  return (app) => {
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addPage(inner, desk);
      addUpload(inner, desk);
      addVersion(inner, desk);
      done();
    });
  };
}

function addPage(app: App, { services }: DocumentDesk): void {
  app.get(
    '/calls/:call/applications/:application/documents',
    { config: readers, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const { callId, applicationId } = actOf(request);
      const application = await findApplication(services.database, callId, applicationId);
      if (!application) return answerProblem(request, reply, notFound);
      const { call } = await loadCurrentCall(services, callId);
      const words = documentWords[request.language];
      const { edits } = abilitiesOf(principalOf(request), application);
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        trail: [
          ...trailOf(application, request.language),
          { text: application.title, href: addressOf(application) },
        ],
        mode: application.call.mode,
        fictional: application.call.fictional,
        scripts: ['upload'],
        children: (
          <DocumentsView
            application={application}
            slots={slotsOf(call, application)}
            names={new Map(application.partners.map(({ id, name }) => [id, name]))}
            limits={services.config.fileLimits}
            isScanned={services.config.clamd !== undefined}
            canChange={edits && !decideChange(application, application.call.window)}
          />
        ),
      });
    },
  );
}

function addUpload(app: App, desk: DocumentDesk): void {
  app.post(
    '/calls/:call/applications/:application/documents/:slot',
    { config: editors, schema: { params: slotParams, hide: true } },
    async (request, reply) => {
      const { file } = request.body as Partial<FormBody>;
      const { fileBytesMax } = desk.services.config.fileLimits;
      const outcome: HandInOutcome | undefined = isFormTooLarge(request, fileBytesMax)
        ? { type: 'refused', code: 'file-too-large' }
        : await handIn(desk, {
            ...actOf(request),
            slot: request.params.slot,
            name: file?.name ?? '',
            content: file?.content ?? nothingSent(),
            bytesTold: undefined,
          });
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      if (!outcome) return answerProblem(request, reply, notFound);
      if (outcome.type === 'refused') return refuse(request, reply, outcome.code);
      const words = documentWords[request.language];
      const text = outcome.type === 'unchanged' ? words.same : words.added;
      return redirectWithFlash(request, reply, pageOf(request), { tone: 'ok', text });
    },
  );
}

/** Back to the page with what is wrong; who has no power has no such page to go back to. */
function refuse(request: FastifyRequest, reply: FastifyReply, code: DocumentRefusal): FastifyReply {
  const detail = saidOf(code, request.language);
  if (code === 'no-power') return answerProblem(request, reply, { status: 403, code, detail });
  return redirectWithFlash(request, reply, pageOf(request), { tone: 'warn', text: detail });
}

function pageOf(request: FastifyRequest): string {
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  return `${addressOf({ id: application, call: { slug: call } })}/documents`;
}

/** What was found in a document, before it is downloaded. */
function warn(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, finding }: Infected,
): FastifyReply {
  const words = scanWords[request.language];
  const [path = ''] = request.url.split('?');
  return renderPage(request, reply, {
    title: words.warning,
    lead: name,
    children: (
      <>
        <Note tone="stop" title={words.infected(finding)}>
          <p>{words.warningHelp(name, finding)}</p>
        </Note>
        <Actions>
          <ButtonLink href={path.replace(/\/documents\/.*$/, '')}>{words.back}</ButtonLink>
          <ButtonLink href={`${path}?despite=infected`} isSecondary>
            {words.despite}
          </ButtonLink>
        </Actions>
      </>
    ),
  });
}

function addVersion(app: App, desk: DocumentDesk): void {
  app.get(
    '/calls/:call/applications/:application/documents/:slot/versions/:version',
    {
      config: { access: documentReaders },
      schema: { params: versionParams, querystring: despiteQuery, hide: true },
    },
    async (request, reply) => {
      const found = await findDocument(desk.services, request);
      if (!found) return answerProblem(request, reply, notFound);
      if (isInfected(found)) return warn(request, reply, found);
      return sendContent(desk.store, request, reply, found);
    },
  );
  app.post(
    '/calls/:call/applications/:application/documents/:slot/versions/:version/removal',
    { config: editors, schema: { params: versionParams, hide: true } },
    async (request, reply) => {
      const { slot, version } = request.params;
      const removal = { ...actOf(request), slot, version };
      const outcome = await desk.services.database.db
        .transaction()
        .execute((tx) => removeDocument(tx, removal));
      await forgetRemoved(desk, outcome);
      if (!outcome) return answerProblem(request, reply, notFound);
      if (outcome.type === 'refused') return refuse(request, reply, outcome.code);
      const { gone } = documentWords[request.language];
      return redirectWithFlash(request, reply, pageOf(request), { tone: 'ok', text: gone });
    },
  );
}
