import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../test/support/accounts-server.ts';
import { makeFormBrowser } from '../../test/support/form-browser.ts';
import {
  addBody,
  addOrganisation,
  addPerson,
  addRole,
  openTestSession,
  personFiscalCode,
  vatNumber,
} from '../../test/support/people.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

const db = () => server.services.database.db;
let serial = 1_300_000;

async function signedIn(language: 'it' | 'en' = 'en') {
  const person = await addPerson(db());
  const { token, family } = await openTestSession(db(), person.id, 'browser');
  const browser = makeFormBrowser(server.app, {
    language,
    cookies: [['bandolo-session', token]],
  });
  return { person, family, browser };
}

describe('signing in on a trial', () => {
  async function representative() {
    const person = await addPerson(db(), { familyName: `Attrice${++serial}` });
    await addOrganisation(db(), { representative: person.id, name: 'Mulino Bianco di Prova' });
    return person;
  }

  test('the page lists the invented people with what they do, and one becomes one of them', async () => {
    const person = await representative();
    const real = await addPerson(db(), { fictional: false });
    await addOrganisation(db(), { representative: real.id });
    const browser = makeFormBrowser(server.app);
    const page = await browser.open('/sign-in?return-to=/organisations');
    expect(page.text).toContain(person.name);
    expect(page.text).toContain('Legal representative: Mulino Bianco di Prova');
    expect(page.text).not.toContain(real.name);
    const form = { person: person.id, 'return-to': '/organisations' };
    const sent = await browser.send('/sign-in/trial', form);
    expect(sent).toMatchObject({ status: 303, location: '/organisations' });
    const list = await browser.open('/organisations');
    expect(list.text).toContain('Mulino Bianco di Prova');
    expect(list.text).toContain(person.name);
  });

  test('needs the token of its form, an invented person, and leads nowhere else', async () => {
    const person = await representative();
    const real = await addPerson(db(), { fictional: false });
    const browser = makeFormBrowser(server.app);
    await browser.open('/sign-in');
    const forged = await browser.send('/sign-in/trial', { person: person.id, _csrf: 'x.y' });
    expect(forged.status).toBe(403);
    expect((await browser.send('/sign-in/trial', { person: real.id })).status).toBe(404);
    const away = { person: person.id, 'return-to': '//evil.example' };
    expect((await browser.send('/sign-in/trial', away)).location).toBe('/');
  });

  test('is there only on this machine, under its own name, and not through a proxy', async () => {
    const person = await representative();
    const open = (given: { remoteAddress?: string; headers?: Record<string, string> }) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/trial-sessions',
        payload: { person: person.id },
        ...given,
      });
    expect((await open({})).statusCode).toBe(201);
    expect((await open({ remoteAddress: '::1' })).statusCode).toBe(201);
    for (const given of [
      { remoteAddress: '192.168.1.20' },
      { headers: { host: 'bandi.example' } },
      { headers: { 'x-forwarded-for': '127.0.0.1' } },
      { headers: { 'x-real-ip': '127.0.0.1' } },
      { headers: { via: '1.1 proxy' } },
    ])
      expect([404, 421]).toContain((await open(given)).statusCode);
    const off = await startAccounts({ env: { BANDOLO_TRIAL: 'off' } });
    const url = '/api/v1/trial-people';
    expect((await off.app.inject({ url })).statusCode).toBe(404);
    await off.close();
  });

  test('gives programs a token to go on with', async () => {
    const person = await representative();
    const people = await server.app.inject('/api/v1/trial-people');
    expect(people.json().items).toContainEqual({
      id: person.id,
      name: person.name,
      roles: [],
      powers: [{ kind: 'legal-representative', organisation: 'Mulino Bianco di Prova' }],
    });
    const opened = await server.app.inject({
      method: 'POST',
      url: '/api/v1/trial-sessions',
      payload: { person: person.id },
    });
    const { token } = opened.json<{ token: string }>();
    const me = await server.app.inject({
      url: '/api/v1/me',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({ id: person.id, session: { kind: 'api', how: 'trial' } });
  });

  test('changing the person ends the session of the one before', async () => {
    const { browser, family } = await signedIn();
    const next = await representative();
    await browser.open('/sign-in?why=idle');
    expect((await browser.send('/sign-in/trial', { person: next.id })).status).toBe(303);
    const old = await db()
      .selectFrom('session')
      .select('revoked_at')
      .where('family', '=', family)
      .executeTakeFirstOrThrow();
    expect(old.revoked_at).not.toBeNull();
  });
});

