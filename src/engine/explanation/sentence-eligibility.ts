import { outcomes } from '../assessment/assessment.ts';
import { partsOf, type Tree } from '../condition/tree.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ReadyCondition, Requirement } from '../definition/compile-eligibility.ts';
import { conditionWords } from './condition-sentence.ts';
import { inputsOf, truthOn } from './evaluate-inputs.ts';
import type { Figure, Rule } from './figure.ts';
import { idOf } from './find-figure.ts';
import { becauseWords } from './missing.ts';
import { figureWords, labelOf } from './sentence-facts.ts';
import {
  labelIn,
  listWords,
  lowerFirst,
  notYetKnown,
  quoted,
  say,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

/** A sentence shows so many facts and leaves the others to the figures below it. */
const factsMax = 5;

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
      `non si applica, perché vale solo se ${only}${found(figure, [when], call, language)}`,
      `does not apply, because it holds only if ${only}${found(figure, [when], call, language)}`,
    );
  }
  if (figure.note === outcomes.exceptionsClash)
    return say(
      language,
      `non si può dire, perché valgono insieme due eccezioni${found(
        figure,
        requirement.exceptions.map((each) => each.when),
        call,
        language,
      )}`,
      `cannot be told, because two exceptions hold at once${found(
        figure,
        requirement.exceptions.map((each) => each.when),
        call,
        language,
      )}`,
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
  const read = [
    requirement.require,
    ...requirement.exceptions.flatMap((each) => [each.when, each.require]),
  ];
  return `${verdict}${asked}${found(figure, read, call, language)}${isMet ? '' : effectWords(requirement, language)}`;
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

/** What the facts that some conditions read say: `; risulta «abitanti»: 450`. */
function found(
  { inputs }: Figure,
  conditions: readonly (ReadyCondition | undefined)[],
  call: Call,
  language: Language,
): string {
  const names = new Set(conditions.flatMap((each) => (each ? [...namesIn(each.tree)] : [])));
  const facts = inputs
    .filter(({ rule }) => {
      const isFact = rule.kind === 'fact' || rule.kind === 'derived' || rule.kind === 'list';
      return isFact && names.has(idOf(rule) ?? '');
    })
    .slice(0, factsMax)
    .map((each) => {
      const label = labelOf(each.rule, call)?.label;
      const name = label ? lowerFirst(labelIn(label, language)) : '';
      return `${quoted(name, language)}: ${figureWords(each, call, language)}`;
    });
  if (facts.length === 0) return '';
  return say(language, `; risulta ${facts.join(', ')}`, `; found ${facts.join(', ')}`);
}

/** Names of the facts and lists a condition reads, those of the partner at hand included. */
function namesIn(tree: Tree): readonly string[] {
  const own =
    tree.op === 'fact' || tree.op === 'field'
      ? [tree.name]
      : tree.op === 'count' || tree.op === 'exists' || tree.op === 'all'
        ? [tree.list.name]
        : [];
  return [...own, ...partsOf(tree).flatMap((part) => namesIn(part))];
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
        `soddisfatto dall’unico partner a cui si applica, si chiede ${asked}`,
        `met by the only partner it applies to, asked for: ${asked}`,
      )
    : say(
        language,
        `soddisfatto da tutti i ${count} partner a cui si applica, si chiede ${asked}`,
        `met by all ${count} partners it applies to, asked for: ${asked}`,
      );
}
