import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/support/application-server.ts';
import {
  decisionsWithout,
  makeDeskScene,
  type DeskScene,
} from '../../../test/support/desk-scene.ts';

let scene: DeskScene;
let officer: Browser;
let home: string;

const open = ['ranking-ties', 'ranking-last-resort', 'partial-funding'] as const;
const act = {
  act: 'Determinazione n. 12',
  day: '2025-03-03',
  ground: 'Dotazione finanziaria',
  reasons: 'Le economie della linea 3 sono certe.',
};
const tie = 'tie-at-cut-off.linea-4';

beforeAll(async () => {
  scene = await makeDeskScene({ decisions: decisionsWithout(...open) });
  officer = await scene.server.browserOf(scene.officer);
  home = `/rankings/${scene.slug}`;
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const plain = (html: string): string =>
  html
    .replace(/^[\s\S]*<main/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ');

async function see(path: string, browser = officer): Promise<string> {
  const { status, html } = await browser.get(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return plain(html);
}

async function ask(request: string, body?: unknown, person = scene.officer) {
  const [method, path] = request.split(' ');
  const token = await scene.server.tokenOf(person);
  return scene.server.ask(token, `${method} /api/v1/calls/${scene.slug}${path}`, body);
}

const stateNow = async (): Promise<unknown> => (await ask('GET /rounds/1')).body['state'];

test('the list says what comes next, and a call whose round is not frozen offers to freeze it', async () => {
  expect(await see('/rankings')).toContain('da fotografare');
  expect(await see(home)).toContain('Fotografa le pratiche');
  const done = await officer.post(`${home}/rounds`, {});
  expect(done).toMatchObject({ status: 303, location: home });
  expect(await see(home)).toContain('Fotografia n. 1 fatta: 40 domande.');
  expect(await see('/rankings')).toContain('1 decisione da prendere');
});

test('the page of a ranking shows where the money ends, whom the stop touches, and each line with its reason', async () => {
  const page = await see(`${home}/units/linea-4`);
  expect(page).toContain('Ferma: serve una decisione');
  expect(page).toContain('a pari merito sul limite (4)');
  expect(page).toContain('4 domande hanno 68 punti, ma 573.875,70 € rimasti non bastano');
  expect(page).toContain('Fin qui è certo: 3.426.124,30 €');
  expect(page).toContain('La dotazione di 4.000.000,00 € finisce dentro questo gruppo');
  expect(page).toContain('prima in graduatoria');
  expect(page).toMatch(/punteggio totale: \d+, chi precede \d+/);
  expect(page).toContain('573.875,70 € attendono la decisione.');
  expect(page).toContain('ritirata da chi l’ha presentata');
  const { status } = await officer.get(`${home}/units/linea-9`);
  expect(status).toBe(404);
});

test('the effect is seen before anything is decided', async () => {
  const page = await see(`${home}/decisions/new?stop=${tie}&choice=move:pot-3`);
  expect(page).toContain('Entrano: 4 domande');
  expect(page).toContain('Non esce nessuna domanda.');
  expect(page).toMatch(/prima 21 → dopo 2\d/);
  expect((await ask('GET /decisions')).body['items']).toEqual([]);
  const none = await see(`${home}/decisions/new?stop=${tie}&choice=none-of-tie`);
  expect(none).toContain('Non entra nessuna domanda.');
});

test('act, day, ground and reasons are asked for, and nothing is recorded without them', async () => {
  const state = String(await stateNow());
  const fields = { stop: tie, choice: 'pro-rata', state, ...act };
  for (const name of ['act', 'ground', 'reasons']) {
    const refused = await officer.post(`${home}/decisions`, { ...fields, [name]: ' ' });
    expect(refused.status).toBe(422);
    expect(plain(refused.html)).toContain('Questo dato manca.');
  }
  for (const day of ['', '2025-02-30', '2999-01-01'])
    expect((await officer.post(`${home}/decisions`, { ...fields, day })).status).toBe(422);
  expect((await ask('GET /decisions')).body['items']).toEqual([]);
});

test('of eight at once one is taken, with the effect that was shown; the others are told to look again', async () => {
  const state = await stateNow();
  const choice = { kind: 'tie', policy: 'none-of-tie' };
  const shown = await ask('POST /decisions/effect', { stop: tie, choice });
  expect(shown.status).toBe(200);
  const body = { stop: tie, choice, state, ...act };
  const replies = await Promise.all(Array.from({ length: 8 }, () => ask('POST /decisions', body)));
  const taken = replies.filter(({ status }) => status === 201);
  expect(taken).toHaveLength(1);
  expect(taken[0]?.body['effect']).toEqual(shown.body);
  const others = replies.filter(({ status }) => status !== 201);
  for (const other of others)
    expect(other).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  expect(others).toHaveLength(7);
  expect(await see(`${home}/decisions/1`)).toContain('Determinazione n. 12');
  const { rows } = await scene.world.database.pool.query<{ act: string }>(
    `select act from journal where subject like 'round-decision/%' order by sequence`,
  );
  expect(rows.map((row) => row.act)).toEqual(['round-decided']);
});

test('a decision is withdrawn with a reason, once, and the round stops again', async () => {
  expect((await ask('GET /rounds/1')).body['stops']).toEqual([]);
  const state = await stateNow();
  const without = await ask('POST /decisions/1/withdrawal', { because: ' ', state });
  expect(without).toMatchObject({ status: 422 });
  const body = { because: 'Il verbale conteneva un errore.', state };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => ask('POST /decisions/1/withdrawal', body)),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 409)).toHaveLength(7);
  expect((await ask('GET /rounds/1')).body['stops']).toMatchObject([{ key: tie }]);
  expect(await see(`${home}/decisions/1`)).toContain('Il verbale conteneva un errore.');
});

test('a draw puts each in a place of its own, and money moved covers what was missing', async () => {
  const [stop] = (await ask('GET /rounds/1')).body['stops'] as [{ applications: string[] }];
  const places = stop.applications.map((id, index) => [`place-${id}`, String(index + 1)] as const);
  const state = String(await stateNow());
  const fields = { stop: tie, choice: 'draw', state, ...act };
  const twice = await officer.post(`${home}/decisions`, {
    ...fields,
    ...Object.fromEntries(places.map(([name]) => [name, '1'])),
  });
  expect(twice.status).toBe(422);
  const drawn = await officer.post(`${home}/decisions`, {
    ...fields,
    ...Object.fromEntries(places),
  });
  expect(drawn.status).toBe(303);
  const { body } = await ask('GET /rounds/1');
  expect(body['stops']).toMatchObject([{ code: 'partial-policy-missing', nature: 'decision' }]);
  const skip = {
    stop: 'partial-policy-missing.linea-4',
    choice: { kind: 'partial', policy: 'skip' },
  };
  const taken = await ask('POST /decisions', { ...skip, state: body['state'], ...act });
  expect(taken.status).toBe(201);
  // Passed over, the money comes to another tie: each stop is answered for itself.
  const [next] = (await ask('GET /rounds/1')).body['stops'] as [{ applications: string[] }];
  expect(next).toMatchObject({ key: tie, left: '15804.36', needed: '124875.20' });
  expect(next.applications).not.toEqual(stop.applications);
  const move = { kind: 'move', from: 'pot-3', to: 'pot-4', amount: '1000000.01' };
  const tooMuch = await ask('POST /decisions', { choice: move, state: await stateNow(), ...act });
  expect(tooMuch).toMatchObject({ status: 409, body: { code: 'move-exceeds-left' } });
  const moved = await ask('POST /decisions', {
    choice: { ...move, amount: '393559.28' },
    state: await stateNow(),
    ...act,
  });
  expect(moved.status).toBe(201);
});

test('lines are paged to the end, each application once', async () => {
  const seen: string[] = [];
  for (let after = ''; ;) {
    const { body } = await ask(`GET /rounds/1/rankings/linea-4?limit=7${after}`);
    const items = body['items'] as readonly { application: string; outcome: string }[];
    seen.push(...items.map(({ application }) => application));
    if (body['next'] === undefined) break;
    after = `&after=${body['next'] as string}`;
  }
  expect(seen).toHaveLength(40);
  expect(new Set(seen).size).toBe(40);
});

test('what has changed since is counted, and an earlier round is still there', async () => {
  await scene.decide('RC4-002', 'not-admitted');
  expect(await see(home)).toContain('1 istruttoria è cambiata da allora');
  expect((await officer.post(`${home}/rounds`, {})).status).toBe(303);
  expect(await see(home)).toContain('Aggiornata: nulla è cambiato da allora.');
  expect(await see(`${home}/units/linea-4?round=1`)).toContain(
    'Stai guardando una fotografia precedente',
  );
  const old = await officer.get(`${home}?round=9`);
  expect(old.status).toBe(404);
});

test('a trial is kept, compared and deleted, and changes nothing', async () => {
  const before = (await ask('GET /rounds/2')).text;
  const page = await see(`${home}/what-if?t.net-30=80`);
  expect(page).toContain('Escono:');
  const wrong = await officer.get(`${home}/what-if?t.net-30=molti`);
  expect(wrong.status).toBe(422);
  const kept = await officer.post(`${home}/what-ifs`, { 't.net-30': '80', name: 'Soglia a 80' });
  expect(kept).toMatchObject({ status: 303, location: `${home}/what-ifs` });
  const changes = { pots: { 'pot-4': '5000000.00' } };
  expect((await ask('POST /what-ifs', { name: 'Più risorse', changes })).status).toBe(201);
  const compared = await see(`${home}/what-ifs`);
  expect(compared).toContain('Soglia a 80');
  expect(compared).toContain('5.000.000,00 €');
  expect((await ask('GET /rounds/2')).text).toBe(before);
  expect((await ask('DELETE /what-ifs/1')).status).toBe(204);
  expect((await ask('DELETE /what-ifs/1')).status).toBe(404);
  expect((await officer.post(`${home}/what-ifs/2/removal`, {})).status).toBe(303);
});

test('a trial can never become an act', async () => {
  const { pool } = scene.world.database;
  const { rows } = await pool.query(
    `select conrelid::regclass as at from pg_constraint where confrelid = 'what_if'::regclass`,
  );
  expect(rows).toEqual([]);
  const named = await pool.query<{ table_name: string }>(
    `select table_name from information_schema.columns
      where column_name like '%what_if%' or column_name like '%trial%'`,
  );
  expect(named.rows).toEqual([]);
  const { html } = await officer.get(`${home}/what-if?t.net-30=80`);
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const actions = [...main.matchAll(/ (?:form)?action="([^"]*)"/gi)].map(([, action]) => action);
  expect(new Set(actions)).toEqual(new Set([`${home}/what-if`, `${home}/what-ifs`]));
  expect(main).not.toMatch(/\/(acts|decisions|ranking-acts)/);
  const choice = { kind: 'what-if', trial: 1 };
  const asDecision = await ask('POST /decisions', { choice, state: await stateNow(), ...act });
  expect(asDecision.status).toBe(400);
});

test('who only looks decides nothing, and who has no part in the call sees nothing', async () => {
  const stranger = await scene.world.makePerson();
  const auditor = await scene.world.makePerson();
  await scene.world.giveRole(auditor, 'auditor');
  for (const path of [
    '/rounds',
    '/rounds/1',
    '/rounds/1/rankings/linea-4',
    '/decisions',
    '/what-ifs',
  ]) {
    expect((await ask(`GET ${path}`, undefined, stranger)).status).toBe(403);
    expect((await ask(`GET ${path}`, undefined, auditor)).status).toBe(200);
  }
  const reader = await scene.server.browserOf(auditor);
  const page = await see(`${home}/units/linea-4`, reader);
  expect(page).not.toContain('Guarda l’effetto');
  const choice = { kind: 'tie', policy: 'none-of-tie' };
  const body = { stop: tie, choice, state: '2', ...act };
  for (const person of [auditor, stranger, scene.signatory])
    expect((await ask('POST /decisions', body, person)).status).toBe(403);
  for (const person of [auditor, stranger])
    expect((await ask('POST /rounds', undefined, person)).status).toBe(403);
});
