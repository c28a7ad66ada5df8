import { parseDay } from '../calendar/civil-date.ts';
import { parseCents } from '../numbers/money.ts';
import { parsePercent, parsePoints } from '../numbers/points.ts';
import { findNearest } from '../text/nearest.ts';
import type { ComparisonOperator, ConditionProblem, Syntax } from './syntax.ts';
import type { Tree } from './tree.ts';
import { describeType, type NameEntry, type Scope, type ValueType } from './value-type.ts';

/** What a condition may speak of. */
export interface Names {
  readonly scope: Scope;
  /** Gives each text literal a number; the same text always gets the same one. */
  readonly internText: (text: string) => number;
  /** First free index for the variables of `filter`, `exists` and `all`. */
  readonly firstVariable: number;
}

class Mistyped extends Error {
  readonly problem: ConditionProblem;
  constructor(problem: ConditionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const bool: ValueType = { kind: 'bool' };
const int: ValueType = { kind: 'int' };
const ordered = new Set(['int', 'money', 'percent', 'points', 'date', 'share']);

/** Resolves names and checks types; the result runs without the text it came from. */
export function checkCondition(
  syntax: Syntax,
  names: Names,
): Tree | { readonly problem: ConditionProblem } {
  try {
    return new Checker(names).check(syntax, names.scope);
  } catch (error) {
    if (error instanceof Mistyped) return { problem: error.problem };
    throw error;
  }
}

class Checker {
  readonly #names: Names;
  #nextVariable: number;

  constructor(names: Names) {
    this.#names = names;
    this.#nextVariable = names.firstVariable;
  }

  check(node: Syntax, scope: Scope): Tree {
    switch (node.op) {
      case 'bool':
        return { op: 'literal', type: bool, value: node.value ? 1 : 0, text: String(node.value) };
      case 'int':
        return { op: 'literal', type: int, value: node.value, text: String(node.value) };
      case 'text':
        return {
          op: 'literal',
          type: { kind: 'text' },
          value: this.#names.internText(node.value),
          text: node.value,
        };
      case 'typed':
        return typedLiteral(node);
      case 'name':
        return this.#name(node, scope);
      case 'field':
        return this.#field(node, scope);
      case 'method':
        return this.#method(node, scope);
      case 'not':
        return { op: 'not', type: bool, of: this.#expect(node.of, scope, 'bool') };
      case 'negative':
        return this.#negative(node, scope);
      case '&&':
      case '||':
        return this.#logic(node, scope);
      case 'in':
        return this.#in(node.left, node.right, scope);
      case '+':
      case '-':
      case '*':
        return this.#arithmetic(node, scope);
      case 'choose':
        return this.#choose(node, scope);
      case 'list':
        return fail(node.at, 'a list of values is only written after "in"');
      default:
        return this.#compare(node.op, node.left, node.right, scope);
    }
  }

  #name(node: Syntax & { op: 'name' }, scope: Scope): Tree {
    const entry = lookUp(node.name, node.at, scope);
    if (entry.type.kind === 'record')
      return fail(
        node.at,
        `"${node.name}" is an entry: name one of its fields, as in ${node.name}.${[...entry.type.fields.keys()][0] ?? 'field'}`,
      );
    return { op: 'fact', type: entry.type, name: entry.name, slot: entry.slot };
  }

  #field(node: Syntax & { op: 'field' }, scope: Scope): Tree {
    if (node.of.op !== 'name') return fail(node.nameAt, 'a field is taken from a named entry');
    const record = lookUp(node.of.name, node.of.at, scope);
    if (record.type.kind !== 'record')
      return fail(
        node.nameAt,
        `"${node.of.name}" is ${describeType(record.type)} and has no fields`,
      );
    const field = lookUp(node.name, node.nameAt, record.type.fields);
    return {
      op: 'field',
      type: field.type,
      variable: record.slot,
      of: record.name,
      name: field.name,
      slot: field.slot,
    };
  }

  #method(node: Syntax & { op: 'method' }, scope: Scope): Tree {
    const { of, name, args } = node;
    if (name === 'size' && args.length === 0) return this.#size(of, scope);
    if (name === 'exists' || name === 'all') {
      const { list, variable, where } = this.#overList(of, args, node.nameAt, scope);
      return { op: name, type: bool, list, variable, where };
    }
    if (name === 'filter') return fail(node.at, 'what filter gives is only counted: add .size()');
    const suggestion = findNearest(name, ['size', 'filter', 'exists', 'all']);
    return fail(
      node.nameAt,
      `there is no "${name}" here: there are size(), filter, exists and all`,
      suggestion,
    );
  }

