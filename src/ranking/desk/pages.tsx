import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { addCallAction } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { addNavigation, redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import { countChangesSince } from '../round/queries.ts';
import { deskAccess, deskRoles, officerAccess } from './access.ts';
import * as schema from './api-schemas.ts';
import { CallsView } from './calls-view.tsx';
import { decisionPages } from './decision-pages.tsx';
import { findDesk, settleAt, type RankingDesk } from './desk.ts';
import { freezeNow, refreshSummary } from './freeze.ts';
import { FrozenView, NotFrozenView } from './frozen-view.tsx';
import { nextStepOf } from './next-step.ts';
import { OverviewView } from './overview-view.tsx';
import { rowsOutside } from './outside-view.tsx';
import { renderDeskPage, sayRefused, sendNotFoundPage } from './page-frame.tsx';
import { findPersonName, findRankingCalls, findReceived } from './queries.ts';
import { pictureOf } from './ranking-picture.ts';
import { shortUnit, titleOfUnit } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { questionsAbout, questionsOf } from './stop-question.ts';
import { UnitTag, UnitView } from './unit-view.tsx';
import { whatIfPages } from './what-if-pages.tsx';
import { deskWords } from './words.ts';

const text = Type.Optional(Type.String({ maxLength: 200 }));
const shownQuery = Type.Object({ round: text, from: text, outside: text });

/** The pages on which an office makes rankings: every call, one call, one ranking. */
export function deskPages(services: Services): (app: App) => void {
  return (app) => {
    const { it, en } = deskWords;
    addNavigation(app, {
      href: '/rankings',
      text: { it: it.navigation, en: en.navigation },
      order: 6,
      isShown: ({ principal }) =>
        principal?.roles.some(({ role }) => deskRoles.some((each) => each === role)) ?? false,
    });
    addCallAction(app, {
      text: { it: it.action, en: en.action },
      href: ({ slug }) => `/rankings/${slug}`,
      order: 74,
      isShown: ({ principal }, call) => principal !== null && hasRole(principal, deskRoles, call),
    });
    addCalls(app, services);
    addDesk(app, services);
    addFreezing(app, services);
    decisionPages(services)(app);
    whatIfPages(services)(app);
  };
}

/** So many calls whose rounds nobody has settled yet are settled for one look at the list. */
const settledAtOnce = 2;

function addCalls(app: App, services: Services): void {
  const config = { access: { who: 'signed-in' } } as const;
  app.get('/rankings', { config, schema: { hide: true } }, async (request, reply) => {
    const { db } = services.database;
    const principal = principalOf(request);
    let calls = await findRankingCalls(db, principal);
    const stale = calls.filter((call) => nextStepOf(call).step === 'look').slice(0, settledAtOnce);
    for (const { id, round } of stale)
      if (round !== null) await refreshSummary(services, { callId: id }, { number: round });
    if (stale.length > 0) calls = await findRankingCalls(db, principal);
    const words = deskWords[request.language];
    return renderPage(request, reply, {
      title: words.title,
      lead: words.lead,
      fictional: calls.some(({ fictional }) => fictional),
      children: <CallsView calls={calls} />,
    });
  });
}

function addDesk(app: App, services: Services): void {
  const config = { access: deskAccess };
  app.get(
    '/rankings/:call',
    { config, schema: { params: schema.callParams, querystring: shownQuery, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      if (desk.rounds.length === 0) return renderNotFrozen(services, request, reply, desk);
      return showRound(services, request, reply, { desk, unit: undefined });
    },
  );
  app.get(
    '/rankings/:call/units/:unit',
    { config, schema: { params: schema.unitParams, querystring: shownQuery, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk || desk.rounds.length === 0) return sendNotFoundPage(request, reply);
      return showRound(services, request, reply, { desk, unit: request.params.unit });
    },
  );
}

async function renderNotFrozen(
  { database: { db } }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { call, mayAct }: RankingDesk,
): Promise<FastifyReply> {
  const { received, open } = await findReceived(db, call.callId);
  return renderDeskPage(request, reply, {
    call,
    title: call.title[request.language],
    isHome: true,
    children: <NotFrozenView slug={call.slug} received={received} open={open} mayAct={mayAct} />,
  });
}

interface Shown {
  readonly desk: RankingDesk;
  /** The ranking of the address; the only one, or all of them, without it. */
  readonly unit: string | undefined;
}

async function showRound(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, unit }: Shown,
): Promise<FastifyReply> {
  const { db } = services.database;
  const round = shownRound(desk, request);
  const settled = round && (await settleAt(services, desk, round.number));
  if (!round || !settled) return sendNotFoundPage(request, reply);
  const { units } = settled.round.table;
  const only = units.length === 1 ? units[0] : undefined;
  const shown = unit ?? only;
  const index = shown === undefined ? -1 : units.indexOf(shown);
  if (unit !== undefined && index < 0) return sendNotFoundPage(request, reply);
  const isNewest = round.number === desk.rounds[0]?.number;
  const query = isNewest ? '' : `?round=${round.number}`;
  const frozen = (
    <FrozenView
      slug={desk.call.slug}
      rounds={desk.rounds}
      round={round}
      madeBy={await findPersonName(db, round.madeBy)}
      changes={await countChangesSince(db, round)}
      mayAct={desk.mayAct}
    />
  );
  const mayDecide = desk.mayAct && isNewest;
  if (index < 0)
    return renderDeskPage(request, reply, {
      call: desk.call,
      title: desk.call.title[request.language],
      isHome: true,
      children: (
        <>
          {frozen}
          <OverviewView
            settled={settled}
            slug={desk.call.slug}
            query={query}
            decisions={desk.decisions}
            mayDecide={mayDecide}
            mayTry={desk.mayTry}
          />
        </>
      ),
    });
  return renderUnit(request, reply, { desk, settled, index, query, mayDecide, frozen });
}

interface UnitShown {
  readonly desk: RankingDesk;
  readonly settled: SettledRound;
  readonly index: number;
  readonly query: string;
  readonly mayDecide: boolean;
  readonly frozen: VNode;
}

function renderUnit(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, settled, index, query, mayDecide, frozen }: UnitShown,
): FastifyReply {
  const { call } = desk;
  const { language } = request;
  const words = deskWords[language];
  const { document } = settled.round.call;
  const { units } = settled.round.table;
  const unit = units[index] ?? '';
  const isOnly = units.length === 1;
  const isList = document.procedure === 'list';
  const name = isOnly ? call.title[language] : shortUnit(document, unit, language);
  const heading = isList ? words.list : isOnly ? words.ranking : words.rankingOf(lowered(name));
  const placed = pictureOf(settled, index).rows.length;
  const outside = rowsOutside(settled, index).length;
  const path = isOnly ? `/rankings/${call.slug}` : `/rankings/${call.slug}/units/${unit}`;
  const { from, outside: after } = request.query as {
    readonly from?: string;
    readonly outside?: string;
  };
  const about = titleOfUnit(document, unit, language);
  return renderDeskPage(request, reply, {
    call,
    title: `${heading}: ${call.title[language]}`,
    heading: (
      <span class="bd-row between">
        <span>{heading}</span>
        <UnitTag questions={questionsAbout(questionsOf(settled.round.stops), unit)} />
      </span>
    ),
    lead: isList ? about : `${about}. ${words.leadCounts(placed, outside)}`,
    isHome: isOnly,
    children: (
      <>
        {frozen}
        <UnitView
          settled={settled}
          unit={index}
          slug={call.slug}
          address={`${path}${query === '' ? '?' : `${query}&`}`}
          decisions={desk.decisions}
          mayDecide={mayDecide}
          mayTry={desk.mayTry}
          opened={placeIn(from)}
          outsideAfter={numberIn(after)}
        />
      </>
    ),
  });
}

