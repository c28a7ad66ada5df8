import { afterAll, beforeAll, expect, test } from 'vitest';
import { eight } from '../../test/support/application-scene.ts';
import {
  makePanelOffice,
  namedAs,
  type PanelOffice,
  type PanelPerson,
} from '../../test/support/panel-office.ts';
import { draw, type DrawInputs } from './draw.ts';
import { assignmentsOf, mayScore, membershipOf } from './queries.ts';

let office: PanelOffice;
let base: string;
const applications: string[] = [];

beforeAll(async () => {
  office = await makePanelOffice();
  base = `/api/v1/calls/${office.slug}`;
}, 60_000);
afterAll(async () => {
  expect(office.server.faults()).toEqual([]);
  await office.close();
});

const judge = (index: number): PanelPerson => office.judges[index] as PanelPerson;
const application = (index: number): string => applications[index] ?? '';
const count = (statuses: readonly number[], status: number): number =>
  statuses.filter((each) => each === status).length;

function seat(index: number, applicationId: string) {
  return { callId: office.callId, applicationId, personId: judge(index).id };
}

async function memberNumber(person: PanelPerson): Promise<number> {
  const membership = await membershipOf(office.world.database.db, office.callId, person.id);
  return membership?.number ?? 0;
}

test('of eight acts at once that compose the panel, one does', async () => {
  const replies = await eight(() => office.compose());
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  const { body } = await office.server.ask(office.secretary.token, `GET ${base}/panel`);
  expect(body['acts']).toMatchObject([{ number: 1, day: '2026-01-12' }]);
  expect((body['members'] as readonly { part: string }[]).map(({ part }) => part)).toEqual([
    'chair',
    'member',
    'member',
    'member',
    'member',
    'substitute',
    'substitute',
    'expert',
  ]);
});

test('whoever has no role in the body is refused like whom nobody knows', async () => {
  const plain = await office.makePerson();
  const before = await office.world.database.db
    .selectFrom('panel_member')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const stranger = { ...plain, fiscalCode: 'RSSMRA80A01H501U' };
  const [known, unknown] = await Promise.all(
    [plain, stranger].map((person) => office.compose({ named: [namedAs(person, 'member')] })),
  );
  expect(known?.status).toBe(422);
  const withoutInstance = (text = '') => text.replace(/"instance":"[^"]*"/, '');
  expect(withoutInstance(known?.text)).toContain('not-of-the-body');
  expect(withoutInstance(unknown?.text)).toBe(withoutInstance(known?.text));
  const after = await office.world.database.db
    .selectFrom('panel_member')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(after.count).toBe(before.count);
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['a day that is still to come', { day: '2199-01-01' }, 'day-ahead'],
  [
    'a wrong fiscal code',
    { named: [{ fiscalCode: 'X', givenName: 'A', familyName: 'B', part: 'member' }] },
    'fiscal-code-wrong',
  ],
  ['nobody', { named: [] }, 'nothing-changes'],
  ['a member who is not there', { named: [], leaving: [99] }, 'member-unknown'],
  ['the chair who leaves', { named: [], leaving: [1] }, 'chair-missing'],
  ['one member too few', { named: [], leaving: [2] }, 'too-few-members'],
])('an act with %s is refused', async (_, more, code) => {
  const { status, text } = await office.compose(more);
  expect([status, text]).toEqual([422, expect.stringContaining(code)]);
});

test('what has not passed the phases before does not come to the panel', async () => {
  const early = (await office.submit()).split('/').at(-1) ?? '';
  for (let index = 0; index < 5; index += 1)
    applications.push(await office.bring(`Domanda ${index}`));
  const { body } = await office.server.ask(
    office.secretary.token,
    `GET ${base}/panel/applications`,
  );
  const items = body['items'] as readonly { application: string; number: number }[];
  expect(items.map(({ application: id, number }) => [id, number])).toEqual(
    applications.map((id, index) => [id, index + 1]),
  );
  expect(items.map(({ application: id }) => id)).not.toContain(early);
  expect(await mayScore(office.world.database.db, seat(0, early))).toBe('not-assigned');
});

test('nobody is drawn who has not declared', async () => {
  const { status, body } = await office.draw();
  expect(status).toBe(201);
  expect(body).toMatchObject({ assigned: 0 });
  expect(body['lacking']).toHaveLength(5);
  expect(await office.holders(application(0))).toEqual([]);
});

test('of eight declarations at once of one person, one is recorded', async () => {
  const replies = await eight(() =>
    office.declare(judge(0), [
      { application: application(0), ground: 'Mio fratello è il sindaco.' },
    ]),
  );
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  expect(replies.filter(({ status }) => status !== 201).map(({ body }) => body['code'])).toEqual(
    Array(7).fill('already-declared'),
  );
  const { db } = office.world.database;
  expect(await mayScore(db, seat(0, application(0)))).toBe('conflict');
  expect(await mayScore(db, seat(0, application(1)))).toBe('not-assigned');
  expect(await mayScore(db, seat(1, application(1)))).toBe('not-declared');
});

