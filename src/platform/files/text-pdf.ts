/** One line of a plain document; a heading stands out. */
export interface PrintLine {
  readonly text: string;
  readonly isHeading?: boolean;
}

export interface TextPdf {
  readonly bytes: Buffer;
  /** The objects that a later revision may add to without changing a word: by number, with what they must still say. */
  readonly growable: ReadonlyMap<number, readonly string[]>;
}

const widthSigns = 88;
const linesPerPage = 66;
const fontSize = 9;
const leading = 11;
const left = 56;
const top = 780;

const catalog = 1;
const pages = 2;
const info = 3;
const plainFont = 4;
const boldFont = 5;
const firstPage = 6;

/**
 * Writes text as a PDF of the simplest kind: the same text gives the same bytes, on every machine and in every later
 * version, so that it can be signed today and compared tomorrow. Signs that its fonts do not have are written as
 * their number.
 */
export function textPdf({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly PrintLine[];
}): TextPdf {
  const sheets = chunk(lines.flatMap(wrap), linesPerPage);
  const kids = sheets.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ');
  const objects = new Map<number, string>([
    [
      catalog,
      `<< /Type /Catalog /Pages ${pages} 0 R /Lang (it-IT) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    ],
    [pages, `<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`],
    [info, `<< /Title (${escape(encode(title))}) /Producer (Bandolo) >>`],
    [plainFont, font('Courier')],
    [boldFont, font('Courier-Bold')],
  ]);
  const growable = new Map<number, readonly string[]>([[catalog, [`/Pages ${pages} 0 R`]]]);
  for (const [index, sheet] of sheets.entries()) {
    const page = firstPage + index * 2;
    objects.set(
      page,
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${plainFont} 0 R /F2 ${boldFont} 0 R >> >> /Contents ${page + 1} 0 R >>`,
    );
    objects.set(page + 1, stream(sheet, `${index + 1} / ${sheets.length}`));
    growable.set(page, [`/Parent ${pages} 0 R`, `/Contents ${page + 1} 0 R`]);
  }
  return { bytes: assemble(objects), growable };
}

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function stream(sheet: readonly PrintLine[], foot: string): string {
  const drawn = sheet.map(
    ({ text, isHeading = false }) =>
      `/F${isHeading ? 2 : 1} ${fontSize} Tf (${escape(text)}) Tj T*`,
  );
  const content = [
    'BT',
    `${leading} TL`,
    `${left} ${top} Td`,
    ...drawn,
    'ET',
    'BT',
    `/F1 ${fontSize} Tf ${left} 36 Td (${foot}) Tj`,
    'ET',
  ].join('\n');
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: ReadonlyMap<number, string>): Buffer {
  let text = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets: number[] = [];
  for (const [number, object] of objects) {
    offsets.push(text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const size = objects.size + 1;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${size} /Root ${catalog} 0 R /Info ${info} 0 R >>`;
  return Buffer.from(`${text}${xref}${trailer}\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}

/** Breaks a line at spaces, or in the middle of what is longer than a line. */
function wrap({ text, isHeading = false }: PrintLine): readonly PrintLine[] {
  const encoded = encode(text);
  const indent = /^ */.exec(encoded)?.[0] ?? '';
  const broken: string[] = [];
  let rest = encoded;
  while (rest.length > widthSigns) {
    const space = rest.lastIndexOf(' ', widthSigns);
    const at = space > indent.length ? space : widthSigns;
    broken.push(rest.slice(0, at));
    rest = `${indent}  ${rest.slice(at).trimStart()}`;
  }
  return [...broken, rest].map((each) => ({ text: each, isHeading }));
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What Windows-1252 has from 0x80 to 0x9f; a space where it has nothing. */
const beyondLatin = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** In Windows-1252, one sign for each byte; what it does not have as `\u{1f4a1}`, and control signs too. */
function encode(text: string): string {
  return Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const isPlain = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff);
    if (isPlain) return sign;
    const at = beyondLatin.indexOf(sign);
    return at < 0 ? `\\u{${code.toString(16)}}` : String.fromCharCode(0x80 + at);
  }).join('');
}

function escape(text: string): string {
  return text.replaceAll(/[\\()]/g, String.raw`\$&`);
}

/**
 * Whether a file is the document and nothing but additions that leave its words alone: what programs add that sign a
 * PDF. An addition that puts another page, another text or another order in their place is none.
 */
export function isGrownFrom({ bytes, growable }: TextPdf, file: Buffer): boolean {
  if (file.length < bytes.length || !file.subarray(0, bytes.length).equals(bytes)) return false;
  const added = file.toString('latin1', bytes.length);
  // Objects inside of others could not be looked at, and nobody needs them to add a signature to this.
  if (/\/ObjStm|\/XRef\b/.test(added)) return false;
  const last = firstPage + (growable.size - 1) * 2 - 1;
  const headers = [...added.matchAll(/(\d{1,10})\s+\d{1,5}\s+obj\b/g)];
  return headers.every(({ 1: text = '', index }) => {
    const number = Number(text);
    if (number > last || number === info) return true;
    const kept = growable.get(number);
    const ends = added.indexOf('endobj', index);
    const object = added.slice(index, ends === -1 ? undefined : ends);
    return kept?.every((each) => object.split(each).length === 2) === true;
  });
}
