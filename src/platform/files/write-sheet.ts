import type { Readable } from 'node:stream';
import { zipOf } from './write-zip.ts';

/** A text, a whole number, or an instant, which is shown by the clock in Italy. */
export type SheetCell = string | number | Date;

export interface Sheet {
  /** At most 31 characters. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** Some rows at a time; each has a cell for every column. */
  readonly rows: AsyncIterable<readonly (readonly SheetCell[])[]>;
  readonly at: Date;
}

export interface SheetColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

/** A workbook with one sheet (XLSX), piece by piece: whatever its length, only a piece of it is in memory. */
export function sheetFile(sheet: Sheet): Readable {
  const { at } = sheet;
  const part = (name: string, text: string) => ({
    name,
    at,
    open: async () => piecesOf([text]),
  });
  return zipOf([
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbook(sheet.name)),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ),
    part('xl/styles.xml', styles),
    { name: 'xl/worksheets/sheet1.xml', at, open: async () => piecesOf(sheetText(sheet)) },
  ]);
}

async function* piecesOf(texts: AsyncIterable<string> | Iterable<string>) {
  for await (const text of texts) yield Buffer.from(text, 'utf8');
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`;

/** 0 plain, 1 a heading, 2 an instant, 3 a text that begins like a formula, which stays text when it is edited. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`;

function relations(parts: readonly (readonly [string, string])[]): string {
  const lines = parts.map(
    ([type, target], index) =>
      `<Relationship Id="r${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`;
}

function workbook(name: string): string {
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name.slice(0, 31))}" sheetId="1" r:id="r1"/></sheets></workbook>`;
}

async function* sheetText({ columns, rows }: Sheet): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const titles = columns.map(({ title }, index) => textCell(title, 1, addressOf(index, 1)));
  let row = 1;
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${titles.join('')}</row>`;
  for await (const some of rows)
    yield some
      .map((cells) => {
        row += 1;
        const written = cells.map((cell, index) => cellText(cell, addressOf(index, row)));
        return `<row r="${row}">${written.join('')}</row>`;
      })
      .join('');
  yield '</sheetData></worksheet>';
}

/** `B7`: the format lets it be left out, and some readers do not. */
function addressOf(column: number, row: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row}`;
}

function cellText(cell: SheetCell, address: string): string {
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (cell instanceof Date) return `<c r="${address}" s="2"><v>${serialOf(cell)}</v></c>`;
  if (cell === '') return '';
  return textCell(cell, /^[=+\-@\t\r]/.test(cell) ? 3 : 0, address);
}

function textCell(text: string, style: number, address: string): string {
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML holds neither most control characters nor halves of a character; what looks like the escape for them is escaped itself. */
function escaped(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(
      // oxlint-disable-next-line no-control-regex
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const dayMs = 86_400_000;
/** From the day that spreadsheets count from to 1 January 1970. */
const epochDays = 25_569;

/** Days since the end of 1899 on the clock in Italy, with the time as a fraction, to the millisecond. */
function serialOf(at: Date): string {
  const localMs = at.getTime() + offsetMs(at);
  return (localMs / dayMs + epochDays).toFixed(11);
}

const hourMs = 3_600_000;
const offsets = new Map<number, number>();
const clock = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Rome',
  timeZoneName: 'longOffset',
});

/** How far the clock in Italy is ahead; it only ever changes at a full hour. */
function offsetMs(at: Date): number {
  const hour = Math.floor(at.getTime() / hourMs);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const name = clock.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, hours = '0', minutes = '0'] = /GMT\+(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = Number(hours) * hourMs + Number(minutes) * 60_000;
  if (offsets.size > 10_000) offsets.clear();
  offsets.set(hour, offset);
  return offset;
}
