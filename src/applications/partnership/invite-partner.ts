import { readOrganisationFiscalCode } from '../../accounts/index.ts';
import { canonicalJson, type CallDocument } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { isMailAddress } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { Language } from '../../platform/page/index.ts';
import { decideChange, isOver, stateOf } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import {
  changeApplication,
  mayActFor,
  noteStep,
  type ApplicationAct,
} from '../change-application.ts';
import { partnersMax } from '../draft.ts';
import { findOrganisations } from '../queries.ts';
import { invitationsADayMax, type Invitation } from './invitation.ts';
import { invitationMessage } from './messages.ts';
import { findRecipients, type Recipient } from './recipients.ts';
import type { PartnershipRefusal } from './refusals.ts';
import {
  countInvitationsOfDay,
  insertInvitation,
  listInvitations,
  lockInvitation,
} from './store.ts';
import { makeToken } from './token.ts';

export interface InvitationForm {
  readonly email: string;
  readonly fiscalCode: string;
  readonly role: string;
  readonly language: Language;
  /** The partner in whose place; empty for none. */
  readonly replaces: string;
  readonly plannedCents: number | null;
}

export interface InviteRequest extends ApplicationAct {
  readonly form: InvitationForm;
  readonly document: CallDocument;
  readonly publicUrl: string;
}

export type PartnershipOutcome =
  | { readonly type: 'done'; readonly invitation: Invitation }
  | { readonly type: 'refused'; readonly code: PartnershipRefusal; readonly path?: string };

export function refusedAt(
  code: PartnershipRefusal,
  path = '',
): Extract<PartnershipOutcome, { type: 'refused' }> {
  return { type: 'refused', code, path };
}

/**
 * Invites an organisation to take part. The answer is the same whether an organisation with that fiscal code is known
 * here or not: who is registered is nobody's business.
 */
export function invitePartner(
  tx: Tx,
  { form, document, publicUrl, ...act }: InviteRequest,
): Promise<PartnershipOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<PartnershipOutcome> => {
    const { callId, applicationId, principal } = act;
    const refusal = decideLeading(application, act);
    if (refusal) return refusedAt(refusal);
    const read = readForm(form, document, application);
    if ('code' in read) return refusedAt(read.code, read.path);
    if (application.partners.length >= partnersMax) return refusedAt('too-many-partners');
    const known = await listInvitations(tx, { callId, applicationId });
    if (known.some((each) => isSameContact(each, read))) return refusedAt('invited-already');
    if ((await countInvitationsOfDay(tx, act)) >= invitationsADayMax)
      return refusedAt('too-many-invitations');
    const token = read.email === null ? null : makeToken();
    const id = await insertInvitation(tx, {
      ...read,
      callId,
      applicationId,
      token,
      personId: principal.personId,
      closesAt: application.call.window.closesAt,
    });
    const invitation = await lockInvitation(tx, { applicationId, id });
    if (!invitation) throw new Error(`invitation ${id} was not stored`);
    await sendInvitation(tx, application, { invitation, token, document, publicUrl });
    await noteInvitation(tx, application, {
      act: 'partner-invited',
      personId: principal.personId,
      invitation,
    });
    return { type: 'done', invitation };
  });
}

/** Why somebody may not change who takes part: it is for the lead to do, and only as long as it still means something. */
export function decideLeading(
  application: ApplicationRecord,
  { principal, callId }: Pick<ApplicationAct, 'principal' | 'callId'>,
): PartnershipRefusal | undefined {
  if (!mayActFor(principal, 'edit', application.lead.id, callId)) return 'no-power';
  return decideMoment(application);
}

/** Why nobody can change who takes part any more. */
export function decideMoment(application: ApplicationRecord): PartnershipRefusal | undefined {
  const { window } = application.call;
  return decideChange(application, window) ?? (isOver(window) ? 'closed' : undefined);
}

