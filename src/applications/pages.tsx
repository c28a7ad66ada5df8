import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hasPower, hasRole, principalOf } from '../accounts/index.ts';
import { exportFileName, loadPublished } from '../calls/index.ts';
import { makeCursor } from '../platform/http/api-schema.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import { addNavigation, renderPage } from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { actPages } from './act-pages.tsx';
import { trailOf } from './addresses.ts';
import { applicationParams, snapshotParams } from './api-schemas.ts';
import { loadParts } from './application-parts.ts';
import { stateOf } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import { checkDraft } from './check-application.ts';
import { documentPages } from './documents/pages.tsx';
import { slotsOf } from './documents/slots.ts';
import { refuse } from './edit-desk.ts';
import { editPages } from './edit-pages.tsx';
import { importPages } from './import/import-pages.tsx';
import { ListView } from './list-view.tsx';
import { abilitiesOf } from './next-step.ts';
import { OwnView } from './own-view.tsx';
import { gatePages } from './opening/gate-pages.tsx';
import { newPages } from './new-pages.tsx';
import { invitedPages } from './partnership/invited-pages.tsx';
import { leadPages } from './partnership/lead-pages.tsx';
import { findReceived } from './partnership/queries.ts';
import { ReceivedInvitations } from './partnership/received-view.tsx';
import { loadCurrentCall } from './published-call.ts';
import {
  findApplication,
  findOrganisations,
  findSnapshot,
  listApplications,
  listTimeline,
} from './queries.ts';
import { ReceivedView } from './received-view.tsx';
import { readersAccess, readPlace } from './routes.ts';
import { sectionPages } from './sections/section-pages.tsx';
import { findShown, type Shown } from './shown-application.ts';
import { signedConsentPages } from './signed-consents/pages.tsx';
import { shownCheck, shownContent, sightOf } from './sight.ts';
import { mayReadText } from './snapshot-sight.ts';
import { readSnapshot } from './snapshot.ts';
import { fileRoles, wholePages } from './whole/whole-pages.ts';
import { applicationWords } from './words.ts';

const pageSize = 50;

/** The pages of applications: one's own, one of them, its forms, and what was submitted. */
export function applicationPages(services: Services): (app: App) => void {
  return (app) => {
    addNavigation(app, {
      href: '/applications',
      covers: /^\/calls\/[^/]+\/applications(?:\/|$)/,
      text: { it: applicationWords.it.mine, en: applicationWords.en.mine },
      order: 20,
      isShown: (request) => request.viewer !== null,
    });
    addList(app, services);
    addApplication(app, services);
    addSnapshot(app, services);
    newPages(services)(app);
    editPages(services)(app);
    sectionPages(services)(app);
    importPages(services)(app);
    actPages(services)(app);
    documentPages(services)(app);
    leadPages(services)(app);
    invitedPages(services)(app);
    signedConsentPages(services)(app);
    wholePages(services)(app);
    gatePages(services)(app);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/applications',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) }),
        hide: true,
      },
    },
    async (request, reply) => {
      const words = applicationWords[request.language];
      const principal = principalOf(request);
      const { after } = request.query;
      const found = await listApplications(database, principal.powers, {
        limit: pageSize + 1,
        after: after === undefined ? undefined : readPlace(after),
      });
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      const received =
        after === undefined ? await findReceived(database, principal, { limit: pageSize }) : [];
      return renderPage(request, reply, {
        title: words.mine,
        lead: words.mineLead,
        fictional: found.some(({ call }) => call.fictional),
        children: (
          <>
            <ReceivedInvitations
              invitations={received.filter(({ organisations }) => organisations.length > 0)}
            />
            <ListView
              applications={found.slice(0, pageSize)}
              principal={principal}
              next={last ? makeCursor([last.createdAt, last.id]) : null}
            />
          </>
        ),
      });
    },
  );
}

function addApplication(app: App, services: Services): void {
  app.get(
    '/calls/:call/applications/:application',
    { config: { access: readersAccess }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const shown = await findShown(services.database, request);
      if (!shown) return answerProblem(request, reply, notFound);
      return shown.type === 'own'
        ? showOwn(request, reply, services, shown.application)
        : showReceived(request, reply, services, shown);
    },
  );
}

