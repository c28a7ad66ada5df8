import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { answerProblem } from '../http/answer-problem.ts';
import { packageFile } from '../package-file.ts';
import { colourSheet } from './colours.ts';
import { notFound } from '../http/problem-reply.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly address: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, smaller, by the name of the encoding; the smallest first. */
  readonly encoded: readonly (readonly ['br' | 'gzip', Buffer])[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The address of a file that pages need, which changes when the file does. */
    assetUrl(name: string): string;
    /** Of the body that runs the server, if it has given one. */
    logoUrl: string | undefined;
    /** The sheet with the colour of the body, if it has given one. */
    colourUrl: string | undefined;
  }
}

/** Serves the few files that pages need, from memory, under names that browsers may keep for ever. */
export function addAssets(app: FastifyInstance, config: Config): void {
  const assets = readAssets();
  const { logoFile, colour } = config.body;
  const logo =
    logoFile === undefined
      ? undefined
      : makeAsset(`logo${extname(logoFile).toLowerCase()}`, readFileSync(logoFile));
  const colours =
    colour === undefined ? undefined : makeAsset('colours.css', Buffer.from(colourSheet(colour)));
  const byAddress = new Map(
    [...assets.values(), logo, colours].flatMap((asset) =>
      asset === undefined ? [] : [[asset.address, asset]],
    ),
  );
  app.decorate('logoUrl', logo?.address);
  app.decorate('colourUrl', colours?.address);
  app.decorate('assetUrl', (name: string) => {
    const asset = assets.get(name);
    if (!asset) throw new Error(`there is no file ${name} in dist/assets`);
    return asset.address;
  });
  app.register((inner, _options, done) => {
    addAssetRoutes(inner, byAddress);
    done();
  });
}

function addAssetRoutes(app: FastifyInstance, byAddress: ReadonlyMap<string, Asset>): void {
  const route = {
    config: { access: { who: 'anyone' }, rate: 'none', isMonitoring: true },
  } as const;
  app.get('/assets/:file', route, (request, reply) => {
    const asset = byAddress.get(request.url);
    if (!asset) return answerProblem(request, reply, notFound);
    void reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'Accept-Encoding');
    const taken = request.headers['accept-encoding']?.split(',').map((each) => each.trim()) ?? [];
    const smaller = asset.encoded.find(([encoding]) => taken.includes(encoding));
    return smaller === undefined
      ? reply.send(asset.bytes)
      : reply.header('content-encoding', smaller[0]).send(smaller[1]);
  });
  // Browsers ask for it unasked.
  app.get('/favicon.ico', route, (_request, reply) =>
    reply.redirect(app.assetUrl('favicon.svg'), 302),
  );
}

function readAssets(): ReadonlyMap<string, Asset> {
  const folder = packageFile('dist/assets');
  if (!existsSync(`${folder}/bandolo.css`))
    throw new Error(`${folder} has no style sheet: run npm run build`);
  const names = readdirSync(folder);
  const assets = new Map<string, Asset>();
  const add = (name: string, bytes: Buffer): void => void assets.set(name, makeAsset(name, bytes));
  for (const name of names.filter((each) => !each.endsWith('.css')))
    if (mediaTypes[extname(name)]) add(name, readFileSync(`${folder}/${name}`));
  // Style sheets name other files, which by now have their final names.
  for (const name of names.filter((each) => each.endsWith('.css'))) {
    const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll(
      /url\("?([\w.-]+)"?\)/g,
      (whole, file: string) => (assets.has(file) ? `url(${assets.get(file)?.address})` : whole),
    );
    add(name, Buffer.from(text));
  }
  return assets;
}

function makeAsset(name: string, bytes: Buffer): Asset {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const extension = extname(name);
  const isText = ['.css', '.js', '.svg'].includes(extension);
  return {
    address: `/assets/${basename(name, extension)}.${hash}${extension}`,
    type: mediaTypes[extension] ?? 'application/octet-stream',
    bytes,
    encoded: isText
      ? [
          ['br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })],
          ['gzip', gzipSync(bytes, { level: 9 })],
        ]
      : [],
  };
}
