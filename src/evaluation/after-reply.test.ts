import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDialogueScene, type DialogueScene } from '../../test/support/dialogue-scene.ts';
import { listStateLines } from './sheets/queries.ts';

let scene: DialogueScene;
beforeAll(async () => {
  scene = await makeDialogueScene();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

test('an application whose text a reply has changed stays in the lists of the panel', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path, { 'fact.hasLampPlan': true });
  await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  const { db } = scene.world.database;
  const { same } = await db
    .selectFrom('examination')
    .select((each) => each('snapshot_hash', '=', each.ref('submitted_hash')).as('same'))
    .where('call_id', '=', scene.callId)
    .executeTakeFirstOrThrow();
  expect(same).toBe(false);
  // What leads to an assignment has tests of its own.
  const id = address.split('/').at(-1) ?? '';
  await sql`insert into panel (call_id) values (${scene.callId}) on conflict do nothing`.execute(
    db,
  );
  await sql`insert into panel_arrival (call_id, number, application_id) values (${scene.callId}, 1, ${id})`.execute(
    db,
  );
  const { personId } = scene.officer;
  await sql`
    insert into panel_assignment (call_id, application_id, number, person_id, arrival, part, reason, assigned_by)
    values (${scene.callId}, ${id}, 1, ${personId}, 1, 'scorer', 'Prova', ${personId})`.execute(db);
  const lines = await listStateLines(db, scene.callId, { limit: 10 });
  expect(lines.map(({ applicationId }) => applicationId)).toEqual([id]);
});
