import {
  explain,
  isGap,
  sentenceOf,
  workExample,
  type Figure,
  type Json,
  type Localized,
  type WorkedExample,
} from '../engine/index.ts';
import type { PublishedVersion } from './published-version.ts';

/** One figure of the example: equal bounds are a known value, an upper bound without end is no limit. */
export interface FigureView {
  readonly id: string;
  readonly label?: Localized;
  readonly low: number;
  readonly high: number;
  /** How the engine explains it. */
  readonly sentence: Localized;
}

export interface CostFigureView extends FigureView {
  /** Nothing for a flat rate, which nobody declares. */
  readonly declared?: { readonly low: number; readonly high: number };
}

/** A worked example of a definition as its page tells it, every figure from the engine. */
export interface ExampleView {
  readonly id: string;
  readonly title: string;
  /** What the example takes for the points that the rules leave open. */
  readonly assumed: readonly {
    readonly gap: string;
    readonly note: Localized;
    readonly value: Json;
  }[];
  readonly costs: readonly CostFigureView[];
  readonly total: FigureView | undefined;
  readonly byRate: FigureView | undefined;
  readonly ceilings: readonly FigureView[];
  readonly grant: FigureView | undefined;
  readonly criteria: readonly FigureView[];
  readonly net: FigureView | undefined;
  readonly thresholds: readonly FigureView[];
  readonly outcome: FigureView;
}

const remembered = new WeakMap<PublishedVersion, ExampleView | undefined>();

/** The example that shows most of how this call works; the same for every request. */
export function shownExample(version: PublishedVersion): ExampleView | undefined {
  if (!remembered.has(version)) {
    const worked = chooseExample(version);
    remembered.set(version, worked && exampleView(worked, version));
  }
  return remembered.get(version);
}

/** More would only keep whoever asks first waiting. */
const workedMax = 8;

function chooseExample({ content: { definition } }: PublishedVersion): WorkedExample | undefined {
  const promising = definition.examples
    .filter(
      (example) => example.assess !== undefined && example.assess.expect.refused === undefined,
    )
    .map((example) => ({ example, promise: promiseOf(example) }))
    .toSorted((a, b) => b.promise - a.promise)
    .slice(0, workedMax);
  let best: { readonly worked: WorkedExample; readonly worth: number } | undefined;
  for (const { example } of promising) {
    const worked = workExample(definition, example);
    if (!worked) continue;
    const worth = worthOf(worked);
    if (!best || worth > best.worth) best = { worked, worth };
  }
  return best?.worked;
}

/** How much an example seems to tell, before anything is computed. */
function promiseOf({ assess }: WorkedExample['example']): number {
  if (!assess) return 0;
  const { application, expect } = assess;
  const lists = [
    application.costs ?? {},
    ...(application.partners ?? []).map((each) => each.costs ?? {}),
  ];
  const costs = new Set(lists.flatMap((each) => Object.keys(each)));
  return (
    (typeof expect.grant === 'string' ? 8 : 0) +
    (expect.admitted === undefined ? 0 : 4) +
    (expect.net === undefined ? 0 : 2) +
    (expect.outcome === 'admissible' ? 2 : 0) +
    Math.min(costs.size, 3)
  );
}

/** Known money first, then what a cap and a ceiling take away. */
function worthOf({ assessment: { costs, grant, score, outcome } }: WorkedExample): number {
  const isKnown = (range: { low: number; high: number } | undefined): boolean =>
    range !== undefined && range.low === range.high;
  const isCut = costs?.declared.some(
    (each, index) => each.low > (costs.admitted[index]?.high ?? 0),
  );
  const isCeilingReached = grant !== undefined && grant.amount.high < grant.byRate.low;
  const spent = costs?.admitted.filter((each) => each.high > 0).length ?? 0;
  return [
    isKnown(grant?.amount) && (grant?.amount.low ?? 0) > 0 ? 16 : 0,
    outcome === 'admissible' ? 8 : 0,
    isCut === true ? 4 : 0,
    isCeilingReached ? 3 : 0,
    isKnown(score?.net) ? 1 : 0,
    Math.min(spent, 3),
  ].reduce((sum, each) => sum + each, 0);
}

function exampleView(worked: WorkedExample, version: PublishedVersion): ExampleView {
  const { example, call, assessment } = worked;
  const root = explain(assessment);
  const view = (figure: Figure): FigureView => ({
    ...idAndLabel(figure),
    low: figure.low,
    high: figure.high,
    sentence: { it: sentenceOf(figure, call, 'it'), en: sentenceOf(figure, call, 'en') },
  });
  const find = (kind: Figure['rule']['kind']): readonly Figure[] => findFigures(root, kind);
  const one = (kind: Figure['rule']['kind']): FigureView | undefined => find(kind).map(view)[0];
  return {
    id: example.id,
    title: example.title,
    assumed: assumedBy(worked, version),
    costs: find('admitted')
      .map((figure) => costView(figure, view))
      .filter((cost) => cost.high > 0 || (cost.declared?.high ?? 0) > 0),
    total: one('admitted-total'),
    byRate: one('by-rate'),
    ceilings: find('ceiling')
      .filter(({ low }) => low !== Number.POSITIVE_INFINITY)
      .map(view),
    grant: one('grant'),
    criteria: find('criterion').map(view),
    net: one('net'),
    thresholds: find('threshold').map(view),
    outcome: view(root),
  };
}

function costView(figure: Figure, view: (figure: Figure) => FigureView): CostFigureView {
  const declared = figure.inputs.find(({ rule }) => rule.kind === 'declared');
  return {
    ...view(figure),
    ...(declared ? { declared: { low: declared.low, high: declared.high } } : {}),
  };
}

function idAndLabel({ rule }: Figure): { readonly id: string; readonly label?: Localized } {
  switch (rule.kind) {
    case 'admitted':
      return { id: rule.category.id, label: rule.category.label };
    case 'ceiling':
      return { id: rule.ceiling.document.id, label: rule.ceiling.document.title };
    case 'criterion':
      return { id: rule.criterion.document.id, label: rule.criterion.document.title };
    case 'threshold':
      return { id: `${rule.threshold.article} ${rule.title.it}`, label: rule.title };
    default:
      return { id: rule.kind };
  }
}

/** Every figure of a kind once, in the order in which the explanation comes to it. */
function findFigures(root: Figure, kind: Figure['rule']['kind']): readonly Figure[] {
  const seen = new Set<Figure>();
  const found = new Map<Figure['rule'], Figure>();
  const visit = (figure: Figure): void => {
    if (seen.has(figure)) return;
    seen.add(figure);
    if (figure.rule.kind === kind && !found.has(figure.rule)) found.set(figure.rule, figure);
    figure.inputs.forEach(visit);
  };
  visit(root);
  return [...found.values()];
}

function assumedBy(
  { example: { given = {} } }: WorkedExample,
  { content: { definition } }: PublishedVersion,
): ExampleView['assumed'] {
  const notes = gapNotes(definition);
  return Object.entries(given).flatMap(([gap, value]) => {
    const note = notes.get(gap);
    return note ? [{ gap, note, value }] : [];
  });
}

function gapNotes(value: unknown): ReadonlyMap<string, Localized> {
  const notes = new Map<string, Localized>();
  const visit = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    if (isGap(each)) notes.set(each.unknown.id, each.unknown.note);
    else Object.values(each).forEach(visit);
  };
  visit(value);
  return notes;
}
