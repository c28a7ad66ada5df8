import type { FastifyReply, FastifyRequest } from 'fastify';
import { addCallAction, findCall, isVisibleTo, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { readShownPage, listPage } from '../../platform/http/list-page.ts';
import { addNavigation, Pagination, renderPage, type Crumb } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { ActContent } from './act-content.tsx';
import { AllActs, CallActs } from './acts-content.tsx';
import { readAsked } from './asked.ts';
import { callNames } from './call-names.ts';
import { EntryContent } from './entry-content.tsx';
import { answerFresh, keepPages } from './freshness.ts';
import { loadDigest } from './load-digest.ts';
import { loadNaming, loadResult, type Result } from './load-result.ts';
import { findRows, foundMax, loadUnits } from './load-rows.ts';
import { isListAct } from './published-act.ts';
import {
  findEntryByPseudonym,
  findListedActs,
  findMunicipalities,
  findProjectTitle,
  findPublishedActs,
} from './queries.ts';
import { publicationWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const listedPage = 20;

/** The pages of published rankings and lists: for everybody, without signing in. */
export function resultPages(services: Services): (app: App) => void {
  return (app) => {
    const { it, en } = publicationWords;
    addNavigation(app, {
      href: '/results',
      text: { it: it.rankings, en: en.rankings },
      order: 20,
      covers: /^\/(results|published-rankings|calls\/[^/]+\/results)(\/|$)/,
    });
    addCallAction(app, {
      text: { it: it.seeResults, en: en.seeResults },
      href: ({ slug }) => `/calls/${slug}/results`,
      order: 30,
    });
    addAllActs(app, services);
    addCallResults(app, services);
    addAct(app, services);
    addEntry(app, services);
  };
}

function addAllActs(app: App, services: Services): void {
  app.get('/results', { config, onSend: keepPages(services) }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    const { db } = services.database;
    const words = publicationWords[request.language];
    const { after } = request.query as { readonly after?: string };
    const page = readShownPage(after, listedPage, ['instant', 'count', 'count']);
    const found = listPage(await findListedActs(db, page), page, (act) => [
      act.publishedAt.toISOString(),
      String(act.callId),
      String(act.number),
    ]);
    const lines = await Promise.all(
      found.items.map(async (act) => ({
        act,
        slug: act.slug,
        digest: await loadDigest(services.database, act),
        isList: act.kind === 'list',
      })),
    );
    return renderPage(request, reply, {
      title: words.rankings,
      lead: words.rankingsLead,
      children: (
        <>
          <AllActs lines={lines} />
          <Pagination next={found.next ?? null} />
        </>
      ),
    });
  });
}

function addCallResults(app: App, services: Services): void {
  app.get(
    '/calls/:call/results',
    { config, onSend: keepPages(services) },
    async (request, reply) => {
      const call = await visibleCall(services, request);
      if (!call) return notFound(request, reply);
      if (await answerFresh(services, request, reply, { of: [call.version] })) return reply;
      const words = publicationWords[request.language];
      const acts = await findPublishedActs(services.database.db, call.callId);
      const lines = await Promise.all(
        acts.map(async (act) => ({
          act,
          slug: call.slug,
          digest: await loadDigest(services.database, act),
          isList: isListAct(act, acts),
        })),
      );
      return renderPage(request, reply, {
        ...resultFrame(call, request),
        title: words.seeResults,
        lead: call.title[request.language],
        children: (
          <CallActs slug={call.slug} lines={lines} hasList={lines.some(({ isList }) => isList)} />
        ),
      });
    },
  );
}

function addAct(app: App, services: Services): void {
  app.get(
    '/calls/:call/results/:act',
    { config, onSend: keepPages(services) },
    async (request, reply) => {
      const result = await findResult(services, request);
      if (!result) return notFound(request, reply);
      if (await answerFresh(services, request, reply, { of: freshnessOf(result) })) return reply;
      const { db } = services.database;
      const asked = readAsked(request.query, result.digest);
      const naming = await loadNaming(services, result);
      const { call, act, isList, rules } = result;
      const words = publicationWords[request.language];
      const found = await findRows(db, result, asked, naming);
      return renderPage(request, reply, {
        ...actFrame(call, request),
        title: isList ? words.whoIsListed : words.whoReceives,
        heading: null,
        children: (
          <ActContent
            result={result}
            asked={asked}
            names={callNames(result.published.call, request.language)}
            naming={naming}
            found={found}
            foundMax={foundMax}
            units={found === undefined ? await loadUnits(db, result, asked) : []}
            municipalities={
              asked.province === undefined
                ? undefined
                : await findMunicipalities(db, {
                    callId: act.callId,
                    number: act.number,
                    province: asked.province,
                    hidesPersons: rules.hardship?.value !== false,
                  })
            }
          />
        ),
      });
    },
  );
}

function addEntry(app: App, services: Services): void {
  app.get(
    '/calls/:call/results/:act/applications/:pseudonym',
    { config, onSend: keepPages(services) },
    async (request, reply) => {
      const result = await findResult(services, request);
      const { pseudonym } = request.params as { readonly pseudonym: string };
      const { db } = services.database;
      const entry = result && (await findEntryByPseudonym(db, result.act, pseudonym));
      if (!result || !entry) return notFound(request, reply);
      if (await answerFresh(services, request, reply, { of: freshnessOf(result) })) return reply;
      const { show } = await loadNaming(services, result);
      const { call, act } = result;
      const shown = show(entry);
      const title =
        shown.name === null
          ? undefined
          : await findProjectTitle(db, { callId: call.callId, applicationId: entry.applicationId });
      const words = publicationWords[request.language];
      const name = shown.name ?? words.notNamed;
      return renderPage(request, reply, {
        ...actFrame(call, request),
        trail: [
          ...(actFrame(call, request).trail ?? []),
          { text: act.title, href: `/calls/${call.slug}/results/${act.number}` },
        ],
        title: `${name} (${entry.pseudonym})`,
        children: (
          <EntryContent
            result={result}
            entry={entry}
            shown={shown}
            title={title}
            names={callNames(result.published.call, request.language)}
          />
        ),
      });
    },
  );
}

/** What a page of an act rests on besides what is published. */
export function freshnessOf({ act, call }: Pick<Result, 'act' | 'call'>): readonly string[] {
  return [act.contentHash, String(call.version)];
}

export async function visibleCall(
  services: Services,
  { params, principal }: FastifyRequest,
): Promise<PublishedCall | undefined> {
  const call = await findCall(services, (params as { readonly call: string }).call);
  return call && isVisibleTo(call, principal) ? call : undefined;
}

/** The act that the address names, when whoever asks may see it. */
export async function findResult(
  services: Services,
  request: FastifyRequest,
): Promise<Result | undefined> {
  const { act } = request.params as { readonly act: string };
  const call = await visibleCall(services, request);
  return call && /^[1-9]\d{0,8}$/.test(act) ? loadResult(services, call, Number(act)) : undefined;
}

export function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, { status: 404, code: 'not-found' });
}

/** The frame of pages about results: where they stand, and whether they are for real. */
export function resultFrame(
  { mode, fictional, title, slug }: PublishedCall,
  { language }: FastifyRequest,
): {
  readonly mode: PublishedCall['mode'];
  readonly fictional: boolean;
  readonly trail: readonly Crumb[];
} {
  const words = publicationWords[language];
  return {
    mode,
    fictional,
    trail: [
      { text: words.rankings, href: '/results' },
      { text: title[language], href: `/calls/${slug}` },
    ],
  };
}

export function actFrame(
  call: PublishedCall,
  request: FastifyRequest,
): ReturnType<typeof resultFrame> {
  const frame = resultFrame(call, request);
  const words = publicationWords[request.language];
  return {
    ...frame,
    trail: [...frame.trail, { text: words.seeResults, href: `/calls/${call.slug}/results` }],
  };
}