test('a declaration speaks of the list that was shown and of no other', async () => {
  const round = await office.server.ask(judge(1).token, `GET ${base}/evaluation/round`);
  const send = (body: object) =>
    office.server.ask(judge(1).token, `POST ${base}/evaluation/declarations`, body);
  const { upTo, shown } = round.body as { readonly upTo: number; readonly shown: string };
  expect(upTo).toBe(5);
  const conflicts: readonly object[] = [];
  expect((await send({ upTo: 4, shown, conflicts })).body['code']).toBe('list-changed');
  expect((await send({ upTo, shown: 'ab'.repeat(32), conflicts })).body['code']).toBe(
    'list-changed',
  );
  const elsewhere = [{ application: crypto.randomUUID(), ground: 'Amici' }];
  expect((await send({ upTo, shown, conflicts: elsewhere })).body['code']).toBe('not-in-the-list');
  expect((await send({ upTo, shown, conflicts })).status).toBe(201);
});

test('of eight drawings at once, one assigns; loads differ by one at most, and it can be repeated', async () => {
  for (let index = 2; index < 8; index += 1) await office.declare(judge(index));
  const replies = await eight(() => office.draw());
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  const drawn = replies.find(({ status }) => status === 201);
  expect(drawn?.body).toMatchObject({ assigned: 20, lacking: [] });
  const { body } = await office.server.ask(office.secretary.token, `GET ${base}/panel`);
  const members = body['members'] as readonly {
    part: string;
    workload: { assigned: number; reports: number; undeclared: number };
  }[];
  const of = (...parts: readonly string[]) =>
    members.filter(({ part }) => parts.includes(part)).map(({ workload }) => workload);
  expect(of('chair', 'member').map(({ assigned }) => assigned)).toEqual([3, 3, 3, 3, 3]);
  expect(of('chair', 'member').map(({ reports }) => reports)).toEqual([1, 1, 1, 1, 1]);
  expect(of('substitute').map(({ assigned }) => assigned)).toEqual([0, 0]);
  expect(of('expert').map(({ assigned }) => assigned)).toEqual([5]);
  const held = await assignmentsOf(office.world.database.db, {
    callId: office.callId,
    applicationId: application(0),
  });
  expect(held.map(({ personId }) => personId)).not.toContain(judge(0).id);
  const recorded = await office.server.ask(
    office.secretary.token,
    `GET ${base}/panel/drawings/${String(drawn?.body['drawing'])}`,
  );
  const again = draw(JSON.parse(String(recorded.body['inputs'])) as DrawInputs);
  expect(again.drawn).toEqual(recorded.body['drawn']);
});

test('of eight late conflicts at once, one recuses; a substitute takes the part, the sheet is closed to them', async () => {
  const { db } = office.world.database;
  const key = { callId: office.callId, applicationId: application(1) };
  const before = await assignmentsOf(db, key);
  const reporter = before.find(({ part }) => part === 'reporter');
  const person = office.judges.find(({ id }) => id === reporter?.personId) as PanelPerson;
  expect(await mayScore(db, { ...key, personId: person.id })).toBe('allowed');
  const replies = await eight(() =>
    office.server.ask(person.token, `POST ${base}/evaluation/conflicts`, {
      application: application(1),
      ground: 'Ho ricevuto un incarico dal capofila.',
    }),
  );
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  // Who is in conflict does not learn who comes in their place.
  expect(replies.find(({ status }) => status === 201)?.body).toEqual({ assigned: 0, lacking: [] });
  const after = await assignmentsOf(db, key);
  expect(after.find(({ personId }) => personId === person.id)?.removed).toMatchObject({
    because: 'conflict',
    reason: 'Ho ricevuto un incarico dal capofila.',
  });
  const instead = after.find(({ part, removed }) => part === 'reporter' && !removed);
  expect([judge(5).id, judge(6).id]).toContain(instead?.personId);
  expect(await mayScore(db, { ...key, personId: person.id })).toBe('conflict');
  expect(await mayScore(db, { ...key, personId: instead?.personId ?? '' })).toBe('allowed');
});