  #size(of: Syntax, scope: Scope): Tree {
    if (of.op === 'method' && of.name === 'filter') {
      const { list, variable, where } = this.#overList(of.of, of.args, of.nameAt, scope);
      return { op: 'count', type: int, list, variable, where };
    }
    const set = this.check(of, scope);
    if (set.type.kind === 'options') return { op: 'set-size', type: int, set };
    if (set.type.kind === 'list' && set.op === 'fact')
      return {
        op: 'count',
        type: int,
        list: { name: set.name, slot: set.slot },
        variable: this.#nextVariable,
      };
    return fail(of.at, `size() counts a list or a set, and this is ${describeType(set.type)}`);
  }

  #overList(of: Syntax, args: readonly Syntax[], at: number, scope: Scope) {
    const list = this.check(of, scope);
    if (list.type.kind !== 'list' || list.op !== 'fact')
      return fail(of.at, `this goes over a list, and this is ${describeType(list.type)}`);
    const [name, where] = args;
    if (args.length !== 2 || name?.op !== 'name' || !where)
      return fail(
        at,
        'write a name for the entry and a condition, as in filter(p, p.role == "lead")',
      );
    if (scope.has(name.name))
      return fail(name.at, `"${name.name}" already means something else here`);
    const variable = this.#nextVariable;
    this.#nextVariable += 1;
    const entry: NameEntry = {
      name: name.name,
      type: { kind: 'record', fields: list.type.fields },
      slot: variable,
    };
    const inner = new Map(scope).set(name.name, entry);
    return {
      list: { name: list.name, slot: list.slot },
      variable,
      where: this.#expect(where, inner, 'bool'),
    };
  }

  #logic(node: Syntax & { left: Syntax; right: Syntax }, scope: Scope): Tree {
    const op = node.op === '&&' ? 'and' : 'or';
    const parts = [node.left, node.right].flatMap((side) => {
      const tree = this.#expect(side, scope, 'bool');
      return tree.op === op ? tree.parts : [tree];
    });
    return { op, type: bool, parts };
  }

  #negative(node: Syntax & { op: 'negative' }, scope: Scope): Tree {
    const of = this.check(node.of, scope);
    if (of.op !== 'literal' || (of.type.kind !== 'int' && of.type.kind !== 'points'))
      return fail(node.at, 'a minus sign goes before a whole number or points');
    return { ...of, value: -of.value, text: `-${of.text}` };
  }

  #compare(sign: ComparisonOperator, leftNode: Syntax, rightNode: Syntax, scope: Scope): Tree {
    const [left, right] = this.#sameKind(leftNode, rightNode, scope);
    const equality = sign === '==' || sign === '!=';
    if (!equality && !ordered.has(left.type.kind))
      return fail(
        leftNode.at,
        `${describeType(left.type)} cannot be ordered; only == and != apply`,
      );
    if (left.type.kind === 'list' || left.type.kind === 'options')
      return fail(leftNode.at, 'lists and sets are not compared: use size(), exists, all or in');
    return { op: 'compare', type: bool, sign, left, right };
  }

  /** Checks two sides that must have one type; a text beside an option is that option. */
  #sameKind(leftNode: Syntax, rightNode: Syntax, scope: Scope): readonly [Tree, Tree] {
    let left = this.check(leftNode, scope);
    let right = this.check(rightNode, scope);
    if (left.type.kind === 'option' && right.op === 'literal' && right.type.kind === 'text')
      right = optionLiteral(right.text, left.type.options, rightNode.at + 1);
    else if (right.type.kind === 'option' && left.op === 'literal' && left.type.kind === 'text')
      left = optionLiteral(left.text, right.type.options, leftNode.at + 1);
    if (left.type.kind === 'share' && right.type.kind === 'money') right = asShare(right);
    if (right.type.kind === 'share' && left.type.kind === 'money') left = asShare(left);
    if (!sameType(left.type, right.type))
      return fail(
        rightNode.at,
        `${describeType(left.type)} cannot be compared or joined with ${describeType(right.type)}`,
        suggestUnit(left.type, rightNode) ?? suggestUnit(right.type, leftNode),
      );
    return [left, right];
  }

  #in(leftNode: Syntax, rightNode: Syntax, scope: Scope): Tree {
    if (rightNode.op !== 'list') {
      const set = this.check(rightNode, scope);
      if (set.type.kind !== 'options')
        return fail(
          rightNode.at,
          `"in" needs a list in brackets or a set, and this is ${describeType(set.type)}`,
        );
      if (leftNode.op !== 'text')
        return fail(leftNode.at, 'before "in" and a set stands one of its options in quotes');
      const option = optionLiteral(leftNode.value, set.type.options, leftNode.at + 1);
      return { op: 'has', type: bool, set, option: option.value, text: option.text };
    }
    const of = this.check(leftNode, scope);
    if (rightNode.items.length === 0) return fail(rightNode.at, 'the list after "in" is empty');
    const items = rightNode.items.map((item) => this.#listed(item, of.type, scope));
    return {
      op: 'among',
      type: bool,
      of,
      values: items.map((item) => item.value),
      texts: items.map((item) => item.text),
    };
  }

  #listed(item: Syntax, type: ValueType, scope: Scope): Tree & { op: 'literal' } {
    const tree =
      type.kind === 'option' && item.op === 'text'
        ? optionLiteral(item.value, type.options, item.at + 1)
        : this.check(item, scope);
    if (tree.op !== 'literal') return fail(item.at, 'a list after "in" holds plain values only');
    if (!sameType(tree.type, type))
      return fail(item.at, `expected ${describeType(type)}, found ${describeType(tree.type)}`);
    return tree;
  }

  #arithmetic(node: Syntax & { left: Syntax; right: Syntax }, scope: Scope): Tree {
    if (node.op === '*') return this.#multiply(node.left, node.right, scope);
    const [left, right] = this.#sameKind(node.left, node.right, scope);
    if (!['int', 'money', 'points', 'share'].includes(left.type.kind))
      return fail(node.left.at, `${describeType(left.type)} cannot be added or subtracted`);
    return { op: node.op === '+' ? 'add' : 'subtract', type: left.type, left, right };
  }

  #multiply(leftNode: Syntax, rightNode: Syntax, scope: Scope): Tree {
    const left = this.check(leftNode, scope);
    const right = this.check(rightNode, scope);
    const kinds = [left.type.kind, right.type.kind].toSorted().join(' ');
    const type = (
      {
        'int int': int,
        'int money': { kind: 'money' },
        'int points': { kind: 'points' },
        'int percent': { kind: 'percent' },
        'money percent': { kind: 'share' },
      } as const
    )[kinds];
    if (!type)
      return fail(
        leftNode.at,
        `${describeType(left.type)} cannot be multiplied by ${describeType(right.type)}`,
      );
    return { op: 'multiply', type, left, right };
  }

  #choose(node: Syntax & { op: 'choose' }, scope: Scope): Tree {
    const when = this.#expect(node.when, scope, 'bool');
    const [whenYes, whenNo] = this.#sameKind(node.whenYes, node.whenNo, scope);
    return { op: 'choose', type: whenYes.type, when, whenYes, whenNo };
  }

  #expect(node: Syntax, scope: Scope, kind: ValueType['kind']): Tree {
    const tree = this.check(node, scope);
    if (tree.type.kind !== kind)
      return fail(
        node.at,
        `expected ${kind === 'bool' ? 'a condition (yes or no)' : kind}, found ${describeType(tree.type)}`,
      );
    return tree;
  }
}