type ReadForm =
  | Pick<Invitation, 'email' | 'fiscalCode' | 'role' | 'language' | 'replacesId' | 'plannedCents'>
  | { readonly code: PartnershipRefusal; readonly path: string };

function readForm(
  { email, fiscalCode, role, language, replaces, plannedCents }: InvitationForm,
  { partnership }: CallDocument,
  { partners, lead }: ApplicationRecord,
): ReadForm {
  if (!partnership) return { code: 'no-partnership', path: '' };
  if (email === '' && fiscalCode === '') return { code: 'contact-missing', path: '/email' };
  if (email !== '' && !isMailAddress(email)) return { code: 'email-wrong', path: '/email' };
  const code = fiscalCode === '' ? null : readOrganisationFiscalCode(fiscalCode);
  if (code === undefined) return { code: 'fiscal-code-wrong', path: '/fiscalCode' };
  if (!partnership.roles.some(({ id, lead: leads }) => id === role && leads !== true))
    return { code: 'role-wrong', path: '/role' };
  if (partners.some((partner) => partner.fiscalCode === code))
    return { code: 'already-partner', path: '/fiscalCode' };
  const isReplaced = partners.some(({ id }) => id === replaces && id !== lead.id);
  if (replaces !== '' && !isReplaced) return { code: 'not-a-partner', path: '/replaces' };
  return {
    email: email === '' ? null : email,
    fiscalCode: code,
    role,
    language,
    replacesId: replaces === '' ? null : replaces,
    plannedCents,
  };
}

function isSameContact(
  { state, email, fiscalCode }: Invitation,
  wanted: Pick<Invitation, 'email' | 'fiscalCode'>,
): boolean {
  if (state !== 'open' && state !== 'expired') return false;
  if (wanted.fiscalCode !== null || fiscalCode !== null) return wanted.fiscalCode === fiscalCode;
  return wanted.email?.toLowerCase() === email?.toLowerCase();
}

/** Writes the message: to the address that was given, or to who may consent for an organisation that is known here. */
export async function sendInvitation(
  tx: Tx,
  application: ApplicationRecord,
  {
    invitation,
    token,
    document,
    publicUrl,
  }: {
    readonly invitation: Invitation;
    readonly token: string | null;
    readonly document: CallDocument;
    readonly publicUrl: string;
  },
): Promise<void> {
  const { id, role, expiresAt } = invitation;
  const label = document.partnership?.roles.find((each) => each.id === role)?.label;
  for (const to of await recipientsOf(tx, invitation))
    await queueMessage(
      tx,
      invitationMessage(application, {
        id,
        key: token ?? id,
        isSecret: token !== null,
        role: label?.[to.language] ?? role,
        expiresAt,
        publicUrl,
        to,
      }),
    );
}

async function recipientsOf(
  tx: Tx,
  { email, fiscalCode, language, callId }: Invitation,
): Promise<readonly Recipient[]> {
  if (email !== null) return [{ personId: null, email, language }];
  const found = await findOrganisations(tx, fiscalCode === null ? [] : [fiscalCode]);
  const organisationIds = [...found.values()].map(({ id }) => id);
  return findRecipients(tx, { organisationIds, callId, scope: 'consent' });
}

/** Notes in the journal of the call what has become of an invitation. */
export async function noteInvitation(
  tx: Tx,
  application: ApplicationRecord,
  {
    act,
    personId,
    invitation,
    onBehalfOf = application.lead.id,
  }: {
    readonly act: string;
    readonly personId: string;
    readonly invitation: Invitation;
    readonly onBehalfOf?: string | undefined;
  },
): Promise<void> {
  const { id, role, email, fiscalCode, replacesId, plannedCents } = invitation;
  await noteStep(tx, application, {
    act,
    personId,
    onBehalfOf,
    to: stateOf(application),
    content: canonicalJson({ invitation: id, role, email, fiscalCode, replacesId, plannedCents }),
  });
}
