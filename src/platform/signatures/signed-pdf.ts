/** One signature inside a PDF: the message, and the bytes of the file that it signs. */
export interface PdfSignature {
  readonly message: Buffer;
  readonly signed: Buffer;
  /** Where the part that it signs ends: the end of the file, unless something was added since. */
  readonly end: number;
}

export type PdfReading =
  | { readonly type: 'signatures'; readonly signatures: readonly PdfSignature[] }
  | { readonly type: 'refused'; readonly code: 'not-signed' | 'altered' | 'later-revision' };

const signaturesMax = 12;
const rangePattern = /\/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]/g;

/** Finds the signatures of a PDF (PAdES). The last one must cover the whole file but itself. */
export function readSignedPdf(file: Buffer): PdfReading {
  const text = file.toString('latin1');
  const named = text.split('/ByteRange').length - 1;
  const ranges = [...text.matchAll(rangePattern)].map((match) => match.slice(1, 5).map(Number));
  if (ranges.length === 0) return { type: 'refused', code: 'not-signed' };
  if (ranges.length !== named || ranges.length > signaturesMax)
    return { type: 'refused', code: 'altered' };
  const signatures = ranges.map((range) => readRange(file, range));
  if (!signatures.every((each) => each !== undefined)) return { type: 'refused', code: 'altered' };
  const end = Math.max(...signatures.map((each) => each.end));
  if (end !== file.length) return { type: 'refused', code: 'later-revision' };
  return { type: 'signatures', signatures };
}

function readRange(file: Buffer, range: readonly number[]): PdfSignature | undefined {
  const [start = -1, first = 0, second = 0, rest = 0] = range;
  const end = second + rest;
  const isWithin = start === 0 && first > 0 && second > first + 2 && end <= file.length;
  if (!isWithin || file[first] !== 0x3c || file[second - 1] !== 0x3e) return undefined;
  const message = readHex(file.toString('latin1', first + 1, second - 1));
  const signed = Buffer.concat([file.subarray(0, first), file.subarray(second, end)]);
  return message && { message, signed, end };
}

/** A structure in hexadecimal, written in one case, with nothing but zeros after it. */
function readHex(text: string): Buffer | undefined {
  if (!/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text) || text.length % 2 !== 0) return undefined;
  const bytes = Buffer.from(text, 'hex');
  const length = lengthOf(bytes);
  if (length === undefined || length > bytes.length) return undefined;
  return bytes.subarray(length).every((byte) => byte === 0) ? bytes.subarray(0, length) : undefined;
}

/** How long a DER sequence says it is, its head included. */
function lengthOf(bytes: Buffer): number | undefined {
  const [tag, first = 0] = bytes;
  if (tag !== 0x30) return undefined;
  if (first < 0x80) return first + 2;
  const count = first & 0x7f;
  if (count === 0 || count > 4 || bytes.length < count + 2) return undefined;
  return bytes.readUIntBE(2, count) + count + 2;
}
