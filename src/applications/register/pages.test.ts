import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFoundBy, listedWords } from '../../../test/support/listed-words.ts';
import { addBody, addPerson, addRole, openTestSession } from '../../../test/support/people.ts';
import {
  makeListScene,
  type ListedEntry,
  type ListScene,
} from '../../../test/support/register-list.ts';
import { protocolOf } from './entry.ts';

let scene: ListScene;
let officer: Readonly<Record<string, string>>;
let browser: Readonly<Record<string, string>>;
let port: number;

beforeAll(async () => {
  scene = await makeListScene({ entered: 2_500, wordsOf: listedWords });
  officer = (await scene.signIn('officer', 'api')).headers;
  browser = { ...(await scene.signIn('officer', 'browser')).headers, accept: 'text/html' };
  await scene.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = scene.app.server.address() as AddressInfo);
});
afterAll(() => scene.close());

const addressOf = (call = scene.world.call) => ({
  page: `/calls/${call}/register`,
  list: `/api/v1/calls/${call}/register`,
  export: `/api/v1/calls/${call}/register-export`,
});

async function ask(url: string, headers: Readonly<Record<string, string>>, query: object = {}) {
  const parameters = new URLSearchParams(query as Record<string, string>);
  const reply = await scene.app.inject({ url: `${url}?${parameters.toString()}`, headers });
  return { status: reply.statusCode, text: reply.body, headers: reply.headers };
}

async function listed(query: object): Promise<{
  items: readonly (ListedEntry & { protocol: string })[];
  next?: string;
  total: number;
}> {
  const { status, text } = await ask(addressOf().list, officer, query);
  expect(status).toBe(200);
  return JSON.parse(text) as Awaited<ReturnType<typeof listed>>;
}

const protocolsIn = (html: string) =>
  [...html.matchAll(/<a class="bd-num"[^>]*>([^<]+)<\/a>/g)].map(([, protocol]) => protocol);

function expectedProtocols(text: string): readonly string[] {
  const { call } = scene.world;
  const found = scene.entries.filter(isFoundBy(text, call));
  return found.map(({ number }) => protocolOf(call, number)).toReversed();
}

test('the API gives the whole register from page to page, every entry once', async () => {
  const items: ListedEntry[] = [];
  let after: string | undefined;
  do {
    const page = await listed({ limit: 200, ...(after === undefined ? {} : { after }) });
    expect(page.total).toBe(scene.entries.length);
    items.push(
      ...page.items.map(({ protocol, ...line }) => {
        expect(protocol).toBe(protocolOf(scene.world.call, line.number));
        return line;
      }),
    );
    after = page.next;
  } while (after !== undefined);
  expect(items).toEqual(scene.entries.toReversed());
});

test('the page leads through the same entries by its links', async () => {
  const seen: (string | undefined)[] = [];
  let url: string | undefined = `${addressOf().page}?text=emergenza`;
  while (url !== undefined) {
    const reply: { statusCode: number; body: string } = await scene.app.inject({
      url,
      headers: browser,
    });
    expect(reply.statusCode).toBe(200);
    seen.push(...protocolsIn(reply.body));
    url = /<a[^>]* href="([^"]+)" rel="next"/.exec(reply.body)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(seen).toEqual(expectedProtocols('emergenza'));
  expect(seen.length).toBeGreaterThan(1_000);
});

test.each([
  'citta',
  'CITTÀ',
  "l'aquila",
  'l’aquila',
  'luci mobilita',
  'srl',
  's.r.l.',
  'zaffiro',
  '42',
  '2024',
  'uvre',
])('page and API find the same by "%s"', async (text) => {
  const expected = expectedProtocols(text).slice(0, 50);
  const { text: html } = await ask(addressOf().page, browser, { text });
  expect(protocolsIn(html)).toEqual(expected);
  expect((await listed({ text })).items.map(({ protocol }) => protocol)).toEqual(expected);
});

test('a protocol number as people write it finds its entry, one of another call does not', async () => {
  const { call } = scene.world;
  for (const text of [`${call}/000123`, ` ${call.toUpperCase()}/123 `])
    expect((await listed({ text })).items.map(({ number }) => number)).toEqual([123]);
  expect((await listed({ text: 'other.rehearsal/000123' })).items).toEqual([]);
});

