import type { ComparisonOperator } from './syntax.ts';
import type { ValueType } from './value-type.ts';

/** A list of the application, by the index under which its rows are found. */
export interface ListRef {
  readonly name: string;
  readonly slot: number;
}

/**
 * A checked condition or formula: names are resolved to slots, options to indexes, amounts to cents,
 * so that it can be stored with the definition and run without ever being parsed again.
 */
export type Tree = { readonly type: ValueType } & (
  | { readonly op: 'literal'; readonly value: number; readonly text: string }
  | { readonly op: 'fact'; readonly name: string; readonly slot: number }
  | {
      readonly op: 'field';
      readonly variable: number;
      readonly of: string;
      readonly name: string;
      readonly slot: number;
    }
  | { readonly op: 'not'; readonly of: Tree }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Tree[] }
  | {
      readonly op: 'compare';
      readonly sign: ComparisonOperator;
      readonly left: Tree;
      readonly right: Tree;
    }
  | {
      readonly op: 'among';
      readonly of: Tree;
      readonly values: readonly number[];
      readonly texts: readonly string[];
    }
  | { readonly op: 'has'; readonly set: Tree; readonly option: number; readonly text: string }
  | { readonly op: 'set-size'; readonly set: Tree }
  | {
      readonly op: 'count';
      readonly list: ListRef;
      readonly variable: number;
      readonly where?: Tree;
    }
  | {
      readonly op: 'exists' | 'all';
      readonly list: ListRef;
      readonly variable: number;
      readonly where: Tree;
    }
  | { readonly op: 'add' | 'subtract' | 'multiply'; readonly left: Tree; readonly right: Tree }
  | { readonly op: 'choose'; readonly when: Tree; readonly whenYes: Tree; readonly whenNo: Tree }
);

/** The direct parts of a tree, in the order in which they are read. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.op) {
    case 'literal':
    case 'fact':
    case 'field':
      return [];
    case 'not':
    case 'among':
      return [tree.of];
    case 'and':
    case 'or':
      return tree.parts;
    case 'compare':
    case 'add':
    case 'subtract':
    case 'multiply':
      return [tree.left, tree.right];
    case 'has':
    case 'set-size':
      return [tree.set];
    case 'count':
      return tree.where ? [tree.where] : [];
    case 'exists':
    case 'all':
      return [tree.where];
    case 'choose':
      return [tree.when, tree.whenYes, tree.whenNo];
    default:
      return tree satisfies never;
  }
}

/** Names of the facts and lists of the application that a tree can read. */
export function readsOf(tree: Tree): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: Tree): void => {
    if (part.op === 'fact') names.add(part.name);
    if (part.op === 'field' && part.variable < 0) names.add(part.of);
    if (part.op === 'count' || part.op === 'exists' || part.op === 'all') names.add(part.list.name);
    partsOf(part).forEach(visit);
  };
  visit(tree);
  return names;
}
