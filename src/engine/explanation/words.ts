import { civilDateOf, type DayNumber } from '../calendar/civil-date.ts';
import type { Localized } from '../definition/gap.ts';
import type { Range } from '../condition/facts.ts';
import type { Cents } from '../numbers/money.ts';
import type { Points } from '../numbers/points.ts';
import type { Fraction } from '../numbers/fraction.ts';

/** The languages in which figures are explained. */
export type Language = 'it' | 'en';

/** Keeps a number and its unit on one line. */
export const hardSpace = '\u00A0';

/** The text in the language wanted. */
export function say(language: Language, it: string, en: string): string {
  return language === 'it' ? it : en;
}

export function labelIn(label: Localized, language: Language): string {
  return label[language];
}

/** `1.234,50 €` and `€1,234.50`. */
export function moneyWords(cents: Cents, language: Language): string {
  const amount = decimalWords(Math.abs(cents), 2, 2, language);
  const sign = cents < 0 ? '-' : '';
  return language === 'it' ? `${sign}${amount}${hardSpace}€` : `${sign}€${amount}`;
}

/** Hundredths of a point as `12,5 punti` and `12.5 points`. */
export function pointsWords(points: Points, language: Language): string {
  const unit = points === 100 ? say(language, 'punto', 'point') : say(language, 'punti', 'points');
  return `${pointsNumber(points, language)}${hardSpace}${unit}`;
}

/** The same without the word. */
export function pointsNumber(points: Points, language: Language): string {
  return `${points < 0 ? '-' : ''}${decimalWords(Math.abs(points), 2, 0, language)}`;
}

/** `12.000` and `12,000`. */
export function wholeWords(value: number, language: Language): string {
  return `${value < 0 ? '-' : ''}${decimalWords(Math.abs(value), 0, 0, language)}`;
}

/** Ten-thousandths as `12,5 %` and `12.5%`. */
export function percentWords(tenThousandths: number, language: Language): string {
  const sign = tenThousandths < 0 ? '-' : '';
  return `${sign}${decimalWords(Math.abs(tenThousandths), 2, 0, language)}${percentSign(language)}`;
}

/** `7 %` where a percentage with at most four decimals is exact, otherwise `1/3`. */
export function rateWords(rate: Fraction, language: Language): string {
  for (let decimals = 0; decimals <= 4; decimals += 1) {
    const scaled = rate.num * 100n * 10n ** BigInt(decimals);
    if (scaled % rate.den !== 0n) continue;
    const number = decimalWords(Number(scaled / rate.den), decimals, decimals, language);
    return `${number}${percentSign(language)}`;
  }
  return `${rate.num}/${rate.den}`;
}

/** `15 gennaio 2025` and `15 January 2025`; the first of a month is `1° gennaio`. */
export function dayWords(day: number, language: Language): string {
  const date = civilDateOf(day as DayNumber);
  const month = months[language][date.month - 1] ?? '';
  const number = language === 'it' && date.day === 1 ? '1°' : String(date.day);
  return `${number}${hardSpace}${month}${hardSpace}${date.year}`;
}

/** `yes`, `no`, or `not yet known` while the two ends differ. */
export function truthWords({ low, high }: Range, language: Language): string {
  if (low === high && low === 1) return say(language, 'sì', 'yes');
  return high === 0 || (low === high && !Number.isNaN(low))
    ? say(language, 'no', 'no')
    : notYetKnown(language);
}

export function notYetKnown(language: Language): string {
  return say(language, 'non ancora noto', 'not yet known');
}

export function notApplicableWords(language: Language): string {
  return say(language, 'non si applica', 'does not apply');
}

