import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import { readZipDirectory } from '../../src/platform/files/zip-directory.ts';
import { temporaryFolder } from './sample-round.ts';

interface Tricks {
  /** What every entry says it unpacks to. */
  readonly told?: number;
  /** Every entry points at the first one. */
  readonly isCrowded?: boolean;
}

/** An archive with these files, not packed. */
export function zipOf(
  files: Readonly<Record<string, string>>,
  { told, isCrowded = false }: Tricks = {},
): Buffer {
  const locals: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [named, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(told ?? content.length, 18);
    common.writeUInt16LE(named.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, named, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(isCrowded ? 0 : offset, 10);
    heads.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, rest, named]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(heads.length, 8);
  end.writeUInt16LE(heads.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The files of an archive by their names, in its order; each comes out whole. */
export async function unpacked(archive: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const path = join(temporaryFolder(), 'whole.zip');
  await writeFile(path, archive);
  const handle = await open(path);
  const entries = await readZipDirectory(handle, archive.length);
  await handle.close();
  return new Map(
    (entries ?? []).map(({ name, offset, packedBytes }) => {
      const start = offset + 30 + archive.readUInt16LE(offset + 26);
      const content = inflateRawSync(archive.subarray(start, start + packedBytes));
      expect(crc32(content)).toBe(archive.readUInt32LE(start + packedBytes + 4));
      return [name, content];
    }),
  );
}
