import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readFormBody, readJson, type ReadBody } from './check-json.ts';
import { NotUnderstood } from './not-understood.ts';
import { isApi } from './is-api.ts';

type Done = (error: Error | null, body?: unknown) => void;

/** Bodies are JSON in the API and forms on pages; anything else is refused with 415. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done: Done) => finish(request, readJson(bytes), done),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done: Done) => {
      // Another site can make a browser send a form, so the API takes none.
      if (isApi(request)) done(unsupported('The API takes JSON.'));
      else finish(request, readFormBody(bytes), done);
    },
  );
}

function finish(request: FastifyRequest, read: ReadBody, done: Done): void {
  const charset = charsetOf(request.headers['content-type'] ?? '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    done(unsupported('The character set is UTF-8 and no other.'));
  else if (read.type === 'refused') done(new NotUnderstood(read));
  else done(null, read.value);
}

function charsetOf(contentType: string): string | undefined {
  return contentType.includes(';')
    ? /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase()
    : undefined;
}

function unsupported(detail: string): NotUnderstood {
  return new NotUnderstood({ status: 415, code: 'unsupported-media-type', detail });
}
