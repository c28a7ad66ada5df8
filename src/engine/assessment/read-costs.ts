import type { Range } from '../condition/facts.ts';
import type { CostItem, CostValue } from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import { centsMax, parseCents, suggestAmount, type Cents } from '../numbers/money.ts';
import { findNearest } from '../text/nearest.ts';
import type { ApplicationProblem } from './application-problem.ts';
import { sumRanges } from './ranges.ts';

/** What counts in a category, with what was declared where the office has recognised something else. */
export interface DeclaredCost extends Range {
  readonly declared?: Range;
}

/** Costs of the project or of one partner by category of the track; `high` is infinite where nothing limits them. */
export type DeclaredCosts = readonly DeclaredCost[];

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
  const canRaise = call.document.examination?.costs?.aboveDeclared === true;
  return categories.map(({ id }) => readCost(costs[id], [...path, id], problems, canRaise));
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
  canRaise: boolean,
): DeclaredCost {
  if (value === undefined) return { low: 0, high: 0 };
  if (isItems(value)) return readItems(value, path, problems, canRaise);
  if (typeof value !== 'object') {
    const cents = readAmount(value, path, problems);
    return { low: cents, high: cents };
  }
  const declared = {
    low: readAmount(value.from, path, problems),
    high: value.to === undefined ? Number.POSITIVE_INFINITY : readAmount(value.to, path, problems),
  };
  if (value.recognised === undefined) return declared;
  const amount = readAmount(value.recognised, [...path, 'recognised'], problems);
  const counted = countedOf(amount, declared, canRaise);
  return { low: counted, high: counted, declared };
}

/** The most that can be recognised of what was declared, in cents: an amount that nobody declared is nothing. */
export function mostRecognised({ low, high }: Range): Cents {
  return Number.isFinite(high) ? high : low;
}

/** What was recognised of a text that declares less by now counts for as much as that. */
function countedOf(recognised: Cents, declared: Range, canRaise: boolean): Cents {
  return canRaise ? recognised : Math.min(recognised, mostRecognised(declared));
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
  canRaise: boolean,
): DeclaredCost {
  const declared: Range[] = [];
  const counted: Range[] = [];
  items.forEach((item, index) => {
    const own = declaredOf(item, [...path, index], problems);
    declared.push(own);
    if (item.recognised === undefined) counted.push(own);
    else {
      const amount = readAmount(item.recognised, [...path, index, 'recognised'], problems);
      const cents = countedOf(amount, own, canRaise);
      counted.push({ low: cents, high: cents });
    }
  });
  const [sum, all] = [sumRanges(counted), sumRanges(declared)];
  if (Math.max(sum.low, all.low) > centsMax)
    problems.push({
      code: 'figure-too-large',
      message: 'the expenses of this category are too large to be added exactly',
      path,
    });
  return items.some(({ recognised }) => recognised !== undefined) ? { ...sum, declared: all } : all;
}

/** An expense without an amount may cost anything. */
function declaredOf(
  { amount }: CostItem,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): Range {
  if (amount === undefined) return { low: 0, high: Number.POSITIVE_INFINITY };
  const cents = readAmount(amount, [...path, 'amount'], problems);
  return { low: cents, high: cents };
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

/** What counts of one category, in cents between two bounds; nothing where it cannot be read. */
export function recognisedIn(
  value: CostValue | undefined,
  { document }: Pick<Call, 'document'>,
): Range | undefined {
  const problems: ApplicationProblem[] = [];
  const canRaise = document.examination?.costs?.aboveDeclared === true;
  const { low, high } = readCost(value, [], problems, canRaise);
  return problems.length === 0 ? { low, high } : undefined;
}

/** What is declared in one category, in cents between two bounds; nothing where it cannot be read. */
export function declaredIn(value: CostValue | undefined): Range | undefined {
  const problems: ApplicationProblem[] = [];
  const { declared, ...counted } = readCost(value, [], problems, true);
  return problems.length === 0 ? (declared ?? counted) : undefined;
}
