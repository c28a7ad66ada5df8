import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { sheetFile, type SheetCell } from './write-sheet.ts';

const at = new Date('2025-03-01T09:00:00Z');

async function* piecesOf(rows: readonly (readonly SheetCell[])[]) {
  for (const row of rows) yield [row];
}

function write(rows: readonly (readonly SheetCell[])[], name = 'sheet'): Promise<Buffer> {
  const width = Math.max(1, ...rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, index) => ({ title: `c${index}`, width: 10 }));
  return buffer(sheetFile({ name, columns, at, rows: piecesOf(rows) }));
}

/** As another program reads it: nothing where a cell is empty. */
async function read(
  file: Buffer,
): Promise<{ name: string; rows: readonly (readonly unknown[])[] }> {
  const [first] = await readWorkbook(file, { trim: false });
  if (!first) throw new Error('there is no sheet');
  return { name: first.sheet, rows: first.data.slice(1) };
}

test('texts, numbers and instants are read back as what they are', async () => {
  const rows = [
    ['rehearsal', 1, new Date('2025-03-01T09:00:00.123Z'), 'È già «così» & <bello>'],
    // Summer time: the clock in Italy is two hours ahead.
    ['live', 2_147_483_647, new Date('2025-07-01T22:30:00Z'), 'due\nrighe'],
  ];
  const { name, rows: found } = await read(await write(rows, 'TEST register'));
  expect(name).toBe('TEST register');
  const [first, second] = found;
  expect([first?.[0], first?.[1], first?.[3]]).toEqual(['rehearsal', 1, 'È già «così» & <bello>']);
  // Spreadsheets know no zones: what they show is the clock in Italy.
  expect(isNear(first?.[2], '2025-03-01T10:00:00.123Z')).toBe(true);
  expect(isNear(second?.[2], '2025-07-02T00:30:00.000Z')).toBe(true);
  expect(second?.[3]).toBe('due\nrighe');
});

/** A fraction of a day is no whole number of milliseconds. */
function isNear(cell: unknown, instant: string): boolean {
  return cell instanceof Date && Math.abs(cell.getTime() - Date.parse(instant)) <= 1;
}

test('any text comes back as it was, and none of it is a formula', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.constantFrom('=1+1', '+39 02', '-5', '@SUM(A1)', '_x0041_', ']]>', '  due  ', '&amp;', '"'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
      const file = await write([texts]);
      const { rows } = await read(file);
      expect(rows[0]).toEqual(texts);
      expect(file.includes('<f>')).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('what breaks off breaks the file off, and says so', async () => {
  async function* broken() {
    yield [['a']];
    throw new Error('the database is gone');
  }
  const columns = [{ title: 'c', width: 10 }];
  await expect(buffer(sheetFile({ name: 's', columns, at, rows: broken() }))).rejects.toThrow(
    'the database is gone',
  );
});

test('a hundred thousand rows are written with only a piece of them in memory', async () => {
  const row = ['live', 1, at, 'x'.repeat(300), 'y'.repeat(64)];
  async function* many() {
    for (let piece = 0; piece < 50; piece++) yield Array.from({ length: 2_000 }, () => row);
  }
  const columns = row.map((_, index) => ({ title: String(index), width: 10 }));
  const before = process.memoryUsage().rss;
  let peak = before;
  let bytes = 0;
  for await (const piece of sheetFile({ name: 's', columns, at, rows: many() })) {
    bytes += (piece as Buffer).length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(bytes).toBeGreaterThan(100_000);
  // The text alone is more than 50 MB.
  expect(peak - before).toBeLessThan(120_000_000);
}, 60_000);