function lookUp(name: string, at: number, scope: Scope): NameEntry {
  const entry = scope.get(name);
  if (entry) return entry;
  return fail(at, `there is nothing called "${name}" here`, findNearest(name, scope.keys()));
}

function optionLiteral(
  text: string,
  options: readonly string[],
  at: number,
): Tree & { op: 'literal' } {
  const value = options.indexOf(text);
  if (value < 0)
    return fail(at, `"${text}" is not one of ${options.join(', ')}`, findNearest(text, options));
  return { op: 'literal', type: { kind: 'option', options }, value, text };
}

function typedLiteral(node: Syntax & { op: 'typed' }): Tree {
  const readers = {
    eur: [parseCents, 'money', 'an amount such as eur("1234.50")'],
    pct: [parsePercent, 'percent', 'a percentage such as pct("12.5%"), with at most two decimals'],
    points: [parsePoints, 'points', 'points such as points("2.5")'],
    date: [parseDay, 'date', 'a day that exists, such as date("2025-01-15")'],
  } as const;
  const [read, kind, expected] = readers[node.unit];
  const value = read(node.text);
  if (value === undefined) return fail(node.textAt, `"${node.text}" is not ${expected}`);
  return { op: 'literal', type: { kind }, value, text: node.text };
}

/** Brings an amount to the ten-thousandths of a cent that shares of amounts are kept in. */
function asShare(tree: Tree): Tree {
  const whole: Tree = { op: 'literal', type: { kind: 'percent' }, value: 10_000, text: '100%' };
  return { op: 'multiply', type: { kind: 'share' }, left: tree, right: whole };
}

function suggestUnit(type: ValueType, node: Syntax): string | undefined {
  if (node.op !== 'int') return undefined;
  if (type.kind === 'money') return `eur("${node.value}.00")`;
  if (type.kind === 'points') return `points("${node.value}")`;
  if (type.kind === 'percent') return `pct("${node.value}%")`;
  return undefined;
}

function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'option' && b.kind === 'option')
    return a.options.join('\n') === b.options.join('\n');
  return a.kind === b.kind;
}

function fail(offset: number, message: string, suggestion?: string): never {
  throw new Mistyped({ message, offset, ...(suggestion === undefined ? {} : { suggestion }) });
}
