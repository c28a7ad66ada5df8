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

/** One version, as far as whoever asks may see it; nothing when they may not, or it is gone. */
export async function findDocument(
  services: Services,
  request: FastifyRequest,
): Promise<StoredFile | Infected | undefined> {
  const file = await findFile(services, request);
  return file && givenOf(file, request);
}

/** A file as it is given: one in which a virus was found only to who has read that. */
export function givenOf(file: StoredFile, { query }: FastifyRequest): StoredFile | Infected {
  const { despite } = query as { readonly despite?: string };
  return file.scan?.state === 'infected' && despite !== 'infected'
    ? { type: 'infected', name: file.name, finding: file.scan.finding }
    : file;
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

/**
 * Sends a content of the store as a file to be kept, unless whoever asks has it already. It is the last thing that a
 * route does: waiting for a reply waits for its end, and gives nothing then, also where the client has hung up before.
 */
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

export function isInfected(found: StoredFile | Infected): found is Infected {
  return 'type' in found;
}
