import type { Decision } from '../engine/index.ts';
import { moneyWords, pointsNumber, say, type Language } from '../engine/explanation/words.ts';
import type { FigureText } from '../engine/assessment/assessment-json.ts';
import { parseCents } from '../engine/numbers/money.ts';
import { parsePoints } from '../engine/numbers/points.ts';

export { moneyWords, pointsNumber, say, type Language };

/** `249.260,00` for a column that says it is euro. */
export function amountWords(cents: number, language: Language): string {
  return Number.isNaN(cents)
    ? say(language, 'ignoto', 'unknown')
    : moneyWords(cents, language).replace(/[\u00A0€]/g, '');
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

const outcomeNames: Readonly<Record<string, readonly [string, string]>> = {
  admissible: ['ammissibile', 'admissible'],
  'not-admissible': ['non ammissibile', 'not admissible'],
  'below-threshold': ['sotto soglia', 'below threshold'],
  unknown: ['non ancora noto', 'not yet known'],
  undecided: ['da decidere', 'undecided'],
  withdrawn: ['ritirata', 'withdrawn'],
  forfeited: ['decaduta', 'forfeited'],
  'admissible-not-funded': ['senza fondi', 'not funded'],
  'partly-funded': ['in parte', 'in part'],
  'fully-funded': ['finanziata', 'funded'],
  listed: ['in elenco', 'listed'],
  'not-listed': ['fuori elenco', 'not listed'],
};

export function truthWords(truth: string, language: Language): string {
  if (truth === 'yes') return say(language, 'sì', 'yes');
  return truth === 'no' ? 'no' : say(language, 'non ancora noto', 'not yet known');
}

/** What a decision was, in one line. */
export function decisionWords({ id, fills, value, author, date }: Decision): string {
  return `${id}: ${fills} = ${JSON.stringify(value)} (${author}, ${date})`;
}

export function fictionalWords(language: Language): string {
  return say(
    language,
    'PROVA: valori o bando di fantasia, nessun effetto',
    'REHEARSAL: invented values or call, no effect',
  );
}