test('days of the page and instants of the API are those between two entries', async () => {
  const middle = scene.entries[1_000] as ListedEntry;
  const until = new Date(Date.parse(middle.at) + 1).toISOString();
  const { items } = await listed({ until, limit: 1 });
  expect(Date.parse(items[0]?.at ?? '')).toBeLessThan(Date.parse(until));
  expect(items[0]?.number).toBeGreaterThanOrEqual(middle.number);
  const day = (offset: number) =>
    new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Rome' }).format(
      Date.parse(middle.at) + offset * 86_400_000,
    );
  const shown = async (query: object) =>
    protocolsIn((await ask(addressOf().page, browser, query)).text).length;
  expect(await shown({ from: day(-1), until: day(1) })).toBe(50);
  expect(await shown({ from: day(2) })).toBe(0);
  expect(await shown({ until: day(-2) })).toBe(0);
  const { status, text } = await ask(addressOf().page, browser, { from: '2027-02-30' });
  expect([status, text.includes('2027-02-30')]).toEqual([200, true]);
});

test.each([
  "'; drop table register_entry; --",
  ':* & | ! <-> ()',
  '\\',
  "''::tsquery",
  '#1',
  '%',
  'a '.repeat(100),
  'de '.repeat(66),
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u202E 🏮 \uFEFF',
  'è'.repeat(200),
  '9'.repeat(30),
  '2147483647',
  '2147483648',
  '<script>alert(1)</script>',
])('a hostile text is only looked for: %s', async (text) => {
  const expected = expectedProtocols(text).slice(0, 50);
  expect((await listed({ text })).items.map(({ protocol }) => protocol)).toEqual(expected);
  const page = await ask(addressOf().page, browser, { text });
  expect([page.status, protocolsIn(page.text)]).toEqual([200, expected]);
  expect(page.text).not.toContain('<script>alert');
  expect((await ask(addressOf().export, officer, { text })).status).toBe(200);
  expect(scene.faults()).toEqual([]);
});

test.each<[string, number, number]>([
  ['text=%00', 400, 400],
  ['text=a&text=b', 400, 200],
  ['after=99999999999999999999', 200, 200],
  ['after=9999999999', 200, 200],
  ['after=0', 400, 200],
  ['after=-1', 400, 200],
  ['after=1', 200, 200],
  ['limit=0', 400, 200],
  ['limit=201', 400, 200],
  ['kind=both', 400, 200],
  ['from=yesterday', 400, 200],
  [`text=${'a'.repeat(201)}`, 400, 200],
])('?%s is %i of the API and %i of the page, and never a fault', async (query, api, page) => {
  const statuses = await Promise.all(
    [
      { url: `${addressOf().list}?${query}`, headers: officer },
      { url: `${addressOf().page}?${query}`, headers: browser },
    ].map(async (request) => (await scene.app.inject(request)).statusCode),
  );
  expect(statuses).toEqual([api, page]);
  expect(scene.faults()).toEqual([]);
});

test('titles are shown as text', async () => {
  const { text } = await ask(addressOf().page, browser, { text: 'grassetto' });
  expect(text).toContain('&lt;b>grassetto&lt;/b>');
  expect(text).not.toContain('<b>grassetto');
});

test('nobody else reads the register, in any of its forms', async () => {
  const { db } = scene.database;
  const { id } = await addPerson(db);
  await addRole(db, { personId: id, bodyId: (await addBody(db)).id, role: 'officer' });
  const applicant = scene.world.applications[0];
  const people: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['nobody', {}, 401],
    ['an applicant', { authorization: `Bearer ${applicant?.token}` }, 403],
    ['an officer of another body', (await openTestSession(db, id)).headers, 403],
    ['an evaluator', (await scene.signIn('evaluator', 'api')).headers, 403],
    ['an author', (await scene.signIn('author', 'api')).headers, 403],
    ['an officer', officer, 200],
    ['an auditor', (await scene.signIn('auditor', 'api')).headers, 200],
  ];
  for (const [who, headers, status] of people)
    for (const url of [addressOf().list, addressOf().export]) {
      const reply = await ask(url, headers);
      expect([who, url, reply.status]).toEqual([who, url, status]);
      if (status !== 200) expect(reply.text).not.toContain('illuminazione');
    }
  const away = await ask(addressOf().page, { accept: 'text/html' });
  expect([away.status, away.headers['location']]).toEqual([
    303,
    expect.stringContaining('/sign-in'),
  ]);
  expect((await ask(addressOf('no-such-call').list, officer)).status).toBe(404);
});

