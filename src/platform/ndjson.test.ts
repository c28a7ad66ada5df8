import fc from 'fast-check';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { ndjsonLineBytesMax } from './limits.ts';
import { readLines, writeLines, type Line } from './ndjson.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    // One buffer is used again and again, as some streams do.
    const length = Buffer.from(bytes).copy(buffer, 0, at, at + size);
    yield buffer.subarray(0, length);
  }
}

async function linesOf(bytes: Uint8Array | string, size = 7): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const whole = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
  for await (const line of readLines(inChunks(whole, size), 'f')) lines.push(line);
  return lines;
}

function texts(lines: readonly Line[]): readonly string[] {
  return lines.map((line) =>
    line.type === 'line' ? `${line.number} ${line.text}` : `${line.number}!`,
  );
}

test('line ends of both kinds, empty lines, a mark at the beginning, none at the end', async () => {
  const lines = await linesOf('\uFEFF{"a":1}\r\n\n  \n{"è":2}\n{"c":3}');
  expect(texts(lines)).toEqual(['1 {"a":1}', '4 {"è":2}', '5 {"c":3}']);
  expect(await linesOf('')).toEqual([]);
});

test('however the stream is cut, the lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'è', '🐝', '\n', '\r\n', ' ') }),
      fc.integer({ min: 1, max: 9 }),
      async (text, size) => {
        expect(await linesOf(text, size)).toEqual(await linesOf(text, 10_000));
      },
    ),
  );
});

test('a line that is too long is refused, and the next one read', async () => {
  const long = 'x'.repeat(ndjsonLineBytesMax + 1);
  const lines = await linesOf(`1\n${long}\n2`, 65_536);
  expect(texts(lines)).toEqual(['1 1', '2!', '3 2']);
  expect(lines[1]).toMatchObject({ problem: { line: 2, column: 1, code: 'too-large' } });
  expect(texts(await linesOf(long.slice(1), 65_536))[0]?.length).toBe(ndjsonLineBytesMax + 2);
});

test('a line that is not UTF-8 is refused, and the next one read', async () => {
  const bytes = Buffer.concat([Buffer.from('"a'), Buffer.from([0xe8]), Buffer.from('"\n2\n')]);
  const lines = await linesOf(bytes);
  expect(texts(lines)).toEqual(['1!', '2 2']);
  expect(lines[0]).toMatchObject({
    problem: {
      code: 'encoding',
      message: 'found something else at byte 3',
      expected: 'text in UTF-8',
    },
  });
});

test('writing waits for a slow reader', async () => {
  let waiting = 0;
  let most = 0;
  const written: string[] = [];
  const slow = new Writable({
    highWaterMark: 8,
    write(chunk: Buffer, _encoding, done) {
      waiting -= 1;
      written.push(chunk.toString());
      setImmediate(done);
    },
  });
  function* values(): Generator<object> {
    for (let index = 0; index < 100; index += 1) {
      waiting += 1;
      most = Math.max(most, waiting);
      yield { index };
    }
  }
  await writeLines(values(), slow);
  slow.end();
  expect(most).toBeLessThan(60);
  await new Promise((resolve) => void slow.on('finish', resolve));
  expect(written.join('').split('\n')).toHaveLength(101);
});

test('a broken stream breaks the promise', async () => {
  const broken = new Writable({
    write(_chunk, _encoding, done) {
      done(new Error('closed at the other end'));
    },
  });
  await expect(writeLines([1, 2, 3], broken)).rejects.toThrow('closed at the other end');
});

test('what is written is read back', async () => {
  const stream = new PassThrough();
  const writing = writeLines([{ a: 'x\ny' }, [1]], stream).then(() => stream.end());
  const lines: Line[] = [];
  for await (const line of readLines(stream as AsyncIterable<Buffer>, 'f')) lines.push(line);
  await writing;
  expect(texts(lines)).toEqual([String.raw`1 {"a":"x\ny"}`, '2 [1]']);
});
