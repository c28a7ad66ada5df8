import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import {
  addOrganisation,
  addPerson,
  addPower,
  openTestSession,
  personFiscalCode,
  vatNumber,
} from '../../../test/support/people.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

const db = () => server.services.database.db;
let serial = 700_000;

interface Given {
  readonly id: string;
}

interface Shown extends Given {
  readonly name: string;
  readonly sites: readonly Given[];
}

interface List {
  readonly items: readonly Shown[];
  readonly next?: string;
}

type Headers = Readonly<Record<string, string>>;

async function somebody() {
  const person = await addPerson(db());
  const { headers } = await openTestSession(db(), person.id);
  return { ...person, headers };
}

async function send(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  headers: Headers,
  payload?: object,
) {
  return server.app.inject({ method, url, headers, ...(payload && { payload }) });
}

const site = {
  municipalityCode: '015146',
  municipality: 'Milano',
  province: 'MI',
  address: 'Via dei Mulini 1',
  isRegistered: true,
  activeSince: '2012-05-07',
};

function mill(change: object = {}) {
  const number = vatNumber(++serial);
  return {
    fiscalCode: number,
    kind: 'firm',
    name: 'Mulino Fantasia S.r.l.',
    vatNumber: number,
    sizeClass: 'small',
    ateco: ['10.61.10'],
    digitalDomicile: 'mulino@pec.example.it',
    sites: [site],
    declaration: 'Sono amministratrice unica (art. 46 D.P.R. 445/2000).',
    ...change,
  };
}

const register = (headers: Headers, payload: object) =>
  send('POST', '/api/v1/organisations', headers, payload);

describe('registering an organisation', () => {
  test('makes who declares it its legal representative, with the words as evidence', async () => {
    const person = await somebody();
    const given = mill();
    const reply = await register(person.headers, given);
    expect(reply.statusCode).toBe(201);
    const { id } = reply.json<Given>();
    expect(reply.headers.location).toBe(`/api/v1/organisations/${id}`);
    const read = await send('GET', `/api/v1/organisations/${id}`, person.headers);
    const { declaration, sites: _sites, ...data } = given;
    expect(read.json()).toMatchObject({ ...data, id, revision: 1, sites: [site], fictional: true });
    const powers = await send('GET', `/api/v1/organisations/${id}/powers`, person.headers);
    expect(powers.json().items).toMatchObject([
      { kind: 'legal-representative', isOwn: true, name: person.name, evidence: declaration },
    ]);
    const acts = await db()
      .selectFrom('journal')
      .select(['act', 'chain', 'person_id', 'on_behalf_of'])
      .where('subject', '=', `organisation/${id}`)
      .execute();
    expect(acts).toEqual([
      {
        act: 'organisation-registered',
        chain: 'accounts',
        person_id: person.id,
        on_behalf_of: id,
      },
    ]);
  });

  test('takes the fiscal code of a person for a firm that is one person, and for nothing else', async () => {
    const { headers } = await somebody();
    const fiscalCode = personFiscalCode(++serial);
    const ok = await register(headers, mill({ fiscalCode }));
    expect(ok.statusCode).toBe(201);
    const wrong = mill({
      kind: 'public-body',
      fiscalCode: personFiscalCode(++serial),
      sizeClass: undefined,
    });
    const reply = await register(headers, wrong);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([
      { code: 'fiscal-code-not-of-a-firm', path: '/fiscalCode' },
    ]);
  });

  test('says everything that is wrong at once, each at its place', async () => {
    const { headers } = await somebody();
    const reply = await register(
      headers,
      mill({
        fiscalCode: '01234567890',
        vatNumber: '12345678901',
        kind: 'non-profit',
        ateco: ['62.01', '6201', '62.1.1.1'],
        digitalDomicile: 'no address',
        sites: [
          { ...site, municipalityCode: '15146', province: 'mi' },
          { ...site, activeUntil: '2011-01-01' },
          { ...site, activeSince: '0000-01-01' },
        ],
      }),
    );
    expect(reply.statusCode).toBe(422);
    const errors = reply.json().errors as { code: string; path: string }[];
    expect(errors.map(({ code, path }) => `${path} ${code}`)).toEqual([
      '/fiscalCode fiscal-code-wrong',
      '/vatNumber vat-number-wrong',
      '/sizeClass size-class-not-of-a-firm',
      '/ateco/1 ateco-wrong',
      '/ateco/2 ateco-wrong',
      '/digitalDomicile digital-domicile-wrong',
      '/sites registered-site-missing',
      '/sites/0/municipalityCode municipality-code-wrong',
      '/sites/0/province province-wrong',
      '/sites/1/activeUntil dates-crossed',
      '/sites/2/activeSince date-wrong',
    ]);
    expect(
      await db()
        .selectFrom('organisation')
        .select('id')
        .where('fiscal_code', '=', '01234567890')
        .execute(),
    ).toEqual([]);
  });

  test('a second time is refused without a word about who did it first', async () => {
    const [first, second] = [await somebody(), await somebody()];
    const given = mill();
    await register(first.headers, given);
    const reply = await register(second.headers, { ...given, name: 'Altro nome' });
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'already-registered' });
    expect(reply.body).not.toContain(first.id);
    expect(reply.body).not.toContain(first.name);
    const byVat = await register(second.headers, mill({ vatNumber: given.vatNumber }));
    expect(byVat.statusCode).toBe(409);
  });

  test('by eight at once, one succeeds', async () => {
    const given = mill();
    const people = await Promise.all(Array.from({ length: 8 }, somebody));
    const replies = await Promise.all(people.map(({ headers }) => register(headers, given)));
    expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      201, 409, 409, 409, 409, 409, 409, 409,
    ]);
  });

  test('with the same key again gives the same answer and no second one', async () => {
    const { headers } = await somebody();
    const keyed = { ...headers, 'idempotency-key': 'register-1' };
    const given = mill();
    const [one, two] = [await register(keyed, given), await register(keyed, given)];
    expect(two.statusCode).toBe(201);
    expect(two.json()).toEqual(one.json());
  });
});

