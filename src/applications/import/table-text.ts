/** Cells of a table by row; every row has as many as were written in it. */
export type Table = readonly (readonly string[])[];

export type TableReading =
  | { readonly type: 'table'; readonly table: Table }
  | { readonly type: 'refused'; readonly code: 'too-long' | 'too-many-rows' | 'open-quote' };

export const tableLimits = { characters: 1_000_000, rows: 2_000, columns: 40 } as const;

/** Reads what a spreadsheet puts on the clipboard or writes as CSV: tabs, semicolons or commas between cells. */
export function readTable(text: string): TableReading {
  if (text.length > tableLimits.characters) return { type: 'refused', code: 'too-long' };
  const whole = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const [first = ''] = whole.split('\n', 1);
  const mark = ['\t', ';', ','].find((each) => first.includes(each)) ?? '\t';
  return readCells(whole, mark);
}

function readCells(text: string, mark: string): TableReading {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const end = (cell: string): void => {
    if (row.length < tableLimits.columns) row.push(cellText(cell));
  };
  while (at <= text.length) {
    if (rows.length > tableLimits.rows) return { type: 'refused', code: 'too-many-rows' };
    const quoted = text[at] === '"';
    const cell = quoted ? readQuoted(text, at) : readPlain(text, at, mark);
    if (!cell) return { type: 'refused', code: 'open-quote' };
    end(cell.text);
    at = cell.next;
    if (text[at] === mark) at += 1;
    else {
      rows.push(row);
      row = [];
      at += 1;
    }
  }
  return { type: 'table', table: rows.filter((each) => each.some((cell) => cell.trim() !== '')) };
}

interface Cell {
  readonly text: string;
  /** Where the mark after it stands. */
  readonly next: number;
}

function readPlain(text: string, from: number, mark: string): Cell {
  let next = from;
  while (next < text.length && text[next] !== mark && text[next] !== '\n') next += 1;
  return { text: text.slice(from, next), next };
}

/** A cell in quotes, in which a quote is written twice; what follows its end up to the next mark is lost by nobody. */
function readQuoted(text: string, from: number): Cell | undefined {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return { text: cell, next: at + 1 };
  }
  return undefined;
}

/** Writes a table as CSV with a mark that spreadsheets in Italy and elsewhere both read; no cell can be a formula. */
export function writeCsv(table: Table): string {
  const lines = table.map((row) => row.map((cell) => quote(harmless(cell))).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function quote(cell: string): string {
  return /["';,\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A spreadsheet takes what begins so for a formula. */
const formula = /^'*[=+\-@\t]/;

function harmless(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** The text of a cell, without the apostrophe that kept it from being a formula. */
function cellText(cell: string): string {
  const text = cell.trim();
  return /^'+[=+\-@\t]/.test(text) ? text.slice(1) : text;
}
