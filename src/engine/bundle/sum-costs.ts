import { declaredIn, isItems, recognisedIn } from '../assessment/read-costs.ts';
import type { Range } from '../condition/facts.ts';
import type { CostItem, CostValue } from '../definition/application-document.ts';
import type { Call } from '../definition/compile-call.ts';
import { formatCents } from '../numbers/money.ts';

type Costs = { readonly [category: string]: CostValue };

/**
 * Costs as a bundle publishes them: what is declared and recognised in each category, from which everything is
 * computed, without the single expenses, their words and who sells what. Only where an amount is missing do the
 * expenses stay, numbered, because their sum alone would not say the same.
 */
export function sumCosts(call: Pick<Call, 'document'>, costs: Costs): Costs {
  const summed = Object.entries(costs).map(([category, value]) => [
    category,
    isItems(value) ? sumItems(call, value) : value,
  ]);
  return Object.fromEntries(summed) as Costs;
}

function sumItems(call: Pick<Call, 'document'>, items: readonly CostItem[]): CostValue {
  const declared = exactOf(declaredIn(items));
  const counted = exactOf(recognisedIn(items, call));
  if (declared === undefined || counted === undefined)
    return items.map(({ amount, recognised }, index) => ({
      id: String(index + 1),
      ...(amount === undefined ? {} : { amount }),
      ...(recognised === undefined ? {} : { recognised }),
    }));
  const amount = formatCents(declared);
  return items.every(({ recognised }) => recognised === undefined)
    ? amount
    : { from: amount, to: amount, recognised: formatCents(counted) };
}

function exactOf(range: Range | undefined): number | undefined {
  return range && range.low === range.high ? range.low : undefined;
}
