import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { Localized } from '../../platform/page/language.ts';
import type { Role } from '../../platform/tables.ts';
import { holdsNow } from '../holds.ts';

/** A fictional person whom one can be in a trial. */
export interface TrialPerson {
  readonly id: string;
  readonly name: string;
  /** What one can do as this person; only of those who came with the trial. */
  readonly about: Localized | null;
  readonly roles: readonly { readonly role: Role; readonly body: string }[];
  readonly powers: readonly {
    readonly kind: 'legal-representative' | 'mandate';
    readonly organisation: string;
  }[];
}

interface TrialPersonRow extends TrialPerson {
  readonly familyName: string;
  readonly givenName: string;
}

/** Where somebody stands in the list: without a role, family name, given name, id. */
export function placeOfPerson(person: TrialPerson): readonly [string, string, string, string] {
  const { roles, familyName, givenName, id } = person as TrialPersonRow;
  return [roles.length === 0 ? '1' : '0', familyName, givenName, id];
}

const holds = (row: 'g' | 'w') => sql.raw(holdsNow(row));

/** The fictional people who have something to do, or are there to show that they have not: first those with roles. */
export async function findTrialPeople(
  db: Db,
  { after, limit }: ListPage<readonly [string, string, string, string]> = { limit: 200 },
): Promise<readonly TrialPerson[]> {
  const order = sql`((r.n = 0)::int, p.family_name, p.given_name, p.id)`;
  const place = after && sql`(${after[0]}::int, ${after[1]}, ${after[2]}, ${after[3]}::uuid)`;
  const { rows } = await sql<TrialPersonRow>`
    select p.family_name as "familyName", p.given_name as "givenName", p.id, p.given_name || ' ' || p.family_name as name, p.note as about, r.roles, w.powers
      from person p
      join lateral (
        select coalesce(json_agg(json_build_object('role', g.role, 'body', b.name) order by g.role), '[]') as roles,
               count(*) as n
          from role_grant g join body b on b.id = g.body_id
         where g.person_id = p.id and ${holds('g')}) r on true
      join lateral (
        select coalesce(json_agg(json_build_object('kind', w.kind, 'organisation', o.name)
                                 order by w.kind, o.name), '[]') as powers,
               count(*) as n
          from power w join organisation o on o.id = w.organisation_id
         where w.person_id = p.id and ${holds('w')}) w on true
     where p.fictional and (r.n + w.n > 0 or p.note is not null)
       and ${place ? sql`${order} > ${place}` : sql`true`}
     order by (r.n = 0)::int, p.family_name, p.given_name, p.id
     limit ${limit}`.execute(db);
  return rows;
}

export async function isFictionalPerson(db: Db | Tx, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('fictional', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}
