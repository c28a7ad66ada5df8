import type { App } from '../../platform/http/app-type.ts';
import { pageQuery, pageSchema, replies } from '../../platform/http/api-schema.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import { formatCents } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import { checkTable } from '../imported/check-table.ts';
import { findImported, listImported, type ImportedRanking } from '../imported/import-ranking.ts';
import {
  actSchema,
  callParams,
  entrySchema,
  publishedRankingSchema,
  rankingParams,
  resultParams,
} from './api-schemas.ts';
import { cupRoutes } from './cup-pages.tsx';
import { objectOf } from './data-files.ts';
import { answerFresh } from './freshness.ts';
import { loadDigest, type KeptDigest } from './load-digest.ts';
import { loadNaming, loadResult } from './load-result.ts';
import type { PublishedAct } from './published-act.ts';
import { findEntries, findListedActs, findPublishedActs } from './queries.ts';
import { freshnessOf, visibleCall } from './result-pages.tsx';

const config = { access: { who: 'anyone' } } as const;
const tags = ['Rankings'];

/** Published rankings and lists for programs: the same that pages show, without signing in. */
export function publicationRoutes(services: Services): (app: App) => void {
  return (app) => {
    addAllActs(app, services);
    addCallActs(app, services);
    addAct(app, services);
    addEntries(app, services);
    addPublishedRankings(app, services);
    cupRoutes(services)(app);
  };
}

