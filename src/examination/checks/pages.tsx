import type { FastifyRequest } from 'fastify';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { addApplicationPart } from '../../applications/index.ts';
import { findCall } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { findExamination } from '../queries.ts';
import { applicationParams } from './api-schemas.ts';
import { examinersAccess, keyOf, toldAccess } from './asking.ts';
import { costPages } from './cost-pages.tsx';
import { findDesk } from './desk.ts';
import { findingPages } from './finding-pages.tsx';
import { outcomePages } from './outcome-pages.tsx';
import { OfficePart, ToldPart } from './application-parts.tsx';
import { ToldPage } from './outcome-view.tsx';
import { renderExamination, sendNotFound } from './page-frame.tsx';
import { listOutcomeActs } from './queries.ts';
import { toldOutcome } from './told-outcome.ts';
import { checkWords } from './words.ts';

/** The pages of one examination: of the office, and of those who are told how it ended. */
export function checkPages(services: Services): (app: App) => void {
  return (app) => {
    addExamination(app, services);
    addTold(app, services);
    findingPages(services)(app);
    costPages(services)(app);
    outcomePages(services)(app);
    addParts(app, services);
  };
}

function addExamination(app: App, services: Services): void {
  app.get(
    '/calls/:call/applications/:application/examination',
    { config: { access: examinersAccess }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      return desk
        ? renderExamination(request, reply, services, { desk })
        : sendNotFound(request, reply);
    },
  );
}

/** What the page of an application says of its examination: to the office where it is, to its people how it ended. */
function addParts(app: App, { database }: Services): void {
  addApplicationPart(app, {
    order: 10,
    to: ['office', 'partnership'],
    load: async (request, { id: applicationId, call }, audience) => {
      const examination = await findExamination(database.db, { callId: call.id, applicationId });
      if (!examination) return null;
      const address = `/calls/${call.slug}/applications/${applicationId}`;
      if (audience === 'office')
        return mayRead(request) ? <OfficePart examination={examination} address={address} /> : null;
      return examination.outcome === null ? null : (
        <ToldPart outcome={examination.outcome} address={address} />
      );
    },
  });
}

function addTold(app: App, { database }: Services): void {
  app.get(
    '/calls/:call/applications/:application/outcome',
    { config: { access: toldAccess }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const { language, params } = request;
      const call = await findCall({ database }, params.call);
      if (!call) return sendNotFound(request, reply);
      const examination = await findExamination(database.db, keyOf(request));
      const acts = examination ? await listOutcomeActs(database.db, examination) : [];
      return renderPage(request, reply, {
        title: checkWords[language].toldTitle,
        mode: call.mode,
        fictional: call.fictional,
        isNarrow: true,
        trail: [
          { text: call.title[language], href: `/calls/${call.slug}` },
          {
            text: checkWords[language].application,
            href: `/calls/${call.slug}/applications/${params.application}`,
          },
        ],
        children: (
          <ToldPage
            told={examination && toldOutcome(examination, acts)}
            application={`/calls/${call.slug}/applications/${params.application}`}
          />
        ),
      });
    },
  );
}

function mayRead(request: FastifyRequest): boolean {
  const { roles = [] } = examinersAccess.who === 'named' ? examinersAccess : {};
  return hasRole(principalOf(request), roles, request.subject ?? {});
}
