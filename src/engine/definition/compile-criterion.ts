import type { Range } from '../condition/facts.ts';
import { compilePoints, type GivePoints } from '../assessment/criterion-points.ts';
import { formatPoints, type Points } from '../numbers/points.ts';
import { findNearest } from '../text/nearest.ts';
import { bandsWay } from './compile-bands.ts';
import { isGap } from './gap.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';
import { factOf, orUnknown, pointsAt, pointsRange } from './read-points.ts';
import type { CriterionDocument, CriterionWay } from './score-document.ts';

/** A stretch of whole numbers, both ends included, and the points it gives. */
export interface Band {
  readonly low: number;
  readonly high: number;
  readonly points: Range;
}

/** How a criterion turns a value into points. Points not known are a range up to the residual of the table. */
export type ScoreWay =
  | {
      readonly kind: 'options';
      readonly slot: number;
      readonly values: readonly number[];
      readonly points: readonly Range[];
    }
  | {
      readonly kind: 'set';
      readonly slot: number;
      readonly values: readonly number[];
      readonly points: readonly Range[];
      readonly combine: 'sum' | 'best' | 'unknown';
    }
  | { readonly kind: 'bands'; readonly slot: number; readonly bands: readonly Band[] }
  | { readonly kind: 'count'; readonly slot: number; readonly each: Points; readonly max: Points }
  | {
      readonly kind: 'judged';
      readonly slot: number;
      readonly from: Points;
      readonly to: Points | undefined;
      readonly step: Points | undefined;
    }
  | { readonly kind: 'lost' };

export interface Criterion {
  readonly document: CriterionDocument;
  readonly way: ScoreWay;
  readonly give: GivePoints;
  /** The most it can give; `undefined` when points of it are lost. */
  readonly max: Points | undefined;
  readonly min: Points;
  readonly atLeast: Points | 'unknown' | undefined;
  readonly fact: string | undefined;
}

