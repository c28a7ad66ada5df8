import type { ComparisonOperator } from '../condition/syntax.ts';
import type { Tree } from '../condition/tree.ts';
import {
  labelsOf,
  optionWords,
  recordOf,
  valueWords,
  type FactLabel,
  type Labels,
} from './labels.ts';
import type { Call } from '../definition/compile-call.ts';
import {
  beforeNumber,
  dayWords,
  labelIn,
  listWords,
  lowerFirst,
  percentWords,
  quoted,
  say,
  type Language,
} from './words.ts';

/** Where a condition is being told: the language, and the list behind each bound variable. */
interface Telling {
  readonly labels: Labels;
  readonly language: Language;
  readonly lists: ReadonlyMap<number, string>;
}

/** A checked condition as people would say it, without a capital and without a full stop. */
export function conditionWords(tree: Tree, call: Call, language: Language): string {
  return condition(tree, tellingOf(call, language), true);
}

/** What must hold for the condition to be false. */
export function negatedWords(tree: Tree, call: Call, language: Language): string {
  return condition(tree, tellingOf(call, language), false);
}

/** A fact, a count or a formula as a phrase that a value can follow. */
export function formulaWords(tree: Tree, call: Call, language: Language): string {
  return formula(tree, tellingOf(call, language));
}

function tellingOf(call: Call, language: Language): Telling {
  return { labels: labelsOf(call), language, lists: new Map() };
}

/** `isWanted` false tells the opposite: negations are pushed down to the single comparisons. */
function condition(tree: Tree, telling: Telling, isWanted: boolean): string {
  const { language } = telling;
  switch (tree.op) {
    case 'not':
      return condition(tree.of, telling, !isWanted);
    case 'and':
    case 'or':
      return joined(tree, telling, isWanted);
    case 'compare':
      return comparison(tree, telling, isWanted);
    case 'among':
      return among(tree, telling, isWanted);
    case 'has': {
      const option = quoted(optionOf(tree.set, tree.option, tree.text, telling), language);
      const set = formula(tree.set, telling);
      return isWanted
        ? say(language, `${option} fra ${set}`, `${option} among ${set}`)
        : say(language, `${option} non fra ${set}`, `${option} not among ${set}`);
    }
    case 'exists':
    case 'all':
      return overRows(tree, telling, isWanted);
    case 'choose':
      return chosen(tree, telling, (part) => condition(part, telling, isWanted));
    case 'literal':
      return (tree.value === 1) === isWanted
        ? say(language, 'sempre', 'always')
        : say(language, 'mai', 'never');
    default: {
      const name = quoted(formula(tree, telling), language);
      return isWanted ? name : say(language, `non ${name}`, `not ${name}`);
    }
  }
}

function joined(tree: Tree & { op: 'and' | 'or' }, telling: Telling, isWanted: boolean): string {
  const { language } = telling;
  const isAnd = (tree.op === 'and') === isWanted;
  const parts = tree.parts.map((part) => {
    const text = condition(part, telling, isWanted);
    return isCompound(part) ? `(${text})` : text;
  });
  if (isAnd) return listWords(parts, language);
  return parts.join(say(language, ' oppure ', ' or '));
}

function isCompound(tree: Tree): boolean {
  if (tree.op === 'not') return isCompound(tree.of);
  return tree.op === 'and' || tree.op === 'or' || tree.op === 'choose';
}

const opposites: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function comparison(tree: Tree & { op: 'compare' }, telling: Telling, isWanted: boolean): string {
  const isTurned = tree.left.op === 'literal' && tree.right.op !== 'literal';
  const [left, right] = isTurned ? [tree.right, tree.left] : [tree.left, tree.right];
  const said = isTurned ? mirrored[tree.sign] : tree.sign;
  const sign = isWanted ? said : opposites[said];
  if (left.type.kind === 'bool') return sameTruth(left, right, sign === '==', telling);
  const subject = formula(left, telling);
  const comma = left.op === 'count' && left.where ? ',' : '';
  return `${subject}${comma} ${measure(sign, left, right, telling)}`;
}

/** `almeno 5`, `dal 23 aprile 2024 in poi`, `al massimo il 35 % di …`. */
function measure(sign: ComparisonOperator, left: Tree, right: Tree, telling: Telling): string {
  const { language } = telling;
  if (left.type.kind === 'date' && right.op === 'literal')
    return dayMeasure(sign, right.value, language);
  const value = right.op === 'literal' ? literal(right, left, telling) : formula(right, telling);
  if (left.type.kind === 'date') return relativeDay(sign, value, language);
  const isName = left.type.kind === 'option' || left.type.kind === 'text';
  switch (sign) {
    case '>=':
      return say(language, `almeno ${value}`, `at least ${value}`);
    case '<=':
      return say(language, `al massimo ${value}`, `at most ${value}`);
    case '>':
      return say(language, `più di ${value}`, `more than ${value}`);
    case '<':
      return say(language, `meno di ${value}`, `less than ${value}`);
    case '==':
      return isName ? value : say(language, `uguale a ${value}`, `equal to ${value}`);
    case '!=':
      return isName
        ? say(language, `non ${value}`, `not ${value}`)
        : say(language, `non uguale a ${value}`, `not equal to ${value}`);
    default:
      return sign satisfies never;
  }
}

