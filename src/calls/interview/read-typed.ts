import { formatCents, parseCents, parseDay } from '../../engine/index.ts';
import { formatMoney, formatNumber, type Language } from '../../platform/page/index.ts';
import { amountMaxCents, isValueOf, numberOf, wholeMax } from './read-steps.ts';
import type { FactDocument, FactValue } from './step.ts';
import { interviewWords } from './words.ts';

export type Typed<T> = { readonly value: T } | { readonly message: string };

/** A figure or a text as people type it in their language, or what to write instead. */
export function readTyped(fact: FactDocument, text: string, language: Language): Typed<FactValue> {
  const words = interviewWords[language].errors;
  const typed = text.trim();
  if (typed === '') return { message: words.empty };
  if (fact.type === 'text')
    return isValueOf(fact, typed) ? { value: typed } : { message: words.tooLong };
  const parts = fact.type === 'date' ? [typed] : splitInterval(typed);
  const values = parts.map((part) => readFigure(fact, part, language));
  const wrong = values.find((each) => 'message' in each);
  if (wrong) return wrong;
  const [from, to] = values.map((each) => ('value' in each ? each.value : ''));
  if (from === undefined) return { message: words.empty };
  if (to === undefined) return { value: from };
  if ((numberOf(fact, from) ?? 0) > (numberOf(fact, to) ?? 0)) return { message: words.crossed };
  return { value: from === to ? from : { from, to } };
}

/** `20.000 - 30.000`, also in words. */
function splitInterval(text: string): readonly string[] {
  const bare = text.replace(/^(?:fra|tra|da|between|from)\s+/i, '');
  const match = /^([^–—-]+?)\s*(?:[–—-]|\s(?:e|a|and|to)\s)\s*([^–—-]+)$/i.exec(bare);
  return match ? [match[1] ?? '', match[2] ?? ''] : [text];
}

function readFigure(fact: FactDocument, text: string, language: Language): Typed<number | string> {
  const words = interviewWords[language].errors;
  switch (fact.type) {
    case 'money': {
      const amount = readMoney(text, language);
      return 'message' in amount ? amount : checkLimits(fact, amount.value, language);
    }
    case 'int':
    case 'points': {
      const whole = readWhole(text, language);
      if (whole === undefined) return { message: fact.type === 'int' ? words.whole : words.points };
      if (Math.abs(whole) > wholeMax) return { message: words.tooLarge };
      return checkLimits(fact, whole, language);
    }
    case 'percent': {
      const digits = /^(\d{1,3})\s*%?$/.exec(text)?.[1];
      return digits === undefined
        ? { message: words.percent }
        : checkLimits(fact, `${Number(digits)}%`, language);
    }
    case 'date': {
      const day = readDay(text);
      return day === undefined ? { message: words.day } : { value: day };
    }
    default:
      return { message: words.choose };
  }
}

function checkLimits(
  fact: FactDocument,
  value: number | string,
  language: Language,
): Typed<number | string> {
  const words = interviewWords[language].errors;
  const number = numberOf(fact, value);
  if (number === undefined) return { message: words.tooLarge };
  const scale = fact.type === 'money' ? 100 : 1;
  const shown = (limit: number): string =>
    fact.type === 'money' ? formatMoney(limit * 100, language) : formatNumber(limit, language);
  if (fact.from !== undefined && number < fact.from * scale)
    return { message: words.atLeast(shown(fact.from)) };
  if (fact.to !== undefined && number > fact.to * scale)
    return { message: words.atMost(shown(fact.to)) };
  return { value };
}

/** An amount with the marks of the language: `1.234,50` in Italian, `1,234.50` in English. */
export function readMoney(text: string, language: Language): Typed<string> {
  const words = interviewWords[language].errors;
  const bare = text.replaceAll(/[€\s\u00A0]|eur(?:o)?/gi, '');
  const [group, mark] = language === 'it' ? ['.', ','] : [',', '.'];
  const pattern = new RegExp(`^(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)(?:\\${mark}(\\d{1,2}))?$`);
  const match = pattern.exec(bare);
  const plain = match
    ? `${(match[1] ?? '').replaceAll(group ?? '', '')}.${(match[2] ?? '').padEnd(2, '0')}`
    : bare;
  const cents = parseCents(plain.replace(/^0+(?=\d)/, ''));
  if (cents === undefined)
    return { message: /^\d{13,}/.test(plain) ? words.tooLarge : words.money };
  return cents > amountMaxCents ? { message: words.tooLarge } : { value: formatCents(cents) };
}

function readWhole(text: string, language: Language): number | undefined {
  const group = language === 'it' ? '.' : ',';
  const bare = text.trim();
  if (/^-?\d{1,15}$/.test(bare)) return Number(bare);
  const pattern = new RegExp(`^\\d{1,3}(?:\\${group}\\d{3}){1,4}$`);
  return pattern.test(bare) ? Number(bare.replaceAll(group, '')) : undefined;
}

/** As a browser sends a day, or as it is written in Italy. */
function readDay(text: string): string | undefined {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const day = match
    ? `${match[3]}-${(match[2] ?? '').padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`
    : text;
  return parseDay(day) === undefined ? undefined : day;
}
