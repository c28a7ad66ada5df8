import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sampleWords, temporaryFolder } from '../../test/support/sample-round.ts';
import { type Round, type SealedBundle, type ActChain, type ScrollOrder } from '../engine/index.ts';
import { beginChain, extendChain, replayChain } from './act-chain.ts';
import { settleBundle } from './settle-bundle.ts';

let round: Round;
let begun: ActChain;

beforeAll(async () => {
  const file = `${temporaryFolder()}/bundle.json`;
  const run = await runCaptured(['fund', ...sampleWords, '--bundle', file]);
  expect(run.code).toBe(0);
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as SealedBundle;
  const settled = settleBundle(bundle);
  if ('problems' in settled) throw new Error(settled.problems.join());
  round = settled.round;
  const chain = beginChain(round, bundle.hash, 'approval');
  if ('type' in chain) throw new Error(chain.code);
  begun = chain;
});

function order(change: Partial<ScrollOrder>): ScrollOrder {
  return { id: 'a2', additions: [], savings: [], ...change };
}

const added = { pot: 'pot-4', amount: '100000.00', act: 'Decree 12', source: 'the Region' };

function extended(chain: ActChain, next: ScrollOrder): ActChain {
  const after = extendChain(round, chain, next);
  if ('type' in after) throw new Error(after.code);
  return after;
}

test('new money goes down the ranking and earlier acts stay as they are', () => {
  const after = extended(begun, order({ additions: [added] }));
  expect(after.acts[0]).toEqual(begun.acts[0]);
  const act = after.acts[1]!;
  expect(act).toMatchObject({ id: 'a2', follows: 'approval', previous: begun.acts[0]!.hash });
  expect(act.granted).toBe('100000.00');
  expect(act.entries[0]).toMatchObject({ before: 'partly-funded', after: 'fully-funded' });
  const third = extended(
    after,
    order({ id: 'a3', savings: [{ application: 'D-0001', kind: 'renunciation', act: 'Letter' }] }),
  );
  expect(third.acts.slice(0, 2)).toEqual(after.acts);
  expect(third.acts[2]?.granted).toBe('0.00');
  const replayed = replayChain(round, third);
  expect(replayed.type).toBe('acts');
});

test('an act that was changed afterwards is named', () => {
  const chain = extended(begun, order({ additions: [added] }));
  const [first, second] = chain.acts as readonly [ActChain['acts'][0], ActChain['acts'][0]];
  const [entry, ...others] = second.entries;
  const tampered: readonly ActChain['acts'][] = [
    [first, { ...second, granted: '99999.00' }],
    [first, { ...second, entries: [{ ...entry!, grant: '1.00' }, ...others] }],
    [first, { ...second, hash: first.hash }],
    [first, { ...second, order: { ...second.order!, additions: [{ ...added, amount: '5.00' }] } }],
  ];
  for (const acts of tampered)
    expect(replayChain(round, { ...chain, acts })).toEqual({
      type: 'refused',
      code: 'act-differs',
      at: 'a2',
    });
  expect(replayChain(round, { ...chain, ranking: 'another' })).toMatchObject({ at: 'approval' });
});

test.each([
  [
    'unknown-application',
    order({ savings: [{ application: 'D-9', kind: 'forfeiture', act: 'x' }] }),
  ],
  ['addition-not-valid', order({ additions: [{ ...added, pot: 'nowhere' }] })],
  ['act-id-taken', order({ id: 'approval' })],
  [
    'saving-not-valid',
    order({
      savings: [{ application: 'D-0001', kind: 'reduction', amount: '999999.00', act: 'x' }],
    }),
  ],
])('refuses with %s', (code, wrong) => {
  expect(extendChain(round, begun, wrong)).toMatchObject({ type: 'refused', code });
});