/** `a, b e c`. */
export function listWords(
  items: readonly string[],
  language: Language,
  joint: 'and' | 'or' = 'and',
): string {
  const word = joint === 'and' ? say(language, 'e', 'and') : say(language, 'o', 'or');
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** One value, or where it lies: `tra … e …`, `almeno …`, `al massimo …`, `non ancora noto`. */
export function rangeWords(
  { low, high }: Range,
  format: (value: number) => string,
  language: Language,
): string {
  if (low === high) return format(low);
  const [hasLow, hasHigh] = [Number.isFinite(low), Number.isFinite(high)];
  if (hasLow && hasHigh)
    return say(
      language,
      `tra ${format(low)} e ${format(high)}`,
      `between ${format(low)} and ${format(high)}`,
    );
  if (hasLow) return say(language, `almeno ${format(low)}`, `at least ${format(low)}`);
  if (hasHigh) return say(language, `al massimo ${format(high)}`, `at most ${format(high)}`);
  return notYetKnown(language);
}

export function moneyRange(range: Range, language: Language): string {
  return isOpenFromZero(range)
    ? notYetKnown(language)
    : rangeWords(range, (cents) => moneyWords(cents, language), language);
}

/** `tra 7,5 e 17,5 punti`: the word stands once. */
export function pointsRangeWords(range: Range, language: Language): string {
  const { low, high } = range;
  if (low === high || !Number.isFinite(low) || !Number.isFinite(high))
    return rangeWords(range, (points) => pointsWords(points, language), language);
  const [from, to] = [pointsNumber(low, language), pointsWords(high, language)];
  return say(language, `tra ${from} e ${to}`, `between ${from} and ${to}`);
}

/** Between nothing and any amount is nothing known at all. */
function isOpenFromZero({ low, high }: Range): boolean {
  return low <= 0 && high === Number.POSITIVE_INFINITY;
}

/** A name of the call inside a sentence, between the quotation marks of the language. */
export function quoted(text: string, language: Language): string {
  return say(language, `«${text}»`, `“${text}”`);
}

/** The first letter small, unless the word is an abbreviation or a name of one letter. */
export function lowerFirst(text: string): string {
  const [first = '', second = ''] = text;
  const isWord = first !== first.toLowerCase() && /^[\p{Ll}’' ]$/u.test(second);
  return isWord ? first.toLowerCase() + text.slice(1) : text;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The place of the source, in brackets at the end of a sentence. */
export function withArticle(sentence: string, article: string | undefined): string {
  return article === undefined ? sentence : `${sentence} (${article})`;
}

/** An Italian article or preposition before a number: `il 35 %` and `l’8 %`, `dal 3` and `dall’11`. */
export function beforeNumber(word: Elided, number: string): string {
  const [digits = ''] = number.split(/[.,\s°%/]/u);
  const isVowel = digits.startsWith('8') || digits === '11' || digits === '1';
  if (!isVowel || /^1[°/.]/u.test(number)) return `${word} ${number}`;
  const short = { il: 'l’', Il: 'L’' }[word as string] ?? `${word}l’`;
  return `${short}${number}`;
}

type Elided = 'il' | 'al' | 'dal' | 'del' | 'Il' | 'Al' | 'Dal' | 'Del';

/** An Italian sentence whose articles go before their numbers: `fino al 3 maggio`, and `fino all’8 maggio`. */
export function elided(sentence: string): string {
  return sentence.replaceAll(
    /(?<!\p{L})([Ii]l|[Dd]?al|Al|[Dd]el) (\d[\d.]*°?)/gu,
    (_, word: Elided, number: string) => beforeNumber(word, number),
  );
}

function percentSign(language: Language): string {
  return language === 'it' ? `${hardSpace}%` : '%';
}

/** A whole number of units of the last decimal, with at least `least` decimals shown. */
function decimalWords(units: number, decimals: number, least: number, language: Language): string {
  const [thousands, point] = language === 'it' ? ['.', ','] : [',', '.'];
  const digits = String(units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  let fine = decimals === 0 ? '' : digits.slice(-decimals);
  while (fine.length > least && fine.endsWith('0')) fine = fine.slice(0, -1);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return fine === '' ? grouped : `${grouped}${point}${fine}`;
}

const months: Readonly<Record<Language, readonly string[]>> = {
  it: [
    'gennaio',
    'febbraio',
    'marzo',
    'aprile',
    'maggio',
    'giugno',
    'luglio',
    'agosto',
    'settembre',
    'ottobre',
    'novembre',
    'dicembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};
