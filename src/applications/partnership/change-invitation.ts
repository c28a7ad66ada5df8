import type { CallDocument } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { changeApplication, type ApplicationAct } from '../change-application.ts';
import { decideResend } from './invitation.ts';
import {
  decideLeading,
  noteInvitation,
  refusedAt,
  sendInvitation,
  type PartnershipOutcome,
} from './invite-partner.ts';
import { invitationAbout } from './messages.ts';
import { cancelMessages, lockInvitation, recordAnswer, recordResend } from './store.ts';
import { makeToken } from './token.ts';

export interface InvitationAct extends ApplicationAct {
  readonly invitationId: string;
}

/** Sends an invitation once more, with another secret; an expired one is open again. */
export function resendInvitation(
  tx: Tx,
  {
    invitationId: id,
    document,
    publicUrl,
    ...act
  }: InvitationAct & { readonly document: CallDocument; readonly publicUrl: string },
): Promise<PartnershipOutcome | undefined> {
  return changeApplication(tx, act, async (application) => {
    const refusal = decideLeading(application, act);
    if (refusal) return refusedAt(refusal);
    const { applicationId, principal } = act;
    const invitation = await lockInvitation(tx, { applicationId, id });
    if (!invitation) return undefined;
    const notNow = decideResend(invitation);
    if (notNow) return refusedAt(notNow);
    const token = invitation.email === null ? null : makeToken();
    await cancelMessages(tx, invitationAbout(id));
    await recordResend(tx, id, { token, closesAt: application.call.window.closesAt });
    const sent = await lockInvitation(tx, { applicationId, id });
    if (!sent) throw new Error(`invitation ${id} vanished under its lock`);
    await sendInvitation(tx, application, { invitation: sent, token, document, publicUrl });
    const { personId } = principal;
    await noteInvitation(tx, application, { act: 'invitation-resent', personId, invitation });
    return { type: 'done', invitation: sent };
  });
}

/** Takes an invitation back: whoever opens it reads that it was withdrawn. */
export function withdrawInvitation(
  tx: Tx,
  { invitationId: id, ...act }: InvitationAct,
): Promise<PartnershipOutcome | undefined> {
  return changeApplication(tx, act, async (application) => {
    const refusal = decideLeading(application, act);
    // Also after closing: nobody is kept from taking back what they have asked for.
    if (refusal !== undefined && refusal !== 'closed') return refusedAt(refusal);
    const { applicationId, principal } = act;
    const invitation = await lockInvitation(tx, { applicationId, id });
    if (!invitation) return undefined;
    if (invitation.state !== 'open' && invitation.state !== 'expired')
      return refusedAt('invitation-closed');
    const { personId } = principal;
    await cancelMessages(tx, invitationAbout(id));
    await recordAnswer(tx, id, { state: 'withdrawn', personId });
    await noteInvitation(tx, application, { act: 'invitation-withdrawn', personId, invitation });
    return { type: 'done', invitation: { ...invitation, state: 'withdrawn' } };
  });
}
