import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceHash, makeEvidence, showsSomething, type Sightings } from './evidence.ts';
import type { Probe } from './probe.ts';

const minute = 60_000;
const start = Date.parse('2027-03-01T09:00:00.000Z');

function probe(at: number, more: Partial<Probe> = {}): Probe {
  const everyMs = 5_000;
  return { server: 'a', run: 'a-1', at, serverAt: at, tookMs: 0, everyMs, problem: null, ...more };
}

function seen(more: Partial<Sightings> = {}): Sightings {
  const span = { from: start, to: start + 10 * minute };
  return {
    call: 'village-lamps',
    span,
    now: span.to + minute,
    observedFrom: start - minute,
    probes: [],
    attempts: [],
    dropped: [],
    ...more,
  };
}

const good = (from: number, to: number): Probe[] =>
  Array.from({ length: Math.floor((to - from) / 5_000) + 1 }, (_, index) =>
    probe(from + index * 5_000),
  );

describe('evidence', () => {
  test('shows nothing where every probe was answered and every act carried out', () => {
    const evidence = makeEvidence(seen({ probes: good(start - minute, start + 11 * minute) }));
    expect(showsSomething(evidence)).toBe(false);
    expect(evidence.minutes).toHaveLength(10);
  });

  test('calls silence an outage only once there were probes', () => {
    const silent = makeEvidence(seen({ probes: [probe(start - minute)] }));
    expect(silent.outages).toMatchObject([{ from: silent.from, to: silent.to }]);
    const never = makeEvidence(seen({ observedFrom: null }));
    expect(never.outages).toEqual([]);
    expect(never).not.toHaveProperty('observedFrom');
    expect(showsSomething(never)).toBe(false);
    const late = makeEvidence(
      seen({ observedFrom: start + minute, probes: good(start + minute, start + 11 * minute) }),
    );
    expect(late.outages).toEqual([]);
  });

  test('says by how much the clocks differ', () => {
    const probes = [
      probe(start, { serverAt: start - 300 }),
      probe(start + 5_000, { serverAt: start + 5_040 }),
    ];
    expect(makeEvidence(seen({ probes })).byServer).toEqual([
      { server: 'a', probes: 2, good: 2, clockOffsetMs: { least: -40, most: 300 } },
    ]);
  });

  test('counts every probe and every attempt in its minute, and has one hash', () => {
    const instants = fc.array(fc.integer({ min: -minute, max: 11 * minute }), { maxLength: 60 });
    fc.assert(
      fc.property(instants, instants, (probed, tried) => {
        const probes = probed.map((at, index) =>
          probe(start + at, { problem: index % 3 === 0 ? 'database' : null }),
        );
        const attempts = tried
          .filter((at) => at >= 0 && at < 10 * minute)
          .map((at) => ({ at: start + at, applicationId: `${at % 4}`, reason: 'database' }));
        const evidence = makeEvidence(seen({ probes, attempts }));
        const sum = (of: 'good' | 'bad' | 'attempts') =>
          evidence.minutes.reduce((total, each) => total + each[of], 0);
        const within = probes.filter(({ at }) => at >= start && at < start + 10 * minute);
        expect(sum('good') + sum('bad')).toBe(within.length);
        expect(sum('attempts')).toBe(attempts.length);
        const stored = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
        expect(evidenceHash(stored)).toEqual(evidenceHash(evidence));
      }),
    );
  });
});
