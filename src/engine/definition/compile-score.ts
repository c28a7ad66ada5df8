import { parseCents } from '../numbers/money.ts';
import { formatPoints, parsePercent, parsePoints, type Points } from '../numbers/points.ts';
import { parseDay } from '../calendar/civil-date.ts';
import { findNearest } from '../text/nearest.ts';
import type { Range } from '../condition/facts.ts';
import type { NameEntry } from '../condition/value-type.ts';
import type { ConditionReader, ReadyCondition } from './compile-eligibility.ts';
import { isGap, type Gap, type OrGap } from './gap.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';
import type { PointsValue } from './fact-document.ts';
import type {
  BandDocument,
  BonusDocument,
  CriterionDocument,
  CriterionWay,
  ScoreDocument,
} from './score-document.ts';

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
  /** The most it can give; `undefined` when points of it are lost. */
  readonly max: Points | undefined;
  readonly min: Points;
  readonly atLeast: Points | 'unknown' | undefined;
  readonly fact: string | undefined;
}

export interface Bonus {
  readonly document: BonusDocument;
  readonly points: Range;
  readonly when: ReadyCondition;
}

export interface Threshold {
  readonly id: string;
  readonly article: string;
  readonly on: 'net' | 'gross';
  readonly atLeast: Points | 'unknown';
}

export interface Score {
  readonly document: ScoreDocument;
  readonly maximum: Points;
  readonly criteria: readonly Criterion[];
  /** What the criteria with lost points can give together, at most. */
  readonly residual: Points;
  readonly thresholds: readonly Threshold[];
  readonly bonuses: readonly Bonus[];
  readonly bonusMaximum: Points | undefined;
  readonly bonusesGiven: 'always' | 'above-threshold' | 'unknown';
}

/** The score table of one line or sub-line, with what cannot be right about it. */
export function compileScore(
  document: ScoreDocument,
  holdsHere: (lines: readonly string[] | undefined) => boolean,
  names: CallNames,
  reader: ConditionReader,
): { readonly score: Score; readonly problems: readonly DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const maximum = pointsAt(document.maximum, ['score', 'maximum'], problems);
  const criteria = document.criteria.flatMap((criterion, index) =>
    holdsHere(criterion.lines)
      ? [compileCriterion(criterion, maximum, names, ['score', 'criteria', index], problems)]
      : [],
  );
  const known = criteria.reduce((sum, criterion) => sum + (criterion.max ?? 0), 0);
  const lost = criteria.filter((criterion) => criterion.max === undefined);
  problems.push(...checkMaximum(known, lost.length, maximum));
  return {
    problems,
    score: {
      document,
      maximum,
      criteria: criteria.map((criterion) =>
        withinResidual(criterion, Math.max(0, maximum - known)),
      ),
      residual: Math.max(0, maximum - known),
      thresholds: document.thresholds.flatMap((threshold, index) =>
        holdsHere(threshold.lines)
          ? [
              {
                ...threshold,
                atLeast: orUnknown(
                  threshold.atLeast,
                  ['score', 'thresholds', index, 'atLeast'],
                  problems,
                ),
              },
            ]
          : [],
      ),
      bonuses: (document.bonuses ?? []).flatMap((bonus, index) =>
        holdsHere(bonus.lines)
          ? [compileBonus(bonus, maximum, names, reader, ['score', 'bonuses', index], problems)]
          : [],
      ),
      bonusMaximum:
        document.bonusMaximum === undefined || isGap(document.bonusMaximum)
          ? undefined
          : pointsAt(document.bonusMaximum, ['score', 'bonusMaximum'], problems),
      bonusesGiven: isGap(document.bonusesGiven) ? 'unknown' : (document.bonusesGiven ?? 'always'),
    },
  };
}

function checkMaximum(known: Points, lost: number, maximum: Points): readonly DefinitionProblem[] {
  const exact = lost === 0;
  if (exact ? known === maximum : known <= maximum) return [];
  return [
    {
      code: 'points-miss-maximum',
      message: `the criteria reach ${formatPoints(known)} points${exact ? '' : ' without those that are lost'}, and the stated maximum is ${formatPoints(maximum)}`,
      path: ['score', 'maximum'],
      expected: formatPoints(known),
    },
  ];
}

