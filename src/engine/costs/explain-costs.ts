import {
  add,
  divide,
  floor,
  fraction,
  multiply,
  one,
  roundHalfUp,
  subtract,
  type Fraction,
} from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import type { Bound } from './build-cells.ts';
import { admitCosts, type CompiledCosts } from './compile-system.ts';
import { isFlat, type Rounding } from './cost-system.ts';
import { solveExactly, type DecidedBy, type ExactSolution } from './exact-solution.ts';
import { sumCounted, sumBase } from './solve-cells.ts';

/** A rate applied to the admitted amounts: `rate` × `sum` + `plus` = `product`, then rounded. */
export interface RateLine {
  readonly base: readonly { readonly id: string; readonly admitted: Cents }[];
  /** Whether the limited category is itself part of the base. */
  readonly isSelfIncluded: boolean;
  readonly sum: Cents;
  readonly rate: Fraction;
  readonly plus: Cents;
  /** In cents, exact. */
  readonly product: Fraction;
  readonly rounding: Rounding;
  readonly rounded: Cents;
}

/** A cap at the admitted amounts, and once more if its own line had one cent more. */
export interface CapLine extends RateLine {
  /** The index of the cap in the system, or of the group. */
  readonly index: number;
  /** What the cap would allow with one cent more in its own line. */
  readonly roundedWithOneMore: Cents;
  /** Whether that cent more would be above what the cap then allows. */
  readonly breaksWithOneMore: boolean;
  /** The same cap without itself in the base: at most `rate` × `sum` + `plus`, in exact cents. */
  readonly closedForm?: {
    readonly rate: Fraction;
    readonly sum: Cents;
    readonly plus: Fraction;
    readonly limit: Fraction;
  };
}

export interface CategoryLine {
  readonly id: string;
  /** Absent for a flat rate. */
  readonly declared?: Cents;
  readonly admitted: Cents;
  /** In cents, before rounding. */
  readonly exact: Fraction;
  readonly decidedBy: DecidedBy;
  readonly flat?: RateLine;
  readonly caps: readonly CapLine[];
  /** What each further cent declared here adds to the total, while nothing else changes hands. */
  readonly multiplier?: Fraction;
}

export interface GroupLine {
  readonly id?: string;
  readonly members: readonly {
    readonly id: string;
    readonly allowance: Cents;
    readonly admitted: Cents;
  }[];
  readonly allowances: Cents;
  readonly admitted: Cents;
  readonly decidedBy: 'allowances' | 'cap';
  readonly cap: CapLine;
}

export interface CostsExplanation {
  readonly categories: readonly CategoryLine[];
  readonly groups: readonly GroupLine[];
  readonly total: Cents;
  readonly exactTotal: Fraction;
  readonly solves: number;
}

interface Facts {
  readonly compiled: CompiledCosts;
  readonly declared: readonly Cents[];
  readonly admitted: readonly Cents[];
  /** What each cell holds at the admitted amounts. */
  readonly values: readonly bigint[];
  readonly exact: ExactSolution;
}

/** Every figure with the line that produced it, so that it can be checked by hand. */
export function explainCosts(
  compiled: CompiledCosts,
  declared: readonly Cents[],
): CostsExplanation {
  const { admitted, total } = admitCosts(compiled, declared);
  const exact = solveExactly(compiled, declared);
  const values = findCellValues(compiled, declared, admitted);
  const facts: Facts = { compiled, declared, admitted, values, exact };
  const { structure } = compiled;
  return {
    categories: structure.categories.map((_, cell) => explainCategory(facts, cell)),
    groups: structure.groups.map((_, index) => explainGroup(facts, index)),
    total,
    exactTotal: exact.total,
    solves: exact.solves,
  };
}

/** Groups hold the sum of their members' shares; members hold their allowances. */
function findCellValues(
  compiled: CompiledCosts,
  declared: readonly Cents[],
  admitted: readonly Cents[],
): bigint[] {
  const { cells, members } = compiled;
  const values = admitted.map(BigInt);
  for (const own of members) {
    values.push(own.reduce((sum, cell) => sum + BigInt(admitted[cell]!), 0n));
  }
  const total = sumCounted(cells, values);
  for (const cell of members.flat()) values[cell] = BigInt(declared[cell]!);
  for (const bound of cells.bounds) {
    if (cells.isCounted[bound.cell]) continue;
    const limit = floor(productOf(bound, sumBase(bound, values, total)));
    if (limit < values[bound.cell]!) values[bound.cell] = limit;
  }
  return values;
}