function addAllActs(app: App, services: Services): void {
  app.get(
    '/api/v1/results',
    {
      config,
      schema: {
        operationId: 'listResults',
        tags,
        summary: 'Published acts of all calls',
        description: 'Rankings, lists and what followed them, the latest first.',
        querystring: pageQuery,
        response: replies({ 200: pageSchema(actSchema) }, [400]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['instant', 'count', 'count']);
      if (!page) return sendBadCursor(reply);
      const acts = await findListedActs(services.database.db, page);
      const { items, ...rest } = listPage(acts, page, (act) => [
        act.publishedAt.toISOString(),
        String(act.callId),
        String(act.number),
      ]);
      const views = items.map(async (act) =>
        actView(act.slug, act, await loadDigest(services.database, act)),
      );
      return { items: await Promise.all(views), ...rest };
    },
  );
}

function addCallActs(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/results',
    {
      config,
      schema: {
        operationId: 'listResultsOfCall',
        tags,
        summary: 'Published acts of a call',
        description: 'The latest first, those that another has replaced included.',
        params: callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(actSchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await visibleCall(services, request);
      if (!call) return sendProblem(reply, notFound);
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const all = await findPublishedActs(services.database.db, call.callId);
      const before = page.after ? Number(page.after[0]) : Infinity;
      const acts = all.filter(({ number }) => number < before).slice(0, page.limit);
      const { items, ...rest } = listPage(acts, page, ({ number }) => [String(number)]);
      const views = items.map(async (act) =>
        actView(call.slug, act, await loadDigest(services.database, act)),
      );
      return { items: await Promise.all(views), ...rest };
    },
  );
}

function addAct(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/results/:act',
    {
      config,
      schema: {
        operationId: 'readResult',
        tags,
        summary: 'A published act',
        description: 'What it granted, and whether its money adds up in every way it is counted.',
        params: resultParams,
        response: replies({ 200: actSchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await visibleCall(services, request);
      const result = call && (await loadResult(services, call, request.params.act));
      if (!result) return sendProblem(reply, notFound);
      const { act, digest, sums } = result;
      return { ...actView(call.slug, act, digest), isAddingUp: sums.isAgreed };
    },
  );
}

function actView(slug: string, act: PublishedAct, digest: KeptDigest) {
  const { follows, replaces, replacedBy, protocol, bundleHash } = act;
  const self = `/api/v1/calls/${slug}/results/${act.number}`;
  const page = `/calls/${slug}/results/${act.number}`;
  return {
    call: slug,
    act: act.number,
    kind: act.kind,
    title: act.title,
    ground: act.ground,
    ...(follows === null ? {} : { follows }),
    ...(replaces === null ? {} : { replaces }),
    ...(replacedBy === null ? {} : { replacedBy }),
    signedAt: act.signedAt.toISOString(),
    publishedOn: act.publishedOn,
    ...(protocol === null ? {} : { protocol }),
    contentHash: act.contentHash,
    ...(bundleHash === null ? {} : { bundleHash }),
    applications: digest.all.applications,
    beneficiaries: digest.all.fundedHere,
    granted: formatCents(digest.all.granted),
    total: formatCents(digest.all.total),
    links: { self, entries: `${self}/entries`, page, csv: `${page}.csv` },
  };
}

function addEntries(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/results/:act/entries',
    {
      config,
      schema: {
        operationId: 'listResultEntries',
        tags,
        summary: 'What a published act says of each application',
        description:
          'Row by row in the order of the act, with the same members as the open data; natural persons are named only where the rules of publication say so.',
        params: resultParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(entrySchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await visibleCall(services, request);
      const result = call && (await loadResult(services, call, request.params.act));
      if (!result) return sendProblem(reply, notFound);
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      if (await answerFresh(services, request, reply, { of: freshnessOf(result) })) return reply;
      const { callId, number } = result.act;
      const fromPlace = page.after ? Number(page.after[0]) + 1 : 1;
      const { db } = services.database;
      const found = await findEntries(db, { callId, number, fromPlace, limit: page.limit });
      const { show } = await loadNaming(services, result);
      const { publicUrl } = services.config;
      const { items, ...rest } = listPage(found, page, ({ place }) => [String(place)]);
      return {
        items: items.map((entry) => objectOf({ result, entry, shown: show(entry), publicUrl })),
        ...rest,
      };
    },
  );
}

function addPublishedRankings(app: App, { database }: Services): void {
  app.get(
    '/api/v1/published-rankings',
    {
      config,
      schema: {
        operationId: 'listPublishedRankings',
        tags,
        summary: 'Tables that others have published',
        description: 'Each with the sums of its rows counted again beside the printed totals.',
        querystring: pageQuery,
        response: replies({ 200: pageSchema(publishedRankingSchema) }, [400]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const from = page.after ? Number(page.after[0]) : 0;
      const all = (await listImported(database.db)).map((each, index) => ({ each, index }));
      const { items, ...rest } = listPage(all.slice(from, from + page.limit), page, ({ index }) => [
        String(index + 1),
      ]);
      return { items: items.map(({ each }) => rankingView(each)), ...rest };
    },
  );
  app.get(
    '/api/v1/published-rankings/:ranking',
    {
      config,
      schema: {
        operationId: 'readPublishedRanking',
        tags,
        summary: 'One of them',
        description: 'Its rows as printed, and what they come to.',
        params: rankingParams,
        response: replies({ 200: publishedRankingSchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const imported = await findImported(database.db, request.params.ranking);
      return imported ? rankingView(imported) : sendProblem(reply, notFound);
    },
  );
}

function rankingView({ ranking, hash }: ImportedRanking) {
  const { slug, title, about, issuer, published, sources, tables } = ranking;
  return {
    ranking: slug,
    title,
    about,
    issuer,
    ...(published === undefined ? {} : { published }),
    sources,
    tables: tables.map((table) => {
      const { sum, printed, difference, finding } = checkTable(table);
      return {
        id: table.id,
        title: table.title,
        counts: table.counts,
        rows: table.rows.map(({ name, figure, times, tag }) => ({
          name,
          figure,
          ...(times === undefined ? {} : { times }),
          tag,
        })),
        finding,
        sum,
        ...(printed === undefined ? {} : { printed }),
        ...(difference === undefined ? {} : { difference }),
      };
    }),
    hash,
  };
}
