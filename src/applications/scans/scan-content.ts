import { sql } from 'kysely';
import { Type } from 'typebox';
import { Parse } from 'typebox/value';
import type { Db } from '../../platform/database.ts';
import { scanWithClamd, versionOfClamd, type ClamdAddress } from '../../platform/files/clamd.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import type { Task } from '../../platform/jobs/task.ts';
import type { ContentDesk } from '../contents/hold-content.ts';
import type { ScanState } from './scan-state.ts';

const taskName = 'content-scan';
const payloadSchema = Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const atOnceMax = 500;

/** Has a content looked at once the caller's transaction is committed; nobody waits for it. */
export async function addScan(tx: Db, hash: string): Promise<void> {
  await addJob(tx, { task: taskName, payload: { hash }, key: `scan/${hash}` });
}

/** What is known of a content; nothing while nothing is. */
export async function findScan(db: Db, hash: string): Promise<ScanState | null> {
  const row = await db
    .selectFrom('content_scan')
    .select(['state', 'finding'])
    .where('hash', '=', Buffer.from(hash, 'hex'))
    .executeTakeFirst();
  return row ?? null;
}

/** What a scanner of malware does in the background; nothing without one. */
export function scanTasks(
  desk: ContentDesk & { readonly clamd: ClamdAddress | undefined },
): readonly Task[] {
  const { clamd } = desk;
  if (clamd === undefined) return [];
  return [
    {
      name: taskName,
      run: (payload) => scanContent({ ...desk, clamd }, Parse(payloadSchema, payload).hash),
    },
    { name: 'content-scan-left-behind', schedule: '*/10 * * * *', run: () => addMissing(desk.db) },
  ];
}

async function scanContent(
  { db, store, clamd }: ContentDesk & { readonly clamd: ClamdAddress },
  hash: string,
): Promise<void> {
  const content = await store.read(hash);
  // Removed meanwhile, and with it the question.
  if (!content) return;
  try {
    const { state, finding } = await scanWithClamd(clamd, content);
    const scanner = (await versionOfClamd(clamd)).slice(0, 200);
    const row = { state, finding, scanner };
    await db
      .insertInto('content_scan')
      .values({ hash: Buffer.from(hash, 'hex'), ...row })
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({ ...row, at: sql`clock_timestamp()` }),
      )
      .execute();
  } finally {
    content.destroy();
  }
}

/** Documents of which nothing is known: from before there was a scanner, or of a database that was restored. */
async function addMissing(db: Db): Promise<void> {
  const { rows } = await sql<{ hash: string }>`
    select distinct encode(d.hash, 'hex') as hash
      from document d
     where (d.removed_at is null or d.is_frozen)
       and not exists (select from content_scan c where c.hash = d.hash)
     limit ${atOnceMax}`.execute(db);
  for (const { hash } of rows) await addScan(db, hash);
}
