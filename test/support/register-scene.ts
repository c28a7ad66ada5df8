import { Client } from 'pg';
import { makeRegister } from '../../src/applications/register/register.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { recordAct } from '../../src/platform/journal.ts';
import type { Signer } from '../../src/platform/signer.ts';
import { recordSigningKey } from '../../src/platform/signing-key.ts';
import { makeRegisterWorld, type RegisterWorld } from './register-world.ts';
import type { TestDatabase } from './template-database.ts';

/** A database as it is after a call: texts, a register with entries, a journal, and somebody signed in. */
export async function makeRegisterScene(
  { url, adminUrl }: Pick<TestDatabase, 'url' | 'adminUrl'>,
  wanted: { readonly applications: number; readonly entries: number; readonly signer: Signer },
): Promise<RegisterWorld> {
  const world = await makeRegisterWorld(adminUrl, { applications: wanted.applications });
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(
    `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
     select call_id, id, ready_hash, ('text ' || substr(title, 5))::bytea, 1, created_by from application`,
  );
  await admin.end();
  const database = openDatabase(url);
  await recordSigningKey(database.db, wanted.signer);
  const register = makeRegister({ pool: database.pool, signer: wanted.signer });
  const entered = world.applications
    .slice(0, wanted.entries)
    .map(({ id, tokenHash, snapshotHash }) =>
      register.enter(world, {
        kind: 'submission',
        token: tokenHash,
        applicationId: id,
        snapshotHash,
      }),
    );
  await Promise.all(entered);
  await register.drain();
  for (const chain of ['accounts', `call/${world.callId}`, 'accounts'])
    await database.db.transaction().execute((tx) =>
      recordAct(tx, {
        chain,
        act: 'thing-done',
        subject: 'thing/1',
        personId: null,
        content: chain,
      }),
    );
  await database.close();
  return world;
}
