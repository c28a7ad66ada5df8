import type { Principal } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { compareVersions, type Change } from './compare-versions.ts';
import { isOfBody, type PublishedCall } from './published-call.ts';
import { findPublished } from './published-version.ts';
import { countTouched, type Touched } from './queries.ts';

export interface FoundChanges {
  /** None for the first version, which changed nothing. */
  readonly from: number | undefined;
  readonly changes: readonly Change[];
  /** For the people of the body only: how many are at work is not told to those who compete. */
  readonly touched: Touched | undefined;
}

/** What a version of a call changed; nothing when there is no such version. */
export async function findChanges(
  services: Pick<Services, 'database'>,
  {
    call,
    version,
    since = version - 1,
    principal,
  }: {
    readonly call: PublishedCall;
    readonly version: number;
    readonly since?: number | undefined;
    readonly principal: Principal | null;
  },
): Promise<FoundChanges | undefined> {
  const { callId } = call;
  if (version > call.version || since >= version) return undefined;
  const after = await findPublished(services, { callId, version });
  const before = since < 1 ? undefined : await findPublished(services, { callId, version: since });
  if (!after) return undefined;
  const touched = isOfBody(call, principal)
    ? await countTouched(services.database.db, { callId, version })
    : undefined;
  return {
    from: before?.version,
    changes: before ? compareVersions(before.content, after.content) : [],
    touched,
  };
}
