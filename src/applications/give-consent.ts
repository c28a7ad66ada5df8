import type { Tx } from '../platform/database.ts';
import { decideChange, missingConsents, stateOf, type ChangeRefusal } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import {
  changeApplication,
  mayActFor,
  noteStep,
  reread,
  type ApplicationAct,
} from './change-application.ts';
import type { ConsentWay } from './consent-ways.ts';
import { recordConsent } from './store.ts';

export type ConsentRefusal =
  | ChangeRefusal
  | 'no-power'
  | 'not-a-partner'
  | 'not-frozen'
  | 'text-changed'
  | 'way-not-allowed';

export type ConsentOutcome =
  | { readonly type: 'given'; readonly application: ApplicationRecord }
  /** The organisation had consented to this very text before. */
  | { readonly type: 'repeated'; readonly application: ApplicationRecord }
  | { readonly type: 'refused'; readonly code: ConsentRefusal };

export interface ConsentRequest extends ApplicationAct {
  readonly organisationId: string;
  /** The hash of the text consented to, in hexadecimal: any other text is refused. */
  readonly hash: string;
  /** How organisations may consent under the call. */
  readonly ways: readonly ConsentWay[];
}

/** Consents for one organisation to the frozen text; with the last consent the application is ready. */
export function giveConsent(
  tx: Tx,
  { organisationId, hash, ways, ...act }: ConsentRequest,
): Promise<ConsentOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<ConsentOutcome> => {
    if (!mayActFor(act.principal, 'consent', organisationId, act.callId))
      return { type: 'refused', code: 'no-power' };
    const isSame = application.frozenHash === hash;
    if (isSame && hasConsented(application, organisationId))
      return { type: 'repeated', application };
    const refusal = decideConsent(application, organisationId, hash);
    if (refusal) return { type: 'refused', code: refusal };
    if (!ways.includes('account')) return { type: 'refused', code: 'way-not-allowed' };
    const { personId } = act.principal;
    await addConsent(tx, application, { personId, organisationId });
    return { type: 'given', application: await reread(tx, application) };
  });
}

export function hasConsented({ consents }: ApplicationRecord, organisationId: string): boolean {
  return consents.some((consent) => consent.organisationId === organisationId);
}

/** Why an organisation cannot consent to this text now, whatever the way. */
export function decideConsent(
  application: ApplicationRecord,
  organisationId: string,
  hash: string,
): ConsentRefusal | undefined {
  if (!application.partners.some(({ id }) => id === organisationId)) return 'not-a-partner';
  const refusal = decideChange(application, application.call.window);
  if (refusal) return refusal;
  if (application.frozenHash === null) return 'not-frozen';
  return application.frozenHash === hash ? undefined : 'text-changed';
}

export interface NewConsent {
  /** Who consents. */
  readonly personId: string;
  readonly organisationId: string;
  /** How it is noted, where it is not the act of that person. */
  readonly step?: { readonly act: string; readonly personId: string; readonly content: string };
}

/** Adds a consent to the text that is frozen; the caller has decided that it may be given. */
export async function addConsent(
  tx: Tx,
  application: ApplicationRecord,
  { personId, organisationId, step }: NewConsent,
): Promise<void> {
  const { id, call, frozenHash, partners, consents } = application;
  if (frozenHash === null) throw new Error(`application ${id} is not frozen`);
  const given = [...consents.map((consent) => consent.organisationId), organisationId];
  const needed = partners.map((partner) => partner.id);
  const isLast = missingConsents(needed, given).length === 0;
  const hash = Buffer.from(frozenHash, 'hex');
  await recordConsent(tx, { callId: call.id, id }, { hash, organisationId, personId, isLast });
  await noteStep(tx, application, {
    ...(step ?? { act: 'consent-given', personId, content: frozenHash }),
    onBehalfOf: organisationId,
    to: isLast ? 'ready' : stateOf(application),
  });
}
