import { declaredIn, parseCents, type CallDocument, type CostItem } from '../engine/index.ts';
import { formatDay, formatMoney, formatNumber, type Language } from '../platform/page/index.ts';
import type { DraftContent } from './draft.ts';
import type { CostsTotal } from './sight.ts';
import { applicationWords } from './words.ts';

type FactDocument = CallDocument['facts'][number];
type Costs = NonNullable<DraftContent['costs']>;

/** What an answer says, in one line of words; a list of entries is told by who shows it. */
export function answerSaid(fact: FactDocument, value: unknown, language: Language): string {
  const words = applicationWords[language];
  if (isUnknown(value)) return words.unknown;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if ('notApplicable' in value) return words.notApplicable;
    if ('from' in value && 'to' in value)
      return words.between(
        answerSaid(fact, value.from, language),
        answerSaid(fact, value.to, language),
      );
  }
  if (fact.type === 'options' && Array.isArray(value)) {
    const chosen = value.map((id) => optionSaid(fact, id, language));
    return chosen.length === 0 ? words.nothing : chosen.join(', ');
  }
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (fact.type === 'option') return optionSaid(fact, value, language);
  if (fact.type === 'money' && typeof value === 'string') return moneySaid(value, language);
  if (fact.type === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return formatDay(value, language);
  const unit = fact.unit?.[language];
  const text = typeof value === 'string' ? value : plainSaid(value, language);
  return unit === undefined ? text : `${text} ${unit}`;
}

/** Thousands are grouped from five digits on: four may be a year. */
function plainSaid(value: unknown, language: Language): string {
  return typeof value === 'number' && value >= 10_000
    ? formatNumber(value, language)
    : JSON.stringify(value);
}

export function isUnknown(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && 'unknown' in value);
}

function optionSaid(fact: FactDocument, id: unknown, language: Language): string {
  return fact.options?.find((option) => option.id === id)?.label[language] ?? String(id);
}

function moneySaid(text: string, language: Language): string {
  const cents = parseCents(text);
  return cents === undefined ? text : formatMoney(cents, language);
}

/** The line or sub-line of an application; an unknown name as it is. */
export function lineSaid(
  document: CallDocument,
  id: string | undefined,
  language: Language,
): string | undefined {
  if (id === undefined) return undefined;
  for (const line of document.lines ?? []) {
    if (line.id === id) return line.title[language];
    const subline = line.sublines?.find((each) => each.id === id);
    if (subline) return `${line.title[language]}: ${subline.title[language]}`;
  }
  return id;
}

/** The costs declared, in the order of the call; those it does not know last, by their names. */
export function costRows(
  document: CallDocument,
  costs: Costs,
  language: Language,
): readonly { readonly id: string; readonly label: string }[] {
  const known = (document.costs?.categories ?? []).filter(({ id }) => costs[id] !== undefined);
  const others = Object.keys(costs).filter((name) => !known.some(({ id }) => id === name));
  return [
    ...known.map(({ id, code, label }) => ({
      id,
      label: code === undefined ? label[language] : `${code}. ${label[language]}`,
    })),
    ...others.map((id) => ({ id, label: id })),
  ];
}

/** What is declared in a category: exactly, or between which amounts. */
export function costSaid(value: Costs[string] | undefined, language: Language): string {
  const words = applicationWords[language];
  if (value === undefined) return words.nothing;
  const range = declaredIn(value);
  if (!range) return JSON.stringify(value);
  const from = formatMoney(range.low, language);
  if (range.low === range.high) return from;
  return Number.isFinite(range.high)
    ? words.between(from, formatMoney(range.high, language))
    : words.atLeast(from);
}

/** What costs that are shown to nobody else come to. */
export function totalSaid(total: CostsTotal, language: Language): string {
  const words = applicationWords[language];
  if (typeof total === 'string') return moneySaid(total, language);
  const from = moneySaid(total.from, language);
  return total.to === null
    ? words.atLeast(from)
    : words.between(from, moneySaid(total.to, language));
}

/** One expense of a category in words: what it is for, who sells it, how much. */
export function expenseSaid(
  { description, supplier, amount }: CostItem,
  language: Language,
): readonly [string, string, string] {
  const words = applicationWords[language];
  return [
    description ?? words.notWritten,
    supplier ?? words.nothing,
    amount === undefined ? words.unknown : moneySaid(amount, language),
  ];
}
