import type { CallDocument, DecisionsDocument } from '../engine/index.ts';
import type { Path } from '../platform/source.ts';
import type { Mismatch } from './mismatch.ts';
import { fits, mismatchesWith, valueAt } from './read-document.ts';

/** A value that takes the place of a gap, and where its writer put it. */
interface Filling {
  readonly gap: string;
  readonly value: unknown;
  /** `call`, or the index of the decisions document. */
  readonly document: 'call' | number;
  readonly path: Path;
}

export interface FillingMismatch extends Mismatch {
  readonly document: 'call' | number;
}

/**
 * What decisions and examples put in the place of gaps must have the shape that the place wants;
 * gaps that nobody declared are left to the check of names.
 */
export function checkFillings(
  call: CallDocument,
  decisions: readonly DecisionsDocument[],
): readonly FillingMismatch[] {
  const gaps = findGaps(call);
  // No gap lies in the examples, and they are most of a document.
  const bare = { ...call, examples: call.examples.slice(0, 1) };
  return [...fillingsOf(decisions), ...fillingsOfExamples(call)].flatMap((filling) => {
    const path = gaps.get(filling.gap);
    return path === undefined ? [] : checkFilling(bare, path, filling);
  });
}

function fillingsOf(decisions: readonly DecisionsDocument[]): readonly Filling[] {
  return decisions.flatMap((file, document) =>
    file.decisions.map((decision, index) => ({
      gap: decision.fills,
      value: decision.value,
      document,
      path: ['decisions', index, 'value'],
    })),
  );
}

function fillingsOfExamples(call: CallDocument): readonly Filling[] {
  return call.examples.flatMap((example, index) =>
    Object.entries(example.given ?? {}).map(([gap, value]) => ({
      gap,
      value,
      document: 'call' as const,
      path: ['examples', index, 'given', gap],
    })),
  );
}

function checkFilling(
  call: CallDocument,
  gapPath: Path,
  filling: Filling,
): readonly FillingMismatch[] {
  const filled = replaced(call, gapPath, filling.value);
  if (fits('call', filled)) return [];
  return mismatchesWith('call', filled, {}).map((mismatch) => {
    const isInside = gapPath.every((step, index) => mismatch.path[index] === step);
    const rest = isInside ? mismatch.path.slice(gapPath.length) : [];
    return { ...mismatch, document: filling.document, path: [...filling.path, ...rest] };
  });
}

function findGaps(call: CallDocument): ReadonlyMap<string, Path> {
  const gaps = new Map<string, Path>();
  const pending: { value: unknown; path: Path }[] = [{ value: call, path: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    const id = valueAt(value, ['unknown', 'id']);
    if (typeof id === 'string') gaps.set(id, path);
    for (const [key, inner] of Object.entries(value)) {
      // Examples hold values of facts, which may be unknown in a way of their own.
      if (path.length === 0 && key === 'examples') continue;
      pending.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return gaps;
}

function replaced(target: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(target)) {
    return target.map(
      (item, index) => (index === step ? replaced(item, rest, value) : item) as unknown,
    );
  }
  const object = target as Readonly<Record<string, unknown>>;
  return { ...object, [step]: replaced(object[step], rest, value) };
}
