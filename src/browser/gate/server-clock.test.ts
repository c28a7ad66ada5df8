import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseAfter, sendAct, type ActAsked } from './send-act.ts';
import { ServerClock } from './server-clock.ts';

/** A machine whose clocks a test moves by hand. */
function machine() {
  const at = { steadyMs: 1_000, dialMs: 5_000_000 };
  return {
    at,
    ticks: { steadyMs: () => at.steadyMs, dialMs: () => at.dialMs },
    pass: (ms: number): void => {
      at.steadyMs += ms;
      at.dialMs += ms;
    },
  };
}

test('the error is never more than half of the shortest way, however the way is split', () => {
  const way = fc.record({ there: fc.nat(3_000), back: fc.nat(3_000), rest: fc.nat(30_000) });
  fc.assert(
    fc.property(fc.array(way, { minLength: 1, maxLength: 8 }), fc.nat(1e9), (ways, offset) => {
      const { at, ticks, pass } = machine();
      const clock = new ServerClock(ticks, { serverMs: 0, steadyMs: 0 });
      for (const { there, back, rest } of ways) {
        const askedMs = at.steadyMs;
        pass(there);
        const serverMs = at.steadyMs + offset;
        pass(back);
        clock.take({ askedMs, answeredMs: at.steadyMs, serverMs });
        pass(rest);
      }
      const shortest = Math.min(...ways.map(({ there, back }) => there + back));
      const errorMs = Math.abs(clock.nowMs() - (at.steadyMs + offset));
      expect(errorMs).toBeLessThanOrEqual(shortest / 2 + 1e-6);
    }),
  );
});

test('before the first reading it goes by the page, and a dial that is set changes nothing', () => {
  const { at, ticks, pass } = machine();
  const clock = new ServerClock(ticks, { serverMs: 77_000, steadyMs: 1_000 });
  pass(500);
  expect(clock.nowMs()).toBe(77_500);
  at.dialMs += 86_400_000;
  expect(clock.hasJumped()).toBe(true);
  expect(clock.nowMs()).toBe(77_500);
  expect(clock.hasJumped()).toBe(false);
});

test('after a sleep the next reading counts, even if its way is longer than those before', () => {
  const { at, ticks, pass } = machine();
  const clock = new ServerClock(ticks, { serverMs: 0, steadyMs: 0 });
  clock.take({ askedMs: 990, answeredMs: 1_000, serverMs: 50_995 });
  pass(1_000);
  expect(clock.hasJumped()).toBe(false);
  at.dialMs += 3_600_000;
  expect([clock.hasJumped(), clock.isKnown()]).toEqual([true, false]);
  pass(400);
  clock.take({ askedMs: 2_000, answeredMs: 2_400, serverMs: 3_651_195 });
  expect(clock.nowMs()).toBe(3_651_395);
});

const hash = 'ab'.repeat(32);

interface Played {
  readonly end: Awaited<ReturnType<typeof sendAct>>;
  readonly bodies: readonly unknown[];
  readonly hindrances: readonly string[];
  readonly waits: readonly number[];
}

/** What the act does when the server answers like this, one after the other. */
async function play(answers: readonly (Response | Error)[]): Promise<Played> {
  const bodies: unknown[] = [];
  const hindrances: string[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const asked: ActAsked = {
    url: '/act',
    snapshotHash: hash,
    onHindrance: (why) => hindrances.push(why),
    wait: async (ms) => void waits.push(ms),
    fetch: async (_url, init) => {
      bodies.push(init?.body);
      const next = left.shift();
      if (next === undefined) throw new Error('asked once too often');
      if (next instanceof Error) throw next;
      return next;
    },
  };
  return { end: await sendAct(asked), bodies, hindrances, waits };
}

const receipt = () => Response.json({ entry: { number: 7 } }, { status: 201 });
const problem = (status: number, code: string, more: object = {}, headers = {}) =>
  Response.json({ code, ...more }, { status, headers });

test('whatever is no answer is tried again with the same text, until there is a receipt', async () => {
  const { end, bodies, hindrances, waits } = await play([
    new TypeError('no network'),
    problem(503, 'outcome-unknown', {}, { 'retry-after': '2' }),
    new Response('<html>proxy</html>', { status: 502 }),
    problem(429, 'too-many-requests'),
    new Response('<html>the hotel wants you to sign in</html>'),
    receipt(),
  ]);
  expect(end).toEqual({ type: 'entered', number: 7 });
  expect(bodies).toEqual(Array.from({ length: 6 }, () => JSON.stringify({ snapshotHash: hash })));
  expect(hindrances).toEqual(['network', 'busy', 'busy', 'busy', 'network']);
  expect(waits[1]).toBeGreaterThanOrEqual(1_000);
  expect(waits[1]).toBeLessThanOrEqual(2_000);
});

test.each([
  [409, 'closed'],
  [409, 'text-changed'],
  [401, 'not-signed-in'],
  [404, 'not-found'],
])('a refusal with %i %s ends it', async (status, code) => {
  const { end, bodies } = await play([problem(status, code)]);
  expect(end).toEqual({ type: 'refused', code });
  expect(bodies).toHaveLength(1);
});

test('too early, it says by how much by the clock that decides', async () => {
  const more = { opensAt: '2027-03-01T09:00:00Z', decidedAt: '2027-03-01T08:59:59.750000Z' };
  const { end } = await play([problem(409, 'not-open-yet', more)]);
  expect(end).toMatchObject({ opensMs: Date.parse(more.opensAt) });
  expect(end.type === 'refused' && (end.opensMs ?? 0) - (end.decidedMs ?? 0)).toBe(250);
});

test('pauses grow to five seconds, and no two who wait pause alike', () => {
  expect(pauseAfter(1, 0)).toBe(200);
  expect(pauseAfter(1, 1)).toBe(400);
  expect(pauseAfter(50, 1)).toBe(5_000);
  expect(pauseAfter(50, 0)).toBe(2_500);
});
