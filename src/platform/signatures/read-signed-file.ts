import type { Anchors } from './anchors.ts';
import { checkMessage, type CheckedSigner } from './check-message.ts';
import { toDer } from './read-der.ts';
import { readSignedMessage } from './signed-message.ts';
import { readSignedPdf } from './signed-pdf.ts';

export const signedFileBytesMax = 16 * 1024 * 1024;

const layersMax = 5;

/** How the signature goes with what it signs. */
export type SignatureForm = 'cades' | 'cades-detached' | 'pades';

export type SignedFileProblem =
  | 'too-large'
  | 'not-signed'
  | 'altered'
  | 'later-revision'
  | 'other-text'
  | 'too-deep';

export interface SignedFile {
  readonly type: 'signed';
  readonly form: SignatureForm;
  /** What was signed: of a PDF, the whole file with its signatures. */
  readonly content: Buffer;
  readonly signers: readonly CheckedSigner[];
}

export type SignedFileReading =
  | SignedFile
  | { readonly type: 'refused'; readonly code: SignedFileProblem };

export interface SignatureTerms {
  readonly anchors: Anchors;
  /** The moment for which it is said who could sign. */
  readonly at: Date;
  /** What may have been signed, for signatures that come without it. */
  readonly texts: readonly Buffer[];
}

/**
 * Reads a file with signatures and checks them all: CAdES around a text or beside it, also one within another, as
 * DER, PEM or base64, and PAdES. Whatever it is sent, it gives an answer.
 */
export async function readSignedFile(
  file: Buffer,
  terms: SignatureTerms,
): Promise<SignedFileReading> {
  if (file.length > signedFileBytesMax) return refused('too-large');
  return isPdf(file) ? readPdf(file, terms) : readMessages(file, terms);
}

function isPdf(file: Buffer): boolean {
  return file.toString('latin1', 0, 5) === '%PDF-';
}

async function readPdf(file: Buffer, terms: SignatureTerms): Promise<SignedFileReading> {
  const read = readSignedPdf(file);
  if (read.type === 'refused') return read;
  const signers: CheckedSigner[] = [];
  for (const { message: der, signed } of read.signatures) {
    const message = readSignedMessage(der);
    if (!message || message.content) return refused('altered');
    const check = await checkMessage(message, signed, terms);
    if (check.type === 'refused') return check;
    signers.push(...check.signers);
  }
  return { type: 'signed', form: 'pades', content: file, signers };
}

async function readMessages(file: Buffer, terms: SignatureTerms): Promise<SignedFileReading> {
  const signers: CheckedSigner[] = [];
  let bytes = file;
  for (let layer = 0; layer < layersMax; layer += 1) {
    const der = toDer(bytes);
    const message = der && readSignedMessage(der);
    if (!message) return refused(layer === 0 && !der ? 'not-signed' : 'altered');
    if (!message.content) return addDetached(message, signers, terms);
    const check = await checkMessage(message, message.content, terms);
    if (check.type === 'refused') return check;
    signers.push(...check.signers);
    const { content } = message;
    if (!isSigned(content)) return { type: 'signed', form: 'cades', content, signers };
    if (isPdf(content)) return addSigned(await readPdf(content, terms), signers);
    bytes = content;
  }
  return refused('too-deep');
}

/** Whether what was signed is itself signed. */
function isSigned(content: Buffer): boolean {
  if (isPdf(content)) return content.includes('/ByteRange');
  const der = toDer(content);
  return der !== undefined && readSignedMessage(der) !== undefined;
}

function addSigned(inner: SignedFileReading, outer: readonly CheckedSigner[]): SignedFileReading {
  return inner.type === 'refused' ? inner : { ...inner, signers: [...inner.signers, ...outer] };
}

type Message = NonNullable<ReturnType<typeof readSignedMessage>>;

async function addDetached(
  message: Message,
  signers: readonly CheckedSigner[],
  terms: SignatureTerms,
): Promise<SignedFileReading> {
  for (const content of terms.texts) {
    const check = await checkMessage(message, content, terms);
    if (check.type === 'refused') continue;
    const all = [...signers, ...check.signers];
    return { type: 'signed', form: 'cades-detached', content, signers: all };
  }
  return refused('other-text');
}

function refused(code: SignedFileProblem): SignedFileReading {
  return { type: 'refused', code };
}
