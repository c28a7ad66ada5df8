import { formatCents, type Cents } from '../numbers/money.ts';
import type { Cells } from './build-cells.ts';
import { admitCosts, shareOut, solveWholeCells, type CompiledCosts } from './compile-system.ts';
import { sumBase, sumCounted } from './solve-cells.ts';

/** An amount known only to lie between two; without `to` there is no upper end. */
export interface CentsInterval {
  readonly from: Cents;
  readonly to?: Cents;
}

export interface AdmittedBounds {
  readonly admitted: readonly CentsInterval[];
  readonly total: CentsInterval;
}

/**
 * What can be admitted when each declared amount is only known to lie in an interval; `declared`
 * has one for each category, ignored for flat ones. Both ends of every interval are reached by
 * some declared amounts, except for members of a group: there, where a member's share falls when
 * another declares more, the interval contains every case but may be wider.
 */
export function boundCosts(
  compiled: CompiledCosts,
  declared: readonly CentsInterval[],
): AdmittedBounds {
  const isBounded = declared.every(
    ({ to }, cell) => to !== undefined || compiled.cells.isFlat[cell],
  );
  if (compiled.members.length > 0 || !isBounded) return boundByIntegers(compiled, declared);
  const low = admitCosts(
    compiled,
    declared.map(({ from }) => from),
  );
  const high = admitCosts(
    compiled,
    declared.map(({ to }) => to ?? 0),
  );
  return {
    admitted: low.admitted.map((from, cell) => ({ from, to: high.admitted[cell]! })),
    total: { from: low.total, to: high.total },
  };
}

/**
 * Stands for an amount without end. With at most 64 categories and rates of at most 11 digits
 * whatever follows it stays above `endless`, and whatever does not stays below.
 */
const unlimited = 10n ** 3200n;
const endless = 10n ** 1600n;

function boundByIntegers(
  compiled: CompiledCosts,
  declared: readonly CentsInterval[],
): AdmittedBounds {
  const lows = declared.map(({ from }) => BigInt(from));
  const highs = declared.map(({ to }) => (to === undefined ? unlimited : BigInt(to)));
  const low = solveWholeCells(compiled.cells, lows);
  const high = solveWholeCells(compiled.cells, highs);
  const lowShares = shareOut(compiled, low);
  const highShares = shareOut(compiled, high);
  const admitted = lowShares.map((share, cell) => toInterval(share, highShares[cell]!));
  compiled.members.forEach((own, index) => {
    own.forEach((cell, position) => {
      admitted[cell] = boundMember(compiled, index, position, low, high);
    });
  });
  return { admitted, total: toInterval(addUp(lowShares), addUp(highShares)) };
}

/** A member gets most when the group has most and its rivals want least, and the other way round. */
function boundMember(
  compiled: CompiledCosts,
  group: number,
  position: number,
  low: readonly bigint[],
  high: readonly bigint[],
): CentsInterval {
  const { cells, members, structure } = compiled;
  const own = members[group]!;
  const isInOrder = structure.groups[group]!.split === 'order';
  const cell = own[position]!;
  const rivals = own.filter((_, other) => (isInOrder ? other < position : other !== position));
  const demand = (values: readonly bigint[]): bigint =>
    addUp(rivals.map((rival) => values[rival]!));
  const least = readCap(cells, group, low);
  const most = high[cells.categories + group]!;
  if (isInOrder) {
    const from = leastOf(low[cell]!, least - demand(high));
    const to = leastOf(high[cell]!, most - demand(low));
    return toInterval(from > 0n ? from : 0n, to > 0n ? to : 0n);
  }
  const from = leastOf(low[cell]!, shareOf(least, low[cell]!, demand(high)));
  return toInterval(from, leastOf(high[cell]!, shareOf(most, high[cell]!, demand(low)) + 1n));
}

/** What the common cap of a group allows at these amounts. */
function readCap(cells: Cells, group: number, values: readonly bigint[]): bigint {
  const bound = cells.bounds.find(
    ({ source }) => source.kind === 'group' && source.index === group,
  )!;
  const sum = sumBase(bound, values, sumCounted(cells, values));
  return (bound.num * sum) / bound.den + bound.plus;
}

function shareOf(amount: bigint, wanted: bigint, rest: bigint): bigint {
  return wanted === 0n ? 0n : (amount * wanted) / (wanted + rest);
}

function addUp(shares: readonly bigint[]): bigint {
  return shares.reduce((sum, share) => sum + share, 0n);
}

function leastOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function toInterval(from: bigint, to: bigint): CentsInterval {
  if (to > endless) return { from: Number(from) };
  if (to > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`the total is above ${formatCents(Number.MAX_SAFE_INTEGER)} euros`);
  }
  return { from: Number(from), to: Number(to) };
}
