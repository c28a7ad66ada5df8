import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  makeExaminationWorld,
  type ExaminationWorld,
} from '../../../test/support/examination-world.ts';
import { runAct } from '../../platform/run-act.ts';
import { assignExamination } from './assign.ts';
import { beginExamination } from '../begin-examination.ts';

let world: ExaminationWorld;
let officer: string;
let other: string;
let auditor: string;
let evaluator: string;
let browser: Browser;

interface Browser {
  readonly get: (url: string) => Promise<Page>;
  readonly post: (url: string, fields: readonly (readonly [string, string])[]) => Promise<Page>;
}
interface Page {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
}

const names = [
  'Zaffiro',
  'Lanterne',
  'Fari',
  'Lampare',
  'Torce',
  'Candele',
  'Fiaccole',
  'Lucciole',
];

beforeAll(async () => {
  world = await makeExaminationWorld({
    applications: 8,
    wordsOf: (n) => ({ title: `${names[n - 1]} di borgo`, leadName: `Comune di Vico ${n}` }),
  });
  officer = await world.addOfficer('Alfa');
  other = await world.addOfficer('Beta');
  auditor = await world.addOfficer('Gamma', 'auditor');
  evaluator = await world.addOfficer('Delta', 'evaluator');
  await world.receive(8);
  for (const index of [0, 1, 2]) await give(index, officer);
  await give(3, other);
  await runAct(world.database.db, (tx) => beginExamination(tx, { ...keyOf(0), personId: officer }));
  browser = await browserOf(officer);
}, 60_000);
afterAll(() => world.close());

const keyOf = (index: number) => ({
  callId: world.callId,
  applicationId: world.applications[index]!.id,
});

async function give(index: number, officerId: string): Promise<void> {
  const outcome = await runAct(world.database.db, (tx) =>
    assignExamination(tx, { ...keyOf(index), officerId, reason: null, personId: officerId }),
  );
  expect(outcome?.type).toBe('assigned');
}

async function browserOf(personId: string): Promise<Browser> {
  const { token } = await world.sessionOf(personId, 'browser');
  const cookies: Record<string, string> = { 'bandolo-session': token };
  const headers = { accept: 'text/html', 'accept-language': 'it' };
  let csrf = '';
  const take = (reply: Awaited<ReturnType<typeof world.app.inject>>): Page => {
    for (const { name, value } of reply.cookies) cookies[name] = value;
    csrf = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? csrf;
    return { status: reply.statusCode, html: reply.body, location: reply.headers.location };
  };
  return {
    get: async (url) => take(await world.app.inject({ url, headers, cookies })),
    post: async (url, fields) => {
      const payload = new URLSearchParams([['_csrf', csrf], ...fields.map((each) => [...each])]);
      return take(
        await world.app.inject({
          method: 'POST',
          url,
          cookies,
          headers: {
            ...headers,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          },
          payload: payload.toString(),
        }),
      );
    },
  };
}

const shownIn = (html: string) => names.filter((name) => html.includes(`${name} di borgo`));
const tabs = (html: string) =>
  [...html.matchAll(/<b>([\d.]+)<\/b><\/a>/g)].map(([, count]) => Number(count));

describe('the queue', () => {
  test('shows one’s own first, with how much there is in each view', async () => {
    const { status, html } = await browser.get('/examination');
    expect(status).toBe(200);
    expect(tabs(html)).toEqual([3, 4, 0, 8]);
    expect(shownIn(html)).toEqual(['Zaffiro', 'Lanterne', 'Fari']);
    expect(html).toContain('Pratiche in istruttoria');
    expect(html).toContain('usati su');
    expect(html).toContain(`${world.slug}/000001`);
  });

  test.each([
    ['view=unassigned', ['Torce', 'Candele', 'Fiaccole', 'Lucciole']],
    ['view=suspended', []],
    ['view=all&text=lanterne', ['Lanterne']],
    ['view=all&text=vico+5', ['Torce']],
    ['view=all&text=borgo', names],
    ['view=all&text=000006', ['Candele']],
    ['view=all&text=6', ['Candele']],
    ['view=all&state=under-way', ['Zaffiro']],
    ['view=all&phase=formal', names],
    ['view=all&phase=specific', []],
    ['view=all&line=light', names],
    ['view=all&line=none', []],
    ['view=all&due=2020-01-01', []],
    ['view=all&order=arrival', names],
    ['view=nonsense&state=nonsense&order=nonsense&due=2020-02-30', ['Zaffiro', 'Lanterne', 'Fari']],
    ['view=all&text=%27%3B--', []],
  ])('finds what is asked for: %s', async (query, expected) => {
    for (const path of ['/examination', `/calls/${world.slug}/examination`]) {
      const { status, html } = await browser.get(`${path}?${query}`);
      expect(status).toBe(200);
      expect(shownIn(html)).toEqual(expected);
    }
  });

  test('of another call shows nothing, and of no call says so', async () => {
    const { html } = await browser.get('/examination?view=all&call=nothing');
    expect(shownIn(html)).toEqual([]);
    const stranger = await browserOf(evaluator);
    const page = await stranger.get('/examination?view=all');
    expect(page.status).toBe(200);
    expect(page.html).toContain('Nessuna pratica');
    expect(shownIn(page.html)).toEqual([]);
    expect(page.html).not.toContain('href="/examination"');
    expect((await stranger.get(`/calls/${world.slug}/examination`)).status).toBe(403);
    const looking = await (await browserOf(auditor)).get('/examination?view=all');
    expect(shownIn(looking.html)).toEqual(names);
    expect(looking.html).not.toContain('name="item"');
  });

  test('goes on over pages without leaving anything out', async () => {
    const { token } = await world.sessionOf(officer);
    const seen: string[] = [];
    for (const order of ['days', 'arrival']) {
      let after = '';
      do {
        const { body } = await world.app.inject({
          url: `/api/v1/examinations?view=all&order=${order}&limit=3${after}`,
          headers: { authorization: `Bearer ${token}` },
        });
        const page = JSON.parse(body) as { items: { title: string }[]; next?: string };
        seen.push(...page.items.map(({ title }) => title));
        after = page.next === undefined ? '' : `&after=${page.next}`;
      } while (after !== '');
    }
    expect(seen).toEqual([...names, ...names].map((name) => `${name} di borgo`));
  });
});

