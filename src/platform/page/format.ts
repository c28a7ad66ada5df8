import type { Language } from './language.ts';

const locales = { it: 'it-IT', en: 'en-GB' } as const;
const timeZone = 'Europe/Rome';

function memo<F>(make: (locale: string) => F): (language: Language) => F {
  const made = new Map<Language, F>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const fresh = make(locales[language]);
    made.set(language, fresh);
    return fresh;
  };
}

const instants = memo(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
);
const precise = memo(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    }),
);
const days = memo(
  (locale) =>
    new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
);
const weekdays = memo(
  (locale) =>
    new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }),
);
const times = memo(
  (locale) => new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }),
);
const money = memo(
  (locale) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'EUR',
      useGrouping: 'always',
    }),
);
const numbers = memo((locale) => new Intl.NumberFormat(locale, { useGrouping: 'always' }));

/** `3 dicembre 2024, 10:00`, as clocks in Italy show it. */
export function formatInstant(at: Date, language: Language): string {
  return joined(instants(language), at, language);
}

/** With seconds and thousandths, where the order of arrival matters. */
export function formatExactInstant(at: Date, language: Language): string {
  return joined(precise(language), at, language);
}

// Locales join day and hour with words of their own, and those differ between versions of Node.
function joined(format: Intl.DateTimeFormat, at: Date, language: Language): string {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const fraction = parts.has('fractionalSecond') ? `.${part('fractionalSecond')}` : '';
  const second = parts.has('second') ? `:${part('second')}` : '';
  const day = `${part('day')} ${part('month')} ${part('year')}`;
  return `${withOrdinal(day, language)}, ${part('hour')}:${part('minute')}${second}${fraction}`;
}

/** `3 dicembre 2024`; a text is a date without hour, as the database gives it. */
export function formatDay(day: Date | string, language: Language): string {
  const at = typeof day === 'string' ? new Date(`${day}T12:00:00Z`) : day;
  return withOrdinal(days(language).format(at), language);
}

/** Italian counts the first of a month and numbers the other days: `1° ottobre`, `2 ottobre`. */
function withOrdinal(day: string, language: Language): string {
  return language === 'it' ? day.replace(/(?<!\d)1 /, '1° ') : day;
}

/** `giovedì 27 marzo`, `venerdì 1° gennaio`; of a date without hour. */
export function formatWeekday(day: string, language: Language): string {
  return withOrdinal(weekdays(language).format(new Date(`${day}T12:00:00Z`)), language);
}

export function formatTime(at: Date, language: Language): string {
  return times(language).format(at);
}

/** Whole cents. */
export function formatMoney(cents: number | bigint, language: Language): string {
  const sign = cents < 0 ? '-' : '';
  const digits = String(cents).replace('-', '').padStart(3, '0');
  // As text, because a large amount divided by 100 would no longer be exact.
  return money(language).format(
    `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}` as unknown as number,
  );
}

export function formatNumber(number: number, language: Language): string {
  return numbers(language).format(number);
}
