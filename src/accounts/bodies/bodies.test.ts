import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import {
  addBody,
  addPerson,
  addRole,
  openTestSession,
  personFiscalCode,
} from '../../../test/support/people.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

const db = () => server.services.database.db;
let serial = 1_100_000;

interface BodyList {
  readonly items: readonly { readonly code: string }[];
  readonly next?: string;
}

interface Given {
  readonly id: string;
}

type Headers = Readonly<Record<string, string>>;

async function somebody() {
  const person = await addPerson(db());
  const { headers } = await openTestSession(db(), person.id);
  return { ...person, headers };
}

async function administered(given: { readonly parentId?: string; readonly kind?: 'chamber' } = {}) {
  const body = await addBody(db(), given);
  const administrator = await somebody();
  const role = await addRole(db(), {
    personId: administrator.id,
    bodyId: body.id,
    role: 'administrator',
  });
  return { ...body, administrator, role, url: `/api/v1/bodies/${body.code}` };
}

async function post(url: string, headers: Headers, payload: object) {
  return server.app.inject({ method: 'POST', url, headers, payload });
}

const asked = (fiscalCode: string, change: object = {}) => ({
  fiscalCode,
  givenName: 'Dario',
  familyName: 'Nominato',
  role: 'officer',
  ground: 'Determinazione 12/2026',
  ...change,
});

const revoke = (url: string, headers: Headers, role: string, ground = 'Determinazione 13/2026') =>
  post(`${url}/roles/${role}/revocation`, headers, { ground });

describe('roles', () => {
  test('are given by an administrator, hold at once, and are in the journal with their ground', async () => {
    const { administrator, url, id } = await administered();
    const officer = await somebody();
    const reply = await post(`${url}/roles`, administrator.headers, asked(officer.fiscalCode));
    expect(reply.statusCode).toBe(201);
    const me = await server.app.inject({ url: '/api/v1/me', headers: officer.headers });
    expect(me.json().roles).toMatchObject([{ role: 'officer', id: reply.json<Given>().id }]);
    const list = await server.app.inject({ url: `${url}/roles`, headers: administrator.headers });
    expect(list.json().items).toMatchObject([
      { role: 'administrator', isOwn: true },
      { role: 'officer', name: 'Dario Nominato', ground: 'Determinazione 12/2026' },
    ]);
    const [act] = await db()
      .selectFrom('journal')
      .selectAll()
      .where('subject', '=', `role/${reply.json<Given>().id}`)
      .execute();
    expect(act).toMatchObject({ act: 'role-given', ground: 'Determinazione 12/2026' });
    expect(JSON.stringify(act)).not.toContain(officer.fiscalCode);
    expect(id).toBeDefined();
  });

  test('are given by nobody else, and not by an administrator of another body', async () => {
    const { url, id } = await administered();
    const other = await administered();
    const officer = await somebody();
    await addRole(db(), { personId: officer.id, bodyId: id, role: 'officer' });
    const to = asked(personFiscalCode(++serial));
    for (const headers of [officer.headers, other.administrator.headers])
      expect((await post(`${url}/roles`, headers, to)).statusCode).toBe(403);
    expect((await post(`${url}/roles`, {}, to)).statusCode).toBe(401);
    expect(
      (await post('/api/v1/bodies/ente-che-non-esiste/roles', officer.headers, to)).statusCode,
    ).toBe(404);
  });

  test('nobody gives one to themselves, with or without the parent’s help', async () => {
    const parent = await administered();
    const child = await addBody(db(), { parentId: parent.id });
    const { administrator } = parent;
    for (const { url } of [parent, { url: `/api/v1/bodies/${child.code}` }]) {
      const reply = await post(
        `${url}/roles`,
        administrator.headers,
        asked(administrator.fiscalCode),
      );
      expect(reply.statusCode).toBe(403);
      expect(reply.json().code).toBe('not-for-oneself');
    }
    const other = asked(personFiscalCode(++serial));
    const given = await post(`/api/v1/bodies/${child.code}/roles`, administrator.headers, other);
    expect(given.statusCode).toBe(201);
  });

  test('a coordinator coordinates for a chamber, and a role needs its ground', async () => {
    const authority = await administered();
    const chamber = await administered({ kind: 'chamber' });
    const give = async (to: typeof authority, change: object) =>
      (
        await post(
          `${to.url}/roles`,
          to.administrator.headers,
          asked(personFiscalCode(++serial), change),
        )
      ).json();
    expect(await give(authority, { role: 'programme-coordinator' })).toMatchObject({
      code: 'not-a-chamber',
      errors: [{ path: '/role' }],
    });
    expect(await give(chamber, { role: 'programme-coordinator' })).toHaveProperty('id');
    expect(await give(chamber, { ground: '   ' })).toMatchObject({ code: 'text-missing' });
    expect(await give(chamber, { call: 'nessun-bando' })).toMatchObject({ code: 'call-unknown' });
  });

  test('revocation holds from the next request on, once, and needs a ground', async () => {
    const { administrator, url, id } = await administered();
    const auditor = await somebody();
    const role = await addRole(db(), { personId: auditor.id, bodyId: id, role: 'auditor' });
    const look = async () =>
      (await server.app.inject({ url: `${url}/roles`, headers: auditor.headers })).statusCode;
    expect(await look()).toBe(200);
    expect((await revoke(url, administrator.headers, role, ' ')).statusCode).toBe(422);
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => revoke(url, administrator.headers, role)),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    expect(await look()).toBe(403);
  });

  test('a role of another body cannot be revoked through one’s own', async () => {
    const [one, other] = [await administered(), await administered()];
    expect((await revoke(one.url, one.administrator.headers, other.role)).statusCode).toBe(404);
  });
});

