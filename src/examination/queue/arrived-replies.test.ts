import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';
import { recordAct } from '../../platform/journal.ts';
import { actNames } from '../requests/act.ts';
import { closeSilentRequests } from '../requests/request-tasks.ts';
import { takeInCall } from '../take-in.ts';

let scene: DialogueScene;

beforeAll(async () => {
  scene = await makeDialogueScene();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const plan = 'fact.hasLampPlan';
const idOf = (address: string) => address.split('/').at(-1);

interface Item {
  readonly application: string;
  readonly reply?: { readonly request: number; readonly kind: string };
}

/** What the queue marks as answered, with the filter and without it. */
async function markedIn(): Promise<readonly Item[]> {
  const items = async (query: string): Promise<readonly Item[]> => {
    const reply = await scene.post('officer', `GET /examinations?view=all&limit=200${query}`);
    expect(reply.status, reply.text).toBe(200);
    return reply.body['items'] as readonly Item[];
  };
  const found = await items('&state=replied');
  const marked = (await items('')).filter(({ reply }) => reply !== undefined);
  expect(found).toEqual(marked);
  return marked;
}

const marks = async () =>
  (await markedIn()).map(({ application, reply }) => [application, reply?.request, reply?.kind]);

async function answer(path: string, corrections = {}): Promise<void> {
  const revision = await scene.write(path, corrections);
  const sent = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(sent.status, sent.text).toBe(200);
}

/** The office says something about the application. */
async function find(address: string): Promise<void> {
  const { headers } = await scene.read(address);
  const revision = Number(/\d+/.exec(String(headers['etag']))?.[0]);
  const findings = [{ kind: 'fact', subject: 'savedPerYear', says: 'to-clarify', note: 'Come?' }];
  const path = `POST ${address}/examination/findings`;
  const found = await scene.ask(scene.officer.token, path, { findings }, revision);
  expect(found.status, found.text).toBe(201);
}

test('an answer is marked until the office does something about it, whoever has the application', async () => {
  const address = await scene.beginExamination();
  const silent = await scene.beginExamination();
  await scene.sendOne(silent);
  const path = await scene.sendOne(address);
  expect(await marks()).toEqual([]);
  await answer(path, { [plan]: true });
  expect(await marks()).toEqual([[idOf(address), 1, 'clarification']]);
  const other = scene.officers[1]?.personId;
  const body = { officer: other, reason: 'In ferie.' };
  const given = await scene.post('officer', `POST ${address}/examination/assignment`, body);
  expect(given.status, given.text).toBe(200);
  expect(await marks()).toEqual([[idOf(address), 1, 'clarification']]);
  const { html } = await scene.officer.browser.get('/examination?view=all&state=replied');
  expect(html).toContain('integrazioni arrivate');
  expect(html).toContain(`href="${path}">Leggi la risposta</a>`);
  expect(html).not.toContain(idOf(silent));
  await find(address);
  expect(await marks()).toEqual([]);
  await scene.withdraw(silent);
}, 60_000);

test('observations are marked as such, and no more once the application is withdrawn', async () => {
  const address = await scene.beginExamination();
  await answer(await scene.sendOne(address, 'notice-against'));
  expect(await marks()).toEqual([[idOf(address), 1, 'notice-against']]);
  const { html } = await scene.officer.browser.get('/examination?view=all');
  expect(html).toContain('osservazioni arrivate');
  await scene.withdraw(address);
  await takeInCall({ database: scene.world.database }, scene.slug);
  expect(await marks()).toEqual([]);
}, 60_000);

test('one that came late is marked until it is decided whether it counts', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path);
  const admin = new Client({ connectionString: scene.world.adminUrl });
  await admin.connect();
  await admin.query(`set session_replication_role = replica`);
  await admin.query(
    `update examination_request set sent_on = sent_on - 20, due_on = due_on - 20 where application_id = $1`,
    [idOf(address)],
  );
  await admin.query(
    `update suspension set acted_on = acted_on - 20, from_day = from_day - 20 where application_id = $1`,
    [idOf(address)],
  );
  await admin.end();
  await closeSilentRequests({ database: scene.world.database });
  expect(await marks()).toEqual([]);
  const sent = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(sent.status, sent.text).toBe(200);
  expect(await marks()).toEqual([[idOf(address), 1, 'clarification']]);
  const decision = { take: true, ground: 'Il ritardo è di un giorno.' };
  const decided = await scene.post('officer', `POST ${path}/late-reply`, decision);
  expect(decided.status, decided.text).toBe(200);
  expect(await marks()).toEqual([]);
}, 60_000);

test('of all acts on requests only answers make a mark, and only those that say nothing of them leave it', async () => {
  const address = await scene.beginExamination();
  const { db } = scene.world.database;
  const note = async (act: string): Promise<boolean> => {
    const { id } = await db
      .selectFrom('call')
      .select('id')
      .where('slug', '=', scene.slug)
      .executeTakeFirstOrThrow();
    const subject = `examination/${idOf(address)}`;
    await db
      .transaction()
      .execute((tx) =>
        recordAct(tx, { chain: `call/${id}`, act, subject, personId: null, content: act }),
      );
    const { rows } = await sql<{ readonly marked: boolean }>`
      select is_answered as marked from examination where application_id = ${idOf(address)}`.execute(
      db,
    );
    return rows[0]?.marked === true;
  };
  const named = (...kinds: readonly (keyof typeof actNames)[]) =>
    kinds.flatMap((kind) => Object.values(actNames[kind]));
  const answers = named('replied').flatMap((act) => [act, `late-${act}`]);
  const quiet = [
    ...named('opened', 'proved', 'failure'),
    'examination-assigned',
    'examination-reassigned',
  ];
  const others = named('sent', 'silent', 'withdrawn', 'extended', 'late');
  expect(answers.length + quiet.length - 2 + others.length).toBe(
    2 + Object.values(actNames).flatMap((acts) => Object.values(acts)).length,
  );
  const [someAnswer = '', someOther = ''] = [answers[0], others[0]];
  for (const act of answers) {
    expect([act, await note(act)]).toEqual([act, true]);
    await note(someOther);
  }
  for (const act of others) {
    await note(someAnswer);
    expect([act, await note(act)]).toEqual([act, false]);
  }
  for (const act of quiet) {
    expect([act, await note(act)]).toEqual([act, false]);
    await note(someAnswer);
    expect([act, await note(act)]).toEqual([act, true]);
    await note(someOther);
  }
}, 60_000);
