import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { compilePdf } from './compile-pdf.ts';
import type { PdfBlock, PdfDocument } from './pdf-document.ts';
import type * as Press from './render-pdf.ts';

const everyBlock: readonly PdfBlock[] = [
  { kind: 'heading', level: 1, text: 'Primo livello' },
  { kind: 'paragraph', text: 'Una riga\ne un’altra' },
  { kind: 'key-figures', facts: [{ term: 'Protocollo', value: 'abc-1' }] },
  { kind: 'facts', facts: [{ term: 'Impronta', value: 'fd8a71e9', isCode: true }] },
  {
    kind: 'table',
    caption: 'Spese',
    columns: [{ title: 'Voce' }, { title: 'Importo', isNumber: true }],
    rows: [['Pali', '20.000,00 €']],
  },
  { kind: 'list', items: ['uno', 'due'] },
  { kind: 'code', text: 'bandolo verify receipt.json' },
  { kind: 'note', tone: 'ok', title: 'Bene', text: 'Tutto concorda.' },
  { kind: 'tree', items: [{ depth: 1, text: 'Il contributo (art. 5)' }] },
];

function documentOf(changed: Partial<PdfDocument> = {}): PdfDocument {
  return {
    language: 'it',
    title: 'Ricevuta «prova»',
    subtitle: 'Domanda presentata',
    author: 'Ente di prova',
    at: new Date('2026-11-28T10:00:03.417Z'),
    notices: ['Prova generale'],
    footer: 'piede',
    blocks: everyBlock,
    attachments: [],
    ...changed,
  };
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

test('it says which standard it follows, in which language, of whom and of when, and every part has its kind', async () => {
  const file = await readPdf(compilePdf(documentOf()));
  expect(file.metadata).toContain('<pdfaid:part>3</pdfaid:part>');
  expect(file.metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
  expect(file).toMatchObject({
    title: 'Ricevuta «prova»',
    author: 'Ente di prova',
    language: 'it',
    createdAt: new Date('2026-11-28T10:00:03Z'),
    isTagged: true,
  });
  expect(file.tags).toEqual(
    expect.arrayContaining(['H1', 'P', 'Table', 'TH', 'TD', 'L', 'LI', 'Document']),
  );
});

test('all that it says can be copied out of it', async () => {
  const { text } = await readPdf(compilePdf(documentOf()));
  const strings = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : Object.entries(value ?? {}).flatMap(([key, each]) =>
          ['kind', 'tone'].includes(key) ? [] : strings(each),
        );
  for (const said of strings(everyBlock)) expect(squeezed(text)).toContain(squeezed(said));
});

test('the same data give the same bytes, whatever was laid out between', () => {
  const first = compilePdf(documentOf());
  compilePdf(documentOf({ title: 'altro', blocks: [] }));
  expect(compilePdf(documentOf()).equals(first)).toBe(true);
});

test('a file inside comes out as it went in', async () => {
  const text = JSON.stringify({ name: 'Ägäis 中 \u0001 "#panic()"', line: '\n' });
  const attachment = {
    name: 'receipt.json',
    mediaType: 'application/json',
    description: 'x',
    text,
  };
  const { attachments } = await readPdf(compilePdf(documentOf({ attachments: [attachment] })));
  expect([...attachments.keys()]).toEqual(['receipt.json']);
  expect(attachments.get('receipt.json')?.toString('utf8')).toBe(text);
});

describe('what people write stays text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '#panic("x")',
      '#import "@preview/x:1.0.0"',
      '#read("/etc/passwd")',
      '$ x^2 $',
      '*bold* _it_ `raw` ``` raw',
      '= heading\n- item\n+ item\n/ term: x',
      '<label> @ref [content] {code} // no /* no */ \\ \\u{41} ~ -- --- "q"',
      '\u202etxet\u2066 \u0000 \ufeff \ufffe \ue000 \ud800',
      '(a)\\051 Tj ET',
    ),
  );

  test('and nothing of it is ever run, or keeps a document from being made', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const blocks: readonly PdfBlock[] = [
          { kind: 'heading', level: 2, text: one },
          { kind: 'paragraph', text: two },
          { kind: 'facts', facts: [{ term: one, value: two }] },
          { kind: 'code', text: one },
          { kind: 'tree', items: [{ depth: 0, text: two }] },
          { kind: 'table', columns: [{ title: one }], rows: [[two]] },
        ];
        const bytes = compilePdf(documentOf({ title: one, author: two, footer: one, blocks }));
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      }),
      { numRuns: 60 },
    );
  });

  test('letter by letter', async () => {
    const letters = '!"#$%&\'()*+,-./0123456789:;<=>?@ABC[\\]^_`abc{|}~ÀÈàèéìòù€«»–';
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...letters.split('')), minLength: 1, maxLength: 80 }),
        async (said) => {
          const blocks: readonly PdfBlock[] = [{ kind: 'paragraph', text: said }];
          const { text } = await readPdf(compilePdf(documentOf({ blocks })));
          expect(squeezed(text)).toContain(squeezed(said));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('Greek and Cyrillic are shown, and what has no glyph is named by its number', async () => {
    const blocks: readonly PdfBlock[] = [{ kind: 'paragraph', text: 'Ελλάς Жуков 中文 a\u0001b' }];
    const { text } = await readPdf(compilePdf(documentOf({ blocks })));
    expect(squeezed(text)).toContain('ΕλλάςЖуков[U+4E2D][U+6587]a[U+0001]b');
  });
});

describe('built, as the server runs it', () => {
  let folder: string;
  let press: typeof Press;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bandolo-press-'));
    const bundle = await rolldown({
      input: {
        press: 'src/platform/pdf/render-pdf.ts',
        'pdf-worker': 'src/platform/pdf/pdf-worker.ts',
      },
      platform: 'node',
      external: ['@myriaddreamin/typst-ts-node-compiler'],
      logLevel: 'silent',
    });
    const built = join(folder, 'built');
    await bundle.write({ dir: built, format: 'esm', entryFileNames: '[name].js' });
    await bundle.close();
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'dist'));
    cpSync('dist/pdf', join(folder, 'dist', 'pdf'), { recursive: true });
    press = (await import(
      /* @vite-ignore */ pathToFileURL(join(built, 'press.js')).href
    )) as typeof Press;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('it comes out the same, and the server goes on meanwhile', async () => {
    const rows = Array.from({ length: 4_000 }, (_, index) => [`riga ${index}`, '1,00 €']);
    const columns = [{ title: 'Voce' }, { title: 'Importo', isNumber: true }];
    const long = documentOf({ blocks: [{ kind: 'table', columns, rows }] });
    let beats = 0;
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      beats += 1;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const [bytes, small] = await Promise.all([
      press.renderPdf(long),
      press.renderPdf(documentOf()),
    ]);
    clearInterval(timer);
    expect(beats).toBeGreaterThan(10);
    expect(longest).toBeLessThan(500);
    expect(small.equals(compilePdf(documentOf()))).toBe(true);
    expect(bytes.equals(compilePdf(long))).toBe(true);
  });

  test('no more than can be waited for, and afterwards it works again', async () => {
    const asked = Array.from({ length: 70 }, () => press.renderPdf(documentOf()));
    const done = await Promise.allSettled(asked);
    const refused = done.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ retryAfterSeconds: 10 });
    expect((await press.renderPdf(documentOf())).length).toBeGreaterThan(1000);
  });
});
