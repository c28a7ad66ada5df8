import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readAmount } from '../../engine/index.ts';
import { sheetFile, type SheetCell } from '../../platform/files/write-sheet.ts';
import { readZipDirectory } from '../../platform/files/zip-directory.ts';
import { tableLimits, type Table, type TableReading } from './table-text.ts';

/** What a workbook may come to when it is unpacked: much more than its tables need, far less than memory. */
const unpackedBytesMax = 32 * 1024 * 1024;
const entriesMax = 200;

export type WorkbookReading =
  | TableReading
  | { readonly type: 'refused'; readonly code: 'no-workbook' | 'unpacks-too-large' };

/** The first sheet of an XLSX file as texts; of formulas only their last results are read. */
export async function readWorkbook(file: Buffer): Promise<WorkbookReading> {
  const size = await unpackedBytes(file);
  if (size === undefined) return { type: 'refused', code: 'no-workbook' };
  if (size > unpackedBytesMax) return { type: 'refused', code: 'unpacks-too-large' };
  const sheet = await readFirstSheet(file);
  if (!sheet) return { type: 'refused', code: 'no-workbook' };
  if (sheet.length > tableLimits.rows + 1) return { type: 'refused', code: 'too-many-rows' };
  const table = sheet
    .map((row) => row.slice(0, tableLimits.columns).map(cellText))
    .filter((row) => row.some((cell) => cell.trim() !== ''));
  return { type: 'table', table };
}

/** What its entries say that they come to; nothing where it is no archive, or has more entries than a workbook. */
async function unpackedBytes(file: Buffer): Promise<number | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'bandolo-import-'));
  const path = join(folder, 'table');
  try {
    await writeFile(path, file);
    const handle = await open(path);
    try {
      const entries = await readZipDirectory(handle, file.length);
      if (!entries || entries.length > entriesMax) return undefined;
      return entries.reduce((sum, { bytes }) => sum + bytes, 0);
    } finally {
      await handle.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface NumberText {
  /** As the file writes it. */
  readonly number: string;
}

async function readFirstSheet(file: Buffer): Promise<readonly (readonly unknown[])[] | undefined> {
  // Loaded when somebody first needs it: most servers start more often than they read a workbook.
  const { readSheet } = await import('read-excel-file/node');
  try {
    return await readSheet<NumberText>(file, 1, { parseNumber: (number) => ({ number }) });
  } catch (error) {
    // Whatever stands in a file that somebody sends, it is theirs to put right.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object' && value !== null && 'number' in value)
    return numberText(String(value.number));
  return '';
}

/** `1234.5` as an amount is written; spreadsheets keep sums such as `0.30000000000000004`, which mean `0.30`. */
function numberText(text: string): string {
  const number = Number(text);
  if (/^\d{1,12}$/.test(text)) return text;
  const rounded = number.toFixed(2);
  const isAmount = number >= 0 && number < 1e12 && Math.abs(number - Number(rounded)) < 1e-7;
  return isAmount ? rounded : text;
}

/** A table as a workbook: texts are texts, so that none is a formula, and in the last column are amounts. */
export function writeWorkbook(table: Table, language: 'it' | 'en', at: Date): Readable {
  const [heading = [], ...rows] = table;
  const last = heading.length - 1;
  const cells = rows.map((row) =>
    row.map((text, index) => (index === last ? amountCell(text, language) : text)),
  );
  return sheetFile({
    name: heading[0] ?? '',
    at,
    columns: heading.map((title, index) => ({ title, width: index === 3 ? 44 : 22 })),
    rows: piecesOf(cells),
  });
}

async function* piecesOf(
  cells: readonly (readonly SheetCell[])[],
): AsyncGenerator<readonly (readonly SheetCell[])[]> {
  yield cells;
}

/** Up to where a spreadsheet counts cents exactly it is a number; beyond it, and where there is none, a text. */
function amountCell(text: string, language: 'it' | 'en'): SheetCell {
  const read = text === '' ? undefined : readAmount(text, language);
  return read?.type === 'amount' && read.cents <= 1e14 ? read.cents / 100 : text;
}