function explainCategory(facts: Facts, cell: number): CategoryLine {
  const { compiled, declared, admitted, exact } = facts;
  const category = compiled.structure.categories[cell]!;
  const own = compiled.cells.bounds.filter((bound) => bound.cell === cell);
  const caps = own.flatMap((bound) =>
    bound.source.kind === 'cap' ? [explainCap(facts, bound, bound.source.index)] : [],
  );
  const flatBound = own.find((bound) => bound.source.kind === 'flat');
  const flat = flatBound && explainRate(facts, flatBound);
  const multiplier = exact.multipliers[cell];
  return {
    id: category.id,
    ...(isFlat(category) ? {} : { declared: declared[cell]! }),
    admitted: admitted[cell]!,
    exact: exact.amounts[cell]!,
    decidedBy: decideCategory(facts, cell, caps, flat),
    ...(flat ? { flat } : {}),
    caps,
    ...(multiplier ? { multiplier } : {}),
  };
}

/** Decided on the admitted whole cents, where one cent more would break the cap that is named. */
function decideCategory(
  facts: Facts,
  cell: number,
  caps: readonly CapLine[],
  flat: RateLine | undefined,
): DecidedBy {
  const { compiled, declared, admitted, values } = facts;
  const amount = admitted[cell]!;
  const group = compiled.members.findIndex((own) => own.includes(cell));
  if (BigInt(amount) < values[cell]!) return { by: 'group', group };
  if (flat && amount === flat.rounded) return { by: 'flat' };
  if (!flat && amount === declared[cell]) return { by: 'declared' };
  const [lowest] = caps
    .filter((cap) => cap.breaksWithOneMore)
    .toSorted((a, b) => a.roundedWithOneMore - b.roundedWithOneMore);
  return lowest ? { by: 'cap', cap: lowest.index } : { by: 'declared' };
}

function explainGroup(facts: Facts, index: number): GroupLine {
  const { compiled, admitted, values } = facts;
  const { structure, cells, members } = compiled;
  const { id } = structure.groups[index]!;
  const bound = cells.bounds.find(
    ({ source }) => source.kind === 'group' && source.index === index,
  )!;
  const lines = members[index]!.map((cell) => ({
    id: structure.categories[cell]!.id,
    allowance: Number(values[cell]!),
    admitted: admitted[cell]!,
  }));
  const allowances = lines.reduce((sum, line) => sum + line.allowance, 0);
  const amount = lines.reduce((sum, line) => sum + line.admitted, 0);
  return {
    ...(id === undefined ? {} : { id }),
    members: lines,
    allowances,
    admitted: amount,
    decidedBy: amount < allowances ? 'cap' : 'allowances',
    cap: explainCap(facts, bound, index),
  };
}

function explainRate(facts: Facts, bound: Bound): RateLine {
  const { compiled, admitted, values } = facts;
  const { categories } = compiled.structure;
  const inBase = bound.base.flatMap((cell) => {
    const group = cell - categories.length;
    return group < 0 ? [cell] : compiled.members[group]!;
  });
  const sum = sumBase(bound, values, sumCounted(compiled.cells, values));
  const product = productOf(bound, sum);
  return {
    base: inBase
      .toSorted((a, b) => a - b)
      .map((cell) => ({ id: categories[cell]!.id, admitted: admitted[cell]! })),
    isSelfIncluded: bound.base.includes(bound.cell) || inBase.includes(bound.cell),
    sum: Number(sum),
    rate: fraction(bound.num, bound.den),
    plus: Number(bound.plus),
    product,
    rounding: bound.isHalfUp ? 'half-up' : 'down',
    rounded: Number(bound.isHalfUp ? roundHalfUp(product) : floor(product)),
  };
}

function explainCap(facts: Facts, bound: Bound, index: number): CapLine {
  const line = explainRate(facts, bound);
  const { rate, product, sum } = line;
  const self = bound.base.includes(bound.cell) ? 1n : 0n;
  const withOneMore = Number(floor(add(product, multiply(rate, fraction(self)))));
  const own = Number(facts.values[bound.cell]!);
  const isClosed = self === 1n && rate.num < rate.den;
  return {
    ...line,
    index,
    roundedWithOneMore: withOneMore,
    breaksWithOneMore: own + 1 > withOneMore,
    ...(isClosed ? { closedForm: closeForm(rate, line.plus, sum - own) } : {}),
  };
}

/** `x ≤ r (s + x) + p` says the same as `x ≤ r/(1 − r) × s + p/(1 − r)`. */
function closeForm(rate: Fraction, plus: Cents, sum: Cents): NonNullable<CapLine['closedForm']> {
  const rest = subtract(one, rate);
  const closedRate = divide(rate, rest);
  const closedPlus = divide(fraction(BigInt(plus)), rest);
  const limit = add(multiply(closedRate, fraction(BigInt(sum))), closedPlus);
  return { rate: closedRate, sum, plus: closedPlus, limit };
}

function productOf(bound: Bound, sum: bigint): Fraction {
  return fraction(bound.num * sum + bound.plus * bound.den, bound.den);
}
