import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';
import { replayChain } from '../act-chain.ts';
import { settleBundle } from '../settle-bundle.ts';
import type { SealedBundle } from '../../engine/index.ts';
import { checkActsSeal, type SealedActs } from '../sign-bundle.ts';
import type { RankingAct } from './act.ts';
import { listActs, loadActContent } from './queries.ts';
import { actsInForce } from './act.ts';

let scene: ActScene;
let ranking: RankingAct;

const unit = 'linea-4';
const texts = { title: 'Scorrimento', ground: 'Dotazione finanziaria' };
const money = { pot: 'pot-4', act: 'Decreto 12', source: 'Regione inventata' };

beforeAll(async () => {
  scene = await makeActScene();
  ranking = await scene.approve({ kind: 'ranking', ...texts, units: [unit] });
});
afterAll(async () => scene.close());

function contentOf(act: RankingAct) {
  return loadActContent(scene.world.database.db, act);
}

test('new money and what was given back go down the same ranking, and earlier acts stay', async () => {
  const before = await contentOf(ranking);
  const short = before.table.filter(({ outcome }) => outcome === 'partly-funded');
  const next = before.table.filter(({ outcome }) => outcome === 'admissible-not-funded');
  expect(short.length + next.length).toBeGreaterThan(1);
  const first = before.table[0]!;
  const act = await scene.approve({
    kind: 'scrolling',
    ...texts,
    follows: ranking.number,
    orders: {
      additions: [{ ...money, amount: '50000.00' }],
      savings: [{ application: first.application, kind: 'renunciation', act: 'Nota 3' }],
    },
  });
  const after = await contentOf(act);
  expect(after.follows).toEqual({ number: ranking.number, hash: ranking.contentHash });
  expect(after.bundle).toBe(before.bundle);
  expect(after.table).toHaveLength(before.table.length);
  const left = after.table.find(({ application }) => application === first.application);
  expect(left).toMatchObject({ outcome: 'withdrawn', granted: -first.total, total: 0 });
  expect(after.totals.granted).toBeLessThanOrEqual(50_000_00);
  expect(after.totals.total).toBe(before.totals.total + after.totals.granted);
  expect(await contentOf(ranking)).toEqual(before);
  const bundle = (await scene.kept(ranking.bundleHash ?? '')) as SealedBundle;
  const acts = (await scene.kept(act.bundleHash ?? '')) as SealedActs;
  expect(checkActsSeal(acts)).toBe('good');
  expect(checkActsSeal({ ...acts, ranking: 'another' })).toBe('bad');
  const settled = settleBundle(bundle);
  if ('problems' in settled) throw new Error(settled.problems.join());
  const { signature: _, ...chain } = acts;
  expect(replayChain(settled.round, chain)).toMatchObject({ type: 'acts' });
  expect(chain.acts.at(-1)?.hash).toBe(after.chain);
});

test('an act goes on from the last one only, and says what the call refuses', async () => {
  const rival = await scene.draft({ kind: 'scrolling', ...texts, follows: ranking.number });
  const failed = (await scene.compose(rival.number)).checks.filter((one) => one.state === 'failed');
  expect(failed.map(({ code, about }) => [code, ...about])).toEqual([['rankings-free', 'act:2']]);
  const over = await scene.draft({
    kind: 'reallocation',
    ...texts,
    follows: 2,
    orders: {
      moves: [
        { from: 'pot-3', to: 'pot-4', amount: '1000000.01', act: 'D. 4', ground: 'Economie' },
      ],
    },
  });
  const { checks, maySign } = await scene.compose(over.number);
  expect(maySign).toBe(false);
  expect(checks.find(({ code }) => code === 'orders-allowed')?.about).toEqual([
    'move-exceeds-left:act-4, 1',
  ]);
  const refused = await scene.tryDraft({
    kind: 'scrolling',
    ...texts,
    follows: 2,
    orders: { additions: [{ ...money, pot: 'pot-9', amount: '1.00' }] },
  });
  expect(refused).toMatchObject({ code: 'no-such-pot', path: '/orders/additions/0/pot' });
});

test('money moves between lines and the next act goes on from there', async () => {
  const moved = await scene.approve({
    kind: 'reallocation',
    ...texts,
    follows: 2,
    orders: {
      moves: [
        { from: 'pot-3', to: 'pot-4', amount: '1000000.00', act: 'D. 4', ground: 'Economie' },
      ],
    },
  });
  const after = await contentOf(moved);
  expect(after.pots.find(({ pot }) => pot === 'pot-4')?.movedIn).toBe('1000000.00');
  expect(after.totals.granted).toBeGreaterThan(0);
  const again = await scene.draft({
    kind: 'reallocation',
    ...texts,
    follows: moved.number,
    orders: {
      moves: [{ from: 'pot-3', to: 'pot-4', amount: '0.01', act: 'D. 5', ground: 'Economie' }],
    },
  });
  expect((await scene.compose(again.number)).maySign).toBe(false);
});

test('a correction takes the place of an act, and what followed it falls', async () => {
  const acts = await listActs(scene.world.database.db, scene.callId);
  expect(actsInForce(acts).map(({ number }) => number)).toEqual([1, 2, 5]);
  const silent = await scene.draft({ kind: 'correction', ...texts, replaces: 2 });
  expect((await scene.compose(silent.number)).checks.at(-1)).toMatchObject({
    state: 'failed',
    about: ['no-reasons'],
  });
  const corrected = await scene.draft({
    kind: 'correction',
    ...texts,
    reasons: 'La rinuncia non c’era.',
    replaces: 2,
    orders: { additions: [{ ...money, amount: '50000.00' }] },
  });
  const composed = await scene.compose(corrected.number);
  expect(composed.checks.at(-1)).toMatchObject({ state: 'noted', about: ['falls:5'] });
  const contentHash = composed.text?.hash ?? '';
  expect(await scene.sign(corrected.number, { contentHash })).toMatchObject({ type: 'signed' });
  const now = await listActs(scene.world.database.db, scene.callId);
  expect(actsInForce(now).map(({ number }) => number)).toEqual([1, corrected.number]);
  const content = await contentOf(await scene.find(corrected.number));
  expect(content.replaces?.number).toBe(2);
  expect(content.does).toBe('scrolling');
  expect(content.table.some(({ outcome }) => outcome === 'withdrawn')).toBe(
    (await contentOf(ranking)).table.some(({ outcome }) => outcome === 'withdrawn'),
  );
});

test('what changed after the round was frozen is told, and may be passed over with a reason', async () => {
  await scene.decide([...scene.ids.keys()][3] ?? '', 'not-admitted');
  const plain = await scene.draft({
    kind: 'correction',
    ...texts,
    reasons: 'Errore.',
    replaces: 1,
  });
  const checks = (await scene.compose(plain.number)).checks;
  expect(checks.find(({ code }) => code === 'round-is-fresh')).toMatchObject({
    state: 'failed',
    about: ['changed:1'],
  });
  const reasoned = await scene.draft({
    kind: 'correction',
    ...texts,
    reasons: 'Errore.',
    staleReason: 'La domanda è di un’altra linea.',
    replaces: 1,
  });
  const { checks: told, text, maySign } = await scene.compose(reasoned.number);
  expect(told.find(({ code }) => code === 'round-is-fresh')?.state).toBe('noted');
  expect(maySign).toBe(true);
  expect(text?.content.frozenRound.staleReason).toBe('La domanda è di un’altra linea.');
  const other = await scene.sign(reasoned.number, { contentHash: '0'.repeat(64) });
  expect(other).toMatchObject({ code: 'text-changed' });
});
