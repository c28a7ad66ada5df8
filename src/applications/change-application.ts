import { hasPower, type Principal } from '../accounts/index.ts';
import { canonicalJson } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import type { Scope } from '../platform/tables.ts';
import { decideChange, stateOf, type ApplicationState, type ChangeRefusal } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import { tellVoided } from './notices/tell-consents.ts';
import type { VoidReason } from './notices/words.ts';
import { chainOf, findApplicationIn, subjectOf } from './queries.ts';
import { holdRegister, lockApplication } from './store.ts';

/** Which application somebody wants to change. */
export interface ApplicationAct {
  readonly callId: number;
  readonly applicationId: string;
  readonly principal: Principal;
}

/** Runs one change under the lock of its application; `undefined` when there is no such application. */
export async function changeApplication<T>(
  tx: Tx,
  { callId, applicationId }: Pick<ApplicationAct, 'callId' | 'applicationId'>,
  change: (application: ApplicationRecord) => Promise<T>,
): Promise<T | undefined> {
  const application = await lockApplication(tx, callId, applicationId);
  return application && change(application);
}

export type Voidable =
  | { readonly type: 'voidable'; readonly application: ApplicationRecord }
  | { readonly type: 'refused'; readonly code: ChangeRefusal };

/**
 * Decides, last thing before a change that voids consents, whether it still can: a finished application may be
 * submitted while somebody is about to change it, and from this decision on it is not.
 */
export async function decideVoid(tx: Tx, seen: ApplicationRecord): Promise<Voidable> {
  if (seen.readyHash !== null) await holdRegister(tx, seen.call.id);
  const application = seen.readyHash === null ? seen : await reread(tx, seen);
  const code = decideChange(application, application.call.window);
  return code ? { type: 'refused', code } : { type: 'voidable', application };
}

/** Whether the person may do this for that one organisation of the application. */
export function mayActFor(
  principal: Principal,
  scope: Scope,
  organisationId: string,
  callId: number,
): boolean {
  return hasPower(principal, scope, { organisationIds: [organisationId], callId });
}

/** The application as it stands within this transaction, after a change. */
export async function reread(tx: Tx, { id, call }: ApplicationRecord): Promise<ApplicationRecord> {
  const application = await findApplicationIn(tx, call.id, id);
  if (!application) throw new Error(`application ${id} vanished under its lock`);
  return application;
}

export interface Step {
  readonly act: string;
  readonly personId: string;
  readonly onBehalfOf: string;
  readonly to: ApplicationState;
  readonly content: string | Uint8Array;
}

/** Notes one change of state in the journal of the call. */
export async function noteStep(tx: Tx, application: ApplicationRecord, step: Step): Promise<void> {
  await recordAct(tx, {
    ...step,
    chain: chainOf(application.call.id),
    subject: subjectOf(application.id),
    from: stateOf(application),
  });
}

/** Notes that what was frozen counts no longer, and tells those whose consents went with it. */
export async function noteVoid(
  tx: Tx,
  application: ApplicationRecord,
  {
    reasons,
    ...by
  }: Pick<Step, 'personId' | 'onBehalfOf'> & {
    readonly act?: string;
    /** What has changed, for those whose consents are void. */
    readonly reasons: readonly VoidReason[];
  },
): Promise<void> {
  const organisations = application.consents.map(({ organisationId }) => organisationId);
  await noteStep(tx, application, {
    act: organisations.length > 0 ? 'consent-voided' : 'freeze-voided',
    ...by,
    to: 'draft',
    content: canonicalJson({ hash: application.frozenHash, organisations }),
  });
  await tellVoided(tx, application, { ...by, reasons });
}
