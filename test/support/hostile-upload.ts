import { request } from 'node:http';
import { zipOf } from './zip-file.ts';
import { pdf } from './document-scene.ts';

/** One upload that means no good, and what may be answered to it. */
export interface HostileUpload {
  readonly what: string;
  readonly name: string;
  readonly head?: Readonly<Record<string, string>>;
  /** Pieces, as long as the other side listens. */
  readonly pieces: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether the sender goes away before the end. */
  readonly isCut?: boolean;
  /** Codes of refusals of which one must come; taken where the content is good and only the rest is bad. */
  readonly expected: readonly string[];
}

/** Numbers that follow from a seed, below one. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

const heads = [
  'MZ\x90\0',
  '\x7fELF\x02\x01',
  '\xca\xfe\xba\xbe',
  '#!/bin/sh\0rm -rf /',
  '\x1f\x8b\x08\0',
  'Rar!\x1a\x07\0',
  'GIF89a\x01\0',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '\0asm\x01\0\0\0',
];

function bytes(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => Math.floor(random() * 256)));
}

function pick<T>(random: Random, among: readonly T[]): T {
  return among[Math.floor(random() * among.length)] as T;
}

const tricks = [
  '../',
  '..\\',
  '/etc/',
  'C:\\',
  '\u202e',
  '\r\nx: y',
  '%2e%2e%2f',
  '\u0000',
  'CON.',
  '.',
];

function once(content: Buffer): () => Iterable<Uint8Array> {
  return () => [content];
}

const makers: readonly ((random: Random) => Omit<HostileUpload, 'name'>)[] = [
  (random) => ({
    what: 'a program',
    pieces: once(Buffer.concat([Buffer.from(pick(random, heads), 'latin1'), bytes(random, 400)])),
    expected: ['file-unknown'],
  }),
  (random) => ({
    what: 'noise',
    // A byte that no text has, in front: noise is never by chance one of the kinds that are taken.
    pieces: once(Buffer.concat([Buffer.from([0]), bytes(random, Math.floor(random() * 5000))])),
    expected: ['file-unknown', 'file-suspicious'],
  }),
  () => ({ what: 'nothing', pieces: once(Buffer.alloc(0)), expected: ['file-empty'] }),
  (random) => ({
    what: 'two kinds at once',
    pieces: once(
      Buffer.concat([pdf(String(random()), Math.floor(random() * 2000)), zipOf({ 'a.js': 'x' })]),
    ),
    expected: ['file-suspicious'],
  }),
  (random) => ({
    what: 'a bomb',
    pieces: once(
      random() < 0.5
        ? zipOf({ 'a.xml': 'a'.repeat(1 + random() * 99) }, { told: 0xfffffff0 })
        : zipOf({ a: 'x', b: 'x', c: 'x' }, { isCrowded: true }),
    ),
    expected: ['file-suspicious'],
  }),
  (random) => ({
    what: 'macros',
    pieces: once(
      zipOf({
        '[Content_Types].xml': '<Types/>',
        'word/document.xml': '<x/>',
        'word/vbaProject.bin': String(random()),
      }),
    ),
    expected: ['file-suspicious'],
  }),
  (random) => {
    const whole = zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<x/>' });
    return {
      what: 'half an archive',
      pieces: once(whole.subarray(0, 4 + Math.floor(random() * (whole.length - 26)))),
      expected: ['file-unknown', 'file-suspicious'],
    };
  },
  (random) => ({
    what: 'half a PDF',
    pieces: once(Buffer.from(`%PDF-1.4\n${String(random())}`)),
    expected: ['file-unknown'],
  }),
  (random) => ({
    what: 'another kind than is asked',
    pieces: once(zipOf({ [`${random()}.txt`]: 'a' })),
    expected: ['file-kind'],
  }),
  () => ({
    what: 'two gigabytes',
    pieces: function* zeros() {
      const piece = Buffer.alloc(64 * 1024);
      for (let sent = 0; sent < 2 * 1024 ** 3; sent += piece.length) yield piece;
    },
    expected: ['file-too-large', 'no-room'],
  }),
  () => ({
    what: 'two gigabytes, told before',
    head: { 'content-length': String(2 * 1024 ** 3) },
    pieces: once(Buffer.alloc(64 * 1024)),
    expected: ['file-too-large', 'no-room'],
  }),
  (random) => ({
    what: 'a sender who goes away',
    head: { 'content-length': '90000' },
    pieces: once(pdf(String(random()), 40_000)),
    isCut: true,
    expected: [],
  }),
  (random) => ({
    what: 'a slow sender of noise',
    pieces: async function* slowly() {
      yield Buffer.from([0]);
      for (let index = 0; index < 8; index += 1) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        yield bytes(random, 16);
      }
    },
    expected: ['file-unknown', 'file-suspicious'],
  }),
  (random) => ({
    what: 'a good file under a bad name',
    pieces: once(pdf(`good ${random()}`)),
    expected: ['taken'],
  }),
];

/** As many uploads as wanted, the same for the same seed. */
export function hostileUploads(count: number, seed: number): readonly HostileUpload[] {
  const random = numbersFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const maker = makers[index % makers.length] as (typeof makers)[number];
    const name = `${pick(random, tricks)}${pick(random, tricks)}delibera${pick(random, ['.pdf', '.exe', '', '.pdf.p7m'])}`;
    const made = maker(random);
    // A name with a zero in it is no name, whatever comes with it.
    return name.includes('\0')
      ? { ...made, name, expected: ['not-understood'] }
      : { ...made, name };
  });
}

/** Sends it over HTTP, and says what was answered: a code, `taken`, or nothing where the sender went away. */
export function sendHostile(
  url: string,
  token: string,
  { name, head = {}, pieces, isCut = false }: HostileUpload,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const sending = request(`${url}?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      agent: false,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        ...head,
      },
    });
    sending.on('response', (reply) => {
      isOver = true;
      let text = '';
      reply.on('data', (piece: Buffer) => (text += piece.toString()));
      reply.on('end', () => {
        sending.destroy();
        const { code } = JSON.parse(text) as { readonly code?: string };
        resolve(reply.statusCode === 201 ? 'taken' : String(code));
      });
    });
    sending.on('error', (error) => {
      if (isCut) resolve(undefined);
      else if (!isOver) reject(error);
    });
    const write = async (): Promise<void> => {
      for await (const piece of pieces()) {
        if (isOver) return;
        if (!sending.write(piece)) await drained(sending);
      }
      if (isCut) setTimeout(() => sending.destroy(), 30);
      else if (head['content-length'] === undefined) sending.end();
    };
    write().catch(reject);
  });
}

function drained(sending: ReturnType<typeof request>): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      for (const event of ['drain', 'response', 'close']) sending.off(event, go);
      resolve();
    };
    for (const event of ['drain', 'response', 'close']) sending.on(event, go);
  });
}
