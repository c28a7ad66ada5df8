import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FileStore, KeptFile } from './file-store.ts';
import { checkIncoming, sweepIncoming } from './folder-store.ts';
import type { ReceivedFile } from './receive-file.ts';
import { sendToS3, textOfReply, type S3Config } from './s3-requests.ts';

/** Files in a bucket that all servers of a body share; they arrive in a folder of this server first. */
export function s3Store(config: S3Config, folder: string): FileStore {
  const incoming = join(folder, 'incoming');
  let canWrite = false;
  return {
    incoming,
    keep: (file) => keep(config, file),
    has: async (hash) => (await sizeOf(config, hash)) !== undefined,
    read: (hash) => read(config, hash),
    remove: (hash) => remove(config, keyOf(hash)),
    list: () => list(config),
    check: async () => {
      const problem = (await checkIncoming(folder, incoming)) ?? (await check(config, !canWrite));
      canWrite ||= problem === undefined;
      return problem;
    },
    sweep: () => sweepIncoming(incoming),
  };
}

function keyOf(hash: string): string {
  return `${hash.slice(0, 2)}/${hash}`;
}

/** The service refuses a body whose hash is not the one that was signed; its size is asked for all the same. */
async function keep(config: S3Config, { path, hash, bytes }: ReceivedFile): Promise<void> {
  if ((await sizeOf(config, hash)) === bytes) return;
  const body = { open: () => createReadStream(path), bytes, hash };
  const reply = await sendToS3(config, { method: 'PUT', key: keyOf(hash), body });
  await expectDone(reply, 'keep');
  const kept = await sizeOf(config, hash);
  if (kept !== bytes)
    throw new Error(`the store of objects has ${String(kept)} bytes of ${hash}, not ${bytes}`);
}

async function sizeOf(config: S3Config, hash: string): Promise<number | undefined> {
  const reply = await sendToS3(config, { method: 'HEAD', key: keyOf(hash) });
  reply.resume();
  if (reply.statusCode === 404) return undefined;
  if (reply.statusCode !== 200) throw refusedBy(reply, 'find');
  return Number(reply.headers['content-length']);
}

async function read(config: S3Config, hash: string): Promise<Readable | undefined> {
  const reply = await sendToS3(config, { method: 'GET', key: keyOf(hash) });
  if (reply.statusCode === 200) return reply;
  reply.resume();
  if (reply.statusCode === 404) return undefined;
  throw refusedBy(reply, 'read');
}

async function remove(config: S3Config, key: string): Promise<void> {
  const reply = await sendToS3(config, { method: 'DELETE', key });
  if (reply.statusCode !== 404) await expectDone(reply, 'remove');
  else reply.resume();
}

async function expectDone(reply: IncomingMessage, what: string): Promise<void> {
  const text = await textOfReply(reply);
  if ((reply.statusCode ?? 0) >= 300) throw refusedBy(reply, what, codeIn(text));
}

function refusedBy({ statusCode }: IncomingMessage, what: string, code?: string): Error {
  return new Error(
    `the store of objects refused to ${what}: ${String(statusCode)}${code === undefined ? '' : ` ${code}`}`,
  );
}

function codeIn(xml: string): string | undefined {
  return elements(xml, 'Code')[0];
}

/** Page by page; each goes on after the last name of the one before. */
async function* list(config: S3Config): AsyncGenerator<KeptFile> {
  const prefix = prefixOf(config);
  let marker: string | undefined = '';
  while (marker !== undefined) {
    const page = await listPage(config, {
      ...(prefix === '' ? {} : { prefix }),
      ...(marker === '' ? {} : { marker }),
    });
    let last: string | undefined;
    for (const entry of elements(page, 'Contents')) {
      last = elements(entry, 'Key')[0] ?? '';
      const hash = last.slice(prefix.length + 3);
      const at = new Date(elements(entry, 'LastModified')[0] ?? '');
      if (/^[0-9a-f]{64}$/.test(hash) && !Number.isNaN(at.getTime())) yield { hash, at };
    }
    marker = elements(page, 'IsTruncated')[0] === 'true' ? last : undefined;
  }
}

/** The bucket is the first part of the path; what comes after it begins every key. */
function prefixOf({ url }: S3Config): string {
  const folder = new URL(url).pathname.split('/').slice(2).join('/');
  return folder === '' ? '' : `${folder}/`;
}

async function listPage(config: S3Config, query: Record<string, string>): Promise<string> {
  const { origin, pathname } = new URL(config.url);
  const bucket = `${origin}/${pathname.split('/')[1] ?? ''}`;
  const reply = await sendToS3({ ...config, url: bucket }, { method: 'GET', query });
  const text = await textOfReply(reply);
  if (reply.statusCode !== 200) throw refusedBy(reply, 'list', codeIn(text));
  return text;
}

function elements(xml: string, name: string): readonly string[] {
  const pattern = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g');
  return [...xml.matchAll(pattern)].map((match) => unescape(match[1] ?? ''));
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Whether the bucket can be listed and, the first time, written and cleared. */
async function check(config: S3Config, isFirst: boolean): Promise<string | undefined> {
  try {
    await listPage(config, { 'max-keys': '1' });
    if (isFirst) {
      const key = `check-${randomUUID()}`;
      const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      const body = { open: () => Readable.from([]), bytes: 0, hash };
      await expectDone(await sendToS3(config, { method: 'PUT', key, body }), 'keep');
      await remove(config, key);
    }
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `cannot be used: ${why}; see BANDOLO_S3_URL and the settings beside it`;
  }
}
