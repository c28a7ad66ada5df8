import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { stateOf } from '../application.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  noteStep,
  reread,
  type ApplicationAct,
} from '../change-application.ts';
import { hasConsented } from '../give-consent.ts';
import { storePartners } from './answer-invitation.ts';
import { decideLeading, decideMoment } from './invite-partner.ts';
import { leftMessage } from './messages.ts';
import { findRecipients } from './recipients.ts';
import type { PartnershipRefusal } from './refusals.ts';

export type RemovalOutcome =
  | { readonly type: 'removed'; readonly application: ApplicationRecord }
  | { readonly type: 'refused'; readonly code: PartnershipRefusal };

export interface RemovalRequest extends ApplicationAct {
  readonly organisationId: string;
}

/** Takes a partner out of the draft, with its answers and its costs; consents to the frozen text are void. */
export function removePartner(
  tx: Tx,
  { organisationId, ...act }: RemovalRequest,
): Promise<RemovalOutcome | undefined> {
  return changeApplication(tx, act, async (application) => {
    const code = decideLeading(application, act);
    if (code) return { type: 'refused', code };
    return takeOut(tx, application, {
      act: 'partner-removed',
      organisationId,
      onBehalfOf: application.lead.id,
      personId: act.principal.personId,
    });
  });
}

/** A partner leaves by itself, as long as it has not consented to the text; those who write for the lead are told. */
export function leavePartnership(
  tx: Tx,
  { organisationId, publicUrl, ...act }: RemovalRequest & { readonly publicUrl: string },
): Promise<RemovalOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<RemovalOutcome> => {
    if (!mayActFor(act.principal, 'consent', organisationId, act.callId))
      return { type: 'refused', code: 'no-power' };
    const code = decideMoment(application);
    if (code) return { type: 'refused', code };
    if (hasConsented(application, organisationId))
      return { type: 'refused', code: 'consent-first' };
    const name = application.partners.find(({ id }) => id === organisationId)?.name ?? '';
    const outcome = await takeOut(tx, application, {
      act: 'partner-left',
      organisationId,
      onBehalfOf: organisationId,
      personId: act.principal.personId,
    });
    if (outcome.type === 'removed')
      await tellWriters(tx, application, { organisation: name, publicUrl });
    return outcome;
  });
}

async function takeOut(
  tx: Tx,
  seen: ApplicationRecord,
  {
    act,
    organisationId,
    onBehalfOf,
    personId,
  }: {
    readonly act: string;
    readonly organisationId: string;
    readonly onBehalfOf: string;
    readonly personId: string;
  },
): Promise<RemovalOutcome> {
  if (organisationId === seen.lead.id) return { type: 'refused', code: 'lead-stays' };
  const listed = seen.content.partners ?? [];
  const partner = listed.find(({ id }) => id === organisationId);
  if (!partner) return { type: 'refused', code: 'not-a-partner' };
  const still = await decideVoid(tx, seen);
  if (still.type === 'refused') return still;
  const { application } = still;
  await noteStep(tx, application, {
    act,
    personId,
    onBehalfOf,
    to: stateOf(application),
    content: canonicalJson({ partner }),
  });
  const partners = listed.filter(({ id }) => id !== organisationId);
  const content = { ...application.content, partners };
  await storePartners(tx, application, { content, personId, onBehalfOf });
  return { type: 'removed', application: await reread(tx, application) };
}

async function tellWriters(
  tx: Tx,
  application: ApplicationRecord,
  { organisation, publicUrl }: { readonly organisation: string; readonly publicUrl: string },
): Promise<void> {
  const writers = await findRecipients(tx, {
    organisationIds: [application.lead.id],
    callId: application.call.id,
    scope: 'edit',
  });
  for (const to of writers)
    await queueMessage(tx, leftMessage(application, { organisation, publicUrl, to }));
}
