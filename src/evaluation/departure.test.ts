import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eight } from '../../test/support/application-scene.ts';
import {
  makePanelOffice,
  namedAs,
  type PanelOffice,
  type PanelPerson,
} from '../../test/support/panel-office.ts';
import { lockExaminations } from '../examination/index.ts';
import { runAct } from '../platform/run-act.ts';

let office: PanelOffice;
let admin: Client;
const applications: string[] = [];

beforeAll(async () => {
  office = await makePanelOffice();
  admin = new Client(office.world.adminUrl);
  await admin.connect();
  expect((await office.compose()).status).toBe(201);
  for (let index = 0; index < 8; index += 1)
    applications.push(await office.bring(`Domanda ${index}`));
  const { server, secretary, slug } = office;
  // Whoever looks at the list has them numbered.
  await server.ask(secretary.token, `GET /api/v1/calls/${slug}/panel/applications`);
  for (const judge of office.judges) expect((await office.declare(judge)).status).toBe(201);
  expect((await office.draw()).status).toBe(201);
}, 90_000);
afterAll(async () => {
  await admin.end();
  await office.close();
});

const leaving = (): PanelPerson => office.judges[1] as PanelPerson;

/** An act by which one member leaves and a newcomer is named. */
const replace = (newcomer: PanelPerson) =>
  office.compose({
    title: 'Sostituzione di un componente',
    named: [namedAs(newcomer, 'member')],
    leaving: [2],
  });

interface Given {
  readonly applicationId: string;
  readonly personId: string;
  readonly because: string | null;
  readonly cause: string | null;
}

async function given(): Promise<readonly Given[]> {
  const { rows } = await admin.query<Given>(
    `select s.application_id as "applicationId", s.person_id as "personId", s.removed_because as because, d.cause
       from panel_assignment s left join panel_drawing d on d.call_id = s.call_id and d.number = s.drawing
      where s.part <> 'expert' order by s.application_id, s.number`,
  );
  return rows;
}

async function countActs(): Promise<number> {
  const { rows } = await admin.query<{ readonly count: number }>(
    `select count(*)::int as count from panel_act join journal j on j.subject = 'panel/' || call_id
                                       and j.act = 'panel-changed' where number > 1`,
  );
  return rows[0]?.count ?? 0;
}

/** Ends the connection of whoever waits for this transaction, as the end of the server would. */
async function cutOff(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const { rows } = await admin.query<{ readonly ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
        where pg_backend_pid() = any (pg_blocking_pids(pid))`,
    );
    if (rows.length > 0) return;
    await sleep(25);
  }
  throw new Error('nobody waits');
}

test('an act that is cut off while it takes what somebody had leaves everything as it was', async () => {
  const before = await given();
  const had = before.filter(({ personId }) => personId === leaving().id);
  expect(had.length).toBeGreaterThan(2);
  const newcomer = await office.makePerson();
  await office.world.giveRole(newcomer.id, 'evaluator');
  await admin.query('begin');
  await admin.query('select from panel_arrival where application_id = $1 for update', [
    had.at(-1)?.applicationId,
  ]);
  const asked = replace(newcomer);
  await cutOff();
  await admin.query('rollback');
  expect((await asked).status).toBeGreaterThanOrEqual(500);
  expect(await given()).toEqual(before);
  expect(await countActs()).toBe(0);
});

test('of eight acts at once by which a member leaves one does, and all that they had goes once to others', async () => {
  const before = await given();
  const had = before.filter(({ personId }) => personId === leaving().id);
  const newcomer = await office.makePerson();
  await office.world.giveRole(newcomer.id, 'evaluator');
  const replies = await eight(() => replace(newcomer));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await countActs()).toBe(1);
  const after = await given();
  const ended = after.filter(({ because }) => because !== null);
  expect(ended.map(({ applicationId }) => applicationId)).toEqual(
    had.map(({ applicationId }) => applicationId),
  );
  expect(new Set(ended.map(({ personId }) => personId))).toEqual(new Set([leaving().id]));
  const redrawn = after.filter(({ cause }) => cause === 'departure');
  expect(redrawn.map(({ applicationId }) => applicationId)).toEqual(
    had.map(({ applicationId }) => applicationId),
  );
  expect(after).toHaveLength(before.length + had.length);
  for (const applicationId of applications) {
    const own = after.filter((each) => each.applicationId === applicationId && !each.because);
    expect(new Set(own.map(({ personId }) => personId)).size).toBe(3);
  }
});

test('who withdrew meanwhile is found by whoever takes many examinations at once', async () => {
  const [first = '', second = ''] = applications;
  await admin.query(
    'update examination set entry_number = entry_number + 1000 where application_id = $1',
    [second],
  );
  await runAct(office.world.database.db, async (tx) => {
    await lockExaminations(tx, office.callId, [first, second]);
    return undefined;
  });
  const { rows } = await admin.query<{ readonly id: string; readonly state: string }>(
    'select application_id as id, state from examination where application_id = any ($1)',
    [[first, second]],
  );
  expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [first, 'under-way'],
      [second, 'withdrawn'],
    ]),
  );
});
