import { assessmentToJson } from '../src/engine/assessment/assessment-json.ts';
import { assess } from '../src/engine/assessment/assess.ts';
import { prepareApplication } from '../src/engine/assessment/prepare-facts.ts';
import type { CallDocument } from '../src/engine/definition/call-document.ts';
import { compiled, mill } from './mill-call.ts';

/** What a mill comes to, with changes of its application and of the call. */
export function figures(
  change: object = {},
  changed: Partial<CallDocument> = {},
): Readonly<Record<string, unknown>> {
  const read = prepareApplication(compiled(changed), { ...mill, ...change });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return { ...assessmentToJson(assess(read.prepared)) };
}

/** The figures that are not those of the sound application under the call as it is. */
export function otherFigures(
  change: object,
  changed: Partial<CallDocument> = {},
): readonly string[] {
  const usual = figures();
  return Object.entries(figures(change, changed))
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]))
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`.replaceAll('"', ''));
}

export const withFacts = (facts: Record<string, unknown>): object => ({
  facts: { ...mill.facts, ...facts },
});

export const unknown = { unknown: true };
export const none = { notApplicable: true };
