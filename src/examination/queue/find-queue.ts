import { sql, type RawBuilder } from 'kysely';
import { readSearch } from '../../applications/register/index.ts';
import type { Database, Db } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { examinationColumns } from '../queries.ts';
import { hasArrivedSql } from './arrived-replies.ts';
import type { QueueAsked } from './asked.ts';
import type { QueueCall } from './queue-calls.ts';

/** One line of the queue as the database gives it. */
export interface QueueLine extends ExaminationRecord {
  readonly title: string;
  readonly leadName: string;
  readonly officerName: string | null;
  readonly queueDay: string;
}

/** Where a page of the queue ended. */
export interface QueuePlace {
  readonly queueDay: string;
  readonly callId: number;
  readonly entryNumber: number;
}

export interface QueueSearch {
  readonly asked: QueueAsked;
  /** Those that the person may see, or the one that was asked for. */
  readonly calls: readonly Pick<QueueCall, 'id' | 'slug'>[];
  readonly personId: string;
  readonly after?: QueuePlace | undefined;
  readonly limit: number;
}

/** So many applications with the words that are looked for are gathered; of more, the queue is looked through. */
const gatheredMax = 2_000;

/** By which what is done is ordered, after all that is left to do. */
const endedDay = '9999-12-31';

const isOpenSql = sql`x.state in ('to-begin', 'under-way', 'waiting')`;

/** Examinations in the order of the queue. */
export async function findQueue(
  { db }: Pick<Database, 'db'>,
  search: QueueSearch,
): Promise<readonly QueueLine[]> {
  if (search.calls.length === 0) return [];
  const { rows } = await sql<QueueLine>`
    select ${examinationColumns}, x.queue_day as "queueDay", h.title, h.lead_name as "leadName",
           p.given_name || ' ' || p.family_name as "officerName"
      from (${await keysOf(db, search)}) k
      join examination x on x.call_id = k.call_id and x.application_id = k.application_id
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id
                             and h.hash = x.submitted_hash
      left join person p on p.id = x.assigned_to
     order by ${orderOf(search.asked)}`.execute(db);
  return rows;
}

async function keysOf(db: Db, search: QueueSearch): Promise<RawBuilder<unknown>> {
  const { asked, after, limit } = search;
  const text = await textSearch(db, search);
  return sql`
    select x.call_id, x.application_id from examination x ${text.join}
     where ${sql.join([...conditionsOf(search), ...text.conditions], sql` and `)}
           ${after === undefined ? sql`` : sql`and ${afterOf(asked, after)}`}
     order by ${orderOf(asked)} limit ${limit}`;
}

function orderOf({ order }: QueueAsked): RawBuilder<unknown> {
  return order === 'arrival'
    ? sql`x.call_id, x.entry_number`
    : sql`x.queue_day, x.call_id, x.entry_number`;
}

function afterOf({ order }: QueueAsked, { queueDay, callId, entryNumber }: QueuePlace) {
  return order === 'arrival'
    ? sql`(x.call_id, x.entry_number) > (${callId}, ${entryNumber})`
    : sql`(x.queue_day, x.call_id, x.entry_number) > (${queueDay}::date, ${callId}, ${entryNumber})`;
}

function conditionsOf({ asked, calls, personId }: QueueSearch): readonly RawBuilder<unknown>[] {
  const { view, line, phase, state, due } = asked;
  const [only] = calls;
  const views = {
    mine: sql`${isOpenSql} and x.assigned_to = ${personId}::uuid`,
    unassigned: sql`${isOpenSql} and x.assigned_to is null`,
    suspended: sql`${isOpenSql} and x.is_suspended`,
    all: sql`true`,
  };
  return [
    calls.length === 1
      ? sql`x.call_id = ${only?.id}`
      : sql`x.call_id = any (${calls.map(({ id }) => id)}::int[])`,
    views[view],
    ...(line === undefined ? [] : [sql`x.line = ${line}`]),
    ...(phase === undefined ? [] : [sql`x.phase = ${phase}`]),
    ...(state === undefined ? [] : [stateIs(state)]),
    ...(due === undefined ? [] : [sql`x.queue_day = ${due}::date`]),
  ];
}

