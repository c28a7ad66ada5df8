import type { CallDocument, FactValue } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** A value of a fact as people read it. */
export function valueText(
  { facts }: Pick<CallDocument, 'facts'>,
  factId: string,
  value: FactValue | null,
  language: Language,
): string {
  if (value === null) return '–';
  const fact = facts.find(({ id }) => id === factId);
  if (typeof value === 'boolean') {
    const no = 'no';
    return value ? (language === 'it' ? 'sì' : 'yes') : no;
  }
  const labelOf = (id: string): string =>
    fact?.options?.find((option) => option.id === id)?.label[language] ?? id;
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((each) => labelOf(String(each))).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = labelOf(String(value));
  return fact?.type === 'points' && language === 'it' ? text.replace('.', ',') : text;
}

export function labelOfFact(
  { facts }: Pick<CallDocument, 'facts'>,
  factId: string,
  language: Language,
): string {
  return facts.find(({ id }) => id === factId)?.label[language] ?? factId;
}
