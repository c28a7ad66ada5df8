import type { Range } from '../condition/facts.ts';
import type { CostValue } from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import { parseCents, suggestAmount, type Cents } from '../numbers/money.ts';
import { findNearest } from '../text/nearest.ts';
import type { ApplicationProblem } from './application-problem.ts';

/** Costs of the project or of one partner by category of the track; `high` is infinite where nothing limits them. */
export type DeclaredCosts = readonly Range[];

export function readCosts(
  costs: { readonly [category: string]: CostValue } | undefined,
  call: Call,
  track: Track | undefined,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): DeclaredCosts | undefined {
  if (!costs || !track) return undefined;
  const categories = track.costs?.categories ?? [];
  const ids = categories.map((category) => category.id);
  for (const id of Object.keys(costs)) {
    const category = categories.find((each) => each.id === id);
    if (!category || category.flat)
      problems.push(misplacedCost(id, ids, call, [...path, id], category !== undefined));
  }
  return categories.map(({ id }) => readCost(costs[id], [...path, id], problems));
}

function misplacedCost(
  id: string,
  ids: readonly string[],
  call: Call,
  path: readonly (string | number)[],
  isFlat: boolean,
): ApplicationProblem {
  if (isFlat)
    return {
      code: 'flat-declared',
      message: `"${id}" is a flat rate: nothing is declared for it`,
      path,
    };
  const message = `"${id}" is not a cost of this line: there are ${ids.join(', ')}`;
  if (call.document.costs?.categories.some((category) => category.id === id))
    return { code: 'cost-not-here', message, path };
  const suggestion = findNearest(id, ids);
  return { code: 'unknown-category', message, path, ...(suggestion ? { suggestion } : {}) };
}

/** A category that is left out of a list of costs costs nothing. */
function readCost(
  value: CostValue | undefined,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): Range {
  if (value === undefined) return { low: 0, high: 0 };
  const read = (text: unknown): Cents => {
    const cents = typeof text === 'string' ? parseCents(text) : undefined;
    if (cents !== undefined) return cents;
    const suggestion = suggestAmount(String(text));
    problems.push({
      code: 'amount-unreadable',
      message: `${JSON.stringify(text)} is not an amount such as "1234.50"`,
      path,
      ...(suggestion ? { suggestion } : {}),
    });
    return 0;
  };
  if (typeof value !== 'object') {
    const cents = read(value);
    return { low: cents, high: cents };
  }
  return {
    low: read(value.from),
    high: value.to === undefined ? Number.POSITIVE_INFINITY : read(value.to),
  };
}
