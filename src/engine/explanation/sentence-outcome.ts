import type { Call } from '../definition/compile-call.ts';
import type { GrantPlan } from '../definition/compile-grant.ts';
import type { Figure } from './figure.ts';
import { becauseWords } from './missing.ts';
import { named } from './sentence-facts.ts';
import {
  listWords,
  moneyRange,
  moneyWords,
  notYetKnown,
  rangeWords,
  say,
  withArticle,
  type Language,
} from './words.ts';

export function minimumSentence(
  figure: Figure,
  plan: GrantPlan,
  call: Call,
  language: Language,
): string {
  const minimum = plan.minimumProject;
  const least = minimum
    ? rangeWords(minimum, (cents) => moneyWords(cents, language), language)
    : '';
  const onDeclared = say(language, 'totale dichiarato', 'total declared');
  const onAdmitted = say(language, 'totale ammesso', 'total admitted');
  const read = figure.inputs
    .filter(
      ({ rule }) => minimum?.on !== (rule.kind === 'declared-total' ? 'admitted' : 'declared'),
    )
    .map(
      (each) =>
        `${each.rule.kind === 'declared-total' ? onDeclared : onAdmitted} ${moneyRange(each, language)}`,
    );
  const title = say(language, 'Progetto minimo', 'Smallest project');
  const verdict =
    figure.low === 1
      ? say(language, `raggiunto il minimo di ${least}`, `the minimum of ${least} is reached`)
      : figure.high === 0
        ? say(
            language,
            `non raggiunto il minimo di ${least}, esclude la domanda`,
            `the minimum of ${least} is not reached, it excludes the application`,
          )
        : say(
            language,
            `non ancora noto se si raggiunge il minimo di ${least}`,
            `not yet known whether the minimum of ${least} is reached`,
          );
  const why = figure.low === figure.high ? '' : becauseWords(figure, call, language);
  return withArticle(
    `${title}: ${listWords(read, language)}, ${verdict}${why === '' ? '' : `, ${why}`}`,
    plan.document.minimumProject?.article,
  );
}

export function eligibleSentence(figure: Figure, call: Call, language: Language): string {
  const title = say(language, 'Requisiti', 'Requirements');
  if (figure.low === 1)
    return `${title}: ${say(language, 'rispettati tutti quelli che escludono', 'all that exclude are met')}`;
  if (figure.high === 0) return `${title}: ${failedWords(figure, language)}`;
  const why = becauseWords(figure, call, language);
  return `${title}: ${notYetKnown(language)}${why === '' ? '' : `, ${why}`}`;
}

/** The requirements that exclude and are not met, by their titles. */
function failedWords({ inputs }: Figure, language: Language): string {
  const names = inputs
    .filter(({ rule, high }) => {
      const excludes =
        rule.kind !== 'requirement' || rule.requirement.document.effect === 'exclude';
      return high === 0 && excludes;
    })
    .map((each) => named(each, language));
  const notMet = say(
    language,
    names.length === 1 ? 'non è soddisfatto' : 'non sono soddisfatti',
    names.length === 1 ? 'this is not met:' : 'these are not met:',
  );
  return `${notMet} ${listWords(names, language)}`;
}

export function outcomeSentence(figure: Figure, call: Call, language: Language): string {
  if (figure.low === 1)
    return say(language, 'La domanda è ammissibile', 'The application is admissible');
  const eligible = figure.inputs.find(({ rule }) => rule.kind === 'eligible');
  if (figure.high === 0) {
    if (eligible?.high !== 0)
      return say(language, 'La domanda è sotto soglia', 'The application is below the threshold');
    const failed = failedWords(eligible, language);
    return say(
      language,
      `La domanda non è ammissibile: ${failed}`,
      `The application is not admissible: ${failed}`,
    );
  }
  const why = becauseWords(figure, call, language);
  const reason = why === '' ? '' : `, ${why}`;
  return say(
    language,
    `L’esito non è ancora noto${reason}`,
    `The outcome is not yet known${reason}`,
  );
}
