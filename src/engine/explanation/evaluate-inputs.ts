import type { Range } from '../condition/facts.ts';
import type { ComparisonOperator } from '../condition/syntax.ts';
import { partsOf, type Tree } from '../condition/tree.ts';
import { outcomes } from '../assessment/assessment.ts';
import type { ReadyCondition, Requirement } from '../definition/compile-eligibility.ts';
import type { Figure } from './figure.ts';

/**
 * The facts that a figure shows, read again without anything of the assessment: a condition is
 * worked out on them by hand, so that a mistake of one of the two comes to light.
 */
export interface Inputs {
  readonly facts: ReadonlyMap<string, Range>;
  /** Facts of the partner at hand. */
  readonly partner: ReadonlyMap<string, Range>;
  readonly sizes: ReadonlyMap<string, Range>;
}

export const isNo: Range = { low: 0, high: 0 };
export const isYes: Range = { low: 1, high: 1 };
export const isOpen: Range = { low: 0, high: 1 };

const anyValue: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const anySize: Range = { low: 0, high: Number.POSITIVE_INFINITY };
const notThere = Number.NEGATIVE_INFINITY;

/** The facts and lists among the inputs of a figure, by name. */
export function inputsOf(figures: readonly Figure[]): Inputs {
  const facts = new Map<string, Range>();
  const partner = new Map<string, Range>();
  const sizes = new Map<string, Range>();
  for (const { rule, low, high } of figures) {
    if (rule.kind === 'list') sizes.set(rule.name, low === high ? { low, high } : anySize);
    if (rule.kind === 'fact')
      (rule.fact.level === 'partner' ? partner : facts).set(
        rule.fact.id,
        settled({ low, high }, rule.type.kind),
      );
    if (rule.kind === 'derived')
      facts.set(rule.derived.document.id, settled({ low, high }, rule.type.kind));
  }
  return { facts, partner, sizes };
}

/** A value that is not known at all may be any value of its type. */
export function settled({ low, high }: Range, kind: string): Range {
  if (!Number.isNaN(low)) return { low, high };
  return kind === 'bool' ? isOpen : anyValue;
}

/**
 * What a condition or formula comes to on the inputs: truths between 0 and 1. `undefined` where it
 * needs the entries of a list, which a figure shows only by their number.
 */
export function evaluate(tree: Tree, inputs: Inputs): Range | undefined {
  switch (tree.op) {
    case 'literal':
      return { low: tree.value, high: tree.value };
    case 'fact':
      return inputs.facts.get(tree.name);
    case 'field':
      return tree.variable === 0 ? inputs.partner.get(tree.name) : undefined;
    case 'count':
    case 'exists':
    case 'all':
      return overList(tree, inputs);
    case 'and':
    case 'or':
      return joined(tree, inputs);
    case 'choose':
      return chosen(tree, inputs);
    default: {
      const parts = partsOf(tree).map((part) => valueOf(part, inputs));
      return parts.some((part) => part === undefined)
        ? undefined
        : combined(tree, parts as readonly Range[]);
    }
  }
}

/** A truth that does not apply is a no. */
function valueOf(tree: Tree, inputs: Inputs): Range | undefined {
  const value = evaluate(tree, inputs);
  return value && tree.type.kind === 'bool' ? asTruth(value) : value;
}

function asTruth(value: Range): Range {
  if (value.high === notThere) return isNo;
  return value.low === value.high ? value : isOpen;
}

function combined(tree: Tree, parts: readonly Range[]): Range {
  const [a = anyValue, b = anyValue] = parts;
  switch (tree.op) {
    case 'not':
      return { low: 1 - a.high, high: 1 - a.low };
    case 'compare':
      return compared(tree.sign, a, b);
    case 'among':
      if (a.low !== a.high) return isOpen;
      return tree.values.includes(a.low) ? isYes : isNo;
    case 'has':
      if (a.high === notThere) return isNo;
      if (a.low !== a.high) return isOpen;
      return Math.floor(a.low / 2 ** tree.option) % 2 === 1 ? isYes : isNo;
    case 'set-size': {
      if (a.high === notThere) return isNo;
      const size = a.low === a.high ? bitsIn(a.low) : undefined;
      return size === undefined ? anySize : { low: size, high: size };
    }
    case 'add':
    case 'subtract':
    case 'multiply':
      return calculated(tree.op, a, b);
    default:
      return anyValue;
  }
}

function bitsIn(set: number): number {
  return set.toString(2).replaceAll('0', '').length;
}

