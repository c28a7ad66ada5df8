import type { Call } from '../definition/compile-call.ts';
import type { Figure } from './figure.ts';
import {
  admittedSentence,
  baseSentence,
  declaredSentence,
  recognisedSentence,
  totalSentence,
} from './sentence-costs.ts';
import { partnerSentence, requirementSentence } from './sentence-eligibility.ts';
import { derivedSentence, factSentence, listSentence } from './sentence-facts.ts';
import { eligibleSentence, minimumSentence, outcomeSentence } from './sentence-outcome.ts';
import { byRateSentence, ceilingSentence, grantSentence } from './sentence-grant.ts';
import {
  bonusSentence,
  bonusTotalSentence,
  criterionSentence,
  grossSentence,
  netSentence,
  passesSentence,
  thresholdSentence,
} from './sentence-score.ts';
import { labelIn, lowerFirst, moneyRange, quoted, rateWords, say, type Language } from './words.ts';

/** One plain sentence: what a figure is, why, and the place of the source it comes from. */
export function sentenceOf(figure: Figure, call: Call, language: Language): string {
  const { rule } = figure;
  switch (rule.kind) {
    case 'fact':
      return factSentence(figure, rule, call, language);
    case 'list':
      return listSentence(figure, rule, call, language);
    case 'derived':
      return derivedSentence(figure, rule, call, language);
    case 'requirement':
      return requirementSentence(figure, rule.requirement, call, language);
    case 'partner':
      return partnerSentence(figure, rule, call, language);
    case 'minimum-project':
      return minimumSentence(figure, rule.plan, call, language);
    case 'eligible':
      return eligibleSentence(figure, call, language);
    case 'outcome':
      return outcomeSentence(figure, call, language);
    default:
      return scoreSentence(figure, call, language);
  }
}

function scoreSentence(figure: Figure, call: Call, language: Language): string {
  const { rule } = figure;
  switch (rule.kind) {
    case 'criterion':
      return criterionSentence(figure, rule, call, language);
    case 'net':
      return netSentence(figure, rule.score, call, language);
    case 'bonus':
      return bonusSentence(figure, rule.bonus, call, language);
    case 'bonus-total':
      return bonusTotalSentence(figure, rule.score, call, language);
    case 'gross':
      return grossSentence(figure, rule.article, call, language);
    case 'threshold':
      return thresholdSentence(figure, rule, call, language);
    case 'passes':
      return passesSentence(figure, call, language);
    default:
      return moneySentence(figure, call, language);
  }
}

function moneySentence(figure: Figure, call: Call, language: Language): string {
  const { rule } = figure;
  switch (rule.kind) {
    case 'declared':
      return declaredSentence(figure, rule.category, language);
    case 'recognised':
      return recognisedSentence(figure, rule.category, language);
    case 'admitted':
      return admittedSentence(figure, rule, call, language);
    case 'base':
      return baseSentence(figure, rule.limit, language);
    case 'admitted-total':
      return totalSentence(figure, call, language);
    case 'by-rate':
      return byRateSentence(figure, rule.plan, call, language);
    case 'ceiling':
      return ceilingSentence(figure, rule.ceiling, call, language);
    case 'grant':
      return grantSentence(figure, rule.plan, call, language);
    default:
      return plainSentence(figure, language);
  }
}

/** Amounts that are only named. */
function plainSentence(figure: Figure, language: Language): string {
  const { rule } = figure;
  const money = moneyRange(figure, language);
  switch (rule.kind) {
    case 'part': {
      const label = labelIn(rule.category.label, language);
      const name = quoted(lowerFirst(label), language);
      return say(language, `Ammesso per ${name}: ${money}`, `Admitted for ${name}: ${money}`);
    }
    case 'declared-total':
      return say(language, `Totale dichiarato: ${money}`, `Total declared: ${money}`);
    case 'partner-costs': {
      const rate = rateWords(rule.rate.low, language);
      return say(
        language,
        `Spese ammesse di ${rule.partner}: ${money}, intensità ${rate}`,
        `Admitted costs of ${rule.partner}: ${money}, rate ${rate}`,
      );
    }
    case 'requested-rate': {
      const rate = rateWords(rule.rate, language);
      return say(language, `Intensità chiesta: ${rate}`, `Rate asked for: ${rate}`);
    }
    case 'share':
      return say(
        language,
        `Parte di ${rule.partner}: ${money}`,
        `Part of ${rule.partner}: ${money}`,
      );
    default:
      return '';
  }
}
