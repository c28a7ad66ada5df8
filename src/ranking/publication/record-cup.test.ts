import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishMadeAct } from '../../../test/support/published-acts.ts';
import { makeRankingScene, type RankingScene } from '../../../test/support/ranking-scene.ts';
import { readCup, recordCup } from './record-cup.ts';

let scene: RankingScene;
let [first, second, third] = ['', '', ''];
const codes = ['C51F23000670006', 'B51F23000470007', 'G41F22001230006'] as const;

const record = (applicationId: string, cup: string) =>
  scene.world.database.db
    .transaction()
    .execute((tx) =>
      recordCup(tx, { callId: scene.callId, applicationId, cup, personId: scene.officer }),
    );

beforeAll(async () => {
  scene = await makeRankingScene();
  [first = '', second = '', third = ''] = [...scene.ids.values()];
  await publishMadeAct(scene.world.database.db, {
    callId: scene.callId,
    personId: scene.officer,
    entries: [first, second, third].map((applicationId, index) => ({
      applicationId,
      name: `Ente ${index}`,
      fiscalCode: '00000019992',
      granted: index === 2 ? 0 : 100_000,
    })),
  });
}, 60_000);
afterAll(() => scene.close());

test('a code is read with spaces and small letters, and nothing else is one', () => {
  expect(readCup(' c51f 2300 0670 006 ')).toBe(codes[0]);
  for (const wrong of [
    '',
    'C51F2300067000',
    'C51F230006700061',
    '551F23000670006',
    'C51F2300067000O',
  ])
    expect(readCup(wrong)).toBeUndefined();
});

describe('the code of a project', () => {
  test('is of what a signed act funds', async () => {
    expect(await record(third, codes[2])).toEqual({ type: 'refused', code: 'not-granted' });
    expect(await record(first, 'x')).toEqual({ type: 'refused', code: 'cup-form' });
  });

  test('given to two at once, four times each, is of one of them', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => record(index % 2 === 0 ? first : second, codes[0])),
    );
    const recorded = outcomes.filter(({ type }) => type === 'recorded');
    expect(recorded).toHaveLength(4);
    expect(
      outcomes.filter((each) => each.type === 'refused' && each.code === 'cup-taken'),
    ).toHaveLength(4);
  });

  test('may be corrected, and the journal keeps what it was', async () => {
    const rows = await scene.world.database.db.selectFrom('project_cup').selectAll().execute();
    const owner = rows[0]?.application_id ?? '';
    const other = owner === first ? second : first;
    expect(await record(owner, codes[1])).toEqual({ type: 'recorded', cup: codes[1] });
    expect(await record(other, codes[0])).toEqual({ type: 'recorded', cup: codes[0] });
    const journal = await scene.world.database.db
      .selectFrom('journal')
      .selectAll()
      .where('act', '=', 'cup-recorded')
      .orderBy('sequence')
      .execute();
    expect(journal).toHaveLength(3);
    expect(journal[1]).toMatchObject({ from_state: codes[0], to_state: codes[1] });
  });
});
