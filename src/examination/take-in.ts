import { sql } from 'kysely';
import { findCall, loadPublished, type PublishedVersion } from '../calls/index.ts';
import type { DayNumber } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Task } from '../platform/jobs/task.ts';
import type { Services } from '../platform/services.ts';
import { clockColumns } from './clock.ts';
import { firstPhaseOf } from './phases.ts';
import { findToday } from './queries.ts';
import { settleDays } from './settle-days.ts';
import { markWithdrawn } from './store.ts';

type WithDatabase = Pick<Services, 'database'>;

const atOnceMax = 500;

/**
 * Makes a row for each application that was received, and marks those that were withdrawn; and works out anew the days
 * of those whose call has changed or whose suspension has begun or ended by itself. How far it has come is kept, and
 * whoever does it holds that row: any number of servers may do it at once. Gives how many entries were gone through.
 */
export async function takeIn(services: WithDatabase): Promise<number> {
  const { db } = services.database;
  const { rows } = await sql<{ readonly slug: string }>`
    select c.slug
      from call c
      left join examination_taken t on t.call_id = c.id
     where exists (select from register_entry e where e.call_id = c.id and e.number > coalesce(t.entry_number, 0))
        or (t.entry_number > 0 and (
              t.call_version <> (select max(version) from call_version v where v.call_id = c.id)
           or t.term_revision <> (select max(revision) from call_term r where r.call_id = c.id)))
        or exists (select from examination x
                    where x.call_id = c.id and x.look_again <= (clock_timestamp() at time zone 'UTC')::date + 1)
     order by c.id`.execute(db);
  let taken = 0;
  for (const { slug } of rows) taken += await takeInCall(services, slug);
  return taken;
}

/** The same for the call of one address. */
export async function takeInCall(services: WithDatabase, slug: string): Promise<number> {
  const call = await findCall(services, slug);
  if (!call) return 0;
  const { callId, version } = call;
  const published = await loadPublished(services, { callId, version });
  const about = { published, termRevision: call.term.revision };
  let taken = 0;
  let count: number;
  do {
    count = await services.database.db.transaction().execute((tx) => takeSome(tx, about));
    taken += count;
  } while (count === atOnceMax);
  await services.database.db.transaction().execute((tx) => settleDays(tx, about));
  return taken;
}

interface About {
  readonly published: PublishedVersion;
  readonly termRevision: number;
}

async function takeSome(tx: Tx, { published, termRevision }: About): Promise<number> {
  const { callId, version } = published;
  await tx
    .insertInto('examination_taken')
    .values({ call_id: callId, call_version: version, term_revision: termRevision })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const place = await tx
    .selectFrom('examination_taken')
    .select('entry_number')
    .where('call_id', '=', callId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const entries = await findEntries(tx, callId, place.entry_number);
  const last = entries.at(-1);
  if (!last) return 0;
  const today = await findToday(tx, published.call.document);
  await writeReceived(tx, { published, today }, lastOf(entries, 'submission'));
  const ended = lastOf(entries).filter(({ kind }) => kind === 'withdrawal');
  await markWithdrawn(
    tx,
    ended.map(({ applicationId }) => ({ callId, applicationId })),
  );
  await tx
    .updateTable('examination_taken')
    .set({ entry_number: last.number })
    .where('call_id', '=', callId)
    .execute();
  return entries.length;
}

interface TakenEntry {
  readonly number: number;
  readonly kind: 'submission' | 'withdrawal';
  readonly applicationId: string;
  readonly submittedAt: string;
  readonly closesAt: string | null;
  readonly hash: string;
  readonly line: string | null;
}

async function findEntries(tx: Tx, callId: number, after: number): Promise<readonly TakenEntry[]> {
  const { rows } = await sql<TakenEntry>`
    select e.number, e.kind, e.application_id as "applicationId",
           to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "submittedAt",
           (select to_char(t.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
              from call_term t where t.call_id = e.call_id order by t.revision desc limit 1) as "closesAt",
           encode(e.snapshot_hash, 'hex') as hash,
           convert_from(s.content, 'UTF8')::jsonb #>> '{content,line}' as line
      from register_entry e
      join snapshot s on s.call_id = e.call_id and s.application_id = e.application_id and s.hash = e.snapshot_hash
     where e.call_id = ${callId} and e.number > ${after}
     order by e.number limit ${atOnceMax}`.execute(tx);
  return rows;
}

/** The last entry of each application, of one kind or of any. */
function lastOf(entries: readonly TakenEntry[], kind?: TakenEntry['kind']): readonly TakenEntry[] {
  const last = new Map<string, TakenEntry>();
  for (const entry of entries)
    if (kind === undefined || entry.kind === kind) last.set(entry.applicationId, entry);
  return [...last.values()].toSorted((a, b) => a.number - b.number);
}

/** What is received again after a withdrawal is examined from the beginning, by whoever had it before. */
async function writeReceived(
  tx: Tx,
  { published, today }: { readonly published: PublishedVersion; readonly today: DayNumber },
  received: readonly TakenEntry[],
): Promise<void> {
  if (received.length === 0) return;
  const { callId, call } = published;
  const dues = received.map((entry) => {
    const examination = { ...entry, events: [], state: 'to-begin' } as const;
    return clockColumns(call, examination, [], today).due;
  });
  await sql`
    insert into examination as x (call_id, application_id, entry_number, submitted_hash, snapshot_hash, line, phase, due)
    select ${callId}, r.application_id, r.number, decode(r.hash, 'hex'), decode(r.hash, 'hex'), r.line,
           ${firstPhaseOf(call.document)}, r.due
      from unnest(${received.map(({ applicationId }) => applicationId)}::uuid[],
                  ${received.map(({ number }) => number)}::int[],
                  ${received.map(({ hash }) => hash)}::text[],
                  ${received.map(({ line }) => line)}::text[],
                  ${dues}::date[]) as r(application_id, number, hash, line, due)
     order by r.number
        on conflict (call_id, application_id) do update
       set entry_number = excluded.entry_number, submitted_hash = excluded.submitted_hash,
           snapshot_hash = excluded.snapshot_hash, line = excluded.line, phase = excluded.phase, due = excluded.due,
           state = 'to-begin', outcome = null, is_suspended = false, look_again = null, open_points = 0,
           begun_at = null, revision = x.revision + 1, updated_at = clock_timestamp()
     where x.entry_number < excluded.entry_number`.execute(tx);
}

/** Arrivals are taken in every minute; who cannot wait calls `takeInCall`. */
export function intakeTasks(services: WithDatabase): readonly Task[] {
  return [
    {
      name: 'examination-intake',
      schedule: '* * * * *',
      run: async () => {
        await takeIn(services);
      },
    },
  ];
}
