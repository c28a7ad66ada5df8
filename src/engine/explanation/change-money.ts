import type { Cents } from '../numbers/money.ts';
import {
  ceil,
  compare,
  divide,
  floor,
  fraction,
  multiply,
  one,
  zero,
  type Fraction,
} from '../numbers/fraction.ts';
import type { GrantPlan } from '../definition/compile-grant.ts';
import type { Change } from './effect.ts';
import type { Figure, Rule } from './figure.ts';
import { closedRate, decisiveLimit } from './sentence-costs.ts';
import { appliedRate, bindingBound } from './sentence-grant.ts';
import { moneyWords, say, type Language } from './words.ts';

const hundredEuro = fraction(10_000n);

/** What would raise the limit that decided, or how much more could be declared under it. */
export function admittedChanges(
  figure: Figure,
  rule: Rule & { kind: 'admitted' },
  language: Language,
): readonly Change[] {
  const limit = decisiveLimit(figure, rule);
  const terms = limit?.terms;
  if (!limit || !terms) return [];
  if (limit.kind === 'flat')
    return [
      { sentence: perHundred(terms.rate, say(language, 'della base', 'of the base'), language) },
    ];
  if (terms.rate.num === 0n)
    return [
      {
        sentence: say(
          language,
          'il limite è un importo fisso: dichiarare di più non cambia nulla',
          'the limit is a fixed amount: declaring more changes nothing',
        ),
      },
    ];
  const canClose = limit.kind === 'cap' && compare(terms.rate, one) < 0;
  const rate = canClose ? closedRate(terms) : terms.rate;
  const of =
    terms.isSelfIncluded && canClose
      ? say(language, 'di altre spese ammesse nella base', 'of other admitted costs in the base')
      : say(language, 'di spese ammesse nella base', 'of admitted costs in the base');
  return [{ sentence: perHundred(rate, of, language) }];
}

function perHundred(rate: Fraction, of: string, language: Language): string {
  const more = multiply(hundredEuro, rate);
  const isWhole = more.den === 1n;
  const amount = moneyWords(Number(floor(more)), language);
  const about = isWhole ? '' : say(language, 'circa ', 'about ');
  const hundred = moneyWords(10_000, language);
  return say(
    language,
    `ogni ${hundred} in più ${of} alzano il limite di ${about}${amount}`,
    `each further ${hundred} ${of} raises the limit by ${about}${amount}`,
  );
}

/** Which bound holds the grant, and what a further expense would give. */
export function grantChanges(
  figure: Figure,
  plan: GrantPlan,
  language: Language,
): readonly Change[] {
  const bound = bindingBound(figure);
  const byRate = figure.inputs.find(({ rule }) => rule.kind === 'by-rate');
  if (!bound || !byRate || figure.low < bound.low) return [];
  const hasOneRate = !byRate.inputs.some(({ rule }) => rule.kind === 'partner-costs');
  if (!hasOneRate || plan.partnerRates.length > 0) return byCeilingOnly(bound, language);
  const rate = appliedRate(byRate, plan);
  if (compare(rate, zero) === 0) return [];
  const ceilings = figure.inputs.filter(
    ({ rule, low }) => rule.kind === 'ceiling' && Number.isFinite(low),
  );
  const lowest = Math.min(...ceilings.map(({ low }) => low));
  const reached = Number.isFinite(lowest) ? expenseFor(lowest, rate) : undefined;
  if (bound.rule.kind === 'ceiling' && reached !== undefined)
    return [
      {
        sentence: say(
          language,
          `conta il massimale: oltre ${moneyWords(reached, 'it')} di spesa ammessa il contributo non cresce`,
          `the ceiling decides: beyond ${moneyWords(reached, 'en')} of admitted costs the grant does not grow`,
        ),
      },
    ];
  const gain = multiply(hundredEuro, rate);
  const more = moneyWords(Number(floor(gain)), language);
  const about = gain.den === 1n ? '' : say(language, 'circa ', 'about ');
  const until =
    reached === undefined
      ? ''
      : say(
          language,
          `, fino a ${moneyWords(reached, 'it')} di spesa`,
          `, up to ${moneyWords(reached, 'en')} of costs`,
        );
  const hundred = moneyWords(10_000, language);
  return [
    {
      sentence: say(
        language,
        `ogni ${hundred} di spesa ammessa in più danno ${about}${more} di contributo${until}`,
        `each further ${hundred} of admitted costs gives ${about}${more} of grant${until}`,
      ),
    },
  ];
}

function byCeilingOnly(bound: Figure, language: Language): readonly Change[] {
  if (bound.rule.kind !== 'ceiling') return [];
  return [
    {
      sentence: say(
        language,
        'conta il massimale: con più spesa il contributo non cresce',
        'the ceiling decides: with more costs the grant does not grow',
      ),
    },
  ];
}

/** The least admitted costs whose share reaches an amount. */
function expenseFor(amount: Cents, rate: Fraction): Cents {
  return Number(ceil(divide(fraction(BigInt(amount)), rate)));
}
