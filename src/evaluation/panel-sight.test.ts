import { afterAll, beforeAll, expect, test } from 'vitest';
import { vatNumber } from '../../test/support/people.ts';
import { declaredRoutes } from '../accounts/index.ts';
import {
  makePanelOffice,
  type PanelOffice,
  type PanelPerson,
} from '../../test/support/panel-office.ts';

/** Words and amounts of the application that are found nowhere else. */
const title = 'Lanterne del Borgo Antico';
const inside = ['20000', '20.000', 'Via Roma', 'led', title];

let office: PanelOffice;
let application: string;
let base: string;

beforeAll(async () => {
  office = await makePanelOffice();
  base = `/calls/${office.slug}`;
  application = await office.bring(title);
  await office.compose();
}, 60_000);
afterAll(async () => {
  expect(office.server.faults()).toEqual([]);
  await office.close();
});

const judge = (index: number): PanelPerson => office.judges[index] as PanelPerson;

interface Seen {
  readonly route: string;
  readonly status: number;
  readonly text: string;
}

/** Everything that can be read about the application or its call, as somebody gets it. */
async function readEverything(person: PanelPerson): Promise<readonly Seen[]> {
  const routes = declaredRoutes(office.server.app)
    .filter(({ method, url }) => method === 'GET' && url.includes('/calls/:call'))
    .map(({ url }) => url);
  expect(routes.length).toBeGreaterThan(60);
  const seen: Seen[] = [];
  for (const route of routes) {
    const { status, text } = await get(person, addressOf(route));
    seen.push({ route, status, text });
  }
  for (const route of ['/evaluations', '/applications', '/api/v1/applications', '/account'])
    seen.push({ route, ...(await get(person, route)) });
  return seen;
}

function addressOf(route: string): string {
  const names: Readonly<Record<string, string>> = {
    call: office.slug,
    application,
    hash: snapshotHash,
    organisation: office.leadId,
    slot: 'plan-resolution',
    version: '1',
    section: 'project',
    format: 'csv',
    number: '1',
    drawing: '1',
  };
  return route.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? '1');
}

let snapshotHash: string;
beforeAll(async () => {
  const row = await office.world.database.db
    .selectFrom('snapshot')
    .select('hash')
    .where('application_id', '=', application)
    .executeTakeFirstOrThrow();
  snapshotHash = row.hash.toString('hex');
});