function dayMeasure(sign: ComparisonOperator, day: number, language: Language): string {
  const date = dayWords(day, language);
  switch (sign) {
    case '>=':
      return say(language, `${beforeNumber('dal', date)} in poi`, `from ${date} on`);
    case '<=':
      return say(language, `entro ${beforeNumber('il', date)}`, `by ${date}`);
    case '>':
      return say(language, `dopo ${beforeNumber('il', date)}`, `after ${date}`);
    case '<':
      return say(language, `prima ${beforeNumber('del', date)}`, `before ${date}`);
    case '==':
      return say(language, beforeNumber('il', date), `on ${date}`);
    case '!=':
      return say(language, `non ${beforeNumber('il', date)}`, `not on ${date}`);
    default:
      return sign satisfies never;
  }
}

function relativeDay(sign: ComparisonOperator, value: string, language: Language): string {
  const words: Readonly<Record<ComparisonOperator, readonly [string, string]>> = {
    '>=': ['non prima di', 'not before'],
    '<=': ['non dopo', 'not after'],
    '>': ['dopo', 'after'],
    '<': ['prima di', 'before'],
    '==': ['lo stesso giorno di', 'on the same day as'],
    '!=': ['in un giorno diverso da', 'on another day than'],
  };
  const [it, en] = words[sign];
  return say(language, `${it} ${value}`, `${en} ${value}`);
}

function sameTruth(left: Tree, right: Tree, isSame: boolean, telling: Telling): string {
  if (right.op === 'literal') return condition(left, telling, (right.value === 1) === isSame);
  const [a, b] = [condition(left, telling, true), condition(right, telling, true)];
  return isSame
    ? say(telling.language, `(${a}) se e solo se (${b})`, `(${a}) if and only if (${b})`)
    : say(telling.language, `o (${a}) o (${b}), non entrambi`, `either (${a}) or (${b}), not both`);
}

function among(tree: Tree & { op: 'among' }, telling: Telling, isWanted: boolean): string {
  const { language } = telling;
  const { of } = tree;
  const names = tree.values.map((value, index) => {
    const text = tree.texts[index] ?? '';
    return literal({ op: 'literal', type: of.type, value, text }, of, telling);
  });
  const subject = formula(of, telling);
  if (names.length === 1)
    return isWanted
      ? `${subject} ${names[0]}`
      : say(language, `${subject} non ${names[0]}`, `${subject} not ${names[0]}`);
  return isWanted
    ? say(
        language,
        `${subject} uno tra ${listWords(names, 'it')}`,
        `${subject} one of ${listWords(names, 'en')}`,
      )
    : say(
        language,
        `${subject} nessuno tra ${listWords(names, 'it')}`,
        `${subject} none of ${listWords(names, 'en')}`,
      );
}

function overRows(
  tree: Tree & { op: 'exists' | 'all' },
  telling: Telling,
  isWanted: boolean,
): string {
  const { language } = telling;
  const inner = within(telling, tree.variable, tree.list.name);
  const entry = entryName(tree.list.name, telling);
  if (tree.op === 'all' && isWanted) {
    const where = condition(tree.where, inner, true);
    return say(language, `ogni ${entry} ha ${where}`, `every ${entry} has ${where}`);
  }
  const where = condition(tree.where, inner, tree.op === 'exists');
  if (tree.op === 'exists' && !isWanted)
    return say(language, `nessun ${entry} con ${where}`, `no ${entry} with ${where}`);
  return say(language, `almeno un ${entry} con ${where}`, `at least one ${entry} with ${where}`);
}

function entryName(list: string, { labels, language }: Telling): string {
  if (list === 'partners') return 'partner';
  const label = labels.facts.get(list)?.label;
  const name = label ? lowerFirst(labelIn(label, language)) : '';
  return say(language, `elemento di ${quoted(name, 'it')}`, `entry of ${quoted(name, 'en')}`);
}

function within(telling: Telling, variable: number, list: string): Telling {
  return { ...telling, lists: new Map(telling.lists).set(variable, list) };
}

