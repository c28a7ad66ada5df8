import type { Call } from '../definition/compile-call.ts';
import type { Ceiling, GrantPlan } from '../definition/compile-grant.ts';
import { compare, type Fraction } from '../numbers/fraction.ts';
import { conditionWords, negatedWords } from './condition-sentence.ts';
import type { Figure } from './figure.ts';
import { labelsOf } from './labels.ts';
import { becauseWords } from './missing.ts';
import { named } from './sentence-facts.ts';
import {
  beforeNumber,
  labelIn,
  listWords,
  lowerFirst,
  moneyRange,
  moneyWords,
  quoted,
  rateWords,
  say,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

export function byRateSentence(
  figure: Figure,
  plan: GrantPlan,
  call: Call,
  language: Language,
): string {
  const title = say(language, 'Contributo prima dei massimali', 'Grant before the ceilings');
  const money = moneyRange(figure, language);
  const { article } = plan.document;
  const total = figure.inputs.find(({ rule }) => rule.kind === 'admitted-total');
  const partners = partnerLines(figure, language);
  if (partners.length > 0)
    return withArticle(
      say(
        language,
        `${title}: ${money}, la somma di ${listWords(partners, 'it')}${open(figure, call, 'it')}`,
        `${title}: ${money}, the sum of ${listWords(partners, 'en')}${open(figure, call, 'en')}`,
      ),
      article,
    );
  const rates = ratesWords(figure, plan, language);
  const of = total ? moneyRange(total, language) : '';
  const exact = total && total.low === total.high;
  const how = exact
    ? say(language, `${beforeNumber('il', rates)} di ${of}`, `${rates} of ${of}`)
    : say(
        language,
        `${beforeNumber('il', rates)} della spesa ammessa`,
        `${rates} of the admitted costs`,
      );
  const rounded = say(language, ', arrotondato per difetto', ', rounded down');
  const isRounded =
    figure.low === figure.high &&
    total !== undefined &&
    isCut(figure.low, total.low, appliedRate(figure, plan));
  return withArticle(
    `${title}: ${money}, ${how}${isRounded ? rounded : ''}${open(figure, call, language)}`,
    article,
  );
}

function isCut(amount: number, total: number, rate: Fraction): boolean {
  return BigInt(amount) * rate.den !== BigInt(total) * rate.num;
}

function open(figure: Figure, call: Call, language: Language): string {
  if (figure.low === figure.high) return '';
  const why = becauseWords(figure, call, language);
  return why === '' ? '' : `, ${why}`;
}

/** The rate that holds in the end: the one asked for where it is lower. */
export function appliedRate(byRate: Figure, plan: GrantPlan): Fraction {
  const asked = requestedIn(byRate);
  return asked && compare(asked, plan.rate.low) < 0 ? asked : plan.rate.low;
}

function requestedIn({ inputs }: Figure): Fraction | undefined {
  const asked = inputs.find(({ rule }) => rule.kind === 'requested-rate')?.rule;
  return asked?.kind === 'requested-rate' ? asked.rate : undefined;
}

function ratesWords(figure: Figure, plan: GrantPlan, language: Language): string {
  const all = [plan.rate, ...plan.partnerRates.map((each) => each.rate)];
  const asked = requestedIn(figure);
  const within = (rate: Fraction): Fraction => (asked && compare(asked, rate) < 0 ? asked : rate);
  const low = all.map((rate) => within(rate.low)).reduce((a, b) => (compare(a, b) <= 0 ? a : b));
  const high = all.map((rate) => within(rate.high)).reduce((a, b) => (compare(a, b) >= 0 ? a : b));
  const [from, to] = [rateWords(low, language), rateWords(high, language)];
  return from === to ? from : say(language, `${from} – ${to}`, `${from} – ${to}`);
}

function partnerLines(figure: Figure, language: Language): readonly string[] {
  const asked = requestedIn(figure);
  return figure.inputs.flatMap(({ rule, low }) => {
    if (rule.kind !== 'partner-costs' || low === 0) return [];
    const rate = asked && compare(asked, rule.rate.low) < 0 ? asked : rule.rate.low;
    const words = rateWords(rate, language);
    const money = moneyWords(low, language);
    return [
      say(language, `${rule.partner} ${words} di ${money}`, `${rule.partner} ${words} of ${money}`),
    ];
  });
}

export function ceilingSentence(
  figure: Figure,
  ceiling: Ceiling,
  call: Call,
  language: Language,
): string {
  const { document, when, growth } = ceiling;
  const title = labelIn(document.title, language);
  if (figure.low === Number.POSITIVE_INFINITY && when)
    return withArticle(
      say(
        language,
        `${title}: non vale per questa domanda, perché risulta ${negatedWords(when.tree, call, 'it')}`,
        `${title}: does not hold for this application, because ${negatedWords(when.tree, call, 'en')}`,
      ),
      document.article,
    );
  const money = moneyRange(figure, language);
  const label = growth && labelsOf(call).facts.get(document.growth?.fact ?? '')?.label;
  const grown =
    growth && label && growth.low === growth.high && ceiling.low === ceiling.high
      ? growthWords(ceiling.low, growth.low, growth.beyond, labelIn(label, language), language)
      : '';
  const only = when
    ? say(
        language,
        `, perché risulta ${conditionWords(when.tree, call, 'it')}`,
        `, because ${conditionWords(when.tree, call, 'en')}`,
      )
    : '';
  const isKnown = figure.low === figure.high;
  return withArticle(
    `${title}: ${money}${grown}${isKnown ? only : open(figure, call, language)}`,
    document.article,
  );
}

function growthWords(
  amount: number,
  each: number,
  beyond: number,
  label: string,
  language: Language,
): string {
  const [base, step] = [moneyWords(amount, language), moneyWords(each, language)];
  const name = quoted(lowerFirst(label), language);
  const count = wholeWords(beyond, language);
  return say(
    language,
    `, cioè ${base} più ${step} per ogni unità di ${name} oltre ${count}`,
    `, that is ${base} plus ${step} for each unit of ${name} beyond ${count}`,
  );
}

/** The bound that the grant comes from: what the rate gives, or a ceiling. */
export function bindingBound({ inputs }: Figure): Figure | undefined {
  const bounds = inputs.filter(({ rule }) => rule.kind === 'by-rate' || rule.kind === 'ceiling');
  const least = Math.min(...bounds.map(({ low }) => low));
  return bounds.find(({ low }) => low === least);
}

export function grantSentence(
  figure: Figure,
  plan: GrantPlan,
  call: Call,
  language: Language,
): string {
  const title = say(language, 'Contributo', 'Grant');
  const money = moneyRange(figure, language);
  const { article } = plan.document;
  const bound = bindingBound(figure);
  if (figure.low !== figure.high || !bound)
    return withArticle(`${title}: ${money}${open(figure, call, language)}`, article);
  const byRate = figure.inputs.find(({ rule }) => rule.kind === 'by-rate');
  const total = byRate?.inputs.find(({ rule }) => rule.kind === 'admitted-total');
  const own = total && total.low === total.high ? total.low - figure.low : undefined;
  const left =
    own === undefined
      ? ''
      : say(
          language,
          `; restano a carico del richiedente ${moneyWords(own, 'it')}`,
          `; ${moneyWords(own, 'en')} are left to the applicant`,
        );
  return withArticle(
    `${title}: ${money}, ${whyBound(figure, bound, byRate, language)}${left}`,
    article,
  );
}

function whyBound(
  figure: Figure,
  bound: Figure,
  byRate: Figure | undefined,
  language: Language,
): string {
  if (figure.low < bound.low)
    return say(
      language,
      `quanto i partner possono ricevere dei ${moneyWords(bound.low, 'it')} che spetterebbero`,
      `what the partners can take of the ${moneyWords(bound.low, 'en')} due`,
    );
  if (bound.rule.kind !== 'ceiling')
    return say(
      language,
      'conta l’intensità, nessun massimale la riduce',
      'the rate decides, no ceiling lowers it',
    );
  const byItself = byRate ? moneyWords(byRate.low, language) : '';
  return say(
    language,
    `conta il massimale ${named(bound, 'it')}, l’intensità darebbe ${byItself}`,
    `the ceiling ${named(bound, 'en')} decides, the rate would give ${byItself}`,
  );
}
