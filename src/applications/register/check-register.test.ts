import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRegisterWorld, type RegisterWorld } from '../../../test/support/register-world.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { openDatabase, type Database } from '../../platform/database.ts';
import { makeSigner } from '../../platform/signer.ts';
import { readSigningKeys, recordSigningKey } from '../../platform/signing-key.ts';
import { checkTexts } from '../check-texts.ts';
import { checkRegister, readRegisterHeads, readRegisters } from './check-register.ts';
import type { RegisterOf } from './commit-entries.ts';
import { makeRegister } from './register.ts';

const signer = makeSigner();
let base: TestDatabase;
let database: Database;
let admin: Client;
let world: RegisterWorld;

/** Five commits of three entries, and a sixth with a withdrawal. */
beforeAll(async () => {
  base = await cloneDatabase();
  database = openDatabase(base.url);
  admin = new Client(base.adminUrl);
  await admin.connect();
  await admin.query('set session_replication_role = replica');
  await recordSigningKey(database.db, signer);
  world = await makeRegisterWorld(base.adminUrl, { applications: 15, resubmission: true });
  const register = makeRegister({ pool: database.pool, signer, batchMax: 3 });
  const submit = ({ id, tokenHash, snapshotHash }: RegisterWorld['applications'][number]) =>
    register.enter(world, {
      kind: 'submission',
      token: tokenHash,
      applicationId: id,
      snapshotHash,
    });
  for (let at = 0; at < 15; at += 3)
    await Promise.all(world.applications.slice(at, at + 3).map(submit));
  const { rows } = await admin.query<{ number: number; id: string }>(
    'select number, application_id as id from register_entry where number = 2',
  );
  const token = world.applications.find(({ id }) => id === rows[0]?.id)?.tokenHash ?? '';
  await register.enter(world, {
    kind: 'withdrawal',
    token,
    applicationId: rows[0]?.id ?? '',
    number: 2,
    reason: 'una “ragione”',
  });
  await register.drain();
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await base.drop();
});

async function check(of: RegisterOf = world) {
  return checkRegister(admin, of, await readSigningKeys(admin));
}

async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

/** What is found after a change, which is then taken back. */
async function findAfter(...statements: readonly string[]): Promise<readonly string[]> {
  return inTransaction(async () => {
    for (const statement of statements) await admin.query(statement);
    const { findings } = await check();
    return findings.map(({ code, at }) => `${code} ${at}`);
  });
}

test('a register written by the program is sound', async () => {
  const report = await inTransaction(() => check());
  expect(report).toMatchObject({
    chain: `register/${world.call}`,
    rows: 16,
    findings: [],
    more: 0,
  });
  const { rows } = await admin.query<{ commits: number; sizes: number[] }>(
    'select count(*)::int as commits, array_agg(size order by commit_number) as sizes from register_commit',
  );
  expect(report.signatures).toBe(rows[0]?.commits);
  expect(rows[0]?.sizes).toContain(3);
  expect(await readRegisterHeads(admin)).toEqual([
    { chain: `register/${world.call}`, number: 16, hash: report.hash },
  ]);
  expect(await readRegisters(admin)).toEqual([{ callId: world.callId, call: world.call }]);
});

test('an empty register is sound', async () => {
  const other = await makeRegisterWorld(base.adminUrl, {
    call: 'other.rehearsal',
    applications: 1,
  });
  expect(await inTransaction(() => check(other))).toMatchObject({ rows: 0, findings: [] });
  const { findings } = await inTransaction(() => check({ ...other, call: 'forged' }));
  expect(findings).toEqual([{ code: 'head-differs', at: '0' }]);
});

describe('an entry', () => {
  test.each([
    `kind = 'withdrawal', turn = turn + 1`,
    `at = at + interval '1 microsecond'`,
    `application_id = gen_random_uuid()`,
    `turn = turn + 2`,
    `person_id = gen_random_uuid()`,
    `organisation_id = gen_random_uuid()`,
    `snapshot_hash = sha256('x')`,
    `ground = ''`,
  ])('changed in %s is named', async (set) => {
    const found = await findAfter(`update register_entry set ${set} where number = 5`);
    expect(found[0]).toBe('entry-altered 5');
    expect(found.filter((each) => !/^entry-altered 5|^commit-differs/.test(each))).toEqual([]);
  });

  test('with another hash is named, and so is its commit', async () => {
    const found = await findAfter(`update register_entry set hash = sha256('x') where number = 5`);
    expect(found).toEqual([
      'entry-altered 5',
      'entry-altered 6',
      expect.stringMatching('commit-root-differs'),
    ]);
  });

  test('moved to another commit is named', async () => {
    const found = await findAfter(
      `update register_entry set commit_number = commit_number + 1 where number = 4`,
    );
    expect(found[0]).toBe('entry-altered 4');
  });

  test.each([1, 5, 9])('number %i taken out is named', async (number) => {
    const found = await findAfter(`delete from register_entry where number = ${number}`);
    expect(found[0]).toBe(`entry-missing ${number}`);
  });

  test('taken out at the end is named', async () => {
    expect(await findAfter('delete from register_entry where number = 16')).toEqual([
      expect.stringMatching('commit-differs'),
      'entry-missing 16',
    ]);
  });

  test('added at the end is named', async () => {
    const found = await findAfter(
      `insert into register_entry select call_id, 17, kind, commit_number + 1, at, gen_random_uuid(), turn, person_id,
              organisation_id, snapshot_hash, ground, hash from register_entry where number = 16`,
    );
    expect(found).toEqual([
      'entry-altered 17',
      expect.stringMatching('commit-missing'),
      'head-differs 17',
    ]);
  });

  test('exchanged with another is named', async () => {
    const found = await findAfter(
      'update register_entry set number = 99 where number = 5',
      'update register_entry set number = 5 where number = 6',
      'update register_entry set number = 6 where number = 99',
    );
    expect(found[0]).toBe('entry-altered 5');
  });
});