test('the export is the register row by row', async () => {
  const { status, text, headers } = await ask(addressOf().export, officer);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename="REHEARSAL-[a-z0-9.-]+-register\.csv"$/,
  );
  expect(text.startsWith('\uFEFFmode,protocol,')).toBe(true);
  const [, ...rows] = cellsOf(text.slice(1), ',');
  const { call } = scene.world;
  expect(rows).toEqual(
    scene.entries.map((entry) => [
      'rehearsal',
      protocolOf(call, entry.number),
      String(entry.number),
      entry.kind,
      entry.at,
      entry.applicationId,
      asPlainText(entry.title),
      entry.leadName,
      entry.leadFiscalCode,
      entry.snapshotHash,
      entry.ground ?? '',
      entry.hash,
    ]),
  );
});

test('the export holds what the filter leaves', async () => {
  const { text } = await ask(addressOf().export, officer, {
    text: 'emergenza',
    kind: 'withdrawal',
  });
  const [, ...rows] = cellsOf(text.slice(1), ',');
  const expected = scene.entries
    .filter(isFoundBy('emergenza', scene.world.call))
    .filter(({ kind }) => kind === 'withdrawal');
  expect(rows.map(([, , number]) => Number(number))).toEqual(expected.map(({ number }) => number));
  expect(rows.length).toBeGreaterThan(10);
});

test('no cell of the export is a formula, whichever mark a spreadsheet parts cells at', async () => {
  const { text } = await ask(addressOf().export, officer);
  for (const mark of [',', ';', '\t']) {
    const cells = cellsOf(text.slice(1), mark).flat();
    expect(cells.length).toBeGreaterThan(2_500);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  }
});

/** As the export writes a text of which something could be run. */
function asPlainText(text: string): string {
  return (
    {
      '=1+1': "'=1+1",
      '+39 02': "'+39 02",
      '-5': "'-5",
      '@SUM(A1)': "'@SUM(A1)",
      '\t=2': "'\t'=2",
      'a;=cmd': "a;'=cmd",
      'riga\n=3': "riga\n'=3",
    }[text] ?? text
  );
}

/** Reads CSV (RFC 4180): a quote counts where a cell begins with it. */
function cellsOf(text: string, mark: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let place = 0;
  while (place < text.length) {
    let cell = '';
    if (text[place] === '"') {
      for (place += 1; text[place] !== '"' || text[place + 1] === '"'; place += 1) {
        if (text[place] === '"') place += 1;
        cell += text[place] ?? '';
        if (place > text.length) throw new Error('a quote is not closed');
      }
      place += 1;
    } else
      while (place < text.length && text[place] !== mark && !/[\r\n]/.test(text[place] ?? ''))
        cell += text[place++];
    rows.at(-1)?.push(cell);
    if (text[place] === mark) place += 1;
    else if (text[place] !== undefined && !/[\r\n]/.test(text[place] ?? '')) continue;
    else {
      place += text.startsWith('\r\n', place) ? 2 : 1;
      if (place < text.length) rows.push([]);
    }
  }
  return rows;
}

test('who breaks off an export leaves nothing behind', async () => {
  const { pool } = scene.database;
  for (let turn = 0; turn < 12; turn += 1) {
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = get(
        { port, host: '127.0.0.1', path: addressOf().export, headers: officer },
        resolve,
      );
      request.on('error', reject);
    });
    expect(reply.statusCode).toBe(200);
    await new Promise((resolve) => reply.once('data', resolve));
    reply.destroy();
  }
  await sleep(500);
  expect([pool.idleCount, pool.waitingCount]).toEqual([pool.totalCount, 0]);
  const { rows } = await scene.admin.query(
    `select query from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  expect(rows).toEqual([]);
  expect(scene.faults()).toEqual([]);
  expect((await ask(addressOf().export, officer)).text.trimEnd().split('\r\n').length).toBe(
    scene.entries.length + 1,
  );
});
