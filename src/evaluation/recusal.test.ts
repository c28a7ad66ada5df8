import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makePanelOffice,
  type PanelOffice,
  type PanelPerson,
} from '../../test/support/panel-office.ts';
import { assignmentsOf } from './queries.ts';

const reason = 'Relazione completa, con misure di prima e di dopo.';
const entries = {
  quality: { value: '10', reason },
  landscape: { value: '4', reason },
};
const ground = 'Ho ricevuto un incarico dal capofila.';

let office: PanelOffice;
let base: string;
beforeAll(async () => {
  office = await makePanelOffice();
  base = `/api/v1/calls/${office.slug}`;
  await office.compose();
}, 60_000);
afterAll(async () => {
  expect(office.server.faults()).toEqual([]);
  await office.close();
});

/** An application that has just been given, with somebody who scores it. */
async function given(): Promise<{ readonly id: string; readonly person: PanelPerson }> {
  const id = await office.bring();
  for (const judge of office.judges) expect((await office.declare(judge)).status).toBe(201);
  expect((await office.draw()).status).toBe(201);
  const all = await assignmentsOf(office.world.database.db, {
    callId: office.callId,
    applicationId: id,
  });
  const scorer = all.find(({ part }) => part === 'scorer');
  const person = office.judges.find((judge) => judge.id === scorer?.personId);
  if (!person) throw new Error('nobody was drawn');
  return { id, person };
}

const save = (id: string, { token }: PanelPerson, revision = 0) =>
  office.server.ask(
    token,
    `PUT ${base}/applications/${id}/sheet`,
    { entries },
    {
      'if-match': `"r${revision}"`,
    },
  );
const recuse = (id: string, { token }: PanelPerson) =>
  office.server.ask(token, `POST ${base}/evaluation/conflicts`, { application: id, ground });

function sheetsOf(id: string, { id: personId }: PanelPerson) {
  return office.world.database.db
    .selectFrom('sheet')
    .select(['state', 'removed_because as because'])
    .where('application_id', '=', id)
    .where('person_id', '=', personId)
    .execute();
}

test('a sheet that was closed is taken out for all to see, with what was written in it', async () => {
  const { id, person } = await given();
  expect((await save(id, person)).status).toBe(200);
  const closed = await office.server.ask(
    person.token,
    `POST ${base}/applications/${id}/sheet/closing`,
  );
  expect(closed.status, closed.text).toBe(200);
  expect((await recuse(id, person)).status).toBe(201);
  expect(await sheetsOf(id, person)).toEqual([{ state: 'removed', because: ground }]);
  const kept = await office.world.database.db
    .selectFrom('sheet_entry')
    .innerJoin('sheet', 'sheet.id', 'sheet_entry.sheet_id')
    .select('sheet_entry.reason')
    .where('sheet.application_id', '=', id)
    .where('sheet.person_id', '=', person.id)
    .execute();
  expect(kept).toEqual([{ reason }, { reason }]);
  expect((await save(id, person, 3)).status).toBe(404);
});

test('a conflict while the sheet is being saved: saved and taken out, or never there; never one that counts', async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const { id, person } = await given();
    // The conflict comes a little later each time, so that both orders are seen.
    const [saved, recused] = await Promise.all([
      save(id, person),
      delay(round * 4).then(() => recuse(id, person)),
    ]);
    expect(recused.status).toBe(201);
    const sheets = await sheetsOf(id, person);
    expect(saved.status === 200 ? 1 : 0).toBe(sheets.length);
    expect(sheets.filter(({ state }) => state !== 'removed')).toEqual([]);
    expect([200, 403, 404]).toContain(saved.status);
    outcomes.push(String(saved.status));
  }
  expect(outcomes).toContain('200');
  console.info(`saved beside a conflict: ${outcomes.join(', ')}`);
});

test.each([
  ['giving it back', 'refusal'],
  ['the secretary', 'removal'],
])('a sheet is taken out by %s as well', async (_, because) => {
  const { id, person } = await given();
  expect((await save(id, person)).status).toBe(200);
  const { body } = await office.server.ask(office.secretary.token, `GET ${base}/panel`);
  const members = body['members'] as readonly { readonly name: string; readonly member: number }[];
  const member = members.find(({ name }) => name === person.name)?.member;
  const reply =
    because === 'refusal'
      ? await office.server.ask(person.token, `POST ${base}/evaluation/refusals`, {
          application: id,
          reason: 'Sono in congedo.',
        })
      : await office.server.ask(office.secretary.token, `POST ${base}/panel/removals`, {
          application: id,
          member,
          reason: 'Sono in congedo.',
        });
  expect(reply.status, reply.text).toBe(201);
  expect(await sheetsOf(id, person)).toEqual([{ state: 'removed', because: 'Sono in congedo.' }]);
});

test('what was admitted before the panel had seen it comes to it, is given, and given anew after a conflict', async () => {
  const { db } = office.world.database;
  const id = await office.bring();
  await db
    .updateTable('examination')
    .set({ state: 'decided', outcome: 'admitted' })
    .where('application_id', '=', id)
    .execute();
  const refused = await office.bring();
  await db
    .updateTable('examination')
    .set({ state: 'decided', outcome: 'not-admitted' })
    .where('application_id', '=', refused)
    .execute();
  for (const judge of office.judges) expect((await office.declare(judge)).status).toBe(201);
  expect((await office.draw()).status).toBe(201);
  const held = async () =>
    (await assignmentsOf(db, { callId: office.callId, applicationId: id })).filter(
      ({ part, removed }) => part !== 'expert' && !removed,
    );
  const drawn = await held();
  expect(drawn).toHaveLength(3);
  const person = office.judges.find((judge) => judge.id === drawn[0]?.personId);
  if (!person) throw new Error('nobody was drawn');
  expect((await recuse(id, person)).status).toBe(201);
  const after = await held();
  expect(after).toHaveLength(3);
  expect(after.map(({ personId }) => personId)).not.toContain(person.id);
  expect(await office.holders(refused)).toEqual([]);
});
