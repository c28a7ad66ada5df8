import type { Call } from '../definition/compile-call.ts';
import { outcomes } from '../assessment/assessment.ts';
import { bonusChanges, requirementChanges } from './change-condition.ts';
import { admittedChanges, grantChanges } from './change-money.ts';
import type { Change } from './effect.ts';
import { criterionChanges, thresholdChanges } from './change-score.ts';
import type { Figure } from './figure.ts';
import { factWords, gapWords, missingFor, nounOf } from './missing.ts';
import { named } from './sentence-facts.ts';
import { say, type Language } from './words.ts';

/** What would change a figure: what is missing while it is not known, what would raise or turn it once it is. */
export function whatWouldChange(figure: Figure, call: Call, language: Language): readonly Change[] {
  const { rule } = figure;
  if (isOpen(figure) && rule.kind !== 'fact') return missingChanges(figure, call, language);
  switch (rule.kind) {
    case 'criterion':
      return criterionChanges(figure, rule, call, language);
    case 'bonus':
      return bonusChanges(figure, rule.bonus, call, language);
    case 'threshold':
      return thresholdChanges(figure, rule, language);
    case 'requirement':
      return requirementChanges(figure, rule.requirement, call, language);
    case 'partner':
      return requirementChanges(figure, rule.requirement, call, language);
    case 'admitted':
      return admittedChanges(figure, rule, language);
    case 'grant':
      return grantChanges(figure, rule.plan, language);
    case 'eligible':
    case 'passes':
    case 'outcome':
      return belowChanges(figure, call, language);
    default:
      return [];
  }
}

function isOpen({ rule, low, high, note }: Figure): boolean {
  const isClash =
    (rule.kind === 'requirement' || rule.kind === 'partner') && note === outcomes.exceptionsClash;
  return low !== high && !isClash;
}

/** The facts to supply and the decisions to take. */
function missingChanges(figure: Figure, call: Call, language: Language): readonly Change[] {
  const missing = missingFor(figure, call);
  const facts = factWords(missing, call, language).map((name) => ({
    sentence: say(language, `serve sapere ${name}`, `${name} must be known`),
  }));
  const gaps = missing.gaps.map((gap) => ({
    sentence: gapWords(gap, nounOf(figure.rule, language), language),
  }));
  return [...facts, ...gaps];
}

/** What would turn each part that says no. */
function belowChanges(figure: Figure, call: Call, language: Language): readonly Change[] {
  if (figure.high !== 0) return [];
  return figure.inputs
    .filter(({ rule, high }) => {
      const isNeeded =
        rule.kind !== 'requirement' || rule.requirement.document.effect === 'exclude';
      const isTruth = ['requirement', 'eligible', 'passes', 'threshold'].includes(rule.kind);
      return high === 0 && isNeeded && isTruth;
    })
    .flatMap((input) => {
      const name = named(input, language);
      return whatWouldChange(input, call, language).map(({ sentence }) => ({
        sentence: name === '' ? sentence : `${name}: ${sentence}`,
      }));
    });
}
