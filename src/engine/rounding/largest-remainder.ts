import type { Cents } from '../numbers/money.ts';

export interface SplitOptions {
  /** The most that each share can be, in the order of the weights. */
  readonly limits?: readonly Cents[];
  /** Of equal remainders the first in the list takes the cent; nothing else is on offer yet. */
  readonly ties?: 'first';
}

export interface Split {
  /** In the order of the weights; with `leftover` they add up to the total, to the cent. */
  readonly shares: readonly Cents[];
  /** What nobody could take: every weight is zero, or every limit is reached. */
  readonly leftover: Cents;
  /** The places of the shares that took a residual cent above their exact part. */
  readonly raised: readonly number[];
}

/**
 * Splits `total` in proportion to whole `weights`: each share is its exact part without the
 * fraction of a cent, and the cents that remain go one each to the largest fractions. What is
 * above a limit goes to the others by the same rule for as long as one of them has room. A weight
 * of zero takes nothing. Negative or broken numbers are a bug of the caller and throw.
 */
export function splitByLargestRemainder(
  total: Cents,
  weights: readonly (bigint | number)[],
  options: SplitOptions = {},
): Split {
  const exactWeights = weights.map(readWeight);
  const limits = options.limits?.map(readCents);
  if (limits !== undefined && limits.length !== weights.length) {
    throw new RangeError('there must be as many limits as weights');
  }
  const shares = weights.map(() => 0n);
  let rest = readCents(total);
  let open = exactWeights.flatMap((weight, place) => (weight > 0n ? [place] : []));
  while (open.length > 0) {
    const sum = open.reduce((partial, place) => partial + exactWeights[place]!, 0n);
    const full = open.filter((place) => {
      const limit = limits?.[place];
      return limit !== undefined && rest * exactWeights[place]! >= limit * sum;
    });
    if (full.length === 0) {
      const raised = shareOut(rest, exactWeights, { open, sum, shares });
      return { shares: shares.map(Number), leftover: 0, raised };
    }
    for (const place of full) {
      shares[place] = limits![place]!;
      rest -= limits![place]!;
    }
    open = open.filter((place) => !full.includes(place));
  }
  return { shares: shares.map(Number), leftover: Number(rest), raised: [] };
}

/** Fills in the shares of the open places and returns those that took a residual cent. */
function shareOut(
  rest: bigint,
  weights: readonly bigint[],
  pool: { readonly open: readonly number[]; readonly sum: bigint; readonly shares: bigint[] },
): number[] {
  const remainders = pool.open.map((place) => {
    const exact = rest * weights[place]!;
    pool.shares[place] = exact / pool.sum;
    return { place, remainder: exact % pool.sum };
  });
  const floors = pool.open.reduce((partial, place) => partial + pool.shares[place]!, 0n);
  const raised = remainders
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
    )
    .slice(0, Number(rest - floors))
    .map((each) => each.place);
  for (const place of raised) pool.shares[place]! += 1n;
  return raised.toSorted((a, b) => a - b);
}

function readWeight(weight: bigint | number): bigint {
  if (typeof weight === 'number' && !Number.isSafeInteger(weight)) {
    throw new RangeError(`the weight ${weight} is not a whole number`);
  }
  if (weight < 0) throw new RangeError(`the weight ${weight} is negative`);
  return BigInt(weight);
}

function readCents(cents: Cents): bigint {
  if (!Number.isSafeInteger(cents) || cents < 0) {
    throw new RangeError(`${cents} is not an amount that can be split`);
  }
  return BigInt(cents);
}
