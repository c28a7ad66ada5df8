import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { mayPublish } from '../act-roles.ts';
import { findBodies } from '../queries.ts';
import { visibilityOf } from '../visible-call.ts';
import { readAsked } from './asked.ts';
import { CatalogueContent } from './catalogue-content.tsx';
import { findCatalogue } from './find-catalogue.ts';
import { catalogueWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const pageSize = 20;

/** The list of calls, which is the front page too. */
export function cataloguePages(services: Services): (app: App) => void {
  return (app) => {
    for (const url of ['/', '/calls'])
      app.get(url, { config }, (request, reply) => renderCatalogue(request, reply, services));
  };
}

async function renderCatalogue(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, clock }: Services,
): Promise<FastifyReply> {
  const query = request.query as Readonly<Record<string, unknown>>;
  const asked = readAsked(query);
  const at = clock();
  const wanted = typeof query['page'] === 'string' ? query['page'] : '';
  const wantedPage = /^[1-9]\d{0,4}$/.test(wanted) ? Number(wanted) : 1;
  const pageOf = (total: number) => Math.min(wantedPage, Math.max(1, Math.ceil(total / pageSize)));
  const catalogue = await findCatalogue(database, asked, {
    ...visibilityOf(request.principal),
    at,
    language: request.language,
    pick: (found) => {
      const start = (pageOf(found.length) - 1) * pageSize;
      return found.slice(start, start + pageSize);
    },
  });
  return renderPage(request, reply, {
    title: catalogueWords[request.language].title,
    heading: null,
    children: (
      <CatalogueContent
        asked={asked}
        catalogue={catalogue}
        page={pageOf(catalogue.total)}
        lastPage={Math.max(1, Math.ceil(catalogue.total / pageSize))}
        at={at}
        bodies={await findBodies(database.db, bodiesToPublishFor(request))}
      />
    ),
  });
}

function bodiesToPublishFor({ principal }: FastifyRequest): readonly string[] {
  return (principal?.roles ?? []).flatMap(({ role, bodyId, callId }) =>
    callId === null && mayPublish.some((each) => each === role) ? [bodyId] : [],
  );
}
