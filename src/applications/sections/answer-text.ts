import {
  formatCents,
  parseCents,
  parseDay,
  parsePercent,
  parsePoints,
  readAmount,
  writeAmount,
} from '../../engine/index.ts';
import type { Language } from '../../platform/page/language.ts';
import type { FactDocument } from './draft-field.ts';

/** What the controls of one field hold: its own text, and for a list the texts of each entry by field. */
export interface Typed {
  readonly text: string;
  readonly rows?: readonly Readonly<Record<string, string>>[];
}

export type AnswerError =
  | 'wrong'
  | 'amount'
  | 'amount-ambiguous'
  | 'amount-large'
  | 'out-of-range'
  | 'none-and-some';

export type AnswerReading =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'refused'; readonly code: AnswerError; readonly within?: string };

/** Ticked beside the options of a set, or the entries of a list, to say that there are none. */
export const noneText = '-';

/** The text of a plain answer as its control shows it; empty where there is none, or where it is no plain one. */
export function textOf(fact: FactDocument, value: unknown, language: Language): string {
  const { type } = fact;
  if (typeof value === 'boolean') return type === 'bool' ? (value ? 'yes' : 'no') : '';
  if (type === 'options' && Array.isArray(value))
    return value.length === 0 ? noneText : inOrder(fact, value.map(String)).join(' ');
  if (type === 'list' && Array.isArray(value)) return value.length === 0 ? noneText : '';
  if (typeof value === 'number') return decimal(String(value), language);
  if (typeof value !== 'string') return '';
  if (type === 'money') {
    const cents = parseCents(value);
    return cents === undefined ? value : writeAmount(cents, language);
  }
  if (type === 'percent') return decimal(value.replace(/%$/, ''), language);
  return type === 'points' ? decimal(value, language) : value;
}

/** Options in the order of the definition, in which a form sends them. */
function inOrder({ options = [] }: FactDocument, chosen: readonly string[]): readonly string[] {
  const known = options.map(({ id }) => id).filter((id) => chosen.includes(id));
  return [...known, ...chosen.filter((id) => !known.includes(id))];
}

function decimal(text: string, language: Language): string {
  return language === 'it' ? text.replace('.', ',') : text;
}

/** What the controls of a field show for a value. */
export function typedOf(fact: FactDocument, value: unknown, language: Language): Typed {
  const text = textOf(fact, value, language);
  if (fact.type !== 'list') return { text };
  const entries = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return { text, rows: entries.map((entry) => rowOf(fact, entry, language)) };
}

function rowOf(
  { fields = [] }: FactDocument,
  entry: unknown,
  language: Language,
): Readonly<Record<string, string>> {
  const values = valuesOf(entry);
  return Object.fromEntries(
    fields.map((field) => [field.id, textOf(field, values[field.id], language)]),
  );
}

function valuesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * Reads what the controls of a field hold. Nothing typed is no answer, never a no or a zero. `seen` is the value that
 * was there before: entries of a list keep what their controls cannot show.
 */
export function readAnswer(
  fact: FactDocument,
  {
    typed,
    seen,
    language,
  }: { readonly typed: Typed; readonly seen: unknown; readonly language: Language },
): AnswerReading {
  if (fact.type === 'list') return readList(fact, { typed, seen, language });
  const text = fact.type === 'text' ? typed.text.replaceAll('\r\n', '\n') : typed.text.trim();
  if (text.trim() === '') return answer(undefined);
  const read = readPlain(fact, text, language);
  if (read.type === 'refused') return read;
  return isWithin(fact, read.value) ? read : { type: 'refused', code: 'out-of-range' };
}

