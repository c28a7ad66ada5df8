import { crc32 } from 'node:zlib';

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
