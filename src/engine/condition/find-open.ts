import { compileCondition, compileFormula } from './compile.ts';
import type { Facts } from './facts.ts';
import { partsOf, type Tree } from './tree.ts';
import { unknown } from './truth.ts';

/** A fact that is still missing; with the list and the row when it is a field of an entry. */
export interface OpenFact {
  readonly name: string;
  readonly list?: string;
  readonly row?: number;
  /** The variable under which the entry is bound, when it is not from a list walked here. */
  readonly variable?: number;
}

/** The unknown facts on which the answer still depends; none when it is already settled. */
export function findOpenFacts(tree: Tree, facts: Facts): readonly OpenFact[] {
  const found = new Map<string, OpenFact>();
  collect(tree, facts, undefined, found);
  return [...found.values()];
}

type Entry = { readonly list: string; readonly row: number; readonly variable: number };

function collect(
  tree: Tree,
  facts: Facts,
  entry: Entry | undefined,
  found: Map<string, OpenFact>,
): void {
  if (isSettled(tree, facts)) return;
  switch (tree.op) {
    case 'fact':
      found.set(tree.name, { name: tree.name });
      return;
    case 'field': {
      const open: OpenFact =
        entry?.variable === tree.variable
          ? { name: tree.name, list: entry.list, row: entry.row }
          : { name: tree.name, list: tree.of, variable: tree.variable };
      found.set(`${open.list}.${open.row ?? ''}.${open.name}`, open);
      return;
    }
    case 'count':
    case 'exists':
    case 'all':
      collectRows(tree, facts, found);
      return;
    default:
      for (const part of partsOf(tree)) collect(part, facts, entry, found);
  }
}

function collectRows(
  tree: Tree & { op: 'count' | 'exists' | 'all' },
  facts: Facts,
  found: Map<string, OpenFact>,
): void {
  const rows = facts.lists[tree.list.slot];
  if (!rows) {
    found.set(tree.list.name, { name: tree.list.name });
    return;
  }
  const { where } = tree;
  if (!where) return;
  rows.forEach((row, index) => {
    facts.rows[tree.variable] = row;
    collect(where, facts, { list: tree.list.name, row: index, variable: tree.variable }, found);
  });
}

function isSettled(tree: Tree, facts: Facts): boolean {
  if (tree.type.kind === 'bool') return compileCondition(tree)(facts) !== unknown;
  if (tree.type.kind === 'list') return false;
  const value = compileFormula(tree)(facts);
  return value === value;
}
