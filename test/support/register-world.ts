import { hash } from 'node:crypto';
import { Client } from 'pg';
import { genesisHash } from '../../src/applications/register/entry.ts';

/** A finished application and who may submit it, as the register needs them. */
export interface ReadyApplication {
  readonly id: string;
  /** What the person holds; the database keeps its SHA-256. */
  readonly token: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly tokenHash: string;
  readonly snapshotHash: string;
  readonly personId: string;
  readonly leadId: string;
}

export interface RegisterWorld {
  readonly callId: number;
  readonly call: string;
  readonly applications: readonly ReadyApplication[];
}

export interface WorldWanted {
  readonly call?: string;
  readonly applications: number;
  readonly resubmission?: boolean;
  /** Offsets from now as PostgreSQL intervals. */
  readonly opens?: string;
  readonly closes?: string | null;
}

/**
 * Fills a migrated database with a call and as many finished applications as wanted, each of its own person and
 * organisation. Made in bulk, as superuser: what leads there through the program has tests of its own.
 */
export async function makeRegisterWorld(
  adminUrl: string,
  wanted: WorldWanted,
): Promise<RegisterWorld> {
  const call = wanted.call ?? 'village-lamps-2027.rehearsal';
  const client = new Client(adminUrl);
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica`);
    const callId = await insertCall(client, call, wanted);
    const applications = await addReadyApplications(client, callId, wanted.applications);
    return { callId, call, applications };
  } finally {
    await client.end();
  }
}

/** As many finished applications of a call, each of its own person and organisation, without their texts. */
export async function addReadyApplications(
  client: Client,
  callId: number,
  count: number,
): Promise<readonly ReadyApplication[]> {
  await client.query(peopleSql, [callId, count]);
  await client.query(applicationsSql, [callId, count]);
  await client.query('analyze');
  const { rows } = await client.query<{ id: string; n: number }>(
    'select id, substr(title, 5)::int as n from application where call_id = $1 order by n',
    [callId],
  );
  return rows.map(({ id, n }) => readyApplication(callId, id, n));
}

async function insertCall(client: Client, call: string, wanted: WorldWanted): Promise<number> {
  await client.query(
    `insert into body (id, code, name, kind, fictional)
     values ('00000000-0000-4000-8000-000000000001', 'fictional-body', 'Ente inventato', 'authority', true)
     on conflict do nothing`,
  );
  const { rows } = await client.query<{ id: number }>(
    `insert into call (slug, definition_id, mode, body_id, fictional, resubmission)
     values ($1, split_part($1, '.', 1), 'rehearsal', '00000000-0000-4000-8000-000000000001', true, $2) returning id`,
    [call, wanted.resubmission ?? false],
  );
  const callId = rows[0]?.id ?? 0;
  await client.query(
    `insert into call_version (call_id, version, label, definition, decisions, documents, fictional, title,
                               summary, gives, hash, ground)
     values ($1, 1, '1', '', '[]', '{}', true, '{"it": "Lampioni", "en": "Lamps"}', '{"it": "", "en": ""}', 'grant', sha256('x'), 'x')`,
    [callId],
  );
  await client.query(
    `insert into call_term (call_id, revision, opens_at, closes_at, kind, ground)
     values ($1, 1, date_trunc('milliseconds', now()) + $2::interval, date_trunc('milliseconds', now()) + $3::interval, 'rehearsal', 'x')`,
    [callId, wanted.opens ?? '-1 day', wanted.closes === undefined ? '30 days' : wanted.closes],
  );
  await client.query(
    `insert into register_head (call_id, number, commit_number, hash, at) values ($1, 0, 0, $2, now())`,
    [callId, genesisHash(call)],
  );
  return callId;
}

const uuid = (kind: string): string =>
  `('0000' || lpad(to_hex($1::int), 4, '0') || '-0000-4000-${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`;

const peopleSql = `
  with people as (
    insert into person (id, given_name, family_name, fictional)
    select ${uuid('9000')}, 'Persona', 'Inventata ' || n, true from generate_series(1, $2::int) n
  ), organisations as (
    insert into organisation (id, kind, name, fiscal_code, fictional)
    select ${uuid('a000')}, 'public-body', 'Comune inventato ' || n, lpad(($1::bigint * 1000000 + n)::text, 11, '0'), true
      from generate_series(1, $2::int) n
  ), powers as (
    insert into power (organisation_id, person_id, kind, scopes, evidence, valid_from)
    select ${uuid('a000')}, ${uuid('9000')}, 'legal-representative', '{read,edit,consent,submit}', 'x', now() - interval '1 day'
      from generate_series(1, $2::int) n
  )
  insert into session (token_hash, family, person_id, kind, how, level, csrf_secret, idle_expires_at, absolute_expires_at)
  select sha256(('bandolo_' || lpad($1::text || '-' || n, 43, '0'))::bytea), gen_random_uuid(), ${uuid('9000')}, 'api', 'trial', 2, 'x',
         now() + interval '1 day', now() + interval '1 day'
    from generate_series(1, $2::int) n`;

const applicationsSql = `
  insert into application (call_id, call_version, lead_id, title, content, frozen_hash, ready_hash, created_by, updated_by)
  select $1, 1, ${uuid('a000')}, 'No. ' || n, '{}', sha256(('text ' || n)::bytea), sha256(('text ' || n)::bytea),
         ${uuid('9000')}, ${uuid('9000')}
    from generate_series(1, $2::int) n`;

/** Of the shape that sessions have. */
function tokenOf(callId: number, n: number): string {
  return `bandolo_${`${callId}-${n}`.padStart(43, '0')}`;
}

function readyApplication(callId: number, id: string, n: number): ReadyApplication {
  const token = tokenOf(callId, n);
  const ids = (kind: string) =>
    `0000${callId.toString(16).padStart(4, '0')}-0000-4000-${kind}-${n.toString(16).padStart(12, '0')}`;
  return {
    id,
    token,
    tokenHash: hash('sha256', token),
    snapshotHash: hash('sha256', `text ${n}`),
    personId: ids('9000'),
    leadId: ids('a000'),
  };
}