async function showOwn(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  application: ApplicationRecord,
): Promise<FastifyReply> {
  const { db } = services.database;
  const { call, id, callVersion, frozenHash } = application;
  const isOpen = stateOf(application) !== 'submitted';
  const current = await loadCurrentCall(services, call.id);
  const rules =
    frozenHash === null
      ? current
      : await loadPublished(services, { callId: call.id, version: callVersion });
  const timeline = await listTimeline(db, call.id, id);
  const bytes =
    frozenHash === null
      ? undefined
      : await findSnapshot(db, { callId: call.id, id, hash: frozenHash });
  const sight = sightOf(principalOf(request), application, rules.call.document);
  const isWhole = bytes === undefined || (await mayReadText(services, request, bytes));
  return renderPage(request, reply, {
    title: application.title,
    lead: call.title[request.language],
    trail: trailOf(application, request.language),
    mode: call.mode,
    fictional: call.fictional,
    children: (
      <OwnView
        application={application}
        abilities={abilitiesOf(principalOf(request), application)}
        document={rules.call.document}
        names={await namesOf(services, application, timeline)}
        content={shownContent(application.content, sight)}
        check={
          isOpen
            ? shownCheck(checkDraft(current.call, application), application.content, sight)
            : undefined
        }
        slots={slotsOf(current.call, application)}
        timeline={timeline}
        exactText={isWhole ? bytes?.toString('utf8') : undefined}
        isWhole={isWhole}
        checksSignatures={services.config.signatureAnchors !== undefined}
        parts={await loadParts(request, application, 'partnership')}
      />
    ),
  });
}

/** Names of everybody in the partnership, and of those who were in it once. */
async function namesOf(
  { database }: Services,
  { partners }: ApplicationRecord,
  timeline: readonly { readonly onBehalfOf: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(partners.map(({ id, name }) => [id, name]));
  const others = timeline.flatMap(({ onBehalfOf }) =>
    onBehalfOf === null || names.has(onBehalfOf) ? [] : [onBehalfOf],
  );
  const found = await findOrganisations(database.db, [...new Set(others)]);
  for (const [id, { name }] of found) names.set(id, name);
  return names;
}

async function showReceived(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { application, entry, bytes }: Extract<Shown, { type: 'received' }>,
): Promise<FastifyReply> {
  const words = applicationWords[request.language];
  const { call } = application;
  const snapshot = readSnapshot(bytes);
  const rules = await loadPublished(services, { callId: call.id, version: snapshot.call.version });
  return renderPage(request, reply, {
    title: snapshot.title,
    lead: words.received,
    trail: [{ text: call.title[request.language], href: `/calls/${call.slug}` }],
    mode: call.mode,
    fictional: call.fictional,
    children: (
      <ReceivedView
        application={application}
        entry={entry}
        bytes={bytes}
        rules={rules.call}
        parts={await loadParts(request, application, 'office')}
        isTextOnly={!hasRole(principalOf(request), fileRoles, request.subject ?? {})}
      />
    ),
  });
}

function addSnapshot(app: App, services: Services): void {
  app.get(
    '/calls/:call/applications/:application/snapshots/:hash',
    { config: { access: readersAccess }, schema: { params: snapshotParams, hide: true } },
    async (request, reply) => {
      const { application: id, hash } = request.params;
      const { subject } = request;
      const callId = subject?.callId ?? 0;
      const { db } = services.database;
      const isOwn = subject !== null && hasPower(principalOf(request), 'read', subject);
      const bytes = await findSnapshot(db, { callId, id, hash, isSubmitted: !isOwn });
      const application = bytes && (await findApplication(services.database, callId, id));
      if (!bytes || !application) return answerProblem(request, reply, notFound);
      if (isOwn && !(await mayReadText(services, request, bytes)))
        return refuse(request, reply, 'costs-confidential');
      const name = exportFileName(application.call, {
        name: `application-${hash.slice(0, 12)}`,
        extension: 'json',
      });
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('content-type', 'application/json; charset=utf-8')
        .send(bytes);
    },
  );
}
