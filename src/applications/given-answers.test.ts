import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, makeDesk, type Desk } from '../../test/support/application-desk.ts';

let desk: Desk;
let slug: string;
let form: string;

beforeAll(async () => {
  desk = await makeDesk();
  slug = desk.call.split('/').at(-1) ?? '';
  form = `${desk.call}/applications`;
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

/** Answers as an address carries them. */
function answers(...steps: readonly (readonly unknown[])[]): string {
  return Buffer.from(JSON.stringify([[slug, ...steps]])).toString('base64url');
}

const said = () =>
  answers(
    ['p', '', { lead: 1, workshop: 2 }],
    ['f', 'village', 'Ores'],
    ['f', 'hasLampPlan', true],
    ['f', 'upkeepYears', null],
    ['e', 'signed', { 0: true, 1: false }],
    ['e', 'size', { 1: 'micro', 2: 'small' }],
    ['c', 'light', { poles: { from: '20000.00', to: '25000.00' }, design: '1200.50' }],
    ['f', 'nothing-of-this-call', 1],
  );

async function fiscalCodeOf(id: string): Promise<string> {
  const { fiscal_code: code } = await desk.world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return code ?? '';
}

async function countApplications(): Promise<number> {
  const rows = await desk.world.database.db.selectFrom('application').select('id').execute();
  return rows.length;
}

async function contentAt(location: string | undefined): Promise<unknown> {
  const [, id = ''] = /applications\/([0-9a-f-]{36})/.exec(location ?? '') ?? [];
  const { content } = await desk.world.database.db
    .selectFrom('application')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return content;
}

test('whoever is not signed in comes back with the answers', async () => {
  const reply = await desk.server.app.inject({
    url: `${form}/new?a=${said()}`,
    headers: { accept: 'text/html' },
  });
  expect(reply.statusCode).toBe(303);
  const signIn = new URL(reply.headers.location ?? '', 'http://here');
  expect(signIn.searchParams.get('return-to')).toBe(`${form}/new?a=${said()}`);
  const long = `${form}/new?a=${'x'.repeat(6900)}`;
  const page = await desk.server.app.inject({
    url: `/sign-in?return-to=${encodeURIComponent(long)}`,
    headers: { accept: 'text/html' },
  });
  expect(page.statusCode).not.toBe(400);
});

test('the form shows what goes into the draft, and nothing is stored before', async () => {
  const before = await countApplications();
  const page = await desk.lead.get(`${form}/new?a=${said()}`);
  expect(page.status).toBe(200);
  expect(page.html).toContain('7 risposte che hai già dato entrano nella domanda');
  expect(page.html).toContain('Una risposta non vale più per il bando attuale');
  expect(page.html).toContain('Codice fiscale: bottega artigiana (2)');
  expect(page.html).toContain('Codice fiscale: bottega artigiana (3)');
  expect(page.html).toContain('Ores');
  expect(fieldsOf(page.html, form)).toMatchObject({ a: said() });
  expect(await countApplications()).toBe(before);
});

test('the draft has the facts, the partners and the amounts that were given', async () => {
  await desk.lead.get(`${form}/new?a=${said()}`);
  const begun = await desk.lead.post(form, {
    lead: desk.leadId,
    title: 'Lampioni di Ores',
    line: 'light',
    a: said(),
    'partner-1': '',
    'partner-2': (await fiscalCodeOf(desk.partnerId)).toLowerCase(),
  });
  expect(begun.status, begun.html).toBe(303);
  expect(await contentAt(begun.location)).toEqual({
    line: 'light',
    facts: { village: 'Ores', hasLampPlan: true },
    partners: [
      { id: desk.leadId, role: 'lead', facts: { signed: true } },
      { id: desk.partnerId, role: 'workshop', facts: { size: 'small' } },
    ],
    costs: { poles: { from: '20000.00', to: '25000.00' }, design: '1200.50' },
  });
  const page = await desk.lead.get(begun.location ?? '');
  expect(page.html).toContain('La domanda è cominciata con le tue risposte');
  expect(page.html).toContain('Manca un partner che avevi indicato');
  const budget = await desk.lead.get((begun.location ?? '').replace('project', 'budget'));
  expect(budget.html).toContain('1.200,50');
});

test('an organisation that is unknown, or named twice, is told at its field and keeps the answers', async () => {
  const code = await fiscalCodeOf(desk.partnerId);
  const before = await countApplications();
  const send = (partners: Record<string, string>) =>
    desk.lead.post(form, { lead: desk.leadId, title: 'A', line: 'light', a: said(), ...partners });
  const unknown = await send({ 'partner-1': '00000000000' });
  expect(unknown.status).toBe(422);
  expect(unknown.html).toContain('<a href="#partner-1">Nessuna organizzazione registrata qui');
  expect(fieldsOf(unknown.html, form)).toMatchObject({ a: said() });
  expect(unknown.html).toContain('value="00000000000"');
  const twice = await send({ 'partner-1': code, 'partner-2': code });
  expect(twice.html).toContain('<a href="#partner-2">Questa organizzazione c’è già');
  const own = await send({ 'partner-1': await fiscalCodeOf(desk.leadId) });
  expect(own.html).toContain('<a href="#partner-1">Questa organizzazione c’è già');
  expect(await countApplications()).toBe(before);
});

test('another language keeps all that was written, and begins nothing', async () => {
  const before = await countApplications();
  const reply = await desk.lead.post(form, {
    lead: desk.leadId,
    title: 'Un titolo scritto',
    line: 'light',
    a: said(),
    'partner-1': '123',
    lang: 'en',
  });
  expect(reply.status).toBe(200);
  expect(reply.html).toContain('<html lang="en">');
  expect(reply.html).toContain('Start the application with these answers');
  expect(fieldsOf(reply.html, form)).toMatchObject({ a: said() });
  expect(reply.html).toContain('value="Un titolo scritto"');
  expect(reply.html).toContain('value="123"');
  expect((await desk.lead.get(`${form}/new`)).html).toContain('<html lang="en">');
  await desk.lead.get('/calls?lang=it');
  await desk.lead.get(`${form}/new?lang=it`);
  expect(await countApplications()).toBe(before);
});

test.each(['', 'x', '%%%', Buffer.from('[[1,2]]').toString('base64url'), 'a'.repeat(50_000)])(
  'what is no answer begins an empty draft',
  async (a) => {
    const begun = await desk.lead.post(form, { lead: desk.leadId, title: 'A', line: 'light', a });
    expect(begun.status).toBe(303);
    expect(await contentAt(begun.location)).toEqual({
      line: 'light',
      facts: {},
      partners: [{ id: desk.leadId, role: 'lead' }],
    });
  },
);
