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

const piece = String.raw`\((?:\\[^]|[^\\()])*\)|<[0-9A-F]*>`;
const token = new RegExp(
  String.raw`/(\w+) [\d.]+ Tf|(${piece}) Tj|\[((?:${piece}|[^\]()<>])*)\] TJ|\bET\b`,
  'g',
);

function shownBy(source: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined;
  let text = '';
  for (const [whole, name, one, several] of source.matchAll(token)) {
    if (name !== undefined) font = fonts.get(name);
    else if (whole === 'ET') text += '\n';
    else
      for (const glyph of glyphsIn(one ?? several ?? '')) {
        const letter = font?.get(glyph);
        if (letter === undefined) throw new Error(`the glyph ${glyph} stands for nothing`);
        text += letter;
      }
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function glyphsIn(pieces: string): readonly number[] {
  const found: number[] = [];
  for (const [, plain, hex] of pieces.matchAll(/\(((?:\\[^]|[^\\()])*)\)|<([0-9A-F]*)>/g)) {
    const bytes =
      plain === undefined
        ? Buffer.from(hex ?? '', 'hex')
        : Buffer.from(
            plain.replaceAll(/\\([0-7]{1,3}|[^])/g, (_whole, said: string) =>
              /^[0-7]/.test(said)
                ? String.fromCharCode(Number.parseInt(said, 8))
                : (escapes[said] ?? said),
            ),
            'latin1',
          );
    for (let at = 0; at < bytes.length; at += 2) found.push(bytes.readUInt16BE(at));
  }
  return found;
}
