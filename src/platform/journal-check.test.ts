import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../test/support/template-database.ts';
import { openDatabase, type Database } from './database.ts';
import { emptyChainHash, hashRow, recordAct, type JournalRow } from './journal.ts';
import { checkJournalChain, readJournalChains, readJournalHeads } from './journal-check.ts';
import { dayText } from './journal-day.ts';
import { signJournalDays } from './sign-journal-day.ts';
import { makeSigner } from './signer.ts';
import { isSignedBy, readSigningKeys, recordSigningKey } from './signing-key.ts';

const signer = makeSigner();
let base: TestDatabase;
let database: Database;
let admin: Client;
let chain = '';

beforeAll(async () => {
  base = await cloneDatabase();
  database = openDatabase(base.url);
  admin = new Client(base.adminUrl);
  await admin.connect();
  await admin.query('set session_replication_role = replica');
});
beforeEach(() => {
  chain = `test/${randomUUID()}`;
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await base.drop();
});

async function check(name = chain) {
  await admin.query('begin');
  try {
    return await checkJournalChain(admin, name, await readSigningKeys(admin));
  } finally {
    await admin.query('commit');
  }
}

async function faults(name = chain): Promise<readonly string[]> {
  return (await check(name)).findings.map(({ code, at }) => `${code} ${at}`);
}

/** Days before today, by the clock of the database. */
async function dayBefore(days: number): Promise<string> {
  const { rows } = await admin.query<{ day: string }>(
    `select to_char((now() at time zone 'UTC') - make_interval(days => $1), 'YYYY-MM-DD') as day`,
    [days],
  );
  return rows[0]?.day ?? '';
}

/** A chain with rows at these instants, as `recordAct` would have written them then. */
async function write(ats: readonly string[], name = chain): Promise<void> {
  let previousHash: Buffer = emptyChainHash;
  for (const [index, at] of ats.entries()) {
    const row: JournalRow = {
      chain: name,
      sequence: index + 1,
      at,
      act: 'thing-done',
      subject: `thing/${index}`,
      personId: randomUUID(),
      onBehalfOf: null,
      from: null,
      to: 'done',
      ground: 'art. 1 “è così”',
      contentHash: Buffer.alloc(32, index),
      previousHash,
    };
    const hash = hashRow(row);
    await admin.query('insert into journal values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)', [
      name,
      row.sequence,
      at,
      row.personId,
      null,
      row.act,
      row.subject,
      null,
      row.to,
      row.ground,
      row.contentHash,
      previousHash,
      hash,
    ]);
    previousHash = hash;
  }
  await admin.query('insert into journal_head values ($1, $2, $3)', [
    name,
    ats.length,
    previousHash,
  ]);
}

