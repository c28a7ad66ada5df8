import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, beeCall } from '../../../test/support/bee-call.ts';
import { makeCallServer, type CallServer } from '../../../test/support/call-server.ts';
import { publishMadeAct, type MadeEntry } from '../../../test/support/published-acts.ts';
import { publicationPages } from './pages.tsx';
import { publicationRoutes } from './routes.ts';

let server: CallServer;
let personId: string;
const calls = new Map<string, number>();

const person = (name: string, code: string, granted: number): MadeEntry => ({
  name,
  fiscalCode: code,
  granted,
  asked: 150_000,
  net: 5_000,
  position: 1,
  province: 'BG',
  municipality: 'Lallio',
});
const town: MadeEntry = {
  name: 'Comune di Lallio',
  fiscalCode: '00000019992',
  granted: 500_000,
  asked: 500_000,
  net: 9_000,
  position: 1,
  province: 'BG',
  municipality: 'Lallio',
};
const rich = person('Bea Bruni', 'BRNBEA80A41H501X', 100_001);
const poor = person('Ugo Unghi', 'NGHGUO80A01H501X', 100_000);

const publicationOf = (more: string): string => `publication:
  article: art. 26
  norm: Resolution 1 of 2025
  office: Office of bees
  official: Ada Api
  chosenBy: { it: Graduatoria, en: Ranking }
  threshold: "1000.00"
${more}
`;

async function addCall(id: string, publication: string, mode = 'live'): Promise<string> {
  const definition = `${beeCall({ id })}\n${publication}`;
  const slug = await server.publish(definition, { mode });
  const { db } = server.services.database;
  const call = await db
    .selectFrom('call')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  calls.set(slug, call.id);
  return slug;
}

const publish = (slug: string, entries: readonly MadeEntry[], more: object = {}): Promise<number> =>
  publishMadeAct(server.services.database.db, {
    callId: calls.get(slug)!,
    personId,
    entries,
    ...more,
  });

beforeAll(async () => {
  server = await makeCallServer(undefined, (services) => (app) => {
    publicationPages(services)(app);
    publicationRoutes(services)(app);
  });
  personId = await addPerson(server.services.database.db);
  await addCall('named', publicationOf('  naturalPersons: named\n  hardship: false'));
  await addCall('hard', publicationOf('  naturalPersons: named\n  hardship: true'));
  await addCall('silent', '');
  await addCall('hidden', '', 'test');
  await addCall('trying', '', 'rehearsal');
  await publish('named', [town, rich, poor]);
  // What other bodies, tests and rehearsals grant to the same people is not counted.
  for (const slug of ['hidden.test', 'trying.rehearsal']) await publish(slug, [town, rich, poor]);
  const others = [rich, poor].map((each) => ({
    ...each,
    fiscalCode: each.fiscalCode.replace('80', '81'),
  }));
  for (const slug of ['hard', 'silent']) await publish(slug, [town, ...others]);
}, 60_000);
afterAll(() => server.close());

