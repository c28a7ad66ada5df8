import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../src/engine/index.ts';
import type { Db } from '../../src/platform/database.ts';
import type { RankingActKind } from '../../src/platform/tables.ts';

/** An entry of an act that a test publishes; what it leaves out is filled in. */
export interface MadeEntry {
  readonly name: string;
  readonly fiscalCode: string;
  readonly unit?: string;
  readonly line?: string | null;
  readonly applicationId?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly decidedBy?: string | null;
  readonly position?: number;
  readonly positionTo?: number;
  readonly net?: number | null;
  readonly bonus?: number | null;
  readonly asked?: number | null;
  readonly granted?: number;
  readonly total?: number;
  readonly province?: string | null;
  readonly municipality?: string | null;
  readonly criteria?: Readonly<Record<string, number>>;
}

export interface MadeAct {
  readonly callId: number;
  readonly personId: string;
  readonly kind?: RankingActKind;
  readonly title?: string;
  readonly follows?: number;
  readonly replaces?: number;
  readonly publishedOn?: string;
  readonly entries: readonly MadeEntry[];
  /** What the signed text says, where it is not what the entries add up to. */
  readonly saidTotal?: number;
  readonly pots?: readonly object[];
}

/** Puts a published act into the tables as the use case of acts leaves it, and gives its number. */
export async function publishMadeAct(db: Db, act: MadeAct): Promise<number> {
  const { callId, personId } = act;
  await sql`
    insert into frozen_round (call_id, number, call_version, up_to, applications, hash, made_by)
    select ${callId}, 1, max(version), 1, 1, sha256('round'), ${personId} from call_version
     where call_id = ${callId} on conflict do nothing`.execute(db);
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from ranking_act where call_id = ${callId}`.execute(
    db,
  );
  const number = rows[0]?.number ?? 1;
  const lines = entryRows(act);
  const content = canonicalJson({
    number,
    totals: { total: act.saidTotal ?? lines.reduce((sum, { total }) => sum + total, 0) },
    pots: act.pots ?? [],
    table: lines,
  });
  const day = act.publishedOn ?? '2025-05-23';
  await sql`
    insert into ranking_act (call_id, number, kind, state, frozen_round, follows, replaces, units, title, ground,
      made_by, content, content_hash, signed_by, signed_at, signature, published_on, published_at, published_by)
    values (${callId}, ${number}, ${act.kind ?? 'ranking'}, 'published', 1, ${act.follows ?? null},
      ${act.replaces ?? null}, ${[...new Set(lines.map(({ unit }) => unit))]}, ${act.title ?? `Decreto ${number}`},
      'art. 13', ${personId}, ${Buffer.from(content)}, ${createHash('sha256').update(content).digest()},
      ${personId}, ${`${day}T08:00:00Z`}, '{"way":"account"}', ${day}, ${`${day}T09:00:00Z`}, ${personId})`.execute(
    db,
  );
  await insertEntries(db, { callId, number, lines });
  return number;
}

type EntryLine = ReturnType<typeof entryRows>[number];

function entryRows({ entries }: MadeAct) {
  const reached = new Map<string, number>();
  return entries.map((entry, index) => {
    const { unit = 'call', net = null, bonus = null, granted = 0, position = 0 } = entry;
    const { total = granted } = entry;
    const sum = (reached.get(unit) ?? 0) + total;
    reached.set(unit, sum);
    return {
      place: index + 1,
      application_id: entry.applicationId ?? uuidOf(index),
      pseudonym: `D-${String(index + 1).padStart(4, '0')}`,
      unit,
      line: entry.line ?? null,
      position,
      position_to: entry.positionTo ?? position,
      outcome: entry.outcome ?? (total > 0 ? 'fully-funded' : 'admissible-not-funded'),
      reason: entry.reason ?? (total > 0 ? 'above-the-line' : 'money-ended'),
      decided_by: entry.decidedBy ?? null,
      net,
      bonus,
      gross: net === null ? null : net + (bonus ?? 0),
      asked: entry.asked ?? null,
      granted,
      total,
      reached: sum,
      name: entry.name,
      fiscal_code: entry.fiscalCode,
      holder_kind: 'public-body',
      province: entry.province ?? null,
      municipality: entry.municipality ?? null,
      municipality_code: null,
      criteria: entry.criteria ?? {},
    };
  });
}

async function insertEntries(
  db: Db,
  {
    callId,
    number,
    lines,
  }: { readonly callId: number; readonly number: number; readonly lines: readonly EntryLine[] },
): Promise<void> {
  const head = { call_id: callId, act_number: number };
  for (let from = 0; from < lines.length; from += 1_000)
    await sql`
      insert into ranking_entry
      select * from jsonb_populate_recordset(null::ranking_entry,
        ${JSON.stringify(
          lines
            .slice(from, from + 1_000)
            .map((line) => ({ ...head, is_reserved: false, cup: null, ...line })),
        )}::jsonb)`.execute(db);
}

function uuidOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}