describe('a chain', () => {
  test('written by the program is sound, whatever is in it', async () => {
    for (let index = 0; index < 25; index += 1)
      await database.db.transaction().execute((tx) =>
        recordAct(tx, {
          chain,
          act: 'thing-done',
          subject: `thing/${index}`,
          personId: index % 2 === 0 ? randomUUID() : null,
          onBehalfOf: index % 3 === 0 ? randomUUID() : null,
          from: index === 0 ? null : 'a “quoted”\n\\state',
          to: '😀',
          ground: index % 5 === 0 ? 'D.P.R. 445/2000, art. 38' : null,
          content: `content ${index}`,
        }),
      );
    const report = await check();
    expect(report).toMatchObject({ chain, rows: 25, findings: [], more: 0 });
    expect(await readJournalHeads(admin)).toContainEqual({ chain, number: 25, hash: report.hash });
    expect(await readJournalChains(admin)).toContain(chain);
  });

  test('longer than a page is read to its end', async () => {
    const today = await dayBefore(0);
    await write(Array.from({ length: 4_500 }, () => `${today}T00:00:00.000001Z`));
    expect(await check()).toMatchObject({ rows: 4_500, findings: [] });
    await admin.query(`update journal set to_state = 'x' where chain = $1 and sequence = 4444`, [
      chain,
    ]);
    expect(await faults()).toEqual(['row-altered 4444']);
  });

  const changes: readonly (readonly [string, string, readonly string[]])[] = [
    ...[
      `at = at + interval '1 microsecond'`,
      `person_id = gen_random_uuid()`,
      `on_behalf_of = gen_random_uuid()`,
      `act = 'other'`,
      `subject = 'other/1'`,
      `from_state = ''`,
      `to_state = null`,
      `ground = ''`,
      `content_hash = sha256('other')`,
      `hash = sha256('other')`,
    ].map(
      (set) =>
        [
          `${set} is named`,
          `update journal set ${set} where chain = $1 and sequence = 4`,
          set.startsWith('hash') ? ['row-altered 4', 'link-broken 5'] : ['row-altered 4'],
        ] as const,
    ),
    [
      'another link is named',
      `update journal set previous_hash = sha256('x') where chain = $1 and sequence = 4`,
      ['link-broken 4', 'row-altered 4'],
    ],
    [
      'a row taken out is named',
      'delete from journal where chain = $1 and sequence = 4',
      ['row-missing 4'],
    ],
    [
      'several rows taken out are named by the first',
      'delete from journal where chain = $1 and sequence between 3 and 5',
      ['row-missing 3'],
    ],
    [
      'the first row taken out is named',
      'delete from journal where chain = $1 and sequence = 1',
      ['row-missing 1'],
    ],
    [
      'the last row taken out is named',
      'delete from journal where chain = $1 and sequence = 6',
      ['row-missing 6'],
    ],
    ['all rows taken out are named', 'delete from journal where chain = $1', ['row-missing 1']],
    [
      'a head behind is named',
      'update journal_head set sequence = 5 where chain = $1',
      ['head-differs 5'],
    ],
    [
      'a head with another hash is named',
      `update journal_head set hash = sha256('x') where chain = $1`,
      ['head-differs 6'],
    ],
    ['a head taken out is named', 'delete from journal_head where chain = $1', ['head-differs 0']],
  ];
  test.each(changes)('%s', async (_name, sql, expected) => {
    const today = await dayBefore(0);
    await write(Array.from({ length: 6 }, (_, index) => `${today}T00:00:0${index}.000000Z`));
    expect(await faults()).toEqual([]);
    await admin.query(sql, [chain]);
    expect(await faults()).toEqual(expected);
  });

  test('wrong from the start is told in few words', async () => {
    const today = await dayBefore(0);
    await write(Array.from({ length: 100 }, () => `${today}T00:00:00.000000Z`));
    await admin.query(`update journal set act = 'x' where chain = $1`, [chain]);
    const { findings, more } = await check();
    expect(findings).toHaveLength(20);
    expect(findings[0]).toEqual({ code: 'row-altered', at: '1' });
    expect(more).toBe(80);
  });
});

