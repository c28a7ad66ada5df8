import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeRegisterWorld,
  type ReadyApplication,
  type RegisterWorld,
} from '../../../test/support/register-world.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { openDatabase, type Database } from '../../platform/database.ts';
import { makeSigner } from '../../platform/signer.ts';
import type { EntryOutcome } from './commit-entries.ts';
import type { EntryRequest } from './decide-entry.ts';
import { checkReceipt } from './receipt.ts';
import { makeRegister, type Register } from './register.ts';

const signer = makeSigner();
let base: TestDatabase;
let database: Database;
let admin: Client;
let world: RegisterWorld;
let register: Register;
let next = 0;

beforeAll(async () => {
  base = await cloneDatabase();
  database = openDatabase(base.url, { connectionsMax: 20 });
  admin = new Client(base.adminUrl);
  await admin.connect();
  world = await makeRegisterWorld(base.adminUrl, { applications: 600 });
  register = makeRegister({ pool: database.pool, signer });
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await base.drop();
});

const fresh = (): ReadyApplication => world.applications[next++] as ReadyApplication;

function submit(
  application: ReadyApplication,
  more: Partial<EntryRequest> = {},
): Promise<EntryOutcome> {
  return register.enter(world, {
    kind: 'submission',
    token: application.tokenHash,
    applicationId: application.id,
    snapshotHash: application.snapshotHash,
    ...more,
  } as EntryRequest);
}

function said(outcome: EntryOutcome): string {
  if (outcome.type === 'refused') return outcome.code;
  return outcome.type === 'repeated' ? `repeated ${outcome.number}` : 'entered';
}

async function entriesOf(
  application: ReadyApplication,
): Promise<readonly { kind: string; number: number }[]> {
  const { rows } = await admin.query<{ kind: string; number: number }>(
    'select kind, number from register_entry where application_id = $1 order by number',
    [application.id],
  );
  return rows;
}

test('an application is entered once with a receipt that proves itself, however it arrives', async () => {
  const application = fresh();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => submit(application)));
  const entered = outcomes.flatMap((each) => (each.type === 'entered' ? [each.receipt] : []));
  expect(entered).toHaveLength(1);
  expect(checkReceipt(entered[0]!, signer.publicKey.toString('base64'))).toEqual([]);
  const repeated = `repeated ${entered[0]!.entry.number}`;
  expect(outcomes.map(said).filter((each) => each === repeated)).toHaveLength(7);
  expect(said(await submit(application))).toBe(repeated);
  expect(await entriesOf(application)).toEqual([
    { kind: 'submission', number: entered[0]!.entry.number },
  ]);
});

test('two processes enter the same applications at once: each is in once, the numbers have no gap', async () => {
  const other = openDatabase(base.url, { connectionsMax: 5 });
  const second = makeRegister({ pool: other.pool, signer });
  const applications = Array.from({ length: 200 }, fresh);
  // Both remember the passes, so neither reads again before it acts.
  for (const { tokenHash, id } of applications) {
    register.expect(world, { token: tokenHash, applicationId: id });
    second.expect(world, { token: tokenHash, applicationId: id });
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  const outcomes = await Promise.all(
    applications.flatMap((application) =>
      [register, second].map((each) =>
        each.enter(world, {
          kind: 'submission',
          token: application.tokenHash,
          applicationId: application.id,
          snapshotHash: application.snapshotHash,
        }),
      ),
    ),
  );
  expect(outcomes.filter(({ type }) => type === 'entered')).toHaveLength(200);
  expect(outcomes.filter(({ type }) => type === 'repeated')).toHaveLength(200);
  const { rows } = await admin.query<{ gapless: boolean; doubled: number }>(
    `select count(*) = max(number) as gapless, count(*) - count(distinct application_id) as doubled
       from register_entry where call_id = $1`,
    [world.callId],
  );
  expect(rows).toEqual([{ gapless: true, doubled: 0 }]);
  await other.close();
});

test.each<[string, string]>([
  [
    'a session that was revoked',
    `update session set revoked_at = now() where token_hash = decode($1, 'hex')`,
  ],
  [
    'a session that has ended',
    `update session set idle_expires_at = now() where token_hash = decode($1, 'hex')`,
  ],
  [
    'a token that was replaced long ago',
    `update session set replaced_at = now() - interval '61 seconds' where token_hash = decode($1, 'hex')`,
  ],
])('%s does not act, even if it was remembered', async (_, sql) => {
  const application = fresh();
  register.expect(world, { token: application.tokenHash, applicationId: application.id });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await admin.query(sql, [application.tokenHash]);
  // An end that moved closer is only seen when the pass is read: the program never does that.
  const isRemembered = sql.includes('idle_expires_at');
  const outcome = isRemembered
    ? await makeRegister({ pool: database.pool, signer }).enter(world, requestOf(application))
    : await submit(application);
  expect(said(outcome)).toBe('not-signed-in');
});

test('a power that was revoked does not count, even if it was remembered', async () => {
  const application = fresh();
  register.expect(world, { token: application.tokenHash, applicationId: application.id });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await admin.query('update power set revoked_at = now() where person_id = $1', [
    application.personId,
  ]);
  expect(said(await submit(application))).toBe('not-found');
  expect(await entriesOf(application)).toEqual([]);
});

test('an application that was taken back is not submitted, even if it was remembered as ready', async () => {
  const application = fresh();
  register.expect(world, { token: application.tokenHash, applicationId: application.id });
  // The first void that a process hears of, and one more.
  for (const each of [fresh(), application]) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await admin.query('update application set ready_hash = null where id = $1', [each.id]);
  }
  expect(said(await submit(application))).toBe('consents-missing');
});

