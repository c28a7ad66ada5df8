import type { Range } from '../condition/facts.ts';
import type { CostItem, CostValue } from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import { centsMax, parseCents, suggestAmount, type Cents } from '../numbers/money.ts';
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
  if (isItems(value)) return readItems(value, path, problems);
  if (typeof value !== 'object') {
    const cents = readAmount(value, path, problems);
    return { low: cents, high: cents };
  }
  return {
    low: readAmount(value.from, path, problems),
    high: value.to === undefined ? Number.POSITIVE_INFINITY : readAmount(value.to, path, problems),
  };
}

/** Whether a category is declared expense by expense. */
export function isItems(value: CostValue | undefined): value is readonly CostItem[] {
  return Array.isArray(value);
}

/** The exact sum of its expenses; while one has no amount yet there is only a lowest one. */
function readItems(
  items: readonly CostItem[],
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): Range {
  let low = 0;
  let isKnown = true;
  items.forEach(({ amount }, index) => {
    if (amount === undefined) isKnown = false;
    else low += readAmount(amount, [...path, index, 'amount'], problems);
  });
  if (low > centsMax)
    problems.push({
      code: 'figure-too-large',
      message: 'the expenses of this category are too large to be added exactly',
      path,
    });
  return { low, high: isKnown ? low : Number.POSITIVE_INFINITY };
}

function readAmount(
  text: unknown,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): Cents {
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
}

/** What is declared in one category, in cents between two bounds; nothing where it cannot be read. */
export function declaredIn(value: CostValue | undefined): Range | undefined {
  const problems: ApplicationProblem[] = [];
  const range = readCost(value, [], problems);
  return problems.length === 0 ? range : undefined;
}
