import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { zipOf } from '../../../test/support/zip-file.ts';
import { readFileKind } from './file-kind.ts';

const folder = mkdtempSync(join(tmpdir(), 'bandolo-kinds-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function kindOf(content: Uint8Array | string): Promise<string> {
  const path = join(folder, 'file');
  writeFileSync(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  const read = await readFileKind(path);
  return read.type === 'kind' ? read.kind : read.code;
}

const page = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';
const signed = Buffer.concat([
  Buffer.from('308006092a864886f70d010702a080', 'hex'),
  Buffer.from(page),
]);
const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' };

test.each<[string, Uint8Array | string, string]>([
  ['a PDF', page, 'pdf'],
  ['a signed file', signed, 'p7m'],
  ['a signed file as text', '-----BEGIN PKCS7-----\nMIIB\n', 'p7m'],
  ['a PNG', '\x89PNG\r\n\x1a\n....', 'png'],
  ['a JPEG', '\xff\xd8\xff\xe0....', 'jpeg'],
  ['a text of Word', zipOf(word), 'docx'],
  ['a sheet of Excel', zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), 'xlsx'],
  ['an open text', zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'odt'],
  ['an open sheet', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'ods'],
  ['an archive', zipOf({ 'a.txt': 'a' }), 'zip'],
  ['a table in UTF-8', Buffer.from('città;importo\nForlì;10,00 €\n'), 'text'],
])('%s is seen by its content', async (_what, content, kind) => {
  expect(await kindOf(content)).toBe(kind);
});

test.each<[string, Uint8Array | string, string]>([
  ['a program', '\x7fELF\x02\x01\x01\0\0\0', 'file-unknown'],
  ['a program for Windows', 'MZ\x90\0\x03\0\0\0', 'file-unknown'],
  ['text that is not UTF-8', 'citt\xe0\n', 'file-unknown'],
  ['text that ends within a letter', 'citt\xc3', 'file-unknown'],
  ['text with a NUL', 'a\0b', 'file-unknown'],
  ['a PDF that was cut off', page.slice(0, 30), 'file-unknown'],
  ['a PDF behind something else', `<script>\n${page}\0`, 'file-unknown'],
  ['an archive that was cut off', zipOf(word).subarray(0, 60), 'file-unknown'],
  [
    'a PDF that is also an archive',
    Buffer.concat([Buffer.from(page), zipOf(word)]),
    'file-suspicious',
  ],
  [
    'a picture that is also an archive',
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), zipOf(word)]),
    'file-suspicious',
  ],
  ['a text of Word with macros', zipOf({ ...word, 'word/vbaProject.bin': 'x' }), 'file-suspicious'],
  [
    'an archive that says it unpacks to gigabytes',
    zipOf({ 'a.txt': 'a' }, { told: 0xf0000000 }),
    'file-suspicious',
  ],
  [
    'an archive whose entries share their bytes',
    zipOf({ a: 'a', b: 'b' }, { isCrowded: true }),
    'file-suspicious',
  ],
])('%s is refused', async (_what, content, code) => {
  expect(await kindOf(content)).toBe(code);
});

test('whatever the bytes, an answer comes and the file is closed', async () => {
  const archive = zipOf({ ...word, mimetype: 'application/vnd.oasis.opendocument.text' });
  for (let seed = 0; seed < 400; seed += 1) {
    const broken = Buffer.from(archive);
    for (let turn = 0; turn < 4; turn += 1) {
      const at = (seed * 7919 + turn * 104_729) % broken.length;
      broken[at] = (seed * 31 + turn * 17) % 256;
    }
    expect(await kindOf(broken)).toMatch(/^[a-z0-9-]+$/);
  }
});