describe('who is named', () => {
  test('is decided by the rules of each call, on every page and in every file', async () => {
    for (const at of ['1', '1.csv', '1.json', '1?q=bruni']) {
      const named = await server.open(`/calls/named/results/${at}`);
      expect(named.status).toBe(200);
      expect(named.text).toContain('Bea Bruni');
      expect(named.text).not.toContain('Ugo Unghi');
      for (const slug of ['hard', 'silent']) {
        const { text, status } = await server.open(`/calls/${slug}/results/${at}`);
        expect(status).toBe(200);
        expect(text).not.toMatch(/Bea Bruni|Ugo Unghi/);
      }
    }
    for (const slug of ['named', 'hard', 'silent'])
      for (const at of [
        '1',
        '1.csv',
        '1.json',
        '1?province=BG',
        '1/applications/D-0002',
        '1/figures',
      ])
        expect((await server.open(`/calls/${slug}/results/${at}`)).text).not.toMatch(/BRNBEA8/);
  });

  test('is not found by the name that is not shown', async () => {
    for (const [slug, words, rows] of [
      ['named', 'unghi', 0],
      ['named', 'bruni', 1],
      ['hard', 'bruni', 0],
      ['silent', 'bruni', 0],
      ['hard', 'lallio', 1],
      ['hard', 'd-0002', 1],
    ] as const) {
      const { text } = await server.open(`/calls/${slug}/results/1?q=${words}`);
      expect({ slug, words, rows: text.match(/\/applications\//g)?.length ?? 0 }).toEqual({
        slug,
        words,
        rows,
      });
    }
  });

  test('cannot be told by the municipality where there is hardship', async () => {
    const hard = await server.open('/calls/hard/results/1/applications/D-0002');
    expect(hard.text).toContain('Il contributo rivela condizioni di salute');
    expect(hard.text).not.toContain('Lallio');
    expect((await server.open('/calls/hard/results/1?province=BG')).text).toContain(
      'non pubblicato',
    );
    expect((await server.open('/calls/named/results/1?province=BG')).text).not.toContain(
      'non pubblicato',
    );
  });

  test('rises above the threshold by another act of the year, and the page is new', async () => {
    const before = await server.open('/calls/named/results/1');
    await publish('named', [person('Ugo Unghi', poor.fiscalCode, 1)], {
      kind: 'scrolling',
      follows: 1,
    });
    const after = await server.open('/calls/named/results/1');
    expect(after.text).toContain('Ugo Unghi');
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
  });
});

describe('a page', () => {
  test('says the six items of the law', async () => {
    const { text } = await server.open('/calls/named/results/1');
    for (const said of [
      'Resolution 1 of 2025',
      'Office of bees',
      'Ada Api',
      'Graduatoria',
      'art. 26',
    ])
      expect(text).toContain(said);
    const entry = await server.open('/calls/named/results/1/applications/D-0001');
    for (const said of [
      'Comune di Lallio',
      '00000019992',
      '5.000,00',
      'CUP',
      'Resolution 1 of 2025',
    ])
      expect(entry.text).toContain(said);
    expect((await server.open('/calls/silent/results/1')).text).toContain(
      'per prudenza nessuna persona',
    );
  });

  test('can be kept by everybody, is one for each language, and is not sent twice', async () => {
    const first = await server.open('/calls/silent/results/1');
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    expect(first.headers['last-modified']).toMatch(/ GMT$/);
    const again = (headers: Record<string, string>) =>
      server.get('/calls/silent/results/1', { headers: { accept: 'text/html', ...headers } });
    const known = { 'if-none-match': first.headers['etag'] as string };
    expect((await again(known)).status).toBe(304);
    const english = await again({ ...known, 'accept-language': 'en' });
    expect(english).toMatchObject({ status: 200 });
    expect(english.headers['etag']).not.toBe(first.headers['etag']);
    expect((await again({ 'accept-encoding': 'br' })).headers['etag']).not.toBe(
      first.headers['etag'],
    );
  });

  test('is the same when it was kept, in each encoding', async () => {
    const ask = (encoding: string) =>
      server.get('/calls/silent/results/1', {
        headers: { accept: 'text/html', 'accept-encoding': encoding },
      });
    for (const encoding of ['identity', 'br']) {
      const [first, second] = [await ask(encoding), await ask(encoding)];
      expect(second.text).toBe(first.text);
      for (const name of ['etag', 'content-type', 'content-encoding', 'content-language', 'vary'])
        expect(second.headers[name]).toBe(first.headers[name]);
    }
  });

  test('for somebody signed in is kept by nobody', async () => {
    const as = await server.signIn(undefined, 'browser');
    const { headers } = await server.open('/calls/silent/results/1', as);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['etag']).toBeUndefined();
  });

  test('of a call under test is there for its body alone', async () => {
    const officer = await server.signIn({ role: 'officer', bodyId: server.bodyId }, 'browser');
    for (const at of [
      '',
      '.csv',
      '.atom',
      '/1',
      '/1.json',
      '/1/figures',
      '/1/applications/D-0001',
    ]) {
      expect((await server.open(`/calls/hidden.test/results${at}`)).status).toBe(404);
      expect((await server.open(`/calls/hidden.test/results${at}`, officer)).status).toBe(200);
    }
    for (const all of [
      '/results',
      '/results.atom',
      '/open-data',
      '/open-data/grants.json',
      '/open-data/catalogue.ttl',
    ])
      expect((await server.open(all, officer)).text).not.toContain('hidden.test');
  });

  test('of an act that is not there is not there', async () => {
    for (const at of [
      '/9',
      '/0',
      '/x',
      '/9.csv',
      '/1/applications/D-9999',
      '/9/figures',
      '/members',
    ])
      expect((await server.open(`/calls/silent/results${at}`)).status).toBe(404);
  });

  test('of an act is there from its day on, and not before', async () => {
    const number = await publish('trying.rehearsal', [town], { publishedOn: '2199-01-01' });
    for (const at of ['', '.atom', `/${number}`, `/${number}.csv`])
      expect((await server.open(`/calls/trying.rehearsal/results${at}`)).text).not.toContain(
        'Decreto 2',
      );
    expect((await server.open('/results.atom')).text).not.toContain('2199');
  });

  test('of a corrected act says so, and the correction what it replaces', async () => {
    await publish('hard', [{ ...town, granted: 400_000 }], { kind: 'correction', replaces: 1 });
    const { text } = await server.open('/calls/hard/results/1');
    expect(text).toContain('Rettificato dall’atto 2');
    expect((await server.open('/calls/hard/results/2')).text).toContain(
      'Prende il posto dell’atto 1',
    );
    expect((await server.open('/calls/hard/results')).text).toContain('Rettificato dall’atto 2');
  });

  test('of an act whose signed total is another shows the difference', async () => {
    const number = await publish('silent', [town], { saidTotal: 500_100 });
    const { text } = await server.open(`/calls/silent/results/${number}`);
    expect(text).toContain('No: c’è una differenza');
    expect(text).toMatch(/Totale scritto nell’atto firmato[\s\S]{0,300}1,00/);
    expect((await server.open('/calls/silent/results/1')).text).toContain(
      'la stessa somma in ogni modo',
    );
  });
});

