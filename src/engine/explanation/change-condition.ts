import { notApplicable, type Range } from '../condition/facts.ts';
import type { ComparisonOperator } from '../condition/syntax.ts';
import { readsOf, type Tree } from '../condition/tree.ts';
import { outcomes } from '../assessment/assessment.ts';
import type { Call } from '../definition/compile-call.ts';
import type { Requirement } from '../definition/compile-eligibility.ts';
import type { Bonus } from '../definition/compile-score.ts';
import type { Change, Effect } from './effect.ts';
import { conditionWords, formulaWords, negatedWords } from './condition-sentence.ts';
import { evaluate, inputsOf, outcomeOn, truthOn, type Inputs } from './evaluate-inputs.ts';
import { isAllowed, settableFact, writtenValue } from './fact-values.ts';
import type { Figure } from './figure.ts';
import { figureWords, labelOf } from './sentence-facts.ts';
import { labelIn, listWords, lowerFirst, pointsRangeWords, say, type Language } from './words.ts';

/** A single comparison or fact that must come out the other way. */
interface Atom {
  readonly tree: Tree;
  readonly isWanted: boolean;
}

/** More ways than this to meet a condition are not listed. */
const waysMax = 4;

/** What would meet a requirement that is not met: for partners, partner by partner. */
export function requirementChanges(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): readonly Change[] {
  if (figure.note !== outcomes.notMet) return [];
  if (figure.rule.kind === 'requirement' && requirement.document.level === 'partner')
    return partnerChanges(figure, requirement, call, language);
  const inputs = inputsOf(figure.inputs);
  const { rule, isSure } = ruleInForce(requirement, inputs);
  if (!rule) return [];
  const verb = isSure
    ? say(language, 'sarebbe soddisfatto con', 'it would be met with')
    : say(language, 'servirebbe', 'it would need');
  return waysTo({ tree: rule, isWanted: true }, inputs)
    .filter((way) => way.length > 0)
    .slice(0, waysMax)
    .map((way) => {
      const effect = effectOf(
        way,
        figure,
        call,
        (changed) => outcomeOn(requirement, changed) === outcomes.met,
        1,
      );
      const sentence = `${verb} ${wayWords(way, figure, call, language)}`;
      return effect ? { sentence, effect } : { sentence };
    });
}

/** The rule that an exception may have replaced; unsure while an exception may still hold. */
function ruleInForce(
  { require, exceptions }: Requirement,
  inputs: Inputs,
): { readonly rule: Tree | undefined; readonly isSure: boolean } {
  const states = exceptions.map((each) => truthOn(each.when, inputs));
  const holding = exceptions.find((_, index) => states[index]?.low === 1);
  const isSure = states.every((state) => state !== undefined && state.low === state.high);
  return { rule: (holding?.require ?? require)?.tree, isSure };
}

function partnerChanges(
  figure: Figure,
  requirement: Requirement,
  call: Call,
  language: Language,
): readonly Change[] {
  const failing = figure.inputs.filter(({ note }) => note === outcomes.notMet);
  const isOnly =
    failing.length === 1 &&
    figure.inputs.every(
      ({ note }) => note !== outcomes.unknown && note !== outcomes.exceptionsClash,
    );
  return failing.flatMap((partner) => {
    const name = partner.rule.kind === 'partner' ? partner.rule.partner : '';
    return requirementChanges(partner, requirement, call, language).map(({ sentence, effect }) => ({
      sentence: `${name}: ${sentence}`,
      ...(isOnly && effect ? { effect } : {}),
    }));
  });
}

/** What would give a bonus that is not given. */
export function bonusChanges(
  figure: Figure,
  bonus: Bonus,
  call: Call,
  language: Language,
): readonly Change[] {
  if (figure.high !== 0 || bonus.points.high === 0) return [];
  const inputs = inputsOf(figure.inputs);
  const points = pointsRangeWords(bonus.points, language);
  const isExact = bonus.points.low === bonus.points.high;
  return waysTo({ tree: bonus.when.tree, isWanted: true }, inputs)
    .filter((way) => way.length > 0)
    .slice(0, waysMax)
    .map((way) => {
      const holds = (changed: Inputs): boolean => truthOn(bonus.when, changed)?.low === 1;
      const effect = isExact ? effectOf(way, figure, call, holds, bonus.points.low) : undefined;
      const words = wayWords(way, figure, call, language);
      const sentence = say(
        language,
        `con ${words} il punteggio sarebbe di ${points}`,
        `with ${words} the score would be ${points}`,
      );
      return effect ? { sentence, effect } : { sentence };
    });
}

/** The ways to turn a condition, each a set of atoms that must all turn; what already holds is left out. */
function waysTo({ tree, isWanted }: Atom, inputs: Inputs): readonly (readonly Atom[])[] {
  const value = evaluate(tree, inputs);
  const wanted = isWanted ? 1 : 0;
  if (value && isTruth(value, wanted)) return [[]];
  switch (tree.op) {
    case 'not':
      return waysTo({ tree: tree.of, isWanted: !isWanted }, inputs);
    case 'and':
    case 'or': {
      const parts = tree.parts.map((part) => waysTo({ tree: part, isWanted }, inputs));
      if ((tree.op === 'or') === isWanted) return parts.flat();
      return parts.reduce(
        (ways, part) =>
          ways.flatMap((way) => part.map((more) => [...way, ...more])).slice(0, waysMax),
        [[]] as readonly (readonly Atom[])[],
      );
    }
    default:
      return [[{ tree, isWanted }]];
  }
}

