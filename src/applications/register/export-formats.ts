import { Readable } from 'node:stream';
import { sheetFile, type SheetCell } from '../../platform/files/write-sheet.ts';
import { csvText } from './csv.ts';
import { protocolOf } from './entry.ts';
import type { RegisterLine } from './register-lines.ts';

export const exportFormats = ['csv', 'xlsx', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/jsonl; charset=utf-8',
};

export interface Exported {
  readonly call: { readonly slug: string; readonly mode: string };
  readonly pieces: AsyncIterable<readonly RegisterLine[]>;
  /** Of the parts of a workbook, so that the same register is the same file. */
  readonly at: Date;
}

/** The register in a format, a few lines at a time; every line says the mode of the call. */
export function exportRegister(format: ExportFormat, exported: Exported): Readable {
  const { call, pieces } = exported;
  switch (format) {
    case 'csv':
      return Readable.from(csvText(call, pieces));
    case 'xlsx':
      return workbookOf(exported);
    case 'json':
      return Readable.from(jsonText(exported));
    default:
      return Readable.from(ndjsonText(exported));
  }
}

function lineOf(call: Exported['call'], line: RegisterLine): object {
  return { mode: call.mode, protocol: protocolOf(call.slug, line.number), ...line };
}

async function* jsonText({ call, pieces }: Exported): AsyncGenerator<string> {
  const head = JSON.stringify({
    bandolo: 'register/1',
    call: call.slug,
    mode: call.mode,
  });
  yield `${head.slice(0, -1)},"entries":[`;
  let mark = '\n';
  for await (const lines of pieces) {
    yield lines
      .map((line) => {
        const text = `${mark}${JSON.stringify(lineOf(call, line))}`;
        mark = ',\n';
        return text;
      })
      .join('');
  }
  yield '\n]}\n';
}

async function* ndjsonText({ call, pieces }: Exported): AsyncGenerator<string> {
  for await (const lines of pieces)
    yield lines.map((line) => `${JSON.stringify(lineOf(call, line))}\n`).join('');
}

const columns = [
  { title: 'mode', width: 11 },
  { title: 'protocol', width: 36 },
  { title: 'number', width: 9 },
  { title: 'kind', width: 12 },
  { title: 'received (Europe/Rome)', width: 24 },
  { title: 'at', width: 28 },
  { title: 'application', width: 38 },
  { title: 'title', width: 50 },
  { title: 'lead', width: 36 },
  { title: 'lead_fiscal_code', width: 18 },
  { title: 'text_sha256', width: 20 },
  { title: 'ground', width: 40 },
  { title: 'entry_sha256', width: 20 },
];

function workbookOf({ call, pieces, at }: Exported): Readable {
  const name = call.mode === 'live' ? 'register' : `${call.mode.toUpperCase()} register`;
  return sheetFile({ name, columns, at, rows: rowsOf(call, pieces) });
}

async function* rowsOf(
  call: Exported['call'],
  pieces: Exported['pieces'],
): AsyncGenerator<readonly (readonly SheetCell[])[]> {
  for await (const lines of pieces)
    yield lines.map((line) => [
      call.mode,
      protocolOf(call.slug, line.number),
      line.number,
      line.kind,
      new Date(line.at),
      line.at,
      line.applicationId,
      line.title,
      line.leadName,
      line.leadFiscalCode,
      line.snapshotHash,
      line.ground ?? '',
      line.hash,
    ]);
}