test('giving back: another person by rotation, members before substitutes', async () => {
  const { db } = office.world.database;
  const key = { callId: office.callId, applicationId: application(2) };
  const scorer = (await assignmentsOf(db, key)).find(({ part }) => part === 'scorer');
  const person = office.judges.find(({ id }) => id === scorer?.personId) as PanelPerson;
  const refuse = (reason: string) =>
    office.server.ask(person.token, `POST ${base}/evaluation/refusals`, {
      application: application(2),
      reason,
    });
  expect((await refuse(' ')).body['code']).toBe('text-missing');
  const replies = await eight(() => refuse('Sono in congedo.'));
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  const now = (await assignmentsOf(db, key)).filter(({ removed }) => !removed);
  expect(now.filter(({ part }) => part !== 'expert')).toHaveLength(3);
  expect(now.map(({ personId }) => personId)).not.toContain(person.id);
  const instead = now.at(-1)?.personId ?? '';
  expect(office.judges.slice(0, 5).map(({ id }) => id)).toContain(instead);
  expect(await mayScore(db, { ...key, personId: person.id })).toBe('removed');
  const again = await office.server.ask(office.secretary.token, `POST ${base}/panel/assignments`, {
    application: application(2),
    member: await memberNumber(person),
    part: 'scorer',
    reason: 'È tornato.',
  });
  expect(again.body['code']).toBe('had-before');
});

test('by hand: taken from one and given to another, with the reasons, as many as the call allows', async () => {
  const { db } = office.world.database;
  const key = { callId: office.callId, applicationId: application(3) };
  const now = (await assignmentsOf(db, key)).filter(
    ({ part, removed }) => !removed && part !== 'expert',
  );
  const free = office.judges
    .slice(0, 5)
    .find(({ id }) => !now.some(({ personId }) => personId === id)) as PanelPerson;
  const give = async (part: string) =>
    office.server.ask(office.secretary.token, `POST ${base}/panel/assignments`, {
      application: application(3),
      member: await memberNumber(free),
      part,
      reason: 'Conosce la tecnologia.',
    });
  expect((await give('scorer')).body['code']).toBe('enough-scorers');
  const scorer = now.find(({ part }) => part === 'scorer');
  const from = office.judges.find(({ id }) => id === scorer?.personId) as PanelPerson;
  const taken = await office.server.ask(office.secretary.token, `POST ${base}/panel/removals`, {
    application: application(3),
    member: await memberNumber(from),
    reason: 'Troppo lavoro.',
  });
  expect(taken.status).toBe(201);
  expect((await give('expert')).body['code']).toBe('part-unfit');
  const replies = await eight(() => give('scorer'));
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  expect(await mayScore(db, { ...key, personId: free.id })).toBe('allowed');
});

test('who leaves by an act loses what they had, and stays known as who was there', async () => {
  const { db } = office.world.database;
  const newcomer = await office.makePerson();
  await office.world.giveRole(newcomer.id, 'evaluator');
  const leaving = judge(4);
  const had = (await assignmentsOf(db, { callId: office.callId, personId: leaving.id })).filter(
    ({ removed }) => !removed,
  );
  expect(had.length).toBeGreaterThan(0);
  const replies = await eight(async () =>
    office.compose({
      title: 'Sostituzione di un componente',
      named: [namedAs(newcomer, 'member')],
      leaving: [await memberNumber(leaving)].filter((number) => number > 0),
    }),
  );
  expect(
    count(
      replies.map(({ status }) => status),
      201,
    ),
  ).toBe(1);
  for (const { applicationId } of had) {
    const all = await assignmentsOf(db, { callId: office.callId, applicationId });
    expect(all.find(({ personId }) => personId === leaving.id)?.removed?.because).toBe('departure');
    const scoring = all.filter(({ part, removed }) => !removed && part !== 'expert');
    expect(scoring).toHaveLength(3);
  }
  const { body } = await office.server.ask(office.secretary.token, `GET ${base}/panel`);
  const members = body['members'] as readonly { name: string; untilAct?: number; until?: string }[];
  expect(members.find(({ name }) => name === leaving.name)).toMatchObject({
    untilAct: 2,
    until: '2026-01-12',
  });
  expect(await membershipOf(db, office.callId, leaving.id)).toBeUndefined();
});

test('what is recorded is only ever ended, and once', async () => {
  const { db } = office.world.database;
  await expect(
    db
      .updateTable('panel_assignment')
      .set({ person_id: judge(0).id })
      .execute(),
  ).rejects.toThrow(/can only be ended/);
  await expect(
    db
      .updateTable('panel_member')
      .set({ until_act: 2 })
      .where('until_act', 'is not', null)
      .execute(),
  ).rejects.toThrow(/can only be ended/);
  for (const statement of [
    db.deleteFrom('panel_assignment'),
    db.deleteFrom('conflict'),
    db.updateTable('conflict').set({ ground: 'x' }),
    db.updateTable('panel_arrival').set({ scorers: 0 }),
    db.updateTable('panel_drawing').set({ inputs: '' }),
  ])
    await expect(statement.execute()).rejects.toThrow(/permission denied|final|kept/);
});