describe('editing an organisation', () => {
  async function registered() {
    const person = await somebody();
    const { declaration: _declaration, fiscalCode, ...content } = mill();
    const { id } = (
      await register(person.headers, { ...content, fiscalCode, declaration: 'x' })
    ).json<Given>();
    return { person, id, content, url: `/api/v1/organisations/${id}` };
  }

  test('needs the revision that was read: missing 428, stale 412, right 200', async () => {
    const { person, content, url } = await registered();
    const etag = (await send('GET', url, person.headers)).headers.etag ?? '';
    const put = (headers: Headers, change: object = {}) =>
      send('PUT', url, { ...person.headers, ...headers }, { ...content, ...change });
    expect((await put({})).statusCode).toBe(428);
    const edited = await put({ 'if-match': etag }, { name: 'Mulino Nuovo' });
    expect(edited.statusCode).toBe(200);
    expect(edited.json()).toMatchObject({ name: 'Mulino Nuovo', revision: 2 });
    const stale = await put({ 'if-match': etag }, { name: 'Mulino Vecchio' });
    expect(stale.statusCode).toBe(412);
    expect((await send('GET', url, person.headers)).json().name).toBe('Mulino Nuovo');
  });

  test('by eight at once with the same revision changes it once', async () => {
    const { person, content, url, id } = await registered();
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        send(
          'PUT',
          url,
          { ...person.headers, 'if-match': '"r1"' },
          { ...content, name: `Mulino ${number}` },
        ),
      ),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(replies.filter(({ statusCode }) => statusCode === 412)).toHaveLength(7);
    const acts = await db()
      .selectFrom('journal')
      .select('to_state')
      .where('subject', '=', `organisation/${id}`)
      .where('act', '=', 'organisation-edited')
      .execute();
    expect(acts).toEqual([{ to_state: 'revision/2' }]);
  });

  test('keeps sites under their ids, moves the seat, removes what is left out, takes no stranger’s', async () => {
    const { person, content, url } = await registered();
    const put = (revision: number, sites: object[]) =>
      send('PUT', url, { ...person.headers, 'if-match': `"r${revision}"` }, { ...content, sites });
    const [seat] = (await send('GET', url, person.headers)).json<Shown>().sites;
    if (!seat) throw new Error('no site');
    const branch = { ...site, isRegistered: true, address: 'Via Nuova 2' };
    const moved = await put(1, [{ ...seat, isRegistered: false }, branch]);
    expect(moved.json().sites).toMatchObject([
      { address: 'Via Nuova 2', isRegistered: true },
      { id: seat.id, isRegistered: false },
    ]);
    const stranger = (await registered()).url;
    const other = (await send('GET', stranger, person.headers)).statusCode;
    expect(other).toBe(404);
    const foreign = await db()
      .selectFrom('site')
      .select('id')
      .where('address', '=', site.address)
      .where('id', '<>', seat.id)
      .executeTakeFirstOrThrow();
    const refused = await put(2, [{ ...branch, id: foreign.id }]);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().code).toBe('site-unknown');
    const left = await put(2, [{ ...branch, id: moved.json<Shown>().sites[0]?.id }]);
    expect(left.json().sites).toHaveLength(1);
  });

  test('is for who may edit: a reader is told so as if it were not there', async () => {
    const { content, url, id } = await registered();
    const reader = await somebody();
    await addPower(db(), { organisationId: id, personId: reader.id, scopes: ['read'] });
    expect((await send('GET', url, reader.headers)).statusCode).toBe(200);
    const headers = { ...reader.headers, 'if-match': '"r1"' };
    expect((await send('PUT', url, headers, content)).statusCode).toBe(404);
    const stranger = await somebody();
    expect((await send('GET', url, stranger.headers)).statusCode).toBe(404);
  });
});

test('the list goes on where it stopped, by name, with what one may act for and nothing else', async () => {
  const person = await somebody();
  const names = ['delta', 'Alfa', 'charlie', 'Bravo', 'echo'];
  for (const name of names) await addOrganisation(db(), { representative: person.id, name });
  await addOrganisation(db(), { name: 'Aliena' });
  const seen: string[] = [];
  for (let after = ''; ;) {
    const query = `limit=2${after === '' ? '' : `&after=${after}`}`;
    const { items, next } = (
      await send('GET', `/api/v1/organisations?${query}`, person.headers)
    ).json<List>();
    seen.push(...items.map(({ name }) => name));
    if (next === undefined) break;
    after = next;
  }
  expect(seen).toEqual(['Alfa', 'Bravo', 'charlie', 'delta', 'echo']);
  const wrong = await send('GET', '/api/v1/organisations?after=%5B%5D', person.headers);
  expect(wrong.statusCode).toBe(400);
  const forged = Buffer.from(JSON.stringify(['x', 'not-a-uuid'])).toString('base64url');
  expect(
    (await send('GET', `/api/v1/organisations?after=${forged}`, person.headers)).statusCode,
  ).toBe(400);
});
