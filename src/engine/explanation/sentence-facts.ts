import type { Call } from '../definition/compile-call.ts';
import type { Localized } from '../definition/gap.ts';
import type { Figure, Rule } from './figure.ts';
import { formulaWords } from './condition-sentence.ts';
import { becauseWords } from './missing.ts';
import { labelsOf, valueWords, type FactLabel } from './labels.ts';
import {
  labelIn,
  lowerFirst,
  notYetKnown,
  quoted,
  rangeWords,
  say,
  truthWords,
  upperFirst,
  wholeWords,
  withArticle,
  type Language,
} from './words.ts';

/** The value of a fact, derived fact or list as people write it. */
export function figureWords(figure: Figure, call: Call, language: Language): string {
  const { rule, low, high } = figure;
  if (rule.kind === 'list') return entriesWords(figure, rule.name, language);
  if (rule.kind !== 'fact' && rule.kind !== 'derived') return truthWords(figure, language);
  const labels = labelsOf(call);
  const format = (value: number): string =>
    valueWords(value, rule.type, labelOf(rule, call), labels.texts, language);
  if (low === high) return format(low);
  return Number.isNaN(low) || rule.type.kind === 'bool' || isWhollyOpen(figure, rule)
    ? notYetKnown(language)
    : rangeWords(figure, format, language);
}

/** An unknown fact lies between its own limits, which says nothing about it. */
function isWhollyOpen({ low, high }: Figure, rule: Rule): boolean {
  if (rule.kind !== 'fact') return false;
  const { type, from, to } = rule.fact;
  const scale = type === 'money' || type === 'points' || type === 'percent' ? 100 : 1;
  const [least, most] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
  return low === least * scale && high === most * scale;
}

function entriesWords({ low, high }: Figure, list: string, language: Language): string {
  if (low !== high) return notYetKnown(language);
  const count = wholeWords(low, language);
  if (list === 'partners')
    return `${count} ${low === 1 ? 'partner' : say(language, 'partner', 'partners')}`;
  return low === 1
    ? say(language, '1 elemento', '1 entry')
    : say(language, `${count} elementi`, `${count} entries`);
}

/** What people call the fact, derived fact or list behind a figure. */
export function labelOf(rule: Rule, call: Call): FactLabel | undefined {
  const labels = labelsOf(call);
  if (rule.kind === 'list') return labels.facts.get(rule.name);
  if (rule.kind === 'derived') return labels.facts.get(rule.derived.document.id);
  if (rule.kind !== 'fact') return undefined;
  return rule.fact.level === 'partner'
    ? labels.fields.get('partners')?.get(rule.fact.id)
    : labels.facts.get(rule.fact.id);
}

/** The title of a rule, between quotation marks. */
export function named({ rule }: Figure, language: Language): string {
  const title = titleOf(rule);
  return title ? quoted(labelIn(title, language), language) : '';
}

function titleOf(rule: Rule): Localized | undefined {
  switch (rule.kind) {
    case 'requirement':
    case 'partner':
      return rule.requirement.document.title;
    case 'criterion':
      return rule.criterion.document.title;
    case 'bonus':
      return rule.bonus.document.title;
    case 'ceiling':
      return rule.ceiling.document.title;
    case 'threshold':
      return rule.title;
    case 'minimum-project':
      return { it: 'progetto minimo', en: 'smallest project' };
    default:
      return undefined;
  }
}

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
