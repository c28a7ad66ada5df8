import type { Principal } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { changeApplication, decideVoid, mayActFor, noteVoid } from '../change-application.ts';
import { partnersMax, type DraftContent } from '../draft.ts';
import { recordEdit } from '../store.ts';
import { decideAnswer, reasonCharactersMax, type Invitation } from './invitation.ts';
import {
  decideMoment,
  noteInvitation,
  refusedAt,
  type PartnershipOutcome,
} from './invite-partner.ts';
import { answerMessage } from './messages.ts';
import { findInvited, type Invited } from './queries.ts';
import { findPersonRecipient } from './recipients.ts';
import type { PartnershipRefusal } from './refusals.ts';
import { lockInvitation, recordAnswer } from './store.ts';

export interface AnswerRequest {
  /** The secret of the message, or the invitation for whoever acts for the organisation that it names. */
  readonly key: string;
  readonly principal: Principal;
  readonly publicUrl: string;
}

/**
 * Accepts for one organisation, which takes part from then on; whatever was frozen and consented to is void. Under the
 * lock of the application, so that of two who accept at once the second finds it answered.
 */
export function acceptInvitation(
  tx: Tx,
  { organisationId, ...request }: AnswerRequest & { readonly organisationId: string },
): Promise<PartnershipOutcome | undefined> {
  return answer(tx, request, async (application, invited) => {
    const { invitation } = invited;
    const { personId } = request.principal;
    const refusal = decideAcceptance(application, invited, { organisationId, ...request });
    if (refusal) return refusedAt(refusal);
    const still = await decideVoid(tx, application);
    if (still.type === 'refused') return refusedAt(still.code);
    await recordAnswer(tx, invitation.id, { state: 'accepted', personId, organisationId });
    await noteInvitation(tx, application, {
      act: 'invitation-accepted',
      personId,
      invitation,
      onBehalfOf: organisationId,
    });
    const content = withPartner(still.application.content, invitation, organisationId);
    await storePartners(tx, still.application, { content, personId, onBehalfOf: organisationId });
    const organisation = invited.organisations.find(({ id }) => id === organisationId)?.name;
    await tellInviter(tx, application, { invitation, organisation, ...request });
    return { type: 'done', invitation: { ...invitation, state: 'accepted', organisationId } };
  });
}

/** Refuses with a reason, which the lead reads. */
export function refuseInvitation(
  tx: Tx,
  { reason, ...request }: AnswerRequest & { readonly reason: string },
): Promise<PartnershipOutcome | undefined> {
  return answer(tx, request, async (application, { invitation, organisations }) => {
    const refusal = decideAnswer(invitation);
    if (refusal) return refusedAt(refusal);
    const said = reason.trim().slice(0, reasonCharactersMax);
    if (said === '') return refusedAt('reason-missing', '/reason');
    const { personId } = request.principal;
    await recordAnswer(tx, invitation.id, { state: 'refused', personId, reason: said });
    await noteInvitation(tx, application, {
      act: 'invitation-refused',
      personId,
      invitation,
      onBehalfOf: organisations[0]?.id ?? application.lead.id,
    });
    await tellInviter(tx, application, { invitation, reason: said, ...request });
    return { type: 'done', invitation: { ...invitation, state: 'refused', reason: said } };
  });
}

/** Finds what the key opens to this person, then looks again under the lock. */
async function answer(
  tx: Tx,
  { key, principal }: AnswerRequest,
  decide: (application: ApplicationRecord, invited: Invited) => Promise<PartnershipOutcome>,
): Promise<PartnershipOutcome | undefined> {
  const found = await findInvited(tx, key, principal);
  if (!found) return undefined;
  const { id, callId, applicationId } = found.invitation;
  return changeApplication(tx, { callId, applicationId }, async (application) => {
    const invitation = await lockInvitation(tx, { applicationId, id });
    // Sent again meanwhile, it has another secret.
    if (!invitation || !(await findInvited(tx, key, principal))) return undefined;
    return decide(application, { ...found, invitation });
  });
}

function decideAcceptance(
  application: ApplicationRecord,
  { invitation, organisations }: Invited,
  { organisationId, principal }: { readonly organisationId: string; readonly principal: Principal },
): PartnershipRefusal | undefined {
  const refusal = decideAnswer(invitation) ?? decideMoment(application);
  if (refusal) return refusal;
  if (!mayActFor(principal, 'consent', organisationId, invitation.callId)) return 'no-power';
  if (!organisations.some(({ id }) => id === organisationId)) return 'other-organisation';
  if (application.partners.some(({ id }) => id === organisationId)) return 'already-partner';
  return application.partners.length >= partnersMax ? 'too-many-partners' : undefined;
}

/** At the end, or in the place of the partner that it replaces, whose costs it takes over but not its answers. */
function withPartner(
  content: DraftContent,
  { role, replacesId }: Invitation,
  organisationId: string,
): DraftContent {
  const partners = content.partners ?? [];
  const replaced = partners.find(({ id }) => id === replacesId);
  if (!replaced) return { ...content, partners: [...partners, { id: organisationId, role }] };
  const fresh = {
    id: organisationId,
    role,
    ...(replaced.costs === undefined ? {} : { costs: replaced.costs }),
  };
  return { ...content, partners: partners.map((each) => (each === replaced ? fresh : each)) };
}

/** Writes the partners of a draft; the caller has decided that they can change. */
export async function storePartners(
  tx: Tx,
  application: ApplicationRecord,
  {
    content,
    personId,
    onBehalfOf,
  }: { readonly content: DraftContent; readonly personId: string; readonly onBehalfOf: string },
): Promise<void> {
  const { id, call, revision, title, lead, frozenHash } = application;
  const partners = (content.partners ?? []).map((partner) => ({
    organisationId: partner.id,
    role: partner.role,
  }));
  const key = { callId: call.id, id, revision };
  await recordEdit(tx, key, { draft: { title, content }, partners, leadId: lead.id, personId });
  if (frozenHash !== null)
    await noteVoid(tx, application, { personId, onBehalfOf, reasons: ['partners'] });
}

async function tellInviter(
  tx: Tx,
  application: ApplicationRecord,
  {
    invitation,
    organisation,
    reason,
    publicUrl,
  }: {
    readonly invitation: Invitation;
    readonly organisation?: string | undefined;
    readonly reason?: string;
    readonly publicUrl: string;
  },
): Promise<void> {
  const to = await findPersonRecipient(tx, invitation.invitedBy);
  if (to)
    await queueMessage(tx, answerMessage(application, { organisation, reason, publicUrl, to }));
}
