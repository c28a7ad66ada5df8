import type { FastifyRequest } from 'fastify';
import { hasRole } from '../accounts/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import { addNavigation, renderPage } from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { mayExtend, mayPublish, mayRehearse } from './act-roles.ts';
import { versionParams } from './api-schemas.ts';
import { calendarPages } from './calendar-pages.ts';
import { cataloguePages } from './catalogue/pages.tsx';
import { callActions } from './call-actions.ts';
import { CallContent } from './call-content.tsx';
import { factsOf } from './call-view.ts';
import { findChanges } from './find-changes.ts';
import { interviewPages } from './interview/pages.tsx';
import { frameOf } from './page-frame.ts';
import type { PublishedCall } from './published-call.ts';
import { findPublished, loadPublished } from './published-version.ts';
import { publishPages } from './publish-pages.tsx';
import { findTerms, findVersions } from './queries.ts';
import { stateOf } from './term.ts';
import { termPages } from './term-pages.tsx';
import { VersionContent } from './version-content.tsx';
import { findVisibleCall } from './visible-call.ts';
import { callWords } from './words.ts';
import { shownExample } from './worked-example.ts';

const config = { access: { who: 'anyone' } } as const;

/** The pages of calls: the list, one call, its versions, and the forms of the body. */
export function callPages(services: Services): (app: App) => void {
  return (app) => {
    const text = { it: callWords.it.calls, en: callWords.en.calls };
    addNavigation(app, { href: '/calls', text, order: 10 });
    cataloguePages(services)(app);
    addCallPage(app, services);
    addVersionPage(app, services);
    publishPages(services)(app);
    termPages(services)(app);
    interviewPages(services)(app);
    calendarPages(services)(app);
  };
}

function addCallPage(app: App, services: Services): void {
  const { database, clock } = services;
  app.get('/calls/:call', { config }, async (request, reply) => {
    const call = await findVisibleCall(services, request);
    if (!call) return answerProblem(request, reply, notFound);
    const { language } = request;
    const asked = { callId: call.callId, limit: 200 };
    const published = await loadPublished(services, call);
    const { version } = call;
    const changes = await findChanges(services, { call, version, principal: request.principal });
    return renderPage(request, reply, {
      ...frameOf(call, request),
      title: call.title[language],
      heading: null,
      children: (
        <CallContent
          call={call}
          facts={factsOf(published)}
          document={published.call.document}
          example={shownExample(published)}
          changes={changes ?? { from: undefined, changes: [], touched: undefined }}
          versions={await findVersions(database.db, asked)}
          terms={await findTerms(database.db, asked)}
          at={clock()}
          actions={callActions(request, call).map(({ href, text, isMain = false }) => ({
            href: href(call),
            text: text[language],
            isMain,
          }))}
          officeActions={officeActions(request, call, clock())}
        />
      ),
    });
  });
}

function officeActions(
  { principal, language }: FastifyRequest,
  call: PublishedCall,
  at: Date,
): readonly { readonly href: string; readonly text: string }[] {
  if (!principal) return [];
  const words = callWords[language];
  const own = `/calls/${call.slug}`;
  const isExtendable = call.term.closesAt !== null && stateOf(call.term, at) !== 'closed';
  return [
    ...(hasRole(principal, mayPublish, call) ? [{ href: `${own}/amend`, text: words.amend }] : []),
    ...(hasRole(principal, mayExtend, call) && isExtendable
      ? [{ href: `${own}/extend`, text: words.extend }]
      : []),
    ...(hasRole(principal, mayRehearse, call) && call.mode !== 'live'
      ? [{ href: `${own}/rehearsal-term`, text: words.rehearse }]
      : []),
  ];
}

function addVersionPage(app: App, services: Services): void {
  app.get(
    '/calls/:call/versions/:version',
    { config, schema: { params: versionParams } },
    async (request, reply) => {
      const { version: number } = request.params;
      const { principal } = request;
      const call = await findVisibleCall(services, request);
      const changes = call && (await findChanges(services, { call, version: number, principal }));
      const version =
        changes && (await findPublished(services, { callId: call.callId, version: number }));
      if (!call || !version) return answerProblem(request, reply, notFound);
      const words = callWords[request.language];
      return renderPage(request, reply, {
        ...frameOf(call, request, true),
        title: words.versionNumber(number),
        lead: version.title[request.language],
        children: <VersionContent call={call} version={version} changes={changes} />,
      });
    },
  );
}
