import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';

/** A document as a program finds it that reads it from outside. */
export interface PdfFile {
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly createdAt: Date | undefined;
  readonly language: string | undefined;
  readonly pages: number;
  /** The packet that says which standard it follows. */
  readonly metadata: string;
  readonly isTagged: boolean;
  /** The kinds of its parts, such as H1, P, Table and TH, in no order. */
  readonly tags: readonly string[];
  /** As somebody copies it out of the pages, without spaces between the pieces. */
  readonly text: string;
  /** Files inside, by name. */
  readonly attachments: ReadonlyMap<string, Buffer>;
}

export async function readPdf(bytes: Uint8Array): Promise<PdfFile> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const { catalog, context } = document;
  const language = catalog.get(PDFName.of('Lang'));
  const tags = new Set<string>();
  for (const [, object] of context.enumerateIndirectObjects()) collectTags(object, tags);
  return {
    title: document.getTitle(),
    author: document.getAuthor(),
    createdAt: document.getCreationDate(),
    language: language === undefined ? undefined : String(language).replaceAll(/[()]/g, ''),
    pages: document.getPageCount(),
    metadata: streamOf(catalog.lookup(PDFName.of('Metadata'))).toString('utf8'),
    isTagged: catalog.lookup(PDFName.of('StructTreeRoot')) !== undefined,
    tags: [...tags],
    text: document.getPages().map(textOf).join('\n'),
    attachments: new Map(
      document.getAttachments().map(({ name, data }) => [name, Buffer.from(data)]),
    ),
  };
}

function collectTags(object: PDFObject, tags: Set<string>): void {
  if (!(object instanceof PDFDict)) return;
  const kind = object.get(PDFName.of('S'));
  const isPart = object.has(PDFName.of('P')) && kind instanceof PDFName;
  if (isPart) tags.add(kind.asString().slice(1));
}

function streamOf(object: PDFObject | undefined): Buffer {
  if (!(object instanceof PDFRawStream)) throw new Error('a stream is missing');
  return Buffer.from(decodePDFRawStream(object).decode());
}

function textOf(page: PDFPage): string {
  const { node } = page;
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  const named = node.Resources()?.lookup(PDFName.of('Font'));
  if (named instanceof PDFDict)
    for (const [name] of named.entries()) {
      const font = named.lookup(name, PDFDict);
      fonts.set(
        name.asString().slice(1),
        lettersOf(streamOf(font.lookup(PDFName.of('ToUnicode')))),
      );
    }
  const contents = node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  const source = streams.map((each) => streamOf(each).toString('latin1')).join('\n');
  return shownBy(source, fonts);
}

/** What its table says each glyph stands for. */
function lettersOf(table: Buffer): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const pairs = table.toString('latin1').matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>\n/g);
  for (const [, glyph = '', letter = ''] of pairs)
    letters.set(
      Number.parseInt(glyph, 16),
      Buffer.from(letter, 'hex').swap16().toString('utf16le'),
    );
  return letters;
}

function shownBy(source: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined;
  let shown: string[] = [];
  let name = '';
  let text = '';
  for (const { kind, said } of tokensOf(source)) {
    if (kind === 'string') shown.push(said);
    else if (kind === 'name') name = said;
    else if (said === 'Tf') font = fonts.get(name);
    else if (said === 'ET') text += '\n';
    else if (said === 'Tj' || said === 'TJ')
      for (const piece of shown) text += lettersIn(Buffer.from(piece, 'latin1'), font);
    if (kind === 'operator' && /^[A-Za-z*]/.test(said)) shown = [];
  }
  return text;
}

function lettersIn(bytes: Buffer, font: ReadonlyMap<number, string> | undefined): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const glyph = bytes.readUInt16BE(at);
    const letter = font?.get(glyph);
    if (letter === undefined) throw new Error(`the glyph ${glyph} stands for nothing`);
    text += letter;
  }
  return text;
}

interface Token {
  readonly kind: 'string' | 'name' | 'operator';
  readonly said: string;
}

function* tokensOf(source: string): Generator<Token> {
  for (let at = 0; at < source.length;) {
    if (source[at] === '(') {
      const { said, end } = readString(source, at + 1);
      yield { kind: 'string', said };
      at = end;
      continue;
    }
    const rest = source.slice(at, at + 5_000);
    const hex = /^<([0-9A-Fa-f]*)>/.exec(rest);
    const name = /^\/([^\s/[\]<>()]+)/.exec(rest);
    const word = /^[^\s/[\]<>()]+/.exec(rest);
    if (hex) yield { kind: 'string', said: Buffer.from(hex[1] ?? '', 'hex').toString('latin1') };
    else if (name) yield { kind: 'name', said: name[1] ?? '' };
    else if (word) yield { kind: 'operator', said: word[0] };
    at += (hex ?? name ?? word)?.[0].length ?? 1;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in parentheses, which may hold others in pairs. */
function readString(source: string, from: number): { readonly said: string; readonly end: number } {
  let said = '';
  let depth = 1;
  let at = from;
  for (; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (letter === '\\') {
      const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4))?.[0];
      const next = source[at + 1] ?? '';
      said +=
        octal === undefined
          ? (escapes[next] ?? next)
          : String.fromCharCode(Number.parseInt(octal, 8));
      at += octal?.length ?? 1;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) break;
    said += letter;
  }
  return { said, end: at + 1 };
}
