import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { answerProblem } from '../http/answer-problem.ts';
import { packageFile } from '../package-file.ts';

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
  readonly zipped: Buffer | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The address of a file in `assets/`, which changes when the file does. */
    assetUrl(name: string): string;
    /** Of the body that runs the server, if it has given one. */
    logoUrl: string | undefined;
  }
}

/** Serves the few files that pages need, from memory, under names that browsers may keep for ever. */
export function addAssets(app: FastifyInstance, config: Config): void {
  const assets = readAssets();
  const logo = config.body.logoFile;
  const logoAsset =
    logo === undefined ? undefined : makeAsset(`logo${extname(logo)}`, readFileSync(logo));
  const byAddress = new Map(
    [...assets.values(), ...(logoAsset ? [logoAsset] : [])].map((asset) => [asset.address, asset]),
  );
  app.decorate('logoUrl', logoAsset?.address);
  app.decorate('assetUrl', (name: string) => {
    const asset = assets.get(name);
    if (!asset) throw new Error(`there is no file ${name} in assets/`);
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
    if (!asset) return answerProblem(request, reply, { status: 404, code: 'not-found' });
    void reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'Accept-Encoding');
    const isZipped = asset.zipped && request.headers['accept-encoding']?.includes('gzip');
    return isZipped
      ? reply.header('content-encoding', 'gzip').send(asset.zipped)
      : reply.send(asset.bytes);
  });
  // Browsers ask for it unasked.
  app.get('/favicon.ico', route, (_request, reply) =>
    reply.redirect(app.assetUrl('favicon.svg'), 302),
  );
}

function readAssets(): ReadonlyMap<string, Asset> {
  const folder = packageFile('assets');
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
    zipped: isText ? gzipSync(bytes, { level: 9 }) : undefined,
  };
}
