import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { packageFile } from '../package-file.ts';
import type { PdfDocument } from './pdf-document.ts';

/** PDF/A-3a: to be kept for ever, tagged for those who do not see it, with files inside. */
const pdfStandard = 'a-3a';

let compiler: NodeCompiler | undefined;
let template = '';

/**
 * The bytes of a document, always the same for the same data. A character for which there is no glyph is written
 * as its number, [U+4E2D]; what is attached keeps it.
 */
export function compilePdf(document: PdfDocument): Buffer {
  const first = tryCompile(document);
  if (first.bytes) return first.bytes;
  const marked = withoutLost(document, (letter) => !hasGlyph(letter));
  const second = tryCompile(marked);
  if (second.bytes) return second.bytes;
  // Letters that have a glyph alone may have none together.
  const plain = tryCompile(
    withoutLost(document, (letter) => !/^[\n -~\u00a0-\u017f–-”•€]$/u.test(letter)),
  );
  if (plain.bytes) return plain.bytes;
  throw new Error('a document cannot be laid out', { cause: plain.error ?? first.error });
}

interface Compiled {
  readonly bytes?: Buffer;
  readonly error?: unknown;
}

function tryCompile({ at, ...document }: PdfDocument): Compiled {
  const data = {
    ...document,
    at: {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
    },
  };
  const typst = makeCompiler();
  const compiled = typst.compile({
    mainFileContent: template,
    inputs: { document: JSON.stringify(data) },
  });
  try {
    const { result } = compiled;
    if (!result) {
      const said = compiled.takeError()?.shortDiagnostics ?? [];
      throw new Error(`the template was not understood: ${JSON.stringify(said)}`);
    }
    return { bytes: typst.pdf(result, { pdfStandard, pdfTags: true }) };
  } catch (error) {
    return { error };
  } finally {
    typst.evictCache(0);
  }
}

function makeCompiler(): NodeCompiler {
  if (compiler) return compiler;
  const folder = packageFile('dist/pdf');
  template = readFileSync(`${folder}/document.typ`, 'utf8');
  compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [folder] }] });
  return compiler;
}

const glyphs = new Map<string, boolean>();
const glyphsMax = 100_000;

/** Found by trying, once for each character that is met. */
function hasGlyph(letter: string): boolean {
  const known = glyphs.get(letter);
  if (known !== undefined) return known;
  if (glyphs.size >= glyphsMax) glyphs.clear();
  const { bytes } = tryCompile({
    language: 'it',
    title: letter,
    subtitle: letter,
    author: '',
    at: new Date(0),
    notices: [],
    footer: '',
    blocks: [{ kind: 'code', text: letter }],
    attachments: [],
  });
  glyphs.set(letter, bytes !== undefined);
  return bytes !== undefined;
}

/** The document with the number of each lost character in its place; attached files stay as they are. */
function withoutLost(document: PdfDocument, isLost: (letter: string) => boolean): PdfDocument {
  const { attachments, at, language } = document;
  const mark = (text: string): string =>
    text.replaceAll(/[^\n -~]/gu, (letter) => (isLost(letter) ? numberOf(letter) : letter));
  const marked = JSON.parse(JSON.stringify(document), (_name, value: unknown) =>
    typeof value === 'string' ? mark(value) : value,
  ) as PdfDocument;
  return { ...marked, attachments, at, language };
}

function numberOf(letter: string): string {
  return `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
