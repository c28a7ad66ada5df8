import { sql } from 'kysely';
import type { PublishedVersion } from '../../calls/index.ts';
import type { CallDocument, FactValue } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { PanelSession } from './session.ts';

/** All that the minutes of a session say, as it was when it was closed. */
export interface MinutesContent {
  readonly minutes: number;
  readonly call: {
    readonly slug: string;
    readonly title: CallDocument['title'];
    readonly mode: 'test' | 'rehearsal' | 'live';
    readonly fictional: boolean;
    readonly body: string;
  };
  readonly document: CallDocument;
  readonly session: PanelSession;
  readonly declarations: readonly Declaration[];
  readonly decided: readonly DecidedApplication[];
  readonly undone: readonly UndoneOpening[];
  readonly removed: readonly RemovedSheet[];
}

export interface Declaration {
  readonly name: string;
  readonly at: Date;
  /** Applications with which they said to be in conflict. */
  readonly conflicts: number;
}

export interface DecidedApplication {
  readonly id: string;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
  readonly line: string | null;
  readonly textHash: string;
  readonly decidedAt: Date;
  readonly rule: 'collegial' | 'mean' | 'median';
  /** In hundredths of a point. */
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
  readonly passes: boolean;
  readonly criteria: Readonly<Record<string, number>>;
  readonly entries: readonly {
    readonly fact: string;
    readonly proposed: FactValue | null;
    readonly value: FactValue;
    readonly reason: string;
  }[];
  readonly sheets: readonly {
    readonly name: string;
    readonly entries: readonly {
      readonly fact: string;
      readonly value: FactValue | null;
      readonly reason: string;
    }[];
  }[];
}

export interface UndoneOpening {
  readonly entryNumber: number;
  readonly title: string;
  readonly at: Date;
  readonly because: string;
}

export interface RemovedSheet {
  readonly entryNumber: number;
  readonly title: string;
  readonly name: string;
  readonly because: string;
}

/** Reads it within the act that closes the session. */
export async function readMinutesContent(
  tx: Tx,
  {
    session,
    published,
    minutes,
  }: {
    readonly session: PanelSession;
    readonly published: PublishedVersion;
    readonly minutes: number;
  },
): Promise<MinutesContent> {
  const { rows } = await sql<Omit<MinutesContent['call'], 'title' | 'fictional'>>`
    select c.slug, c.mode, b.name as body from call c join body b on b.id = c.body_id
     where c.id = ${session.callId}`.execute(tx);
  const [call] = rows;
  if (!call) throw new Error(`call ${session.callId} is not there`);
  const { document } = published.call;
  return {
    minutes,
    call: { ...call, title: document.title, fictional: published.fictional },
    document,
    session,
    declarations: await listDeclarations(tx, session.callId),
    decided: await listDecidedWhole(tx, session),
    undone: await listUndone(tx, session),
    removed: await listRemoved(tx, session),
  };
}

async function listDeclarations(tx: Tx, callId: number): Promise<readonly Declaration[]> {
  const { rows } = await sql<Declaration>`
    select m.addressed_as as name, max(d.at) as at,
           (select count(*)::int from conflict c where c.call_id = m.call_id and c.person_id = m.person_id) as conflicts
      from panel_member m join conflict_declaration d on d.call_id = m.call_id and d.person_id = m.person_id
     where m.call_id = ${callId} and m.until_act is null
     group by m.call_id, m.person_id, m.number, m.addressed_as order by m.number`.execute(tx);
  return rows;
}

async function listDecidedWhole(
  tx: Tx,
  { id }: PanelSession,
): Promise<readonly DecidedApplication[]> {
  const { rows } = await sql<DecidedApplication>`
    select x.application_id as id, x.entry_number as "entryNumber", h.title, h.lead_name as lead, x.line,
           encode(c.text_hash, 'hex') as "textHash", c.decided_at as "decidedAt", c.rule, c.net, c.bonus, c.gross,
           c.passes, c.criteria,
           (select coalesce(json_agg(json_build_object('fact', e.fact, 'proposed', e.proposed, 'value', e.value,
                                                       'reason', e.reason) order by e.fact), '[]')
              from consolidation_entry e where e.consolidation_id = c.id) as entries,
           (select coalesce(json_agg(json_build_object(
                     'name', (select m.addressed_as from panel_member m
                               where m.call_id = s.call_id and m.person_id = s.person_id order by m.number desc limit 1),
                     'entries', (select coalesce(json_agg(json_build_object('fact', e.fact, 'value', e.value,
                                                                            'reason', e.reason) order by e.fact), '[]')
                                   from sheet_entry e where e.sheet_id = s.id)) order by s.id), '[]')
              from consolidation_sheet k join sheet s on s.id = k.sheet_id
             where k.consolidation_id = c.id) as sheets
      from consolidation c
      join examination x on x.call_id = c.call_id and x.application_id = c.application_id
      join snapshot_heading h on h.call_id = c.call_id and h.application_id = c.application_id and h.hash = x.submitted_hash
     where c.session_id = ${id}::uuid and c.state = 'decided'
     order by x.entry_number`.execute(tx);
  return rows;
}

async function listUndone(tx: Tx, { id }: PanelSession): Promise<readonly UndoneOpening[]> {
  const { rows } = await sql<UndoneOpening>`
    select x.entry_number as "entryNumber", h.title, c.undone_at as at, c.undone_because as because
      from consolidation c
      join examination x on x.call_id = c.call_id and x.application_id = c.application_id
      join snapshot_heading h on h.call_id = c.call_id and h.application_id = c.application_id and h.hash = x.submitted_hash
     where c.session_id = ${id}::uuid and c.state = 'undone'
     order by c.undone_at, x.entry_number`.execute(tx);
  return rows;
}

/** Sheets that were taken out of what counts while the session was open. */
async function listRemoved(
  tx: Tx,
  { callId, openedAt, closedAt }: PanelSession,
): Promise<readonly RemovedSheet[]> {
  const { rows } = await sql<RemovedSheet>`
    select x.entry_number as "entryNumber", h.title, s.removed_because as because,
           (select m.addressed_as from panel_member m
             where m.call_id = s.call_id and m.person_id = s.person_id order by m.number desc limit 1) as name
      from sheet s
      join examination x on x.call_id = s.call_id and x.application_id = s.application_id
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
     where s.call_id = ${callId} and s.state = 'removed'
       and s.removed_at between ${openedAt} and ${closedAt ?? new Date(8.64e15)}
     order by s.removed_at`.execute(tx);
  return rows;
}
