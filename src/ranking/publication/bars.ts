import type { Cents } from '../../engine/index.ts';

/** One application, or some that follow each other, as a bar: as wide as what they ask, as high as their points. */
export interface Bar {
  readonly applications: number;
  readonly asked: Cents;
  readonly total: Cents;
  /** Hundredths of a point: the highest and the lowest of them; nothing where there are no points. */
  readonly highest: number | null;
  readonly lowest: number | null;
}

/** More cannot be told apart on a screen. */
const barsMax = 160;

export interface BarRow {
  readonly asked: Cents;
  readonly gross: number | null;
  readonly total: Cents;
}

/** The rows of a ranking as bars in their order; who receives money and who does not are never in the same bar. */
export function condensedBars(rows: readonly BarRow[], most = barsMax): readonly Bar[] {
  const size = Math.max(1, Math.ceil(rows.length / most));
  const bars: Bar[] = [];
  let open: BarRow[] = [];
  const close = (): void => {
    if (open.length > 0) bars.push(barOf(open));
    open = [];
  };
  for (const row of rows) {
    if (open.length >= size || (open[0] && open[0].total > 0 !== row.total > 0)) close();
    open.push(row);
  }
  close();
  return bars;
}

function barOf(rows: readonly BarRow[]): Bar {
  const points = rows.flatMap(({ gross }) => (gross === null ? [] : [gross]));
  return {
    applications: rows.length,
    asked: rows.reduce((sum, { asked }) => sum + asked, 0),
    total: rows.reduce((sum, { total }) => sum + total, 0),
    highest: points.length === 0 ? null : points.reduce((a, b) => Math.max(a, b)),
    lowest: points.length === 0 ? null : points.reduce((a, b) => Math.min(a, b)),
  };
}
