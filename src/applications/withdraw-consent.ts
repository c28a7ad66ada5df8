import type { Tx } from '../platform/database.ts';
import type { ChangeRefusal } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  noteVoid,
  reread,
  type ApplicationAct,
} from './change-application.ts';
import { hasConsented } from './give-consent.ts';
import { recordVoid } from './store.ts';

export type WithdrawConsentOutcome =
  | { readonly type: 'withdrawn'; readonly application: ApplicationRecord }
  | { readonly type: 'refused'; readonly code: ChangeRefusal | 'no-power' | 'no-consent' };

/**
 * Takes back the consent of one organisation before submission. The text is then a draft again, and
 * everybody consents anew to the next one that is frozen, even if not a word has changed.
 */
export function withdrawConsent(
  tx: Tx,
  { organisationId, ...act }: ApplicationAct & { readonly organisationId: string },
): Promise<WithdrawConsentOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<WithdrawConsentOutcome> => {
    if (!mayActFor(act.principal, 'consent', organisationId, act.callId))
      return { type: 'refused', code: 'no-power' };
    const still = await decideVoid(tx, application);
    if (still.type === 'refused') return still;
    if (!hasConsented(application, organisationId)) return { type: 'refused', code: 'no-consent' };
    const { personId } = act.principal;
    const { id, revision } = application;
    await recordVoid(tx, { callId: act.callId, id, revision }, { personId });
    await noteVoid(tx, application, {
      act: 'consent-withdrawn',
      personId,
      onBehalfOf: organisationId,
      reasons: ['consent'],
    });
    return { type: 'withdrawn', application: await reread(tx, application) };
  });
}
