import type { Db } from '../../platform/database.ts';
import { deleteOldAttempts } from '../sign-in/store.ts';
import { deleteEndedSessions } from './store.ts';

/** Forgets sessions and sign-ins that are long over; several servers may do it at once. */
export async function removeEndedSessions(db: Db): Promise<void> {
  await deleteEndedSessions(db);
  await deleteOldAttempts(db);
}
