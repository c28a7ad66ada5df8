import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../test/support/act-scene.ts';
import { runAct } from '../platform/run-act.ts';
import { publishAct } from './acts/publish-act.ts';
import { checkRankings } from './check-rankings.ts';

let scene: ActScene;
let client: Client;

beforeAll(async () => {
  scene = await makeActScene();
  client = new Client(scene.world.adminUrl);
  await client.connect();
  const { callId, signatory: personId } = scene;
  const texts = { title: 'Graduatoria', ground: 'Art. 9', units: ['linea-4'] };
  const { number } = await scene.approve({ kind: 'ranking', ...texts });
  await runAct(scene.world.database.db, (tx) =>
    publishAct(tx, {
      callId,
      number,
      personId,
      zone: 'Europe/Rome',
      protocol: '2025/1',
      protocolDay: '2025-01-07',
    }),
  );
});
afterAll(async () => {
  await client.end();
  await scene.close();
});

/** What is found after a change past every trigger, which is then undone. */
async function after(change: string): Promise<readonly string[]> {
  await client.query('begin');
  try {
    await client.query(`set local session_replication_role = 'replica'`);
    const { rowCount } = await client.query(change);
    expect(rowCount).toBe(1);
    const { findings } = await checkRankings(client, { callId: scene.callId, call: scene.slug });
    return findings.map(({ code, at }) => `${code} ${at}`);
  } finally {
    await client.query('rollback');
  }
}

test('what is as it was written has no fault', async () => {
  await client.query('begin');
  const report = await checkRankings(client, { callId: scene.callId, call: scene.slug });
  await client.query('rollback');
  expect(report).toMatchObject({ findings: [], rows: 2, signatures: 1 });
});

test.each([
  [`update frozen_round set hash = sha256('x')`, ['round-altered 1']],
  [`update frozen_round set applications = applications + 1`, ['round-altered 1']],
  [
    `update frozen_application set content = convert_to(replace(convert_from(content, 'UTF8'), 'Comune', 'Paese'), 'UTF8')
      where place = 7`,
    ['round-altered 1'],
  ],
  [`delete from frozen_application where place = 40`, ['round-altered 1']],
  [`update ranking_act set title = 'Altra'`, ['act-altered 1']],
  [`update ranking_act set orders = '{}'`, ['act-altered 1']],
  [`update ranking_act set published_on = published_on + 1`, ['act-altered 1']],
  [`update ranking_act set protocol = '2025/2'`, ['act-altered 1']],
  [`update ranking_entry set granted = granted + 1 where place = 3`, ['ranking-entry-altered 1/3']],
  [`update ranking_entry set name = name || 'x' where place = 5`, ['ranking-entry-altered 1/5']],
  [`update ranking_entry set net = net - 1 where place = 1`, ['ranking-entry-altered 1/1']],
  [`delete from ranking_entry where place = 2`, ['ranking-entry-altered 1/2']],
  [`update ranking_entry set cup = 'A12B34567890123' where place = 1`, []],
])('%s', async (change, found) => {
  expect(await after(change)).toEqual(found);
});

test('a text that was changed with its hash is not what the journal says', async () => {
  const found = await after(
    `update ranking_act set content = c.said, content_hash = sha256(c.said)
       from (select convert_to(replace(convert_from(content, 'UTF8'), 'Art. 9', 'Art. 8'), 'UTF8') as said
               from ranking_act) c`,
  );
  expect(found).toContain('act-altered 1');
});
