import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import type { CostProblem } from './cost-problem.ts';
import type { Base, CostSystem } from './cost-system.ts';
import { suggestName } from './nearest-name.ts';

/** Checks what a cap and a group have in common: rate, base and fixed part. */
export function checkLimit(
  structure: CostSystem,
  limit: { readonly rate: Fraction; readonly of: Base; readonly plus?: Cents },
  path: CostProblem['path'],
): CostProblem[] {
  const problems = [
    ...checkRate(limit.rate, [...path, 'rate']),
    ...checkBase(structure, limit.of, limit.rate, [...path, 'of']),
    ...(limit.plus === undefined ? [] : checkCents(limit.plus, [...path, 'plus'])),
  ];
  if (limit.rate.num === 0n && (limit.plus ?? 0) === 0) {
    const message = 'this cap admits nothing at all: give it a rate or a fixed amount above zero';
    problems.push({ code: 'zero-cap', message, path: [...path] });
  }
  return problems;
}

export function checkBase(
  structure: CostSystem,
  of: Base,
  rate: Fraction,
  path: CostProblem['path'],
): CostProblem[] {
  if (typeof of === 'string') return [];
  if (of.length === 0 && rate.num !== 0n) {
    const message = 'name the categories that the rate applies to, or write "others" or "total"';
    return [{ code: 'empty-base', message, path }];
  }
  const ids = structure.categories.map((category) => category.id);
  return of.flatMap((id, index): CostProblem[] => {
    if (!ids.includes(id)) return [describeUnknown(id, ids, [...path, index])];
    if (of.indexOf(id) === index) return [];
    const message = `"${id}" is named twice in the same base: name it once`;
    return [{ code: 'repeated-id', message, path: [...path, index] }];
  });
}

export function describeUnknown(
  id: string,
  ids: readonly string[],
  path: CostProblem['path'],
): CostProblem {
  return {
    code: 'unknown-id',
    message: `no category is called "${id}"${suggestName(id, ids)}`,
    path,
  };
}

export function checkRate(rate: Fraction, path: CostProblem['path']): CostProblem[] {
  if (rate.num >= 0n) return [];
  return [{ code: 'negative-rate', message: 'the rate is negative: write 0% or more', path }];
}

export function checkCents(cents: Cents, path: CostProblem['path']): CostProblem[] {
  if (!Number.isSafeInteger(cents)) {
    return [{ code: 'not-whole-cents', message: 'the amount must be in whole cents', path }];
  }
  if (cents >= 0) return [];
  return [{ code: 'negative-amount', message: 'the amount is negative: write 0 or more', path }];
}
