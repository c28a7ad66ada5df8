import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';
import type { RankingAct } from '../acts/act.ts';
import { publishAct } from '../acts/publish-act.ts';
import { loadResult } from './load-result.ts';

let scene: ActScene;
const texts = { title: 'Atto', ground: 'Dotazione finanziaria' };

async function publish(act: RankingAct) {
  const { db } = scene.world.database;
  const asked = { callId: act.callId, number: act.number, personId: scene.signatory };
  const outcome = await db.transaction().execute((tx) =>
    publishAct(tx, {
      ...asked,
      zone: 'Europe/Rome',
      protocol: `P-${act.number}`,
      protocolDay: '2025-05-23',
    }),
  );
  expect(outcome).toMatchObject({ type: 'published' });
  const result = await loadResult(scene.world, await scene.call(), act.number);
  if (!result) throw new Error(`act ${act.number} is not published`);
  return result;
}

beforeAll(async () => {
  scene = await makeActScene();
}, 60_000);
afterAll(() => scene.close());

test('what was signed adds up in every way, pots included, and days are counted', async () => {
  const ranking = await scene.approve({ kind: 'ranking', ...texts, units: ['linea-4'] });
  const first = await publish(ranking);
  expect(first.sums).toMatchObject({ isAgreed: true });
  expect(first.sums.totals.every(({ cents }) => cents === first.digest.all.total)).toBe(true);
  expect(first.digest.all.total).toBeGreaterThan(0);
  expect(first.digest.days.map(({ phase }) => phase)).toContain('signed-to-published');
  const scrolling = await scene.approve({
    kind: 'scrolling',
    ...texts,
    follows: ranking.number,
    orders: {
      additions: [
        { pot: 'pot-4', act: 'Decreto 12', source: 'Regione inventata', amount: '50000.00' },
      ],
    },
  });
  const second = await publish(scrolling);
  expect(second.sums).toMatchObject({ isAgreed: true });
  expect(second.digest.all.total - second.digest.all.granted).toBe(first.digest.all.total);
}, 60_000);
