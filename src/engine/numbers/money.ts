/** An amount in whole euro cents: always a safe integer, so addition is exact. */
export type Cents = number;

/** Amounts beyond this are refused when read, so that no sum of them can lose a cent. */
export const centsMax: Cents = 99_999_999_999_999;

const amountPattern = /^(0|[1-9]\d{0,11})(?:\.(\d{2}))?$/;

/**
 * Reads `"1234.50"` or `"1234"` as cents; anything else gives `undefined`.
 * One decimal, three decimals, thousands marks and commas are refused: `"150.0000"` once
 * stood for 150,000.00 in a published budget, and nobody can tell from the text alone.
 */
export function parseCents(text: string): Cents | undefined {
  const match = amountPattern.exec(text);
  return match ? Number(match[1]) * 100 + Number(match[2] ?? '0') : undefined;
}

/** `123450` as `"1234.50"`, the form that `parseCents` reads back. */
export function formatCents(cents: Cents): string {
  const sign = cents < 0 ? '-' : '';
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * What the writer of a refused amount most likely meant, in the form `parseCents` reads;
 * `undefined` when more than one reading is possible.
 */
export function suggestAmount(text: string): string | undefined {
  const digits = text.replace(/[€\s]/g, '').replace(/^eur/i, '');
  const italian = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/.exec(digits);
  if (italian?.[1]) return `${italian[1].replaceAll('.', '')}.${(italian[2] ?? '').padEnd(2, '0')}`;
  const english = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{2}))?$/.exec(digits);
  if (english?.[1]) return `${english[1].replaceAll(',', '')}.${english[2] ?? '00'}`;
  const oneDecimal = /^(\d+)\.(\d)$/.exec(digits);
  if (oneDecimal) return `${oneDecimal[1]}.${oneDecimal[2]}0`;
  return undefined;
}
