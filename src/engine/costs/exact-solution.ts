import { fraction, multiply, zero, type Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import type { Cells } from './build-cells.ts';
import type { CompiledCosts } from './compile-system.ts';
import { declaredBound, solveCells, sumCounted, type Decisions } from './solve-cells.ts';
import { solveLinear } from './solve-linear.ts';

/** What an amount comes from: its own declared figure, a cap, its flat rate or its group's cap. */
export type DecidedBy =
  | { readonly by: 'declared' }
  | { readonly by: 'flat' }
  | { readonly by: 'cap'; readonly cap: number }
  | { readonly by: 'group'; readonly group: number };

export interface ExactSolution {
  /** In cents, before any rounding, in the order of the categories. */
  readonly amounts: readonly Fraction[];
  readonly total: Fraction;
  readonly decidedBy: readonly DecidedBy[];
  /** How many linear systems were solved. */
  readonly solves: number;
  /**
   * What each further cent declared adds to the total, for the categories admitted as declared;
   * undefined for the others.
   */
  readonly multipliers: readonly (Fraction | undefined)[];
}

/** The greatest amounts that respect every cap and rate exactly, with no rounding to cents. */
export function solveExactly(compiled: CompiledCosts, declared: readonly Cents[]): ExactSolution {
  const { cells, structure, members } = compiled;
  const { nums, den, decisions, solves } = solveCells(cells, declared.map(BigInt));
  const values = nums.map((num) => fraction(num, den));
  const amounts = values.slice(0, cells.categories);
  const decidedBy = amounts.map((_, cell) => readDecision(cells, decisions, cell));
  const effects = findEffects(cells, decisions);
  structure.groups.forEach((group, index) => {
    const own = members[index]!;
    const allowances = own.map((cell) => nums[cell]!);
    const amount = nums[cells.categories + index]!;
    const shares = shareExactly(group.split, amount, allowances, den);
    own.forEach((cell, position) => {
      amounts[cell] = shares[position]!;
      const isCut = shares[position]!.num * den !== allowances[position]! * shares[position]!.den;
      if (isCut) decidedBy[cell] = { by: 'group', group: index };
    });
  });
  const multipliers = decidedBy.map((decision, cell) =>
    decision.by === 'declared' ? effects[cell] : undefined,
  );
  return { amounts, total: fraction(sumCounted(cells, nums), den), decidedBy, solves, multipliers };
}

function readDecision(cells: Cells, decisions: Decisions, cell: number): DecidedBy {
  const decision = decisions[cell]!;
  const source = decision === declaredBound ? undefined : cells.bounds[decision]?.source;
  if (source?.kind === 'cap') return { by: 'cap', cap: source.index };
  return { by: source?.kind === 'flat' ? 'flat' : 'declared' };
}

function shareExactly(
  split: 'order' | 'pro-rata',
  amount: bigint,
  allowances: readonly bigint[],
  den: bigint,
): Fraction[] {
  if (split === 'order') {
    let left = amount;
    return allowances.map((allowance) => {
      const share = allowance < left ? allowance : left;
      left -= share;
      return fraction(share, den);
    });
  }
  const sum = allowances.reduce((total, allowance) => total + allowance, 0n);
  if (sum === 0n) return allowances.map(() => zero);
  return allowances.map((allowance) => multiply(fraction(amount, sum), fraction(allowance, den)));
}

/**
 * For each cell, what one more cent in it adds to the total, everything it feeds included.
 * Column `cell` counts in units of its rate's denominator, so that all coefficients are whole.
 */
function findEffects(cells: Cells, decisions: Decisions): Fraction[] {
  const scales = decisions.map((decision) => cells.bounds[decision]?.den ?? 1n);
  const rows = cells.isCounted.map((isCounted, cell) => {
    const row = Array.from({ length: cells.count + 1 }, () => 0n);
    row[cell] = scales[cell]!;
    row[cells.count] = isCounted ? 1n : 0n;
    return row;
  });
  decisions.forEach((decision, cell) => {
    const bound = cells.bounds[decision];
    for (const other of bound?.base ?? []) rows[other]![cell] = rows[other]![cell]! - bound!.num;
  });
  const solution = solveLinear(rows);
  if (!solution) throw new RangeError('flat rates feed each other without end');
  return solution.nums.map((num, cell) => fraction(num * scales[cell]!, solution.den));
}
