import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { endsAsZip, readAt, readStored, readZipDirectory, type ZipEntry } from './zip-directory.ts';

export const fileKinds = [
  'pdf',
  'p7m',
  'png',
  'jpeg',
  'xlsx',
  'docx',
  'odt',
  'ods',
  'text',
  'zip',
] as const;

/** What a file is by its bytes; never by its name, nor by what its sender says. */
export type FileKind = (typeof fileKinds)[number];

/** What is taken where nothing else is said. */
export const usualKinds: readonly FileKind[] = fileKinds.filter((kind) => kind !== 'zip');

export type KindReading =
  | { readonly type: 'kind'; readonly kind: FileKind }
  /** None of them; or two at once, with programs inside, or more inside than it could hold. */
  | { readonly type: 'refused'; readonly code: 'file-unknown' | 'file-suspicious' };

const headBytes = 1024;
const unpackedBytesMax = 1024 * 1024 * 1024;
const packingMax = 200;

/** Looks at a file on the disk. Nothing is unpacked and nothing is run. */
export async function readFileKind(path: string): Promise<KindReading> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, headBytes);
    const isArchive = await endsAsZip(file, size);
    if (startsWith(head, 'PK\x03\x04')) return await readZip(file, size);
    const kind = kindOfHead(head) ?? ((await isText(path)) ? 'text' : undefined);
    if (kind === undefined) return { type: 'refused', code: 'file-unknown' };
    // A signed file may well hold an archive at its end; anything else that is also one is a trick.
    if (isArchive && kind !== 'p7m') return { type: 'refused', code: 'file-suspicious' };
    if (kind === 'pdf' && !(await endsAsPdf(file, size)))
      return { type: 'refused', code: 'file-unknown' };
    return { type: 'kind', kind };
  } finally {
    await file.close();
  }
}

function kindOfHead(head: Buffer): FileKind | undefined {
  if (startsWith(head, '%PDF-')) return 'pdf';
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(head, '\xff\xd8\xff')) return 'jpeg';
  return isSignedMessage(head) ? 'p7m' : undefined;
}

/** The object identifier of signed data, 1.2.840.113549.1.7.2, near the beginning of a sequence. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex');

function isSignedMessage(head: Buffer): boolean {
  if (head[0] === 0x30) return head.subarray(0, 32).includes(signedData);
  return /^-----BEGIN (PKCS7|CMS)-----\r?\n/.test(head.toString('latin1'));
}

async function endsAsPdf(file: FileHandle, size: number): Promise<boolean> {
  const tailBytes = Math.min(size, 2048);
  return (await readAt(file, size - tailBytes, tailBytes)).includes('%%EOF');
}

function startsWith(head: Buffer, text: string): boolean {
  return head.toString('latin1', 0, text.length) === text;
}

async function readZip(file: FileHandle, size: number): Promise<KindReading> {
  const entries = await readZipDirectory(file, size);
  if (!entries) return { type: 'refused', code: 'file-unknown' };
  if (isBomb(entries, size) || entries.some(hasMacros))
    return { type: 'refused', code: 'file-suspicious' };
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  if (has('[Content_Types].xml')) {
    if (has('xl/workbook.xml')) return { type: 'kind', kind: 'xlsx' };
    if (has('word/document.xml')) return { type: 'kind', kind: 'docx' };
  }
  const first = entries.find(({ name }) => name === 'mimetype');
  const told = first && (await readStored(file, first));
  if (told === 'application/vnd.oasis.opendocument.text') return { type: 'kind', kind: 'odt' };
  if (told === 'application/vnd.oasis.opendocument.spreadsheet')
    return { type: 'kind', kind: 'ods' };
  return { type: 'kind', kind: 'zip' };
}

/** More than anybody hands in, packed closer than documents are, or the same bytes counted over and over. */
function isBomb(entries: readonly ZipEntry[], size: number): boolean {
  const sum = (of: (entry: ZipEntry) => number): number =>
    entries.reduce((total, entry) => total + of(entry), 0);
  const unpacked = sum(({ bytes }) => bytes);
  const isCrowded = new Set(entries.map(({ offset }) => offset)).size < entries.length;
  return (
    isCrowded ||
    unpacked > unpackedBytesMax ||
    unpacked > Math.max(size, 50_000) * packingMax ||
    sum(({ packedBytes }) => packedBytes) > size
  );
}

function hasMacros({ name }: ZipEntry): boolean {
  return /vbaProject|vbaData|activeX|^Basic\//i.test(name);
}

/** UTF-8 to the last byte, without control characters but those of lines and columns. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path))
      if (hasControls(decoder.decode(piece as Buffer, { stream: true }))) return false;
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text);
}