test('what is submitted cannot be taken back by anybody, and the register waits for who is taking it back', async () => {
  const application = fresh();
  expect(said(await submit(application))).toBe('entered');
  await expect(
    admin.query(`update application set content = '{"x": 1}', ready_hash = null where id = $1`, [
      application.id,
    ]),
  ).rejects.toMatchObject({ code: '55000' });

  const other = fresh();
  await admin.query('begin');
  await admin.query('update application set ready_hash = null where id = $1', [other.id]);
  const pending = submit(other);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await admin.query('commit');
  expect(said(await pending)).toBe('consents-missing');
});

test('another person, another call, no such thing: all the same answer', async () => {
  const [mine, yours] = [fresh(), fresh()];
  expect(said(await submit(mine, { token: yours.tokenHash }))).toBe('not-found');
  expect(said(await submit(mine, { applicationId: crypto.randomUUID() }))).toBe('not-found');
  expect(said(await submit(mine, { token: 'ff'.repeat(32) }))).toBe('not-signed-in');
  expect(said(await submit(mine, { snapshotHash: yours.snapshotHash }))).toBe('text-changed');
  expect(said(await submit(mine))).toBe('entered');
});

test('a withdrawal is an entry of its own, made once; what was withdrawn stays out unless the call allows it', async () => {
  const application = fresh();
  const entered = await submit(application);
  const number = entered.type === 'entered' ? entered.receipt.entry.number : 0;
  const withdraw = () =>
    register.enter(world, {
      kind: 'withdrawal',
      token: application.tokenHash,
      applicationId: application.id,
      number,
      reason: 'Il partner "Sole" ha rinunciato',
    });
  const outcomes = await Promise.all(Array.from({ length: 8 }, withdraw));
  expect(outcomes.map(({ type }) => type).toSorted()).toEqual([
    'entered',
    ...Array<string>(7).fill('repeated'),
  ]);
  expect((await entriesOf(application)).map(({ kind }) => kind)).toEqual([
    'submission',
    'withdrawal',
  ]);
  // The same text again is the same act: its receipt, not a new entry.
  expect(said(await submit(application))).toBe(`repeated ${number}`);
  await admin.query(
    `update application set frozen_hash = sha256('new'), ready_hash = sha256('new') where id = $1`,
    [application.id],
  );
  const again = {
    snapshotHash: '11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437',
  };
  expect(said(await submit(application, again as Partial<EntryRequest>))).toBe(
    'resubmission-not-allowed',
  );
});

test('a batch holds good and bad together, in the order in which they came', async () => {
  const list = Array.from({ length: 40 }, fresh);
  const outcomes = await Promise.all(
    list.map((application, index) =>
      submit(application, index % 3 === 0 ? { token: 'ee'.repeat(32) } : {}),
    ),
  );
  const numbers = outcomes.flatMap((each) =>
    each.type === 'entered' ? [each.receipt.entry.number] : [],
  );
  expect(numbers).toHaveLength(26);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

test('a clock that was put back does not put entries in the past', async () => {
  const future = '2030-01-01T00:00:00.000000Z';
  await admin.query('update register_head set at = $2 where call_id = $1', [world.callId, future]);
  await admin.query('update session set idle_expires_at = $1, absolute_expires_at = $1', [
    '2031-01-01',
  ]);
  const outcome = await submit(fresh());
  expect(outcome.type === 'refused' ? outcome.at : '').toBe(future);
  expect(said(outcome)).toBe('closed');
  await admin.query('update register_head set at = now() where call_id = $1', [world.callId]);
});

function requestOf(application: ReadyApplication): EntryRequest {
  const { tokenHash, id, snapshotHash } = application;
  return { kind: 'submission', token: tokenHash, applicationId: id, snapshotHash };
}
