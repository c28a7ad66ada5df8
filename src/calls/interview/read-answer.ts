import type { FieldError, Language } from '../../platform/page/index.ts';
import type { Question } from './interview.ts';
import { partnersMax } from './read-steps.ts';
import { readMoney, readTyped, type Typed } from './read-typed.ts';
import {
  declaredCategories,
  rolesOf,
  type CostValue,
  type FactDocument,
  type FactValue,
  type Step,
} from './step.ts';
import { interviewWords } from './words.ts';

/** What a form sent, one text or more a field. */
export type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

export type AnswerReading =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'refused'; readonly errors: readonly FieldError[] };

/** Chosen instead of an answer: it cannot be the name of an option, which has no mark. */
export const notKnownValue = '?';
export const noneValue = '-';

export function textOf(form: Form, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function textsOf(form: Form, name: string): readonly string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return value === undefined ? [] : [value].flat();
}

/** Reads the fields of a question; `isUnknown` is the button that says so for the whole of it. */
export function readAnswer(
  question: Question,
  form: Form,
  { language, isUnknown }: { readonly language: Language; readonly isUnknown: boolean },
): AnswerReading {
  const call = question.call.slug;
  const reading = { question, form, language };
  switch (question.kind) {
    case 'fact': {
      const { id } = question.fact;
      if (isUnknown) return { type: 'step', step: { call, kind: 'fact', fact: id, value: null } };
      const read = readFactFields(question.fact, 'v', form, language);
      if ('message' in read) return refused([{ field: read.field ?? 'v', message: read.message }]);
      return { type: 'step', step: { call, kind: 'fact', fact: id, value: read.value } };
    }
    case 'each':
      return readEach(question, reading, isUnknown);
    case 'partners':
      if (isUnknown) return { type: 'step', step: { call, kind: 'partners', counts: null } };
      return readPartners(reading);
    default: {
      const line = question.track.id;
      if (isUnknown) return { type: 'step', step: { call, kind: 'costs', line, costs: null } };
      return readCosts(reading);
    }
  }
}

interface Reading {
  readonly question: Question;
  readonly form: Form;
  readonly language: Language;
}

function refused(errors: readonly FieldError[]): AnswerReading {
  return { type: 'refused', errors };
}

type FieldReading =
  | { readonly value: FactValue | null }
  | { readonly message: string; readonly field?: string };

function readFactFields(
  fact: FactDocument,
  name: string,
  form: Form,
  language: Language,
): FieldReading {
  if (fact.type === 'options') return readOptions(fact, textsOf(form, name), language);
  if (fact.type === 'list') return readRows(fact, form, language);
  return readOne(fact, textOf(form, name), language);
}

/** One field of a fact, where `?` says that it is not known. */
function readOne(fact: FactDocument, text: string, language: Language): FieldReading {
  const { errors } = interviewWords[language];
  if (text === notKnownValue) return { value: null };
  if (fact.type === 'bool') {
    if (text === 'yes' || text === 'no') return { value: text === 'yes' };
    return { message: errors.choose };
  }
  if (fact.type === 'option')
    return fact.options?.some(({ id }) => id === text) === true
      ? { value: text }
      : { message: errors.choose };
  return readTyped(fact, text, language);
}

function readOptions(
  { options = [] }: FactDocument,
  chosen: readonly string[],
  language: Language,
): FieldReading {
  const { errors } = interviewWords[language];
  const ids = options.map(({ id }) => id).filter((id) => chosen.includes(id));
  if (chosen.includes(noneValue)) return ids.length > 0 ? { message: errors.both } : { value: [] };
  return ids.length === 0 || chosen.some((each) => !ids.includes(each))
    ? { message: errors.choose }
    : { value: ids };
}

export const rowsAtFirst = 5;
const rowsMax = 60;

/** How many rows of a list a form had, or has at first. */
export function rowCountOf(form: Form): number {
  const rows = Object.keys(form).flatMap((name) => {
    const row = /^v-(\d{1,2})-/.exec(name)?.[1];
    return row === undefined ? [] : [Number(row) + 1];
  });
  return Math.min(Math.max(rowsAtFirst, ...rows), rowsMax);
}

