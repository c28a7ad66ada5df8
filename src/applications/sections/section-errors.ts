import { capital, problemText } from '../problem-words.ts';
import type { DraftContent, DraftProblem } from '../draft.ts';
import type { EditDesk } from '../edit-desk.ts';
import { formWords } from '../form-words.ts';
import type { FieldError, Language } from '../../platform/page/index.ts';
import { typedOf, type Typed } from './answer-text.ts';
import type { DraftField } from './draft-field.ts';
import { labelOfField, readableStored } from './field-words.ts';
import type { Merged, SectionForm } from './merge-section.ts';
import { linkOf } from './problem-link.ts';
import { sectionWords } from './section-words.ts';

/** What keeps a section from being stored, each at its control. */
export function errorsOf({
  merged,
  problems,
  desk,
  language,
}: {
  readonly merged: Merged | undefined;
  readonly problems: readonly DraftProblem[];
  readonly desk: EditDesk;
  readonly language: Language;
}): readonly FieldError[] {
  const words = sectionWords[language];
  const named = (field: DraftField, text: string): string =>
    `${capital(labelOfField(field, desk.place.names, language))}: ${text}`;
  return [
    ...(merged?.refused ?? []).map(({ field, code, within }) => ({
      field: within === undefined ? field.name : `${field.name}.${within}`,
      message: named(field, words.errors[code]),
    })),
    ...(merged?.conflicts ?? []).map(({ field, stored }) => ({
      field: field.name,
      message: named(field, words.conflictField(readableStored(field, stored, language))),
    })),
    ...problems.map((problem) => ({
      field: linkOf(problem.path, desk.application.content).field,
      message:
        problem.path[0] === 'title'
          ? formWords[language].writeTitle
          : problemText(problem, { ...desk.place, language }),
    })),
  ];
}

/** What was typed and is not stored, to be shown again: only in fields that this form has changed. */
export function keptIn(
  fields: readonly DraftField[],
  { seen, typed, language }: SectionForm,
): ReadonlyMap<string, Typed> {
  return new Map(
    fields.flatMap((field) => {
      if (!seen.has(field.name)) return [];
      const now = typed(field);
      const before = typedOf(field.fact, seen.get(field.name) ?? undefined, language);
      return JSON.stringify(now) === JSON.stringify(before) ? [] : [[field.name, now] as const];
    }),
  );
}

/** Whether somebody whom the form showed is no longer there. */
export function hasLostPartner(
  seen: ReadonlyMap<string, unknown>,
  removed: readonly DraftField[],
  { partners = [] }: DraftContent,
): boolean {
  const gone = new Set(removed.map(({ name }) => name));
  return [...seen.keys()].some((name) => {
    const id =
      /^partner\.(.+)\.(?:role|cost\..+)$/.exec(name)?.[1] ?? partnerOfItem(name, seen.get(name));
    return (
      id !== undefined &&
      !gone.has(`partner.${id}.gone`) &&
      !partners.some((partner) => partner.id === id)
    );
  });
}

/** Whose expense an entry of a form speaks of; nobody's where it is no expense, or a new one. */
function partnerOfItem(name: string, value: unknown): string | undefined {
  if (!/^item\.[^.]+$/.test(name) || !Array.isArray(value) || value.length < 3) return undefined;
  const partner: unknown = value[1];
  return typeof partner === 'string' ? partner : undefined;
}
