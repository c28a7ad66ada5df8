import { sql } from 'kysely';
import { holdsNow } from '../../accounts/index.ts';
import type { Db } from '../../platform/database.ts';
import { isMailAddress } from '../../platform/mail/message.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Scope } from '../../platform/tables.ts';

/** Whom a message goes to. */
export interface Recipient {
  readonly personId: string | null;
  readonly email: string;
  readonly language: Language;
}

/** A person, once, with those of the organisations for which they may do it. */
export interface PersonOf extends Recipient {
  readonly personId: string;
  readonly organisationIds: readonly string[];
}

/** Who may do this for one of the organisations in this call, as far as an address of theirs is known. */
export async function findRecipients(
  db: Db,
  {
    organisationIds,
    callId,
    scope,
  }: {
    readonly organisationIds: readonly string[];
    readonly callId: number;
    readonly scope: Scope;
  },
): Promise<readonly PersonOf[]> {
  if (organisationIds.length === 0) return [];
  const { rows } = await sql<PersonOf>`
    select p.id as "personId", p.email, p.language, array_agg(distinct w.organisation_id) as "organisationIds"
      from power w join person p on p.id = w.person_id
     where w.organisation_id = any(${[...organisationIds]}::uuid[]) and ${scope} = any(w.scopes)
       and (w.call_id is null or w.call_id = ${callId}) and p.email is not null
       and ${sql.raw(holdsNow('w'))}
     group by p.id order by p.id`.execute(db);
  return rows.filter(({ email }) => isMailAddress(email));
}

export async function findPersonRecipient(
  db: Db,
  personId: string,
): Promise<Recipient | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['id as personId', 'email', 'language'])
    .where('id', '=', personId)
    .executeTakeFirst();
  if (row === undefined || row.email === null || !isMailAddress(row.email)) return undefined;
  return { ...row, email: row.email };
}
