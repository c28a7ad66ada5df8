import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findOutages, type Span } from './outage.ts';
import type { Probe } from './probe.ts';

const everyMs = 5_000;
const second = 1_000;

function probe(at: number, more: Partial<Probe> = {}): Probe {
  return {
    server: 'a',
    run: `${more.server ?? 'a'}-1`,
    at,
    serverAt: at,
    tookMs: 0,
    everyMs,
    problem: null,
    ...more,
  };
}

/** Good answers every five seconds, in seconds. */
function good(from: number, to: number, more: Partial<Probe> = {}): Probe[] {
  const probes: Probe[] = [];
  for (let at = from; at <= to; at += 5) probes.push(probe(at * second, more));
  return probes;
}

function bad(from: number, to: number, problem: string, more: Partial<Probe> = {}): Probe[] {
  return good(from, to, { ...more, problem });
}

const minute: Span = { from: 0, to: 60 * second };
const find = (probes: readonly Probe[], span = minute, now = 1_000 * second) =>
  findOutages(probes, { span, now }).map(({ from, to }) => [from / second, to / second]);

describe('an outage', () => {
  const cases: readonly (readonly [string, readonly Probe[], readonly (readonly number[])[]])[] = [
    ['is none while one server answers', good(0, 60), []],
    ['is everything where nobody has ever looked', [], [[0, 60]]],
    [
      'lies between the last good answer and the next',
      [...good(0, 20), ...bad(25, 40, 'database'), ...good(45, 60)],
      [[20, 45]],
    ],
    [
      'of a process that was killed is a gap without a word',
      [...good(0, 20), ...good(40, 60, { run: 'a-2' })],
      [[20, 40]],
    ],
    [
      'is seen between two lives of a process, however short',
      [...good(0, 20), ...good(22, 62, { run: 'a-2' })],
      [[20, 22]],
    ],
    [
      'is none while another server answers',
      [...good(0, 20), ...good(40, 60), ...good(3, 58, { server: 'b' })],
      [],
    ],
    [
      'is only the time in which both are away',
      [...good(0, 30), ...bad(35, 60, 'too-slow'), ...good(45, 60, { server: 'b' })],
      [[30, 45]],
    ],
    ['forgives one probe that is late', [...good(0, 20), ...good(29, 59), probe(64 * second)], []],
    [
      'does not forgive one that is missing for longer',
      [...good(0, 20), ...good(31, 61)],
      [[20, 31]],
    ],
    [
      'comes back as often as it happens',
      [
        ...good(0, 10),
        ...bad(15, 15, 'stall'),
        ...good(20, 30),
        ...bad(35, 35, 'stall'),
        ...good(40, 60),
      ],
      [
        [10, 20],
        [30, 40],
      ],
    ],
    [
      'ends with the span that is asked about',
      [...good(-20, 10), ...bad(15, 90, 'database'), ...good(95, 100)],
      [[10, 60]],
    ],
  ];
  test.each(cases)('%s', (_name, probes, expected) => {
    expect(find(probes)).toEqual(expected);
  });

  test('has not begun while the next probe is not due yet', () => {
    const now = 60 * second;
    expect(find(good(0, 55), minute, now)).toEqual([]);
    expect(find(good(0, 50), minute, now)).toEqual([]);
    expect(find(good(0, 45), minute, now)).toEqual([[45, 60]]);
  });

  test('begins after the answer, not after the question', () => {
    const probes = [...good(0, 15), probe(20 * second, { tookMs: 700 }), ...good(45, 60)];
    expect(find(probes)).toEqual([[20.7, 45]]);
  });

  test('lists what each server saw', () => {
    const probes = [
      ...good(0, 20),
      ...bad(25, 35, 'database'),
      ...bad(40, 40, 'too-slow'),
      ...good(45, 60),
      ...good(2, 17, { server: 'b' }),
    ];
    expect(findOutages(probes, { span: minute, now: 60 * second })).toEqual([
      {
        from: 20_000,
        to: 45_000,
        servers: [
          {
            server: 'a',
            lastGoodAt: 20_000,
            firstGoodAt: 45_000,
            problems: [
              { code: 'database', count: 3, firstAt: 25_000, lastAt: 35_000 },
              { code: 'too-slow', count: 1, firstAt: 40_000, lastAt: 40_000 },
            ],
          },
          { server: 'b', lastGoodAt: 17_000, firstGoodAt: null, problems: [] },
        ],
      },
    ]);
  });
});

