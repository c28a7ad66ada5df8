import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QueueFull } from '../register/group-commit.ts';
import { makeAttemptBox, reasonOfFailure, type FailedAttempt } from './failed-attempts.ts';
import { makeProbeBox } from './probe-box.ts';

const call = 'village-lamps';
const at = (ms: number) => ({ wallMs: ms, steadyMs: ms });
const attempt = (applicationId: string, more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  call,
  applicationId,
  reason: 'database',
  ...more,
});

describe('the box of failed attempts', () => {
  test('gives them in their order, the same again until they are forgotten', () => {
    const box = makeAttemptBox(10);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries()) box.note(attempt(id), at(index));
    const batch = box.next(2);
    expect(batch.attempts.map(({ applicationId }) => applicationId)).toEqual(ids.slice(0, 2));
    expect(batch.attempts.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(box.next(2)).toEqual(batch);
    box.forget(batch);
    expect(box.next(2).attempts.map(({ ordinal }) => ordinal)).toEqual([3]);
    expect(box.waiting()).toBe(1);
  });

  test('keeps the oldest, and counts what it has no room for', () => {
    const box = makeAttemptBox(4);
    const ids = Array.from({ length: 6 }, () => randomUUID());
    for (const [index, id] of ids.entries()) box.note(attempt(id), at(index));
    const batch = box.next(100);
    expect(batch.attempts.map(({ applicationId }) => applicationId)).toEqual(ids.slice(0, 4));
    expect(batch.dropped).toEqual([
      { ordinal: 5, call, first: at(4), last: at(5), repeated: 0, unnamed: 2 },
    ]);
    expect(box.dropped()).toBe(2);
    box.forget(batch);
    expect(box.waiting()).toBe(0);
    expect(box.dropped()).toBe(2);
  });

  test('leaves room for everybody when somebody presses the button again and again', () => {
    const box = makeAttemptBox(10);
    const eager = randomUUID();
    for (let index = 0; index < 1_000; index += 1) box.note(attempt(eager), at(index));
    const others = Array.from({ length: 5 }, () => randomUUID());
    for (const [index, id] of others.entries()) box.note(attempt(id), at(1_000 + index));
    const { attempts, dropped } = box.next(100);
    expect(attempts.slice(-5).map(({ applicationId }) => applicationId)).toEqual(others);
    expect(dropped).toMatchObject([{ repeated: 995, unnamed: 0, first: at(5), last: at(999) }]);
  });

  test('does not change what it has once given', () => {
    const box = makeAttemptBox(1);
    box.note(attempt(randomUUID()), at(1));
    box.note(attempt(randomUUID()), at(2));
    const first = box.next(10);
    box.note(attempt(randomUUID()), at(3));
    expect(first.dropped).toMatchObject([{ unnamed: 1, last: at(2) }]);
    const second = box.next(10);
    expect(second.dropped).toHaveLength(2);
    expect(second.dropped[0]).toEqual(first.dropped[0]);
    box.forget(first);
    expect(box.next(10)).toMatchObject({ attempts: [], dropped: [{ unnamed: 1, last: at(3) }] });
  });

  test('leaves out what the database would refuse', () => {
    const box = makeAttemptBox(10);
    const id = randomUUID();
    box.note(attempt('1'), at(1));
    box.note(attempt(id, { call: '../etc' }), at(1));
    box.note(attempt(id, { personId: 'me' }), at(1));
    box.note(attempt(id, { tokenHash: 'zz' }), at(1));
    expect(box.waiting()).toBe(0);
    box.note(attempt(id, { personId: null, tokenHash: 'a'.repeat(64) }), at(1));
    expect(box.waiting()).toBe(1);
  });

  test('loses nothing without saying so', () => {
    const ids = Array.from({ length: 12 }, () => randomUUID());
    const steps = fc.array(
      fc.oneof(fc.nat(11), fc.constant('flush' as const), fc.constant('fail' as const)),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (all, room) => {
        const box = makeAttemptBox(room);
        let [noted, stored, counted] = [0, 0, 0];
        const ordinals: number[] = [];
        for (const step of [...all, 'flush' as const])
          if (typeof step === 'number') {
            noted += 1;
            box.note(attempt(ids[step] ?? ''), at(noted));
          } else {
            const batch = box.next(1_000);
            if (step === 'fail') continue;
            box.forget(batch);
            stored += batch.attempts.length;
            ordinals.push(...batch.attempts.map(({ ordinal }) => ordinal));
            for (const { repeated, unnamed } of batch.dropped) counted += repeated + unnamed;
          }
        expect(stored + counted).toBe(noted);
        expect(counted).toBe(box.dropped());
        expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b));
        expect(new Set(ordinals).size).toBe(ordinals.length);
        expect(box.waiting()).toBe(0);
      }),
    );
  });
});

describe('the box of probes', () => {
  const probe = (ms: number) => ({ moment: at(ms), tookMs: 1, problem: null });

  test('keeps the oldest and the newest', () => {
    const box = makeProbeBox(3);
    for (let ms = 1; ms <= 9; ms += 1) box.note(probe(ms));
    expect(box.next(10).map(({ moment }) => moment.wallMs)).toEqual([1, 2, 9]);
    expect(box.next(10).map(({ ordinal }) => ordinal)).toEqual([1, 2, 9]);
  });

  test('forgets only what was stored, also when it grew meanwhile', () => {
    const box = makeProbeBox(3);
    for (let ms = 1; ms <= 3; ms += 1) box.note(probe(ms));
    const batch = box.next(10);
    box.note(probe(4));
    box.forget(batch);
    expect(box.next(10).map(({ moment }) => moment.wallMs)).toEqual([4]);
  });
});

test('the reason of a failure is read from what was thrown', () => {
  expect(reasonOfFailure(new QueueFull('full'))).toBe('queue-full');
  expect(reasonOfFailure(Object.assign(new Error('no space'), { code: '53100' }))).toBe(
    'disk-full',
  );
  expect(reasonOfFailure(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))).toBe(
    'database',
  );
  expect(reasonOfFailure(null)).toBe('database');
});