describe('open data', () => {
  test('of an act are rows as RFC 4180 wants them, with both kinds of headers', async () => {
    const { text, headers } = await server.open('/calls/silent/results/1.csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^call,mode,fictional,act,/);
    expect(lines[1]).toContain(',5000.00,Comune di Lallio,00000019992,');
    expect(lines[2]).toContain(',1000.01,,,rule-unknown,BG,');
    const italian = await server.open('/calls/silent/results/1.csv?headers=it');
    expect(italian.text).toMatch(/^Bando,Modalità,Dati inventati,/);
  });

  test('of an act are JSON that leaves out what is not there', async () => {
    const { json } = await server.open('/calls/named/results/1.json');
    expect(json).toMatchObject({ call: 'named', isAddingUp: true, licence: 'CC-BY-4.0' });
    const entries = json['entries'] as Record<string, unknown>[];
    expect(entries).toHaveLength(3);
    expect(entries[0]).toMatchObject({
      beneficiary: 'Comune di Lallio',
      total: '5000.00',
      gross: '90',
      place: 1,
    });
    expect(Object.values(entries[0]!)).not.toContain(null);
    expect(entries[0]).not.toHaveProperty('cup');
  });

  test('of all grants hold those of acts in force that are for real', async () => {
    const { json } = await server.open('/open-data/grants.json');
    const entries = json['entries'] as { call: string; act: number }[];
    const acts = new Set(entries.map(({ call, act }) => `${call}/${act}`));
    expect([...acts].toSorted()).toEqual(['hard/2', 'named/1', 'named/2', 'silent/1', 'silent/2']);
  });

  test('are described by a catalogue with each call', async () => {
    const turtle = await server.open('/open-data/catalogue.ttl');
    expect(turtle.text.match(/a dcatapit:Dataset/g)).toHaveLength(4);
    const { json } = await server.open('/open-data/catalogue.jsonld');
    expect(json['@graph']).toHaveLength(
      turtle.text.split('\n').filter((line) => line.startsWith('<')).length,
    );
    expect((await server.open('/open-data/catalogue')).status).toBe(303);
  });

  test('come as feeds of the acts, each under its permanent address', async () => {
    const all = await server.open('/results.atom');
    expect(all.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(all.text).toContain('/calls/trying.rehearsal/results/1</id>');
    expect(all.text).toContain('[rehearsal] Decreto 1');
    const own = await server.open('/calls/named/results.atom');
    expect(own.text.match(/<entry>/g)).toHaveLength(2);
    expect(own.text.indexOf('results/2</id>')).toBeLessThan(own.text.indexOf('results/1</id>'));
  });

  test('have a page that explains them, and what each column means', async () => {
    const { text } = await server.open('/open-data');
    for (const said of [
      'DCAT-AP_IT',
      'Creative Commons Attribuzione',
      'RFC 4180',
      '/calls/named/results.csv',
      '<code>municipalityCode</code>',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('trying.rehearsal');
  });
});

describe('for programs', () => {
  test('acts come a page at a time, and each says whether it adds up', async () => {
    const own = await server.get('/api/v1/calls/named/results?limit=1');
    expect(own.json['items']).toMatchObject([{ act: 2, kind: 'scrolling', follows: 1 }]);
    const next = await server.get(
      `/api/v1/calls/named/results?limit=1&after=${String(own.json['next'])}`,
    );
    expect(next.json['items']).toMatchObject([{ act: 1, granted: '7000.01', beneficiaries: 3 }]);
    expect(next.json['next']).toBeUndefined();
    const one = await server.get('/api/v1/calls/named/results/1');
    expect(one.json).toMatchObject({ act: 1, isAddingUp: true, applications: 3 });
    const all: string[] = [];
    let after = '';
    do {
      const { json } = await server.get(`/api/v1/results?limit=2${after}`);
      for (const each of json['items'] as { call: string; act: number }[])
        all.push(`${each.call}/${each.act}`);
      after = typeof json['next'] === 'string' ? `&after=${json['next']}` : '';
    } while (after !== '');
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
    expect(all).toContain('named/1');
    expect(all.some((each) => each.startsWith('hidden.test'))).toBe(false);
  });

  test('entries are those of the open data, named by the same rules', async () => {
    const { json, text } = await server.get('/api/v1/calls/hard/results/1/entries?limit=2');
    expect(text).not.toMatch(/Bea Bruni|BRNBEA/);
    expect(json['items']).toMatchObject([
      { beneficiary: 'Comune di Lallio' },
      { withheld: 'hardship' },
    ]);
    const rest = await server.get(
      `/api/v1/calls/hard/results/1/entries?after=${String(json['next'])}`,
    );
    expect(rest.json['items']).toHaveLength(1);
    for (const wrong of [
      '/api/v1/calls/hidden.test/results',
      '/api/v1/calls/hidden.test/results/1/entries',
      '/api/v1/calls/hard/results/9',
    ])
      expect((await server.get(wrong)).status).toBe(404);
  });
});
