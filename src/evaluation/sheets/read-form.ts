import { Type, type Static } from 'typebox';
import type { Sheet } from '../../engine/index.ts';
import {
  askedFacts,
  readTyped,
  reasonCharactersMax,
  type SheetContent,
  type SheetEntry,
} from './sheet.ts';

/** A form as it came: a name that was sent more than once has a list. */
export const sheetFormSchema = Type.Object(
  {
    act: Type.Optional(Type.Enum(['save', 'next', 'close'])),
    revision: Type.String({ pattern: '^\\d{1,9}$' }),
  },
  {
    additionalProperties: Type.Union([
      Type.String({ maxLength: 20_000 }),
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
    ]),
  },
);

export type SheetForm = Static<typeof sheetFormSchema> & Readonly<Record<string, unknown>>;

/** What was typed, by fact, so that the page can show it again as it was. */
export interface TypedEntry {
  readonly typed: readonly string[];
  readonly reason: string;
}

export interface FormReading {
  readonly content: SheetContent;
  readonly typed: ReadonlyMap<string, TypedEntry>;
  /** Facts whose value is not written as it should be. */
  readonly strange: readonly string[];
}

export function valueField(fact: string): string {
  return `value-${fact}`;
}

export function reasonField(fact: string): string {
  return `reason-${fact}`;
}

/** Reads what the sheet asks for and nothing else. */
export function readSheetForm(sheet: Sheet, form: SheetForm): FormReading {
  const content: Record<string, SheetEntry> = {};
  const typed = new Map<string, TypedEntry>();
  const strange: string[] = [];
  for (const { fact } of askedFacts(sheet)) {
    const texts = textsOf(form, valueField(fact.id));
    const reason = (textsOf(form, reasonField(fact.id))[0] ?? '')
      .replaceAll('\r\n', '\n')
      .slice(0, reasonCharactersMax);
    typed.set(fact.id, { typed: texts, reason });
    const read = readTyped(fact, texts, reason.trim() !== '');
    if (read.type === 'not-a-value') strange.push(fact.id);
    else if (read.value !== null || reason.trim() !== '')
      content[fact.id] = { value: read.value, reason };
  }
  return { content, typed, strange };
}

function textsOf(form: SheetForm, name: string): readonly string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
