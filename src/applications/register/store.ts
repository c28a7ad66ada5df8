import type { PoolClient, QueryResult } from 'pg';
import type { EntryFacts, EntryRequest, Term } from './decide-entry.ts';
import type { Entry } from './entry.ts';
import { bytesLiteral, isoText, literal, loadPasses, type Pass, type PassBox } from './pass.ts';
import type { SignedCommit } from './receipt.ts';

/** Where the register stands. */
export interface Head {
  readonly number: number;
  readonly commitNumber: number;
  /** Of the last entry, in hexadecimal. */
  readonly hash: string;
  /** How often a finished application was taken back to be changed. */
  readonly voids: number;
}

export interface LockedRegister {
  readonly head: Head;
  readonly term: Term;
  /** The clock of the database under the lock; never before the last commit, even if the clock was put back. */
  readonly at: string;
  /** For each shard of people, a number that rises when a session or a power of the shard changes. */
  readonly epochs: readonly string[];
}

/**
 * Begins the transaction and waits for the register of the call. Three statements go in one message; each sees what
 * was committed before it began, so the clock and the term are read after the wait.
 */
export async function lockRegister(client: PoolClient, callId: number): Promise<LockedRegister> {
  const id = Math.trunc(callId);
  const results = (await client.query(`
    begin;
    select number, commit_number as "commitNumber", encode(hash, 'hex') as hash, voids, ${isoText('at')} as at
      from register_head where call_id = ${id} for update;
    select ${isoText('clock_timestamp()')} as now,
           ${isoText('t.opens_at')} as "opensAt", ${isoText('t.closes_at')} as "closesAt", c.resubmission,
           (select string_agg(epoch::text, ',' order by shard) from authority_epoch) as epochs
      from call c
      join lateral (select opens_at, closes_at from call_term
                     where call_id = c.id order by revision desc limit 1) t on true
     where c.id = ${id}`)) as unknown as readonly QueryResult[];
  const head = results[1]?.rows[0] as (Head & { readonly at: string }) | undefined;
  const read = results[2]?.rows[0] as
    | (Term & { readonly now: string; readonly epochs: string })
    | undefined;
  if (!head || !read) throw new Error(`Call ${callId} has no register or no term.`);
  const { now, epochs, ...term } = read;
  return { head, term, at: now > head.at ? now : head.at, epochs: epochs.split(',') };
}

export interface FactsWanted {
  readonly callId: number;
  readonly locked: LockedRegister;
  readonly requests: readonly EntryRequest[];
  readonly box: PassBox;
}

/** What is known of each request under the lock, in the order of the requests. */
export async function loadFacts(
  client: PoolClient,
  { callId, locked, requests, box }: FactsWanted,
): Promise<readonly EntryFacts[]> {
  await learnVoids(client, callId, { box, voids: locked.head.voids });
  const passes = requests.map((request) => box.find(request, locked));
  const unknown = requests.filter((_, index) => passes[index] === undefined);
  const read = unknown.length === 0 ? [] : await loadPasses(client, callId, unknown);
  let taken = 0;
  const all = passes.map((pass) => pass ?? (read[taken++] as Pass));
  const past = requests.filter((request, index) => hasHistory(request, all[index] as Pass));
  const histories = past.length === 0 ? noHistories : await loadHistories(client, callId, past);
  const isClosed = locked.term.closesAt !== null && locked.at > locked.term.closesAt;
  const admitted = isClosed ? await loadAdmissions(client, callId, requests) : noAdmissions;
  return requests.map((request, index) =>
    factsOf(all[index] as Pass, {
      at: locked.at,
      history: historyOf(request, histories.get(request.applicationId) ?? []),
      admittedUntil: admitted.get(request.applicationId) ?? null,
    }),
  );
}

/** Which applications were taken back since the box last heard of it. */
async function learnVoids(
  client: PoolClient,
  callId: number,
  { box, voids }: { box: PassBox; voids: number },
): Promise<void> {
  const known = box.voids();
  if (known === undefined || known >= voids) return;
  const { rows } = await client.query<{ id: string; number: number }>(
    'select application_id as id, number from readiness_void where call_id = $1 and number > $2',
    [callId, known],
  );
  box.void(voids, rows);
}

type History = Pick<EntryFacts, 'lastNumber' | 'lastSnapshotHash' | 'sameNumber'>;

function factsOf(
  pass: Pass,
  { at, history, admittedUntil }: { at: string; history: History; admittedUntil: string | null },
): EntryFacts {
  return {
    personId: pass.sessionUntil !== null && pass.sessionUntil > at ? pass.personId : null,
    leadId: pass.leadId,
    hasPower: pass.hasPower,
    frozenHash: pass.frozenHash,
    readyHash: pass.readyHash,
    lastTurn: pass.lastTurn,
    lastNumber: history.lastNumber,
    lastSnapshotHash: history.lastSnapshotHash,
    sameNumber: history.sameNumber,
    admittedUntil,
  };
}

