import { sql } from 'kysely';
import { forgetContent, holdMinutes, neededAmong, type ContentDesk } from './hold-content.ts';

export interface Swept {
  /** Contents that were looked at. */
  readonly seen: number;
  /** Contents that nothing needed, and that are gone. */
  readonly removed: readonly string[];
}

const batchMax = 500;
const graceMs = holdMinutes * 60_000;
const uploadHours = 24;

/**
 * Takes out of the store what nothing needs: left by servers that died while a file came, and by uploads that nobody
 * went on with. What came within the last hour is left alone, whatever it is, so uploads may run meanwhile.
 */
export async function sweepContents(desk: ContentDesk, now: Date): Promise<Swept> {
  await dropOld(desk);
  const removed: string[] = [];
  let seen = 0;
  let batch: string[] = [];
  const settle = async (): Promise<void> => {
    const needed = new Set(await neededAmong(desk.db, batch));
    for (const hash of batch)
      if (!needed.has(hash) && (await forgetContent(desk, hash))) removed.push(hash);
    batch = [];
  };
  for await (const { hash, at } of desk.store.list()) {
    seen += 1;
    if (now.getTime() - at.getTime() < graceMs) continue;
    batch.push(hash);
    if (batch.length >= batchMax) await settle();
  }
  await settle();
  return { seen, removed };
}

/** Holds that ran out, and uploads that were begun long ago: from then on nothing needs their contents. */
async function dropOld({ db }: ContentDesk): Promise<void> {
  await sql`
    delete from content_hold
     where at < clock_timestamp() - make_interval(mins => ${holdMinutes})`.execute(db);
  await sql`
    delete from upload
     where started_at < clock_timestamp() - make_interval(hours => ${uploadHours})`.execute(db);
}