/** `Linea 4` inside a sentence. */
function lowered(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Positions are counted from 1 where people write them. */
function placeIn(position: string | undefined): number | undefined {
  const number = numberIn(position);
  return number === undefined ? undefined : Math.max(0, number - 1);
}

function numberIn(said: string | undefined): number | undefined {
  return said !== undefined && /^\d{1,7}$/.test(said) ? Number(said) : undefined;
}

/** The round that the address asks for; the newest without one. */
function shownRound({ rounds }: RankingDesk, { query }: FastifyRequest): FrozenRound | undefined {
  const { round } = query as { readonly round?: string };
  return round === undefined ? rounds[0] : rounds.find(({ number }) => String(number) === round);
}

function addFreezing(app: App, services: Services): void {
  app.post(
    '/rankings/:call/rounds',
    {
      config: { access: officerAccess },
      schema: { params: schema.callParams, body: schema.freezeForm, hide: true },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      const home = `/rankings/${desk.call.slug}`;
      const { upTo = '' } = request.body;
      const frozen = await freezeNow(services, desk, upTo === '' ? undefined : Number(upTo));
      if (frozen.type === 'refused') return sayRefused(request, reply, frozen, home);
      const { number, applications } = frozen.round;
      return redirectWithFlash(request, reply, home, {
        tone: 'ok',
        text: deskWords[request.language].frozenNow(number, applications),
      });
    },
  );
}