async function get(
  person: PanelPerson,
  url: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const cookie = [...person.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const reply = await office.server.app.inject({
    url,
    headers: url.startsWith('/api/')
      ? { authorization: `Bearer ${person.token}` }
      : { accept: 'text/html', cookie },
  });
  return { status: reply.statusCode, text: reply.rawPayload.toString('latin1') };
}

const ofApplication = ({ route }: Seen): boolean => route.includes('/applications/:application');
const leaking = (seen: readonly Seen[]): readonly string[] =>
  seen.flatMap(({ route, status, text }) => {
    const found = status < 400 ? inside.filter((secret) => says(text, secret)) : [];
    return found.length === 0 || isOfCall(route) ? [] : [`${route}: ${found.join(', ')}`];
  });

/** A short word is looked for as one. */
function says(text: string, secret: string): boolean {
  return new RegExp(`(^|[^\\w])${secret.replaceAll('.', '\\.')}($|[^\\w])`).test(text);
}

/** The text of the call itself names kinds of lamps and amounts. */
function isOfCall(route: string): boolean {
  return /\/calls\/:call(?:$|\/(?:versions|interview|fit|calendar|changes|panel-rules))/.test(
    route,
  );
}

/** Where an evaluator would read the application. */
const open = [
  '/api/v1/calls/:call/applications/:application',
  '/api/v1/calls/:call/applications/:application/snapshots/:hash',
  '/calls/:call/applications/:application',
  '/calls/:call/applications/:application/snapshots/:hash',
  '/calls/:call/applications/:application/pdf',
];

async function expectNothing(person: PanelPerson): Promise<void> {
  const seen = await readEverything(person);
  expect(leaking(seen)).toEqual([]);
  const reached = seen.filter((each) => ofApplication(each) && each.status < 400);
  expect(reached.map(({ route }) => route)).toEqual([]);
  const hidden = seen.filter(({ route }) => open.includes(route)).map(({ status }) => status);
  expect(hidden).toEqual(open.map(() => 404));
}

test('an evaluator who is not of the panel gets nothing of the application by any route', async () => {
  await expectNothing(office.outsider);
  for (const page of ['', '/declaration', '/conflict', '/refusal'])
    expect((await get(office.outsider, `${base}/evaluation${page}`)).status).toBe(404);
  for (const route of ['', '/round', '/assignments'])
    expect((await get(office.outsider, `/api/v1${base}/evaluation${route}`)).status).toBe(404);
});

test('a member who has not declared gets who is in it, and nothing of what it says', async () => {
  await expectNothing(judge(1));
  const { body } = await office.server.ask(judge(1).token, `GET /api/v1${base}/evaluation/round`);
  expect(Object.keys(body).toSorted()).toEqual(['applications', 'left', 'shown', 'upTo']);
  const [item] = body['applications'] as readonly Record<string, unknown>[];
  expect(Object.keys(item ?? {}).toSorted()).toEqual([
    'application',
    'entry',
    'hints',
    'number',
    'organisations',
    'people',
  ]);
  const [organisation] = (item?.['organisations'] ?? []) as readonly Record<string, unknown>[];
  expect(Object.keys(organisation ?? {}).toSorted()).toEqual(['fiscalCode', 'isLead', 'name']);
  // Of people the name and nothing else: neither their code nor their address.
  expect(item?.['people']).toEqual(expect.arrayContaining([expect.stringMatching(/^Alba \w+$/)]));
  const page = await get(judge(1), `${base}/evaluation/declaration`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Comune di Ores');
});

test('also where the member is an officer as well', async () => {
  await office.world.giveRole(judge(2).id, 'officer');
  const seen = await readEverything(judge(2));
  const reached = seen.filter((each) => ofApplication(each) && each.status < 400);
  expect(reached.map(({ route }) => route)).toEqual([]);
});

test('who has declared reads it; who declared a conflict gets nothing of it, whatever else they are', async () => {
  expect((await office.declare(judge(1))).status).toBe(201);
  const conflict = { application, ground: 'Ho lavorato al progetto.' };
  expect((await office.declare(judge(2), [conflict])).status).toBe(201);
  const seen = await readEverything(judge(1));
  const reached = seen.filter(({ route, status }) => open.includes(route) && status === 200);
  expect(reached.map(({ route }) => route)).toEqual(open);
  const opened = await office.server.ask(
    judge(1).token,
    `GET /api/v1${base}/applications/${application}`,
  );
  expect(opened.text).toContain(title);
  for (const role of ['controller', 'auditor', 'panel-secretary'] as const)
    await office.world.giveRole(judge(2).id, role);
  const hidden = await readEverything(judge(2));
  expect(hidden.filter((each) => ofApplication(each) && each.status < 400)).toEqual([]);
});

test('a late conflict closes it at once, and the list keeps only its number', async () => {
  for (const index of [0, 3, 4, 5, 6, 7]) await office.declare(judge(index));
  expect((await office.draw()).status).toBe(201);
  const names = await office.holders(application);
  const person = office.judges.find(({ name }) => name === names[0]) as PanelPerson;
  const before = await get(person, `${base}/evaluation`);
  expect(before.text).toContain(title);
  const late = await office.server.ask(person.token, `POST /api/v1${base}/evaluation/conflicts`, {
    application,
    ground: 'Mio cugino è socio.',
  });
  expect(late.status).toBe(201);
  await expectNothing(person);
  const { body } = await office.server.ask(
    person.token,
    `GET /api/v1${base}/evaluation/assignments`,
  );
  const [own] = body['items'] as readonly Record<string, unknown>[];
  expect(Object.keys(own ?? {}).toSorted()).toEqual([
    'application',
    'assignedAt',
    'entry',
    'number',
    'part',
    'removedAt',
    'removedBecause',
    'state',
  ]);
  const page = await get(person, `${base}/evaluation`);
  expect(page.text).not.toContain(title);
  expect(page.text).toContain('astensione per conflitto');
});

test('one’s relations are read by nobody else', async () => {
  const declared = await office.server.ask(judge(3).token, 'POST /api/v1/relations', {
    fiscalCode: vatNumber(7_000_001),
    name: 'Segheria Riservata S.r.l.',
    kind: 'advises',
  });
  expect(declared.status).toBe(201);
  for (const person of [judge(0), office.secretary, office.outsider]) {
    const { text } = await office.server.ask(person.token, 'GET /api/v1/relations');
    expect(text).not.toContain('Riservata');
    const end = await office.server.ask(
      person.token,
      `DELETE /api/v1/relations/${String(declared.body['id'])}`,
    );
    expect(end.status).toBe(404);
    const seen = await readEverything(person);
    expect(seen.filter(({ text: each }) => each.includes('Riservata'))).toEqual([]);
  }
  const own = await office.server.ask(judge(3).token, 'GET /api/v1/relations');
  expect(own.text).toContain('Riservata');
});
