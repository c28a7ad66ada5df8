import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../src/platform/database.ts';

/** What a trial consists of, without what each load makes anew: ids, hashes and instants. */
const parts: Readonly<Record<string, RawBuilder<unknown>>> = {
  people: sql`select fiscal_code, given_name, family_name, fictional, note from person`,
  bodies: sql`
    select b.code, b.name, b.kind, b.fictional, above.code as parent
      from body b left join body above on above.id = b.parent_id`,
  organisations: sql`
    select o.fiscal_code, o.kind, o.name, o.vat_number, o.size_class, o.ateco, o.digital_domicile, o.fictional,
           (select json_agg(json_build_array(s.municipality, s.address, s.active_since) order by s.address)
              from site s where s.organisation_id = o.id) as sites
      from organisation o`,
  roles: sql`
    select p.fiscal_code, g.role, b.code, c.slug, g.ground, g.revoked_at is not null as revoked
      from role_grant g join person p on p.id = g.person_id join body b on b.id = g.body_id
      left join call c on c.id = g.call_id`,
  powers: sql`
    select p.fiscal_code, o.name, w.kind, w.scopes, c.slug, w.evidence, w.revoked_at is not null as revoked,
           w.valid_until < now() as over
      from power w join person p on p.id = w.person_id join organisation o on o.id = w.organisation_id
      left join call c on c.id = w.call_id`,
  calls: sql`
    select c.slug, c.mode, c.fictional, c.resubmission, b.code,
           (select json_agg(json_build_array(v.version, v.title, encode(v.hash, 'hex')) order by v.version)
              from call_version v where v.call_id = c.id) as versions,
           (select count(*) from call_term t where t.call_id = c.id) as terms,
           (select t.ground from call_term t where t.call_id = c.id order by t.revision desc limit 1) as ground
      from call c join body b on b.id = c.body_id`,
  applications: sql`
    select c.slug, a.title, o.name as lead, a.content - 'partners' as content, p.fiscal_code as writer,
           a.frozen_hash is not null as frozen, a.ready_hash is not null as ready,
           (select json_agg(json_build_array(q.name, ap.role) order by ap.ordinal)
              from application_partner ap join organisation q on q.id = ap.organisation_id
             where ap.call_id = a.call_id and ap.application_id = a.id) as partners,
           (select count(*) from snapshot s where s.call_id = a.call_id and s.application_id = a.id) as snapshots,
           (select json_agg(q.name order by q.name, s.frozen_at)
              from consent k join organisation q on q.id = k.organisation_id
              join snapshot s on (s.call_id, s.application_id, s.hash) = (k.call_id, k.application_id, k.snapshot_hash)
             where k.call_id = a.call_id and k.application_id = a.id) as consents,
           (select json_agg(json_build_array(e.kind, e.ground, p.fiscal_code) order by e.turn)
              from register_entry e join person p on p.id = e.person_id
             where e.call_id = a.call_id and e.application_id = a.id) as entries
      from application a join call c on c.id = a.call_id join organisation o on o.id = a.lead_id
      join person p on p.id = a.created_by`,
  registers: sql`
    select c.slug, count(*) as entries, max(e.number) as last
      from register_entry e join call c on c.id = e.call_id group by c.slug`,
  incidents: sql`
    select c.slug, i.title, i.description, p.fiscal_code,
           (select json_agg(json_build_array(a.title, t.why, t.details) order by a.title)
              from incident_touched t join application a on a.id = t.application_id
             where t.incident_id = i.id) as touched
      from incident i join call c on c.id = i.call_id join person p on p.id = i.recorded_by`,
  examinations: sql`
    select c.slug, a.title, x.phase, x.state, x.outcome, x.open_points, p.fiscal_code as officer,
           (select json_agg(json_build_array(q.kind, q.state) order by q.number)
              from examination_request q
             where q.call_id = x.call_id and q.application_id = x.application_id) as requests,
           (select json_agg(json_build_array(f.subject_kind, f.subject, k.agrees) order by f.number)
              from finding f left join finding_confirmation k using (call_id, application_id, number)
             where f.call_id = x.call_id and f.application_id = x.application_id) as findings,
           (select json_agg(s.state order by s.state) from sheet s
             where s.call_id = x.call_id and s.application_id = x.application_id) as sheets,
           (select json_agg(n.state) from consolidation n
             where n.call_id = x.call_id and n.application_id = x.application_id) as consolidations,
           (select count(*) from letter l
             where l.call_id = x.call_id and l.application_id = x.application_id) as letters,
           (select count(*) from application_message m
             where m.call_id = x.call_id and m.application_id = x.application_id) as messages
      from examination x join call c on c.id = x.call_id
      join application a on a.call_id = x.call_id and a.id = x.application_id
      left join person p on p.id = x.assigned_to`,
  seats: sql`
    select c.slug, m.addressed_as, m.part,
           (select count(*) from conflict_declaration d
             where d.call_id = m.call_id and d.person_id = m.person_id) as declarations,
           (select count(*) from conflict k
             where k.call_id = m.call_id and k.person_id = m.person_id) as conflicts
      from panel_member m join call c on c.id = m.call_id`,
  openSessions: sql`
    select p.fiscal_code from session s join person p on p.id = s.person_id where s.revoked_at is null`,
  // Who signs in to act does so anew after each cut; and numbers of calls that were rolled back are not given again.
  acts: sql`
    select coalesce(c.slug, j.chain) as chain, j.act, count(*) as times
      from journal j left join call c on j.chain = 'call/' || c.id
     where j.act not like 'session-%' group by 1, 2`,
};

export type TrialState = Readonly<Record<string, readonly string[]>>;

/** Everything in a database that a load puts there, in an order of its own. */
export async function readTrialState(db: Db): Promise<TrialState> {
  const state: Record<string, readonly string[]> = {};
  for (const [name, query] of Object.entries(parts)) {
    const { rows } = await query.execute(db);
    state[name] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return state;
}
