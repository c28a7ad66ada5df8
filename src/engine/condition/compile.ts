import {
  anyNumber,
  FigureTooLarge,
  notApplicable,
  unknownNumber,
  type Facts,
  type Range,
  type Row,
} from './facts.ts';
import { compareRanges, isNotApplicable, multiplyEnds } from './compare-ranges.ts';
import type { ComparisonOperator } from './syntax.ts';
import type { Tree } from './tree.ts';
import { no, not, unknown, yes, type Truth } from './truth.ts';

export type Condition = (facts: Facts) => Truth;
export type Formula = (facts: Facts) => number;

/**
 * Turns a checked condition into a function of the facts. Unknown facts follow Kleene's logic:
 * the answer is unknown only when some value of them could change it, as far as each comparison tells.
 */
export function compileCondition(tree: Tree): Condition {
  switch (tree.op) {
    case 'not': {
      const of = compileCondition(tree.of);
      return (facts) => not(of(facts));
    }
    case 'and':
    case 'or':
      return joined(tree.parts.map(compileCondition), tree.op === 'and' ? no : yes);
    case 'compare':
      return comparison(tree);
    case 'among':
      return amongValues(tree);
    case 'has': {
      const set = compileFormula(tree.set);
      const bit = 1 << tree.option;
      return (facts) => {
        const bits = set(facts);
        return bits !== bits ? unknown : bits === notApplicable || (bits & bit) === 0 ? no : yes;
      };
    }
    case 'exists':
      return overRows(tree, yes);
    case 'all':
      return overRows(tree, no);
    case 'choose': {
      const when = compileCondition(tree.when);
      const whenYes = compileCondition(tree.whenYes);
      const whenNo = compileCondition(tree.whenNo);
      return (facts) => {
        const chosen = when(facts);
        if (chosen !== unknown) return chosen === yes ? whenYes(facts) : whenNo(facts);
        const [a, b] = [whenYes(facts), whenNo(facts)];
        return a === b ? a : unknown;
      };
    }
    case 'fact':
      return truthOfFact(tree.slot);
    default:
      return truthOf(compileFormula(tree));
  }
}

/** Turns a checked formula into a function that gives its number: `NaN` while it is not known exactly. */
export function compileFormula(tree: Tree): Formula {
  switch (tree.op) {
    case 'literal': {
      const { value } = tree;
      return () => value;
    }
    case 'fact': {
      const { slot } = tree;
      return (facts) => facts.numbers[slot] as number;
    }
    case 'field': {
      const { slot, variable } = tree;
      return (facts) => facts.rows[variable]?.[slot] ?? unknownNumber;
    }
    case 'add':
    case 'subtract':
    case 'multiply':
      return arithmetic(tree);
    case 'set-size': {
      const set = compileFormula(tree.set);
      return (facts) => {
        const bits = set(facts);
        return bits !== bits ? unknownNumber : bits === notApplicable ? 0 : countBits(bits);
      };
    }
    case 'count':
      return counting(tree);
    case 'choose':
      return tree.type.kind === 'bool' ? asNumber(compileCondition(tree)) : choosing(tree);
    default:
      return asNumber(compileCondition(tree));
  }
}

function truthOfFact(slot: number): Condition {
  return (facts) => {
    const value = facts.numbers[slot] as number;
    return value === 1 ? yes : value !== value ? unknown : no;
  };
}

function truthOf(formula: Formula): Condition {
  return (facts) => {
    const value = formula(facts);
    return value === 1 ? yes : value !== value ? unknown : no;
  };
}

function asNumber(condition: Condition): Formula {
  return (facts) => {
    const truth = condition(facts);
    return truth === unknown ? unknownNumber : truth;
  };
}

/** `and` is decided by the first no, `or` by the first yes. */
function joined(parts: readonly Condition[], decisive: Truth): Condition {
  const [first, second] = parts;
  if (parts.length === 2 && first && second) {
    return (facts) => {
      const a = first(facts);
      if (a === decisive) return decisive;
      const b = second(facts);
      return b === decisive ? decisive : a === unknown ? unknown : b;
    };
  }
  return (facts) => {
    let result = not(decisive);
    for (const part of parts) {
      const truth = part(facts);
      if (truth === decisive) return decisive;
      if (truth === unknown) result = unknown;
    }
    return result;
  };
}

