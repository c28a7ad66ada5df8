import { outcomes } from '../assessment/assessment.ts';
import type { Call } from '../definition/compile-call.ts';
import type { Requirement } from '../definition/compile-eligibility.ts';
import type { GrantPlan } from '../definition/compile-grant.ts';
import { conditionWords, formulaWords } from './condition-sentence.ts';
import { inputsOf, truthOn } from './evaluate-inputs.ts';
import type { Figure, Rule } from './figure.ts';
import { labelsOf } from './labels.ts';
import { becauseWords } from './missing.ts';
import { figureWords, labelOf, named } from './sentence-facts.ts';
import {
  labelIn,
  listWords,
  lowerFirst,
  moneyRange,
  moneyWords,
  notYetKnown,
  quoted,
  rangeWords,
  say,
  upperFirst,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

/** A sentence shows so many facts and leaves the others to the figures below it. */
const factsMax = 5;

export function factSentence(
  figure: Figure,
  rule: Rule & { kind: 'fact' },
  call: Call,
  language: Language,
): string {
  const label = labelOf(rule, call)?.label ?? rule.fact.label;
  return `${upperFirst(labelIn(label, language))}: ${figureWords(figure, call, language)}`;
}

export function listSentence(
  figure: Figure,
  rule: Rule & { kind: 'list' },
  call: Call,
  language: Language,
): string {
  const label = labelsOf(call).facts.get(rule.name)?.label;
  return `${upperFirst(label ? labelIn(label, language) : '')}: ${figureWords(figure, call, language)}`;
}

export function derivedSentence(
  figure: Figure,
  { derived }: Rule & { kind: 'derived' },
  call: Call,
  language: Language,
): string {
  const { document, tree } = derived;
  const value = figureWords(figure, call, language);
  const title = upperFirst(labelIn(document.label, language));
  const labels = labelsOf(call);
  const list = document.sum && labels.facts.get(document.sum.list)?.label;
  const field =
    document.sum && labels.fields.get(document.sum.list)?.get(document.sum.field)?.label;
  const how = tree
    ? say(
        language,
        `calcolato come ${formulaWords(tree, call, 'it')}`,
        `computed as ${formulaWords(tree, call, 'en')}`,
      )
    : list && field
      ? say(
          language,
          `la somma di «${lowerFirst(field.it)}» in «${lowerFirst(list.it)}»`,
          `the sum of “${lowerFirst(field.en)}” over “${lowerFirst(list.en)}”`,
        )
      : '';
  const isKnown = figure.low === figure.high;
  const why = isKnown ? '' : becauseWords(figure, call, language);
  return withArticle(`${title}: ${value}, ${how}${why === '' ? '' : `, ${why}`}`, document.article);
}

export function requirementSentence(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): string {
  const title = labelIn(requirement.document.title, language);
  const body =
    requirement.document.level === 'partner'
      ? overPartners(figure, requirement, call, language)
      : outcomeWords(figure, requirement, call, language);
  return withArticle(`${title}: ${body}`, articleOf(figure, requirement));
}

export function partnerSentence(
  figure: Figure,
  { requirement, partner }: Rule & { kind: 'partner' },
  call: Call,
  language: Language,
): string {
  const title = labelIn(requirement.document.title, language);
  const body = outcomeWords(figure, requirement, call, language);
  return withArticle(`${title}, ${partner}: ${body}`, articleOf(figure, requirement));
}

/** The article of the exception that took the place of the rule, where one did. */
function articleOf(figure: Figure, requirement: Requirement): string {
  const exception = exceptionOn(figure, requirement);
  const own = requirement.document.exceptions?.find((each) => each.id === exception?.id);
  return own?.article ?? requirement.document.article;
}

function exceptionOn(
  { inputs }: Figure,
  { exceptions }: Requirement,
): Requirement['exceptions'][number] | undefined {
  if (exceptions.length === 0) return undefined;
  const known = inputsOf(inputs);
  const holding = exceptions.filter((each) => truthOn(each.when, known)?.low === 1);
  return holding.length === 1 ? holding[0] : undefined;
}

function outcomeWords(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): string {
  const { when } = requirement;
  if (figure.note === outcomes.notApplicable && when) {
    const only = conditionWords(when.tree, call, language);
    return say(
      language,
      `non si applica, perché vale solo se ${only}${found(figure, call, language)}`,
      `does not apply, because it holds only if ${only}${found(figure, call, language)}`,
    );
  }
  if (figure.note === outcomes.exceptionsClash)
    return say(
      language,
      `non si può dire, perché valgono insieme due eccezioni${found(figure, call, language)}`,
      `cannot be told, because two exceptions hold at once${found(figure, call, language)}`,
    );
  if (figure.low !== figure.high) {
    const why = becauseWords(figure, call, language);
    return `${notYetKnown(language)}${why === '' ? '' : `, ${why}`}`;
  }
  const asked = askedWords(figure, requirement, call, language);
  const isMet = figure.low === 1;
  const verdict = isMet
    ? say(language, 'soddisfatto', 'met')
    : say(language, 'non soddisfatto', 'not met');
  return `${verdict}${asked}${found(figure, call, language)}${isMet ? '' : effectWords(requirement, language)}`;
}

function askedWords(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): string {
  const exception = exceptionOn(figure, requirement);
  const rule = exception?.require ?? requirement.require;
  if (!rule) return '';
  const asked = conditionWords(rule.tree, call, language);
  if (!exception) return say(language, `, si chiede ${asked}`, `, asked for: ${asked}`);
  const why = conditionWords(exception.when.tree, call, language);
  return say(
    language,
    `, per eccezione (${why}) si chiede ${asked}`,
    `, by exception (${why}) asked for: ${asked}`,
  );
}

/** What the facts say: `; risulta abitanti: 450`. */
function found({ inputs }: Figure, call: Call, language: Language): string {
  const facts = inputs
    .filter(({ rule }) => rule.kind === 'fact' || rule.kind === 'derived' || rule.kind === 'list')
    .slice(0, factsMax)
    .map((each) => {
      const label = labelOf(each.rule, call)?.label;
      const name = label ? lowerFirst(labelIn(label, language)) : '';
      return `${quoted(name, language)}: ${figureWords(each, call, language)}`;
    });
  if (facts.length === 0) return '';
  return say(language, `; risulta ${facts.join(', ')}`, `; found ${facts.join(', ')}`);
}

function effectWords({ document }: Requirement, language: Language): string {
  const effects = {
    exclude: say(language, 'esclude la domanda', 'it excludes the application'),
    reserve: say(
      language,
      'la domanda è ammessa con riserva',
      'the application is admitted with reserve',
    ),
    warn: say(language, 'è solo un avviso', 'it is only a warning'),
  };
  const cure = document.curable
    ? say(
        language,
        ', si può sanare con una richiesta di integrazioni',
        ', a clarification request may cure it',
      )
    : '';
  return `; ${effects[document.effect]}${cure}`;
}

function overPartners(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): string {
  const partners = figure.inputs.flatMap(({ rule, note }) =>
    rule.kind === 'partner' ? [{ id: rule.partner, note }] : [],
  );
  const withNote = (note: number): readonly string[] =>
    partners.filter((each) => each.note === note).map((each) => each.id);
  if (figure.low !== figure.high && figure.note !== outcomes.exceptionsClash) {
    const why = becauseWords(figure, call, language);
    return `${notYetKnown(language)}${why === '' ? '' : `, ${why}`}`;
  }
  const failed = withNote(outcomes.notMet);
  const clashing = withNote(outcomes.exceptionsClash);
  const asked = requirement.require ? conditionWords(requirement.require.tree, call, language) : '';
  if (failed.length > 0)
    return say(
      language,
      `non soddisfatto per ${listWords(failed, 'it')}, si chiede ${asked}${effectWords(requirement, 'it')}`,
      `not met for ${listWords(failed, 'en')}, asked for: ${asked}${effectWords(requirement, 'en')}`,
    );
  if (clashing.length > 0)
    return say(
      language,
      `non si può dire per ${listWords(clashing, 'it')}, perché valgono insieme due eccezioni`,
      `cannot be told for ${listWords(clashing, 'en')}, because two exceptions hold at once`,
    );
  const applies = partners.length - withNote(outcomes.notApplicable).length;
  if (applies === 0)
    return say(language, 'non si applica a nessun partner', 'applies to no partner');
  const count = wholeWords(applies, language);
  return applies === 1
    ? say(
        language,
        `soddisfatto dall'unico partner a cui si applica, si chiede ${asked}`,
        `met by the only partner it applies to, asked for: ${asked}`,
      )
    : say(
        language,
        `soddisfatto da tutti i ${count} partner a cui si applica, si chiede ${asked}`,
        `met by all ${count} partners it applies to, asked for: ${asked}`,
      );
}

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
  const onDeclared = say(language, 'spese dichiarate', 'declared costs');
  const onAdmitted = say(language, 'spese ammesse', 'admitted costs');
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
    return say(
      language,
      `${title}: rispettati tutti quelli che escludono`,
      `${title}: all that exclude are met`,
    );
  if (figure.high === 0) {
    const failed = failedOf(figure).map((each) => named(each, language));
    return say(
      language,
      `${title}: non rispettati, manca ${listWords(failed, 'it')}`,
      `${title}: not met, ${listWords(failed, 'en')} fails`,
    );
  }
  const why = becauseWords(figure, call, language);
  return `${title}: ${notYetKnown(language)}${why === '' ? '' : `, ${why}`}`;
}

function failedOf({ inputs }: Figure): readonly Figure[] {
  return inputs.filter(
    ({ rule, high }) =>
      high === 0 && (rule.kind !== 'requirement' || rule.requirement.document.effect === 'exclude'),
  );
}

export function outcomeSentence(figure: Figure, call: Call, language: Language): string {
  if (figure.low === 1)
    return say(language, 'La domanda è ammissibile', 'The application is admissible');
  const eligible = figure.inputs.find(({ rule }) => rule.kind === 'eligible');
  if (figure.high === 0 && eligible?.high === 0) {
    const failed = failedOf(eligible).map((each) => named(each, language));
    return say(
      language,
      `La domanda non è ammissibile: manca ${listWords(failed, 'it')}`,
      `The application is not admissible: ${listWords(failed, 'en')} fails`,
    );
  }
  if (figure.high === 0)
    return say(language, 'La domanda è sotto soglia', 'The application is below the threshold');
  const why = becauseWords(figure, call, language);
  return say(
    language,
    `L'esito non è ancora noto${why === '' ? '' : `, ${why}`}`,
    `The outcome is not yet known${why === '' ? '' : `, ${why}`}`,
  );
}
