import type { CapGroup } from './cost-system.ts';

/**
 * Shares `amount` cents of a group among its members, none above its allowance; the allowances
 * add up to at least `amount`. In proportion, cents left over go to the largest remainders, and
 * to the earlier member among equals.
 */
export function splitGroup(
  split: CapGroup['split'],
  amount: bigint,
  allowances: readonly bigint[],
): bigint[] {
  if (split === 'order') return splitInOrder(amount, allowances);
  const sum = allowances.reduce((total, allowance) => total + allowance, 0n);
  if (sum === 0n) return allowances.map(() => 0n);
  const shares = allowances.map((allowance) => (amount * allowance) / sum);
  const remainders = allowances.map((allowance) => (amount * allowance) % sum);
  const left = amount - shares.reduce((total, share) => total + share, 0n);
  allowances
    .map((_, member) => member)
    .toSorted(
      (a, b) =>
        Number(remainders[b]! > remainders[a]!) - Number(remainders[b]! < remainders[a]!) || a - b,
    )
    .slice(0, Number(left))
    .forEach((member) => {
      shares[member] = shares[member]! + 1n;
    });
  return shares;
}

function splitInOrder(amount: bigint, allowances: readonly bigint[]): bigint[] {
  let left = amount;
  return allowances.map((allowance) => {
    const share = allowance < left ? allowance : left;
    left -= share;
    return share;
  });
}
