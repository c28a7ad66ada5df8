import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRegisterWorld, type RegisterWorld } from '../../../test/support/register-world.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { openDatabase, type Database } from '../../platform/database.ts';
import { makeEvidence } from './evidence.ts';
import { readDatabaseClock, recordAttempts } from './evidence-store.ts';
import { loadSightings } from './queries.ts';
import { makeWatch } from './watch.ts';

let clone: TestDatabase;
let database: Database;
let world: RegisterWorld;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { connectionsMax: 6 });
  world = await makeRegisterWorld(clone.adminUrl, { applications: 10 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function evidenceOf(from: number, to: number) {
  const { callId, call } = world;
  return makeEvidence(await loadSightings(database.db, { callId, call, span: { from, to } }));
}

test('acts for which there was no room are counted, and the count is evidence', async () => {
  const watch = makeWatch({ database, server: 'small', attemptsMax: 2 });
  const from = (await readDatabaseClock(database.db)) - 5;
  const reason = 'queue-full' as const;
  const ids = world.applications.slice(0, 5).map(({ id }) => id);
  for (const applicationId of [...ids, ...ids])
    watch.noteFailedAttempt({ call: world.call, applicationId, reason });
  expect(watch.standing()).toMatchObject({ attemptsDropped: 8 });
  expect(await watch.flush()).toBe(true);
  expect(watch.standing()).toMatchObject({ attemptsWaiting: 0, attemptsDropped: 8 });
  const { attempts } = await evidenceOf(from, await readDatabaseClock(database.db));
  expect(attempts).toMatchObject({
    count: 2,
    applications: 2,
    reasons: [{ reason, count: 2 }],
    dropped: [{ server: 'small', repeated: 2, unnamed: 6 }],
  });
  await watch.stop();
});

test('an attempt that is stored twice, because nobody knew whether it was, is there once', async () => {
  const at = new Date(await readDatabaseClock(database.db)).toISOString();
  const witness = { run: randomUUID(), server: 'unsure' };
  const { id = '', tokenHash = '' } = world.applications[7] ?? {};
  const row = { at, serverAt: at, call: world.call, applicationId: id, personId: null, tokenHash };
  const rows = [1, 2].map((ordinal) => ({ ...row, ordinal, reason: 'database' as const }));
  await recordAttempts(database.db, witness, rows);
  await Promise.all([1, 2, 3].map(() => recordAttempts(database.db, witness, rows)));
  const stored = await database.db
    .selectFrom('failed_attempt')
    .select(['ordinal', 'person_id'])
    .where('application_id', '=', id)
    .orderBy('ordinal')
    .execute();
  expect(stored.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
  expect(stored[0]?.person_id).toBe(world.applications[7]?.personId);
});
