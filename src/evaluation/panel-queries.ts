import { sql } from 'kysely';
import { holdsNow } from '../accounts/index.ts';
import type { Db } from '../platform/database.ts';
import type { MemberPart } from './panel.ts';

/** An act by which a panel was composed or changed. */
export interface RecordedAct {
  readonly number: number;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly ground: string;
  readonly recordedAt: Date;
}

/** Somebody's time in one part of a panel, from one act until another. */
export interface MemberTime {
  readonly number: number;
  readonly personId: string;
  readonly part: MemberPart;
  readonly name: string;
  readonly fromAct: number;
  readonly since: string;
  /** None while it lasts. */
  readonly untilAct: number | null;
  readonly until: string | null;
}

export interface PanelRecord {
  readonly arrivals: number;
  readonly acts: readonly RecordedAct[];
  /** Everybody who is or was in it, in the order in which the acts named them. */
  readonly members: readonly MemberTime[];
}

/** The composition of the panel of a call with its history; nothing where no act was recorded. */
export async function findPanel(db: Db, callId: number): Promise<PanelRecord | undefined> {
  const panel = await db
    .selectFrom('panel')
    .select(['arrivals', 'acts'])
    .where('call_id', '=', callId)
    .executeTakeFirst();
  if (!panel || panel.acts === 0) return undefined;
  const acts = await db
    .selectFrom('panel_act')
    .select(['number', 'title', 'day', 'ground', 'at as recordedAt'])
    .where('call_id', '=', callId)
    .orderBy('number')
    .execute();
  const members = await db
    .selectFrom('panel_member as m')
    .innerJoin('panel_act as a', (join) =>
      join.onRef('a.call_id', '=', 'm.call_id').onRef('a.number', '=', 'm.from_act'),
    )
    .leftJoin('panel_act as z', (join) =>
      join.onRef('z.call_id', '=', 'm.call_id').onRef('z.number', '=', 'm.until_act'),
    )
    .select([
      'm.number',
      'm.person_id as personId',
      'm.part',
      'm.addressed_as as name',
      'm.from_act as fromAct',
      'a.day as since',
      'm.until_act as untilAct',
      'z.day as until',
    ])
    .where('m.call_id', '=', callId)
    .orderBy('m.number')
    .execute();
  return { arrivals: panel.arrivals, acts, members };
}

/** What somebody of the panel has to do, and whether they can. */
export interface Workload {
  readonly number: number;
  /** Applications that they have now; of those as the reporter. */
  readonly assigned: number;
  readonly reports: number;
  readonly removed: number;
  readonly conflicts: number;
  /** Up to which number of the applications before the panel they have declared. */
  readonly declaredTo: number;
  /** Whether they still have the role by which they get in. */
  readonly hasRole: boolean;
}

/** The workload of everybody who is in the panel now, by the number of the member. */
export async function findWorkloads(
  db: Db,
  { callId, bodyId }: { readonly callId: number; readonly bodyId: string },
): Promise<ReadonlyMap<number, Workload>> {
  const { rows } = await sql<Workload>`
    select m.number, coalesce(s.assigned, 0) as assigned, coalesce(s.reports, 0) as reports,
           (select count(*) from panel_assignment o
             where o.call_id = m.call_id and o.person_id = m.person_id and o.removed_at is not null) as removed,
           (select count(*) from conflict c where c.call_id = m.call_id and c.person_id = m.person_id) as conflicts,
           (select coalesce(max(d.to_arrival), 0) from conflict_declaration d
             where d.call_id = m.call_id and d.person_id = m.person_id) as "declaredTo",
           exists (select from role_grant g
                    where g.person_id = m.person_id and g.body_id = ${bodyId}::uuid
                      and g.role = case m.part when 'secretary' then 'panel-secretary' else 'evaluator' end
                      and (g.call_id is null or g.call_id = m.call_id) and ${sql.raw(holdsNow('g'))}) as "hasRole"
      from panel_member m
      left join (select person_id, count(*) as assigned, count(*) filter (where part = 'reporter') as reports
                   from panel_assignment where call_id = ${callId} and removed_at is null group by person_id) s
        on s.person_id = m.person_id
     where m.call_id = ${callId} and m.until_act is null`.execute(db);
  return new Map(rows.map((row) => [row.number, row]));
}

/** Who is in the panel now under a number. */
export async function findMember(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<
  { readonly personId: string; readonly part: MemberPart; readonly name: string } | undefined
> {
  return db
    .selectFrom('panel_member')
    .select(['person_id as personId', 'part', 'addressed_as as name'])
    .where('call_id', '=', callId)
    .where('number', '=', number)
    .where('until_act', 'is', null)
    .executeTakeFirst();
}

/** A call in whose panel somebody is. */
export interface OwnPanel {
  readonly slug: string;
  readonly title: { readonly it: string; readonly en: string };
  readonly part: MemberPart;
  readonly since: string;
  readonly assigned: number;
  /** Applications about which they have not declared yet. */
  readonly undeclared: number;
}

/** The panels in which somebody is now, the newest first. */
export async function findOwnPanels(db: Db, personId: string): Promise<readonly OwnPanel[]> {
  const { rows } = await sql<OwnPanel>`
    select c.slug, m.part, a.day as since,
           (select v.title from call_version v where v.call_id = c.id order by v.version desc limit 1) as title,
           (select count(*) from panel_assignment s
             where s.call_id = c.id and s.person_id = m.person_id and s.removed_at is null) as assigned,
           greatest(0, p.arrivals - (select coalesce(max(d.to_arrival), 0) from conflict_declaration d
                                      where d.call_id = c.id and d.person_id = m.person_id)) as undeclared
      from panel_member m
      join panel p on p.call_id = m.call_id
      join call c on c.id = m.call_id
      join panel_act a on a.call_id = m.call_id and a.number = m.from_act
     where m.person_id = ${personId}::uuid and m.until_act is null
     order by a.day desc, c.id desc
     limit 200`.execute(db);
  return rows;
}
