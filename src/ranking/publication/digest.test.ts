import { describe, expect, test } from 'vitest';
import { condensedBars } from './bars.ts';
import { digestEntries, type DigestRow } from './digest.ts';
import { foldRanking } from './folding.ts';
import { territoryProvinces, tileMap } from './territory.ts';
import { checkTotals } from './totals.ts';

const row = (place: number, more: Partial<DigestRow> = {}): DigestRow => ({
  place,
  unit: 'a',
  line: null,
  position: place,
  outcome: 'fully-funded',
  isReserved: false,
  gross: 9_000 - place * 100,
  asked: 10_000,
  granted: 10_000,
  total: 10_000,
  reached: place * 10_000,
  province: 'BG',
  criteria: { c1: 500 },
  ...more,
});
const refused = { outcome: 'admissible-not-funded', granted: 0, total: 0 } as const;
const rows = [
  row(1),
  row(2, { province: 'BS', line: 'a1' }),
  row(3, { ...refused, reached: 20_000, province: null }),
  row(4, { unit: 'b', position: 1, reached: 10_000, granted: 4_000 }),
  row(5, {
    unit: 'b',
    position: 0,
    outcome: 'below-threshold',
    gross: 2_000,
    granted: 0,
    total: 0,
    reached: 10_000,
  }),
];
const digest = digestEntries(rows);
const said = { act: 30_000, pots: 30_000 };

describe('a digest', () => {
  test('counts applications and money by ranking, line and province', () => {
    expect(digest.all).toEqual({
      applications: 5,
      funded: 3,
      fundedHere: 3,
      asked: 50_000,
      granted: 24_000,
      total: 30_000,
    });
    expect(digest.lines['a1']).toMatchObject({ applications: 1, total: 10_000 });
    expect(digest.provinces['']).toMatchObject({ applications: 1, total: 0 });
    expect(digest.units).toMatchObject([
      {
        unit: 'a',
        firstPlace: 1,
        lastPlace: 3,
        ranked: 3,
        lastFundedPlace: 2,
        lowestFunded: 8_800,
        waiting: { applications: 1, asked: 10_000 },
      },
      {
        unit: 'b',
        firstPlace: 4,
        lastPlace: 5,
        ranked: 1,
        lastRankedPlace: 4,
        lastFundedPlace: 4,
        outcomes: { 'below-threshold': 1 },
      },
    ]);
    expect(digest.units[0]?.criteria['c1']).toEqual({ points: 1_500, applications: 3 });
    expect(digest.units[1]?.scores).toEqual({
      '20': { all: 1, funded: 0 },
      '85': { all: 1, funded: 1 },
    });
  });

  test('can be kept and read again', () => {
    expect(JSON.parse(JSON.stringify(digest))).toEqual(digest);
  });
});

describe('totals', () => {
  test('agree in every way they are counted', () => {
    const { isAgreed, totals } = checkTotals(digest, said);
    expect(isAgreed).toBe(true);
    expect(totals.map(({ difference }) => difference)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test.each([
    ['act', { ...said, act: 30_001 }, 1],
    ['pots', { ...said, pots: 29_998 }, -2],
  ] as const)('name the way that differs: %s', (way, differing, difference) => {
    const check = checkTotals(digest, differing);
    expect(check.isAgreed).toBe(false);
    expect(check.totals.filter((each) => each.difference !== 0)).toMatchObject([
      { way, difference },
    ]);
  });

  test('see a row whose running total was changed', () => {
    const changed = digestEntries([
      ...rows.slice(0, 2),
      row(3, { ...refused, reached: 20_005 }),
      ...rows.slice(3),
    ]);
    expect(
      checkTotals(changed, said).totals.find(({ difference }) => difference !== 0),
    ).toMatchObject({ way: 'reached', difference: 5 });
  });

  test('that nobody states are neither right nor wrong', () => {
    const check = checkTotals(digest, { act: undefined, pots: undefined });
    expect(check).toMatchObject({ isAgreed: true });
    expect(check.totals.at(-1)).toEqual({ way: 'pots', cents: undefined, difference: undefined });
  });
});

describe('bars', () => {
  test('of a long ranking stand for several, and never mix who receives with who does not', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      asked: 3,
      gross: 1_000 - index,
      total: index < 333 ? 3 : 0,
    }));
    const bars = condensedBars(many, 100);
    expect(bars.length).toBeLessThanOrEqual(101);
    expect(bars.reduce((sum, bar) => sum + bar.applications, 0)).toBe(1_000);
    expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(999);
    expect(
      bars.filter(({ total, applications }) => total !== 0 && total !== applications * 3),
    ).toEqual([]);
    expect(bars[0]).toMatchObject({ highest: 1_000, lowest: 991 });
  });
});

describe('folding', () => {
  const unit = { firstPlace: 1, lastPlace: 100, lastRankedPlace: 90, lastFundedPlace: 40 };
  test('shows the beginning and both sides of the line', () => {
    expect(foldRanking(unit)).toEqual([
      { from: 1, to: 5, isFolded: false },
      { from: 6, to: 37, isFolded: true },
      { from: 38, to: 43, isFolded: false },
      { from: 44, to: 100, isFolded: true },
    ]);
  });

  test.each([0, 1, 4, 5, 6, 7, 8, 9, 50, 98, 99, 100])(
    'loses no place: the line after %i',
    (lastFundedPlace) => {
      const places = foldRanking({ ...unit, lastFundedPlace }).flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      );
      expect(places).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    },
  );

  test('leaves a short one whole', () => {
    expect(foldRanking({ ...unit, lastPlace: 30 })).toEqual([{ from: 1, to: 30, isFolded: false }]);
  });
});

describe('the map', () => {
  test('gives every province a place of its own', () => {
    const places = territoryProvinces().map(({ column, row: line }) => `${column}/${line}`);
    expect(new Set(places).size).toBe(places.length);
    expect(places).toHaveLength(107);
  });

  test('shows the whole regions of what is there, and what the territory does not have below', () => {
    const { tiles } = tileMap(['BG', 'XX']);
    expect(tiles).toHaveLength(13);
    expect(tiles.find(({ code }) => code === 'SO')).toMatchObject({ column: 3, row: 0 });
    expect(tiles.at(-1)).toEqual({ code: 'XX', name: undefined, column: 0, row: 4 });
    expect(tileMap(['XX', 'YY']).tiles.map(({ column, row: line }) => [column, line])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(tileMap([]).tiles).toEqual([]);
  });
});
