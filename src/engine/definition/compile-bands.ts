import { scaled } from '../assessment/read-values.ts';
import { formatDay, parseDay, type DayNumber } from '../calendar/civil-date.ts';
import { formatCents, parseCents } from '../numbers/money.ts';
import {
  formatPercent,
  formatPoints,
  parsePercent,
  parsePoints,
  type Points,
} from '../numbers/points.ts';
import type { Band, ScoreWay } from './compile-criterion.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';
import { factOf, pointsRange } from './read-points.ts';
import type { BandDocument } from './score-document.ts';

export function bandsWay(
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
  const before = problems.length;
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
  // With a limit that cannot be read, every further word about gaps would be wrong.
  if (problems.length > before) return { kind: 'bands', slot: entry?.slot ?? 0, bands };
  const fact = names.facts.find((each) => each.fact.id === by.fact);
  const lowest = fact && scaled(fact, fact.fact.from);
  problems.push(...checkBands(bands, lowest, path, (value) => formatValue(value, kind)));
  return { kind: 'bands', slot: entry?.slot ?? 0, bands };
}

function readValue(value: number | string, kind: string): number | undefined {
  if (kind === 'int') return Number.isSafeInteger(value) ? (value as number) : undefined;
  if (kind === 'money') return typeof value === 'string' ? parseCents(value) : undefined;
  if (kind === 'percent') return typeof value === 'string' ? parsePercent(value) : undefined;
  if (kind === 'date') return typeof value === 'string' ? parseDay(value) : undefined;
  return parsePoints(value);
}

function formatValue(value: number, kind: string): string {
  if (kind === 'money') return formatCents(value);
  if (kind === 'percent') return formatPercent(value);
  if (kind === 'points') return formatPoints(value);
  return kind === 'date' ? formatDay(value as DayNumber) : String(value);
}

/** Bands must follow one another without a gap and without an overlap, from the lowest value up. */
function checkBands(
  bands: readonly Band[],
  lowest: number | undefined,
  path: DefinitionPath,
  format: (value: number) => string,
): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  bands.forEach((band, index) => {
    const at = [...path, 'bands', index];
    const before = bands[index - 1];
    const start = before ? before.high + 1 : (lowest ?? Number.NEGATIVE_INFINITY);
    if (band.low > band.high) {
      problems.push({
        code: 'crossed-limits',
        message: `this band ends (${format(band.high)}) before it begins (${format(band.low)})`,
        path: at,
      });
      return;
    }
    if (band.low > start && Number.isFinite(band.low))
      problems.push({
        code: 'band-gap',
        message: `no band covers ${Number.isFinite(start) ? format(start) : `values below ${format(band.low)}`}`,
        path: at,
      });
    if (band.low < start && before) {
      const message = Number.isFinite(before.high)
        ? `${format(before.high)} is in two bands`
        : 'only the last band goes on without an end';
      problems.push({ code: 'band-overlap', message, path: at });
    }
  });
  const last = bands.at(-1);
  if (last && Number.isFinite(last.high))
    problems.push({
      code: 'band-gap',
      message: `no band covers values above ${format(last.high)}`,
      path: [...path, 'bands'],
    });
  return problems;
}
