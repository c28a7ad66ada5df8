import { suggestAmount } from '../engine/index.ts';
import type { SuggestionKind } from './basic-schema.ts';

/**
 * What the writer of a refused value most likely meant, ready to be pasted; `undefined` when
 * more than one reading is possible. `written` is how the value stands in the file.
 */
export function suggestValue(
  kind: SuggestionKind,
  value: unknown,
  written: string,
): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  return suggesters[kind](typeof value === 'string' ? value.trim() : written);
}

const suggesters: Readonly<Record<SuggestionKind, (text: string) => string | undefined>> = {
  amount: (text) => (/^\d+(\.\d\d)?$/.test(text) ? text : suggestAmount(text)),
  rate: suggestRate,
  date: suggestDate,
  time: suggestTime,
  points: (text) => text.replace(',', '.'),
  text: (text) => text,
};

function suggestRate(text: string): string | undefined {
  const decimal = /^0\.(\d\d)(\d*)$/.exec(text);
  if (decimal) {
    const rest = decimal[2] === '' ? '' : `.${decimal[2]}`;
    return `${Number(decimal[1])}${rest}%`;
  }
  const percent = /^(\d+)(?:[.,](\d+))?\s*%?$/.exec(text);
  if (!percent || /^0[.,]/.test(text)) return undefined;
  return `${percent[1]}${percent[2] === undefined ? '' : `.${percent[2]}`}%`;
}

function suggestDate(text: string): string | undefined {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (yearFirst) return isoDate(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (!yearLast) return undefined;
  // 03/04/2025 is in March or in April: only a person can tell.
  const [first, second] = [Number(yearLast[1]), Number(yearLast[2])];
  if (first <= 12 && second <= 12 && first !== second) return undefined;
  return first > 12
    ? isoDate(yearLast[3], yearLast[2], yearLast[1])
    : isoDate(yearLast[3], yearLast[1], yearLast[2]);
}

function isoDate(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function suggestTime(text: string): string | undefined {
  const match = /^(\d{1,2})[.:h](\d{2})$/.exec(text);
  return match ? `${match[1]?.padStart(2, '0')}:${match[2]}` : undefined;
}