function stateIs(state: NonNullable<QueueAsked['state']>): RawBuilder<unknown> {
  return state === 'replied' ? hasArrivedSql : sql`x.state = ${state}`;
}

/** What narrows the queue to the words that are looked for. */
interface TextSearch {
  readonly join: RawBuilder<unknown>;
  readonly conditions: readonly RawBuilder<unknown>[];
}

/** Words of title and lead, the protocol number, or a number that may be either. */
async function textSearch(db: Db, { asked: { text }, calls }: QueueSearch): Promise<TextSearch> {
  const where = (...conditions: readonly RawBuilder<unknown>[]) => ({ join: sql``, conditions });
  if (text === undefined) return where();
  const searches = calls.map((call) => ({ call, search: readSearch(text, call.slug) }));
  const numbered = searches.find(({ search }) => search.type === 'number');
  if (numbered?.search.type === 'number')
    return where(
      sql`x.call_id = ${numbered.call.id}`,
      sql`x.entry_number = ${numbered.search.number}`,
    );
  const [first] = searches;
  if (!first || first.search.type !== 'words') return where();
  const { words, number = 0 } = first.search;
  const found = foundBy(calls, words);
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from (select from ${found} f limit ${gatheredMax + 1}) counted`.execute(
    db,
  );
  if ((rows[0]?.count ?? 0) <= gatheredMax)
    return where(sql`(x.entry_number = ${number} or (x.call_id, x.application_id, x.submitted_hash) in (
      select f.call_id, f.application_id, f.hash from ${found} f))`);
  // Looked at one by one in the order of the queue, of which the first ones are soon found; never a join of all.
  const join = sql`
    cross join lateral (
      select 1 from snapshot_heading h
       where h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
         and (x.entry_number = ${number} or h.search @@ heading_query(x.call_id, ${words})) offset 0) h`;
  return { join, conditions: [] };
}

function foundBy(calls: QueueSearch['calls'], words: string): RawBuilder<unknown> {
  return sql`(
    select s.call_id, s.application_id, s.hash from unnest(${calls.map(({ id }) => id)}::int[]) as c(id)
     cross join lateral (select h.call_id, h.application_id, h.hash from snapshot_heading h
                          where h.search @@ heading_query(c.id, ${words}) offset 0) s)`;
}

/** How much there is in each view, and what burns of one's own. */
export interface QueueCounts {
  readonly mine: number;
  readonly unassigned: number;
  readonly suspended: number;
  readonly all: number;
  readonly mineToBegin: number;
  /** One's own that end within seven days. */
  readonly mineSoon: number;
  readonly mineLate: number;
}

export async function countQueue(
  db: Db,
  { calls, personId, today }: Pick<QueueSearch, 'calls' | 'personId'> & { readonly today: string },
): Promise<QueueCounts> {
  const ofCalls = sql`x.call_id = any (${calls.map(({ id }) => id)}::int[])`;
  const runs = sql`not x.is_suspended`;
  const { rows } = await sql<QueueCounts>`
    select m.*,
           (select count(*) from examination x where ${ofCalls}) as all,
           (select count(*) from examination x
             where ${ofCalls} and x.assigned_to is null and x.queue_day < ${endedDay}::date) as unassigned,
           (select count(*) from examination x where ${ofCalls} and x.is_suspended) as suspended
      from (select count(*) as mine,
                   count(*) filter (where x.state = 'to-begin') as "mineToBegin",
                   count(*) filter (where ${runs} and x.due between ${today}::date and ${today}::date + 7) as "mineSoon",
                   count(*) filter (where ${runs} and x.due < ${today}::date) as "mineLate"
              from examination x
             where ${ofCalls} and x.assigned_to = ${personId}::uuid and x.queue_day < ${endedDay}::date) m`.execute(
    db,
  );
  return rows[0] ?? emptyCounts;
}

const emptyCounts: QueueCounts = {
  mine: 0,
  unassigned: 0,
  suspended: 0,
  all: 0,
  mineToBegin: 0,
  mineSoon: 0,
  mineLate: 0,
};
