import { outcomes } from '../assessment/assessment.ts';
import { findChosen } from '../assessment/criterion-points.ts';
import type { Facts } from '../condition/facts.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { Criterion } from '../definition/compile-criterion.ts';
import type { Figure, Rule } from './figure.ts';
import { makeFigure, outcomeFigure } from './make-figure.ts';
import type { Read } from './track-rules.ts';

/** Counts from here on are rare enough to get figures of their own. */
const commonCounts = 32;

/**
 * By value, for facts with few values: the figure of that value, alone in a list as most rules
 * read it. Made once for a call, because most of an explanation is made of them.
 */
export function commonValues(rule: Rule, type: ValueType): readonly (readonly [Figure])[] {
  return listValues(sizeOf(type), (value) => [makeFigure(rule, value, value, -1, [])]);
}

/** By value and outcome: the figure of a requirement that reads one such fact and nothing else. */
export function commonRequirements(
  rule: Rule,
  reads: readonly Read[],
): readonly (readonly Figure[])[] {
  const values = onlyValues(reads);
  return listValues(values.length, (value) =>
    Object.values(outcomes).map((outcome) => outcomeFigure(rule, outcome, values[value] ?? [])),
  );
}

/** By value: the figure of a criterion on one such fact. */
export function commonCriteria(
  rule: Rule,
  { way, give }: Criterion,
  reads: readonly Read[],
): readonly Figure[] {
  const values = onlyValues(reads);
  return listValues(values.length, (value) => {
    const numbers: number[] = [];
    for (const { slot } of reads) numbers[slot] = value;
    const facts: Facts = { numbers, lists: [], rows: [], ranges: new Map() };
    const { low, high } = give(facts);
    return makeFigure(rule, low, high, findChosen(way, facts), values[value] ?? []);
  });
}

/** The value of the only fact that a rule reads, where there is a figure for it; otherwise -1. */
export function findCommonValue(reads: readonly Read[], facts: Facts): number {
  if (reads.length !== 1) return -1;
  const read = reads[0] as Read;
  if (read.kind !== 'number') return -1;
  const value = facts.numbers[read.slot] as number;
  return value >= 0 && value < read.common.length ? value : -1;
}

function onlyValues(reads: readonly Read[]): readonly (readonly [Figure])[] {
  const [only] = reads;
  return reads.length === 1 && only?.kind === 'number' ? only.common : [];
}

function sizeOf(type: ValueType): number {
  if (type.kind === 'bool') return 2;
  if (type.kind === 'option') return type.options.length;
  return type.kind === 'int' ? commonCounts : 0;
}

function listValues<T>(size: number, make: (value: number) => T): readonly T[] {
  return Array.from({ length: size }, (_, value) => make(value));
}
