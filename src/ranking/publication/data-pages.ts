import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exportFileName } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { atomFeed } from './atom.ts';
import { csvFile, dataRows, jsonFile, type FiledAct } from './data-files.ts';
import { catalogueStatements, cataloguePrefixes } from './dcat.ts';
import { answerFresh } from './freshness.ts';
import { loadNaming, resultOf, type Result } from './load-result.ts';
import { catalogueOf, filedActs, listDatasets } from './open-data.ts';
import { findResult, freshnessOf, notFound, visibleCall } from './result-pages.tsx';
import { findListedActs, findPublishedActs } from './queries.ts';
import { jsonLd, turtleText } from './rdf.ts';
import { publicationWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const feedActs = 50;
const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
} as const;
type Format = keyof typeof types;

/** Files of data and feeds: the same that pages show, for programs and spreadsheets. */
export function dataPages(services: Services): (app: App) => void {
  return (app) => {
    for (const format of ['csv', 'json'] as const) {
      addActFile(app, services, format);
      addCallFile(app, services, format);
      addGrantsFile(app, services, format);
    }
    addFeeds(app, services);
    addCatalogue(app, services);
  };
}

function addActFile(app: App, services: Services, format: Format): void {
  app.get(`/calls/:call/results/:act.${format}`, { config }, async (request, reply) => {
    const result = await findResult(services, request);
    if (!result) return notFound(request, reply);
    if (await answerFresh(services, request, reply, { of: freshnessOf(result) })) return reply;
    const name = exportFileName(result.call, {
      name: `results-${result.act.number}`,
      extension: format,
    });
    const acts = [{ result, naming: await loadNaming(services, result) }];
    return sendFile(request, reply, {
      services,
      format,
      name,
      acts,
      about: aboutAct(result, services),
    });
  });
}

function aboutAct(
  { call, act, publication, sums }: Result,
  { config: { publicUrl } }: Services,
): object {
  return {
    bandolo: 'results/1',
    call: call.slug,
    title: call.title,
    act: { ...act, callId: undefined, frozenRound: undefined },
    address: `${publicUrl}/calls/${call.slug}/results/${act.number}`,
    ...(publication === undefined ? {} : { publication }),
    isAddingUp: sums.isAgreed,
    columns: `${publicUrl}/open-data#columns`,
    licence: 'CC-BY-4.0',
  };
}

function addCallFile(app: App, services: Services, format: Format): void {
  app.get(`/calls/:call/results.${format}`, { config }, async (request, reply) => {
    const call = await visibleCall(services, request);
    if (!call) return notFound(request, reply);
    if (await answerFresh(services, request, reply, { of: [call.version] })) return reply;
    const acts = await findPublishedActs(services.database.db, call.callId);
    async function* filed(): AsyncGenerator<FiledAct> {
      for (const act of acts) {
        const result = await resultOf(services, { call: call!, acts, act });
        yield { result, naming: await loadNaming(services, result) };
      }
    }
    return sendFile(request, reply, {
      services,
      format,
      name: exportFileName(call, { name: 'results', extension: format }),
      acts: filed(),
      about: { bandolo: 'results/1', call: call.slug, title: call.title, licence: 'CC-BY-4.0' },
    });
  });
}

function addGrantsFile(app: App, services: Services, format: Format): void {
  app.get(`/open-data/grants.${format}`, { config }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    return sendFile(request, reply, {
      services,
      format,
      name: `grants.${format}`,
      acts: filedActs(services),
      about: { bandolo: 'grants/1', licence: 'CC-BY-4.0' },
      isGrantsOnly: true,
    });
  });
}

interface FileSent {
  readonly services: Services;
  readonly format: Format;
  readonly name: string;
  readonly acts: AsyncIterable<FiledAct> | Iterable<FiledAct>;
  readonly about: object;
  readonly isGrantsOnly?: boolean;
}

function sendFile(
  { query }: FastifyRequest,
  reply: FastifyReply,
  { services, format, name, acts, about, isGrantsOnly = false }: FileSent,
): FastifyReply {
  const { headers } = query as { readonly headers?: string };
  const rows = dataRows(services.database.db, acts, {
    publicUrl: services.config.publicUrl,
    ...(isGrantsOnly ? { keeps: ({ granted }) => granted !== 0 } : {}),
  });
  const pieces =
    format === 'csv' ? csvFile(rows, headers === 'it' ? 'it' : 'names') : jsonFile(rows, about);
  return reply
    .type(types[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(pieces));
}

function addFeeds(app: App, services: Services): void {
  const { publicUrl } = services.config;
  const send = (reply: FastifyReply, feed: string): FastifyReply =>
    reply.type('application/atom+xml; charset=utf-8').send(feed);
  app.get('/results.atom', { config }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    const { language } = request;
    const acts = await findListedActs(services.database.db, { limit: feedActs });
    const title = publicationWords[language].rankings;
    const feed = { title, self: '/results.atom', page: '/results', acts, language, publicUrl };
    return send(reply, atomFeed({ ...feed, updated: new Date(0) }));
  });
  app.get('/calls/:call/results.atom', { config }, async (request, reply) => {
    const call = await visibleCall(services, request);
    if (!call) return notFound(request, reply);
    if (await answerFresh(services, request, reply, { of: [call.version] })) return reply;
    const { language } = request;
    const acts = await findListedActs(services.database.db, {
      limit: feedActs,
      callId: call.callId,
    });
    const page = `/calls/${call.slug}/results`;
    const title = publicationWords[language].resultsOf(call.title[language]);
    const feed = { title, self: `${page}.atom`, page, acts, language, publicUrl };
    return send(reply, atomFeed({ ...feed, updated: call.publishedAt }));
  });
}

function addCatalogue(app: App, services: Services): void {
  const statementsOf = async () =>
    catalogueStatements(catalogueOf(services, await listDatasets(services), new Date(0)));
  app.get('/open-data/catalogue', { config }, (request, reply) => {
    const isJson = request.headers.accept?.includes('json') === true;
    return reply.redirect(`/open-data/catalogue.${isJson ? 'jsonld' : 'ttl'}`, 303);
  });
  app.get('/open-data/catalogue.ttl', { config }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    return reply
      .type('text/turtle; charset=utf-8')
      .send(turtleText(await statementsOf(), cataloguePrefixes));
  });
  app.get('/open-data/catalogue.jsonld', { config }, async (request, reply) => {
    if (await answerFresh(services, request, reply, { of: [] })) return reply;
    return reply
      .type('application/ld+json; charset=utf-8')
      .send(JSON.stringify(jsonLd(await statementsOf(), cataloguePrefixes), null, 1));
  });
}
