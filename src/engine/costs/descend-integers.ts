import type { Bound, Cells } from './build-cells.ts';
import { sumBase, sumCounted } from './solve-cells.ts';

/** One comparison of a sweep: `cell` went to `after` because `num × base + offset` allowed it. */
interface Step {
  readonly bound: Bound;
  readonly after: bigint;
  /** `num × base + offset − den × after`, at least 0 when the bound holds. */
  readonly slack: bigint;
  readonly hasLowered: boolean;
}

const blockMax = 48;

/**
 * Lowers `values` in place to the greatest whole cents that respect every bound; they must start
 * at or above them. When a block of sweeps would repeat itself, as it does for a very long time
 * where the bounds nearly cancel out, all its exact repetitions are taken at once.
 */
export function descendIntegers(cells: Cells, values: bigint[]): void {
  for (let block = 1; ; block = block === blockMax ? 1 : block + 1) {
    const before = [...values];
    const steps: Step[] = [];
    for (let sweep = 0; sweep < block; sweep += 1) {
      if (sweepOnce(cells, values, steps)) return;
    }
    const drops = before.map((value, cell) => value - values[cell]!);
    const repetitions = countRepetitions(cells, steps, drops);
    if (repetitions === 0n) continue;
    drops.forEach((drop, cell) => {
      values[cell] = values[cell]! - repetitions * drop;
    });
  }
}

/**
 * True when no cell had to be lowered. Goes through the bounds and back again, so that what one
 * cell loses reaches those that read it in either direction.
 */
function sweepOnce(cells: Cells, values: bigint[], steps: Step[]): boolean {
  let total = sumCounted(cells, values);
  const first = steps.length;
  const compare = (bound: Bound): void => {
    const [num, den, offset] = scaleBound(bound);
    const product = num * sumBase(bound, values, total) + offset;
    const value = values[bound.cell]!;
    const hasLowered = value * den > product;
    const after = hasLowered ? product / den : value;
    steps.push({ bound, after, slack: product - den * after, hasLowered });
    if (cells.isCounted[bound.cell]) total -= value - after;
    values[bound.cell] = after;
  };
  cells.bounds.forEach(compare);
  cells.bounds.toReversed().forEach(compare);
  return steps.slice(first).every((step) => !step.hasLowered);
}

/** How often the block can be replayed, each cell being `drops` lower each time, step by step. */
function countRepetitions(cells: Cells, steps: readonly Step[], drops: readonly bigint[]): bigint {
  const total = sumCounted(cells, drops);
  let least: bigint | undefined;
  for (const { bound, slack, hasLowered } of steps) {
    const [num, den] = scaleBound(bound);
    const loss = num * sumBase(bound, drops, total) - den * drops[bound.cell]!;
    if (loss === 0n || (loss < 0n && !hasLowered)) continue;
    const times = loss > 0n ? slack / loss : (den - 1n - slack) / -loss;
    if (least === undefined || times < least) least = times;
    if (least === 0n) break;
  }
  return least ?? 0n;
}

/** The bound as `floor((num × base + offset) / den)`, half up being half a cent more. */
function scaleBound(bound: Bound): readonly [num: bigint, den: bigint, offset: bigint] {
  const { num, den, plus, isHalfUp } = bound;
  return isHalfUp ? [num * 2n, den * 2n, plus * den * 2n + den] : [num, den, plus * den];
}
