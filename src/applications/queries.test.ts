import { Kysely, PostgresDialect } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, type World } from '../../test/support/application-world.ts';
import type { Principal } from '../accounts/index.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import type { Tables } from '../platform/tables.ts';
import {
  findApplicationSubject,
  findSnapshot,
  listApplications,
  listTimeline,
  findApplication,
} from './queries.ts';

const applicationCount = 100_000;
let world: World;
let callId: number;
let slug: string;
/** Notes every statement that goes through it. */
let noted: Database;
let statements: Statement[] = [];
let someId: string;
let someOrganisation: string;

beforeAll(async () => {
  world = await makeWorld();
  ({ callId, slug } = await world.publish());
  await fill();
  noted = noting(openDatabase(world.url, { connectionsMax: 2 }));
  const row = await noted.db
    .selectFrom('application')
    .select(['id', 'lead_id'])
    .where('title', '=', 'No. 77777')
    .executeTakeFirstOrThrow();
  someId = row.id;
  someOrganisation = row.lead_id;
}, 120_000);
afterAll(async () => {
  await noted.close();
  await world.close();
});

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function noting({ pool, close }: Database): Database {
  const seen = new Proxy(pool, {
    get: (target, key) =>
      key === 'query'
        ? (statement: Statement) => {
            statements.push(statement);
            return target.query(statement as { text: string; values: unknown[] });
          }
        : Reflect.get(target, key, target),
  });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      statements.push({ text: query.sql, values: query.parameters });
    },
  });
  return { db, pool: seen, close };
}

/** A hundred thousand applications, each of its own lead, all frozen and half of them submitted; made in bulk. */
async function fill(): Promise<void> {
  const client = new Client(world.adminUrl);
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    const person = await world.makePerson();
    await client.query(
      `with o as (
         insert into organisation (kind, name, fiscal_code, fictional)
         select 'firm', 'Impresa ' || n, lpad(n::text, 11, '0'), true from generate_series(1, $2::int) n
         returning id, fiscal_code::bigint as n
       ), a as (
         insert into application (call_id, call_version, lead_id, title, content, frozen_hash, created_by, updated_by)
         select $1, 1, o.id, 'No. ' || o.n, '{"facts": {}}', sha256(o.n::text::bytea), $3, $3 from o
         returning id, lead_id, frozen_hash
       ), p as (
         insert into application_partner select $1, a.id, a.lead_id, 'lead', 0 from a
       ), s as (
         insert into snapshot select $1, a.id, a.frozen_hash, '{}', 1, $3, now() from a
       )
       insert into consent select $1, a.id, a.frozen_hash, a.lead_id, $3, now() from a`,
      [callId, applicationCount, person],
    );
    await client.query(
      `insert into register_entry (call_id, number, kind, commit_number, at, application_id, turn, person_id,
                                   organisation_id, snapshot_hash, hash)
       select $1, row_number() over (), 'submission', 1, now(), id, 1, $2, lead_id, frozen_hash, sha256('x')
         from application limit 50000`,
      [callId, person],
    );
    await client.query(
      `insert into journal (chain, sequence, at, act, subject, content_hash, previous_hash, hash)
       select 'call/' || $1::int, 1000 + row_number() over (), now(), 'application-frozen', 'application/' || id,
              frozen_hash, frozen_hash, frozen_hash from application`,
      [callId],
    );
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** Tables that grow with the number of applications. */
const large = [
  'application',
  'application_partner',
  'organisation',
  'snapshot',
  'consent',
  'register_entry',
  'journal',
];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly Plan[];
}

/** Runs a query and explains its statements: how many there are, and which large tables they read whole. */
async function explained<T>(run: () => Promise<T>) {
  statements = [];
  const result = await run();
  const queries = statements;
  const whole: string[] = [];
  for (const { text, values } of queries) {
    const { rows } = await world.database.pool.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (analyze, format json) ${text}`,
      [...values],
    );
    const pending = rows[0]?.['QUERY PLAN'].map(({ Plan: plan }) => plan) ?? [];
    expect(pending).toHaveLength(1);
    for (let plan = pending.pop(); plan; plan = pending.pop()) {
      const name = plan['Relation Name'] ?? '';
      if (plan['Node Type'].includes('Seq Scan') && large.includes(name)) whole.push(name);
      expect(plan['Actual Rows']).toBeLessThan(1_000);
      pending.push(...(plan.Plans ?? []));
    }
  }
  return { result, statements: queries.length, whole };
}

const oneByIndex = { statements: 1, whole: [] };

test('reading one application is one statement through indexes, however many there are', async () => {
  const read = await explained(() => findApplication(noted, callId, someId));
  expect(read).toMatchObject({ ...oneByIndex, result: { title: 'No. 77777', consentCount: 1 } });
});

test('the guard finds what an address names through indexes', async () => {
  const read = await explained(() =>
    findApplicationSubject(noted, { call: slug, application: someId }),
  );
  expect(read).toMatchObject({
    ...oneByIndex,
    result: { callId, organisationIds: [someOrganisation] },
  });
});

test('a snapshot and the timeline of an application are found through indexes', async () => {
  const { result } = await explained(() => findApplication(noted, callId, someId));
  const hash = result?.frozenHash ?? '';
  const snapshot = await explained(() => findSnapshot(noted.db, { callId, id: someId, hash }));
  expect(snapshot).toMatchObject(oneByIndex);
  expect(snapshot.result?.toString()).toBe('{}');
  const timeline = await explained(() => listTimeline(noted.db, callId, someId));
  expect(timeline).toMatchObject({ ...oneByIndex, result: [{ act: 'application-frozen' }] });
});

test('the applications of a person are found through their organisations', async () => {
  const power = (organisationId: string, only: number | null): Principal['powers'][number] => ({
    organisationId,
    kind: 'mandate',
    scopes: ['read'],
    callId: only,
  });
  const list = (powers: Principal['powers']) =>
    explained(() => listApplications(noted, powers, { limit: 51 }));
  expect(await list([power(someOrganisation, null)])).toMatchObject({
    ...oneByIndex,
    result: [{ title: 'No. 77777' }],
  });
  expect(await list([power(someOrganisation, callId)])).toMatchObject({
    result: [{ title: 'No. 77777' }],
  });
  expect(await list([power(someOrganisation, callId + 1)])).toMatchObject({ result: [] });
  expect(await list([])).toMatchObject({ whole: [], result: [] });
  expect(await list([{ ...power(someOrganisation, null), scopes: ['edit'] }])).toMatchObject({
    result: [],
  });
});
