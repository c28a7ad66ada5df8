import type { Db } from '../../platform/database.ts';
import type { MessageFile } from './message.ts';
import { findMessageFile } from './queries.ts';
import type { ThreadKey } from './store.ts';

/** The file of a message, unless a virus was found in it. */
export async function findSafeFile(
  db: Db,
  key: ThreadKey,
  number: number,
): Promise<MessageFile | 'infected' | undefined> {
  const file = await findMessageFile(db, key, number);
  if (!file) return undefined;
  const scan = await db
    .selectFrom('content_scan')
    .select('state')
    .where('hash', '=', Buffer.from(file.hash, 'hex'))
    .executeTakeFirst();
  return scan?.state === 'infected' ? 'infected' : file;
}
