import type { Decision } from '../engine/index.ts';
import {
  hardSpace,
  moneyRange as moneyRangeWords,
  moneyWords as moneyWordsHard,
  pointsNumber,
  say,
  type Language,
} from '../engine/explanation/words.ts';
import type { FigureText } from '../engine/assessment/assessment-json.ts';
import { parseCents } from '../engine/numbers/money.ts';
import { parsePoints } from '../engine/numbers/points.ts';

export { pointsNumber, say, type Language };

/** With plain spaces, so that what is printed can be searched for. */
export function moneyWords(cents: number, language: Language): string {
  return moneyWordsHard(cents, language).replaceAll(hardSpace, ' ');
}

export function moneyRange(
  range: { readonly low: number; readonly high: number },
  language: Language,
): string {
  return moneyRangeWords(range, language).replaceAll(hardSpace, ' ');
}

/** `249.260,00` for a column that says it is euro. */
export function amountWords(cents: number, language: Language): string {
  return Number.isNaN(cents)
    ? say(language, 'ignoto', 'unknown')
    : moneyWords(cents, language).replace(/[ €]/g, '');
}

/** A figure of an assessment as people read it; what is open is said as where it lies. */
export function figureWords(
  figure: FigureText | undefined,
  kind: 'money' | 'points',
  language: Language,
): string {
  if (figure === undefined) return '—';
  const one = (text: string): string =>
    kind === 'money'
      ? amountWords(parseCents(text) ?? Number.NaN, language)
      : pointsNumber(parsePoints(text) ?? 0, language);
  if (typeof figure === 'string') return one(figure);
  const { from, to } = figure;
  if (to === null) return say(language, `da ${one(from)} in su`, `${one(from)} or more`);
  return say(language, `da ${one(from)} a ${one(to)}`, `${one(from)} to ${one(to)}`);
}

export function outcomeWords(outcome: string, language: Language): string {
  const [it, en] = outcomeNames[outcome] ?? [outcome, outcome];
  return say(language, it, en);
}

const outcomeNames: Readonly<
  Record<string, readonly [one: string, english: string, several?: string]>
> = {
  admissible: ['ammissibile', 'admissible', 'ammissibili'],
  'not-admissible': ['non ammissibile', 'not admissible', 'non ammissibili'],
  'below-threshold': ['sotto soglia', 'below threshold'],
  unknown: ['non ancora noto', 'not yet known'],
  undecided: ['da decidere', 'undecided'],
  withdrawn: ['ritirata', 'withdrawn', 'ritirate'],
  forfeited: ['decaduta', 'forfeited', 'decadute'],
  'admissible-not-funded': ['senza fondi', 'not funded'],
  'partly-funded': ['in parte', 'in part'],
  'fully-funded': ['finanziata', 'funded', 'finanziate'],
  listed: ['in elenco', 'listed'],
  'not-listed': ['fuori elenco', 'not listed'],
};

export function truthWords(truth: string, language: Language): string {
  if (truth === 'yes') return say(language, 'sì', 'yes');
  return truth === 'no' ? 'no' : say(language, 'non ancora noto', 'not yet known');
}

/** How many of an outcome: `21 finanziate`. */
export function countWords(count: number, outcome: string, language: Language): string {
  const [one, english, several = one] = outcomeNames[outcome] ?? [outcome, outcome];
  return `${count} ${say(language, count === 1 ? one : several, english)}`;
}

/** What a decision was, in one line. */
export function decisionWords({ id, fills, value }: Decision): string {
  return `${id}: ${fills} = ${JSON.stringify(value)}`;
}

export function fictionalWords(language: Language): string {
  return say(
    language,
    'PROVA: valori o bando di fantasia, nessun effetto',
    'REHEARSAL: invented values or call, no effect',
  );
}
