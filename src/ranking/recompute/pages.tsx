import { createGzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findVisibleCall } from '../../calls/index.ts';
import { aboutBundles } from '../../engine/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { Hash, renderPage, Section } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { findPublishedBundle } from './published-bundle.ts';
import { RecomputeBox } from './recompute-box.tsx';
import { recomputeWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
const params = Type.Object({
  call: Type.String({ maxLength: 200 }),
  act: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});

/** The signed bundle of each published act, and the page on which anyone computes it again. */
export function recomputePages(services: Services, store: FileStore): (app: App) => void {
  return (app) => {
    addBundle(app, services, store);
    addPage(app, services);
  };
}

function addBundle(app: App, services: Services, store: FileStore): void {
  app.get(
    '/calls/:call/results/:act/bundle.json',
    { config, schema: { params } },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      const bundle =
        call &&
        (await findPublishedBundle(services.database.db, {
          callId: call.callId,
          number: request.params.act,
        }));
      if (!call || !bundle) return answerProblem(request, reply, notFound);
      void reply
        .header('etag', `"${bundle.fileHash}"`)
        .header('cache-control', 'public, max-age=3600')
        .header('access-control-allow-origin', '*');
      if (request.headers['if-none-match']?.includes(`"${bundle.fileHash}"`) === true)
        return reply.code(304).send();
      const content = await store.read(bundle.fileHash);
      if (!content) throw new Error(`the store has lost the bundle ${bundle.fileHash}`);
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `inline; filename="${call.slug}-${bundle.number}.json"`)
        .send(packed(request, reply, content));
    },
  );
}

/** A bundle is long, and all its applications read alike. */
function packed(request: FastifyRequest, reply: FastifyReply, content: Readable): Readable {
  void reply.header('vary', 'Accept-Encoding');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return content;
  void reply.header('content-encoding', 'gzip');
  const zipped = createGzip({ level: 5 });
  content.on('error', (error) => zipped.destroy(error));
  return content.pipe(zipped);
}

function addPage(app: App, services: Services): void {
  app.get(
    '/calls/:call/results/:act/recompute',
    { config, schema: { params } },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      const bundle =
        call &&
        (await findPublishedBundle(services.database.db, {
          callId: call.callId,
          number: request.params.act,
        }));
      if (!call || !bundle) return answerProblem(request, reply, notFound);
      const { language } = request;
      const words = recomputeWords[language];
      const own = `/calls/${call.slug}`;
      const address = `${own}/results/${bundle.number}`;
      return renderPage(request, reply, {
        mode: call.mode,
        fictional: call.fictional,
        trail: [
          { text: call.title[language], href: own },
          { text: words.results, href: `${own}/results` },
          { text: bundle.title, href: address },
        ],
        title: bundle.kind === 'list' ? words.listTitle : words.title,
        lead: words.lead(bundle.title),
        scripts: ['recompute'],
        children: (
          <>
            <RecomputeBox
              bundle={bundle}
              address={address}
              worker={app.assetUrl('recompute-worker.js')}
              publicUrl={services.config.publicUrl}
            />
            <Section id="proves" title={words.proves}>
              <ul>
                {words.provesYes.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
              <p>{words.provesNo}</p>
            </Section>
            <Section id="guide" title={words.guide}>
              <p>{words.guideHelp}</p>
              {aboutBundles[language].split('\n').map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              <p>
                {words.hash}: <Hash value={bundle.fileHash} />
              </p>
            </Section>
          </>
        ),
      });
    },
  );
}