function hasHistory(request: EntryRequest, pass: Pass): boolean {
  return request.kind === 'withdrawal' || pass.lastTurn > 0;
}

interface PastEntry {
  readonly applicationId: string;
  readonly number: number;
  readonly turn: number;
  readonly kind: Entry['kind'];
  readonly snapshotHash: string;
}

/** The earlier entries of these applications, oldest first. */
async function loadHistories(
  client: PoolClient,
  callId: number,
  requests: readonly EntryRequest[],
): Promise<ReadonlyMap<string, readonly PastEntry[]>> {
  const histories = new Map<string, PastEntry[]>();
  if (requests.length === 0) return histories;
  const { rows } = await client.query<PastEntry>(
    `select application_id as "applicationId", number, turn, kind, encode(snapshot_hash, 'hex') as "snapshotHash"
       from register_entry where call_id = $1 and application_id = any ($2::uuid[]) order by application_id, turn`,
    [callId, literal(requests.map(({ applicationId }) => applicationId))],
  );
  for (const row of rows) {
    const history = histories.get(row.applicationId);
    if (history) history.push(row);
    else histories.set(row.applicationId, [row]);
  }
  return histories;
}

function historyOf(request: EntryRequest, history: readonly PastEntry[]): History {
  const last = history.at(-1);
  const same =
    request.kind === 'submission'
      ? history.find(
          (entry) => entry.kind === 'submission' && entry.snapshotHash === request.snapshotHash,
        )
      : history[history.findIndex((entry) => entry.number === request.number) + 1];
  const isSame = request.kind === 'submission' || same?.kind === 'withdrawal';
  return {
    lastNumber: last?.number ?? null,
    lastSnapshotHash: last?.snapshotHash ?? null,
    sameNumber: isSame ? (same?.number ?? null) : null,
  };
}

const noAdmissions: ReadonlyMap<string, string> = new Map();
const noHistories: ReadonlyMap<string, readonly PastEntry[]> = new Map();

/** Who may still submit after closing, because an outage kept them from doing so in time. */
async function loadAdmissions(
  client: PoolClient,
  callId: number,
  requests: readonly EntryRequest[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; until: string }>(
    `select application_id as id, ${isoText('max(until)')} as until from late_admission
      where call_id = $1 and application_id = any ($2::uuid[]) group by application_id`,
    [callId, literal(requests.map(({ applicationId }) => applicationId))],
  );
  return new Map(rows.map(({ id, until }) => [id, until]));
}

const recordSql = `
  with entries as (
    insert into register_entry (call_id, number, kind, commit_number, at, application_id, turn, person_id,
                                organisation_id, snapshot_hash, ground, hash)
    select $1, $3::int + (n - 1)::int, kind, $2, $5::timestamptz, application_id, turn, person_id, organisation_id,
           snapshot_hash, ground, hash
      from unnest($9::text[], $10::uuid[], $11::smallint[], $12::uuid[], $13::uuid[], $14::bytea[], $15::text[],
                  $16::bytea[])
           with ordinality as e(kind, application_id, turn, person_id, organisation_id, snapshot_hash, ground, hash, n)
  ), committed as (
    insert into register_commit (call_id, commit_number, first_number, size, at, root, key_id, signature)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )
  update register_head set number = $3::int + $4::int - 1, commit_number = $2, hash = ($16::bytea[])[$4], at = $5
   where call_id = $1`;

/** Writes the entries, their signed commit and the new head. */
export async function recordEntries(
  client: PoolClient,
  {
    callId,
    entered,
    signed,
    keyId,
  }: {
    callId: number;
    entered: readonly { readonly entry: Entry; readonly hash: string }[];
    signed: SignedCommit;
    keyId: string;
  },
): Promise<void> {
  const { commit, signature } = signed;
  await client.query({
    name: 'register-record',
    text: recordSql,
    values: [
      callId,
      commit.number,
      commit.firstNumber,
      commit.size,
      commit.at,
      Buffer.from(commit.root, 'hex'),
      keyId,
      Buffer.from(signature.value, 'base64'),
      literal(entered.map(({ entry }) => entry.kind)),
      literal(entered.map(({ entry }) => entry.applicationId)),
      literal(entered.map(({ entry }) => entry.turn)),
      literal(entered.map(({ entry }) => entry.personId)),
      literal(entered.map(({ entry }) => entry.organisationId)),
      bytesLiteral(entered.map(({ entry }) => entry.snapshotHash)),
      entered.map(({ entry }) => entry.ground),
      bytesLiteral(entered.map(({ hash }) => hash)),
    ],
  });
}
