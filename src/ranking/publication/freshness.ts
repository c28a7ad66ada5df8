import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
  if (!isKnownAs(request.headers['if-none-match'], etag)) return false;
  void reply.code(304).send();
  return true;
}

/** A strong tag names the bytes as they travel. */
function encodingOf({ headers }: FastifyRequest): string {
  const taken = headers['accept-encoding'] ?? '';
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : '';
}
