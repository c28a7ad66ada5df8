import { explainCosts } from '../costs/explain-costs.ts';
import type { Call } from '../definition/compile-call.ts';
import type { CategoryDocument } from '../definition/money-document.ts';
import {
  compare,
  divide,
  floor,
  fraction,
  multiply,
  one,
  subtract,
  type Fraction,
} from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import type { Figure, Limit, LimitTerms, Rule } from './figure.ts';
import { becauseWords } from './missing.ts';
import { baseFigure, countedFigure, limitAt } from './recompute-costs.ts';
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
  upperFirst,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

/** A base shows so many of its members and counts the others. */
const membersMax = 5;

export function declaredSentence(
  figure: Figure,
  category: CategoryDocument,
  language: Language,
): string {
  const money = moneyRange(figure, language);
  const title = upperFirst(labelIn(category.label, language));
  return withArticle(
    say(language, `${title}: importo dichiarato ${money}`, `${title}: declared ${money}`),
    category.article,
  );
}

/** What the office recognises, beside what was declared. */
export function recognisedSentence(
  figure: Figure,
  category: CategoryDocument,
  language: Language,
): string {
  const money = moneyRange(figure, language);
  const title = upperFirst(labelIn(category.label, language));
  const [declared] = figure.inputs;
  const of = declared ? moneyRange(declared, language) : '';
  return withArticle(
    say(
      language,
      `${title}: l’ufficio riconosce ${money} su ${of} dichiarati`,
      `${title}: the office recognises ${money} out of ${of} declared`,
    ),
    category.article,
  );
}

export function baseSentence(figure: Figure, limit: Limit, language: Language): string {
  const money = moneyRange(figure, language);
  const members = membersWords(figure, language);
  const sum = members === '' ? '' : say(language, `, cioè ${members}`, `, that is ${members}`);
  const title = say(language, 'Base del limite', 'Base of the limit');
  return withArticle(`${title}: ${money}${sum}`, limit.article);
}

/** What is admitted, which bound decided, and the arithmetic behind it. */
export function admittedSentence(
  figure: Figure,
  rule: Rule & { kind: 'admitted' },
  call: Call,
  language: Language,
): string {
  const { category, limits } = rule;
  const title = upperFirst(labelIn(category.label, language));
  const money = moneyRange(figure, language);
  if (figure.low !== figure.high || limits.some(({ terms }) => !terms)) {
    const why = figure.low === figure.high ? '' : becauseWords(figure, call, language);
    const reason = why === '' ? '' : `, ${why}`;
    return withArticle(
      say(
        language,
        `${title}: importo ammesso ${money}${reason}`,
        `${title}: admitted ${money}${reason}`,
      ),
      category.article,
    );
  }
  const decisive = decisiveLimit(figure, rule);
  const start = `${title}: ${admittedWords(figure, money, language)}`;
  const lines = (decisive ? [decisive] : limits).flatMap((limit) => {
    const line = limitWords(figure, limit, limit === decisive, language);
    return line === '' ? [] : [line];
  });
  const isFlat = decisive?.kind === 'flat';
  const text = lines.length === 0 ? '' : `${isFlat ? ', ' : '; '}${lines.join('; ')}`;
  return withArticle(`${start}${text}`, decisive?.article ?? category.article);
}

/** The admitted amount beside what was declared, and what the office recognises of that where it is less. */
function admittedWords(figure: Figure, money: string, language: Language): string {
  const counted = countedFigure(figure.inputs);
  if (!counted) return money;
  const isWhole = counted.low === figure.low;
  const [declared] = counted.rule.kind === 'recognised' ? counted.inputs : [];
  if (declared) {
    const out = say(
      language,
      `ammessi ${money} su ${moneyRange(declared, 'it')} dichiarati`,
      `${money} admitted out of ${moneyRange(declared, 'en')} declared`,
    );
    return isWhole
      ? say(language, `${out}, quanto l’ufficio riconosce`, `${out}, what the office recognises`)
      : say(
          language,
          `${out}, di cui l’ufficio riconosce ${moneyWords(counted.low, 'it')}`,
          `${out}, of which the office recognises ${moneyWords(counted.low, 'en')}`,
        );
  }
  return isWhole
    ? say(
        language,
        `ammessi ${money}, tutto il dichiarato`,
        `${money} admitted, all that was declared`,
      )
    : say(
        language,
        `ammessi ${money} su ${moneyWords(counted.low, 'it')} dichiarati`,
        `${money} admitted out of ${moneyWords(counted.low, 'en')} declared`,
      );
}

