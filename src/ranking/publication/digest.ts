import type { Cents } from '../../engine/index.ts';
import { condensedBars, type Bar } from './bars.ts';
import type { EntryRow } from './entry.ts';

export type DigestRow = Pick<
  EntryRow,
  | 'place'
  | 'unit'
  | 'line'
  | 'position'
  | 'outcome'
  | 'isReserved'
  | 'gross'
  | 'asked'
  | 'granted'
  | 'total'
  | 'reached'
  | 'province'
  | 'criteria'
>;

/** Applications and money of some of the entries. */
export interface Share {
  readonly applications: number;
  /** Those that receive something, by this act or an earlier one. */
  readonly funded: number;
  /** Those that receive something by this act. */
  readonly fundedHere: number;
  readonly asked: Cents;
  readonly granted: Cents;
  readonly total: Cents;
}

/** The sum of the points of a criterion, and of how many applications. */
export interface CriterionSum {
  readonly points: number;
  readonly applications: number;
}

export interface UnitDigest extends Share {
  readonly unit: string;
  readonly firstPlace: number;
  readonly lastPlace: number;
  /** With a position. */
  readonly ranked: number;
  readonly lastRankedPlace: number;
  /** The last one that receives something; 0 where nobody does. */
  readonly lastFundedPlace: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly reserved: number;
  /** Hundredths of a point; nothing where nobody receives anything or there are no points. */
  readonly lowestFunded: number | null;
  /** Admissible and without money, although the score is enough. */
  readonly waiting: { readonly applications: number; readonly asked: Cents };
  /** What the last of the ranking says was given down to it. */
  readonly reached: Cents;
  readonly bars: readonly Bar[];
  /** How many have which score, in steps of five points; by the whole points at which a step begins. */
  readonly scores: Readonly<Record<string, { readonly all: number; readonly funded: number }>>;
  readonly criteria: Readonly<Record<string, CriterionSum>>;
}

/** All that a page says of an act as a whole, so that no page has to look at every entry. */
export interface ActDigest {
  readonly all: Share;
  readonly units: readonly UnitDigest[];
  /** By the line that an application names; that of its ranking when it names none. */
  readonly lines: Readonly<Record<string, Share>>;
  /** By the code of the province; `''` where it is not known. */
  readonly provinces: Readonly<Record<string, Share>>;
}

type Counted = { -readonly [K in keyof Share]: Share[K] };

export const scoreStep = 5;

/** Looks at every entry of an act once, in the order of their places. */
export function digestEntries(rows: Iterable<DigestRow>): ActDigest {
  const all = nothingYet();
  const units = new Map<string, UnitCount>();
  const lines = new Map<string, Counted>();
  const provinces = new Map<string, Counted>();
  for (const row of rows) {
    count(all, row);
    count(at(lines, row.line ?? row.unit, nothingYet), row);
    count(at(provinces, row.province ?? '', nothingYet), row);
    at(units, row.unit, () => new UnitCount(row)).add(row);
  }
  return {
    all,
    units: [...units.values()].map((unit) => unit.digest()),
    lines: Object.fromEntries(lines),
    provinces: Object.fromEntries(provinces),
  };
}

function nothingYet(): Counted {
  return { applications: 0, funded: 0, fundedHere: 0, asked: 0, granted: 0, total: 0 };
}

function count(share: Counted, { asked, granted, total }: DigestRow): void {
  share.applications += 1;
  share.funded += total > 0 ? 1 : 0;
  share.fundedHere += granted > 0 ? 1 : 0;
  share.asked += asked ?? 0;
  share.granted += granted;
  share.total += total;
}

function at<T>(map: Map<string, T>, key: string, make: () => T): T {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

class UnitCount {
  readonly #unit: string;
  readonly #firstPlace: number;
  readonly #share = nothingYet();
  readonly #outcomes: Record<string, number> = {};
  readonly #ranked: { asked: Cents; gross: number | null; total: Cents }[] = [];
  readonly #scores = new Map<number, { all: number; funded: number }>();
  readonly #criteria = new Map<string, { points: number; applications: number }>();
  readonly #waiting = { applications: 0, asked: 0 };
  #lastPlace = 0;
  #lastRankedPlace = 0;
  #lastFundedPlace = 0;
  #lowestFunded: number | null = null;
  #reserved = 0;
  #reached = 0;

  constructor({ unit, place }: DigestRow) {
    this.#unit = unit;
    this.#firstPlace = place;
  }

  add(row: DigestRow): void {
    const { place, position, outcome, gross, asked, total } = row;
    count(this.#share, row);
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    this.#reserved += row.isReserved ? 1 : 0;
    this.#lastPlace = place;
    this.#reached = Math.max(this.#reached, row.reached);
    if (position > 0) {
      this.#lastRankedPlace = place;
      this.#ranked.push({ asked: asked ?? 0, gross, total });
    }
    if (total > 0) {
      this.#lastFundedPlace = place;
      if (gross !== null) this.#lowestFunded = Math.min(this.#lowestFunded ?? gross, gross);
    }
    if (outcome === 'admissible-not-funded') {
      this.#waiting.applications += 1;
      this.#waiting.asked += asked ?? 0;
    }
    this.#addPoints(row);
  }

  #addPoints({ gross, total, criteria }: DigestRow): void {
    if (gross !== null) {
      const step = Math.floor(gross / (scoreStep * 100)) * scoreStep;
      const score = this.#scores.get(step) ?? { all: 0, funded: 0 };
      score.all += 1;
      score.funded += total > 0 ? 1 : 0;
      this.#scores.set(step, score);
    }
    for (const [criterion, points] of Object.entries(criteria)) {
      const sum = at(this.#criteria, criterion, () => ({ points: 0, applications: 0 }));
      sum.points += points;
      sum.applications += 1;
    }
  }

  digest(): UnitDigest {
    return {
      ...this.#share,
      unit: this.#unit,
      firstPlace: this.#firstPlace,
      lastPlace: this.#lastPlace,
      ranked: this.#ranked.length,
      lastRankedPlace: this.#lastRankedPlace,
      lastFundedPlace: this.#lastFundedPlace,
      outcomes: this.#outcomes,
      reserved: this.#reserved,
      lowestFunded: this.#lowestFunded,
      waiting: this.#waiting,
      reached: this.#reached,
      bars: condensedBars(this.#ranked),
      scores: Object.fromEntries(this.#scores),
      criteria: Object.fromEntries(this.#criteria),
    };
  }
}
