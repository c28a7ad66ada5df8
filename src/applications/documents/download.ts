import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { Services } from '../../platform/services.ts';
import { findShown } from '../shown-application.ts';
import { readSnapshot } from '../snapshot.ts';
import type { ScanState } from '../scans/scan-state.ts';
import { isKept } from './handed-in.ts';

const mediaTypes: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  p7m: 'application/pkcs7-mime',
  png: 'image/png',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  text: 'text/plain; charset=utf-8',
  zip: 'application/zip',
};

/** A file of the store with what is known of it. */
export interface StoredFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly scan: ScanState | null;
}

/** A document in which a virus was found, and which is not sent to who has not read that. */
export interface Infected {
  readonly type: 'infected';
  readonly name: string;
  readonly finding: string;
}

/** Sends one version as a file to be kept; nothing when whoever asks may not see it, or it is gone. */
export async function sendDocument(
  { services, store }: { readonly services: Services; readonly store: FileStore },
  request: FastifyRequest,
  reply: FastifyReply,
  mediaType?: string,
): Promise<FastifyReply | Infected | undefined> {
  const file = await findFile(services, request);
  return file && sendFile(store, file, { request, reply, mediaType });
}

/** Sends what the store has as a file to be kept; one in which a virus was found only to who has read that. */
export async function sendFile(
  store: FileStore,
  file: StoredFile,
  {
    request,
    reply,
    mediaType,
  }: {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly mediaType?: string | undefined;
  },
): Promise<FastifyReply | Infected> {
  const { despite } = request.query as { readonly despite?: string };
  if (file.scan?.state === 'infected' && despite !== 'infected')
    return { type: 'infected', name: file.name, finding: file.scan.finding };
  return sendContent(store, request, reply, {
    ...file,
    ...(mediaType === undefined ? {} : { mediaType }),
  });
}

/** A file of the store as it is sent. */
export interface SentContent {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** Instead of that of its kind. */
  readonly mediaType?: string;
}

/** Sends a content of the store as a file to be kept, unless whoever asks has it already. */
export async function sendContent(
  store: FileStore,
  request: FastifyRequest,
  reply: FastifyReply,
  { name, kind, bytes, hash, mediaType = mediaTypes[kind] }: SentContent,
): Promise<FastifyReply> {
  void reply.header('etag', `"${hash}"`);
  if (request.headers['if-none-match']?.includes(`"${hash}"`) === true)
    return reply.code(304).send();
  const content = await store.read(hash);
  if (!content) throw new Error(`the store has lost the content ${hash}`);
  const digest = Buffer.from(hash, 'hex').toString('base64');
  return reply
    .header('content-type', mediaType)
    .header('content-length', bytes)
    .header('content-disposition', dispositionOf(name))
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .header('repr-digest', `sha-256=:${digest}:`)
    .send(content);
}

/** People of the partnership see every version; those of the body what the submitted text names, and what came with replies. */
async function findFile(
  services: Services,
  request: FastifyRequest,
): Promise<StoredFile | undefined> {
  const { slot, version } = request.params as { readonly slot: string; readonly version: number };
  const shown = await findShown(services.database, request);
  if (!shown) return undefined;
  const isIt = (each: { readonly slot: string; readonly version: number }): boolean =>
    each.slot === slot && each.version === version;
  if (shown.type === 'own') {
    const found = shown.application.documents.find(isIt);
    return found && isKept(found) ? found : undefined;
  }
  const found = readSnapshot(shown.bytes).documents?.find(isIt);
  const known = shown.application.documents.find(isIt);
  if (known?.isByReply === true) return known;
  return found && { ...found, hash: found.sha256, scan: known?.scan ?? null };
}

/** To be kept under its name and never shown by a browser; quotes and other letters travel escaped. */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_');
  const escaped = encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped}`;
}

export function isInfected(sent: FastifyReply | Infected | undefined): sent is Infected {
  return sent !== undefined && 'type' in sent && sent.type === 'infected';
}
