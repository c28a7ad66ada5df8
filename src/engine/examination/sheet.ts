import type { Range } from '../condition/facts.ts';
import { isKnown } from '../assessment/ranges.ts';
import type { Prepared } from '../assessment/prepare-facts.ts';
import { unknown } from '../condition/truth.ts';
import type { Call } from '../definition/compile-call.ts';
import type { Criterion } from '../definition/compile-criterion.ts';
import type { Score } from '../definition/compile-score.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { findGaps } from '../definition/fill-gaps.ts';
import type { Gap, Localized } from '../definition/gap.ts';
import type { Points } from '../numbers/points.ts';
import type { FactPlace } from './check.ts';
import { PlaceFinder } from './fact-places.ts';

/** What an evaluator fills in about one application, with what follows from the facts already there. */
export interface Sheet {
  readonly article: string;
  /** The highest total without bonuses. */
  readonly maximum: Points;
  readonly criteria: readonly SheetCriterion[];
  readonly bonuses: readonly SheetBonus[];
  readonly thresholds: readonly SheetThreshold[];
  /** Facts of the panel that no criterion is about but that criteria or bonuses rest on. */
  readonly alsoJudged: readonly FactDocument[];
  /** What must be decided before anybody can fill the sheet in. */
  readonly gaps: readonly Gap['unknown'][];
}

export type SheetCriterion = {
  readonly id: string;
  readonly code: string;
  readonly title: Localized;
  readonly article: string;
  readonly min: Points;
  /** `undefined` while it is lost. */
  readonly max: Points | undefined;
} & SheetWay;

export type SheetWay =
  /** It follows from facts; `asks` is what keeps its points open. */
  | {
      readonly kind: 'computed';
      readonly points: Range;
      /** Finds it in the explanation of the application. */
      readonly figure: string;
      readonly asks: readonly FactPlace[];
    }
  | {
      readonly kind: 'option';
      readonly fact: FactDocument;
      readonly choices: readonly SheetChoice[];
    }
  /** Several options at once: their points add up, or the best one counts. */
  | {
      readonly kind: 'options';
      readonly fact: FactDocument;
      readonly choices: readonly SheetChoice[];
      readonly combine: 'sum' | 'best';
    }
  | {
      readonly kind: 'points';
      readonly fact: FactDocument;
      readonly from: Points;
      readonly to: Points;
      readonly step: Points | undefined;
    }
  /** A value of the fact, from which the points follow. */
  | { readonly kind: 'value'; readonly fact: FactDocument }
  /** Points of it are lost or open: nobody can judge it until they are decided. */
  | { readonly kind: 'lost'; readonly gaps: readonly Gap['unknown'][] };

export interface SheetChoice {
  readonly value: string | boolean;
  readonly label: Localized;
  readonly points: Points;
}

export interface SheetBonus {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly points: Range;
  readonly asks: readonly FactPlace[];
}

export interface SheetThreshold {
  readonly id: string;
  readonly article: string;
  readonly on: 'net' | 'gross';
  readonly atLeast: Points | 'unknown';
}

/** The sheet of an application, made from the criteria of its line; `undefined` where nothing is scored. */
export function sheetOf(call: Call, prepared: Prepared): Sheet | undefined {
  const { score } = prepared.track;
  if (!score) return undefined;
  const criteria = score.criteria.map((each) => sheetCriterion(each, prepared));
  const asked = new Set(score.criteria.map((each) => each.fact));
  const { document } = score;
  const gaps = new Map<string, Gap['unknown']>();
  for (const each of criteria)
    if (each.kind === 'lost') for (const gap of each.gaps) gaps.set(gap.id, gap);
  for (const { gap } of findGaps([
    score.thresholds.map(({ id }) => document.thresholds.find((each) => each.id === id)),
    score.bonuses.map((bonus) => bonus.document.points),
    document.bonusMaximum,
    document.bonusesGiven,
    call.document.panel?.consolidation,
  ]).values())
    gaps.set(gap.id, gap);
  return {
    article: document.article,
    maximum: score.maximum,
    criteria,
    bonuses: score.bonuses.map((bonus) => sheetBonus(bonus, prepared)),
    thresholds: score.thresholds,
    alsoJudged: judgedBeside(score, prepared).filter((fact) => !asked.has(fact.id)),
    gaps: [...gaps.values()],
  };
}