const probes = fc
  .array(
    fc.record({
      server: fc.constantFrom('a', 'b', 'c'),
      life: fc.integer({ min: 1, max: 2 }),
      at: fc.integer({ min: -30, max: 130 }),
      tookMs: fc.constantFrom(0, 0, 300),
      problem: fc.constantFrom(null, null, null, 'database', 'stall'),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ life, at, ...rest }): Probe =>
      probe(at * second, { ...rest, run: `${rest.server}-${life}` }),
    ),
  );
const span: Span = { from: 0, to: 100 * second };
const now = 200 * second;

describe('outages', () => {
  test('are in order, apart, within the span and longer than nothing', () => {
    fc.assert(
      fc.property(probes, (all) => {
        const outages = findOutages(all, { span, now });
        let last = span.from;
        for (const { from, to } of outages) {
          // Two may meet in a single good answer.
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(span.to);
      }),
    );
  });

  test('are where no two good answers in a row of one run stand around, by a naive look at each instant', () => {
    fc.assert(
      fc.property(probes, (all) => {
        const outages = findOutages(all, { span, now });
        for (let at = span.from + 50; at < span.to; at += 250)
          expect(outages.some(({ from, to }) => from < at && at < to)).toBe(!isWellAt(all, at));
      }),
    );
  });

  test('never hold a good answer, and name every bad one', () => {
    fc.assert(
      fc.property(probes, (all) => {
        const outages = findOutages(all, { span, now });
        for (const { from, to, servers } of outages) {
          const inside = all.filter(({ at }) => at >= from && at <= to);
          expect(inside.filter(({ at, problem }) => !problem && at > from && at < to)).toEqual([]);
          const named = servers.flatMap(({ problems }) => problems.map(({ count }) => count));
          expect(named.reduce((sum, count) => sum + count, 0)).toBe(
            inside.filter(({ problem }) => problem !== null).length,
          );
          for (const { lastGoodAt, firstGoodAt } of servers) {
            expect(lastGoodAt ?? from).toBeLessThanOrEqual(from);
            expect(firstGoodAt ?? to).toBeGreaterThanOrEqual(to);
          }
        }
      }),
    );
  });

  test('name what really happened to within one probe at either end', () => {
    const lives = fc.array(fc.integer({ min: 12_000, max: 60_000 }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 4_999 }), (lengths, phase) => {
        // Up, down, up, down … and up again at the end, tried every five seconds.
        const edges: number[] = [];
        for (const each of lengths) edges.push((edges.at(-1) ?? 0) + each);
        const isUp = (at: number): boolean => edges.filter((edge) => edge <= at).length % 2 === 0;
        const end = (edges.at(-1) ?? 0) + 30_000;
        const all: Probe[] = [];
        for (let at = phase; at <= end; at += everyMs)
          all.push(probe(at, { problem: isUp(at) ? null : 'database' }));
        const found = findOutages(all, { span: { from: phase, to: end }, now: end });
        const downs = edges.flatMap((from, index) =>
          index % 2 === 0 ? [{ from, to: edges[index + 1] ?? end }] : [],
        );
        expect(found).toHaveLength(downs.length);
        for (const [index, { from, to }] of downs.entries()) {
          const outage = found[index];
          expect(from - (outage?.from ?? 0)).toBeGreaterThanOrEqual(0);
          expect(from - (outage?.from ?? 0)).toBeLessThanOrEqual(everyMs);
          expect((outage?.to ?? 0) - to).toBeLessThanOrEqual(everyMs);
          expect((outage?.to ?? 0) - to).toBeGreaterThanOrEqual(to === end ? -everyMs : 0);
        }
      }),
    );
  });

  test('of a long time with thousands of them are found at once', () => {
    const all: Probe[] = [];
    for (let index = 0; index < 100_000; index += 1)
      all.push(probe(index * everyMs, { problem: index % 3 === 0 ? 'database' : null }));
    const startedMs = performance.now();
    const found = findOutages(all, { span: { from: 0, to: 100_000 * everyMs }, now: 0 });
    expect(found.length).toBeGreaterThan(30_000);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});

function isWellAt(all: readonly Probe[], at: number): boolean {
  return [...new Set(all.map(({ run }) => run))].some((run) => {
    const own = all.filter((each) => each.run === run).toSorted((a, b) => a.at - b.at);
    return own.some((each, index) => {
      const next = own[index + 1];
      if (each.problem !== null) return false;
      if (at >= each.at && at <= each.at + (each.tookMs ?? 0)) return true;
      return (
        next !== undefined &&
        next.problem === null &&
        next.at - each.at <= 2 * everyMs &&
        each.at <= at &&
        at <= next.at
      );
    });
  });
}