export function compileCriterion(
  document: CriterionDocument,
  maximum: Points,
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Criterion {
  const way = compileWay(document, maximum, names, path, problems);
  const bounds = boundsOf(way);
  const stated =
    document.max === undefined ? undefined : pointsAt(document.max, [...path, 'max'], problems);
  if (stated !== undefined && bounds.max !== undefined && stated !== bounds.max)
    problems.push({
      code: 'points-miss-maximum',
      message: `criterion "${document.id}" reaches ${formatPoints(bounds.max)} points, and its stated maximum is ${formatPoints(stated)}`,
      path: [...path, 'max'],
    });
  const by = wayOf(document.by);
  return {
    document,
    way,
    give: compilePoints(way, maximum),
    max: bounds.max ?? stated,
    min: bounds.min,
    atLeast:
      document.atLeast === undefined
        ? undefined
        : orUnknown(document.atLeast, [...path, 'atLeast'], problems),
    fact: 'lost' in by ? undefined : (Object.values(by)[0] as { readonly fact: string }).fact,
  };
}

/** Lost points of one criterion lie below its own maximum, or below what the table leaves over. */
export function withinResidual(criterion: Criterion, residual: Points): Criterion {
  const limit = criterion.max ?? residual;
  const way = clipPoints(criterion.way, limit);
  return { ...criterion, way, give: compilePoints(way, limit) };
}

function clipPoints(way: ScoreWay, limit: Points): ScoreWay {
  const clip = (range: Range): Range => ({
    low: range.low,
    high: Math.min(range.high, Math.max(limit, range.low)),
  });
  switch (way.kind) {
    case 'options':
    case 'set':
      return { ...way, points: way.points.map(clip) };
    case 'bands':
      return { ...way, bands: way.bands.map((band) => ({ ...band, points: clip(band.points) })) };
    case 'judged':
    case 'count':
    case 'lost':
      return way;
    default:
      return way satisfies never;
  }
}

function boundsOf(way: ScoreWay): { readonly min: Points; readonly max: Points | undefined } {
  switch (way.kind) {
    case 'options':
      return outerBounds(way.points);
    case 'set': {
      const { max } = outerBounds(way.points);
      if (max === undefined || way.combine === 'unknown') return { min: 0, max: undefined };
      return {
        min: 0,
        max: way.combine === 'best' ? max : way.points.reduce((sum, each) => sum + each.high, 0),
      };
    }
    case 'bands':
      return outerBounds(way.bands.map((band) => band.points));
    case 'count':
      return { min: 0, max: way.max };
    case 'judged':
      return { min: way.from, max: way.to };
    case 'lost':
      return { min: 0, max: undefined };
    default:
      return way satisfies never;
  }
}

function outerBounds(points: readonly Range[]): {
  readonly min: Points;
  readonly max: Points | undefined;
} {
  // Nothing could be read of it, which is a problem told elsewhere.
  if (points.length === 0) return { min: 0, max: undefined };
  const isKnown = points.every((each) => each.low === each.high);
  return {
    min: Math.min(...points.map((each) => each.low)),
    max: isKnown ? Math.max(...points.map((each) => each.high)) : undefined,
  };
}

function compileWay(
  document: CriterionDocument,
  maximum: Points,
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): ScoreWay {
  const by = wayOf(document.by);
  if ('lost' in by) return { kind: 'lost' };
  if ('options' in by)
    return optionsWay(by.options, maximum, names, [...path, 'by', 'options'], problems);
  if ('bands' in by) return bandsWay(by.bands, maximum, names, [...path, 'by', 'bands'], problems);
  if ('count' in by) {
    const at = [...path, 'by', 'count'];
    return {
      kind: 'count',
      slot: factOf(by.count.fact, ['int'], names, [...at, 'fact'], problems)?.slot ?? 0,
      each: pointsAt(by.count.each, [...at, 'each'], problems),
      max: pointsAt(by.count.max, [...at, 'max'], problems),
    };
  }
  const at = [...path, 'by', 'judged'];
  const [from, to] = [
    pointsAt(by.judged.from, [...at, 'from'], problems),
    orUnknown(by.judged.to, [...at, 'to'], problems),
  ];
  if (to !== 'unknown' && to < from)
    problems.push({
      code: 'crossed-limits',
      message: 'a judgement goes from the lower to the higher value',
      path: [...at, 'to'],
    });
  return {
    kind: 'judged',
    slot: factOf(by.judged.fact, ['points'], names, [...at, 'fact'], problems)?.slot ?? 0,
    from,
    to: to === 'unknown' ? undefined : to,
    step:
      by.judged.step === undefined
        ? undefined
        : pointsAt(by.judged.step, [...at, 'step'], problems),
  };
}

/** What a decision put in the place of a lost way, or the way as written. */
export function wayOf(by: CriterionWay): CriterionWay {
  return 'lost' in by && !isGap(by.lost) ? wayOf(by.lost) : by;
}

function optionsWay(
  by: Extract<CriterionDocument['by'], { options: unknown }>['options'],
  maximum: Points,
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): ScoreWay {
  const entry = factOf(by.fact, ['option', 'options', 'bool'], names, [...path, 'fact'], problems);
  const ids =
    entry?.type.kind === 'option' || entry?.type.kind === 'options'
      ? entry.type.options
      : ['false', 'true'];
  const points = new Map<number, Range>();
  by.points.forEach((option, index) => {
    const value = ids.indexOf(String(option.is));
    const at = [...path, 'points', index];
    if (value < 0) {
      const suggestion = findNearest(String(option.is), ids);
      problems.push({
        code: 'unknown-option',
        message: `"${option.is}" is not one of ${ids.join(', ')}`,
        path: [...at, 'is'],
        ...(suggestion ? { suggestion } : {}),
      });
      return;
    }
    if (points.has(value))
      problems.push({
        code: 'option-twice',
        message: `"${option.is}" is given points twice`,
        path: [...at, 'is'],
      });
    points.set(value, pointsRange(option.points, maximum, [...at, 'points'], problems));
  });
  const missing = ids.filter((_, value) => !points.has(value));
  if (entry && missing.length > 0)
    problems.push({
      code: 'option-missing',
      message: `no points are given for ${missing.join(', ')}: write 0 where that is meant, or a gap`,
      path: [...path, 'points'],
    });
  const listed = {
    slot: entry?.slot ?? 0,
    values: [...points.keys()],
    points: [...points.values()],
  };
  if (entry?.type.kind !== 'options') return { kind: 'options', ...listed };
  if (by.combine === undefined)
    problems.push({
      code: 'combine-missing',
      message: 'points for a set either add up (sum) or the best one counts (best): say which',
      path,
    });
  return { kind: 'set', ...listed, combine: isGap(by.combine) ? 'unknown' : (by.combine ?? 'sum') };
}
