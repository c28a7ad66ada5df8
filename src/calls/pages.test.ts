import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeCallAround, beeDecisions } from '../../test/support/bee-call.ts';
import { makeCallServer, type CallServer } from '../../test/support/call-server.ts';

let server: CallServer;
let author: string;
let officer: string;
const { open, send, publish } = {
  open: (url: string, as?: string) => server.open(url, as),
  send: (url: string, as: string, form: Record<string, string>) => server.send(url, { as, form }),
  publish: (definition: string, more?: object) => server.publish(definition, more),
};

beforeAll(async () => {
  server = await makeCallServer();
  const { bodyId } = server;
  author = await server.signIn({ role: 'author', bodyId }, 'browser');
  officer = await server.signIn({ role: 'officer', bodyId }, 'browser');
  await publish(beeCallAround(-10, 300, { id: 'now' }));
  await publish(beeCallAround(90, 300, { id: 'soon' }), { mode: 'rehearsal' });
  await publish(beeCall({ id: 'past' }), {
    decisions: [{ file: 'd.yaml', text: beeDecisions({ id: 'past' }) }],
  });
  await publish(beeCall({ id: 'secret' }), { mode: 'test' });
}, 60_000);
afterAll(() => server.close());

describe('the list', () => {
  test.each(['/', '/calls'])('%s shows what is open, about to open and closed', async (url) => {
    const { status, text } = await open(url);
    expect(status).toBe(200);
    expect(text).toMatch(
      /href="\/calls\/now"[\s\S]*Vai al bando[\s\S]*href="\/calls\/soon.rehearsal"[\s\S]*Preparati[\s\S]*href="\/calls\/past"[\s\S]*Rivedi il bando/,
    );
    expect(text).toContain('Chiude fra 4 ore');
    expect(text).toMatch(/Apre fra 8\d minuti/);
    expect(text).toContain('Prova generale');
    expect(text).not.toContain('secret.test');
    expect(text).not.toContain('/publish');
  });

  test('shows the tests of a body to its people, and where they publish', async () => {
    expect((await open('/calls', officer)).text).toContain('/calls/secret.test');
    expect((await open('/calls', officer)).text).not.toContain('/bodies/bees/publish');
    expect((await open('/calls', author)).text).toContain('/bodies/bees/publish');
  });

  test('is filtered', async () => {
    const { text } = await open('/calls?state=closed&mode=live');
    expect(text).toContain('/calls/past');
    expect(text).not.toContain('/calls/now');
    expect((await open('/calls?state=nonsense&after=x')).status).toBe(200);
    expect((await open('/calls?state=closed&mode=test')).text).toContain('Nessun bando');
  });

  test('is there in English', async () => {
    const reply = await server.get('/calls', {
      headers: { 'accept-language': 'en', accept: 'text/html' },
    });
    expect(reply.text).toContain('Closes in 4 hours');
  });
});

describe('a call', () => {
  test('shows when, what, its versions and its terms', async () => {
    const { status, text } = await open('/calls/past');
    expect(status).toBe(200);
    for (const shown of [
      'Casette per le api',
      'Resolution 1 of 2025',
      '100.000,00',
      '70.000,00',
      '50 %',
      'art. 5',
      'Aperto dal',
      'Chiuso il',
      '15 gennaio 2025, 10:00',
      '/calls/past/versions/1',
      '/api/v1/calls/past',
      'graduatoria',
    ])
      expect(text).toContain(shown);
    expect(text).not.toContain('/calls/past/amend');
  });

  test('of a rehearsal says so before anything else', async () => {
    const { text } = await open('/calls/soon.rehearsal');
    expect(text.indexOf('Prova generale: ciò che invii qui non ha alcun effetto')).toBeGreaterThan(
      0,
    );
    expect(text.indexOf('Prova generale: ciò che invii')).toBeLessThan(text.indexOf('<main'));
    expect((await open('/calls/soon.rehearsal/versions/1')).text).toContain(
      'Prova generale: ciò che invii',
    );
  });

  test('under test is there for its body only', async () => {
    for (const path of ['/calls/secret.test', '/calls/secret.test/versions/1']) {
      expect((await open(path)).status).toBe(404);
      expect((await open(path, officer)).status).toBe(200);
    }
    expect((await open('/calls/nowhere')).status).toBe(404);
    expect((await open('/calls/past/versions/2')).status).toBe(404);
  });

  test('offers each role what it may do', async () => {
    const asAuthor = (await open('/calls/now', author)).text;
    expect(asAuthor).toContain('/calls/now/amend');
    expect(asAuthor).not.toContain('/calls/now/extend');
    const asOfficer = (await open('/calls/now', officer)).text;
    expect(asOfficer).not.toContain('/calls/now/amend');
    expect(asOfficer).toContain('/calls/now/extend');
    expect((await open('/calls/past', officer)).text).not.toContain('/calls/past/extend');
    expect((await open('/calls/soon.rehearsal', officer)).text).toContain('/rehearsal-term');
  });
});