function formula(tree: Tree, telling: Telling): string {
  const { language, labels } = telling;
  switch (tree.op) {
    case 'literal':
      return literal(tree, tree, telling);
    case 'fact': {
      const label = labels.facts.get(tree.name);
      return label ? lowerFirst(labelIn(label.label, language)) : '';
    }
    case 'field':
      return fieldName(tree, telling);
    case 'set-size': {
      const set = formula(tree.set, telling);
      return say(
        language,
        `numero di scelte in ${quoted(set, 'it')}`,
        `number of choices in ${quoted(set, 'en')}`,
      );
    }
    case 'count':
      return counted(tree, telling);
    case 'add':
      return `${formula(tree.left, telling)} + ${factor(tree.right, telling)}`;
    case 'subtract':
      return `${formula(tree.left, telling)} − ${factor(tree.right, telling)}`;
    case 'multiply':
      return product(tree, telling);
    case 'choose':
      return `(${chosen(tree, telling, (part) => formula(part, telling))})`;
    default:
      return condition(tree, telling, true);
  }
}

function factor(tree: Tree, telling: Telling): string {
  const text = formula(tree, telling);
  return tree.op === 'add' || tree.op === 'subtract' ? `(${text})` : text;
}

/** An amount is brought to a share by its whole, which nobody says. */
function product(tree: Tree & { op: 'add' | 'subtract' | 'multiply' }, telling: Telling): string {
  const { language } = telling;
  if (tree.type.kind !== 'share')
    return `${factor(tree.left, telling)} × ${factor(tree.right, telling)}`;
  const [share, amount] =
    tree.left.type.kind === 'percent' ? [tree.left, tree.right] : [tree.right, tree.left];
  if (share.op === 'literal' && share.value === 10_000) return formula(amount, telling);
  const of = factor(amount, telling);
  if (share.op !== 'literal')
    return say(
      language,
      `${formula(share, telling)} di ${of}`,
      `${formula(share, telling)} of ${of}`,
    );
  const rate = percentWords(share.value, language);
  return say(language, `${beforeNumber('il', rate)} di ${of}`, `${rate} of ${of}`);
}

function counted(tree: Tree & { op: 'count' }, telling: Telling): string {
  const { language } = telling;
  const isPartners = tree.list.name === 'partners';
  const name = telling.labels.facts.get(tree.list.name)?.label;
  const label = name ? lowerFirst(labelIn(name, language)) : '';
  const what = isPartners
    ? say(language, 'numero di partner', 'number of partners')
    : say(
        language,
        `numero di elementi di ${quoted(label, 'it')}`,
        `number of entries of ${quoted(label, 'en')}`,
      );
  if (!tree.where) return what;
  const where = condition(tree.where, within(telling, tree.variable, tree.list.name), true);
  return say(language, `${what} con ${where}`, `${what} with ${where}`);
}

function chosen(
  tree: Tree & { op: 'choose' },
  telling: Telling,
  tell: (part: Tree) => string,
): string {
  const when = condition(tree.when, telling, true);
  const [whenYes, whenNo] = [tell(tree.whenYes), tell(tree.whenNo)];
  return say(
    telling.language,
    `se ${when}: ${whenYes}; altrimenti: ${whenNo}`,
    `if ${when}: ${whenYes}; otherwise: ${whenNo}`,
  );
}

function fieldName(tree: Tree & { op: 'field' }, telling: Telling): string {
  const { language, lists } = telling;
  const label = fieldLabel(tree, telling);
  const name = label ? lowerFirst(labelIn(label.label, language)) : '';
  const isOuterPartner = tree.variable === 0 && lists.size > 0 && !lists.has(0);
  return isOuterPartner
    ? say(language, `${name} del partner in esame`, `${name} of the partner at hand`)
    : name;
}

function fieldLabel(tree: Tree & { op: 'field' }, telling: Telling): FactLabel | undefined {
  const list = telling.lists.get(tree.variable) ?? recordOf(tree.variable);
  return list === undefined ? undefined : telling.labels.fields.get(list)?.get(tree.name);
}

function labelOfTree(tree: Tree, telling: Telling): FactLabel | undefined {
  if (tree.op === 'fact') return telling.labels.facts.get(tree.name);
  return tree.op === 'field' ? fieldLabel(tree, telling) : undefined;
}

/** A plain value, read as one of what it is compared with. */
function literal(tree: Tree & { op: 'literal' }, beside: Tree, telling: Telling): string {
  const { language, labels } = telling;
  if (tree.type.kind === 'text') return quoted(tree.text, language);
  const label = labelOfTree(beside, telling);
  if (tree.type.kind === 'option' && !label?.options[tree.value])
    return quoted(tree.text, language);
  if (tree.type.kind === 'option') return optionWords(tree.value, label, language);
  return valueWords(tree.value, tree.type, label, labels.texts, language);
}

function optionOf(set: Tree, option: number, text: string, telling: Telling): string {
  const label = labelOfTree(set, telling)?.options[option];
  return label ? labelIn(label, telling.language) : text;
}
