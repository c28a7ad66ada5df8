import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

/** What fits into the first packets of a connection comes no sooner when it is smaller. */
const bytesMin = 8_192;

/**
 * Sends long pages compressed, in threads of their own. Tokens of forms are different each time, so that the size of
 * a page tells nothing of them.
 */
export function addPageCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const type = reply.getHeader('content-type');
    const isPage = typeof type === 'string' && type.startsWith('text/html');
    if (!isPage || typeof payload !== 'string' || payload.length < bytesMin) return payload;
    void reply.header('vary', `${String(reply.getHeader('vary') ?? '')}, Accept-Encoding`);
    const taken = request.headers['accept-encoding']?.split(',').map((each) => each.trim()) ?? [];
    const encoding = taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : undefined;
    if (encoding === undefined || reply.hasHeader('content-encoding')) return payload;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    const smaller =
      encoding === 'br'
        ? await compressWithBrotli(payload, { params })
        : await compressWithGzip(payload, { level: 5 });
    void reply
      .header('content-encoding', encoding)
      .header('content-length', String(smaller.length));
    return smaller;
  });
}