const form = { mode: 'rehearsal', resubmission: 'no', ground: 'Decree 1', decisions: '' };

describe('the form for publishing', () => {
  const url = '/bodies/bees/publish';

  test('is for authors of the body', async () => {
    const { bodyId } = server;
    expect((await open(url)).status).toBe(303);
    expect((await open(url, officer)).status).toBe(403);
    const call = await server.services.database.db
      .selectFrom('call')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const ofOneCall = await server.signIn({ role: 'author', bodyId, callId: call.id }, 'browser');
    expect((await open(url, ofOneCall)).status).toBe(403);
    expect(
      (await send(url, ofOneCall, { ...form, definition: beeCall({ id: 'f0' }) })).status,
    ).toBe(403);
    expect((await open('/bodies/nowhere/publish', author)).status).toBe(404);
    const { status, text } = await open(url, author);
    expect(status).toBe(200);
    // Nothing is chosen for the author.
    expect(text).not.toContain('checked');
  });

  test('publishes, with the line ends of a browser', async () => {
    const definition = beeCall({ id: 'f1' }).replaceAll('\n', '\r\n');
    const reply = await send(url, author, {
      ...form,
      definition,
      decisions: beeDecisions({ id: 'f1' }),
    });
    expect(reply).toMatchObject({ status: 303, headers: { location: '/calls/f1.rehearsal' } });
    const yaml = await server.get('/api/v1/calls/f1.rehearsal/versions/1/definition');
    expect(yaml.text.slice(yaml.text.indexOf('\n') + 1)).toBe(beeCall({ id: 'f1' }));
    expect((await server.get('/api/v1/calls/f1.rehearsal')).json).toMatchObject({
      resubmission: false,
      term: { kind: 'publication' },
    });
  });

  test('shows what is wrong at its line, and keeps what was written', async () => {
    const wrong = beeCall({ id: 'f2' }).replace('hives >= 10 &&', 'hivs >= 10 &&');
    const { status, text } = await send(url, author, { ...form, definition: wrong });
    expect(status).toBe(422);
    const line = wrong.split('\n').findIndex((each) => each.includes('hivs >= 10')) + 1;
    expect(text).toContain(`Definizione, riga ${line}, colonna 7`);
    expect(text).toMatch(/<pre>\d+ +hivs >= 10 &amp;&amp;\n +\^<\/pre>/);
    expect(text).toContain('href="#definition"');
    expect(text).toContain('id: f2');
    expect(text).toContain('value="Decree 1"');
    expect(text).toMatch(/value="rehearsal" checked/);
  });

  test('asks for every choice', async () => {
    const { status, text } = await send(url, author, { definition: '', ground: ' ' });
    expect(status).toBe(422);
    for (const field of ['mode', 'resubmission', 'ground', 'definition'])
      expect(text).toContain(`href="#${field}"`);
  });

  test('only checks when asked to', async () => {
    const { status, text } = await send(url, author, {
      step: 'check',
      definition: beeCall({ id: 'f3' }),
    });
    expect(status).toBe(200);
    expect(text).toContain('La definizione è corretta');
    expect(text).toContain('1 punto resta aperto');
    expect((await server.get('/api/v1/calls/f3')).status).toBe(404);
    expect((await send(url, author, { step: 'check', definition: 'a: [' })).status).toBe(422);
    expect((await send(url, author, { step: 'check', definition: ' ' })).status).toBe(422);
  });

  test('takes dates for a rehearsal, not for a live call', async () => {
    const dates = {
      'opens-day': '2027-03-28',
      'opens-time': '02:30',
      'closes-day': '2027-04-01',
      'closes-time': '16:00',
    };
    const definition = beeCall({ id: 'f4' });
    const skipped = await send(url, author, { ...form, ...dates, definition });
    expect(skipped.status).toBe(422);
    expect(skipped.text).toContain('href="#opens-time"');
    const moved = { ...dates, 'opens-time': '03:30' };
    expect(
      (await send(url, author, { ...form, ...moved, mode: 'live', definition })).text,
    ).toContain('solo nelle prove e nelle prove generali');
    expect((await send(url, author, { ...form, ...moved, definition })).status).toBe(303);
    expect((await server.get('/api/v1/calls/f4.rehearsal')).json).toMatchObject({
      term: {
        kind: 'rehearsal',
        opensAt: '2027-03-28T01:30:00.000Z',
        closesAt: '2027-04-01T14:00:00.000Z',
      },
    });
  });

  test('needs its token', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      cookies: { 'bandolo-session': author },
      payload: new URLSearchParams({ ...form, definition: beeCall({ id: 'f5' }) }).toString(),
    });
    expect(reply.statusCode).toBe(403);
  });
});

