import { loadPublished, type PublishedVersion } from '../calls/index.ts';
import type { Services } from '../platform/services.ts';
import { findCurrentVersion } from './queries.ts';

/** The rules of a call as they hold now. Read before a transaction begins, so that none waits for a second connection. */
export async function loadCurrentCall(
  services: Pick<Services, 'database'>,
  callId: number,
): Promise<PublishedVersion> {
  const version = await findCurrentVersion(services.database.db, callId);
  return loadPublished(services, { callId, version });
}
