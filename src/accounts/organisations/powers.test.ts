import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import {
  addBody,
  addOrganisation,
  addPerson,
  addPower,
  addRole,
  openTestSession,
  personFiscalCode,
} from '../../../test/support/people.ts';
import { stateOfPower } from './power.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

const db = () => server.services.database.db;
let serial = 900_000;

interface Given {
  readonly id: string;
}

interface List {
  readonly items: readonly Given[];
}

type Headers = Readonly<Record<string, string>>;

async function somebody() {
  const person = await addPerson(db());
  const { headers } = await openTestSession(db(), person.id);
  return { ...person, headers };
}

async function organisationOf() {
  const owner = await somebody();
  const { id } = await addOrganisation(db(), { representative: owner.id });
  return { owner, id, url: `/api/v1/organisations/${id}` };
}

async function post(url: string, headers: Headers, payload: object) {
  return server.app.inject({ method: 'POST', url, headers, payload });
}

async function revoke(url: string, headers: Headers, power: string) {
  return server.app.inject({ method: 'DELETE', url: `${url}/powers/${power}`, headers });
}

async function firstPower(url: string, headers: Headers): Promise<string> {
  const list = await server.app.inject({ url: `${url}/powers`, headers });
  return list.json<List>().items[0]?.id ?? '';
}

const named = (fiscalCode: string) => ({ fiscalCode, givenName: 'Carla', familyName: 'Delegata' });

describe('mandates', () => {
  test('are given to a person by fiscal code and hold at once, with reading in every one', async () => {
    const { owner, id, url } = await organisationOf();
    const delegate = await somebody();
    const reply = await post(`${url}/mandates`, owner.headers, {
      ...named(delegate.fiscalCode.toLowerCase()),
      scopes: ['submit'],
    });
    expect(reply.statusCode).toBe(201);
    const me = await server.app.inject({ url: '/api/v1/me', headers: delegate.headers });
    expect(me.json().powers).toEqual([
      {
        id: reply.json<Given>().id,
        organisationId: id,
        organisationName: expect.stringMatching(/^Mulino/) as string,
        kind: 'mandate',
        scopes: ['read', 'submit'],
      },
    ]);
  });

  test('are given only by who represents the organisation: not by a mandate with every scope', async () => {
    const { owner, id, url } = await organisationOf();
    const [delegate, stranger, third] = [await somebody(), await somebody(), await somebody()];
    const scopes = ['read', 'edit', 'consent', 'submit'] as const;
    await addPower(db(), { organisationId: id, personId: delegate.id, scopes });
    const give = (headers: Headers) =>
      post(`${url}/mandates`, headers, { ...named(third.fiscalCode), scopes: ['read'] });
    expect((await give(delegate.headers)).statusCode).toBe(404);
    expect((await give(stranger.headers)).statusCode).toBe(404);
    expect((await give(owner.headers)).statusCode).toBe(201);
  });

  test('nobody gives one to themselves, and none ends before it begins', async () => {
    const { owner, url } = await organisationOf();
    const own = await post(`${url}/mandates`, owner.headers, {
      ...named(owner.fiscalCode),
      scopes: ['read'],
    });
    expect(own.statusCode).toBe(403);
    expect(own.json().code).toBe('not-for-oneself');
    const dates = async (validFrom: string | undefined, validUntil: string) =>
      (
        await post(`${url}/mandates`, owner.headers, {
          ...named(personFiscalCode(++serial)),
          scopes: ['read'],
          ...(validFrom && { validFrom }),
          validUntil,
        })
      ).json().code;
    expect(await dates('2030-01-02T00:00:00Z', '2030-01-01T00:00:00Z')).toBe('dates-crossed');
    expect(await dates(undefined, '2020-01-01T00:00:00Z')).toBe('dates-crossed');
    expect(await dates(undefined, '9999-12-31T23:59:59Z')).toBe('date-wrong');
  });

  test('revocation holds from the next request on, and is in the journal without a name', async () => {
    const { owner, url, id } = await organisationOf();
    const delegate = await somebody();
    const given = await post(`${url}/mandates`, owner.headers, {
      ...named(delegate.fiscalCode),
      scopes: ['read'],
    });
    const power = given.json<Given>().id;
    const read = async () =>
      (await server.app.inject({ url, headers: delegate.headers })).statusCode;
    expect(await read()).toBe(200);
    expect((await revoke(url, owner.headers, power)).statusCode).toBe(204);
    expect(await read()).toBe(404);
    expect((await revoke(url, owner.headers, power)).statusCode).toBe(404);
    const acts = await db()
      .selectFrom('journal')
      .selectAll()
      .where('subject', '=', `power/${power}`)
      .orderBy('sequence')
      .execute();
    expect(acts.map(({ act, on_behalf_of }) => [act, on_behalf_of])).toEqual([
      ['mandate-given', id],
      ['mandate-revoked', id],
    ]);
    expect(JSON.stringify(acts)).not.toMatch(new RegExp(`${delegate.fiscalCode}|Carla|Delegata`));
  });

  test('of eight revocations at once, one counts', async () => {
    const { owner, url, id } = await organisationOf();
    const delegate = await somebody();
    const power = await addPower(db(), {
      organisationId: id,
      personId: delegate.id,
      scopes: ['read'],
    });
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => revoke(url, owner.headers, power)),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
  });

  test('their holder may give them up; another delegate may not end them', async () => {
    const { url, id } = await organisationOf();
    const [holder, other] = [await somebody(), await somebody()];
    const give = (personId: string) =>
      addPower(db(), { organisationId: id, personId, scopes: ['read', 'edit'] });
    const power = await give(holder.id);
    await give(other.id);
    expect((await revoke(url, other.headers, power)).statusCode).toBe(403);
    expect((await revoke(url, holder.headers, power)).statusCode).toBe(204);
  });

  test('a power of another organisation cannot be ended through one’s own', async () => {
    const { owner, url } = await organisationOf();
    const other = await organisationOf();
    const power = await addPower(db(), {
      organisationId: other.id,
      personId: (await somebody()).id,
      scopes: ['read'],
    });
    expect((await revoke(url, owner.headers, power)).statusCode).toBe(404);
    expect((await revoke(other.url, owner.headers, power)).statusCode).toBe(404);
  });
});