describe('steps on several', () => {
  test('say of each what came of it', async () => {
    await browser.get('/examination');
    const items = [1, 3, 0].map(
      (index) => ['item', `${world.slug}~${world.applications[index]!.id}`] as const,
    );
    const { status, html } = await browser.post('/examination/steps', [
      ['step', 'begin'],
      ['which', 'chosen'],
      ...items,
      ['item', `${world.slug}~00000000-0000-4000-8000-000000000000`],
    ]);
    expect(status).toBe(200);
    expect(html).toContain('1 fatta, 1 già fatta prima, 2 rifiutate.');
    expect(html).toContain('È di un altro istruttore');
    expect(html).toContain('Non c’è una pratica così');
  });

  test('reach all that were found', async () => {
    await browser.get('/examination');
    const { html } = await browser.post('/examination/steps', [
      ['step', 'assign'],
      ['which', 'found'],
      ['officer', other],
      ['query', 'view=unassigned&text=candele'],
    ]);
    expect(html).toContain('1 fatta, 0 già fatte prima, 0 rifiutate.');
    expect(shownIn(html)).toEqual(['Candele']);
  });

  test('need something to be done to, and by whom', async () => {
    await browser.get('/examination');
    const said = async (fields: readonly (readonly [string, string])[]) => {
      const { status, location } = await browser.post('/examination/steps', fields);
      expect([status, location]).toEqual([303, '/examination']);
      return (await browser.get('/examination')).html;
    };
    expect(await said([['step', 'begin']])).toContain('Nessuna pratica scelta');
    expect(await said([['step', 'assign']])).toContain('Manca l’istruttore');
    expect(await said([])).toContain('Scegli che cosa fare');
  });

  test('conclude a phase only where the rules alone decide all of it', async () => {
    await browser.get('/examination');
    const { html } = await browser.post('/examination/steps', [
      ['step', 'pass'],
      ['item', `${world.slug}~${world.applications[0]!.id}`],
    ]);
    // The formal phase of this call asks the office for things that nobody has found yet.
    expect(html).toContain('0 fatte, 0 già fatte prima, 1 rifiutata.');
    expect(html).toMatch(/<p>[^<]{20,}<\/p>/);
  });

  test('of somebody who is no officer are all refused', async () => {
    const stranger = await browserOf(evaluator);
    await stranger.get('/account');
    const { html } = await stranger.post('/examination/steps', [
      ['step', 'begin'],
      ['item', `${world.slug}~${world.applications[2]!.id}`],
    ]);
    expect(html).toContain('0 fatte, 0 già fatte prima, 1 rifiutata.');
    expect(shownIn(html)).toEqual([]);
  });
});