function sheetCriterion(criterion: Criterion, prepared: Prepared): SheetCriterion {
  const { id, code, title, article } = criterion.document;
  const { min, max } = criterion;
  return { id, code, title, article, min, max, ...sheetWay(criterion, prepared) };
}

function sheetWay(criterion: Criterion, prepared: Prepared): SheetWay {
  const gaps = [...findGaps(criterion.document.by).values()].map(({ gap }) => gap);
  const fact = prepared.call.names.facts.find((each) => each.fact.id === criterion.fact)?.fact;
  const isJudged = fact?.proof === 'panel';
  if (criterion.way.kind === 'lost' || (isJudged && gaps.length > 0)) return { kind: 'lost', gaps };
  if (fact && isJudged) return judgedWay(criterion, fact);
  const points = criterion.give(prepared.facts);
  const asks = isKnown(points) ? [] : openPlaces(criterion, prepared);
  // With every fact known, points that still are a range are those of a gap.
  if (!isKnown(points) && asks.length === 0 && gaps.length > 0) return { kind: 'lost', gaps };
  return { kind: 'computed', points, figure: `criterion:${criterion.document.id}`, asks };
}

function judgedWay({ way }: Criterion, fact: FactDocument): SheetWay {
  switch (way.kind) {
    case 'options':
      return { kind: 'option', fact, choices: choicesOf(way, fact) };
    case 'set': {
      const combine = way.combine === 'best' ? 'best' : 'sum';
      return { kind: 'options', fact, choices: choicesOf(way, fact), combine };
    }
    case 'judged': {
      const { from, to = from, step } = way;
      return { kind: 'points', fact, from, to, step };
    }
    case 'bands':
    case 'count':
      return { kind: 'value', fact };
    case 'lost':
      return { kind: 'lost', gaps: [] };
    default:
      return way satisfies never;
  }
}

const yesAndNo: Readonly<Record<'true' | 'false', Localized>> = {
  true: { it: 'Sì', en: 'Yes' },
  false: { it: 'No', en: 'No' },
};

/** In the order in which the criterion lists them. */
function choicesOf(
  { values, points }: { readonly values: readonly number[]; readonly points: readonly Range[] },
  fact: FactDocument,
): readonly SheetChoice[] {
  return values.map((value, index) => {
    const given = points[index]?.low ?? 0;
    const option = fact.options?.[value];
    if (option) return { value: option.id, label: option.label, points: given };
    const isYes = value === 1;
    return { value: isYes, label: yesAndNo[isYes ? 'true' : 'false'], points: given };
  });
}

function openPlaces({ fact }: Criterion, prepared: Prepared): readonly FactPlace[] {
  if (fact === undefined) return [];
  const finder = new PlaceFinder(prepared);
  finder.addOpenOf(fact);
  return finder.places;
}

function sheetBonus(bonus: Score['bonuses'][number], prepared: Prepared): SheetBonus {
  const { id, title, article } = bonus.document;
  const holds = bonus.when.holds(prepared.facts);
  const finder = new PlaceFinder(prepared);
  if (holds === unknown) finder.addOpen(bonus.when.tree);
  const low = holds === 1 ? bonus.points.low : 0;
  const high = holds === 0 ? 0 : bonus.points.high;
  return { id, title, article, points: { low, high }, asks: finder.places };
}

function judgedBeside(score: Score, prepared: Prepared): readonly FactDocument[] {
  const finder = new PlaceFinder(prepared);
  for (const { fact } of score.criteria) if (fact !== undefined) finder.addReadsOf(fact);
  for (const bonus of score.bonuses) finder.addReads(bonus.when.tree);
  return finder.places.map((place) => place.fact).filter((fact) => fact.proof === 'panel');
}
