import { parseCents } from '../../engine/index.ts';
import type { PublishedTable } from './published-ranking.ts';

/** What the rows of a published table come to, beside what was printed under them. */
export interface TableCheck {
  /** In cents for money, whole for things; thousands of euros are counted as euros. */
  readonly sum: number;
  readonly printed: number | undefined;
  /** What was printed, less the sum of the rows. */
  readonly difference: number | undefined;
  readonly finding:
    | 'agrees'
    /** As near as cut cents allow. */
    | 'agrees-but-for-cents'
    | 'differs'
    /** Rows are missing, so that nothing can be said; the difference is what they would have. */
    | 'incomplete'
    | 'no-total';
}

/** Adds a published table up again, and compares the sum with the total that was printed. */
export function checkTable(table: PublishedTable): TableCheck {
  const { rows, total, missingRows, centsCut = false, counts } = table;
  const sum = rows.reduce(
    (all, { figure, times = 1 }) => all + figureOf(figure, counts) * times,
    0,
  );
  if (total === undefined)
    return { sum, printed: undefined, difference: undefined, finding: 'no-total' };
  const printed = figureOf(total.figure, counts);
  const difference = printed - sum;
  const found = { sum, printed, difference };
  if (missingRows !== undefined) return { ...found, finding: 'incomplete' };
  if (difference === 0) return { ...found, finding: 'agrees' };
  const cut = centsCut && Math.abs(difference) <= 100 * rows.length;
  return { ...found, finding: cut ? 'agrees-but-for-cents' : 'differs' };
}

/** A figure as it is counted: cents for money, itself for things. */
export function figureOf(text: string, counts: PublishedTable['counts']): number {
  const cents = parseCents(text);
  if (cents === undefined) throw new Error(`"${text}" was read and is no figure`);
  if (counts === 'things') return cents / 100;
  return counts === 'thousands-of-euros' ? cents * 1_000 : cents;
}
