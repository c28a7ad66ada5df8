import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import { isUuid } from '../queries.ts';
import type { Invitation, InvitationState } from './invitation.ts';
import { hashToken, isToken } from './token.ts';
import { validDays } from './invitation.ts';

function invitations(db: Db) {
  return db.selectFrom('partner_invitation as i').select([
    'i.id',
    'i.call_id as callId',
    'i.application_id as applicationId',
    'i.role',
    'i.email',
    'i.fiscal_code as fiscalCode',
    'i.language',
    'i.replaces_id as replacesId',
    'i.planned_cents as plannedCents',
    'i.invited_by as invitedBy',
    'i.invited_at as invitedAt',
    'i.expires_at as expiresAt',
    'i.sent_count as sentCount',
    'i.last_sent_at as lastSentAt',
    'i.answered_at as answeredAt',
    'i.organisation_id as organisationId',
    'i.reason',
    sql<InvitationState>`case when i.state = 'open' and i.expires_at <= clock_timestamp()
                                then 'expired' else i.state end`.as('state'),
    sql<Date>`clock_timestamp()`.as('now'),
  ]);
}

/** Every invitation of an application, the newest first. */
export async function listInvitations(
  db: Db,
  { callId, applicationId }: { readonly callId: number; readonly applicationId: string },
): Promise<readonly Invitation[]> {
  return invitations(db)
    .where('i.call_id', '=', callId)
    .where('i.application_id', '=', applicationId)
    .orderBy('i.invited_at', 'desc')
    .orderBy('i.id')
    .execute();
}

/** One of an application, taken for this transaction. */
export async function lockInvitation(
  tx: Tx,
  { applicationId, id }: { readonly applicationId: string; readonly id: string },
): Promise<Invitation | undefined> {
  return invitations(tx)
    .where('i.id', '=', id)
    .where('i.application_id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst();
}

/** What a link names: the secret of a message, or the invitation itself, which says nothing about who may open it. */
export async function findByKey(db: Db, key: string): Promise<Invitation | undefined> {
  if (isToken(key))
    return invitations(db).where('i.token_hash', '=', hashToken(key)).executeTakeFirst();
  return isUuid(key) ? invitations(db).where('i.id', '=', key).executeTakeFirst() : undefined;
}

/** Open invitations to organisations with these fiscal codes, the newest first. */
export async function listReceived(
  db: Db,
  fiscalCodes: readonly string[],
  { after, limit }: ListPage<readonly [string, string]>,
): Promise<readonly Invitation[]> {
  if (fiscalCodes.length === 0) return [];
  const at = sql<Date>`date_trunc('milliseconds', i.invited_at)`;
  return invitations(db)
    .where('i.fiscal_code', 'in', [...fiscalCodes])
    .where('i.state', '=', 'open')
    .where('i.expires_at', '>', sql<Date>`clock_timestamp()`)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${at}, i.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy(at, 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute();
}

export interface NewInvitation {
  readonly callId: number;
  readonly applicationId: string;
  readonly role: string;
  readonly email: string | null;
  readonly fiscalCode: string | null;
  readonly language: 'it' | 'en';
  readonly replacesId: string | null;
  readonly plannedCents: number | null;
  readonly token: string | null;
  readonly personId: string;
  readonly closesAt: string | null;
}

export async function insertInvitation(tx: Tx, given: NewInvitation): Promise<string> {
  const { id } = await tx
    .insertInto('partner_invitation')
    .values({
      call_id: given.callId,
      application_id: given.applicationId,
      role: given.role,
      email: given.email,
      fiscal_code: given.fiscalCode,
      language: given.language,
      replaces_id: given.replacesId,
      planned_cents: given.plannedCents,
      token_hash: given.token === null ? null : hashToken(given.token),
      invited_by: given.personId,
      expires_at: expiry(given.closesAt),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Two weeks, or until the call closes. */
function expiry(closesAt: string | null) {
  return sql<Date>`least(clock_timestamp() + make_interval(days => ${validDays}), ${closesAt}::timestamptz)`;
}

export async function countInvitationsOfDay(
  tx: Tx,
  { callId, applicationId }: { readonly callId: number; readonly applicationId: string },
): Promise<number> {
  const { count } = await tx
    .selectFrom('partner_invitation')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('invited_at', '>', sql<Date>`clock_timestamp() - interval '1 day'`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Sent once more: with another secret, so that the earlier message opens nothing any longer. */
export async function recordResend(
  tx: Tx,
  id: string,
  { token, closesAt }: { readonly token: string | null; readonly closesAt: string | null },
): Promise<void> {
  await tx
    .updateTable('partner_invitation')
    .set({
      token_hash: token === null ? null : hashToken(token),
      sent_count: sql`sent_count + 1`,
      last_sent_at: sql`clock_timestamp()`,
      expires_at: expiry(closesAt),
    })
    .where('id', '=', id)
    .execute();
}

export interface Answer {
  readonly state: 'accepted' | 'refused' | 'withdrawn';
  readonly personId: string;
  readonly organisationId?: string;
  readonly reason?: string;
}

export async function recordAnswer(
  tx: Tx,
  id: string,
  { state, personId, organisationId, reason }: Answer,
): Promise<void> {
  await tx
    .updateTable('partner_invitation')
    .set({
      state,
      answered_by: personId,
      answered_at: sql`clock_timestamp()`,
      organisation_id: organisationId ?? null,
      reason: reason ?? null,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

/** What was not sent yet of an invitation that no longer holds in this form is not sent any more. */
export async function cancelMessages(tx: Tx, about: string): Promise<void> {
  await sql`
    update mail_message
       set state = 'cancelled', ended_at = clock_timestamp(), link = case when is_link_secret then null else link end
     where id in (select id from mail_message where about = ${about} and state = 'queued'
                     for no key update skip locked)`.execute(tx);
}
