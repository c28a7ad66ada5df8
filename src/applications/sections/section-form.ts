import { canonicalJson } from '../../engine/index.ts';
import type { Language } from '../../platform/page/language.ts';
import type { Draft } from '../draft.ts';
import { noneText, type Typed } from './answer-text.ts';
import { valueAt, type DraftField } from './draft-field.ts';
import { seenItems } from './item-fields.ts';
import type { SectionForm } from './merge-section.ts';

/** A form as it came: a name that was sent more than once has a list. */
export type SentForm = Readonly<Record<string, string | readonly string[]>>;

/** Rows for new entries under those that a list has. */
export const freshRows = 3;
/** More entries than anybody types. */
const rowsMax = 200;

/** Carried by a form: what its fields were filled with, so that what it changed can be told from what it only showed. */
export function writeSeen(
  draft: Draft,
  fields: readonly DraftField[],
  items: Parameters<typeof seenItems>[0] = [],
): string {
  return seenText([
    ...fields.map(({ name, place }) => [name, valueAt(draft, place) ?? null] as const),
    ...seenItems(items),
  ]);
}

/** Entry by entry: an object with hundreds of names that nobody asks for would only be built to be written. */
export function seenText(entries: readonly (readonly [name: string, seen: unknown])[]): string {
  const texts = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${texts.join(',')}}`;
}

/** Reads it back; nothing when the form is not one of ours. */
export function readSeen(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    canonicalJson(value);
    return new Map(Object.entries(value));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The form as the merge reads it. */
export function sectionForm(
  sent: SentForm,
  seen: ReadonlyMap<string, unknown>,
  language: Language,
): SectionForm {
  return { seen, language, typed: (field) => typedIn(sent, field) };
}

function typedIn(sent: SentForm, { name, fact, place }: DraftField): Typed {
  const text = textsOf(sent, name).join(' ');
  // Words of an expense are one line of a table.
  if (place.part === 'item') return { text: text.replaceAll(/\s+/gu, ' ').trim() };
  if (fact.type !== 'list') return { text };
  const rows: Record<string, string>[] = [];
  for (let index = 0; index < rowsMax; index += 1) {
    const row = (fact.fields ?? []).map(
      (field) => [field.id, textsOf(sent, `${name}.${index}.${field.id}`)] as const,
    );
    if (row.every(([, texts]) => texts.length === 0)) break;
    rows.push(Object.fromEntries(row.map(([id, texts]) => [id, texts.join(' ')])));
  }
  while (rows.length > 0 && Object.values(rows.at(-1) ?? {}).every((each) => each === ''))
    rows.pop();
  return { text: text === noneText ? noneText : '', rows };
}

/** What was sent under a name; nothing where the form had no such control, or nothing was ticked. */
export function textsOf(sent: SentForm, name: string): readonly string[] {
  const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
