import { createGzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findVisibleCall, type PublishedCall } from '../../calls/index.ts';
import { aboutBundles } from '../../engine/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { Hash, renderPage, Section } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { findPublishedBundle, type PublishedBundle } from './published-bundle.ts';
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
    addFiles(app, services, store);
    addPage(app, services);
  };
}

/** The ranking itself, and the acts that go on from it. */
const files = [
  ['bundle', ({ fileHash }: PublishedBundle): string | undefined => fileHash],
  ['acts', ({ actsHash }: PublishedBundle): string | undefined => actsHash],
] as const;

function addFiles(app: App, services: Services, store: FileStore): void {
  for (const [name, hashOf] of files)
    app.get(
      `/calls/:call/results/:act/${name}.json`,
      { config, schema: { params, hide: true } },
      async (request, reply) => {
        const { call: slug, act } = request.params;
        const found = await findShown(services, request, act);
        const hash = found && hashOf(found.bundle);
        if (hash === undefined) return answerProblem(request, reply, notFound);
        void reply.header('etag', `"${hash}"`).header('cache-control', 'public, max-age=60');
        if (request.headers['if-none-match']?.includes(`"${hash}"`) === true)
          return reply.code(304).send();
        const content = await store.read(hash);
        if (!content) throw new Error(`the store has lost the bundle ${hash}`);
        return reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', `inline; filename="${slug}-${act}-${name}.json"`)
          .send(packed(request, reply, content));
      },
    );
}

async function findShown(
  services: Services,
  request: FastifyRequest,
  number: number,
): Promise<{ readonly call: PublishedCall; readonly bundle: PublishedBundle } | undefined> {
  const call = await findVisibleCall(services, request);
  if (!call) return undefined;
  const bundle = await findPublishedBundle(services.database.db, { callId: call.callId, number });
  return bundle && { call, bundle };
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
    { config, schema: { params, hide: true } },
    async (request, reply) => {
      const shown = await findShown(services, request, request.params.act);
      if (!shown) return answerProblem(request, reply, notFound);
      const { call, bundle } = shown;
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