describe('the last administrator', () => {
  test('stays, also when another one is so only for a time', async () => {
    const { administrator, url, id, role } = await administered();
    const timed = await somebody();
    await addRole(db(), {
      personId: timed.id,
      bodyId: id,
      role: 'administrator',
      validUntil: new Date(Date.now() + 3_600_000),
    });
    for (const { headers } of [administrator, timed]) {
      const reply = await revoke(url, headers, role);
      expect(reply.statusCode).toBe(409);
      expect(reply.json().code).toBe('last-administrator');
    }
  });

  test('of eight who all resign at once, one stays', async () => {
    const body = await addBody(db());
    const url = `/api/v1/bodies/${body.code}`;
    const all = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const person = await somebody();
        const role = await addRole(db(), {
          personId: person.id,
          bodyId: body.id,
          role: 'administrator',
        });
        return { person, role };
      }),
    );
    const replies = await Promise.all(
      all.map(({ person, role }) => revoke(url, person.headers, role)),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(7);
    expect(replies.filter(({ statusCode }) => statusCode === 409)).toHaveLength(1);
  });

  test('of two who remove each other at once, one stays', async () => {
    for (let round = 0; round < 10; round++) {
      const { administrator, url, id, role } = await administered();
      const second = await somebody();
      const other = await addRole(db(), {
        personId: second.id,
        bodyId: id,
        role: 'administrator',
      });
      const replies = await Promise.all([
        revoke(url, administrator.headers, other),
        revoke(url, second.headers, role),
      ]);
      expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    }
  });
});

describe('bodies', () => {
  test('are there for anybody to see, part by part', async () => {
    await addBody(db());
    const { items, next } = (await server.app.inject('/api/v1/bodies?limit=1')).json<BodyList>();
    expect(items).toHaveLength(1);
    const [first] = items;
    if (!first) throw new Error('no body');
    const more = (
      await server.app.inject(`/api/v1/bodies?limit=200&after=${next}`)
    ).json<BodyList>();
    expect((more.items[0]?.code ?? '') > first.code).toBe(true);
    const one = await server.app.inject(`/api/v1/bodies/${first.code}`);
    expect(one.json()).toEqual(first);
    expect((await server.app.inject('/api/v1/bodies/nessuno')).statusCode).toBe(404);
  });

  test('are added under one’s own by its administrator, who administers the new one too', async () => {
    const { administrator, url, code } = await administered();
    const stranger = await administered();
    const chamber = { code: `camera-${++serial}`, name: 'Camera di Fantasia', kind: 'chamber' };
    const refused = await post(`${url}/bodies`, stranger.administrator.headers, chamber);
    expect(refused.statusCode).toBe(403);
    const created = await post(`${url}/bodies`, administrator.headers, chamber);
    expect(created.statusCode).toBe(201);
    expect((await server.app.inject(`/api/v1/bodies/${chamber.code}`)).json()).toMatchObject({
      parent: code,
      fictional: true,
    });
    const roles = await server.app.inject({
      url: `/api/v1/bodies/${chamber.code}/roles`,
      headers: administrator.headers,
    });
    expect(roles.statusCode).toBe(200);
    const again = await post(`${url}/bodies`, administrator.headers, chamber);
    expect(again.json().code).toBe('code-taken');
  });
});