describe('work of the officers', () => {
  test('is shown, and what nobody has is shared out', async () => {
    const url = `/calls/${world.slug}/examination/workload`;
    const before = await browser.get(url);
    expect(before.html).toContain('3 pratiche di questo bando sono da assegnare');
    const missing = await browser.post(`/calls/${world.slug}/examination/rotations`, []);
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('Scegli almeno un istruttore');
    const done = await browser.post(`/calls/${world.slug}/examination/rotations`, [
      ['officers', officer],
      ['officers', other],
    ]);
    expect([done.status, done.location]).toEqual([303, url]);
    const after = await browser.get(url);
    expect(after.html).toContain('3 pratiche assegnate.');
    expect(after.html).toContain('Tutte le pratiche di questo bando sono assegnate');
    expect(after.html).toContain('Alba Alfa: 1; Alba Beta: 2');
    const again = await browser.post(`/calls/${world.slug}/examination/rotations`, [
      ['officers', officer],
    ]);
    expect(again.html).toContain('Non ci sono pratiche da assegnare');
  });

  test('one application changes hands with a reason', async () => {
    const url = `/calls/${world.slug}/applications/${world.applications[3]!.id}/examination/assignment`;
    const first = await browser.get(url);
    expect(first.html).toContain('Lampare di borgo');
    const without = await browser.post(url, [
      ['officer', officer],
      ['from', other],
    ]);
    expect(without.status).toBe(422);
    expect(without.html).toContain('scrivi perché cambia mano');
    const stale = await browser.post(url, [
      ['officer', officer],
      ['from', ''],
      ['reason', 'ferie'],
    ]);
    expect(stale.html).toContain('Qualcuno l’ha assegnata dopo che l’hai aperta');
    const done = await browser.post(url, [
      ['officer', officer],
      ['from', other],
      ['reason', 'ferie'],
    ]);
    expect([done.status, done.location]).toEqual([303, url]);
    const { html } = await browser.get(url);
    expect(html).toContain('Pratica assegnata.');
    expect(html).toContain('ferie');
  });
});

test('filters are kept under a name, replaced, followed and deleted', async () => {
  await browser.get('/examination');
  const saved = await browser.post('/examination/filters', [
    ['name', 'Da iniziare'],
    ['view', 'all'],
    ['state', 'to-begin'],
  ]);
  expect(saved.location).toBe('/examination?view=all&state=to-begin');
  const { html } = await browser.get('/examination');
  expect(html).toContain('/examination?view=all&amp;state=to-begin');
  const others = await (await browserOf(other)).get('/examination');
  expect(others.html).not.toContain('Da iniziare</a>');
  await browser.post('/examination/filters/removal', [['removed', 'Da iniziare']]);
  expect((await browser.get('/examination')).html).toContain('Filtro eliminato.');
});

describe('due days', () => {
  test('are on a page, one’s own and everybody’s', async () => {
    const own = await browser.get('/examination/calendar');
    expect(own.status).toBe(200);
    expect(own.html).toContain('istruttorie da concludere');
    const all = await browser.get('/examination/calendar?view=all');
    expect(all.html).toContain('8 istruttorie da concludere');
  });

  test('are read by a calendar program with the secret alone, until it is revoked', async () => {
    await browser.get('/examination/calendar');
    const made = await browser.post('/examination/calendar/feed', []);
    const address = /http:\/\/localhost(\/examination\/calendar\/[\w-]{43}\/due-days\.ics)/.exec(
      made.html,
    )?.[1];
    expect(address).toBeDefined();
    const read = async () => world.app.inject({ url: address ?? '' });
    const feed = await read();
    expect(feed.statusCode).toBe(200);
    expect(feed.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const text = feed.body.replaceAll('\r\n ', '');
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(4);
    expect(text).toContain(`${world.slug}/000001`);
    expect(text).not.toMatch(/Zaffiro|Vico/);
    for (const line of feed.body.split('\r\n'))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    // It gives what its owner may see now.
    await world.admin.query('update role_grant set revoked_at = now() where person_id = $1', [
      officer,
    ]);
    expect((await read()).body).not.toContain('VEVENT');
    await world.admin.query('update role_grant set revoked_at = null where person_id = $1', [
      officer,
    ]);
    await browser.post('/examination/calendar/feed/revocation', []);
    expect((await read()).statusCode).toBe(404);
    expect(
      (await world.app.inject({ url: '/examination/calendar/x/due-days.ics' })).statusCode,
    ).toBe(404);
  });

  test('eight new addresses at once leave one that works', async () => {
    const { token } = await world.sessionOf(officer);
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.app.inject({
          method: 'POST',
          url: '/api/v1/due-feed',
          headers: { authorization: `Bearer ${token}` },
        }),
      ),
    );
    const addresses = made.map((reply) => reply.json<{ address: string }>().address);
    const statuses = await Promise.all(
      addresses.map(
        async (address) =>
          (await world.app.inject({ url: address.replace('http://localhost', '') })).statusCode,
      ),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(7);
  });
});

test('the term is shown to who applied once the examination has begun, and to the office', async () => {
  const begun = world.applications[0]!;
  const waiting = world.applications[2]!;
  const pageOf = async (personId: string, id: string) =>
    (await (await browserOf(personId)).get(`/calls/${world.slug}/applications/${id}`)).html;
  const own = await pageOf(begun.personId, begun.id);
  expect(own).toContain('In esame');
  expect(own).toContain('Il procedimento termina entro il giorno');
  expect(await pageOf(waiting.personId, waiting.id)).not.toContain('In esame');
  expect(await pageOf(officer, waiting.id)).toContain('Apri la pratica');
});

test('nothing of it is a fault of the server', () => {
  expect(world.faults()).toEqual([]);
});