function compileCriterion(
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
function withinResidual(criterion: Criterion, residual: Points): Criterion {
  const limit = criterion.max ?? residual;
  const clip = (range: Range): Range => ({
    low: range.low,
    high: Math.min(range.high, Math.max(limit, range.low)),
  });
  const { way } = criterion;
  switch (way.kind) {
    case 'options':
    case 'set':
      return { ...criterion, way: { ...way, points: way.points.map(clip) } };
    case 'bands':
      return {
        ...criterion,
        way: { ...way, bands: way.bands.map((band) => ({ ...band, points: clip(band.points) })) },
      };
    case 'judged':
    case 'count':
    case 'lost':
      return criterion;
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

function bandsWay(
  by: { readonly fact: string; readonly bands: readonly BandDocument[] },
  maximum: Points,
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): ScoreWay {
  const entry = factOf(
    by.fact,
    ['int', 'money', 'percent', 'date', 'points'],
    names,
    [...path, 'fact'],
    problems,
  );
  const kind = entry?.type.kind ?? 'int';
  const read = (value: number | string | undefined, at: DefinitionPath): number | undefined => {
    if (value === undefined) return undefined;
    const number = readValue(value, kind);
    if (number === undefined)
      problems.push({
        code: 'band-unreadable',
        message: `"${value}" is not a value of "${by.fact}" (${kind})`,
        path: at,
      });
    return number;
  };
  const bands = by.bands.map((band, index): Band => {
    const at = [...path, 'bands', index];
    if (
      (band.above !== undefined && band.from !== undefined) ||
      (band.below !== undefined && band.upTo !== undefined)
    )
      problems.push({
        code: 'band-unclear',
        message: 'a band begins with above or from, and ends with below or upTo, not both',
        path: at,
      });
    const above = read(band.above, [...at, 'above']);
    const below = read(band.below, [...at, 'below']);
    return {
      low:
        above === undefined
          ? (read(band.from, [...at, 'from']) ?? Number.NEGATIVE_INFINITY)
          : above + 1,
      high:
        below === undefined
          ? (read(band.upTo, [...at, 'upTo']) ?? Number.POSITIVE_INFINITY)
          : below - 1,
      points: pointsRange(band.points, maximum, [...at, 'points'], problems),
    };
  });
  const lowest = names.facts.find((each) => each.fact.id === by.fact)?.fact.from;
  problems.push(...checkBands(bands, lowest, path));
  return { kind: 'bands', slot: entry?.slot ?? 0, bands };
}

/** Bands must follow one another without a gap and without an overlap, from the lowest value up. */
function checkBands(
  bands: readonly Band[],
  lowest: number | undefined,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  bands.forEach((band, index) => {
    const at = [...path, 'bands', index];
    const before = bands[index - 1];
    const start = before ? before.high + 1 : (lowest ?? Number.NEGATIVE_INFINITY);
    if (band.low > band.high) {
      problems.push({
        code: 'crossed-limits',
        message: `this band ends (${band.high}) before it begins (${band.low})`,
        path: at,
      });
      return;
    }
    if (band.low > start && Number.isFinite(band.low))
      problems.push({
        code: 'band-gap',
        message: `no band covers ${Number.isFinite(start) ? start : `values below ${band.low}`}`,
        path: at,
      });
    if (band.low < start && before)
      problems.push({ code: 'band-overlap', message: `${before.high} is in two bands`, path: at });
  });
  const last = bands.at(-1);
  if (last && Number.isFinite(last.high))
    problems.push({
      code: 'band-gap',
      message: `no band covers values above ${last.high}`,
      path: [...path, 'bands'],
    });
  return problems;
}

function compileBonus(
  document: BonusDocument,
  maximum: Points,
  names: CallNames,
  reader: ConditionReader,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Bonus {
  return {
    document,
    points: pointsRange(document.points, maximum, [...path, 'points'], problems),
    when: reader.read(document.when, names.project, [...path, 'when']),
  };
}

function factOf(
  id: string,
  kinds: readonly string[],
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): NameEntry | undefined {
  const entry = names.project.get(id);
  if (entry && kinds.includes(entry.type.kind)) return entry;
  const suggestion = findNearest(id, names.project.keys());
  problems.push(
    entry
      ? {
          code: 'wrong-fact-type',
          message: `"${id}" is of type ${entry.type.kind}; expected ${kinds.join(' or ')}`,
          path,
        }
      : {
          code: 'unknown-name',
          message: `there is no fact "${id}"`,
          path,
          ...(suggestion ? { suggestion } : {}),
        },
  );
  return undefined;
}

function readValue(value: number | string, kind: string): number | undefined {
  if (kind === 'int') return Number.isSafeInteger(value) ? (value as number) : undefined;
  if (kind === 'money') return typeof value === 'string' ? parseCents(value) : undefined;
  if (kind === 'percent') return typeof value === 'string' ? parsePercent(value) : undefined;
  if (kind === 'date') return typeof value === 'string' ? parseDay(value) : undefined;
  return parsePoints(value);
}

function pointsRange(
  value: OrGap<PointsValue>,
  maximum: Points,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Range {
  if (!isGap(value)) {
    const points = pointsAt(value, path, problems);
    return { low: points, high: points };
  }
  return gapRange(value, maximum, path, problems);
}

function gapRange(
  gap: Gap,
  maximum: Points,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Range {
  const { between, choices } = gap.unknown;
  const values = choices?.every(
    (choice) => typeof choice === 'number' || typeof choice === 'string',
  )
    ? (choices as readonly PointsValue[])
    : between;
  if (!values) return { low: 0, high: maximum };
  const points = values.map((value) => pointsAt(value, path, problems));
  return { low: Math.min(...points), high: Math.max(...points) };
}

function pointsAt(value: PointsValue, path: DefinitionPath, problems: DefinitionProblem[]): Points {
  const points = parsePoints(value);
  if (points !== undefined) return points;
  problems.push({
    code: 'points-unreadable',
    message: `"${value}" is not a number of points such as 10 or "2.5"`,
    path,
  });
  return 0;
}

function orUnknown(
  value: OrGap<PointsValue>,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Points | 'unknown' {
  return isGap(value) ? 'unknown' : pointsAt(value, path, problems);
}
