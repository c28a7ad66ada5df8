import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import type { Database } from '../../platform/database.ts';
import { isKnownAs } from '../../platform/http/etag.ts';
import type { Services } from '../../platform/services.ts';
import { findPublicationStamp } from './queries.ts';

/** How long a copy may be shown without asking again. */
const freshSeconds = 60;

export interface FreshAsked {
  /** What the reply rests on besides the published acts: the hash of the act, the version of the call. */
  readonly of: readonly (string | number)[];
}

/**
 * Lets what everybody may see be kept by browsers and caches, with a strong ETag from what it rests on and its language,
 * and answers whoever has it already: then it gives true. What is for somebody signed in is kept by nobody.
 */
export async function answerFresh(
  { database }: Pick<Services, 'database'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { of }: FreshAsked,
): Promise<boolean> {
  if (request.viewer !== null || request.headers.cookie?.includes('flash') === true) return false;
  const stamp = await findPublicationStamp(database.db);
  const { server } = request;
  const parts = [
    request.url,
    request.language,
    stamp.text,
    ...of,
    server.assetUrl('bandolo.css'),
    encodingOf(request),
  ];
  const etag = `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}"`;
  void reply
    .header('cache-control', `public, max-age=${freshSeconds}`)
    .header('etag', etag)
    .header('last-modified', (stamp.at ?? new Date(0)).toUTCString());
  if (isKnownAs(request.headers['if-none-match'], etag)) {
    void reply.code(304).send();
    return true;
  }
  const kept = pagesOf(database).get(etag);
  if (!kept) return false;
  void reply.headers(kept.headers).send(kept.body);
  return true;
}

interface KeptPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const keptMax = 256;
const keptBytesMax = 200_000;
const keptPages = new WeakMap<Database, Map<string, KeptPage>>();

function pagesOf(database: Database): Map<string, KeptPage> {
  const pages = keptPages.get(database) ?? new Map<string, KeptPage>();
  keptPages.set(database, pages);
  return pages;
}

/** Keeps the last pages as they were sent to nobody in particular, under the tag that says all they rest on. */
export function keepPages({ database }: Pick<Services, 'database'>): onSendHookHandler {
  return (_request, reply, payload, done) => {
    const etag = reply.getHeader('etag');
    const isPage =
      (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length <= keptBytesMax;
    const pages = pagesOf(database);
    const isNew = reply.statusCode === 200 && typeof etag === 'string' && !pages.has(etag);
    if (isPage && isNew && reply.getHeader('set-cookie') === undefined) {
      const [oldest] = pages.keys();
      if (pages.size >= keptMax && oldest !== undefined) pages.delete(oldest);
      const names = ['content-type', 'content-encoding', 'content-language', 'vary'];
      const headers = names.flatMap((name) => {
        const value = reply.getHeader(name);
        return typeof value === 'string' ? [[name, value] as const] : [];
      });
      pages.set(etag, { headers: Object.fromEntries(headers), body: payload });
    }
    done(null, payload);
  };
}

/** A strong tag names the bytes as they travel. */
function encodingOf({ headers }: FastifyRequest): string {
  const taken = headers['accept-encoding'] ?? '';
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : '';
}
