import { typedOf, readable } from '../../applications/index.ts';
import type { FactValue } from '../../engine/index.ts';
import { formatDay, formatNumber, type Language } from '../../platform/page/index.ts';
import { checkWords } from './words.ts';
import type { FindingRecord } from './finding.ts';
import type { Place } from './places.ts';

/** A value at a place, as people read it. */
export function valueText(
  place: Place,
  value: FactValue | null | undefined,
  language: Language,
): string {
  const words = checkWords[language];
  if (place.type === 'check') return verdictText(value, language);
  if (value === undefined || value === null) return words.notDeclared;
  const { fact } = place.place;
  if (fact.type === 'date' && typeof value === 'string') return formatDay(value, language);
  const field = { name: fact.id, place: { part: 'fact', id: fact.id }, fact } as const;
  const typed = typedOf(fact, value, language);
  const isEmpty = typed.text === '' && (typed.rows ?? []).length === 0;
  if (isEmpty && fact.type !== 'options') return words.notDeclared;
  const text =
    fact.type === 'int' && typeof value === 'number'
      ? formatNumber(value, language)
      : readable(field, typed, language);
  const unit = fact.type === 'money' ? '€' : fact.type === 'percent' ? '%' : fact.unit?.[language];
  return unit === undefined ? text : `${text} ${unit}`;
}

function verdictText(value: FactValue | null | undefined, language: Language): string {
  const { verdicts } = checkWords[language];
  return value === 'met' || value === 'not-met' || value === 'not-applicable'
    ? verdicts[value]
    : verdicts.unknown;
}

/** What a finding says, as people read it. */
export function findingText(
  place: Place,
  { says, value }: Pick<FindingRecord, 'says' | 'value'>,
  language: Language,
): string {
  const words = checkWords[language];
  if (says === 'to-clarify') return words.toClarify;
  return says === 'taken-back' ? words.takenBack : valueText(place, value, language);
}
