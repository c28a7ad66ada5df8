import type { Cents } from '../numbers/money.ts';

const euro: Cents = 100;

/** A published row: what it prints and, when they are known, the exact amounts it sums up. */
export interface PublishedRow {
  readonly id: string;
  readonly printed: Cents;
  readonly parts?: readonly Cents[];
}

export interface PublishedTable {
  readonly rows: readonly PublishedRow[];
  readonly printedTotal: Cents;
  /** True when the publisher cut the cents off its figures: each may then lack up to 99 cents. */
  readonly centsCut: boolean;
}

/** Two sums that should be equal and are not. */
export interface TotalMismatch {
  /** `total`, or the id of a row. */
  readonly where: string;
  readonly printed: Cents;
  readonly computed: Cents;
  /** `printed - computed`, in cents; never zero. */
  readonly difference: Cents;
  /** The least and the most that the difference could be through cut cents alone. */
  readonly explicable: readonly [Cents, Cents];
  /** True when cut cents alone can account for it. */
  readonly isExplained: boolean;
  /** Cents that cut cents cannot account for, with the sign of the difference. */
  readonly unexplained: Cents;
}

/**
 * Raises every sum of a published table that does not agree, to the cent: each row against its
 * parts, and the rows against the total. Where cents were cut it also says how much of a
 * difference that explains, but it raises the difference all the same.
 */
export function checkTotals(table: PublishedTable): TotalMismatch[] {
  const { rows, printedTotal, centsCut } = table;
  const found = rows.flatMap(({ id, printed, parts }) =>
    parts ? mismatch(id, printed, parts, centsCut) : [],
  );
  const printedRows = rows.map(({ printed }) => printed);
  return [...found, ...mismatch('total', printedTotal, printedRows, centsCut)];
}

/**
 * With cents cut, an addend in whole euro stands for up to 99 cents more; one with cents was
 * printed whole. The true sum lies between the printed addends and that much more, and a printed
 * sum in whole euro is the true one without its cents.
 */
function mismatch(
  where: string,
  printed: Cents,
  addends: readonly Cents[],
  centsCut: boolean,
): TotalMismatch[] {
  const computed = addends.reduce((sum, cents) => sum + cents, 0);
  const difference = printed - computed;
  if (difference === 0) return [];
  const isCut = (cents: Cents): boolean => centsCut && cents % euro === 0;
  const printedAs = (sum: Cents): Cents => (isCut(printed) ? sum - (sum % euro) : sum);
  const most = printedAs(computed + addends.filter(isCut).length * (euro - 1)) - computed;
  const least = printedAs(computed) - computed;
  const unexplained = difference > most ? difference - most : Math.min(0, difference - least);
  return [
    {
      where,
      printed,
      computed,
      difference,
      explicable: [least, most],
      isExplained: unexplained === 0,
      unexplained,
    },
  ];
}
