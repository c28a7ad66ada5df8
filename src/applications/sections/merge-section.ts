import { canonicalJson } from '../../engine/index.ts';
import type { Language } from '../../platform/page/language.ts';
import type { Draft } from '../draft.ts';
import {
  readAnswer,
  typedOf,
  type AnswerError,
  type AnswerReading,
  type Typed,
} from './answer-text.ts';
import { valueAt, withValue, type DraftField } from './draft-field.ts';

/** What a form was shown with, and what came back in it. */
export interface SectionForm {
  /** The values the form was filled with, by the name of the field; `null` where there was none. */
  readonly seen: ReadonlyMap<string, unknown>;
  readonly typed: (field: DraftField) => Typed;
  readonly language: Language;
}

/** A field that somebody else has changed while it was changed here too. */
export interface Conflict {
  readonly field: DraftField;
  readonly stored: unknown;
}

export interface RefusedField {
  readonly field: DraftField;
  readonly code: AnswerError;
  /** The entry and its field, for a list. */
  readonly within?: string;
}

export interface Merged {
  /** The stored draft with what this form changed, and nothing else. */
  readonly draft: Draft;
  readonly conflicts: readonly Conflict[];
  readonly refused: readonly RefusedField[];
  /** Fields that this form has changed. */
  readonly changed: readonly DraftField[];
}

/**
 * Puts into the stored draft the fields that a form has changed, so that two people who write in different fields
 * do not undo each other's work. Where both changed the same field differently it stays as it is stored.
 */
export function mergeSection(
  stored: Draft,
  fields: readonly DraftField[],
  { seen, typed, language }: SectionForm,
): Merged {
  let draft = stored;
  const conflicts: Conflict[] = [];
  const refused: RefusedField[] = [];
  const changed: DraftField[] = [];
  for (const field of fields) {
    if (!seen.has(field.name)) continue;
    const before = seen.get(field.name) ?? undefined;
    const now = typed(field);
    if (isSame(now, typedOf(field.fact, before, language))) continue;
    const read = readField(field, { typed: now, seen: before, language });
    if (read.type === 'refused') {
      refused.push({ field, code: read.code, ...(read.within && { within: read.within }) });
      changed.push(field);
      continue;
    }
    if (isSame(read.value, before)) continue;
    changed.push(field);
    const current = valueAt(stored, field.place);
    if (isSame(current, read.value)) continue;
    if (isSame(current, before)) draft = withValue(draft, field.place, read.value);
    else conflicts.push({ field, stored: current });
  }
  return { draft, conflicts, refused, changed };
}

/** A partner or a whole expense can only be taken out, and a role be another one. */
function readField(
  { place, fact }: DraftField,
  form: Parameters<typeof readAnswer>[1],
): AnswerReading {
  const isTakenOut = place.part === 'partner' || (place.part === 'item' && place.key === 'gone');
  if (isTakenOut) return { type: 'answer', value: undefined };
  const read = readAnswer(fact, form);
  return place.part === 'role' && read.type === 'answer' && read.value === undefined
    ? { type: 'refused', code: 'wrong' }
    : read;
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
