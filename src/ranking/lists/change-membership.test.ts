import { expect, test } from 'vitest';
import type { Membership } from '../acts/act-content.ts';
import { changeMembership } from './change-membership.ts';

const since = (application: string, from: string, until: string | null = null): Membership => ({
  application,
  from,
  until,
});
const [old, day, later] = ['2022-03-01', '2022-06-01', '2022-09-01'];

test.each<
  [string, readonly Membership[], readonly string[], readonly Membership[], readonly Membership[]]
>([
  ['the first list begins on its day', [], ['a', 'b'], [since('a', day), since('b', day)], []],
  ['who stays is left alone', [since('a', old)], ['a', 'b'], [since('b', day)], []],
  ['who leaves ends on the day', [since('a', old)], [], [since('a', old, day)], [since('a', old)]],
  ['who had left comes back anew', [since('a', old, '2022-04-01')], ['a'], [since('a', day)], []],
  [
    'who would begin later begins now',
    [since('a', later)],
    ['a'],
    [since('a', day)],
    [since('a', later)],
  ],
  ['who would begin later and is out never was', [since('a', later)], [], [], [since('a', later)]],
  [
    'who would leave later stays',
    [since('a', old, later)],
    ['a'],
    [since('a', old)],
    [since('a', old, later)],
  ],
])('%s', (_, known, listed, added, dropped) => {
  const change = changeMembership({ known, base: known, listed: new Set(listed), fromDay: day });
  expect(change).toEqual({ fromDay: day, added, dropped });
});

test('a correction goes on from what was known before the act it replaces', () => {
  const before = [since('a', old)];
  const known = [since('a', old, day), since('b', day)];
  const change = changeMembership({
    known,
    base: before,
    listed: new Set(['a', 'c']),
    fromDay: day,
  });
  expect(change).toEqual({
    fromDay: day,
    added: [since('a', old), since('c', day)],
    dropped: [since('a', old, day), since('b', day)],
  });
});
