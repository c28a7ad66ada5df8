import { expect, test } from 'vitest';
import { loadedOf, sampleApplications, sampleCall } from '../../../test/support/loaded-round.ts';
import { settleApplications, type ApplicationDocument, type Call } from '../../engine/index.ts';
import { compareRounds } from './compare-rounds.ts';
import { runWhatIf } from './run-what-if.ts';
import { applyChanges, keyNames, type WhatIfChanges } from './what-if-changes.ts';

const call = sampleCall();
const applications = sampleApplications();
const loaded = loadedOf(call, applications);

function run(changes: WhatIfChanges) {
  const tried = runWhatIf(loaded, {}, changes);
  if (tried.type === 'refused') throw new Error(JSON.stringify(tried.problems));
  return tried.round;
}

/** The same by the long way: every application read and assessed again by the changed rules. */
function assessedAnew(changes: WhatIfChanges, all: readonly ApplicationDocument[] = applications) {
  const applied = applyChanges(call, changes) as { readonly call: Call };
  const settled = settleApplications(applied.call, all, {});
  if ('problems' in settled) throw new Error(settled.problems.join());
  return settled.round;
}

const columns = ({ ranking, funding, table }: ReturnType<typeof run>) => ({
  positions: [...ranking.position],
  grants: [...(funding?.grant ?? [])],
  outcomes: [...(funding?.outcome ?? [])],
  standing: [...table.standing],
});

test('nothing tried is what the rules say', () => {
  expect(columns(run({}))).toEqual(columns(assessedAnew({})));
  const { entering, leaving, changed, positionsChanged } = compareRounds(run({}), run({}));
  expect({ entering, leaving, changed, positionsChanged }).toEqual({
    entering: [],
    leaving: [],
    changed: [],
    positionsChanged: 0,
  });
});

test.each<readonly [string, WhatIfChanges]>([
  ['a higher threshold', { thresholds: { 'net-30': '55' } }],
  ['a threshold in fractions of a point', { thresholds: { 'net-30': '47.5' } }],
  ['less money', { pots: { 'pot-4': '1500000.00' } }],
  ['one ranking for each sub-line', { per: 'subline' }],
  ['points without bonuses', { keys: [{ by: 'net', order: 'highest-first' }] }],
  ['who arrived first', { keys: [{ by: 'received', order: 'lowest-first' }], ties: [] }],
  ['who asks least', { keys: [{ by: 'grant', order: 'lowest-first' }], ties: [] }],
  ['nobody in part', { partial: 'stop' }],
  ['the next that fits', { partial: 'skip' }],
  ['two at once', { thresholds: { 'net-30': '50' }, pots: { 'pot-4': '900000.00' } }],
])('%s comes to what every application read anew comes to', (_, changes) => {
  const tried = run(changes);
  expect(columns(tried)).toEqual(columns(assessedAnew(changes)));
  expect(columns(tried)).not.toEqual(columns(run({})));
});

test('who enters and who leaves, and what it does to the money', () => {
  const before = run({});
  const after = run({ pots: { 'pot-4': '2000000.00' } });
  const difference = compareRounds(before, after);
  const { leaving, entering, granted, funded, pots } = difference;
  expect(entering).toEqual([]);
  expect(leaving.length).toBeGreaterThan(0);
  expect(funded.before - funded.after).toBe(leaving.length);
  const lost = [...leaving, ...difference.changed].reduce(
    (sum, one) => sum + one.before - one.after,
    0,
  );
  expect(granted.before - granted.after).toBe(lost);
  expect(pots.find(({ pot }) => pot === 'pot-4')).toMatchObject({
    before: { amount: 400_000_000 },
    after: { amount: 200_000_000, left: 0 },
  });
  const back = compareRounds(after, before);
  expect(back.entering.map(({ row }) => row)).toEqual(leaving.map(({ row }) => row));
});

test('money moved between pots, and equals treated alike wherever the money ends', () => {
  const all = { keys: [{ by: 'criterion:l1-shared', order: 'highest-first' }], ties: [] } as const;
  const open = run({ ...all, lastResort: 'stop' });
  expect(open.stops.map(({ code }) => code)).toContain('tie-at-cut-off');
  const none = run({ ...all, lastResort: 'stop', equals: 'none-of-tie' });
  expect(none.stops).toEqual([]);
  expect(none.funding?.checks.granted).toBe(0);
  const shared = run({ ...all, lastResort: 'stop', equals: 'pro-rata' });
  expect(shared.stops).toEqual([]);
  expect(shared.funding?.checks.granted).toBe(400_000_000);
  const moves = [{ from: 'pot-3', to: 'pot-4', amount: '1000000.00' }];
  const moved = run({ ...all, lastResort: 'stop', equals: 'pro-rata', moves });
  expect(moved.funding?.checks.granted).toBe(500_000_000);
});

test.each<readonly [string, WhatIfChanges, string]>([
  ['threshold-unknown', { thresholds: { other: '30' } }, '/thresholds/other'],
  ['points-wrong', { thresholds: { 'net-30': 'many' } }, '/thresholds/net-30'],
  ['points-wrong', { thresholds: { 'net-30': '-1' } }, '/thresholds/net-30'],
  ['pot-unknown', { pots: { other: '1.00' } }, '/pots/other'],
  ['amount-wrong', { pots: { 'pot-4': '-1.00' } }, '/pots/pot-4'],
  ['amount-wrong', { pots: { 'pot-4': '1,00' } }, '/pots/pot-4'],
  ['key-unknown', { keys: [{ by: 'fact:none', order: 'highest-first' }] }, '/keys/0'],
  ['pot-unknown', { moves: [{ from: 'pot-4', to: 'pot-4', amount: '1.00' }] }, '/moves/0'],
  ['amount-wrong', { moves: [{ from: 'pot-3', to: 'pot-4', amount: '0.00' }] }, '/moves/0'],
  ['ranking-unknown', { orderOfRankings: ['linea-9'] }, '/orderOfRankings/0'],
])('%s is told of what cannot be tried', (code, changes, path) => {
  const tried = runWhatIf(loaded, {}, changes);
  expect(tried).toMatchObject({ type: 'refused', problems: [{ code, path }] });
});

test('every figure and fact by which a call could order is offered', () => {
  const names = keyNames(call);
  expect(names).toEqual(expect.arrayContaining(['gross', 'net', 'received', 'grant', 'admitted']));
  for (const by of names)
    expect(runWhatIf(loaded, {}, { keys: [{ by, order: 'highest-first' }] }).type).toBe('run');
});