describe('the other forms', () => {
  test('amend from what is published, once', async () => {
    await publish(beeCall({ id: 'g1' }));
    const page = await open('/calls/g1/amend', author);
    expect(page.text).toContain('id: g1');
    const amended = {
      ground: 'Decree 2',
      replaces: '1',
      definition: beeCall({ id: 'g1', title: 'Other' }),
    };
    expect(await send('/calls/g1/amend', author, amended)).toMatchObject({
      status: 303,
      headers: { location: '/calls/g1/versions/2' },
    });
    const again = await send('/calls/g1/amend', author, {
      ...amended,
      definition: beeCall({ id: 'g1', title: 'Another' }),
    });
    expect(again).toMatchObject({
      status: 422,
      text: expect.stringContaining('stata pubblicata un’altra versione') as string,
    });
    const version = await open('/calls/g1/versions/2', author);
    for (const shown of ['/title/en', 'Bee houses', 'Other', 'Chi è coinvolto', 'Decree 2'])
      expect(version.text).toContain(shown);
    expect((await open('/calls/g1/versions/2')).text).not.toContain('Chi è coinvolto');
    expect((await open('/calls/g1/amend', officer)).status).toBe(403);
    expect(
      (await send('/calls/g1/amend', author, { step: 'check', definition: amended.definition }))
        .status,
    ).toBe(200);
  });

  test('extend on the clock in Italy', async () => {
    const page = await open('/calls/now/extend', officer);
    expect(page.status).toBe(200);
    expect((await open('/calls/now/extend', author)).status).toBe(403);
    const dates = { 'closes-day': '2099-07-01', 'closes-time': '16:00' };
    const refused = await send('/calls/now/extend', officer, {
      ...dates,
      'closes-day': '2020-07-01',
      ground: 'Decree 3',
    });
    expect(refused).toMatchObject({
      status: 422,
      text: expect.stringContaining('si può solo spostare in avanti') as string,
    });
    const bare = await send('/calls/now/extend', officer, { 'closes-time': 'noon' });
    for (const field of ['closes-day', 'ground']) expect(bare.text).toContain(`href="#${field}"`);
    expect(
      await send('/calls/now/extend', officer, { ...dates, ground: 'Decree 3' }),
    ).toMatchObject({ status: 303 });
    expect((await server.get('/api/v1/calls/now')).json).toMatchObject({
      term: { closesAt: '2099-07-01T14:00:00.000Z', kind: 'extension' },
    });
    expect((await open('/calls/now')).text).toContain('Decree 3');
    expect(
      (await send('/calls/past/extend', officer, { ...dates, ground: 'Decree 3' })).text,
    ).toContain('solo il rimedio');
  });

  test('give a rehearsal its dates, and never a live call', async () => {
    expect((await open('/calls/now/rehearsal-term', officer)).status).toBe(404);
    const dates = {
      'opens-day': '2024-01-01',
      'opens-time': '09:00',
      'closes-day': '2024-01-02',
      'closes-time': '09:00',
      ground: 'x',
    };
    expect((await send('/calls/soon.rehearsal/rehearsal-term', officer, dates)).status).toBe(303);
    expect((await server.get('/api/v1/calls/soon.rehearsal')).json).toMatchObject({
      state: 'closed',
      term: { kind: 'rehearsal' },
    });
    const endless = await send('/calls/soon.rehearsal/rehearsal-term', officer, {
      ...dates,
      'closes-day': '',
      'closes-time': '',
    });
    expect(endless.text).toContain('ordine di arrivo');
  });
});

test('what authors write is text, never markup', async () => {
  const evil = '<script>alert(1)</script>';
  const definition = beeCall({ id: 'evil' })
    .replace('it: Casette per le api', `it: '${evil}'`)
    .replace('body: Comune di Vattelapesca', `body: '${evil}'`);
  await publish(definition, { ground: evil });
  for (const url of ['/calls', '/calls/evil', '/calls/evil/versions/1']) {
    const { text } = await open(url);
    expect(text).not.toContain(evil);
    expect(text).toContain('&lt;script>');
  }
  expect((await open('/calls/evil/amend', author)).text).not.toContain(evil);
});
