import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** Gives everything that the API sends whole an ETag, unless the route gave its own, and answers 304 when it is known. */
export function addEtags(app: FastifyInstance): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (![route.method].flat().includes('GET') || !route.url.startsWith('/api/')) return;
    route.onSend = [...[route.onSend ?? []].flat(), answerKnown];
  });
}

function answerKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload?: unknown) => void,
): void {
  if (reply.statusCode !== 200 || !(typeof payload === 'string' || Buffer.isBuffer(payload))) {
    done(null, payload);
    return;
  }
  const given = reply.getHeader('etag');
  const etag = typeof given === 'string' ? given : etagOf(payload);
  void reply.header('etag', etag);
  const known = request.headers['if-none-match'];
  if (!isKnownAs(known, etag)) done(null, payload);
  else {
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  }
}

/** Whether who asks has it already, as `If-None-Match` says. */
export function isKnownAs(known: string | undefined, etag: string): boolean {
  return known !== undefined && namesOf(known).includes(etag);
}

export function etagOf(content: string | Buffer): string {
  return `"${createHash('sha1').update(content).digest('base64url')}"`;
}

function namesOf(known: string): readonly string[] {
  return known.split(',').map((name) => name.trim().replace(/^W\//, ''));
}
