import { noteFailure, retryFailure } from '../../accounts/index.ts';
import type { Db } from '../../platform/database.ts';
import { findFailure } from './queries.ts';

/** Deals with mail about an application of this call; false when somebody else has, or it is none of its failures. */
export async function settleFailure(
  db: Db,
  {
    callId,
    id,
    act,
    personId,
  }: {
    readonly callId: number;
    readonly id: string;
    readonly act: 'note' | 'retry';
    readonly personId: string;
  },
): Promise<boolean> {
  if (!(await findFailure(db, { callId, id }))) return false;
  return act === 'note' ? noteFailure(db, { id, personId }) : retryFailure(db, id);
}
