import type { Call } from '../definition/compile-call.ts';
import { wayOf } from '../definition/compile-criterion.ts';
import type { Bonus, Score } from '../definition/compile-score.ts';
import { conditionWords, negatedWords } from './condition-sentence.ts';
import type { Figure, Rule } from './figure.ts';
import { labelsOf, valueWords } from './labels.ts';
import { becauseWords } from './missing.ts';
import { figureWords, named } from './sentence-facts.ts';
import {
  labelIn,
  listWords,
  notApplicableWords,
  notYetKnown,
  pointsRangeWords,
  pointsNumber,
  pointsWords,
  quoted,
  say,
  upperFirst,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

export function criterionSentence(
  figure: Figure,
  rule: Rule & { kind: 'criterion' },
  call: Call,
  language: Language,
): string {
  const { document, way } = rule.criterion;
  const title = labelIn(document.title, language);
  const [input] = figure.inputs;
  const points = pointsRangeWords(figure, language);
  if (!input || figure.low !== figure.high) {
    const unknown = notYetKnown(language);
    return withArticle(
      `${title}: ${unknown}, ${points}${whyOpen(figure, call, language)}`,
      document.article,
    );
  }
  if (input.low === Number.NEGATIVE_INFINITY)
    return withArticle(`${title}: ${notApplicableWords(language)}: ${points}`, document.article);
  const value = figureWords(input, call, language);
  const gives = say(language, `dà ${points}`, `gives ${points}`);
  const how =
    way.kind === 'bands'
      ? `, ${bandWords(rule, figure, input, call, language)},`
      : way.kind === 'count'
        ? `, ${countWords(way.each, way.max, language)},`
        : way.kind === 'set' && way.combine !== 'unknown'
          ? `, ${combineWords(way.combine, language)},`
          : '';
  if (way.kind === 'judged')
    return withArticle(`${title}: ${judgedWords(points, language)}`, document.article);
  return withArticle(`${title}: ${value}${how === '' ? '' : how} ${gives}`, document.article);
}

function judgedWords(points: string, language: Language): string {
  return say(language, `giudizio di ${points}`, `a judgement of ${points}`);
}

function countWords(each: number, max: number, language: Language): string {
  const [one, most] = [pointsWords(each, language), pointsWords(max, language)];
  return say(language, `${one} l’uno fino a ${most}`, `${one} each up to ${most}`);
}

function combineWords(combine: 'sum' | 'best', language: Language): string {
  return combine === 'sum'
    ? say(language, 'i punti si sommano', 'the points add up')
    : say(language, 'conta il punteggio migliore', 'the best counts');
}

/** `oltre 10.000 e fino a 15.000`, as the source writes the border. */
function bandWords(
  { criterion }: Rule & { kind: 'criterion' },
  { note, low, high }: Figure,
  input: Figure,
  call: Call,
  language: Language,
): string {
  const by = wayOf(criterion.document.by);
  const { way } = criterion;
  const written = 'bands' in by ? by.bands.bands : [];
  const place =
    note >= 0 || way.kind !== 'bands'
      ? note
      : way.bands.findIndex(({ points }) => points.low === low && points.high === high);
  const band = way.kind === 'bands' ? way.bands[place] : undefined;
  const document = written[place];
  if (!band || !document) return '';
  const value = (number: number): string => plainValue(number, input, call, language);
  const parts: string[] = [];
  if (document.above !== undefined)
    parts.push(say(language, `oltre ${value(band.low - 1)}`, `above ${value(band.low - 1)}`));
  if (document.from !== undefined)
    parts.push(say(language, `da ${value(band.low)}`, `from ${value(band.low)}`));
  if (document.upTo !== undefined)
    parts.push(say(language, `fino a ${value(band.high)}`, `up to ${value(band.high)}`));
  if (document.below !== undefined)
    parts.push(say(language, `sotto ${value(band.high + 1)}`, `below ${value(band.high + 1)}`));
  return listWords(parts, language);
}

/** A value of the fact without its unit. */
function plainValue(value: number, { rule }: Figure, call: Call, language: Language): string {
  const type =
    rule.kind === 'fact' || rule.kind === 'derived' ? rule.type : { kind: 'int' as const };
  return valueWords(value, type, undefined, labelsOf(call).texts, language);
}

export function netSentence(figure: Figure, score: Score, call: Call, language: Language): string {
  const points = pointsRangeWords(figure, language);
  const most = pointsNumber(score.maximum, language);
  const count = wholeWords(figure.inputs.length, language);
  const isOne = figure.inputs.length === 1;
  const sum = say(
    language,
    `${points} su ${most}, la somma di ${count} ${isOne ? 'criterio' : 'criteri'}`,
    `${points} out of ${most}, the sum of ${count} ${isOne ? 'criterion' : 'criteria'}`,
  );
  const title = say(language, 'Punteggio al netto delle premialità', 'Score net of bonuses');
  return withArticle(`${title}: ${sum}${whyOpen(figure, call, language)}`, score.document.article);
}

/** The reason while a figure is open, after a comma. */
function whyOpen(figure: Figure, call: Call, language: Language): string {
  if (figure.low === figure.high) return '';
  const why = becauseWords(figure, call, language);
  return why === '' ? '' : `, ${why}`;
}

export function bonusSentence(
  figure: Figure,
  bonus: Bonus,
  call: Call,
  language: Language,
): string {
  const title = labelIn(bonus.document.title, language);
  const points = pointsRangeWords(figure, language);
  const { article } = bonus.document;
  const tree = bonus.when.tree;
  if (figure.low !== figure.high)
    return withArticle(`${title}: ${points}${whyOpen(figure, call, language)}`, article);
  if (figure.high > 0) {
    const why = conditionWords(tree, call, language);
    return withArticle(
      say(
        language,
        `${title}: ${points}, perché risulta ${why}`,
        `${title}: ${points}, because ${why}`,
      ),
      article,
    );
  }
  const why = negatedWords(tree, call, language);
  const most = pointsRangeWords(bonus.points, language);
  return withArticle(
    say(
      language,
      `${title}: ${points}, perché risulta ${why}; altrimenti ${most}`,
      `${title}: ${points}, because ${why}; otherwise ${most}`,
    ),
    article,
  );
}

export function bonusTotalSentence(
  figure: Figure,
  score: Score,
  call: Call,
  language: Language,
): string {
  const points = pointsRangeWords(figure, language);
  const title = say(language, 'Premialità in tutto', 'Bonuses in all');
  const { article } = score.document;
  const bonuses = figure.inputs.filter(({ rule }) => rule.kind === 'bonus');
  const failed = figure.inputs.some(({ rule, high }) => rule.kind === 'threshold' && high === 0);
  if (failed && figure.high === 0)
    return withArticle(
      say(
        language,
        `${title}: ${points}, perché si danno solo a chi raggiunge le soglie senza premialità`,
        `${title}: ${points}, because only those who reach the thresholds without them get them`,
      ),
      article,
    );
  const sum = bonuses.reduce((total, each) => total + each.low, 0);
  const most = score.bonusMaximum;
  const isCut = most !== undefined && sum > most;
  const cut = isCut
    ? say(
        language,
        `, il massimo: la somma sarebbe ${pointsWords(sum, language)}`,
        `, the maximum: the sum would be ${pointsWords(sum, language)}`,
      )
    : say(language, ', la somma delle premialità', ', the sum of the bonuses');
  return withArticle(
    `${title}: ${points}${bonuses.length === 0 ? '' : cut}${whyOpen(figure, call, language)}`,
    article,
  );
}

export function grossSentence(
  figure: Figure,
  article: string | undefined,
  call: Call,
  language: Language,
): string {
  const points = pointsRangeWords(figure, language);
  const [net, bonus] = figure.inputs.map((each) => pointsRangeWords(each, language));
  const title = say(language, 'Punteggio con le premialità', 'Score with bonuses');
  const parts = say(
    language,
    `${net} netti più ${bonus} di premialità`,
    `${net} net plus ${bonus} of bonuses`,
  );
  const isExact = figure.inputs.every(({ low, high }) => low === high);
  return withArticle(
    `${title}: ${points}${isExact ? `, ${parts}` : whyOpen(figure, call, language)}`,
    article,
  );
}

export function thresholdSentence(
  figure: Figure,
  rule: Rule & { kind: 'threshold' },
  call: Call,
  language: Language,
): string {
  const { threshold, title } = rule;
  const [input] = figure.inputs;
  const name = `${say(language, 'Soglia su', 'Threshold on')} ${quoted(labelIn(title, language), language)}`;
  const { atLeast, article } = threshold;
  const points = input ? pointsRangeWords(input, language) : notYetKnown(language);
  if (atLeast === 'unknown')
    return withArticle(
      `${name}: ${notYetKnown(language)}${whyOpen(figure, call, language)}`,
      article,
    );
  const wanted = pointsWords(atLeast, language);
  const enough = pointsNumber(atLeast, language);
  if (figure.low === 1)
    return withArticle(
      say(
        language,
        `${name}: raggiunta con ${points}, ne bastano ${enough}`,
        `${name}: reached with ${points}, ${enough} are enough`,
      ),
      article,
    );
  if (figure.high === 0) {
    const short = pointsWords(atLeast - (input?.high ?? 0), language);
    const least = input && input.low !== input.high ? say(language, 'almeno ', 'at least ') : '';
    return withArticle(
      say(
        language,
        `${name}: non raggiunta con ${points}, mancano ${least}${short} per arrivare a ${wanted}`,
        `${name}: not reached with ${points}, ${least}${short} short of ${wanted}`,
      ),
      article,
    );
  }
  return withArticle(
    say(
      language,
      `${name}: non ancora noto se si arriva a ${wanted}, per ora ${points}${whyOpen(figure, call, language)}`,
      `${name}: not yet known whether ${wanted} are reached, so far ${points}${whyOpen(figure, call, language)}`,
    ),
    article,
  );
}

export function passesSentence(figure: Figure, call: Call, language: Language): string {
  const thresholds = figure.inputs.filter(({ rule }) => rule.kind === 'threshold');
  if (thresholds.length === 0)
    return say(language, 'Soglie: non ce ne sono', 'Thresholds: there are none');
  if (figure.low === 1) return say(language, 'Soglie: tutte raggiunte', 'Thresholds: all reached');
  if (figure.high === 1)
    return upperFirst(
      `${say(language, 'Soglie', 'Thresholds')}: ${notYetKnown(language)}${whyOpen(figure, call, language)}`,
    );
  const failed = thresholds.filter(({ high }) => high === 0).map((each) => named(each, language));
  return say(
    language,
    `Soglie: non raggiunte per ${listWords(failed, 'it')}`,
    `Thresholds: not reached for ${listWords(failed, 'en')}`,
  );
}
