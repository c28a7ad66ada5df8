import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';

/** A bucket of a service that speaks the protocol of S3, and who may write there. */
export interface S3Config {
  /** `https://objects.example.org/bucket`, with a folder of its own inside where there is one. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Below the address of the bucket; of the bucket itself when left out. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: S3Body;
}

/** What is sent, whose hash is known before it is read. */
export interface S3Body {
  readonly open: () => Readable;
  readonly bytes: number;
  /** SHA-256 in hexadecimal; the service refuses a body that has another. */
  readonly hash: string;
}

const idleMs = 30_000;
const tries = 3;
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Sends a signed request, and again when the service is not well for a moment; every request can be repeated. */
export async function sendToS3(config: S3Config, asked: S3Request): Promise<IncomingMessage> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await send(config, asked);
      const { statusCode = 0 } = reply;
      if ((statusCode < 500 && statusCode !== 429) || attempt === tries) return reply;
      reply.resume();
    } catch (error) {
      if (attempt === tries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** attempt));
  }
}

async function send(
  { url: base, region, accessKeyId, secretAccessKey }: S3Config,
  { method, key, query = {}, body }: S3Request,
): Promise<IncomingMessage> {
  const url = new URL(key === undefined ? base : `${base}/${key}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: { 'x-amz-content-sha256': body?.hash ?? emptyHash },
    service: 's3',
    region,
    accessKeyId,
    secretAccessKey,
  });
  const { headers } = await signer.sign();
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sending = open(url, {
      method,
      timeout: idleMs,
      headers: {
        ...Object.fromEntries(headers),
        ...(body && { 'content-length': String(body.bytes) }),
      },
    });
    sending.on('response', resolve);
    sending.on('error', reject);
    sending.on('timeout', () => {
      sending.destroy(
        new Error(`the store of objects did not answer for ${idleMs / 1000} seconds`),
      );
    });
    if (!body) {
      sending.end();
      return;
    }
    const content = body.open();
    content.on('error', (error) => sending.destroy(error));
    sending.on('close', () => content.destroy());
    content.pipe(sending);
  });
}

/** The text of a reply that is short. */
export async function textOfReply(reply: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of reply) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
