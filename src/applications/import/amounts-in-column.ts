import { readAmount, type Cents, type NumberStyle } from '../../engine/index.ts';

export type ColumnAmount =
  | { readonly type: 'amount'; readonly cents: Cents }
  | { readonly type: 'refused'; readonly code: 'unreadable' | 'ambiguous' | 'too-large' };

/** Three digits after a single mark: thousands for one reader, thousandths for another. */
const doubtful = /^\d{1,3}[.,]\d{3}$/;

/**
 * Reads the amounts of one column together: cells that can be read in one way only say how the others are written.
 * `1.000` is refused only where they say the contrary, or say both.
 */
export function readColumn(cells: readonly string[], style: NumberStyle): readonly ColumnAmount[] {
  const styles = new Set(cells.flatMap((cell) => styleOf(cell) ?? []));
  const [only] = styles;
  const column = styles.size === 1 && only !== undefined ? only : style;
  return cells.map((cell) => {
    const bare = bareText(cell);
    const mark = bare.includes('.') ? 'it' : 'en';
    const isDoubtful =
      doubtful.test(bare) && (styles.size > 1 || (styles.size === 1 && mark !== only));
    return isDoubtful ? { type: 'refused', code: 'ambiguous' } : readAmount(cell, column);
  });
}

/** The style in which a cell is surely written; nothing where both are possible, or where it is no amount. */
function styleOf(cell: string): NumberStyle | undefined {
  const bare = bareText(cell);
  const isItalian = /,\d{1,2}$/.test(bare) || /\.\d{3}\./.test(bare);
  const isEnglish = /\.\d{1,2}$/.test(bare) || /,\d{3},/.test(bare);
  if (isItalian === isEnglish) return undefined;
  const style = isItalian ? 'it' : 'en';
  return readAmount(bare, style).type === 'amount' ? style : undefined;
}

function bareText(cell: string): string {
  return cell.replaceAll(/[€\s\u00a0]|eur/giu, '');
}
