import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../engine/index.ts';
import type { Db } from '../platform/database.ts';
import {
  findHints,
  type Cast,
  type CastOrganisation,
  type CastPerson,
  type Hint,
  type Ties,
} from './hints.ts';

/** One application as whoever has not declared yet may see it: who is in it, and nothing of what it says. */
export interface RoundEntry {
  readonly applicationId: string;
  /** Under which it came to the panel. */
  readonly number: number;
  /** Its entry of the register. */
  readonly entryNumber: number;
  readonly organisations: readonly CastOrganisation[];
  readonly people: readonly CastPerson[];
  readonly hints: readonly Hint[];
}

export interface RoundAsked {
  readonly callId: number;
  readonly personId: string;
  /** The last number wanted; as many as one declaration may speak of when left out. */
  readonly upTo?: number;
}

/** Of how many applications one declaration speaks at most: as many as can be read on one page. */
export const declaredMax = 100;

export interface Round {
  readonly entries: readonly RoundEntry[];
  /** How many are still to be declared about, these included. */
  readonly left: number;
}

/** What somebody has to declare about next, with what may tie them to it. */
export async function findRound(db: Db, { callId, personId, upTo }: RoundAsked): Promise<Round> {
  const { from, left } = await findPlace(db, { callId, personId });
  const last = Math.min(upTo ?? Infinity, from + declaredMax - 1);
  const [cast, ties] = [
    await findCast(db, { callId, from, to: last }),
    await findTies(db, personId),
  ];
  return { entries: cast.map((entry) => ({ ...entry, hints: findHints(ties, entry) })), left };
}

async function findPlace(
  db: Db,
  { callId, personId }: RoundAsked,
): Promise<{ readonly from: number; readonly left: number }> {
  const { rows } = await sql<{ readonly from: number; readonly left: number }>`
    select d.upto + 1 as from, greatest(0, coalesce(p.arrivals, 0) - d.upto) as left
      from (select coalesce(max(to_arrival), 0) as upto from conflict_declaration
             where call_id = ${callId} and person_id = ${personId}::uuid) d
      left join panel p on p.call_id = ${callId}`.execute(db);
  return rows[0] ?? { from: 1, left: 0 };
}

/** Who is in the applications with these numbers. */
export async function findCast(
  db: Db,
  { callId, from, to }: { readonly callId: number; readonly from: number; readonly to: number },
): Promise<readonly (Cast & Pick<RoundEntry, 'applicationId' | 'number' | 'entryNumber'>)[]> {
  const { rows } = await sql<Omit<RoundEntry, 'hints'>>`
    select r.application_id as "applicationId", r.number, x.entry_number as "entryNumber",
           (select json_agg(json_build_object('id', o.id, 'name', o.name, 'fiscalCode', o.fiscal_code,
                                              'isLead', o.id = a.lead_id) order by o.id <> a.lead_id, p.ordinal)
              from application_partner p join organisation o on o.id = p.organisation_id
             where p.call_id = r.call_id and p.application_id = r.application_id) as organisations,
           (select json_agg(json_build_object('personId', w.id, 'name', w.given_name || ' ' || w.family_name,
                                              'familyName', w.family_name, 'fiscalCode', w.fiscal_code)
                            order by w.family_name, w.given_name, w.id)
              from person w where w.id in (
                select a.created_by union select a.updated_by
                union select e.person_id from register_entry e
                       where e.call_id = r.call_id and e.application_id = r.application_id
                union select c.person_id from consent c
                       where c.call_id = r.call_id and c.application_id = r.application_id
                union select s.frozen_by from snapshot s
                       where s.call_id = r.call_id and s.application_id = r.application_id
                union select d.uploaded_by from document d
                       where d.call_id = r.call_id and d.application_id = r.application_id)) as people
      from panel_arrival r
      join application a on a.call_id = r.call_id and a.id = r.application_id
      join examination x on x.call_id = r.call_id and x.application_id = r.application_id
     where r.call_id = ${callId} and r.number between ${from} and ${Math.min(to, 2_147_483_647)}
     order by r.number`.execute(db);
  return rows;
}

/** What is known of somebody that may tie them to others, now or before. */
export async function findTies(db: Db, personId: string): Promise<Ties> {
  const { rows } = await sql<Ties>`
    select w.id as "personId", w.fiscal_code as "fiscalCode", w.family_name as "familyName",
           array(select distinct p.organisation_id from power p where p.person_id = w.id) as powers,
           array(select distinct b.fiscal_code from role_grant g join body b on b.id = g.body_id
                  where g.person_id = w.id and b.fiscal_code is not null) as bodies,
           array(select distinct l.fiscal_code from declared_relation l
                  where l.person_id = w.id and l.ended_at is null) as relations
      from person w where w.id = ${personId}::uuid`.execute(db);
  const [ties] = rows;
  if (!ties) throw new Error(`there is no person ${personId}`);
  return ties;
}

/** SHA-256 of a list as it was shown. */
export function shownHash(entries: readonly RoundEntry[]): Buffer {
  return createHash('sha256').update(canonicalJson(entries)).digest();
}
