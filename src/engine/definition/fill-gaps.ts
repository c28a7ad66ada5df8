import { findNearest } from '../text/nearest.ts';
import type { CallDocument } from './call-document.ts';
import { isGap, type Decision, type DecisionsDocument, type Gap, type Json } from './gap.ts';
import type { DefinitionProblem, DefinitionPath } from './problem.ts';

/** A gap with every place of the document where it stands. */
export interface OpenGap {
  readonly gap: Gap['unknown'];
  readonly paths: readonly DefinitionPath[];
}

export interface Filled {
  readonly document: CallDocument;
  /** Gaps that nothing has filled. */
  readonly gaps: readonly OpenGap[];
  /** Decisions that filled something, in the order given. */
  readonly used: readonly Decision[];
  readonly problems: readonly DefinitionProblem[];
}

/** Puts the decided values in the place of the gaps they fill; the document given is not changed. */
export function fillGaps(
  document: CallDocument,
  decisionFiles: readonly DecisionsDocument[],
): Filled {
  const gaps = findGaps(document);
  const problems: DefinitionProblem[] = checkSameGap(gaps);
  const values = new Map<string, Decision>();
  decisionFiles.forEach((file, index) => {
    problems.push(...checkDecisions(file, index, document.id, gaps, values));
  });
  const filled = replaceGaps(document, (id) => values.get(id)?.value) as CallDocument;
  return {
    document: filled,
    gaps: [...gaps.values()].filter(({ gap }) => !values.has(gap.id)),
    used: [...values.values()],
    problems,
  };
}

/** The same with plain values by gap id, as an example gives them. */
export function fillWith<T>(document: T, given: { readonly [gap: string]: Json }): T {
  const values = new Map(Object.entries(given));
  return replaceGaps(document, (id) => values.get(id)) as T;
}

/** Every gap of a document by id, with all the places where it stands. */
export function findGaps(
  document: unknown,
): ReadonlyMap<string, OpenGap & { paths: DefinitionPath[] }> {
  const found = new Map<string, OpenGap & { paths: DefinitionPath[] }>();
  const visit = (value: unknown, path: DefinitionPath): void => {
    if (isGap(value)) {
      const known = found.get(value.unknown.id);
      if (known) known.paths.push(path);
      else found.set(value.unknown.id, { gap: value.unknown, paths: [path] });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [key, child] of Object.entries(value))
      visit(child, [...path, isList ? Number(key) : key]);
  };
  visit(document, []);
  return found;
}

function checkSameGap(gaps: ReadonlyMap<string, OpenGap>): DefinitionProblem[] {
  return [...gaps.values()].flatMap(({ gap, paths }) => {
    const { choices, between, id } = gap;
    const path = paths[0] ?? [];
    if (choices && between)
      return [
        {
          code: 'gap-unclear',
          message: `gap "${id}" gives both choices and limits: keep one`,
          path,
        },
      ];
    return choices?.length === 0
      ? [{ code: 'gap-unclear', message: `gap "${id}" has an empty list of choices`, path }]
      : [];
  });
}

function checkDecisions(
  file: DecisionsDocument,
  index: number,
  call: string,
  gaps: ReadonlyMap<string, OpenGap>,
  values: Map<string, Decision>,
): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report = (
    code: string,
    message: string,
    path: DefinitionPath,
    suggestion?: string,
  ): void => {
    problems.push({
      code,
      message,
      path,
      document: index,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
  if (file.call !== call)
    report(
      'decision-of-another-call',
      `these decisions are for "${file.call}", and this is "${call}"`,
      ['call'],
    );
  file.decisions.forEach((decision, place) => {
    const gap = gaps.get(decision.fills)?.gap;
    if (!gap) {
      const nearest = findNearest(decision.fills, gaps.keys());
      report(
        'decision-without-gap',
        `nothing is open under "${decision.fills}"`,
        ['decisions', place, 'fills'],
        nearest,
      );
      return;
    }
    if (values.has(decision.fills)) {
      report('decided-twice', `"${decision.fills}" is decided twice`, [
        'decisions',
        place,
        'fills',
      ]);
      return;
    }
    if (gap.choices && !gap.choices.some((choice) => sameJson(choice, decision.value))) {
      const choices = gap.choices.map((choice) => JSON.stringify(choice)).join(' or ');
      report('decision-not-a-choice', `expected ${choices}`, ['decisions', place, 'value']);
      return;
    }
    values.set(decision.fills, decision);
  });
  return problems;
}

function replaceGaps(value: unknown, valueOf: (id: string) => Json | undefined): unknown {
  if (isGap(value)) return valueOf(value.unknown.id) ?? value;
  if (Array.isArray(value)) return value.map((item) => replaceGaps(item, valueOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === 'examples' ? child : replaceGaps(child, valueOf),
    ]),
  );
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) =>
      sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
