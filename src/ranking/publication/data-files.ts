import { formatPoints } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import { csvCell } from '../../platform/files/csv-cell.ts';
import { dataColumns, type DataRow, type DataValue } from './columns.ts';
import type { EntryRow } from './entry.ts';
import type { Naming, Result } from './load-result.ts';
import { readEntries } from './queries.ts';

/** An act whose rows go into a file. */
export interface FiledAct {
  readonly result: Result;
  readonly naming: Naming;
}

export interface FileAsked {
  readonly publicUrl: string;
  /** Which rows go into the file; all of them when left out. */
  readonly keeps?: (entry: EntryRow) => boolean;
}

/** The rows of some acts as they are published, a few thousand at a time. */
export async function* dataRows(
  db: Db,
  acts: AsyncIterable<FiledAct> | Iterable<FiledAct>,
  { publicUrl, keeps = () => true }: FileAsked,
): AsyncGenerator<readonly DataRow[]> {
  for await (const { result, naming } of acts)
    for await (const entries of readEntries(db, result.act))
      yield entries
        .filter(keeps)
        .map((entry) => ({ result, entry, shown: naming.show(entry), publicUrl }));
}

/** As CSV (RFC 4180, UTF-8), with the headers for people or for programs. */
export async function* csvFile(
  rows: AsyncIterable<readonly DataRow[]>,
  headers: 'it' | 'names',
): AsyncGenerator<string> {
  yield `${dataColumns.map(({ name, header }) => csvCell(headers === 'it' ? header : name)).join(',')}\r\n`;
  for await (const some of rows)
    yield some
      .map((row) => `${dataColumns.map(({ value }) => csvCell(textOf(value(row)))).join(',')}\r\n`)
      .join('');
}

function textOf(value: DataValue): string {
  return value === null ? '' : String(value);
}

/** As JSON: what the file is about, and its rows; what is not there is left out. */
export async function* jsonFile(
  rows: AsyncIterable<readonly DataRow[]>,
  about: object,
): AsyncGenerator<string> {
  yield `${JSON.stringify(about).slice(0, -1)},"entries":[`;
  let mark = '\n';
  for await (const some of rows)
    yield some
      .map((row) => {
        const text = `${mark}${JSON.stringify(objectOf(row))}`;
        mark = ',\n';
        return text;
      })
      .join('');
  yield '\n]}\n';
}

/** One row as an object of the API. */
export function objectOf(row: DataRow): Readonly<Record<string, DataValue | object>> {
  const values = dataColumns.flatMap(({ name, value }) => {
    const found = value(row);
    return found === null ? [] : [[name, found] as const];
  });
  return {
    ...Object.fromEntries(values),
    criteria: Object.fromEntries(
      Object.entries(row.entry.criteria).map(([id, hundredths]) => [id, formatPoints(hundredths)]),
    ),
  };
}
