import { csvCell } from '../../platform/files/csv-cell.ts';
import { protocolOf } from './entry.ts';
import type { RegisterLine } from './register-lines.ts';

const columns = [
  'mode',
  'protocol',
  'number',
  'kind',
  'at',
  'application',
  'title',
  'lead',
  'lead_fiscal_code',
  'text_sha256',
  'ground',
  'entry_sha256',
] as const;

/** The register as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheets), a few lines at a time. */
export async function* csvText(
  call: { readonly slug: string; readonly mode: string },
  pages: AsyncIterable<readonly RegisterLine[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(',')}\r\n`;
  for await (const lines of pages) {
    yield lines.map((line) => `${cellsOf(call, line).map(csvCell).join(',')}\r\n`).join('');
  }
}

function cellsOf(
  call: { readonly slug: string; readonly mode: string },
  line: RegisterLine,
): readonly string[] {
  return [
    call.mode,
    protocolOf(call.slug, line.number),
    String(line.number),
    line.kind,
    line.at,
    line.applicationId,
    line.title,
    line.leadName,
    line.leadFiscalCode,
    line.snapshotHash,
    line.ground ?? '',
    line.hash,
  ];
}
