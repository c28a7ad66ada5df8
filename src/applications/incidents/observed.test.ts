import fc from 'fast-check';
import { expect, test } from 'vitest';
import { observedIn } from './observed.ts';
import { incidentWords } from './words.ts';

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const span = { from: iso(1_000), to: iso(2_000) };

test.each([
  [undefined, 'none', 0],
  [2_000, 'none', 0],
  [3_000, 'none', 0],
  [1_000, 'whole', 1_000],
  [0, 'whole', 1_000],
  [1_001, 'part', 999],
  [1_999, 'part', 1],
] as const)('watched from %s: %s, %i seconds', (from, extent, seconds) => {
  const observed = from === undefined ? {} : { observedFrom: iso(from) };
  expect(observedIn({ ...span, ...observed })).toEqual({ extent, seconds });
});

test('what is watched is never longer than the time, and never less for having begun earlier', () => {
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(3_000), (a, b) => {
      const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((from) =>
        observedIn({ ...span, observedFrom: iso(from) }),
      );
      expect(earlier?.seconds).toBeLessThanOrEqual(1_000);
      expect(earlier?.seconds).toBeGreaterThanOrEqual(later?.seconds ?? 0);
    }),
  );
});

test('of a time that nobody watched it is never said that all went well', () => {
  for (const { serviceAbout, downFor, outagesSeen } of Object.values(incidentWords)) {
    const about = serviceAbout.none();
    const down = downFor.none();
    for (const text of [about, down]) {
      expect(text).not.toContain(outagesSeen(0));
      expect(text).not.toMatch(/\b0 s\b|mai fermo|never down/);
    }
    expect(serviceAbout.part(outagesSeen(0))).toMatch(/non si sa|is known/);
  }
});
