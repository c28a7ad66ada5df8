import {
  isGap,
  fraction,
  multiply,
  type Fraction,
  formatCents,
  parseCents,
  type Cents,
  parseRate,
  roundTable,
} from '../engine/index.ts';
import { checkBudget } from './check-budget.ts';
import type { Finding } from './finding.ts';
import type { ProgrammeDocument } from './programme-document.ts';

/** A cell that differs from what is printed. */
export interface MovedCent {
  readonly row: string;
  readonly place: string;
  readonly printed: string;
  readonly exact: string;
}

export type ExactBudget =
  | {
      readonly type: 'exact';
      readonly rows: readonly {
        readonly id: string;
        readonly cells: Readonly<Record<string, string>>;
        readonly total: string;
      }[];
      readonly columnTotals: Readonly<Record<string, string>>;
      readonly grandTotal: string;
      readonly moved: readonly MovedCent[];
    }
  | { readonly type: 'refused'; readonly findings: readonly Finding[] };

/**
 * The budget divided by its exact shares so that every row and every column adds up to the cent;
 * a cent that several places could take goes to the declared one. The grand total is that of the
 * rows: a printed one is never read in its place.
 */
export function exactBudget(programme: ProgrammeDocument): ExactBudget {
  const { budget, places } = programme;
  const findings = checkBudget(programme).filter(preventsSharing);
  const totals = budget.rows.map((row) => parseCents(row.total) ?? 0);
  const rates = places.map((place) => parseRate(budget.shares[place.id] ?? '') ?? fraction(0n));
  const grandTotal = totals.reduce((sum, total) => sum + total, 0);
  const columns = rates.map((rate) => shareOf(grandTotal, rate));
  if (findings.length > 0 || isGap(budget.residual)) return { type: 'refused', findings };
  const rounded = roundTable({
    rowTotals: totals,
    columnTotals: columns.map((column) => Number(column.num / column.den)),
    cells: totals.map((total) => rates.map((rate) => shareOf(total, rate))),
    residual: residualOrder(programme, budget.residual),
  });
  if (rounded.type === 'refused') return { type: 'refused', findings: [notWhole()] };
  return layOut(programme, rounded.cells, columns, grandTotal);
}

/** What a total or a printed cell says does not matter here: only the rows' totals and the shares do. */
function preventsSharing(finding: Finding): boolean {
  const [, section, , field] = finding.path;
  if (finding.code === 'amount-unreadable') return section === 'rows' && field === 'total';
  return finding.kind !== 'source';
}

function residualOrder({ places }: ProgrammeDocument, residual: string): readonly number[] {
  const first = places.findIndex((place) => place.id === residual);
  return [first, ...places.map((_, index) => index).filter((index) => index !== first)];
}

function layOut(
  { budget, places }: ProgrammeDocument,
  cells: readonly (readonly Cents[])[],
  columns: readonly Fraction[],
  grandTotal: Cents,
): ExactBudget {
  const byPlace = (amounts: readonly Cents[]): Record<string, string> =>
    Object.fromEntries(places.map(({ id }, index) => [id, formatCents(amounts[index] ?? 0)]));
  const rows = budget.rows.map((row, index) => ({
    id: row.id,
    cells: byPlace(cells[index] ?? []),
    total: row.total,
  }));
  const moved = budget.rows.flatMap((row, index) =>
    places.flatMap(({ id }): MovedCent[] => {
      const printed = row.cells[id] ?? '';
      const exact = rows[index]?.cells[id] ?? '';
      return parseCents(printed) === parseCents(exact)
        ? []
        : [{ row: row.id, place: id, printed, exact }];
    }),
  );
  return {
    type: 'exact',
    rows,
    columnTotals: byPlace(columns.map((column) => Number(column.num / column.den))),
    grandTotal: formatCents(grandTotal),
    moved,
  };
}

function shareOf(amount: Cents, rate: Fraction): Fraction {
  return multiply(fraction(BigInt(amount)), rate);
}

function notWhole(): Finding {
  const message = 'the shares do not give every place a whole number of cents';
  return { code: 'shares-miss-whole', kind: 'mistake', message, path: ['budget', 'shares'] };
}
