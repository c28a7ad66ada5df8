import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Browser,
} from '../../../test/support/application-server.ts';
import { makeScene, type Scene } from '../../../test/support/application-scene.ts';
import { minute, writeAttempts, writeProbes } from '../../../test/support/incident-evidence.ts';
import { createIncidents } from '../../../test/support/incident-server.ts';
import { addPerson, addPower } from '../../../test/support/people.ts';
import { readDatabaseClock } from './evidence-store.ts';
import { edgeOf, readEdge, spanFields } from './form-edge.ts';

let scene: Scene;
let server: ApplicationServer;
let base: string;
let span: { from: number; to: number };
let application: string;
let other: string;
let officer: Browser;

beforeAll(async () => {
  scene = await makeScene(2);
  const { world } = scene;
  const { db } = world.database;
  server = await makeApplicationServer(world, { create: createIncidents });
  const call = scene.published.call.document.id + '.rehearsal';
  base = `/calls/${call}/incidents`;
  application = (await scene.ready()).id;
  other = (await scene.start()).id;
  await addPower(db, { organisationId: scene.leadId, personId: scene.lead.personId });
  const now = await readDatabaseClock(db);
  span = { from: now - 30 * minute, to: now - 20 * minute };
  await writeAttempts(db, call, [
    { applicationId: application, at: span.from + minute },
    { applicationId: application, at: span.from + 2 * minute, reason: 'queue-full' },
  ]);
  await writeProbes(db, {
    from: now - 60 * minute,
    to: now,
    problem: (at) => (at > span.from && at < span.to ? 'database' : null),
  });
  const { id } = await addPerson(db);
  await world.giveRole(id, 'officer');
  officer = await server.browserOf(id);
});
afterAll(async () => {
  await server.close();
  await scene.world.close();
});

const fieldsOf = (at = span) => spanFields({ from: new Date(at.from), to: new Date(at.to) });
const open = async (url: string): Promise<string> => {
  const reply = await server.app.inject({ url, headers: { accept: 'text/html' } });
  expect(reply.statusCode, url).toBe(200);
  return reply.body;
};

async function recordWith(more: Record<string, string> = {}, at = span) {
  const query = new URLSearchParams(fieldsOf(at)).toString();
  expect((await officer.get(`${base}/new?${query}`)).status).toBe(200);
  return officer.post(`${base}/new`, {
    ...fieldsOf(at),
    title: 'Il database non risponde',
    description: 'Per dieci minuti nessuno ha potuto inviare <script>alert(1)</script>.',
    'activity-minutes': '30',
    ...more,
  });
}

describe('the form that records', () => {
  test('first offers the outages that the servers saw', async () => {
    const { status, html } = await officer.get(`${base}/new`);
    expect(status).toBe(200);
    expect(html).toContain('Interruzioni delle ultime 72 ore');
    const [, link = ''] = /href="([^"]*incidents\/new\?begins-day[^"]+)"/.exec(html) ?? [];
    const shown = await officer.get(link.replaceAll('&amp;', '&'));
    expect(shown.html).toContain('il database non risponde (');
    expect(shown.html).toContain('<svg role="img" aria-label="Servizio: fermo una volta"');
    expect(shown.html).toContain('con invii non riusciti: 1.');
    // The evidence comes before the words.
    expect(shown.html.indexOf('id="evidence"')).toBeLessThan(shown.html.indexOf('id="record"'));
    expect(shown.html).not.toContain('name="outside"');
  });

  test('keeps what was written and says what is wrong', async () => {
    const { status, html } = await recordWith({ title: '  ', 'activity-minutes': 'many' });
    expect(status).toBe(422);
    expect(html).toContain('<title>Errore: ');
    expect(html).toContain('href="#title"');
    expect(html).toContain('href="#activity-minutes"');
    expect(html).toContain('&lt;script');
    expect(html).not.toContain('<script>alert');
    const time = await recordWith({ 'begins-time': '25:00' });
    expect(time.status).toBe(422);
    expect(time.html).toContain('href="#begins-time"');
    const turned = await recordWith({}, { from: span.to, to: span.from });
    expect(turned.status).toBe(422);
    expect(turned.html).toContain('La fine viene dopo l’inizio');
  });

  test('asks on what it rests where nothing was seen', async () => {
    const quiet = { from: span.from - 10 * minute, to: span.from - 8 * minute };
    const refused = await recordWith({}, quiet);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#outside"');
    expect(refused.html).toContain('name="outside"');
    const done = await recordWith({ outside: 'Segnalazione del gestore' }, quiet);
    expect(done.status).toBe(303);
    const html = await open(done.location ?? '');
    expect(html).toContain('Prova che viene da fuori');
    expect(html).toContain('Segnalazione del gestore');
  });

  test('is for the office only', async () => {
    const lead = await server.browserOf(scene.lead.personId);
    expect((await lead.get(`${base}/new`)).status).toBe(403);
    const reply = await server.app.inject({ url: `${base}/new`, headers: { accept: 'text/html' } });
    expect([reply.statusCode, reply.headers.location]).toEqual([
      303,
      `/sign-in?return-to=${encodeURIComponent(`${base}/new`)}`,
    ]);
  });
});

