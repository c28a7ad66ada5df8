import { findToday } from '../acts/queries.ts';
import { parseDay } from '../../engine/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { addNavigation, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { actPath } from './act-path.ts';
import { callNames } from './call-names.ts';
import { FiguresContent } from './figures-content.tsx';
import { answerFresh, keepPages } from './freshness.ts';
import { loadNaming, resultOf } from './load-result.ts';
import { MembersContent } from './members-content.tsx';
import { listDatasets } from './open-data.ts';
import { OpenDataContent } from './open-data-content.tsx';
import { openDataWords } from './open-data-words.ts';
import { actFrame, findResult, freshnessOf, notFound, visibleCall } from './result-pages.tsx';
import { isListAct } from './published-act.ts';
import { findMembersOn, findPublishedActs } from './queries.ts';
import { publicationWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const membersPage = 100;

/** The answer sheet of an act, who is in a list on a day, and the page about the data. */
export function morePages(services: Services): (app: App) => void {
  return (app) => {
    const text = { it: openDataWords.it.title, en: openDataWords.en.title };
    addNavigation(app, { href: '/open-data', text, order: 21 });
    addFigures(app, services);
    addMembers(app, services);
    addOpenData(app, services);
  };
}

function addFigures(app: App, services: Services): void {
  app.get(
    '/calls/:call/results/:act/figures',
    { config, onSend: keepPages(services) },
    async (request, reply) => {
      const result = await findResult(services, request);
      if (!result) return notFound(request, reply);
      if (await answerFresh(services, request, reply, { of: freshnessOf(result) })) return reply;
      const words = publicationWords[request.language];
      const { call, act } = result;
      const frame = actFrame(call, request);
      return renderPage(request, reply, {
        ...frame,
        trail: [...frame.trail, { text: act.title, href: actPath(result) }],
        title: words.figures,
        lead: <span lang="it">{act.title}</span>,
        children: (
          <FiguresContent
            result={result}
            names={callNames(result.published.call, request.language)}
          />
        ),
      });
    },
  );
}

function addMembers(app: App, services: Services): void {
  app.get(
    '/calls/:call/results/members',
    { config, onSend: keepPages(services) },
    async (request, reply) => {
      const call = await visibleCall(services, request);
      const { db } = services.database;
      const acts = call ? await findPublishedActs(db, call.callId) : [];
      const act = acts.find((each) => isListAct(each, acts));
      if (!call || !act) return notFound(request, reply);
      const { on, page: wanted } = request.query as {
        readonly on?: string;
        readonly page?: string;
      };
      const today = await findToday(db, 'Europe/Rome');
      const asked = on ?? today;
      const day = parseDay(asked) === undefined ? undefined : asked;
      if (await answerFresh(services, request, reply, { of: [call.version, asked] })) return reply;
      const page = /^[1-9]\d{0,4}$/.test(wanted ?? '') ? Number(wanted) : 1;
      const found =
        day === undefined
          ? { total: 0, members: [] }
          : await findMembersOn(db, {
              callId: call.callId,
              day,
              skip: (page - 1) * membersPage,
              limit: membersPage,
            });
      const result = await resultOf(services, { call, acts, act });
      const { show } = await loadNaming(services, result);
      const words = publicationWords[request.language];
      return renderPage(request, reply, {
        ...actFrame(call, request),
        title: words.membership,
        lead: call.title[request.language],
        children: (
          <MembersContent
            slug={call.slug}
            day={day}
            asked={asked}
            total={found.total}
            page={page}
            lastPage={Math.max(1, Math.ceil(found.total / membersPage))}
            members={found.members.map((member) => ({ ...member, shown: show(member) }))}
          />
        ),
      });
    },
  );
}

function addOpenData(app: App, services: Services): void {
  app.get('/open-data', { config, onSend: keepPages(services) }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    const words = openDataWords[request.language];
    return renderPage(request, reply, {
      title: words.title,
      lead: words.lead,
      children: <OpenDataContent datasets={await listDatasets(services)} />,
    });
  });
}