function comparison(tree: Tree & { op: 'compare' }): Condition {
  const { sign } = tree;
  if (tree.left.op === 'fact' && tree.right.op === 'literal' && sign !== '!=')
    return withinStretch(sign, tree.left, tree.right.value);
  const left = compileFormula(tree.left);
  const holds = signHolds(sign);
  if (tree.right.op === 'literal') {
    const { value } = tree.right;
    const range = compileRange(tree.left);
    const fixed = { low: value, high: value };
    return (facts) => {
      const a = left(facts);
      if (a !== a) return compareRanges(sign, range(facts), fixed);
      return a !== notApplicable && holds(a, value) ? yes : no;
    };
  }
  const right = compileFormula(tree.right);
  const [leftRange, rightRange] = [compileRange(tree.left), compileRange(tree.right)];
  return (facts) => {
    const a = left(facts);
    const b = right(facts);
    if (a === notApplicable || b === notApplicable) return no;
    if (a !== a || b !== b) return compareRanges(sign, leftRange(facts), rightRange(facts));
    return holds(a, b) ? yes : no;
  };
}

/** Most conditions: a fact against a number, which holds on a stretch of whole numbers. */
function withinStretch(
  sign: Exclude<ComparisonOperator, '!='>,
  fact: Tree & { op: 'fact' },
  value: number,
): Condition {
  const { slot } = fact;
  const range = compileRange(fact);
  const fixed = { low: value, high: value };
  const isFromBelow = sign === '<' || sign === '<=';
  const isFromAbove = sign === '>' || sign === '>=';
  const least = isFromBelow ? -Number.MAX_VALUE : sign === '>' ? value + 1 : value;
  const most = isFromAbove ? Number.MAX_VALUE : sign === '<' ? value - 1 : value;
  return (facts) => {
    const a = facts.numbers[slot] as number;
    if (a !== a) return compareRanges(sign, range(facts), fixed);
    return a >= least && a <= most ? yes : no;
  };
}

function signHolds(sign: ComparisonOperator): (a: number, b: number) => boolean {
  switch (sign) {
    case '==':
      return (a, b) => a === b;
    case '!=':
      return (a, b) => a !== b;
    case '<':
      return (a, b) => a < b;
    case '<=':
      return (a, b) => a <= b;
    case '>':
      return (a, b) => a > b;
    case '>=':
      return (a, b) => a >= b;
    default:
      return sign satisfies never;
  }
}

function amongValues(tree: Tree & { op: 'among' }): Condition {
  const of = compileFormula(tree.of);
  if (tree.of.op === 'fact' && tree.values.every((value) => value >= 0 && value < 32))
    return amongFew(tree.of.slot, tree.values);
  const values = new Set(tree.values);
  return (facts) => {
    const value = of(facts);
    return value !== value ? unknown : values.has(value) ? yes : no;
  };
}

/** Options, as bits of one number. */
function amongFew(slot: number, values: readonly number[]): Condition {
  let bits = 0;
  for (const value of values) bits |= 1 << value;
  return (facts) => {
    const value = facts.numbers[slot] as number;
    if (value !== value) return unknown;
    return value >= 0 && value < 32 && ((bits >>> value) & 1) === 1 ? yes : no;
  };
}

function arithmetic(tree: Tree & { op: 'add' | 'subtract' | 'multiply' }): Formula {
  const left = compileFormula(tree.left);
  const right = compileFormula(tree.right);
  const { op } = tree;
  return (facts) => {
    const a = left(facts);
    const b = right(facts);
    if (a === notApplicable || b === notApplicable) return notApplicable;
    return exact(op === 'add' ? a + b : op === 'subtract' ? a - b : a * b);
  };
}

/** The number itself while it is unknown or counted exactly; anything larger stops the assessment. */
export function exact(value: number): number {
  if (value !== value || Number.isSafeInteger(value)) return value;
  throw new FigureTooLarge();
}

function choosing(tree: Tree & { op: 'choose' }): Formula {
  const when = compileCondition(tree.when);
  const whenYes = compileFormula(tree.whenYes);
  const whenNo = compileFormula(tree.whenNo);
  return (facts) => {
    const chosen = when(facts);
    if (chosen !== unknown) return chosen === yes ? whenYes(facts) : whenNo(facts);
    const [a, b] = [whenYes(facts), whenNo(facts)];
    return a === b ? a : unknownNumber;
  };
}

