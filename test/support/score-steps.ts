import { expect } from 'vitest';
import { makePrint, type Press } from '../../src/examination/index.ts';
import type { ApiAnswer } from './api-client.ts';
import { submitApplication, type DialogueCast } from './dialogue-steps.ts';
import { declareAll } from './panel-steps.ts';

type Line = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Line[];
const idOf = (own: string): string => own.split('/').at(-1) ?? '';
const etagOf = ({ headers }: ApiAnswer) => ({ 'if-match': headers.get('etag') ?? '' });

interface ScoreCast extends DialogueCast {
  /** Of the panel that the call already has. */
  readonly secretary: string;
  /** Who confirms what the officer finds. */
  readonly second: string;
  readonly press: Press;
}

interface Member {
  readonly id: string;
  readonly number: number;
  readonly name: string;
}

const reason = 'Relazione completa, con misure di prima e di dopo.';
const entries = { quality: { value: '10', reason }, landscape: { value: '4', reason } };

/** Every operation on sheets, sessions and what they decide, as it is described; gives how it was left, and whether it passes. */
export async function useScores(cast: ScoreCast): Promise<readonly unknown[]> {
  const own = await bringToPanel(cast);
  const members = await findMembers(cast);
  const scorers = members.slice(-3);
  for (const { name } of members) await declareAll(cast, name);
  for (const { number } of scorers)
    await cast.ask(cast.secretary, `POST ${cast.call}/panel/assignments`, {
      status: 201,
      body: { application: idOf(own), member: number, part: 'scorer', reason: 'Prova' },
    });
  for (const { name } of scorers) await fillSheet(cast, own, name);
  await listSheets(cast, own, scorers);
  const session = await openSession(cast, members);
  const state = await decide(cast, own, session);
  await closeSession(cast, session);
  return [state, await communicate(cast, own)];
}

/** An application of which everything is known but what the panel says. */
async function bringToPanel(cast: ScoreCast): Promise<string> {
  const { ask, officer, second, database } = cast;
  const own = await submitApplication(cast, 'Lampioni da valutare');
  const facts = { inhabitants: 400, savedPerYear: '6000.00', darkSky: true, restoredLamps: 0 };
  const findings = Object.entries(facts).map(([subject, value]) => ({
    kind: 'fact',
    subject,
    says: 'value',
    value,
  }));
  const path = `POST ${own}/examination/findings`;
  let last = await ask(officer, path, {
    status: 201,
    body: { findings },
    headers: etagOf(await ask(officer, `GET ${own}/examination`)),
  });
  for (const [index] of findings.entries())
    last = await ask(second, `${path}/${index + 1}/confirmation`, {
      status: 201,
      body: { agrees: true },
      headers: etagOf(last),
    });
  await database.db
    .updateTable('examination')
    .set({ phase: 'merit', state: 'under-way' })
    .where('application_id', '=', idOf(own))
    .execute();
  return own;
}