function isTruth(value: Range, wanted: number): boolean {
  const truth = value.high === notApplicable ? 0 : value.low === value.high ? value.low : undefined;
  return truth === wanted;
}

function wayWords(way: readonly Atom[], figure: Figure, call: Call, language: Language): string {
  const words = way.map(({ tree, isWanted }) => atomWords(tree, isWanted, figure, call, language));
  return listWords(words, language);
}

/** `numero di PMI almeno 5 (oggi 4)`. */
function atomWords(
  tree: Tree,
  isWanted: boolean,
  figure: Figure,
  call: Call,
  language: Language,
): string {
  const words = isWanted
    ? conditionWords(tree, call, language)
    : negatedWords(tree, call, language);
  const subject = subjectOf(tree);
  const own = subject && figure.inputs.find((each) => isFigureOf(each, subject));
  if (tree.op === 'has' || !own || own.low !== own.high) return words;
  const now = figureWords(own, call, language);
  const label = labelOf(own.rule, call)?.label;
  const isShown =
    label && formulaWords(subject, call, language) === lowerFirst(labelIn(label, language));
  return isShown && subject.type.kind !== 'bool'
    ? `${words} (${say(language, 'oggi', 'today')} ${now})`
    : words;
}

function subjectOf(tree: Tree): (Tree & { op: 'fact' | 'field' }) | undefined {
  const subject =
    tree.op === 'compare'
      ? tree.left.op === 'literal'
        ? tree.right
        : tree.left
      : tree.op === 'among'
        ? tree.of
        : tree.op === 'has'
          ? tree.set
          : tree;
  return subject.op === 'fact' || subject.op === 'field' ? subject : undefined;
}

function isFigureOf({ rule }: Figure, { op, name }: Tree & { op: 'fact' | 'field' }): boolean {
  if (rule.kind === 'derived') return op === 'fact' && rule.derived.document.id === name;
  if (rule.kind !== 'fact' || rule.fact.id !== name) return false;
  return (rule.fact.level === 'partner') === (op === 'field');
}

/** The value of one fact that alone does it, checked against the whole rule; nothing is promised otherwise. */
function effectOf(
  way: readonly Atom[],
  figure: Figure,
  call: Call,
  isReached: (changed: Inputs) => boolean,
  gives: number,
): Effect | undefined {
  const [atom] = way;
  const subject = atom && subjectOf(atom.tree);
  const own = subject && figure.inputs.find((each) => isFigureOf(each, subject));
  const fact = settableFact(own);
  if (way.length !== 1 || !atom || !subject || !own || !fact || own.rule.kind !== 'fact')
    return undefined;
  if (isReadByOthers(fact.id, figure, call)) return undefined;
  const inputs = inputsOf(figure.inputs);
  const value = valueFor(atom, own, inputs);
  if (value === undefined || !isAllowed(value, fact)) return undefined;
  const written = writtenValue(value, own.rule.type);
  const isPartner = subject.op === 'field';
  const place = isPartner ? 'partner' : 'facts';
  const changed = {
    ...inputs,
    [place]: new Map(inputs[place]).set(fact.id, { low: value, high: value }),
  };
  if (written === undefined || !isReached(changed)) return undefined;
  const { rule } = figure;
  const partner = isPartner && rule.kind === 'partner' ? rule.partner : undefined;
  if (isPartner && (partner === undefined || fact.id === 'role')) return undefined;
  return { fact: fact.id, value: written, gives, ...(partner === undefined ? {} : { partner }) };
}

/** Whether a derived fact, or the condition of another fact, would move with the fact. */
function isReadByOthers(name: string, { inputs }: Figure, call: Call): boolean {
  const conditions = [...call.factConditions.values()];
  return (
    conditions.some((condition) => readsOf(condition.tree).has(name)) ||
    inputs.some(
      ({ rule, inputs: below }) =>
        rule.kind === 'derived' &&
        below.some((each) => each.rule.kind === 'fact' && each.rule.fact.id === name),
    )
  );
}

/** The nearest value of the subject that turns the atom. */
function valueFor({ tree, isWanted }: Atom, own: Figure, inputs: Inputs): number | undefined {
  switch (tree.op) {
    case 'fact':
    case 'field':
      return isWanted ? 1 : 0;
    case 'among':
      return isWanted ? tree.values[0] : undefined;
    case 'has': {
      const bit = 1 << tree.option;
      if (own.low !== own.high) return undefined;
      return isWanted ? own.low | bit : own.low & ~bit;
    }
    case 'compare':
      return borderFor(tree, isWanted, inputs);
    default:
      return undefined;
  }
}

function borderFor(
  { sign, left, right }: Tree & { op: 'compare' },
  isWanted: boolean,
  inputs: Inputs,
): number | undefined {
  if (left.op === 'literal' || left.type.kind === 'bool') return undefined;
  const border = evaluate(right, inputs);
  if (!border || border.low !== border.high || !Number.isFinite(border.low)) return undefined;
  const steps: Readonly<Record<ComparisonOperator, number | undefined>> = isWanted
    ? { '>=': 0, '>': 1, '<=': 0, '<': -1, '==': 0, '!=': undefined }
    : { '>=': -1, '>': 0, '<=': 1, '<': 0, '==': undefined, '!=': 0 };
  const step = steps[sign];
  return step === undefined ? undefined : border.low + step;
}