function readRows(fact: FactDocument, form: Form, language: Language): FieldReading {
  const rows: Record<string, FactValue>[] = [];
  for (let row = 0; row < rowCountOf(form); row += 1) {
    const read: Record<string, FactValue> = {};
    for (const field of fact.fields ?? []) {
      const name = `v-${row}-${field.id}`;
      const text = textOf(form, name);
      if (text.trim() === '') continue;
      const value = readOne(field, text, language);
      if ('message' in value) return { ...value, field: name };
      if (typeof value.value === 'object' && value.value !== null)
        return { message: interviewWords[language].errors.whole, field: name };
      if (value.value !== null) read[field.id] = value.value;
    }
    if (Object.keys(read).length > 0) rows.push(read);
  }
  const [first] = fact.fields ?? [];
  return rows.length > 0
    ? { value: rows }
    : { message: interviewWords[language].errors.noRow, field: `v-0-${first?.id ?? ''}` };
}

function readEach(
  question: Extract<Question, { kind: 'each' }>,
  { form, language }: Reading,
  isUnknown: boolean,
): AnswerReading {
  const { fact, partners } = question;
  const values: Record<string, FactValue | null> = {};
  const errors: FieldError[] = [];
  const isAllEmpty = isEmpty(fact, form, 'v');
  const all = isAllEmpty || isUnknown ? { value: null } : readFactFields(fact, 'v', form, language);
  if ('message' in all) errors.push({ field: 'v', message: all.message });
  for (const { index } of partners) {
    const name = `v-p${index}`;
    const own =
      isUnknown || isEmpty(fact, form, name) ? all : readFactFields(fact, name, form, language);
    if (own !== all && 'message' in own) errors.push({ field: name, message: own.message });
    if ('value' in own) values[index] = own.value;
  }
  const isSilent = isAllEmpty && partners.every(({ index }) => isEmpty(fact, form, `v-p${index}`));
  if (isSilent && !isUnknown)
    return refused([{ field: 'v', message: interviewWords[language].errors.choose }]);
  if (errors.length > 0) return refused(errors);
  return {
    type: 'step',
    step: { call: question.call.slug, kind: 'each', fact: fact.id, values },
  };
}

function isEmpty({ type }: FactDocument, form: Form, name: string): boolean {
  return type === 'options' ? textsOf(form, name).length === 0 : textOf(form, name).trim() === '';
}

function readPartners({ question, form, language }: Reading): AnswerReading {
  const { errors: words } = interviewWords[language];
  const counts: Record<string, number> = {};
  const errors: FieldError[] = [];
  const roles = rolesOf(question.call);
  for (const { id } of roles) {
    const text = textOf(form, `v-${id}`).trim();
    if (/^\d{0,6}$/.test(text)) counts[id] = Number(text);
    else errors.push({ field: `v-${id}`, message: words.whole });
  }
  if (errors.length > 0) return refused(errors);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const field = `v-${roles[0]?.id ?? ''}`;
  if (all === 0) return refused([{ field, message: words.nobody }]);
  if (all > partnersMax) return refused([{ field, message: words.tooMany }]);
  return { type: 'step', step: { call: question.call.slug, kind: 'partners', counts } };
}

function readCosts({ question, form, language }: Reading): AnswerReading {
  const { errors: words } = interviewWords[language];
  const costs: Record<string, CostValue> = {};
  const errors: FieldError[] = [];
  const isRestNothing = textOf(form, 'rest') === 'on';
  const categories = declaredCategories(question.track);
  let written = 0;
  for (const { id } of categories) {
    const text = textOf(form, `v-${id}`);
    if (text.trim() === '') {
      if (!isRestNothing) costs[id] = { from: '0.00' };
      continue;
    }
    written += 1;
    const read = readCost(text, language);
    if ('value' in read) costs[id] = read.value;
    else errors.push({ field: `v-${id}`, message: read.message });
  }
  if (errors.length > 0) return refused(errors);
  const first = `v-${categories[0]?.id ?? ''}`;
  if (written === 0 && !isRestNothing) return refused([{ field: first, message: words.noCost }]);
  const { call, track } = question;
  return { type: 'step', step: { call: call.slug, kind: 'costs', line: track.id, costs } };
}

const amount = { id: 'amount', type: 'money', proof: 'applicant' } as const;

function readCost(text: string, language: Language): Typed<CostValue> {
  const plain = readMoney(text, language);
  if ('value' in plain) return plain;
  const read = readTyped({ ...amount, label: { it: '', en: '' } }, text, language);
  return 'message' in read ? read : { value: read.value as CostValue };
}
