import { loadPublished } from '../../calls/index.ts';
import type { Call } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import { findSubmittedText } from '../queries.ts';
import { budgetOf, type Amount } from '../sections/budget.ts';
import { readSnapshot } from '../snapshot.ts';
import type { RegisterOf } from './commit-entries.ts';
import { findHeading, type TextHeading } from './queries.ts';
import type { Receipt } from './receipt.ts';

/** What stands behind an entry: the text as it was submitted, and the rules it was submitted under. */
export interface Received {
  readonly heading: TextHeading | undefined;
  readonly call: Call;
  /** By the answers alone; nothing where the call gives no money or it cannot be told. */
  readonly grant: Amount | undefined;
}

export async function findReceived(
  services: Services,
  of: RegisterOf,
  { entry }: Receipt,
): Promise<Received | undefined> {
  const { applicationId: id, snapshotHash: hash } = entry;
  const { callId } = of;
  const bytes = await findSubmittedText(services.database, { callId, id, hash });
  if (!bytes) return undefined;
  const { call: named, content } = readSnapshot(bytes);
  const { call } = await loadPublished(services, { callId, version: named.version });
  return {
    heading: await findHeading(services.database.db, of, entry),
    call,
    grant: budgetOf(call, { id, content })?.grant?.amount,
  };
}
