import { formatCents, parseCents, type Cents } from '../numbers/money.ts';

/** Whose thousands and decimals a number is written with: `1.234,50` or `1,234.50`. */
export type NumberStyle = 'it' | 'en';

/** `ambiguous` is an amount that the two styles read differently, such as `1,234` in an Italian table. */
export type AmountReading =
  | { readonly type: 'amount'; readonly cents: Cents }
  | { readonly type: 'refused'; readonly code: 'unreadable' | 'ambiguous' | 'too-large' };

const integerDigitsMax = 12;
const marks: Readonly<Record<NumberStyle, { readonly group: string; readonly decimal: string }>> = {
  it: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
};

/**
 * Reads an amount as people type it, in either style where no doubt is left. Marks in the wrong places, as in
 * `150.0000` or `300.00,00`, are refused: nobody can tell what was meant.
 */
export function readAmount(text: string, style: NumberStyle): AmountReading {
  const bare = text
    .replaceAll(/[\u00a0\u202f]/gu, ' ')
    .trim()
    .replace(/^(?:€|eur)\s*|\s*(?:€|eur)$/iu, '');
  const other: NumberStyle = style === 'it' ? 'en' : 'it';
  const own = readIn(bare, style, 1);
  if (own) return own;
  if (readIn(bare, other, 1) === undefined) return { type: 'refused', code: 'unreadable' };
  return readIn(bare, other, 2) ?? { type: 'refused', code: 'ambiguous' };
}

/**
 * Reads in one style. With two decimals at least, or two groups of thousands, a text can be read in no other way.
 */
function readIn(text: string, style: NumberStyle, sureness: 1 | 2): AmountReading | undefined {
  const { group, decimal } = marks[style];
  const [whole = '', fraction, ...rest] = text.split(decimal);
  const groups = whole.split(group);
  const isGrouped = groups.length > 1;
  const isWhole = isGrouped
    ? /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((each) => /^\d{3}$/.test(each))
    : /^(?:\d+|\d{1,3}(?: \d{3})+)$/.test(whole);
  const isFraction = fraction === undefined || /^\d{1,2}$/.test(fraction);
  if (!isWhole || !isFraction || rest.length > 0) return undefined;
  const isSure = (fraction?.length ?? 0) === 2 || groups.length > 2;
  if (sureness === 2 && !isSure) return undefined;
  const digits = groups
    .join('')
    .replaceAll(' ', '')
    .replace(/^0+(?=\d)/, '');
  const cents =
    digits.length > integerDigitsMax
      ? undefined
      : parseCents(`${digits}.${(fraction ?? '').padEnd(2, '0')}`);
  return cents === undefined ? { type: 'refused', code: 'too-large' } : { type: 'amount', cents };
}

/** `123450` as `1.234,50` or `1,234.50`, which `readAmount` reads back in the same style. */
export function writeAmount(cents: Cents, style: NumberStyle): string {
  const { group, decimal } = marks[style];
  const [whole = '', fraction = ''] = formatCents(cents).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, group)}${decimal}${fraction}`;
}
