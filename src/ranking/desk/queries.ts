import { sql } from 'kysely';
import type { Principal } from '../../accounts/index.ts';
import type { Localized, RoundDecisions } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { Mode } from '../../platform/tables.ts';
import { deskRoles } from './access.ts';
import type { KeptEffect } from './effect.ts';

/** What was decided where the rules stop, with who took it. */
export interface TakenDecision {
  readonly number: number;
  /** One member of what is decided about a round. */
  readonly content: RoundDecisions;
  readonly stop: string;
  readonly act: string | null;
  /** `YYYY-MM-DD` */
  readonly day: string | null;
  readonly ground: string;
  readonly reasons: string;
  readonly effect: KeptEffect;
  readonly round: number;
  readonly at: Date;
  readonly by: string;
  readonly withdrawn: { readonly at: Date; readonly by: string; readonly because: string } | null;
}

interface DecisionRow extends Omit<TakenDecision, 'withdrawn'> {
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnGround: string | null;
}

/** All decisions about the rounds of a call, in the order in which they were taken. */
export async function findDecisions(db: Db, callId: number): Promise<readonly TakenDecision[]> {
  const { rows } = await sql<DecisionRow>`
    select d.number, d.content, d.stop, d.act, to_char(d.act_day, 'YYYY-MM-DD') as day, d.ground, d.reasons,
           d.effect, d.made_on_round as round, d.at,
           p.given_name || ' ' || p.family_name as by, d.withdrawn_at as "withdrawnAt",
           w.given_name || ' ' || w.family_name as "withdrawnBy", d.withdrawn_ground as "withdrawnGround"
      from round_decision d
      join person p on p.id = d.person_id
      left join person w on w.id = d.withdrawn_by
     where d.call_id = ${callId} order by d.number`.execute(db);
  return rows.map(({ withdrawnAt, withdrawnBy, withdrawnGround, ...decision }) => ({
    ...decision,
    withdrawn: withdrawnAt && {
      at: withdrawnAt,
      by: withdrawnBy ?? '',
      because: withdrawnGround ?? '',
    },
  }));
}

/** A call at the desk of rankings, as the list of them shows it. */
export interface RankingCall {
  readonly id: number;
  readonly slug: string;
  readonly mode: Mode;
  readonly fictional: boolean;
  readonly title: Localized;
  readonly received: number;
  /** Of those, how many have no outcome yet. */
  readonly open: number;
  /** The last round, and who has received since. */
  readonly round: number | null;
  readonly frozenAt: Date | null;
  readonly arrived: number;
  /** Numbers of the decisions in force. */
  readonly decisions: readonly number[];
  readonly summary: RoundSummary | null;
  readonly drafts: number;
  readonly signed: number;
  readonly published: number;
}

/** What a frozen round comes to under the decisions of these numbers. */
export interface RoundSummary {
  readonly decisions: readonly number[];
  readonly stops: number;
  readonly toDecide: number;
  readonly funded: number;
  readonly undecided: number;
  /** In cents. */
  readonly granted: number;
}

/** The calls at whose desk the person may look, the latest first. */
export async function findRankingCalls(
  db: Db,
  { roles }: Pick<Principal, 'roles'>,
): Promise<readonly RankingCall[]> {
  const held = roles.filter(({ role }) => deskRoles.some((each) => each === role));
  if (held.length === 0) return [];
  const { rows } = await sql<RankingCall>`
    select c.id, c.slug, c.mode, v.fictional, v.title, x.received, x.open,
           f.number as round, f.made_at as "frozenAt",
           coalesce((select count(*) from examination n
                      where n.call_id = c.id and n.entry_number > f.up_to), 0)::int as arrived,
           d.decisions, s.summary, a.drafts, a.signed, a.published
      from call c
      cross join lateral (select title, fictional from call_version v
                           where v.call_id = c.id order by version desc limit 1) v
      cross join lateral (select count(*)::int as received,
                                 (count(*) filter (where outcome is null))::int as open
                            from examination where call_id = c.id) x
      left join lateral (select number, made_at, up_to from frozen_round
                          where call_id = c.id order by number desc limit 1) f on true
      cross join lateral (select coalesce(array_agg(number order by number), '{}') as decisions
                            from round_decision where call_id = c.id and withdrawn_at is null) d
      left join lateral (select json_build_object('decisions', decisions, 'stops', stops, 'toDecide', to_decide,
                                  'funded', funded, 'undecided', undecided, 'granted', granted) as summary
                           from round_summary where call_id = c.id and number = f.number) s on true
      cross join lateral (select (count(*) filter (where state = 'draft'))::int as drafts,
                                 (count(*) filter (where state = 'signed'))::int as signed,
                                 (count(*) filter (where state = 'published'))::int as published
                            from ranking_act where call_id = c.id) a
     where exists (select from unnest(${held.map(({ bodyId }) => bodyId)}::uuid[],
                                      ${held.map(({ callId }) => callId)}::int[]) as h(body_id, call_id)
                    where h.body_id = c.body_id and (h.call_id is null or h.call_id = c.id))
     order by c.id desc`.execute(db);
  return rows;
}

/** How many applications of a call were taken in, and how many of them have no outcome yet. */
export async function findReceived(
  db: Db,
  callId: number,
): Promise<{ readonly received: number; readonly open: number }> {
  const { rows } = await sql<{ readonly received: number; readonly open: number }>`
    select count(*)::int as received, (count(*) filter (where outcome is null))::int as open
      from examination where call_id = ${callId}`.execute(db);
  return rows[0] ?? { received: 0, open: 0 };
}

/** Who somebody is, for what they did at the desk. */
export async function findPersonName(db: Db, personId: string): Promise<string> {
  const person = await db
    .selectFrom('person')
    .select(['given_name', 'family_name'])
    .where('id', '=', personId)
    .executeTakeFirst();
  return person ? `${person.given_name} ${person.family_name}` : '';
}

/** Whether an act that is signed or published rests on a decision. */
export async function isInSignedAct(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from ranking_act
     where call_id = ${callId} and state in ('signed', 'published') and ${number} = any(decisions)
     limit 1`.execute(db);
  return rows.length > 0;
}
