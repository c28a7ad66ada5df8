import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBody, beeCall, edgeIn } from '../../test/support/bee-call.ts';
import { cloneDatabase, type TestDatabase } from '../../test/support/template-database.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import { extendCall, setRehearsalTerm } from './extend-call.ts';
import { effectiveTerm } from './find-call.ts';
import { publishCall } from './publish-call.ts';
import { findTerms } from './queries.ts';

let clone: TestDatabase;
let database: Database;
let bodyId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { connectionsMax: 8 });
  bodyId = await addBody(database.db, 'bees');
}, 60_000);
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function publish(
  text: string,
  mode: 'live' | 'rehearsal' = 'live',
): Promise<{ callId: number; slug: string }> {
  const outcome = await publishCall(
    { database },
    {
      bodyId,
      mode,
      personId: null,
      ground: 'x',
      resubmission: false,
      definition: { file: 'call.yaml', text },
    },
  );
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** What the database says when it refuses, with its SQLSTATE. */
async function refusalOf(url: string, role: string, statement: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set role ${role}`);
    await client.query(statement);
    return 'done';
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return `${code} ${message}`;
  } finally {
    await client.end();
  }
}

const changes = [
  "update call set mode = 'test', slug = definition_id || '.test'",
  "update call set mode = 'live'",
  'update call set resubmission = not resubmission',
  'delete from call',
  "update call_version set definition = ''",
  'update call_version set version = version + 1',
  'delete from call_version',
  "update call_term set closes_at = closes_at + interval '1 hour'",
  'delete from call_term',
  'truncate call cascade',
  'truncate call_version cascade',
  'truncate call_term',
];

describe('what is published', () => {
  beforeAll(async () => {
    await publish(beeCall({ id: 'final' }));
    await publish(beeCall({ id: 'final' }), 'rehearsal');
  }, 60_000);

  test.each(changes)('is kept from the running program: %s', async (statement) => {
    expect(await refusalOf(clone.url, 'bandolo_run', statement)).toMatch(
      /^42501 permission denied/,
    );
  });

  test.each(changes)('is kept from its owner: %s', async (statement) => {
    expect(await refusalOf(clone.adminUrl, 'bandolo_owner', statement)).toContain(
      'rows of this table are only ever added',
    );
  });

  test('carries its mode in its name', async () => {
    const named = (mode: string, slug: string) =>
      refusalOf(
        clone.url,
        'bandolo_run',
        `insert into call (slug, definition_id, mode, body_id, resubmission) values ('${slug}', 'named', '${mode}', '${bodyId}', false)`,
      );
    expect(await named('test', 'named')).toMatch(/^23514/);
    expect(await named('live', 'named.test')).toMatch(/^23514/);
    expect(await named('rehearsal', 'named.rehearsal')).toBe('done');
    expect(await named('rehearsal', 'named.rehearsal')).toMatch(/^23505/);
  });
});

describe('a term', () => {
  const insert = (callId: number, revision: number, kind: string, opens: string, closes: string) =>
    refusalOf(
      clone.url,
      'bandolo_run',
      `insert into call_term (call_id, revision, opens_at, closes_at, kind, ground)
       values (${callId}, ${revision}, '${opens}', '${closes}', '${kind}', 'x')`,
    );

  test('follows the one before it and only closes later, whoever writes it', async () => {
    const { callId } = await publish(beeCall({ id: 'terms' }));
    const opens = '2025-01-15T09:00:00Z';
    expect(await insert(callId, 3, 'extension', opens, '2030-01-01')).toMatch(/^23514/);
    expect(await insert(callId, 1, 'extension', opens, '2030-01-01')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'extension', opens, '2025-02-15T15:00:00Z')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'remedy', opens, '2025-02-01')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'extension', '2025-01-16', '2030-01-01')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'rehearsal', opens, '2030-01-01')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'amendment', opens, '2024-01-01')).toMatch(/^23514/);
    expect(await insert(callId, 2, 'extension', opens, '2030-01-01')).toBe('done');
  });

  test('is free in a rehearsal', async () => {
    const { callId } = await publish(beeCall({ id: 'terms' }), 'rehearsal');
    expect(await insert(callId, 2, 'rehearsal', '2020-01-01', '2020-01-02')).toBe('done');
  });

  test('is extended once for each act, when eight come at once', async () => {
    const { callId, slug } = await publish(
      beeCall({ id: 'eight', opens: edgeIn(-60), closes: edgeIn(60) }).replace(
        'Europe/Rome',
        'Etc/UTC',
      ),
    );
    const closing = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const outcomes = await Promise.all(
      [100, 200, 300, 400, 500, 600, 700, 800].map((minutes) =>
        extendCall(
          { database },
          {
            slug,
            closesAt: closing(minutes),
            kind: 'extension',
            ground: `x ${minutes}`,
            personId: null,
          },
        ),
      ),
    );
    const terms = await findTerms(database.db, { callId, limit: 20 });
    const set = outcomes.filter(({ type }) => type === 'set');
    expect(terms.length).toBe(set.length + 1);
    const closings = terms.map(({ closesAt }) => closesAt?.getTime() ?? 0);
    expect(closings).toEqual(closings.toSorted((a, b) => b - a));
    expect((await effectiveTerm({ database }, callId)).ground).toBe('x 800');
    const acts = await database.db
      .selectFrom('journal')
      .select('act')
      .where('chain', '=', `call/${callId}`)
      .execute();
    expect(acts.filter(({ act }) => act === 'term-extended')).toHaveLength(set.length);
  });

  test('after the closing is extended only as a remedy', async () => {
    const { callId, slug } = await publish(beeCall({ id: 'remedy' }));
    const asked = {
      slug,
      closesAt: new Date(Date.now() + 3_600_000),
      ground: 'Incident 1',
      personId: null,
    };
    expect(await extendCall({ database }, { ...asked, kind: 'extension' })).toMatchObject({
      code: 'already-closed',
    });
    expect(await extendCall({ database }, { ...asked, kind: 'remedy', ground: ' ' })).toMatchObject(
      { code: 'ground-missing' },
    );
    expect(await extendCall({ database }, { ...asked, kind: 'remedy' })).toMatchObject({
      type: 'set',
      term: { revision: 2, kind: 'remedy' },
    });
    expect(await effectiveTerm({ database }, callId)).toMatchObject({
      kind: 'remedy',
      closesAt: asked.closesAt,
    });
    expect(
      await extendCall({ database }, { ...asked, slug: 'nowhere', kind: 'remedy' }),
    ).toMatchObject({ code: 'not-found' });
  });

  test('of a rolling rehearsal may have no end', async () => {
    const rolling = await publish(beeCall({ id: 'rolling', procedure: 'rolling' }), 'rehearsal');
    const asked = { opensAt: new Date('2025-01-01'), closesAt: null, ground: 'x', personId: null };
    expect(await setRehearsalTerm({ database }, { ...asked, slug: rolling.slug })).toMatchObject({
      type: 'set',
    });
    expect(await effectiveTerm({ database }, rolling.callId)).toMatchObject({
      closesAt: null,
      revision: 2,
    });
    const extended = {
      slug: rolling.slug,
      closesAt: new Date('2099-01-01'),
      ground: 'x',
      personId: null,
      kind: 'extension',
    } as const;
    expect(await extendCall({ database }, extended)).toMatchObject({
      code: 'no-closing-to-extend',
    });
  });
});