describe('an incident', () => {
  test('is recorded, completed and remedied without JavaScript', async () => {
    const done = await recordWith();
    expect(done.status, done.html).toBe(303);
    const page = done.location ?? '';
    const office = await officer.get(page);
    expect(office.html).toContain(application);
    expect(office.html).toContain('2 invii non riusciti: dal ');
    expect(office.html).toContain('coda piena');

    await officer.get(`${page}/add`);
    const wrong = await officer.post(`${page}/add`, { application: 'x', reason: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#application"');
    const added = await officer.post(`${page}/add`, {
      application: other,
      reason: 'Ha telefonato',
    });
    expect([added.status, added.location]).toEqual([303, page]);
    expect((await officer.get(page)).html).toContain('Aggiunta a mano: Ha telefonato');

    await officer.get(`${page}/remedy`);
    const empty = await officer.post(`${page}/remedy`, {});
    expect(empty.status).toBe(422);
    for (const field of ['kind', 'until-day', 'until-time', 'ground'])
      expect(empty.html, field).toContain(`href="#${field}"`);
    const soon = edgeOf(new Date(span.to + 25 * minute));
    const refused = await officer.post(`${page}/remedy`, {
      kind: 'admission',
      'until-day': soon.day,
      'until-time': soon.time,
      ground: 'Decreto n. 7',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('non è dopo la chiusura');
    const until = edgeOf(new Date(span.to + 300 * minute));
    const decided = await officer.post(`${page}/remedy`, {
      kind: 'admission',
      'until-day': until.day,
      'until-time': until.time,
      ground: 'Decreto n. 7',
    });
    expect([decided.status, decided.location]).toEqual([303, page]);

    const everybody = await open(page);
    expect(everybody).toContain('Ammissione di chi è nell’elenco');
    expect(everybody).toContain('Decreto n. 7');
    expect(everybody).not.toContain(application);
    expect(everybody).not.toContain('Ha telefonato');
    expect(everybody).not.toContain('<strong>one</strong>');
    expect(everybody).toContain('Prova generale');
    const lead = await server.browserOf(scene.lead.personId);
    expect((await lead.get(page)).html).toContain('La tua domanda è nell’elenco');
    expect((await lead.get(page)).html).toContain('Puoi presentarla fino al');
  });

  test('is on the list of its call, in both languages', async () => {
    const html = await open(base);
    expect(html).toContain('Malfunzionamenti');
    expect(html).toContain('Il database non risponde');
    expect(html).not.toContain('incidents/new');
    const english = await server.app.inject({
      url: base,
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect(english.body).toContain('<h1>Incidents</h1>');
    expect((await officer.get(base)).html).toContain('Registra un malfunzionamento');
  });
});

describe('an instant in a form', () => {
  test('is read back as it was shown, also in the hour that comes twice', () => {
    for (const text of [
      '2026-07-01T08:03:00.000Z',
      '2026-07-01T08:03:20.000Z',
      '2026-07-01T08:03:20.007Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]) {
      const read = readEdge('x', edgeOf(new Date(text)), 'it');
      expect(read.type === 'instant' && read.at.toISOString()).toBe(text);
    }
    expect(edgeOf(new Date('2026-07-01T08:03:00Z'))).toEqual({ day: '2026-07-01', time: '10:03' });
    expect(readEdge('x', { day: '2026-03-29', time: '02:30' }, 'it')).toMatchObject({
      errors: [{ field: 'x-time' }],
    });
  });
});