describe('the days', () => {
  test('that are over are signed once, and only they', async () => {
    const [today, yesterday, before] = [await dayBefore(0), await dayBefore(1), await dayBefore(5)];
    await write([
      `${before}T10:00:00.000000Z`,
      `${before}T23:59:59.999999Z`,
      `${yesterday}T00:00:00.000000Z`,
      `${today}T00:00:00.000000Z`,
    ]);
    const other = `${chain}/today`;
    await write([`${today}T00:00:00.000000Z`], other);
    // Several servers at once, more than once.
    const servers = Array.from({ length: 4 }, () => openDatabase(base.url));
    const counts = await Promise.all(
      [...servers, ...servers].map(({ db }) => signJournalDays(db, signer)),
    );
    await Promise.all(servers.map(({ close }) => close()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    const { rows } = await admin.query<{ day: string; sequence: string; text: string }>(
      `select to_char(day, 'YYYY-MM-DD') as day, sequence from journal_day where chain in ($1, $2) order by day`,
      [chain, other],
    );
    expect(rows.map(({ day, sequence }) => [day, Number(sequence)])).toEqual([
      [before, 2],
      [yesterday, 3],
    ]);
    expect(await check()).toMatchObject({ signatures: 2, findings: [] });
    expect(await faults(other)).toEqual([]);
    expect(await signJournalDays(database.db, signer)).toBe(0);
  });

  test('say in a text that others can check what they sign', async () => {
    const day = await dayBefore(3);
    await write([`${day}T10:00:00.000000Z`]);
    await signJournalDays(database.db, signer);
    const { rows } = await admin.query<{ hash: Buffer; signature: Buffer }>(
      'select hash, signature from journal_day where chain = $1',
      [chain],
    );
    const [row] = rows;
    const text = `["bandolo-journal-day-1","${chain}","${day}",1,"${row?.hash.toString('hex')}"]`;
    expect(dayText({ chain, day, sequence: 1, hash: row!.hash })).toBe(text);
    const key = (await readSigningKeys(admin)).get(signer.keyId);
    expect(isSignedBy(key!, text, row!.signature)).toBe(true);
  });

  test('wait for the acts that began before them', async () => {
    const day = await dayBefore(2);
    await write([`${day}T10:00:00.000000Z`]);
    const late = new Client(base.adminUrl);
    await late.connect();
    await late.query('begin');
    await late.query('select 1 from journal_head where chain = $1 for update', [chain]);
    const signing = signJournalDays(database.db, signer);
    await expect
      .poll(async () => {
        const { rows } = await admin.query('select from pg_locks where not granted');
        return rows.length;
      })
      .toBeGreaterThan(0);
    await late.query('rollback');
    await late.end();
    expect(await signing).toBe(1);
  });

  test('without a signature a whole day after their end are named', async () => {
    const [yesterday, before] = [await dayBefore(1), await dayBefore(2)];
    await write([`${before}T10:00:00.000000Z`, `${yesterday}T10:00:00.000000Z`]);
    expect(await faults()).toEqual([`day-unsigned ${before}`]);
    await signJournalDays(database.db, signer);
    expect(await faults()).toEqual([]);
    await admin.query('delete from journal_day where chain = $1 and day = $2', [chain, before]);
    expect(await faults()).toEqual([`day-unsigned ${before}`]);
  });

  const changes: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'another signature',
      `update journal_day set signature = set_byte(signature, 9, get_byte(signature, 9) # 1) where chain = $1`,
      ['day-signature-wrong'],
    ],
    [
      'another hash',
      `update journal_day set hash = sha256('x') where chain = $1`,
      ['day-differs', 'day-signature-wrong'],
    ],
    [
      'another number',
      `update journal_day set sequence = 1 where chain = $1`,
      ['day-differs', 'day-signature-wrong'],
    ],
    [
      'a number that is not there',
      `update journal_day set sequence = 9 where chain = $1`,
      ['day-differs', 'day-signature-wrong'],
    ],
    ['another key', `update journal_day set key_id = 'ffff' where chain = $1`, ['key-unknown']],
    [
      'a rewritten chain under the old signature',
      `with rewritten as (update journal set hash = sha256('new') where chain = $1 and sequence = 2)
       update journal_head set hash = sha256('new') where chain = $1`,
      ['row-altered', 'day-differs'],
    ],
  ];
  test.each(changes)('%s is named', async (_name, sql, expected) => {
    const day = await dayBefore(2);
    await write([`${day}T10:00:00.000000Z`, `${day}T11:00:00.000000Z`]);
    await signJournalDays(database.db, signer);
    await admin.query(sql, [chain]);
    expect((await check()).findings.map(({ code }) => code)).toEqual(expected);
  });

  test('signed with a key that was exchanged are named', async () => {
    const mine = makeSigner();
    const day = await dayBefore(2);
    await write([`${day}T10:00:00.000000Z`]);
    await signJournalDays(database.db, mine);
    expect(await faults()).toEqual([]);
    await admin.query('update signing_key set public_key = $2 where id = $1', [
      mine.keyId,
      makeSigner().publicKey,
    ]);
    expect(await faults()).toEqual([`key-unknown ${day}`]);
    await admin.query(`update signing_key set public_key = 'no key' where id = $1`, [mine.keyId]);
    expect(await faults()).toEqual([`key-unknown ${day}`]);
  });
});

test('a key is kept once', async () => {
  const mine = makeSigner();
  await Promise.all([1, 2, 3].map(() => recordSigningKey(database.db, mine)));
  const keys = await readSigningKeys(admin);
  expect(keys.get(mine.keyId)?.export({ type: 'spki', format: 'der' })).toEqual(mine.publicKey);
});