function counting(tree: Tree & { op: 'count' }): Formula {
  const { slot } = tree.list;
  if (!tree.where) return (facts) => facts.lists[slot]?.length ?? unknownNumber;
  const where = compileCondition(tree.where);
  const { variable } = tree;
  return (facts) => {
    const rows = facts.lists[slot];
    if (!rows) return unknownNumber;
    let count = 0;
    for (const row of rows) {
      facts.rows[variable] = row;
      const truth = where(facts);
      if (truth === unknown) return unknownNumber;
      count += truth;
    }
    return count;
  };
}

/** `exists` is decided by the first yes, `all` by the first no. */
function overRows(tree: Tree & { op: 'exists' | 'all' }, decisive: Truth): Condition {
  const where = compileCondition(tree.where);
  const { slot } = tree.list;
  const { variable } = tree;
  return (facts) => {
    const rows: readonly Row[] | undefined = facts.lists[slot];
    if (!rows) return unknown;
    let result = not(decisive);
    for (const row of rows) {
      facts.rows[variable] = row;
      const truth = where(facts);
      if (truth === decisive) return decisive;
      if (truth === unknown) result = unknown;
    }
    return result;
  };
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

export type RangeOf = (facts: Facts) => Range;

/** The values a formula can take while some facts are unknown or known only between two values. */
export function compileRange(tree: Tree): RangeOf {
  switch (tree.op) {
    case 'fact':
      return (facts) => {
        const value = facts.numbers[tree.slot] as number;
        return value === value
          ? { low: value, high: value }
          : (facts.ranges.get(tree.slot) ?? anyNumber);
      };
    case 'add':
    case 'subtract':
    case 'multiply':
      return combined(tree.op, compileRange(tree.left), compileRange(tree.right));
    case 'count':
      return countRange(tree);
    case 'choose':
      return chosenRange(tree);
    default:
      return exactOrAny(tree);
  }
}

function exactOrAny(tree: Tree): RangeOf {
  const formula = tree.type.kind === 'bool' ? undefined : compileFormula(tree);
  if (!formula) return () => anyNumber;
  const widest: Range =
    tree.type.kind === 'options' || tree.op === 'set-size'
      ? { low: 0, high: Number.POSITIVE_INFINITY }
      : anyNumber;
  return (facts) => {
    const value = formula(facts);
    return value === value ? { low: value, high: value } : widest;
  };
}

function combined(op: 'add' | 'subtract' | 'multiply', left: RangeOf, right: RangeOf): RangeOf {
  return (facts) => {
    const [a, b] = [left(facts), right(facts)];
    if (isNotApplicable(a) || isNotApplicable(b))
      return { low: notApplicable, high: notApplicable };
    if (op === 'add') return { low: a.low + b.low, high: a.high + b.high };
    if (op === 'subtract') return { low: a.low - b.high, high: a.high - b.low };
    const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => multiplyEnds(x, y)));
    return { low: Math.min(...corners), high: Math.max(...corners) };
  };
}

function countRange(tree: Tree & { op: 'count' }): RangeOf {
  const where = tree.where && compileCondition(tree.where);
  return (facts) => {
    const rows = facts.lists[tree.list.slot];
    if (!rows) return { low: 0, high: Number.POSITIVE_INFINITY };
    if (!where) return { low: rows.length, high: rows.length };
    let [low, open] = [0, 0];
    for (const row of rows) {
      facts.rows[tree.variable] = row;
      const truth = where(facts);
      if (truth === yes) low += 1;
      if (truth === unknown) open += 1;
    }
    return { low, high: low + open };
  };
}

function chosenRange(tree: Tree & { op: 'choose' }): RangeOf {
  const when = compileCondition(tree.when);
  const whenYes = compileRange(tree.whenYes);
  const whenNo = compileRange(tree.whenNo);
  return (facts) => {
    const chosen = when(facts);
    if (chosen !== unknown) return chosen === yes ? whenYes(facts) : whenNo(facts);
    const [a, b] = [whenYes(facts), whenNo(facts)];
    return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  };
}