function readPlain(fact: FactDocument, text: string, language: Language): AnswerReading {
  const { type } = fact;
  const dotted = language === 'it' ? text.replace(',', '.') : text;
  switch (type) {
    case 'bool':
      return text === 'yes' || text === 'no' ? answer(text === 'yes') : wrong;
    case 'int':
      return /^-?\d{1,15}$/.test(text) ? answer(Number(text)) : wrong;
    case 'money':
      return readMoney(text, language);
    case 'percent':
      return parsePercent(`${dotted.replace(/\s*%$/, '')}%`) === undefined
        ? wrong
        : answer(`${dotted.replace(/\s*%$/, '')}%`);
    case 'points':
      if (parsePoints(dotted) === undefined) return wrong;
      return answer(/^-?\d+$/.test(dotted) ? Number(dotted) : dotted);
    case 'date':
      return parseDay(text) === undefined ? wrong : answer(text);
    case 'option':
      return isOption(fact, text) ? answer(text) : wrong;
    case 'options':
      return readOptions(fact, text);
    default:
      return answer(text);
  }
}

const wrong: AnswerReading = { type: 'refused', code: 'wrong' };

function answer(value: unknown): AnswerReading {
  return { type: 'answer', value };
}

function readMoney(text: string, language: Language): AnswerReading {
  const read = readAmount(text, language);
  if (read.type === 'amount') return answer(formatCents(read.cents));
  const codes = {
    unreadable: 'amount',
    ambiguous: 'amount-ambiguous',
    'too-large': 'amount-large',
  } as const;
  return { type: 'refused', code: codes[read.code] };
}

function isOption({ options = [] }: FactDocument, text: string): boolean {
  return options.some(({ id }) => id === text);
}

function readOptions(fact: FactDocument, text: string): AnswerReading {
  const chosen = text.split(' ').filter((each) => each !== '');
  if (chosen.includes(noneText))
    return chosen.length === 1 ? answer([]) : { type: 'refused', code: 'none-and-some' };
  return chosen.every((each) => isOption(fact, each)) ? answer(chosen) : wrong;
}

/** Limits are whole numbers in the unit of the fact; a hundredth of it is the finest there is. */
function isWithin({ type, from, to }: FactDocument, value: unknown): boolean {
  const scale = type === 'int' ? 1 : 100;
  const number =
    type === 'int' || type === 'points'
      ? type === 'int'
        ? Number(value)
        : parsePoints(value as number | string)
      : type === 'money'
        ? parseCents(String(value))
        : type === 'percent'
          ? parsePercent(String(value))
          : undefined;
  if (number === undefined) return true;
  return (
    (from === undefined || number >= from * scale) && (to === undefined || number <= to * scale)
  );
}

/** Whether nothing is written in a row; what its controls cannot show is kept only where there was a row. */
function isBlank(row: Readonly<Record<string, string>>, isThere = true): boolean {
  return isThere && Object.values(row).every((text) => text.trim() === '');
}

function readList(
  fact: FactDocument,
  {
    typed,
    seen,
    language,
  }: { readonly typed: Typed; readonly seen: unknown; readonly language: Language },
): AnswerReading {
  const before = Array.isArray(seen) ? (seen as readonly unknown[]) : [];
  const entries: unknown[] = [];
  const rows = typed.rows ?? [];
  for (let index = 0; index < Math.max(rows.length, before.length); index += 1) {
    const row = rows[index] ?? {};
    if (isBlank(row) && !isBlank(rowOf(fact, before[index], language), index < before.length))
      continue;
    const entry: Record<string, unknown> = {};
    const old = valuesOf(before[index]);
    for (const field of fact.fields ?? []) {
      const text = row[field.id] ?? '';
      const within = `${index}.${field.id}`;
      const read: AnswerReading =
        text === textOf(field, old[field.id], language)
          ? answer(old[field.id])
          : readAnswer(field, { typed: { text }, seen: undefined, language });
      if (read.type === 'refused') return { ...read, within };
      if (read.value !== undefined) entry[field.id] = read.value;
    }
    entries.push(entry);
  }
  if (typed.text !== noneText) return answer(entries.length === 0 ? undefined : entries);
  return entries.length === 0 ? answer([]) : { type: 'refused', code: 'none-and-some' };
}
