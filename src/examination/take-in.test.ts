import { afterEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import {
  makeExaminationWorld,
  type ExaminationWorld,
} from '../../test/support/examination-world.ts';
import type { ReadyApplication } from '../../test/support/register-world.ts';
import { extendCall } from '../calls/index.ts';
import { takeIn } from './take-in.ts';

let world: ExaminationWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

interface Line {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly outcome: string | null;
  readonly line: string | null;
  readonly phase: string | null;
  readonly due: string | null;
}

async function linesOf({ admin, callId }: ExaminationWorld): Promise<readonly Line[]> {
  const { rows } = await admin.query<Line>(
    `select application_id as id, entry_number as number, state, outcome, line, phase, due::text
       from examination where call_id = $1 order by entry_number`,
    [callId],
  );
  return rows;
}

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).toSorted();

test('what was received has one row each, however many servers take it in at once', async () => {
  world = await makeExaminationWorld({ applications: 30 });
  const { applications, submit, other, services } = world;
  for (const application of applications) await submit(application);
  const servers = Array.from({ length: 8 }, () => ({ database: other() }));
  const taken = await Promise.all(servers.map((server) => takeIn(server)));
  expect(taken.reduce((sum, count) => sum + count)).toBe(30);
  const lines = await linesOf(world);
  expect(idsOf(lines)).toEqual(idsOf(applications));
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
  expect(new Set(lines.map(({ state, line, phase }) => `${state} ${line} ${phase}`))).toEqual(
    new Set(['to-begin light formal']),
  );
  expect(await takeIn(services)).toBe(0);
  expect(await linesOf(world)).toEqual(lines);
});

test('nothing is missed or doubled while submissions and withdrawals come', async () => {
  world = await makeExaminationWorld({ applications: 60 });
  const { applications, submit, withdraw, services, other } = world;
  const over = new AbortController();
  const second = { database: other() };
  const taking = [services, second].map(async (server) => {
    while (!over.signal.aborted) await takeIn(server);
  });
  const kept: ReadyApplication[] = [];
  const gone: ReadyApplication[] = [];
  await Promise.all(
    applications.map(async (application, index) => {
      const number = await submit(application);
      if (index % 3 !== 0) {
        kept.push(application);
        return;
      }
      expect(await withdraw(application, number)).toBe('entered');
      gone.push(application);
    }),
  );
  over.abort();
  await Promise.all(taking);
  await takeIn(services);
  const lines = await linesOf(world);
  expect(idsOf(lines.filter(({ state }) => state === 'to-begin'))).toEqual(idsOf(kept));
  const withdrawn = lines.filter(
    ({ state, outcome }) => `${state} ${outcome}` === 'withdrawn withdrawn',
  );
  expect(idsOf(withdrawn)).toEqual(idsOf(gone));
  expect(gone).toHaveLength(20);
});

test('the end follows the closing of the call, also when it is extended', async () => {
  world = await makeExaminationWorld({ applications: 2, closesIn: 24 * 60 });
  const { receive, services, slug, admin } = world;
  await receive(2);
  const { rows } = await admin.query<{ due: string; closes: string }>(
    `select distinct x.due::text,
            ((select closes_at from call_term t where t.call_id = x.call_id order by revision desc limit 1)
              at time zone 'Europe/Rome')::date::text as closes from examination x`,
  );
  expect(rows).toHaveLength(1);
  const before = rows[0]!;
  // 60 days from the closing, the end on a working day.
  expect(daysFrom(before.closes, before.due)).toBeGreaterThanOrEqual(60);
  expect(daysFrom(before.closes, before.due)).toBeLessThanOrEqual(64);
  const extended = await extendCall(services, {
    slug,
    kind: 'extension',
    closesAt: new Date(Date.now() + 15 * 86_400_000),
    ground: 'a test',
    personId: null,
  });
  expect(extended).toMatchObject({ type: 'set' });
  await takeIn(services);
  const [after] = await linesOf(world);
  expect(daysFrom(before.due, after?.due ?? '')).toBeGreaterThanOrEqual(10);
});

function daysFrom(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / 86_400_000;
}

test('what is received again after a withdrawal is examined from the beginning', async () => {
  world = await makeExaminationWorld({ applications: 1 });
  const { receive, withdraw, services, admin, applications, slug, callId, register } = world;
  await receive(1);
  const application = applications[0]!;
  await withdraw(application, 1);
  await takeIn(services);
  expect(await linesOf(world)).toMatchObject([{ state: 'withdrawn', outcome: 'withdrawn' }]);
  // Another text, as a freeze after the withdrawal makes it.
  await admin.query(
    `insert into snapshot select call_id, application_id, sha256('other'), content, call_version, frozen_by from snapshot`,
  );
  await admin.query(`update application set frozen_hash = sha256('other'), ready_hash = null`);
  await admin.query(`update application set ready_hash = sha256('other')`);
  const { rows } = await sql<{
    hash: string;
  }>`select encode(sha256('other'), 'hex') as hash`.execute(services.database.db);
  const entered = await register.enter(
    { callId, call: slug },
    {
      kind: 'submission',
      token: application.tokenHash,
      applicationId: application.id,
      snapshotHash: rows[0]?.hash ?? '',
    },
  );
  expect(entered.type).toBe('entered');
  await takeIn(services);
  expect(await linesOf(world)).toMatchObject([{ number: 3, state: 'to-begin', outcome: null }]);
});