describe('the account page', () => {
  test('shows who one is and where one is signed in; a session is ended with its button', async () => {
    const { browser, person } = await signedIn();
    const other = await openTestSession(db(), person.id, 'browser');
    const page = await browser.open('/account');
    expect(page.text).toContain(person.name);
    expect(page.html).toContain(`/account/sessions/${other.family}/end`);
    const sent = await browser.send(`/account/sessions/${other.family}/end`);
    expect(sent).toMatchObject({ status: 303, location: '/account' });
    const after = await browser.open('/account');
    expect(after.text).toContain('Session ended.');
    expect(after.html).not.toContain(other.family);
  });

  test('makes a token that is shown once, and says what is wrong with the form', async () => {
    const { browser } = await signedIn();
    await browser.open('/account');
    const wrong = await browser.send('/account/tokens', { label: '', days: '91' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Write a number of days from 1 to 90.');
    expect(wrong.html).toContain('value="91"');
    expect(wrong.html).toMatch(/<title>Error: /);
    const made = await browser.send('/account/tokens', { label: 'Nightly export', days: '30' });
    expect(made.status).toBe(200);
    const token = /bandolo_[\w-]{43}/.exec(made.html)?.[0] ?? '';
    const me = await server.app.inject({
      url: '/api/v1/me',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.statusCode).toBe(200);
    const again = await browser.open('/account');
    expect(again.html).not.toContain(token);
    expect(again.text).toContain('Nightly export');
  });

  test('chooses for whom one acts, as the top of every page says', async () => {
    const { browser, person } = await signedIn();
    const { id } = await addOrganisation(db(), {
      representative: person.id,
      name: 'Officine Nove',
    });
    await browser.open('/account');
    const sent = await browser.send('/session/acting-for', { organisation: id });
    expect(sent).toMatchObject({ status: 303, location: '/account' });
    expect((await browser.open('/account')).text).toContain('On behalf of Officine Nove');
  });

  test('signs out, and everywhere', async () => {
    const { browser, person } = await signedIn();
    const other = await openTestSession(db(), person.id);
    await browser.open('/account');
    const sent = await browser.send('/sign-out/everywhere');
    expect(sent).toMatchObject({ status: 303, location: '/signed-out' });
    expect(browser.cookies.has('bandolo-session')).toBe(false);
    expect((await browser.open('/signed-out')).text).toContain('You are signed out');
    const me = await server.app.inject({ url: '/api/v1/me', headers: other.headers });
    expect(me.statusCode).toBe(401);
  });
});

describe('the pages of organisations', () => {
  const fields = () => {
    const number = vatNumber(++serial);
    return {
      fiscalCode: number,
      name: 'Officine <Fantasia> S.r.l.',
      kind: 'firm',
      vatNumber: number,
      sizeClass: 'small',
      ateco: '62.01, 62.02',
      digitalDomicile: 'officine@pec.example.it',
      municipality: 'Milano',
      municipalityCode: '015146',
      province: 'mi',
      address: 'Via Uno 1',
      activeSince: '2015-02-03',
      declaration: 'Sono l’amministratore unico.',
    };
  };

  test('register one, with every mistake at its field and nothing lost', async () => {
    const { browser } = await signedIn();
    await browser.open('/organisations/new');
    const wrong = await browser.send('/organisations/new', {
      ...fields(),
      fiscalCode: '123',
      municipalityCode: '1',
      declaration: '',
    });
    expect(wrong.status).toBe(422);
    for (const field of ['fiscalCode', 'municipalityCode', 'declaration'])
      expect(wrong.html).toContain(`href="#${field}"`);
    expect(wrong.text).toContain('Missing: declaration of whoever registers it');
    expect(wrong.html).toContain('value="Officine &lt;Fantasia> S.r.l.');
    const sent = await browser.send('/organisations/new', fields());
    expect(sent.status).toBe(303);
    const page = await browser.open(sent.location ?? '');
    expect(page.text).toContain('Organisation registered.');
    expect(page.html).not.toContain('<Fantasia>');
    expect(page.text).toContain('62.01, 62.02');
    expect(page.text).toContain('Sono l’amministratore unico.');
  });

  test('edit it, with its sites, and refuse what was changed meanwhile', async () => {
    const { browser } = await signedIn('it');
    await browser.open('/organisations/new');
    const home = (await browser.send('/organisations/new', fields())).location ?? '';
    await browser.open(`${home}/edit`);
    const { fiscalCode: _fiscalCode, ...data } = fields();
    const edited = await browser.send(`${home}/edit`, { ...data, name: 'Officine Nuove' });
    expect(edited).toMatchObject({ status: 303, location: home });
    const stale = await browser.send(`${home}/edit`, { ...data, name: 'Officine Vecchie' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('Qualcuno ha modificato i dati nel frattempo');
    await browser.open(`${home}/sites/new`);
    const branch = {
      municipality: 'Bergamo',
      municipalityCode: '016024',
      province: 'BG',
      address: 'Via Due 2',
      isRegistered: 'on',
    };
    expect((await browser.send(`${home}/sites/new`, branch)).location).toBe(home);
    const page = await browser.open(home);
    expect(page.text).toContain('Officine Nuove');
    const removal = /\/organisations\/[\w-]+\/sites\/[\w-]+\/removal/.exec(page.html)?.[0] ?? '';
    expect((await browser.send(removal)).location).toBe(home);
    const after = await browser.open(home);
    expect(after.text).toContain('Via Due 2');
    expect(after.text).not.toContain('Via Uno 1');
    const site = /\/organisations\/[\w-]+\/sites\/[\w-]{36}/.exec(after.html)?.[0] ?? '';
    await browser.open(site);
    await browser.send(site, { ...branch, address: 'Via Tre 3' });
    expect((await browser.open(home)).text).toContain('Via Tre 3');
  });

  test('give a mandate for whole days in Italy, and revoke it', async () => {
    const { browser, person } = await signedIn();
    const { id } = await addOrganisation(db(), { representative: person.id });
    const home = `/organisations/${id}`;
    await browser.open(`${home}/mandates/new`);
    const mandate = {
      fiscalCode: personFiscalCode(++serial),
      givenName: 'Elsa',
      familyName: 'Delegata',
      scopes: ['edit', 'submit'],
      validFrom: '2030-07-01',
      validUntil: '2030-12-31',
    };
    const empty = await browser.send(`${home}/mandates/new`, { ...mandate, scopes: [] });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Choose at least one option.');
    const wrong = await browser.send(`${home}/mandates/new`, {
      ...mandate,
      validUntil: '2030-06-31',
    });
    expect(wrong.html).toContain('href="#validUntil"');
    expect((await browser.send(`${home}/mandates/new`, mandate)).location).toBe(home);
    const power = await db()
      .selectFrom('power')
      .selectAll()
      .where('organisation_id', '=', id)
      .where('kind', '=', 'mandate')
      .executeTakeFirstOrThrow();
    expect(power.valid_from.toISOString()).toBe('2030-06-30T22:00:00.000Z');
    expect(power.valid_until?.toISOString()).toBe('2030-12-31T23:00:00.000Z');
    expect(power.scopes).toEqual(['read', 'edit', 'submit']);
    const page = await browser.open(home);
    expect(page.text).toContain('Elsa Delegata');
    expect(page.text).toContain('not yet in force');
    await browser.send(`${home}/powers/${power.id}/revocation`);
    expect((await browser.open(home)).text).not.toContain('Elsa Delegata');
  });

  test('say why the last representative stays, and replace them', async () => {
    const { browser, person } = await signedIn();
    const { id } = await addOrganisation(db(), { representative: person.id });
    const home = `/organisations/${id}`;
    const page = await browser.open(home);
    const power = /\/powers\/([\w-]{36})\/revocation/.exec(page.html)?.[1] ?? '';
    expect((await browser.send(`${home}/powers/${power}/revocation`)).location).toBe(home);
    expect((await browser.open(home)).text).toContain('keeps at least one legal representative');
    const form = await browser.open(`${home}/legal-representatives/new`);
    expect(form.text).toContain(person.name);
    const sent = await browser.send(`${home}/legal-representatives/new`, {
      fiscalCode: personFiscalCode(++serial),
      givenName: 'Fulvia',
      familyName: 'Nuova',
      evidence: 'Verbale',
      replaces: power,
    });
    expect(sent.status).toBe(303);
    expect((await browser.open(home)).status).toBe(404);
  });
});

describe('the pages of bodies', () => {
  async function administrator() {
    const { browser, person } = await signedIn();
    const body = await addBody(db());
    const role = await addRole(db(), {
      personId: person.id,
      bodyId: body.id,
      role: 'administrator',
    });
    return { browser, role, home: `/bodies/${body.code}` };
  }

  test('give and revoke a role with its ground, and keep the last administrator', async () => {
    const { browser, role, home } = await administrator();
    await browser.open(`${home}/roles/new`);
    const form = {
      fiscalCode: personFiscalCode(++serial),
      givenName: 'Gino',
      familyName: 'Nominato',
      role: 'evaluator',
      ground: 'Order 1/2026',
    };
    expect((await browser.send(`${home}/roles/new`, { ...form, ground: '' })).html).toContain(
      'href="#ground"',
    );
    expect((await browser.send(`${home}/roles/new`, form)).location).toBe(`${home}/people`);
    const page = await browser.open(`${home}/people`);
    expect(page.text).toMatch(/Gino Nominato.*Evaluator.*Order 1\/2026/);
    const given = [...page.html.matchAll(/\/roles\/([\w-]{36})\/revocation/g)]
      .map(([, id]) => id)
      .find((id) => id !== role);
    await browser.open(`${home}/roles/${given}/revocation`);
    await browser.send(`${home}/roles/${given}/revocation`, { ground: 'Order 2/2026' });
    expect((await browser.open(`${home}/people`)).text).not.toContain('Gino');
    await browser.open(`${home}/roles/${role}/revocation`);
    await browser.send(`${home}/roles/${role}/revocation`, { ground: 'Order 3/2026' });
    expect((await browser.open(`${home}/people`)).text).toContain(
      'A body keeps at least one administrator',
    );
  });

  test('add a body under one’s own; who is no administrator sees no link and gets nowhere', async () => {
    const { browser, home } = await administrator();
    await browser.open(`${home}/bodies/new`);
    const code = `camera-${++serial}`;
    const form = { code, name: 'Camera Nuova', kind: 'chamber' };
    const wrong = await browser.send(`${home}/bodies/new`, { ...form, code: 'Camera Nuova' });
    expect(wrong.html).toContain('href="#code"');
    expect((await browser.send(`${home}/bodies/new`, form)).location).toBe('/bodies');
    expect((await browser.open('/bodies')).html).toContain(`/bodies/${code}/people`);
    const stranger = (await signedIn()).browser;
    expect((await stranger.open('/bodies')).html).not.toContain('/people');
    expect((await stranger.open(`/bodies/${code}/people`)).status).toBe(403);
  });
});

test('every page speaks both languages', async () => {
  const person = await addPerson(db());
  const { id } = await addOrganisation(db(), { representative: person.id });
  const { token } = await openTestSession(db(), person.id, 'browser');
  const home = `/organisations/${id}`;
  for (const url of ['/account', '/organisations', '/organisations/new', home, `${home}/edit`]) {
    const [it, en] = await Promise.all(
      (['it', 'en'] as const).map((language) =>
        makeFormBrowser(server.app, { language, cookies: [['bandolo-session', token]] }).open(url),
      ),
    );
    expect(it?.html).toContain('<html lang="it"');
    expect(en?.html).toContain('<html lang="en"');
    expect(/<h1>(.*?)<\/h1>/.exec(it?.html ?? '')?.[1]).toBeDefined();
    expect(en?.text).not.toBe(it?.text);
  }
});
