import {
  isGap,
  add,
  compare,
  one,
  zero,
  formatCents,
  parseCents,
  suggestAmount,
  type Cents,
  parseRate,
} from '../engine/index.ts';
import type { Finding } from './finding.ts';
import type { BudgetDocument, ProgrammeDocument } from './programme-document.ts';

type Path = Finding['path'];

/** Rows, columns and totals of the printed table to the cent, and the shares behind it. */
export function checkBudget({ budget, places }: ProgrammeDocument): readonly Finding[] {
  const ids = places.map((place) => place.id);
  return [
    ...checkKeys(budget, ids),
    ...budget.rows.flatMap((_, index) => checkRow(budget, index, ids)),
    ...ids.flatMap((place) => checkColumn(budget, place)),
    ...checkGrandTotal(budget, ids),
    ...checkShares(budget, ids),
    ...checkResidual(budget, ids),
  ];
}

/** Every table has exactly one value for every place. */
function checkKeys(budget: BudgetDocument, ids: readonly string[]): readonly Finding[] {
  const tables: readonly (readonly [Path, object])[] = [
    ...budget.rows.map((row, index) => [['budget', 'rows', index, 'cells'], row.cells] as const),
    [['budget', 'columnTotals'], budget.columnTotals],
    [['budget', 'shares'], budget.shares],
  ];
  return tables.flatMap(([path, values]) => [
    ...Object.keys(values).flatMap((key): Finding[] =>
      ids.includes(key)
        ? []
        : [mistake('unknown-name', `there is no place "${key}"`, [...path, key])],
    ),
    ...ids.flatMap((id): Finding[] =>
      id in values ? [] : [mistake('cell-missing', `nothing is said for "${id}"`, path)],
    ),
  ]);
}

function checkRow(
  budget: BudgetDocument,
  index: number,
  ids: readonly string[],
): readonly Finding[] {
  const row = budget.rows[index]!;
  const path = ['budget', 'rows', index];
  const cells = ids.flatMap((place) => row.cells[place] ?? []);
  return [
    ...ids.flatMap((place) => unreadable(row.cells[place], [...path, 'cells', place])),
    ...compareTotal('row-differs', `row "${row.id}"`, cells, row.total, [...path, 'total']),
  ];
}

function checkColumn(budget: BudgetDocument, place: string): readonly Finding[] {
  const cells = budget.rows.flatMap((row) => row.cells[place] ?? []);
  const total = budget.columnTotals[place];
  if (total === undefined) return [];
  const path = ['budget', 'columnTotals', place];
  return compareTotal('column-differs', `column "${place}"`, cells, total, path);
}

function checkGrandTotal(budget: BudgetDocument, ids: readonly string[]): readonly Finding[] {
  const path = ['budget', 'grandTotal'];
  const rows = budget.rows.map((row) => row.total);
  const columns = ids.flatMap((place) => budget.columnTotals[place] ?? []);
  const found = compareTotal(
    'grand-total-differs',
    'the totals of the rows',
    rows,
    budget.grandTotal,
    path,
  );
  if (found.some(({ code }) => code === 'amount-unreadable')) return found;
  const what = 'the totals of the columns';
  return [...found, ...compareTotal('grand-total-differs', what, columns, budget.grandTotal, path)];
}

/** A total that cannot be read is never guessed, though what it should be is told. */
function compareTotal(
  code: Finding['code'],
  what: string,
  parts: readonly string[],
  printed: string,
  path: Path,
): readonly Finding[] {
  const amounts = parts.map(parseCents);
  const sum = amounts.every((amount) => amount !== undefined) ? addUp(amounts) : undefined;
  const total = parseCents(printed);
  if (total === undefined) return unreadable(printed, path, sum);
  if (sum === undefined || sum === total) return [];
  const message = `${what}: the figures add up to ${formatCents(sum)}, and ${formatCents(total)} is printed`;
  return [{ code, kind: 'source', message, path, difference: sum - total }];
}

function unreadable(text: string | undefined, path: Path, sum?: Cents): readonly Finding[] {
  if (text === undefined || parseCents(text) !== undefined) return [];
  const meant = suggestAmount(text);
  const ask =
    meant === undefined ? 'it can be read in more than one way: ask' : `is it "${meant}"?`;
  const added = sum === undefined ? '' : ` (its figures add up to ${formatCents(sum)})`;
  const message = `"${text}" is not an amount such as "1234.50"; ${ask}${added}`;
  return [{ code: 'amount-unreadable', kind: 'source', message, path }];
}

function checkShares(budget: BudgetDocument, ids: readonly string[]): readonly Finding[] {
  const rates = ids.map((place) => parseRate(budget.shares[place] ?? ''));
  const wrong = ids.filter((place, index) => place in budget.shares && !rates[index]);
  if (wrong.length > 0)
    return wrong.map((place) =>
      mistake('rate-unreadable', 'expected a share such as "20/150"', ['budget', 'shares', place]),
    );
  const sum = rates.flatMap((rate) => rate ?? []).reduce(add, zero);
  if (compare(sum, one) === 0) return [];
  const message = `the shares add up to ${sum.num}/${sum.den}, not to the whole`;
  return [mistake('shares-miss-whole', message, ['budget', 'shares'])];
}

function checkResidual({ residual }: BudgetDocument, ids: readonly string[]): readonly Finding[] {
  const path = ['budget', 'residual'];
  if (isGap(residual))
    return [
      {
        code: 'residual-open',
        kind: 'needs-decision',
        message: 'which place takes a cent left over by rounding is not decided',
        path,
      },
    ];
  return ids.includes(residual)
    ? []
    : [mistake('unknown-name', `there is no place "${residual}"`, path)];
}

function addUp(amounts: readonly (Cents | undefined)[]): Cents {
  return amounts.reduce<Cents>((sum, amount) => sum + (amount ?? 0), 0);
}

function mistake(code: Finding['code'], message: string, path: Path): Finding {
  return { code, kind: 'mistake', message, path };
}