describe('a commit', () => {
  test.each<[string, readonly string[]]>([
    ['first_number = first_number + 1', ['commit-differs 3', 'commit-signature-wrong 3']],
    ['size = size + 1', ['commit-differs 3', 'commit-signature-wrong 3']],
    [`at = at + interval '1 second'`, ['commit-differs 3', 'commit-signature-wrong 3']],
    [`root = sha256('x')`, ['commit-root-differs 3', 'commit-signature-wrong 3']],
    [`signature = set_byte(signature, 63, 255)`, ['commit-signature-wrong 3']],
    [`key_id = 'ffff'`, ['key-unknown 3']],
  ])('changed in %s is named', async (set, expected) => {
    expect(await findAfter(`update register_commit set ${set} where commit_number = 3`)).toEqual(
      expected,
    );
  });

  test.each([1, 3])('number %i taken out is named', async (number) => {
    expect(await findAfter(`delete from register_commit where commit_number = ${number}`)).toEqual([
      `commit-missing ${number}`,
    ]);
  });

  test('taken out with all its entries is named', async () => {
    const found = await findAfter(
      'delete from register_entry where commit_number = 3',
      'delete from register_commit where commit_number = 3',
    );
    expect(found[0]).toMatch('entry-missing');
    expect(found).toContain('commit-missing 3');
  });

  test('taken out at the end with all its entries is named', async () => {
    const found = await findAfter(
      'delete from register_entry where number = 16',
      'delete from register_commit where commit_number = (select max(commit_number) from register_commit)',
    );
    expect(found).toEqual(['entry-missing 16']);
  });

  test('that no entry names is named', async () => {
    const found = await findAfter(
      `insert into register_commit select call_id, commit_number + 1, 17, size, at, root, key_id, signature
         from register_commit order by commit_number desc limit 1`,
    );
    expect(found[0]).toMatch('commit-differs');
    expect(found.at(-1)).toMatch('head-differs');
  });
});

describe('the head', () => {
  test.each<[string, RegExp]>([
    ['number = number + 1', /entry-missing 17/],
    ['number = number - 1', /head-differs 16/],
    ['commit_number = commit_number + 1', /commit-missing/],
    ['commit_number = commit_number - 1', /head-differs 16/],
    [`hash = sha256('x')`, /head-differs 16/],
  ])('changed in %s is named', async (set, expected) => {
    const found = await findAfter(`update register_head set ${set} where number > 0`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test('taken out is named', async () => {
    expect(await findAfter('delete from register_head where number > 0')).toEqual([
      'head-differs 16',
    ]);
  });
});

test('the register of another call does not pass for this one', async () => {
  const { findings } = await inTransaction(() => check({ ...world, call: 'forged' }));
  expect(findings[0]).toEqual({ code: 'entry-altered', at: '1' });
});

test('a key that was exchanged has signed nothing', async () => {
  const found = await findAfter("update signing_key set public_key = '\\x00'");
  expect(found[0]).toBe('key-unknown 1');
});

describe('the texts', () => {
  function textsAfter(...statements: readonly string[]) {
    return inTransaction(async () => {
      await admin.query(
        `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
         select call_id, id, ready_hash, ('text ' || substr(title, 5))::bytea, 1, created_by from application
          where call_id = ${world.callId}`,
      );
      for (const statement of statements) await admin.query(statement);
      return checkTexts(admin, world);
    });
  }
  const id = () => world.applications[3]?.id ?? '';

  test('as they were frozen are sound', async () => {
    expect(await textsAfter()).toMatchObject({ rows: 15, findings: [] });
  });

  test('changed or taken out are named by their application', async () => {
    const change = `update snapshot set content = content || ' ' where application_id = '${id()}'`;
    expect((await textsAfter(change)).findings).toEqual([{ code: 'text-altered', at: id() }]);
    const remove = `delete from snapshot where application_id = '${id()}'`;
    expect((await textsAfter(remove)).findings).toEqual([{ code: 'text-missing', at: id() }]);
  });

  test('more than a page are all read', async () => {
    const many = `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
       select call_id, application_id, sha256(n::text::bytea), n::text::bytea, 1, frozen_by
         from snapshot, generate_series(1, 120) n`;
    expect(await textsAfter(many)).toMatchObject({ rows: 15 * 121, findings: [] });
    const last = `update snapshot set content = 'x' where ctid = (select ctid from snapshot order by application_id desc, hash desc limit 1)`;
    expect((await textsAfter(many, last)).findings).toHaveLength(1);
  });
});
