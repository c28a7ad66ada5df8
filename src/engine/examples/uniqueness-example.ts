import type { ApplicationDocument } from '../definition/application-document.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ExampleDocument } from '../definition/example-document.ts';
import { findBreaches } from '../round/find-breaches.ts';
import type { Mismatch } from './run-example.ts';

export function runUniqueness(call: Call, { uniqueness }: ExampleDocument): readonly Mismatch[] {
  if (!uniqueness) return [];
  const breaking = new Set(
    findBreaches(call, uniqueness.applications).flatMap((breach) => breach.applications),
  );
  const found = uniqueness.applications
    .map((each: ApplicationDocument) => each.id)
    .filter((id) => breaking.has(id));
  const [a, b] = [[...uniqueness.expect].toSorted().join(', '), found.toSorted().join(', ')];
  return a === b ? [] : [{ what: 'uniqueness', expected: a || 'none', found: b || 'none' }];
}
