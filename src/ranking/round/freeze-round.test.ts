import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeRankingScene,
  readRound,
  type RankingScene,
} from '../../../test/support/ranking-scene.ts';
import { sample } from '../../../test/support/sample-round.ts';
import { makeBundle, settleRound } from '../../engine/index.ts';
import { freezeRound, hashOf } from './freeze-round.ts';
import { sourceOfBundle } from './bundle-source.ts';
import { loadRound } from './load-round.ts';
import { countChangesSince, findFrozenRound, listFrozenRounds } from './queries.ts';
import { entriesOf } from './ranking-entry.ts';

let scene: RankingScene;

beforeAll(async () => {
  scene = await makeRankingScene();
});
afterAll(async () => scene.close());

async function freeze(upTo?: number) {
  const { callId, slug, officer, world } = scene;
  const { version } = await scene.call();
  const asked = {
    callId,
    slug,
    version,
    personId: officer,
    ...(upTo === undefined ? {} : { upTo }),
  };
  const outcome = await freezeRound(world, asked);
  if (outcome.type !== 'frozen') throw new Error(JSON.stringify(outcome));
  return outcome.round;
}

async function load(number: number) {
  const loaded = await loadRound(scene.world, { callId: scene.callId, number });
  if (!loaded) throw new Error('there is no round');
  return loaded;
}

test('a round says what the rules say of the same applications', async () => {
  const round = await freeze();
  const documents = readRound(sample.round);
  expect(round).toMatchObject({ applications: documents.length, upTo: documents.length });
  const loaded = await load(round.number);
  const entries = entriesOf(loaded, settleRound(loaded.call, loaded.collector, {}));
  expect(entries).toHaveLength(documents.length);
  expect(entries.map(({ place }) => place)).toEqual(documents.map((_, index) => index + 1));
  const placed = entries.filter(({ position }) => position > 0);
  expect(placed.length).toBeGreaterThan(10);
  for (const [index, entry] of placed.entries()) {
    const above = placed[index - 1];
    if (above?.unit === entry.unit) expect(above.gross).toBeGreaterThanOrEqual(entry.gross ?? 0);
  }
  expect(entries.find(({ outcome }) => outcome === 'withdrawn')?.position).toBe(0);
});

test.each([['every ranking'], ['one ranking']])(
  'the bundle of %s of a round says what the round says',
  async (which) => {
    const [round] = await listFrozenRounds(scene.world.database.db, scene.callId);
    const loaded = await load(round?.number ?? 0);
    const settled = settleRound(loaded.call, loaded.collector, {});
    const own = entriesOf(loaded, settled);
    const units =
      which === 'one ranking' ? [own[0]?.unit ?? ''] : [...new Set(own.map(({ unit }) => unit))];
    const { source, pseudonyms } = sourceOfBundle(loaded, {}, units);
    const bundle = makeBundle(source);
    if ('problems' in bundle) throw new Error(bundle.problems.join());
    const inBundle = bundle.outcomes.map(({ application, position, grant }) =>
      [application, position, Number(grant.replace('.', ''))].join(' '),
    );
    const inRound = own
      .filter(({ unit }) => units.includes(unit))
      .map(({ applicationId, position, granted }) =>
        [pseudonyms.get(applicationId), position, granted].join(' '),
      );
    expect(inBundle).toEqual(inRound);
    expect(inBundle.length).toBeGreaterThan(3);
    expect(JSON.stringify(bundle)).not.toContain('Comune di');
    expect(JSON.stringify(bundle)).not.toContain(own[0]?.applicationId);
  },
);

test('what the office decides counts, and what it decides later is seen to have changed', async () => {
  const documents = readRound(sample.round);
  const name = documents.find(({ status }) => status !== 'withdrawn')?.id ?? '';
  const { db } = scene.world.database;
  const before = await freeze();
  expect(await countChangesSince(db, before)).toEqual({
    changed: 0,
    arrived: 0,
    isNewVersion: false,
  });
  await scene.decide(name, 'not-admitted');
  expect(await countChangesSince(db, before)).toMatchObject({ changed: 1 });
  const after = await freeze();
  expect(after.hash).not.toBe(before.hash);
  expect(await findFrozenRound(db, before)).toEqual(before);
  const standing = async (number: number): Promise<string | undefined> => {
    const loaded = await load(number);
    const entries = entriesOf(loaded, settleRound(loaded.call, loaded.collector, {}));
    return entries.find(({ applicationId }) => applicationId === scene.ids.get(name))?.reason;
  };
  expect(await standing(after.number)).toBe('not-admitted');
  expect(await standing(before.number)).not.toBe('not-admitted');
  await scene.decide(name, null);
  expect(await standing((await freeze()).number)).toBe('admission-open');
  await scene.decide(name, 'admitted');
});

test('eight who freeze at once get eight rounds that say the same', async () => {
  const rounds = await Promise.all(Array.from({ length: 8 }, async () => freeze(5)));
  expect(new Set(rounds.map(({ number }) => number)).size).toBe(8);
  expect(new Set(rounds.map(({ hash }) => hash)).size).toBe(1);
  expect(rounds[0]).toMatchObject({ applications: 5, upTo: 5 });
});

test('a frozen round cannot be changed', async () => {
  const { db } = scene.world.database;
  await expect(
    db
      .updateTable('frozen_application')
      .set({ content: Buffer.from('{}') })
      .execute(),
  ).rejects.toThrow(/permission denied/);
});

test('where one application ends and the next begins is in the hash', () => {
  const rows = (...contents: string[]) =>
    contents.map((content) => ({ content: Buffer.from(content) }));
  expect(hashOf(rows('ab', 'c')).equals(hashOf(rows('a', 'bc')))).toBe(false);
});
