import type { Call } from '../definition/compile-call.ts';
import { whatWouldChange } from './change.ts';
import { articleOf, idOf } from './find-figure.ts';
import type { Figure, Rule } from './figure.ts';
import { sentenceOf } from './sentence.ts';
import { figureText } from './figure-text.ts';
import { hardSpace, say, type Language } from './words.ts';

/** A terminal line is broken at this width. */
const width = 96;

/** An explanation as plain data. */
export interface ExplanationJson {
  readonly kind: Rule['kind'];
  readonly id?: string;
  readonly article?: string;
  /** One value, or where it lies; `null` without a limit. */
  readonly value: string | { readonly from: string | null; readonly to: string | null };
  readonly sentence: { readonly it: string; readonly en: string };
  readonly change: { readonly it: readonly string[]; readonly en: readonly string[] };
  readonly inputs: readonly ExplanationJson[];
}

/**
 * A figure and what it rests on as indented text: a line for each figure, what would change it under
 * the first one, and below it only what is not said already. `depth` is how many levels are shown.
 */
export function renderExplanation(
  figure: Figure,
  call: Call,
  language: Language,
  options: { readonly depth?: number } = {},
): string {
  const lines: string[] = wrapped(sentenceOf(figure, call, language), '', '');
  const changes = whatWouldChange(figure, call, language);
  if (changes.length > 0) {
    lines.push('', say(language, 'Che cosa lo cambierebbe:', 'What would change it:'));
    for (const { sentence } of changes) lines.push(...wrapped(sentence, '  - ', '    '));
  }
  const below: string[] = [];
  renderInputs(figure, call, language, options.depth ?? 2, below);
  if (below.length > 0)
    lines.push('', say(language, 'Su che cosa si fonda:', 'What it rests on:'), ...below);
  return `${lines.join('\n')}\n`;
}

function renderInputs(
  figure: Figure,
  call: Call,
  language: Language,
  depth: number,
  lines: string[],
): void {
  for (const told of tellInputs(figure, call, language, { depth, level: 0, seen: new Set() })) {
    const indent = '  '.repeat(told.depth + 1);
    lines.push(...wrapped(told.sentence, `${indent}- `, `${indent}  `));
  }
}

/** One figure among those that another rests on, in words. */
export interface ToldFigure {
  /** How far below the first; its own inputs are 1. */
  readonly depth: number;
  readonly sentence: string;
}

/** A figure and all that it rests on, each told once where it comes first and then named again, in the order of reading. */
export function tellFigure(figure: Figure, call: Call, language: Language): readonly ToldFigure[] {
  const below = tellInputs(figure, call, language, { depth: 20, level: 1, seen: new Set() });
  return [{ depth: 0, sentence: sentenceOf(figure, call, language) }, ...below];
}

interface Telling {
  /** How many levels are still told. */
  readonly depth: number;
  readonly level: number;
  readonly seen: Set<Figure>;
}

function tellInputs(
  figure: Figure,
  call: Call,
  language: Language,
  { depth, level, seen }: Telling,
): readonly ToldFigure[] {
  if (depth <= 0) return [];
  const all: ToldFigure[] = [];
  for (const input of figure.inputs) {
    if (isSaidAlready(input, figure)) continue;
    const isRepeated = seen.has(input);
    seen.add(input);
    all.push({ depth: level, sentence: sentenceOf(input, call, language) });
    if (isRepeated) continue;
    const next = { depth: depth - 1, level: level + 1, seen };
    all.push(...tellInputs(input, call, language, next));
  }
  return all;
}

const saidByParent: ReadonlySet<string> = new Set(['base', 'part', 'declared', 'recognised']);

/** Bases and their parts are told by the sentence of the cost; costs of nothing are not worth a line. */
function isSaidAlready({ rule, low, high, inputs }: Figure, parent: Figure): boolean {
  if (saidByParent.has(rule.kind)) return true;
  if (rule.kind === 'partner-costs') return high === 0;
  if (rule.kind === 'admitted') return high === 0 && !inputs.some(isOfSomething);
  if (rule.kind === 'fact' && parent.rule.kind === 'criterion') return true;
  return (
    rule.kind === 'ceiling' && low === Number.POSITIVE_INFINITY && parent.rule.kind !== 'grant'
  );
}

/** What was declared, even where nothing of it is recognised. */
function isOfSomething({ rule, high, inputs }: Figure): boolean {
  if (rule.kind === 'recognised') return inputs.some(isOfSomething);
  return rule.kind === 'declared' && high > 0;
}

/** Words broken at the width of a terminal, never between a number and its unit. */
function wrapped(text: string, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map((each) => each.replaceAll(hardSpace, ' '));
}

/** The explanation of a figure, down to the facts, as plain data in both languages. */
export function explanationToJson(figure: Figure, call: Call): ExplanationJson {
  const { rule } = figure;
  const id = idOf(rule);
  const article = articleOf(rule);
  const change = (language: Language): readonly string[] =>
    whatWouldChange(figure, call, language).map((each) => each.sentence);
  return {
    kind: rule.kind,
    ...(id === undefined ? {} : { id }),
    ...(article === undefined ? {} : { article }),
    value: figureText(figure),
    sentence: { it: sentenceOf(figure, call, 'it'), en: sentenceOf(figure, call, 'en') },
    change: { it: change('it'), en: change('en') },
    inputs: figure.inputs.map((input) => explanationToJson(input, call)),
  };
}
