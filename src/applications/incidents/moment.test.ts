import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { databaseTimeOf, earlier, type ClockReading } from './moment.ts';

const hour = 3_600_000;
const reading = (databaseMs: number, wallMs: number, steadyMs: number): ClockReading => ({
  databaseMs,
  wallMs,
  steadyMs,
});

describe('a moment by the clock of the database', () => {
  const before = reading(1_000_000, 1_000_500, 100);

  test('follows the steady clock when the one on the wall was put forward', () => {
    const after = reading(1_060_000, 1_060_500 + hour, 60_100);
    const moment = { wallMs: 1_030_500 + hour, steadyMs: 30_100 };
    expect(databaseTimeOf(moment, { before, after })).toBe(1_030_000);
  });

  test('follows the steady clock when the one on the wall was put back', () => {
    const after = reading(1_060_000, 1_060_500 - hour, 60_100);
    const moment = { wallMs: 1_030_500, steadyMs: 30_100 };
    expect(databaseTimeOf(moment, { before, after })).toBe(1_030_000);
  });

  test('follows the wall when the machine slept meanwhile', () => {
    const after = reading(1_000_000 + hour, 1_000_500 + hour, 60_100);
    const moment = { wallMs: 1_030_500, steadyMs: 30_100 };
    expect(databaseTimeOf(moment, { before, after })).toBe(1_030_000);
  });

  test('follows the steady clock where the database has not been asked before', () => {
    const after = reading(1_060_000, 0, 60_100);
    expect(databaseTimeOf({ wallMs: 5, steadyMs: 30_100 }, { before: undefined, after })).toBe(
      1_030_000,
    );
  });

  test('is never outside the two readings, and keeps its order, whatever the wall shows', () => {
    const wall = fc.integer({ min: -hour, max: hour });
    const steps = fc.array(fc.record({ ms: fc.nat(60_000), wall }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, wall, (moments, offset) => {
        let steadyMs = 100;
        const noted = moments.map((each) => {
          steadyMs += each.ms;
          return { steadyMs, wallMs: 1_000_000 + steadyMs + each.wall };
        });
        const after = reading(1_000_000 + steadyMs - 100, 1_000_000 + steadyMs + offset, steadyMs);
        const start = reading(1_000_000, 1_000_100, 100);
        const times = noted.map((moment) => databaseTimeOf(moment, { before: start, after }));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times[0]).toBeGreaterThanOrEqual(start.databaseMs);
        expect(times.at(-1)).toBeLessThanOrEqual(after.databaseMs);
        for (const time of times) expect(Number.isInteger(time)).toBe(true);
      }),
    );
  });
});

test('a moment before another is so on both clocks', () => {
  expect(earlier({ wallMs: 50, steadyMs: 20 }, 7)).toEqual({ wallMs: 43, steadyMs: 13 });
});
