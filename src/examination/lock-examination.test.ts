import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeExaminationWorld,
  type ExaminationWorld,
} from '../../test/support/examination-world.ts';
import { addDays, formatDay } from '../engine/index.ts';
import { loadPublished } from '../calls/index.ts';
import { runAct } from '../platform/run-act.ts';
import { beginExamination, type BeginOutcome } from './begin-examination.ts';
import { findExamination, findToday, listSuspensions } from './queries.ts';
import { endSuspension, lockExamination, recordExamination, recordSuspension } from './store.ts';
import { takeIn } from './take-in.ts';

let world: ExaminationWorld;
let officer: string;
let next = 0;
const entryNumbers = new Map<string, number>();

beforeAll(async () => {
  world = await makeExaminationWorld({ applications: 40 });
  officer = await world.addOfficer();
  for (const application of world.applications)
    entryNumbers.set(application.id, await world.submit(application));
  await takeIn(world.services);
});
afterAll(() => world.close());

function fresh() {
  const application = world.applications[next++]!;
  const key = { callId: world.callId, applicationId: application.id };
  return { application, key, number: entryNumbers.get(application.id) ?? 0 };
}

function begin(key: { callId: number; applicationId: string }): Promise<BeginOutcome | undefined> {
  return runAct(world.database.db, (tx) => beginExamination(tx, { ...key, personId: officer }));
}

async function journalOf(id: string): Promise<readonly string[]> {
  const { rows } = await world.admin.query<{ act: string }>(
    'select act from journal where subject = $1 order by sequence',
    [`examination/${id}`],
  );
  return rows.map(({ act }) => act);
}

test('a withdrawal that came first is told to whoever acts, and nothing else is done', async () => {
  const { application, key, number } = fresh();
  expect(await world.withdraw(application, number)).toBe('entered');
  // Nobody has taken it in: the act itself finds it.
  expect(await begin(key)).toEqual({ type: 'refused', code: 'withdrawn-meanwhile' });
  expect(await journalOf(key.applicationId)).toEqual([]);
  await takeIn(world.services);
  expect(await findExamination(world.database.db, key)).toMatchObject({
    state: 'withdrawn',
    outcome: 'withdrawn',
    begunAt: null,
  });
});

test('a withdrawal waits for an act of the office that holds the application, and then counts', async () => {
  const { application, key, number } = fresh();
  const order: string[] = [];
  let withdrawal: Promise<string> | undefined;
  await world.database.db.transaction().execute(async (tx) => {
    const record = await lockExamination(tx, key);
    expect(record?.state).toBe('to-begin');
    withdrawal = world.withdraw(application, number).then((said) => {
      order.push('withdrawn');
      return said;
    });
    await sleep(300);
    await recordExamination(
      tx,
      record!,
      { state: 'under-way', hasBegun: true },
      { act: 'examination-begun', personId: officer, content: '{}' },
    );
    order.push('begun');
  });
  expect(await withdrawal).toBe('entered');
  expect(order).toEqual(['begun', 'withdrawn']);
  expect(await begin(key)).toEqual({ type: 'refused', code: 'withdrawn-meanwhile' });
  expect(await journalOf(key.applicationId)).toEqual(['examination-begun']);
});

/** By how much the withdrawal is later: from long before the act to long after it. */
const offsetsMs = [-150, -20, -8, -3, 0, 2, 10, 150];

test('of a withdrawal and an act at the same instant, each says what came of it', async () => {
  const said = new Map<string, number>();
  for (let round = 0; round < 16; round += 1) {
    const { application, key, number } = fresh();
    const offset = offsetsMs[round % offsetsMs.length] ?? 0;
    const [withdrawn, begun] = await Promise.all([
      sleep(Math.max(0, offset)).then(() => world.withdraw(application, number)),
      sleep(Math.max(0, -offset)).then(() => begin(key)),
    ]);
    expect(withdrawn).toBe('entered');
    const acts = await journalOf(key.applicationId);
    const outcome = begun?.type === 'refused' ? begun.code : begun?.type;
    // Begun before the withdrawal, or told of it: never begun after it.
    expect([outcome, acts]).toEqual(
      outcome === 'begun' ? ['begun', ['examination-begun']] : ['withdrawn-meanwhile', []],
    );
    said.set(String(outcome), (said.get(String(outcome)) ?? 0) + 1);
    await takeIn(world.services);
    const record = await findExamination(world.database.db, key);
    expect(record).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
  }
  expect([...said.keys()].toSorted()).toEqual(['begun', 'withdrawn-meanwhile']);
  console.info(`late withdrawals: ${JSON.stringify(Object.fromEntries(said))}`);
});

test('eight begin the same examination at once: it is begun once', async () => {
  const { key } = fresh();
  const others = Array.from({ length: 8 }, () => world.addOfficer());
  const people = await Promise.all(others);
  const outcomes = await Promise.all(
    people.map((personId) =>
      runAct(world.database.db, (tx) => beginExamination(tx, { ...key, personId })),
    ),
  );
  const said = outcomes.map((each) => (each?.type === 'refused' ? each.code : each?.type));
  expect(said.filter((each) => each === 'begun')).toHaveLength(1);
  expect(said.filter((each) => each === 'already-begun')).toHaveLength(7);
  const winner = people[said.indexOf('begun')];
  expect(await findExamination(world.database.db, key)).toMatchObject({ assignedTo: winner });
  expect(await journalOf(key.applicationId)).toEqual(['examination-begun']);
});

test('a suspension moves the end, and its end settles it', async () => {
  const { key } = fresh();
  const { database } = world;
  const published = await loadPublished(world.services, { callId: world.callId, version: 1 });
  const { document } = published.call;
  const today = await findToday(database.db, document);
  const before = await findExamination(database.db, key);
  await database.db.transaction().execute(async (tx) => {
    const record = (await lockExamination(tx, key))!;
    const suspended = await recordSuspension(
      tx,
      { record, document },
      { cause: 'clarification', actedOn: today, from: addDays(today, 1), why: 'documents' },
    );
    expect(suspended.number).toBe(1);
    expect(suspended.record.isSuspended).toBe(true);
  });
  await database.db.transaction().execute(async (tx) => {
    const record = (await lockExamination(tx, key))!;
    const ended = await endSuspension(
      tx,
      { record, document },
      { number: 1, until: addDays(today, 4) },
    );
    // The clock of this call runs from its closing, which is later than all of it or within it.
    expect(ended.due! >= before!.due!).toBe(true);
  });
  expect(await listSuspensions(database.db, key)).toMatchObject([
    {
      number: 1,
      fromDay: formatDay(addDays(today, 1)),
      untilDay: formatDay(addDays(today, 4)),
      isEnded: true,
    },
  ]);
  const settled = (await findExamination(database.db, key))?.due;
  // Answered on the day it was asked: it holds nothing up.
  await database.db.transaction().execute(async (tx) => {
    const record = (await lockExamination(tx, key))!;
    const again = await recordSuspension(
      tx,
      { record, document },
      { cause: 'clarification', actedOn: today, from: addDays(today, 1), why: 'again' },
    );
    await endSuspension(tx, { record: again.record, document }, { number: 2, until: today });
  });
  expect((await findExamination(database.db, key))?.due).toBe(settled);
});