/** The limit that the admitted amount comes from; `undefined` where all that counts is admitted. */
export function decisiveLimit(
  figure: Figure,
  { limits }: Rule & { kind: 'admitted' },
): Limit | undefined {
  const counted = countedFigure(figure.inputs);
  if (counted && counted.low === figure.low) return undefined;
  const own = limits.find((limit) => {
    const base = baseFigure(figure.inputs, limit);
    return (
      limit.kind !== 'group' && limit.terms && base && limitAt(limit.terms, base.low) === figure.low
    );
  });
  return own ?? limits.find((limit) => limit.kind === 'group');
}

function limitWords(figure: Figure, limit: Limit, isDecisive: boolean, language: Language): string {
  const { terms } = limit;
  const base = baseFigure(figure.inputs, limit);
  if (!terms || !base) return '';
  const product = productWords(terms, base, language);
  const allowed = moneyWords(limitAt(terms, base.low), language);
  if (limit.kind === 'flat')
    return say(language, `esattamente ${beforeNumber('il', product)}`, `exactly ${product}`);
  if (limit.kind === 'group')
    return groupWords(terms, base, product, allowed, isDecisive, language);
  const head = say(language, `limite ${product}`, `limit ${product}`);
  if (!isDecisive) return head;
  const next = breaksWithOneMore(terms, base.low, figure.low)
    ? say(
        language,
        '; decide questo limite: un centesimo in più lo supererebbe',
        '; this limit decides: one cent more would exceed it',
      )
    : say(language, '; decide questo limite', '; this limit decides');
  return `${head}${next}${closedWords(figure, terms, base.low, language)}`;
}

function groupWords(
  terms: LimitTerms,
  base: Figure,
  product: string,
  allowed: string,
  isDecisive: boolean,
  language: Language,
): string {
  const split =
    terms.split === 'order'
      ? say(language, 'nell’ordine del bando', 'in the order of the call')
      : say(language, 'in proporzione', 'in proportion');
  const shared = say(
    language,
    `limite comune a ${terms.members.length} voci: ${product}`,
    `limit shared by ${terms.members.length} items: ${product}`,
  );
  return isDecisive && Number.isFinite(base.low)
    ? say(
        language,
        `${shared}; i ${allowed} si dividono ${split}`,
        `${shared}; the ${allowed} are shared ${split}`,
      )
    : shared;
}

/** `10 % di 111.111,11 € (pali …) = 11.111,111 €, arrotondato per difetto a 11.111,11 €`. */
function productWords(terms: LimitTerms, base: Figure, language: Language): string {
  const { rate, plus, rounding } = terms;
  if (rate.num === 0n) return moneyWords(plus, language);
  const members = membersWords(base, language);
  const exact = exactWords(terms, base.low, language);
  const rounded = moneyWords(limitAt(terms, base.low), language);
  const added = plus === 0 ? '' : ` + ${moneyWords(plus, language)}`;
  const sum = `${moneyWords(base.low, language)}${members === '' ? '' : ` (${members})`}`;
  const start = say(
    language,
    `${rateWords(rate, 'it')} di ${sum}${added}`,
    `${rateWords(rate, 'en')} of ${sum}${added}`,
  );
  const how =
    rounding === 'down'
      ? say(language, 'arrotondato per difetto', 'rounded down')
      : say(language, 'arrotondato al centesimo più vicino', 'rounded to the nearest cent');
  return exact === rounded
    ? `${start} = ${rounded}`
    : `${start} = ${exact}, ${how} ${say(language, 'a', 'to')} ${rounded}`;
}

/** All its decimals up to a hundredth of a cent; a longer tail is shown by dots. */
function exactWords({ rate, plus }: LimitTerms, base: Cents, language: Language): string {
  const exact = fraction(rate.num * BigInt(base) + BigInt(plus) * rate.den, rate.den);
  const cents = floor(exact);
  const words = moneyWords(Number(cents), language);
  const rest = fraction(exact.num - cents * exact.den, exact.den);
  if (rest.num === 0n) return words;
  const fine = floor(fraction(rest.num * 100n, rest.den));
  const isExact = fine * rest.den === rest.num * 100n;
  const tail = String(fine).padStart(2, '0');
  const digits = `${isExact ? tail.replace(/0+$/, '') : tail}${isExact ? '' : '…'}`;
  return words.replace(/([.,]\d\d)(?!\d)/, `$1${digits}`);
}

