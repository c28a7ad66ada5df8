import { hasRole, type Principal } from '../../accounts/index.ts';
import { findCall } from '../../calls/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginExamination, type BeginOutcome } from '../begin-examination.ts';
import type { ExaminationKey } from '../examination.ts';
import { runAct } from '../../platform/run-act.ts';
import { passPhaseByRules, type PhaseOutcome } from '../checks/pass-phase.ts';
import { findExamination } from '../queries.ts';
import { assignExamination, type AssignmentOutcome } from './assign.ts';
import { officerRoles } from './queue-calls.ts';

/** An application by the address of its call and its id. */
export interface BulkItem {
  readonly call: string;
  readonly application: string;
}

export type BulkStep =
  | { readonly step: 'begin' }
  /** To the next phase, where the rules alone decide every check of the one under way, and all are met. */
  | { readonly step: 'pass' }
  | { readonly step: 'assign'; readonly officerId: string; readonly reason: string | null };

type ItemOutcome = BeginOutcome | AssignmentOutcome | PhaseOutcome;

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
  const outcome = await doStep(services, asked, step);
  if (!outcome) return { ...item, outcome: 'refused', code: 'not-found' };
  if (outcome.type === 'refused') return { ...item, outcome: 'refused', code: outcome.code };
  return { ...item, outcome: outcome.type === 'repeated' ? 'repeated' : 'done' };
}

async function doStep(
  { database }: Pick<Services, 'database'>,
  asked: ExaminationKey & { readonly personId: string },
  step: BulkStep,
): Promise<ItemOutcome | undefined> {
  if (step.step === 'begin') return runAct(database.db, (tx) => beginExamination(tx, asked));
  if (step.step === 'assign') {
    const { officerId, reason } = step;
    return runAct(database.db, (tx) => assignExamination(tx, { ...asked, officerId, reason }));
  }
  const phase = (await findExamination(database.db, asked))?.phase;
  if (phase === undefined) return undefined;
  if (phase === null) return { type: 'refused', code: 'not-this-phase' };
  return passPhaseByRules(database, { ...asked, phase });
}