function compared(sign: ComparisonOperator, a: Range, b: Range): Range {
  if (a.high === notThere || b.high === notThere) return isNo;
  switch (sign) {
    case '<':
      return truth(a.high < b.low, a.low < b.high);
    case '<=':
      return truth(a.high <= b.low, a.low <= b.high);
    case '>':
      return compared('<', b, a);
    case '>=':
      return compared('<=', b, a);
    case '==':
      return truth(
        a.low === a.high && b.low === b.high && a.low === b.low,
        a.low <= b.high && b.low <= a.high,
      );
    case '!=': {
      const same = compared('==', a, b);
      return { low: 1 - same.high, high: 1 - same.low };
    }
    default:
      return sign satisfies never;
  }
}

function truth(isCertain: boolean, isPossible: boolean): Range {
  return isCertain ? isYes : isPossible ? isOpen : isNo;
}

function calculated(op: 'add' | 'subtract' | 'multiply', a: Range, b: Range): Range {
  if (a.high === notThere || b.high === notThere) return { low: notThere, high: notThere };
  if (op === 'add') return { low: a.low + b.low, high: a.high + b.high };
  if (op === 'subtract') return { low: a.low - b.high, high: a.high - b.low };
  const ends = [a.low, a.high].flatMap((x) =>
    [b.low, b.high].map((y) => (x === 0 || y === 0 ? 0 : x * y)),
  );
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

function joined(tree: Tree & { op: 'and' | 'or' }, inputs: Inputs): Range | undefined {
  const parts = tree.parts.map((part) => valueOf(part, inputs));
  const decisive = tree.op === 'and' ? 0 : 1;
  if (parts.some((part) => part?.low === decisive && part.high === decisive))
    return { low: decisive, high: decisive };
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.some((part) => part?.low !== part?.high)
    ? isOpen
    : { low: 1 - decisive, high: 1 - decisive };
}

function chosen(tree: Tree & { op: 'choose' }, inputs: Inputs): Range | undefined {
  const when = valueOf(tree.when, inputs);
  if (!when) return undefined;
  if (when.low === when.high) return evaluate(when.low === 1 ? tree.whenYes : tree.whenNo, inputs);
  const [a, b] = [valueOf(tree.whenYes, inputs), valueOf(tree.whenNo, inputs)];
  return a && b && { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

function overList(
  tree: Tree & { op: 'count' | 'exists' | 'all' },
  { sizes }: Inputs,
): Range | undefined {
  const size = sizes.get(tree.list.name);
  if (!size) return undefined;
  if (size.low !== size.high) return tree.op === 'count' ? anySize : isOpen;
  if (tree.op === 'count') return tree.where && size.low > 0 ? undefined : size;
  return size.low > 0 ? undefined : tree.op === 'all' ? isYes : isNo;
}

/** What becomes of a requirement on the inputs; `undefined` where they do not say. */
export function outcomeOn(requirement: Requirement, inputs: Inputs): number | undefined {
  const applies = requirement.when ? truthOn(requirement.when, inputs) : isYes;
  if (!applies) return undefined;
  if (applies.high === 0) return outcomes.notApplicable;
  const answer = answerOn(requirement, inputs);
  if (answer === undefined || answer === outcomes.exceptionsClash) return answer;
  return applies.low === 1 || answer === outcomes.met ? answer : outcomes.unknown;
}

function answerOn(requirement: Requirement, inputs: Inputs): number | undefined {
  const states = requirement.exceptions.map((each) => truthOn(each.when, inputs));
  if (states.some((state) => state === undefined)) return undefined;
  const holding = requirement.exceptions.filter((_, index) => states[index]?.low === 1);
  if (holding.length > 1) return outcomes.exceptionsClash;
  const open = requirement.exceptions.filter(
    (_, index) => states[index]?.low === 0 && states[index]?.high === 1,
  );
  const plain = holding[0]?.require ?? requirement.require;
  const answers = [
    plain ? truthOn(plain, inputs) : isOpen,
    ...open.map((each) => truthOn(each.require, inputs)),
  ];
  if (answers.some((each) => each === undefined)) return undefined;
  const isSame = answers.every(
    (each) => each?.low === answers[0]?.low && each?.high === answers[0]?.high,
  );
  const [first] = answers;
  if (!isSame || first?.low !== first?.high) return outcomes.unknown;
  return first?.low === 1 ? outcomes.met : outcomes.notMet;
}

export function truthOn(condition: ReadyCondition, inputs: Inputs): Range | undefined {
  return valueOf(condition.tree, inputs);
}

/** Names of the facts that are not known and on which the answer still depends. */
export function openNames(tree: Tree, inputs: Inputs): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (part: Tree): void => {
    const value = valueOf(part, inputs);
    if (value && value.low === value.high) return;
    if (part.op === 'fact' || part.op === 'field') found.add(part.name);
    else if (part.op === 'count' || part.op === 'exists' || part.op === 'all')
      found.add(part.list.name);
    else partsOf(part).forEach(visit);
  };
  visit(tree);
  return found;
}