function membersWords({ inputs }: Figure, language: Language): string {
  const parts = inputs.filter(({ high }) => high > 0);
  const shown = parts.length > membersMax + 1 ? parts.slice(0, membersMax) : parts;
  const words = shown.map((part) => `${partName(part, language)} ${moneyRange(part, language)}`);
  const more = parts.length - shown.length;
  if (more > 0)
    words.push(
      say(language, `altre ${wholeWords(more, 'it')} voci`, `${wholeWords(more, 'en')} more items`),
    );
  return listWords(words, language);
}

function partName({ rule }: Figure, language: Language): string {
  return rule.kind === 'part'
    ? quoted(lowerFirst(labelIn(rule.category.label, language)), language)
    : '';
}

/** Whether the limit would be broken by a cent more in its own category. */
function breaksWithOneMore(terms: LimitTerms, base: Cents, admitted: Cents): boolean {
  return admitted + 1 > limitAt(terms, terms.isSelfIncluded ? base + 1 : base);
}

/** A limit that counts its own category, said once more without it: `10 %` with itself is a ninth of the others. */
function closedWords(figure: Figure, terms: LimitTerms, base: Cents, language: Language): string {
  const { rate } = terms;
  if (!terms.isSelfIncluded || terms.plus !== 0 || compare(rate, one) >= 0) return '';
  const closed = closedRate(terms);
  const others = base - figure.low;
  const limit = multiply(closed, fraction(BigInt(others)));
  const words = moneyWords(Number(floor(limit)), language);
  const [own, other] = [rateWords(rate, language), rateWords(closed, language)];
  return say(
    language,
    `; ${beforeNumber('il', own)} con sé stessa equivale a ${other} delle altre spese: ${moneyWords(others, 'it')} → ${words}`,
    `; ${own} with itself is the same as ${other} of the other costs: ${moneyWords(others, 'en')} → ${words}`,
  );
}

/** `r / (1 − r)`: the same limit on the costs without the limited one. */
export function closedRate({ rate, isSelfIncluded }: LimitTerms): Fraction {
  return isSelfIncluded ? divide(rate, subtract(one, rate)) : rate;
}

export function totalSentence(figure: Figure, call: Call, language: Language): string {
  const money = moneyRange(figure, language);
  const title = say(language, 'Totale ammesso', 'Total admitted');
  const count = figure.inputs.filter(({ high }) => high > 0).length;
  if (figure.low !== figure.high) {
    const why = becauseWords(figure, call, language);
    return `${title}: ${money}${why === '' ? '' : `, ${why}`}`;
  }
  const sum =
    count === 1
      ? say(language, 'una sola voce', 'a single item')
      : say(
          language,
          `la somma di ${wholeWords(count, 'it')} voci`,
          `the sum of ${wholeWords(count, 'en')} items`,
        );
  return `${title}: ${money}, ${sum}${multiplierWords(figure, language)}`;
}

/** What a further euro of the costs admitted as declared adds to the total, where it is more than itself. */
function multiplierWords({ rule, inputs }: Figure, language: Language): string {
  if (rule.kind !== 'admitted-total' || !rule.compiled) return '';
  const { structure } = rule.compiled;
  const isPlain =
    structure.caps.length === 0 && structure.categories.every((each) => !('flat' in each));
  if (isPlain || inputs.length !== structure.categories.length) return '';
  const counted = inputs.map((each) => countedFigure(each.inputs)?.low ?? 0);
  const most = explainCosts(rule.compiled, counted).categories.flatMap(({ multiplier }, index) => {
    const own = inputs[index];
    return multiplier && own && own.low > 0 && compare(multiplier, one) > 0
      ? [{ multiplier, own }]
      : [];
  });
  const [best] = most.toSorted((a, b) => compare(b.multiplier, a.multiplier));
  if (!best || best.own.rule.kind !== 'admitted') return '';
  const euro = moneyWords(Number(floor(multiply(best.multiplier, fraction(100n)))), language);
  const name = quoted(lowerFirst(labelIn(best.own.rule.category.label, language)), language);
  return say(
    language,
    `; ogni euro in più di ${name} ne ammette circa ${euro} in tutto`,
    `; each further euro of ${name} admits about ${euro} in all`,
  );
}