/** Who judges in the panel, in the order of the act that named them. */
async function findMembers({ database: { db }, call }: ScoreCast): Promise<readonly Member[]> {
  return db
    .selectFrom('panel_member as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .innerJoin('call as c', 'c.id', 'm.call_id')
    .select(['p.id', 'm.number', 'p.family_name as name'])
    .where('c.slug', '=', call.split('/').at(-1) ?? '')
    .where('m.part', '<>', 'secretary')
    .where('m.until_act', 'is', null)
    .orderBy('m.number')
    .execute();
}

async function fillSheet({ ask, secretary }: ScoreCast, own: string, name: string): Promise<void> {
  const path = `${own}/sheet`;
  await ask(secretary, `GET ${path}`, { status: 404 });
  const read = await ask(name, `GET ${path}`);
  await ask(name, `PUT ${path}`, { status: 428, body: { entries } });
  const headers = etagOf(read);
  const strange = { ...entries, quality: { value: '7', reason } };
  await ask(name, `PUT ${path}`, { status: 422, body: { entries: strange }, headers });
  const { quality } = entries;
  const saved = await ask(name, `PUT ${path}`, { body: { entries: { quality } }, headers });
  await ask(name, `PUT ${path}`, { status: 412, body: { entries }, headers });
  await ask(name, `POST ${path}/closing`, { status: 422 });
  await ask(name, `PUT ${path}`, { body: { entries }, headers: etagOf(saved) });
  await ask(name, `POST ${path}/closing`);
  await ask(name, `POST ${path}/reopening`, { body: { reason: 'Ho scambiato due domande' } });
  await ask(name, `POST ${path}/closing`);
  expect((await ask(name, `GET ${path}`)).body['state']).toBe('closed');
}

async function listSheets(
  { ask, call, lead, secretary }: ScoreCast,
  own: string,
  [scorer]: readonly Member[],
): Promise<void> {
  const mine = itemsOf(await ask(scorer?.name ?? '', `GET ${call}/sheets`));
  expect(mine).toContainEqual(expect.objectContaining({ application: idOf(own), state: 'closed' }));
  const states = itemsOf(await ask(secretary, `GET ${call}/sheets?limit=200`));
  const counted = { application: idOf(own), wanted: 3, closed: 3 };
  expect(states).toContainEqual(expect.objectContaining(counted));
  await ask(lead, `GET ${call}/sheets`, { status: 403 });
}

async function openSession(
  { ask, call, lead, secretary }: ScoreCast,
  members: readonly Member[],
): Promise<string> {
  const path = `${call}/sessions`;
  const asked = {
    heldOn: new Date().toISOString().slice(0, 10),
    place: 'Sala 2',
    present: members.map(({ id }) => id),
  };
  await ask(secretary, `POST ${path}`, { status: 422, body: { ...asked, present: [] } });
  const opened = await ask(secretary, `POST ${path}`, { status: 201, body: asked });
  expect(itemsOf(await ask(secretary, `GET ${path}?limit=1`))).toEqual([opened.body]);
  await ask(lead, `GET ${path}`, { status: 403 });
  return `${path}/${String(opened.body['number'])}`;
}

/** As the sheets propose, taken back, and then by hand; gives how it stands after that. */
async function decide(
  { ask, call, lead, secretary }: ScoreCast,
  own: string,
  session: string,
): Promise<unknown> {
  const path = `${own}/consolidation`;
  const body = { applications: [idOf(own)] };
  const all = { done: body.applications, left: [] };
  await ask(secretary, `GET ${path}`, { status: 409 });
  await ask(secretary, `POST ${call}/sessions/999/openings`, { status: 404, body });
  expect((await ask(secretary, `POST ${session}/openings`, { body })).body).toEqual(all);
  await ask(secretary, `GET ${path}`);
  expect((await ask(secretary, `POST ${session}/decisions`, { body })).body).toEqual(all);
  await ask(secretary, `GET ${path}`);
  const undoing = { status: 204, body: { reason: 'Manca un documento' } };
  await ask(secretary, `POST ${path}/undoing`, undoing);
  expect((await ask(secretary, `POST ${session}/openings`, { body })).body).toEqual(all);
  const again = await ask(secretary, `POST ${session}/openings`, { body });
  expect(again.body['left']).toHaveLength(1);
  await ask(secretary, `POST ${session}/closing`, { status: 409, body: {} });
  await ask(secretary, `POST ${path}`, { status: 422, body: { entries: {} } });
  await ask(secretary, `POST ${path}`, { body: { entries } });
  await ask(secretary, `POST ${path}`, { status: 409, body: { entries } });
  await ask(lead, `GET ${path}`, { status: 404 });
  const read = await ask(secretary, `GET ${path}`);
  return read.body['state'];
}

async function closeSession(
  { ask, call, lead, officer, secretary, press }: ScoreCast,
  session: string,
): Promise<void> {
  const closed = await ask(secretary, `POST ${session}/closing`, { body: { notes: 'Nessuna.' } });
  const minutes = `${call}/minutes/${String(closed.body['minutes'])}`;
  await ask(lead, `GET ${minutes}`, { status: 403 });
  await ask(officer, `GET ${minutes}`);
  await ask(officer, `GET ${minutes}/file`, { status: 404 });
  const { print_id: printId } = await press.db
    .selectFrom('minutes as m')
    .innerJoin('call as c', 'c.id', 'm.call_id')
    .select('m.print_id')
    .where('c.slug', '=', call.split('/').at(-1) ?? '')
    .where('m.number', '=', Number(closed.body['minutes']))
    .executeTakeFirstOrThrow();
  expect(await makePrint(press, printId)).toBe('made');
  await ask(officer, `GET ${minutes}/file`);
  expect((await ask(officer, `GET ${minutes}`)).body).toHaveProperty('fileSha256');
}

/** Gives whether the applicant reads that it passes. */
async function communicate(
  { ask, call, lead, officer, secretary }: ScoreCast,
  own: string,
): Promise<unknown> {
  const [score = {}] = itemsOf(await ask(officer, `GET ${call}/scores`));
  expect(score).toMatchObject({ application: idOf(own), passes: true });
  await ask(lead, `GET ${own}/feedback`, { status: 409 });
  await ask(officer, `POST ${call}/feedback-releases`, { status: 403 });
  const { body } = await ask(secretary, `POST ${call}/feedback-releases`);
  expect(body).toEqual({ released: 1 });
  const { body: read } = await ask(lead, `GET ${own}/feedback`);
  expect(read['net']).toBe(score['net']);
  return read['passes'];
}
