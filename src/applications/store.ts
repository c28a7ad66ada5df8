import { sql, type UpdateResult } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { recordOf, type ApplicationRecord } from './application-record.ts';
import type { Draft } from './draft.ts';
import { recordQuery } from './queries.ts';

/**
 * Takes the application for this transaction, then reads it: changes of one application follow each other, and
 * each is decided on what the one before has left.
 */
export async function lockApplication(
  tx: Tx,
  callId: number,
  id: string,
): Promise<ApplicationRecord | undefined> {
  await sql`select pg_advisory_xact_lock(${callId}::int, hashtext(${id}::uuid::text))`.execute(tx);
  const { rows } = await recordQuery(callId, id).execute(tx);
  return rows[0] && recordOf(rows[0]);
}

/**
 * Keeps the register of the call from submitting anything until this transaction ends: a finished application that
 * is taken back is either submitted before, or not at all. Held as short as a change can be.
 */
export async function holdRegister(tx: Tx, callId: number): Promise<void> {
  await tx
    .selectFrom('register_head')
    .select('number')
    .where('call_id', '=', callId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Who must consent to a draft: the partners it lists, and the lead even where it lists none. */
export interface Partnership {
  readonly leadId: string;
  readonly partners: readonly { readonly organisationId: string; readonly role: string }[];
}

export interface Writer {
  readonly personId: string;
}

export interface NewApplication extends Partnership, Writer {
  readonly callId: number;
  readonly callVersion: number;
  readonly draft: Draft;
}

export async function insertApplication(tx: Tx, application: NewApplication): Promise<string> {
  const { callId, callVersion, leadId, draft, personId } = application;
  const { id } = await tx
    .insertInto('application')
    .values({
      call_id: callId,
      call_version: callVersion,
      lead_id: leadId,
      title: draft.title,
      content: JSON.stringify(draft.content),
      created_by: personId,
      updated_by: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writePartners(tx, { callId, id }, application);
  return id;
}

interface Key {
  readonly callId: number;
  readonly id: string;
}

async function writePartners(
  tx: Tx,
  { callId, id }: Key,
  { leadId, partners }: Partnership,
): Promise<void> {
  const roles = new Map(partners.map(({ organisationId, role }) => [organisationId, role]));
  const all = roles.has(leadId) ? [...roles] : [[leadId, soleRole] as const, ...roles];
  await tx
    .insertInto('application_partner')
    .values(
      all.map(([organisationId, role], ordinal) => ({
        call_id: callId,
        application_id: id,
        organisation_id: organisationId,
        role,
        ordinal,
      })),
    )
    .execute();
}

/** The role of a lead that a draft does not list, and of everybody where a call has no partners. */
const soleRole = 'applicant';

/** Writes the new text of a draft; whatever was frozen or consented to is void with it. */
export async function recordEdit(
  tx: Tx,
  { callId, id, revision }: Key & { readonly revision: number },
  { draft, personId, ...partnership }: Partnership & Writer & { readonly draft: Draft },
): Promise<void> {
  await tx
    .updateTable('application')
    .set({
      title: draft.title,
      content: JSON.stringify(draft.content),
      revision: revision + 1,
      frozen_hash: null,
      ready_hash: null,
      updated_by: personId,
      updated_at: sql`clock_timestamp()`,
    })
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
    .then(expectOne);
  await tx
    .deleteFrom('application_partner')
    .where('call_id', '=', callId)
    .where('application_id', '=', id)
    .execute();
  await writePartners(tx, { callId, id }, partnership);
}

/** Makes the frozen text void without changing a word: the next freeze is another revision, so another text. */
export async function recordVoid(
  tx: Tx,
  { callId, id, revision }: Key & { readonly revision: number },
  { personId }: Writer,
): Promise<void> {
  await tx
    .updateTable('application')
    .set({
      revision: revision + 1,
      frozen_hash: null,
      ready_hash: null,
      updated_by: personId,
      updated_at: sql`clock_timestamp()`,
    })
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
    .then(expectOne);
}

export async function recordFreeze(
  tx: Tx,
  { callId, id }: Key,
  {
    hash,
    content,
    callVersion,
    personId,
  }: Writer & { readonly hash: Buffer; readonly content: Buffer; readonly callVersion: number },
): Promise<void> {
  await tx
    .insertInto('snapshot')
    .values({
      call_id: callId,
      application_id: id,
      hash,
      content,
      call_version: callVersion,
      frozen_by: personId,
      frozen_at: sql<string>`clock_timestamp()`,
    })
    .execute();
  await tx
    .updateTable('application')
    .set({ frozen_hash: hash, ready_hash: null, call_version: callVersion })
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .executeTakeFirst()
    .then(expectOne);
}

/** One consent to the frozen text; with the last one the application is ready, in the same transaction. */
export async function recordConsent(
  tx: Tx,
  { callId, id }: Key,
  consent: Writer & {
    readonly hash: Buffer;
    readonly organisationId: string;
    readonly isLast: boolean;
  },
): Promise<void> {
  await tx
    .insertInto('consent')
    .values({
      call_id: callId,
      application_id: id,
      snapshot_hash: consent.hash,
      organisation_id: consent.organisationId,
      person_id: consent.personId,
      at: sql<string>`clock_timestamp()`,
    })
    .execute();
  if (!consent.isLast) return;
  await tx
    .updateTable('application')
    .set({ ready_hash: consent.hash })
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .where('frozen_hash', '=', consent.hash)
    .executeTakeFirst()
    .then(expectOne);
}

/** The lock makes this impossible; were it ever forgotten, nothing is written by halves. */
function expectOne({ numUpdatedRows }: UpdateResult): void {
  if (numUpdatedRows !== 1n) throw new Error('the application changed under its lock');
}
