import { cut, harmless, padEnd, padStart, widthOf, type Style } from './style.ts';

export interface Column<R> {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly text: (row: R) => string;
  /** Texts that later rows may bring. */
  readonly samples?: readonly string[];
  /** The lowest are left out first on a narrow screen; a column without it always stays. */
  readonly rank?: number;
  /** It gives way to the others down to this width, its texts cut short. */
  readonly least?: number;
  readonly mark?: (row: R, style: Style) => (text: string) => string;
}

/** A table fitted to the screen: which columns stay, and how wide each is. */
export interface Fitted<R> {
  readonly columns: readonly { readonly column: Column<R>; readonly width: number }[];
  /** Titles of the columns that found no room. */
  readonly dropped: readonly string[];
  readonly gap: string;
}

/** Room between columns: less of it on a narrow screen. */
function gapFor(screen: number): string {
  return screen < 90 ? ' ' : '  ';
}

/** Chooses columns and widths from rows that stand for all the others. */
export function fitTable<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  screen: number,
): Fitted<R> {
  const measured = columns.map((column) => ({
    column,
    width: rows.reduce(
      (most, row) => Math.max(most, widthOf(column.text(row))),
      Math.max(...[column.title, ...(column.samples ?? [])].map(widthOf)),
    ),
  }));
  let kept = measured.filter(({ column }) =>
    column.rank === undefined ? true : rows.some((row) => column.text(row) !== ''),
  );
  const dropped: string[] = [];
  const gap = gapFor(screen);
  for (;;) {
    const excess = totalOf(kept, gap) - screen;
    const slack = kept.reduce((sum, { column, width }) => sum + slackOf(column, width), 0);
    const weakest = kept
      .filter(({ column }) => column.rank !== undefined)
      .toSorted((a, b) => (a.column.rank ?? 0) - (b.column.rank ?? 0))[0];
    if (excess <= slack || !weakest) return { columns: shrunk(kept, excess), dropped, gap };
    kept = kept.filter((each) => each !== weakest);
    dropped.push(weakest.column.title);
  }
}

type Measured<R> = Fitted<R>['columns'][number];

function totalOf<R>(columns: readonly Measured<R>[], gap: string): number {
  return columns.reduce((sum, { width }) => sum + width, (columns.length - 1) * gap.length);
}

function slackOf<R>(column: Column<R>, width: number): number {
  return column.least === undefined ? 0 : Math.max(0, width - column.least);
}

function rankOf<R>({ column }: Measured<R>): number {
  return column.rank ?? Number.MAX_SAFE_INTEGER;
}

function shrunk<R>(columns: readonly Measured<R>[], excess: number): readonly Measured<R>[] {
  let rest = Math.max(0, excess);
  const narrowed = new Map<Column<R>, number>();
  // Those that could be left out altogether give way first.
  for (const { column, width } of columns.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const taken = Math.min(rest, slackOf(column, width));
    rest -= taken;
    narrowed.set(column, width - taken);
  }
  return columns.map(({ column, width }) => ({ column, width: narrowed.get(column) ?? width }));
}

export function headLine<R>({ columns, gap }: Fitted<R>, style: Style): string {
  const cells = columns.map(({ column, width }) => placed(column, column.title, width));
  return style.dim(cells.join(gap).trimEnd());
}

export function rowLine<R>({ columns, gap }: Fitted<R>, row: R, style: Style): string {
  const texts = columns.map(({ column, width }) => placed(column, column.text(row), width));
  while (texts.at(-1)?.trim() === '') texts.pop();
  const cells = texts.map((text, index) => {
    const mark = columns[index]?.column.mark;
    const shown = index === texts.length - 1 ? text.trimEnd() : text;
    return mark ? mark(row, style)(shown) : shown;
  });
  return cells.join(gap);
}

function placed<R>({ isNumber }: Column<R>, text: string, width: number): string {
  const short = cut(harmless(text), width);
  return isNumber === true ? padStart(short, width) : padEnd(short, width);
}

/** The whole of a small table. */
export function tableLines<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  screen: number,
  style: Style,
): readonly string[] {
  const fitted = fitTable(columns, rows, screen);
  return [headLine(fitted, style), ...rows.map((row) => rowLine(fitted, row, style))];
}
