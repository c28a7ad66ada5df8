import { sql, type RawBuilder } from 'kysely';
import { findCall, loadPublished } from '../calls/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Task } from '../platform/jobs/task.ts';
import type { Services } from '../platform/services.ts';
import { lockPanel, takeNumbers } from './lock-panel.ts';
import { readPanelRules, type PanelRules } from './panel-rules.ts';

type WithDatabase = Pick<Services, 'database'>;
type Phases = Pick<PanelRules, 'phases'>;

/**
 * Of examination `x`: it is where the panel works on it. What the office has admitted already is there too: its outcome
 * comes before the points and does not wait for them.
 */
export function isAtPanel({ phases }: Phases): RawBuilder<boolean> {
  const isExamined = sql<boolean>`(x.state in ('under-way', 'waiting')
    or x.state = 'decided' and x.outcome in ('admitted', 'with-reserve'))`;
  return phases.length === 0
    ? isExamined
    : sql<boolean>`(${isExamined} and x.phase = any (${phases}::text[]))`;
}

/** Numbers the applications that have passed what comes before the panel, in the order of the register. */
export async function takeArrivals(
  { database: { db } }: WithDatabase,
  callId: number,
  rules: Phases,
): Promise<number> {
  const panel = await db
    .selectFrom('panel')
    .select('is_stale')
    .where('call_id', '=', callId)
    .executeTakeFirst();
  if (panel?.is_stale === false) return 0;
  return db.transaction().execute((tx) => takeArrivalsIn(tx, callId, rules));
}

function newAtPanel(callId: number, rules: Phases): RawBuilder<unknown> {
  return sql`
    select x.application_id, x.entry_number
      from examination x
     where x.call_id = ${callId} and ${isAtPanel(rules)}
       and not exists (select from panel_arrival r
                        where r.call_id = x.call_id and r.application_id = x.application_id)`;
}

/** The same within an act on the panel. */
export async function takeArrivalsIn(tx: Tx, callId: number, rules: Phases): Promise<number> {
  const panel = await lockPanel(tx, callId);
  await tx
    .updateTable('panel')
    .set({ is_stale: false })
    .where('call_id', '=', callId)
    .where('is_stale', '=', true)
    .execute();
  const { rows } = await sql<{ readonly application_id: string }>`
    ${newAtPanel(callId, rules)} order by x.entry_number`.execute(tx);
  if (rows.length === 0) return 0;
  const first = await takeNumbers(tx, panel, 'arrivals', rows.length);
  const ids = rows.map((row) => row.application_id);
  await sql`
    insert into panel_arrival (call_id, number, application_id)
    select ${callId}::integer, ${first}::integer + n.place - 1, n.id
      from unnest(${ids}::uuid[]) with ordinality as n(id, place)`.execute(tx);
  return rows.length;
}

/** Once a minute all panels look, also for what a mark that was made at the same instant could have missed. */
export function panelTasks(services: WithDatabase): readonly Task[] {
  return [
    {
      name: 'panel-arrivals',
      schedule: '* * * * *',
      run: async () => {
        await takeAllArrivals(services);
      },
    },
  ];
}

async function takeAllArrivals(services: WithDatabase): Promise<void> {
  const calls = await services.database.db
    .selectFrom('panel')
    .innerJoin('call', 'call.id', 'panel.call_id')
    .select('call.slug')
    .orderBy('call.id')
    .execute();
  for (const { slug } of calls) {
    const found = await findCall(services, slug);
    const rules = found && readPanelRules((await loadPublished(services, found)).call.document);
    if (!found || !rules) continue;
    await services.database.db
      .transaction()
      .execute((tx) => takeArrivalsIn(tx, found.callId, rules));
  }
}
