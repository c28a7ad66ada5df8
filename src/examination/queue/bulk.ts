import { hasRole, type Principal } from '../../accounts/index.ts';
import { findCall } from '../../calls/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginExamination, type BeginOutcome } from '../begin-examination.ts';
import { runAct } from '../../platform/run-act.ts';
import { assignExamination, type AssignmentOutcome } from './assign.ts';
import { officerRoles } from './queue-calls.ts';

/** An application by the address of its call and its id. */
export interface BulkItem {
  readonly call: string;
  readonly application: string;
}

export type BulkStep =
  | { readonly step: 'begin' }
  | { readonly step: 'assign'; readonly officerId: string; readonly reason: string | null };

type ItemOutcome = BeginOutcome | AssignmentOutcome;

/** What came of one of them: each is decided by itself, and says so. */
export interface BulkResult extends BulkItem {
  readonly outcome: 'done' | 'repeated' | 'refused';
  readonly code?: Extract<ItemOutcome, { type: 'refused' }>['code'] | 'not-found';
}

export const bulkMax = 200;

/** Does one step to each of these applications, in their order; what is refused to one does not keep the others. */
export async function doInBulk(
  services: Pick<Services, 'database'>,
  principal: Principal,
  { items, ...step }: { readonly items: readonly BulkItem[] } & BulkStep,
): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for (const item of items) results.push(await doOne(services, principal, item, step));
  return results;
}

async function doOne(
  services: Pick<Services, 'database'>,
  principal: Principal,
  item: BulkItem,
  step: BulkStep,
): Promise<BulkResult> {
  const call = await findCall(services, item.call);
  if (!call || !hasRole(principal, officerRoles, call))
    return { ...item, outcome: 'refused', code: 'not-found' };
  const asked = {
    callId: call.callId,
    applicationId: item.application,
    personId: principal.personId,
  };
  const outcome = await runAct<ItemOutcome | undefined>(services.database.db, (tx) =>
    step.step === 'begin'
      ? beginExamination(tx, asked)
      : assignExamination(tx, { ...asked, officerId: step.officerId, reason: step.reason }),
  );
  if (!outcome) return { ...item, outcome: 'refused', code: 'not-found' };
  if (outcome.type === 'refused') return { ...item, outcome: 'refused', code: outcome.code };
  return { ...item, outcome: outcome.type === 'repeated' ? 'repeated' : 'done' };
}
