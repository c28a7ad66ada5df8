import { formatCents, type Cents } from '../numbers/money.ts';
import { buildCells, type Cells } from './build-cells.ts';
import type { AdmittedCosts, CostSystem } from './cost-system.ts';
import { descendIntegers } from './descend-integers.ts';
import {
  descendNumbers,
  layOutNumbers,
  startNumbers,
  type NumberBounds,
} from './descend-numbers.ts';
import { solveCells, solveDecisions } from './solve-cells.ts';
import { splitGroup } from './split-group.ts';

/** A checked system made ready to be solved for many applications. */
export interface CompiledCosts {
  readonly structure: CostSystem;
  readonly cells: Cells;
  /** The cells of the members of each group, in the order of the split. */
  readonly members: readonly (readonly number[])[];
  readonly numbers: NumberBounds | undefined;
}

/**
 * The way to the answer, which is the same by all three: quick descent in plain numbers, descent
 * in big integers, or the exact solution first. Without a choice, the first that is safe and ends.
 */
export type Path = 'numbers' | 'integers' | 'exact';

/** Most systems settle in fewer than 20 sweeps; beyond this the exact solution is quicker. */
const sweepsMax = 40;

/** Prepares a system in which `checkCostSystem` finds no problem; declared amounts are not read. */
export function compileCostSystem(structure: CostSystem): CompiledCosts {
  const cells = buildCells(structure);
  const indexOf = new Map(structure.categories.map((category, index) => [category.id, index]));
  const members = structure.groups.map((group) => group.members.map((id) => indexOf.get(id) ?? 0));
  return { structure, cells, members, numbers: layOutNumbers(cells) };
}

/**
 * The greatest whole cents that respect every cap and rate at once; `declared` has one amount for
 * each category, ignored for flat ones. Undefined when the total has more digits than a number
 * can hold exactly, which takes flat rates far above 100%.
 */
export function findAdmittedCosts(
  compiled: CompiledCosts,
  declared: readonly Cents[],
): AdmittedCosts | undefined {
  return (
    admitByNumbers(compiled, declared) ??
    collectCents(compiled, solveExactCells(compiled, declared))
  );
}

/** As `findAdmittedCosts`, but a total beyond all safe numbers is thrown as a RangeError. */
export function admitCosts(compiled: CompiledCosts, declared: readonly Cents[]): AdmittedCosts {
  const costs = findAdmittedCosts(compiled, declared);
  if (!costs) throw new RangeError(`the total is above ${formatCents(Number.MAX_SAFE_INTEGER)}`);
  return costs;
}

/** As `admitCosts`, by one way only; undefined when that way is not open to these amounts. */
export function admitCostsBy(
  path: Path,
  compiled: CompiledCosts,
  declared: readonly Cents[],
): AdmittedCosts | undefined {
  if (path === 'numbers') return admitByNumbers(compiled, declared);
  if (path === 'exact') return collectCents(compiled, solveExactCells(compiled, declared));
  const start = startIntegers(compiled.cells, declared);
  if (!start) return undefined;
  descendIntegers(compiled.cells, start);
  return collectCents(compiled, start);
}

/** The greatest whole cents of every cell, for amounts of any size. */
export function solveWholeCells(cells: Cells, declared: readonly bigint[]): bigint[] {
  const exact = solveCells(cells, declared);
  const hasHalfUp = cells.bounds.some((bound) => bound.isHalfUp);
  const start = hasHalfUp ? solveDecisions(cells, exact.decisions, declared, true) : exact;
  const values = start.nums.map((num, cell) => {
    const isOwn = cell < cells.categories && !cells.isFlat[cell];
    const whole = num / start.den;
    return isOwn && declared[cell]! < whole ? declared[cell]! : whole;
  });
  descendIntegers(cells, values);
  return values;
}

/** The members of each group get their shares; every other category has its cell. */
export function shareOut(compiled: CompiledCosts, values: readonly bigint[]): bigint[] {
  const { cells, members, structure } = compiled;
  const admitted = values.slice(0, cells.categories);
  structure.groups.forEach((group, index) => {
    const own = members[index]!;
    const allowances = own.map((cell) => values[cell]!);
    const shares = splitGroup(group.split, values[cells.categories + index]!, allowances);
    own.forEach((cell, position) => {
      admitted[cell] = shares[position]!;
    });
  });
  return admitted;
}

function admitByNumbers(
  compiled: CompiledCosts,
  declared: readonly Cents[],
): AdmittedCosts | undefined {
  const { cells, numbers } = compiled;
  if (!numbers) return undefined;
  const start = startNumbers(cells, numbers, declared);
  if (start === undefined || !descendNumbers(numbers, start, sweepsMax)) return undefined;
  const { values } = numbers;
  if (cells.count > cells.categories) return collectCents(compiled, Array.from(values, BigInt));
  const admitted: Cents[] = [];
  let total = 0;
  for (const value of values) {
    admitted.push(value);
    total += value;
  }
  return { admitted, total };
}

function solveExactCells(compiled: CompiledCosts, declared: readonly Cents[]): bigint[] {
  return solveWholeCells(compiled.cells, declared.map(BigInt));
}

function startIntegers(cells: Cells, declared: readonly Cents[]): bigint[] | undefined {
  if (!cells.flatOrder) return undefined;
  const values = declared.map((cents, cell) => (cells.isFlat[cell] ? 0n : BigInt(cents)));
  for (let cell = cells.categories; cell < cells.count; cell += 1) {
    const { base } = cells.bounds[cells.definedBy.get(cell)!]!;
    values.push(base.reduce((sum, member) => sum + values[member]!, 0n));
  }
  for (const cell of cells.flatOrder) {
    const { base, num, den } = cells.bounds[cells.definedBy.get(cell)!]!;
    const sum = base.reduce((total, other) => total + values[other]!, 0n);
    values[cell] = (num * sum) / den + 1n;
  }
  return values;
}

function collectCents(
  compiled: CompiledCosts,
  values: readonly bigint[],
): AdmittedCosts | undefined {
  const admitted = shareOut(compiled, values).map(Number);
  const total = admitted.reduce((sum, cents) => sum + cents, 0);
  return Number.isSafeInteger(total) ? { admitted, total } : undefined;
}
