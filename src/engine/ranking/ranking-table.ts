import type { Cents } from '../numbers/money.ts';

/** In the order of the codes kept in the `standing` column. */
export const standings = [
  'admissible',
  'not-admissible',
  'below-threshold',
  'withdrawn',
  'forfeited',
  'unknown',
] as const;

export type Standing = (typeof standings)[number];

/** Codes of the `standing` column, so that loops over a million rows compare numbers. */
export const standingCode = {
  admissible: 0,
  'not-admissible': 1,
  'below-threshold': 2,
  withdrawn: 3,
  forfeited: 4,
  unknown: 5,
} as const satisfies Record<Standing, number>;

/** Pots are the bits of a 32-bit mask. */
export const potsMax = 32;

/**
 * Every application of a call, column by column: row `r` of each array is one application.
 * Numbers are whole; `NaN` stands for a value that nobody knows. Ids stay outside, by row.
 */
export interface RankingTable {
  readonly size: number;
  /** Names of the rankings; `unit` holds their indices. */
  readonly units: readonly string[];
  readonly unit: Uint16Array;
  /** Index of the line, for callers that total by line; ranking never reads it. */
  readonly line: Uint16Array;
  /** Codes of `standings`. */
  readonly standing: Uint8Array;
  /** Ranking and tie keys by name: points in hundredths, money in cents, dates in days or ms. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Instant of receipt, in ms from the epoch. */
  readonly received: Float64Array;
  readonly protocol: Float64Array;
  /** Grant asked or due, in cents: the whole of it, both kinds of money included. */
  readonly asked: Float64Array;
  /** The two kinds of money of `asked`, when pots are reserved to one of them. */
  readonly kinds?: { readonly capital: Float64Array; readonly current: Float64Array };
  /** Bit `p` is set when the application may draw on pot `p`. */
  readonly accepts: Uint32Array;
}

export interface RankedApplication {
  readonly id: string;
  readonly unit: string;
  readonly line?: string | undefined;
  readonly standing: Standing;
  /** Points in hundredths, cents, days: whole numbers; a missing one is unknown. */
  readonly keys?: Readonly<Record<string, number | undefined>> | undefined;
  readonly received?: number | undefined;
  readonly protocol?: number | undefined;
  readonly asked?: Cents | undefined;
  readonly kinds?: { readonly capital: Cents; readonly current: Cents } | undefined;
  /** Ids of the pots it may draw on; all of them when left out. */
  readonly accepts?: readonly string[] | undefined;
}

export interface TableShape {
  /** Ids of the pots, in the order in which an application draws on them. */
  readonly pots: readonly string[];
  /** Names of the rankings, when some may have no application. */
  readonly units?: readonly string[];
  readonly lines?: readonly string[];
  /** Keys that have a column even when no application has a value for them. */
  readonly keys?: readonly string[];
}

/**
 * Lays plain applications out in columns; row `r` is `applications[r]`.
 * Throws `RangeError` for more than 32 pots, an unknown pot, or a number that is not whole.
 */
export function buildTable(
  applications: readonly RankedApplication[],
  shape: TableShape,
): RankingTable {
  if (shape.pots.length > potsMax) throw new RangeError(`more than ${potsMax} pots`);
  const size = applications.length;
  const units = namesOf(applications, (one) => one.unit, shape.units);
  const lines = namesOf(applications, (one) => one.line ?? one.unit, shape.lines);
  const everyPot = shape.pots.map((_, index) => index);
  const potIndex = new Map(shape.pots.map((id, index) => [id, index]));
  return {
    size,
    units: [...units.keys()],
    unit: Uint16Array.from(applications, (one) => units.get(one.unit)!),
    line: Uint16Array.from(applications, (one) => lines.get(one.line ?? one.unit)!),
    standing: Uint8Array.from(applications, (one) => standingCode[one.standing]),
    columns: keyColumns(applications, shape.keys),
    received: wholeColumn(applications, (one) => one.received),
    protocol: wholeColumn(applications, (one) => one.protocol),
    asked: wholeColumn(applications, (one) =>
      one.kinds ? one.kinds.capital + one.kinds.current : one.asked,
    ),
    ...kindColumns(applications),
    accepts: Uint32Array.from(applications, (one) =>
      maskOf(one.accepts?.map((id) => potIndex.get(id)) ?? everyPot),
    ),
  };
}

function namesOf(
  applications: readonly RankedApplication[],
  nameOf: (one: RankedApplication) => string,
  first: readonly string[] = [],
): Map<string, number> {
  const names = new Set([...first, ...applications.map(nameOf).toSorted()]);
  return new Map([...names].map((name, index) => [name, index]));
}

function keyColumns(
  applications: readonly RankedApplication[],
  first: readonly string[] = [],
): Record<string, Float64Array> {
  const found = applications.flatMap((one) => Object.keys(one.keys ?? {}));
  const names = new Set([...first, ...found]);
  return Object.fromEntries(
    [...names].map((name) => [name, wholeColumn(applications, (one) => one.keys?.[name])]),
  );
}

function kindColumns(applications: readonly RankedApplication[]): Pick<RankingTable, 'kinds'> {
  if (!applications.some((one) => one.kinds)) return {};
  return {
    kinds: {
      capital: wholeColumn(applications, (one) => one.kinds?.capital),
      current: wholeColumn(applications, (one) => one.kinds?.current),
    },
  };
}

function wholeColumn(
  applications: readonly RankedApplication[],
  valueOf: (one: RankedApplication) => number | undefined,
): Float64Array {
  return Float64Array.from(applications, (one) => {
    const value = valueOf(one);
    if (value === undefined) return Number.NaN;
    if (!Number.isInteger(value)) throw new RangeError(`${one.id}: ${value} is not whole`);
    return value;
  });
}

function maskOf(pots: readonly (number | undefined)[]): number {
  let mask = 0;
  for (const pot of pots) {
    if (pot === undefined) throw new RangeError('an application accepts a pot that is not there');
    mask |= 1 << pot;
  }
  return mask >>> 0;
}
