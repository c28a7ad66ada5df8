import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/sample-round.ts';
import { zipOf, type ZipEntry } from './write-zip.ts';
import { readZipDirectory } from './zip-directory.ts';

const at = new Date('2026-11-28T10:00:02Z');

function entry(name: string, content: readonly Buffer[]): ZipEntry {
  return { name, at, open: async () => Readable.from(content) };
}

async function unpacked(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const path = join(temporaryFolder(), 'test.zip');
  await writeFile(path, zip);
  const handle = await open(path);
  const entries = await readZipDirectory(handle, zip.length);
  await handle.close();
  return new Map(
    (entries ?? []).map(({ name, offset, packedBytes, bytes }) => {
      const start = offset + 30 + zip.readUInt16LE(offset + 26);
      const content = inflateRawSync(zip.subarray(start, start + packedBytes));
      expect(content.length).toBe(bytes);
      expect(crc32(content)).toBe(zip.readUInt32LE(start + packedBytes + 4));
      return [name, content];
    }),
  );
}

test('files of any size and name come out as they went in', async () => {
  const pieces = Array.from({ length: 300 }, (_, index) => Buffer.alloc(10_007, index));
  const files = new Map([
    ['vuoto.txt', []],
    ['cartella/perché – «prova».txt', [Buffer.from('uno'), Buffer.from('due')]],
    ['grande.bin', pieces],
  ]);
  const zip = await buffer(zipOf([...files].map(([name, content]) => entry(name, content))));
  const found = await unpacked(zip);
  expect([...found.keys()]).toEqual([...files.keys()]);
  for (const [name, content] of files)
    expect(found.get(name)?.equals(Buffer.concat(content))).toBe(true);
});

test('the same files give the same bytes, and only what is asked for is read', async () => {
  let opened = 0;
  const entries = Array.from({ length: 20 }, (_, index): ZipEntry => ({
    name: `${index}.txt`,
    at,
    open: async () => {
      opened += 1;
      return Readable.from([Buffer.alloc(200_000, index % 7)]);
    },
  }));
  const zip = await buffer(zipOf(entries));
  expect((await buffer(zipOf(entries))).equals(zip)).toBe(true);
  opened = 0;
  const left = zipOf(entries);
  for await (const piece of left) if ((piece as Buffer).length > 0) break;
  expect(opened).toBeLessThan(20);
});

test('a file that cannot be read to its end ends the ZIP with its fault', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    throw new Error('the disk is gone');
  }
  const zip = zipOf([{ name: 'a', at, open: async () => broken() }]);
  await expect(buffer(zip)).rejects.toThrow('the disk is gone');
});
