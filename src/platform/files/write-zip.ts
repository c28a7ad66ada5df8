import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  /** With folders, `/` between them. */
  readonly name: string;
  readonly at: Date;
  /** Opened when its turn comes. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
}

interface Written {
  readonly name: Buffer;
  readonly time: number;
  readonly day: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const sizeMax = 0xff_ff_ff_ff;
/** Sizes follow the content; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
const version = 20;

/** A ZIP file piece by piece: whatever its size, only a piece of it is in memory. */
export function zipOf(entries: readonly ZipEntry[]): Readable {
  return Readable.from(piecesOf(entries), { objectMode: false });
}

async function* piecesOf(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const stamp = stampOf(entry.at);
    const head = localHead(name, stamp);
    yield head;
    const content = yield* packed(await entry.open());
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(content.crc, 4);
    tail.writeUInt32LE(content.packed, 8);
    tail.writeUInt32LE(content.size, 12);
    yield tail;
    written.push({ name, ...stamp, ...content, offset });
    offset += head.length + content.packed + tail.length;
    if (offset > sizeMax) throw new RangeError('a ZIP file of more than 4 GB is not written');
  }
  yield* directory(written, offset);
}

interface Packed {
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** The content deflated, and what is to be known of it afterwards. */
async function* packed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, Packed> {
  let crc = 0;
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of content) {
      crc = crc32(piece, crc);
      size += piece.length;
      yield piece;
    }
  }
  const source = Readable.from(counted(), { objectMode: false });
  const deflate = createDeflateRaw();
  source.once('error', (error) => deflate.destroy(error));
  let bytes = 0;
  for await (const piece of source.pipe(deflate) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    yield piece;
  }
  if (size > sizeMax) throw new RangeError('a file of more than 4 GB is not written into a ZIP');
  return { crc, packed: bytes, size };
}

function stampOf(at: Date): { readonly time: number; readonly day: number } {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

function localHead(
  name: Buffer,
  { time, day }: { readonly time: number; readonly day: number },
): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(version, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflated, 8);
  head.writeUInt16LE(time, 10);
  head.writeUInt16LE(day, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function* directory(written: readonly Written[], start: number): Generator<Buffer> {
  let size = 0;
  for (const { name, time, day, crc, packed: bytes, size: whole, offset } of written) {
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(version, 4);
    line.writeUInt16LE(version, 6);
    line.writeUInt16LE(flags, 8);
    line.writeUInt16LE(deflated, 10);
    line.writeUInt16LE(time, 12);
    line.writeUInt16LE(day, 14);
    line.writeUInt32LE(crc, 16);
    line.writeUInt32LE(bytes, 20);
    line.writeUInt32LE(whole, 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(offset, 42);
    size += line.length + name.length;
    yield Buffer.concat([line, name]);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  yield end;
}