describe('whether a fiscal code is known', () => {
  /** What an answer shows, and how many statements it took. */
  async function observe(act: () => Promise<{ statusCode: number; json: () => object }>) {
    const statements: string[] = [];
    // oxlint-disable-next-line typescript/unbound-method
    const query = Client.prototype.query;
    Client.prototype.query = function observed(this: Client, ...given: unknown[]) {
      const first = given[0] as string | { readonly text: string };
      statements.push(typeof first === 'string' ? first : first.text);
      return Reflect.apply(query, this, given);
    } as typeof query;
    try {
      const reply = await act();
      return { status: reply.statusCode, members: Object.keys(reply.json()), statements };
    } finally {
      Client.prototype.query = query;
    }
  }

  test('does not show when a mandate is given: same answer, same statements, same list afterwards', async () => {
    const { owner, url } = await organisationOf();
    const known = await somebody();
    const give = (fiscalCode: string) =>
      observe(() =>
        post(`${url}/mandates`, owner.headers, { ...named(fiscalCode), scopes: ['read'] }),
      );
    const [forKnown, forUnknown] = [
      await give(known.fiscalCode),
      await give(personFiscalCode(++serial)),
    ];
    expect(forKnown.status).toBe(201);
    expect(forKnown).toEqual(forUnknown);
    expect(forKnown.statements.length).toBeGreaterThan(5);
    const list = await server.app.inject({ url: `${url}/powers`, headers: owner.headers });
    const names = (list.json().items as { kind: string; name: string }[])
      .filter(({ kind }) => kind === 'mandate')
      .map(({ name }) => name);
    expect(names).toEqual(['Carla Delegata', 'Carla Delegata']);
    expect(list.body).not.toContain(known.name);
  });

  test('nor when a role is given', async () => {
    const administrator = await somebody();
    const body = await addBody(db());
    await addRole(db(), { personId: administrator.id, bodyId: body.id, role: 'administrator' });
    const known = await somebody();
    const give = (fiscalCode: string) =>
      observe(() =>
        post(`/api/v1/bodies/${body.code}/roles`, administrator.headers, {
          ...named(fiscalCode),
          role: 'officer',
          ground: 'Order 1',
        }),
      );
    expect(await give(known.fiscalCode)).toEqual(await give(personFiscalCode(++serial)));
  });
});

