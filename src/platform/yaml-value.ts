import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { documentDepthMax, documentValuesMax } from './limits.ts';
import { scalarOffset, type ScalarStyle } from './scalar-offset.ts';
import type { Spot } from './source.ts';

export interface OffsetProblem {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
}

interface Converted {
  readonly value: unknown;
  readonly spot: Spot;
  /** Values in it, those behind aliases counted every time. */
  readonly size: number;
  readonly depth: number;
  readonly entries?: Entries;
  readonly items?: readonly Converted[];
}

type Entries = Map<string, { readonly keyStart: number; readonly part: Converted }>;

interface Conversion {
  readonly text: string;
  readonly problems: OffsetProblem[];
  /** Finished anchors; one that is still being read has no value yet. */
  readonly anchors: Map<string, Converted | undefined>;
  /** Entries copied by merge keys so far. */
  merged: number;
}

export interface YamlValue {
  readonly value: unknown;
  readonly spot: Spot;
  readonly problems: readonly OffsetProblem[];
}

/**
 * Nodes as plain values with their places. An alias shares the value of its anchor, so that
 * aliases of aliases cost nothing here, and their full size is known before anyone walks it.
 */
export function convertYaml(root: Node | null, text: string): YamlValue {
  const conversion: Conversion = { text, problems: [], anchors: new Map(), merged: 0 };
  const { value, spot } = convert(root, 0, conversion);
  return { value, spot, problems: conversion.problems };
}

function convert(node: Node | null, offset: number, conversion: Conversion): Converted {
  if (node === null) return leaf(null, { start: offset, end: offset });
  const { range } = node;
  const start = range?.[0] ?? offset;
  if (isAlias(node)) return convertAlias(node.source, start, conversion);
  const anchor = 'anchor' in node ? node.anchor : undefined;
  if (anchor !== undefined) conversion.anchors.set(anchor, undefined);
  const spot: Spot = { start, end: range?.[1] ?? start };
  const converted = isMap(node)
    ? convertMap(node, spot, conversion)
    : isSeq(node)
      ? convertSeq(node, spot, conversion)
      : convertScalar(node, spot, conversion);
  if (anchor !== undefined) conversion.anchors.set(anchor, converted);
  return converted;
}

function convertAlias(name: string, start: number, conversion: Conversion): Converted {
  const target = conversion.anchors.get(name);
  if (target === undefined) {
    const why = conversion.anchors.has(name)
      ? 'stands inside what it repeats'
      : 'has no anchor before it';
    conversion.problems.push({ offset: start, code: 'alias', message: `*${name} ${why}` });
    return leaf(null, { start, end: start });
  }
  return target;
}

function convertScalar(node: Scalar, spot: Spot, { text, problems }: Conversion): Converted {
  const { value } = node;
  if (typeof value === 'string') {
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const raw = text.slice(spot.start, spot.end);
    return leaf(value, { ...spot, offsetOf: (at) => scalarOffset({ style, raw, value }, at) });
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const message = `found ${text.slice(spot.start, spot.end)}`;
    problems.push({ offset: spot.start, code: 'number', message, expected: 'a number' });
    return leaf(0, spot);
  }
  return leaf(typeof value === 'symbol' ? value.description : value, spot);
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function convertSeq(node: YAMLSeq, spot: Spot, conversion: Conversion): Converted {
  const parts = node.items.map((item) => convert(item as Node | null, spot.start, conversion));
  const value = parts.map((part) => part.value);
  const inner = { ...spot, items: parts.map((part) => part.spot) };
  const result = whole({ value, spot: inner, parts, conversion });
  return { ...result, items: parts };
}

function convertMap(node: YAMLMap, spot: Spot, conversion: Conversion): Converted {
  const own: Entries = new Map();
  const merged: Entries = new Map();
  for (const { key, value } of node.items) {
    const keyNode = key as Node | null;
    const keyStart = keyNode?.range?.[0] ?? spot.start;
    if (isScalar(keyNode) && typeof keyNode.value === 'symbol') {
      merge(convert(value as Node | null, keyStart, conversion), keyStart, {
        into: merged,
        conversion,
      });
      continue;
    }
    const name = keyName(keyNode, keyStart, conversion);
    const part = convert(value as Node | null, keyNode?.range?.[1] ?? keyStart, conversion);
    if (name === undefined) continue;
    if (own.has(name)) {
      const message = `${JSON.stringify(name)} is written twice`;
      conversion.problems.push({ offset: keyStart, code: 'duplicate-key', message });
    }
    own.set(name, { keyStart, part });
  }
  for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
  return mapOf(own, spot, conversion);
}

function mapOf(entries: Entries, spot: Spot, conversion: Conversion): Converted {
  const value: Record<string, unknown> = {};
  const spots = new Map<string, { keyStart: number; spot: Spot }>();
  const parts: Converted[] = [];
  for (const [name, { keyStart, part }] of entries) {
    setOwn(value, name, part.value);
    spots.set(name, { keyStart, spot: part.spot });
    parts.push(part);
  }
  const result = whole({ value, spot: { ...spot, entries: spots }, parts, conversion });
  return { ...result, entries };
}

/** A property of its own even when it is called `__proto__`. */
export function setOwn(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { ...ownProperty, value });
}

const ownProperty = { writable: true, enumerable: true, configurable: true } as const;

function keyName(key: Node | null, offset: number, conversion: Conversion): string | undefined {
  const { value } = key === null ? { value: undefined } : convert(key, offset, conversion);
  if (typeof value === 'string') return value;
  if (isScalar(key) && value !== null && key.source) return key.source;
  conversion.problems.push({
    offset,
    code: 'key',
    message: 'found something else as a key',
    expected: 'a name',
  });
  return undefined;
}

/** What an object has under `<<`; of several sources the first counts. */
function merge(
  source: Converted,
  offset: number,
  { into, conversion }: { readonly into: Entries; readonly conversion: Conversion },
): void {
  for (const { entries } of source.items ?? [source]) {
    if (entries === undefined) {
      const message = 'found something else after <<';
      conversion.problems.push({ offset, code: 'merge', message, expected: 'an object' });
      continue;
    }
    conversion.merged += entries.size;
    if (conversion.merged > documentValuesMax) {
      const expected = `at most ${documentValuesMax} entries repeated by <<`;
      conversion.problems.push({ offset, code: 'too-large', message: 'found more', expected });
      return;
    }
    for (const [name, entry] of entries) if (!into.has(name)) into.set(name, entry);
  }
}

function leaf(value: unknown, spot: Spot): Converted {
  return { value, spot, size: 1, depth: 1 };
}

interface Parts {
  readonly value: unknown;
  readonly spot: Spot;
  readonly parts: readonly Converted[];
  readonly conversion: Conversion;
}

function whole({ value, spot, parts, conversion }: Parts): Converted {
  let [size, depth] = [1, 0];
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  const isTooLarge = size > documentValuesMax;
  const isTooDeep = depth >= documentDepthMax;
  if (!isTooLarge && !isTooDeep) return { value, spot, size, depth: depth + 1 };
  const expected = isTooLarge
    ? `at most ${documentValuesMax} values, aliases counted`
    : `at most ${documentDepthMax} values within each other, aliases counted`;
  const code = isTooLarge ? 'too-large' : 'too-deep';
  conversion.problems.push({ offset: spot.start, code, message: 'found more', expected });
  return leaf(null, spot);
}
