import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';

import type { SealedBundle } from '../../engine/index.ts';
import { checkSeal } from '../sign-bundle.ts';
import { findActText } from './queries.ts';

let scene: ActScene;

beforeAll(async () => {
  scene = await makeActScene();
});
afterAll(async () => scene.close());

test('a ranking is signed once by eight at once, and is then as it was', async () => {
  const act = await scene.draft({ kind: 'ranking', title: 'Graduatoria', ground: 'Art. 9' });
  const composed = await scene.compose(act.number);
  expect(composed.checks.filter(({ state }) => state === 'failed')).toEqual([]);
  const contentHash = composed.text?.hash ?? '';
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => scene.sign(act.number, { contentHash })),
  );
  expect(outcomes.filter((outcome) => outcome?.type === 'signed')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome?.type === 'refused') expect(outcome.code).toBe('already-signed');
  const { db } = scene.world.database;
  const entries = await db
    .selectFrom('ranking_entry')
    .selectAll()
    .where('call_id', '=', scene.callId)
    .where('act_number', '=', act.number)
    .orderBy('place')
    .execute();
  expect(entries.length).toBe(scene.ids.size);
  const signed = await scene.find(act.number);
  expect(signed).toMatchObject({ state: 'signed', contentHash, signedBy: scene.signatory });
  const text = await findActText(db, signed);
  expect(text?.equals(composed.text?.bytes ?? Buffer.alloc(0))).toBe(true);
  const journal = await db
    .selectFrom('journal')
    .select(['act', 'content_hash'])
    .where('subject', '=', `ranking-act/${scene.callId}/${act.number}`)
    .orderBy('sequence')
    .execute();
  expect(journal.map((row) => row.act)).toEqual(['ranking-act-drafted', 'ranking-act-signed']);
  expect(journal[1]?.content_hash.toString('hex')).toBe(contentHash);
  const bundle = (await scene.kept(signed.bundleHash ?? '')) as SealedBundle;
  expect(checkSeal(bundle)).toEqual({ changed: [], signature: 'good' });
  expect(bundle.hash).toBe(composed.text?.content.bundle);
  const outcomesBy = new Map(bundle.outcomes.map((each) => [each.application, each]));
  for (const entry of entries) {
    const outcome = outcomesBy.get(entry.pseudonym);
    expect([entry.position, entry.outcome]).toEqual([outcome?.position, outcome?.outcome]);
  }
  expect(JSON.stringify(bundle)).not.toContain(entries[0]?.name ?? 'Comune');
});