describe('legal representatives', () => {
  const evidence = 'Verbale del 3 marzo';

  test('are added and replaced; who is replaced can do nothing from then on', async () => {
    const { owner, url, id } = await organisationOf();
    const next = await somebody();
    const held = await firstPower(url, owner.headers);
    const reply = await post(`${url}/legal-representatives`, owner.headers, {
      ...named(next.fiscalCode),
      evidence,
      replaces: held,
    });
    expect(reply.statusCode).toBe(201);
    expect((await server.app.inject({ url, headers: owner.headers })).statusCode).toBe(404);
    const powers = await server.app.inject({ url: `${url}/powers`, headers: next.headers });
    expect(powers.json().items).toMatchObject([{ kind: 'legal-representative', isOwn: true }]);
    const acts = await db()
      .selectFrom('journal')
      .select(['act', 'from_state'])
      .where('on_behalf_of', '=', id)
      .execute();
    expect(acts).toEqual([{ act: 'representative-replaced', from_state: `power/${held}` }]);
  });

  test('the last one stays, also when a successor would be so only for a time', async () => {
    const { owner, url } = await organisationOf();
    const held = await firstPower(url, owner.headers);
    const last = await revoke(url, owner.headers, held);
    expect(last.statusCode).toBe(409);
    expect(last.json().code).toBe('last-representative');
    const reply = await post(`${url}/legal-representatives`, owner.headers, {
      ...named(personFiscalCode(++serial)),
      evidence,
      replaces: held,
      validUntil: '2199-01-01T00:00:00Z',
    });
    expect(reply.statusCode).toBe(404);
    expect((await server.app.inject({ url, headers: owner.headers })).statusCode).toBe(200);
  });

  test('of eight who all leave at once, one stays', async () => {
    const { id } = await addOrganisation(db());
    const url = `/api/v1/organisations/${id}`;
    const all = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const person = await somebody();
        return {
          person,
          power: await addPower(db(), { organisationId: id, personId: person.id }),
        };
      }),
    );
    const replies = await Promise.all(
      all.map(({ person, power }) => revoke(url, person.headers, power)),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(7);
    expect(replies.filter(({ statusCode }) => statusCode === 409)).toHaveLength(1);
  });

  test('an administrator puts a wrong declaration right, but never in their own favour', async () => {
    const { url } = await organisationOf();
    const administrator = await somebody();
    const body = await addBody(db());
    await addRole(db(), { personId: administrator.id, bodyId: body.id, role: 'administrator' });
    const add = (fiscalCode: string) =>
      post(`${url}/legal-representatives`, administrator.headers, {
        ...named(fiscalCode),
        evidence,
      });
    expect((await add(administrator.fiscalCode)).statusCode).toBe(403);
    expect((await add(personFiscalCode(++serial))).statusCode).toBe(201);
    const mandate = { ...named(personFiscalCode(++serial)), scopes: ['read'] };
    expect((await post(`${url}/mandates`, administrator.headers, mandate)).statusCode).toBe(404);
  });
});

const minuteMs = 60_000;
/** Minutes from now, and never now itself: a test takes time. */
const anyMinute = fc.integer({ min: -3, max: 3 }).filter((minutes) => minutes !== 0);
const anyPower = fc
  .record({
    from: anyMinute,
    until: fc.option(anyMinute),
    revoked: fc.option(anyMinute),
    scope: fc.constantFrom('read' as const, 'edit' as const),
  })
  .filter(({ from, until }) => until === null || until > from);

test('law: what a person may do is what dates and revocations say, in the database as in the model', async () => {
  const person = await somebody();
  await fc.assert(
    fc.asyncProperty(fc.array(anyPower, { maxLength: 6 }), async (powers) => {
      const { id } = await addOrganisation(db());
      const now = Date.now();
      const at = (minutes: number | null) =>
        minutes === null ? undefined : new Date(now + minutes * minuteMs);
      for (const { from, until, revoked, scope } of powers) {
        const [validFrom, validUntil, revokedAt] = [at(from), at(until), at(revoked)];
        await addPower(db(), {
          organisationId: id,
          personId: person.id,
          scopes: [scope],
          ...(validFrom && { validFrom }),
          ...(validUntil && { validUntil }),
          ...(revokedAt && { revokedAt }),
        });
      }
      // The simple model: inside the dates and not revoked.
      const expected = powers
        .filter(
          ({ from, until, revoked }) =>
            from < 0 && (until === null || until > 0) && (revoked === null || revoked > 0),
        )
        .map(({ scope }) => scope)
        .toSorted();
      const me = await server.app.inject({ url: '/api/v1/me', headers: person.headers });
      const held = (me.json().powers as { organisationId: string; scopes: string[] }[])
        .filter(({ organisationId }) => organisationId === id)
        .flatMap(({ scopes }) => scopes)
        .toSorted();
      expect(held).toEqual(expected);
      const states = powers.map(({ from, until, revoked }) =>
        stateOfPower(
          {
            validFrom: at(from) as Date,
            validUntil: at(until) ?? null,
            revokedAt: at(revoked) ?? null,
          },
          new Date(now),
        ),
      );
      expect(states.filter((state) => state === 'holds')).toHaveLength(expected.length);
      const read = await server.app.inject({
        url: `/api/v1/organisations/${id}`,
        headers: person.headers,
      });
      expect(read.statusCode).toBe(expected.includes('read') ? 200 : 404);
    }),
    { numRuns: 60 },
  );
});
