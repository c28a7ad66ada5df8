import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addOrganisation, addPerson, openTestSession } from '../../../test/support/people.ts';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import { recordRotation } from './store.ts';
import { hashToken, makeToken, readBearer, readToken } from './token.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

const db = () => server.services.database.db;

/** Moves everything about the tokens of a session into the past, as if so much time had gone by. */
async function age(family: string, ms: number, only?: 'use') {
  const by = `${ms} milliseconds`;
  await server.services.database.pool.query(
    only === 'use'
      ? `update session set idle_expires_at = idle_expires_at - $2::interval,
                last_seen_at = last_seen_at - $2::interval where family = $1`
      : `update session set created_at = created_at - $2::interval, last_seen_at = last_seen_at - $2::interval,
                idle_expires_at = idle_expires_at - $2::interval,
                absolute_expires_at = absolute_expires_at - $2::interval,
                replaced_at = replaced_at - $2::interval where family = $1`,
    [family, by],
  );
}

interface Made {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

const minute = 60_000;

async function me(headers: Readonly<Record<string, string>>) {
  return server.app.inject({ url: '/api/v1/me', headers });
}

function cookieOf(reply: { cookies: readonly { name: string; value: string }[] }) {
  return reply.cookies.find(({ name }) => name === 'bandolo-session')?.value;
}

const withCookie = (token: string) => ({
  cookie: `bandolo-session=${token}`,
  'sec-fetch-site': 'same-origin',
});

async function browser() {
  const person = await addPerson(db());
  return { person, ...(await openTestSession(db(), person.id, 'browser')) };
}

describe('tokens', () => {
  test('have their own shape, and nothing else is looked up', () => {
    const token = makeToken();
    expect(readToken(token)).toBe(token);
    expect(readBearer(`bearer  ${token} `)).toBe(token);
    for (const wrong of ['', 'bandolo_', `${token}x`, `x${token}`, `${token.slice(0, -1)}!`])
      expect(readToken(wrong)).toBeUndefined();
    expect(readBearer(`Basic ${token}`)).toBeUndefined();
    expect(hashToken(token)).toHaveLength(32);
  });

  test('are kept as hashes only', async () => {
    const { token, family } = await browser();
    const rows = await db()
      .selectFrom('session')
      .selectAll()
      .where('family', '=', family)
      .execute();
    expect(JSON.stringify(rows)).not.toContain(token.slice(8));
    expect(rows[0]?.token_hash.equals(hashToken(token))).toBe(true);
  });

  test('of a browser are no use to a program, and the other way round', async () => {
    const { token, person } = await browser();
    expect((await me({ authorization: `Bearer ${token}` })).statusCode).toBe(401);
    const program = await openTestSession(db(), person.id, 'api');
    expect((await me(withCookie(program.token))).statusCode).toBe(401);
    expect((await me(program.headers)).statusCode).toBe(200);
  });
});

describe('rotation', () => {
  test('after 15 minutes of use a browser gets a new token, and the old one serves 60 seconds more', async () => {
    const { token, family, headers } = await browser();
    expect(cookieOf(await me(headers))).toBeUndefined();
    await age(family, 14 * minute);
    expect(cookieOf(await me(headers))).toBeUndefined();
    await age(family, 2 * minute);
    const rotated = cookieOf(await me(headers));
    expect(rotated).toMatch(/^bandolo_/);
    expect(rotated).not.toBe(token);
    await age(family, 55_000);
    const inGrace = await me(headers);
    expect(inGrace.statusCode).toBe(200);
    expect(cookieOf(inGrace)).toBeUndefined();
    expect((await me(withCookie(rotated ?? ''))).json().session.id).toBe(family);
  });

  test('of eight requests at once one rotates, and all are answered', async () => {
    const { family, headers } = await browser();
    await age(family, 16 * minute);
    const replies = await Promise.all(Array.from({ length: 8 }, () => me(headers)));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    expect(replies.filter((reply) => cookieOf(reply) !== undefined)).toHaveLength(1);
    const rows = await db()
      .selectFrom('session')
      .selectAll()
      .where('family', '=', family)
      .execute();
    expect(rows).toHaveLength(2);
  });

  test('a replaced token that comes back later ends the whole session, and it is in the journal', async () => {
    const { family, headers } = await browser();
    await age(family, 16 * minute);
    const fresh = withCookie(cookieOf(await me(headers)) ?? '');
    await age(family, minute + 1000);
    expect((await me(fresh)).statusCode).toBe(200);
    expect((await me(headers)).statusCode).toBe(401);
    expect((await me(fresh)).statusCode).toBe(401);
    const acts = await db()
      .selectFrom('journal')
      .select(['act', 'to_state'])
      .where('subject', '=', `session/${family}`)
      .execute();
    expect(acts).toEqual([{ act: 'session-theft-detected', to_state: 'ended' }]);
  });

  test('the theft is seen even when the replaced token has long been idle', async () => {
    const { family, headers } = await browser();
    await age(family, 16 * minute);
    const fresh = withCookie(cookieOf(await me(headers)) ?? '');
    await age(family, 29 * minute);
    expect((await me(fresh)).statusCode).toBe(200);
    await age(family, 5 * minute);
    expect((await me(headers)).statusCode).toBe(401);
    expect((await me(fresh)).statusCode).toBe(401);
  });

  test('does not happen to programs, which could not follow it', async () => {
    const person = await addPerson(db());
    const { headers, family } = await openTestSession(db(), person.id, 'api');
    await age(family, 7 * 60 * minute);
    const reply = await me(headers);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });
});

describe('limits', () => {
  test('unused for 30 minutes it is over; used meanwhile it goes on, which is noted once a minute', async () => {
    const { family, headers } = await browser();
    await age(family, 29 * minute, 'use');
    const reply = await me(headers);
    expect(reply.statusCode).toBe(200);
    const endsAt = Date.parse(reply.json().session.endsAt);
    expect(endsAt - Date.now()).toBeGreaterThan(29 * minute);
    const seen = async () =>
      db()
        .selectFrom('session')
        .select('last_seen_at')
        .where('family', '=', family)
        .executeTakeFirstOrThrow();
    const first = await seen();
    await sleep(5);
    await me(headers);
    expect(await seen()).toEqual(first);
    await age(family, 31 * minute, 'use');
    expect((await me(headers)).statusCode).toBe(401);
  });

  test('after eight hours it is over, however much it is used', async () => {
    const { family, headers } = await browser();
    await server.services.database.pool.query(
      `update session set absolute_expires_at = now() + interval '3 seconds' where family = $1`,
      [family],
    );
    const near = await me(headers);
    expect(near.statusCode).toBe(200);
    expect(Date.parse(near.json().session.endsAt) - Date.now()).toBeLessThan(3_001);
    await age(family, 4_000);
    expect((await me(headers)).statusCode).toBe(401);
  });

  test('a page says why one has to sign in again and comes back to where one was', async () => {
    const { family, headers } = await browser();
    await age(family, 31 * minute, 'use');
    const reply = await server.app.inject({
      url: '/account?tab=1',
      headers: { ...headers, accept: 'text/html' },
    });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/sign-in?return-to=%2Faccount%3Ftab%3D1&why=idle');
    expect(cookieOf(reply)).toBe('');
    const page = await server.app.inject({
      url: reply.headers.location ?? '',
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect(page.body).toContain('The session ended because it was not used');
  });

  test('an extension moves the idle limit, and needs the token of the form', async () => {
    const { family, headers } = await browser();
    await age(family, 28 * minute, 'use');
    const forged = await server.app.inject({ method: 'POST', url: '/session/extension', headers });
    expect(forged.statusCode).toBe(403);
    const csrf = await csrfOf(headers);
    const reply = await server.app.inject({
      method: 'POST',
      url: '/session/extension',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf }).toString(),
    });
    expect(reply.statusCode).toBe(303);
    const { idle_expires_at: idle } = await db()
      .selectFrom('session')
      .select('idle_expires_at')
      .where('family', '=', family)
      .executeTakeFirstOrThrow();
    expect(idle.getTime() - Date.now()).toBeGreaterThan(29 * minute);
  });
});

async function csrfOf(headers: Readonly<Record<string, string>>): Promise<string> {
  const { body } = await server.app.inject({ url: '/account', headers });
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

describe('ending', () => {
  test('one session ends at once, the others go on, and nobody else can end it', async () => {
    const { person, family, headers } = await browser();
    const other = await openTestSession(db(), person.id, 'api');
    const stranger = await openTestSession(db(), (await addPerson(db())).id);
    const end = (who: Readonly<Record<string, string>>) =>
      server.app.inject({ method: 'DELETE', url: `/api/v1/sessions/${family}`, headers: who });
    expect((await end(stranger.headers)).statusCode).toBe(404);
    expect((await me(headers)).statusCode).toBe(200);
    expect((await end(other.headers)).statusCode).toBe(204);
    expect((await me(headers)).statusCode).toBe(401);
    expect((await me(other.headers)).statusCode).toBe(200);
    expect((await end(other.headers)).statusCode).toBe(404);
  });

  test('of eight that end the same session at once, one does', async () => {
    const { person, family } = await browser();
    const { headers } = await openTestSession(db(), person.id);
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        server.app.inject({ method: 'DELETE', url: `/api/v1/sessions/${family}`, headers }),
      ),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    expect(replies.filter(({ statusCode }) => statusCode === 404)).toHaveLength(7);
  });

  test('signing out everywhere leaves nothing, not even a token that is being replaced', async () => {
    const { person, family, headers } = await browser();
    await age(family, 16 * minute);
    const rotated = withCookie(cookieOf(await me(headers)) ?? '');
    const program = await openTestSession(db(), person.id, 'api');
    const reply = await server.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions',
      headers: program.headers,
    });
    expect(reply.statusCode).toBe(204);
    for (const each of [headers, rotated, program.headers])
      expect((await me(each)).statusCode).toBe(401);
  });

  test('signing out everywhere waits for a rotation under way and ends what it makes', async () => {
    const { person, token } = await browser();
    const program = await openTestSession(db(), person.id, 'api');
    const rotating = await server.services.database.pool.connect();
    await rotating.query('begin');
    const rotated = await recordRotation(rotating, hashToken(token), 30 * minute);
    const ending = server.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions',
      headers: program.headers,
    });
    await sleep(200);
    await rotating.query('commit');
    rotating.release();
    expect((await ending).statusCode).toBe(204);
    expect((await me(withCookie(rotated ?? ''))).statusCode).toBe(401);
  });
});

describe('API tokens', () => {
  const make = (headers: Readonly<Record<string, string>>, payload: object) =>
    server.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload });

  test('are shown once, work, are listed without their text, and can be revoked', async () => {
    const { person, headers } = await browser();
    const made = await make(headers, { label: 'Esportazione', days: 30 });
    expect(made.statusCode).toBe(201);
    const { id, token, expiresAt } = made.json<Made>();
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(30);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await me(bearer)).json()).toMatchObject({ id: person.id, session: { how: 'token' } });
    const listed = await server.app.inject({ url: '/api/v1/sessions', headers });
    expect(listed.json().items).toHaveLength(2);
    expect(listed.body).not.toContain(token);
    await server.app.inject({ method: 'DELETE', url: `/api/v1/sessions/${id}`, headers });
    expect((await me(bearer)).statusCode).toBe(401);
  });

  test('do not last more than 90 days, and make no others', async () => {
    const { headers } = await browser();
    expect((await make(headers, { label: 'x', days: 91 })).statusCode).toBe(400);
    const { token } = (await make(headers, { label: 'x', days: 90 })).json<Made>();
    const refused = await make({ authorization: `Bearer ${token}` }, { label: 'y', days: 1 });
    expect(refused.statusCode).toBe(403);
    expect(refused.json().code).toBe('token-makes-no-token');
  });

  test('are not kept with an idempotency key', async () => {
    const { headers } = await browser();
    const keyed = { ...headers, 'idempotency-key': 'k1' };
    const [one, two] = [
      await make(keyed, { label: 'x', days: 1 }),
      await make(keyed, { label: 'x', days: 1 }),
    ];
    expect(one.json().token).not.toBe(two.json().token);
    const kept = await db().selectFrom('idempotent_reply').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('bandolo_');
  });
});

describe('acting for an organisation', () => {
  test('is a choice among those over which one has a power, and nothing else', async () => {
    const { person, headers } = await browser();
    const [mine, other] = [
      await addOrganisation(db(), { representative: person.id }),
      await addOrganisation(db()),
    ];
    const choose = (organisation: string) =>
      server.app.inject({
        method: 'PUT',
        url: '/api/v1/session/acting-for',
        headers,
        payload: { organisation },
      });
    expect((await choose(other.id)).statusCode).toBe(404);
    expect((await choose(mine.id)).statusCode).toBe(204);
    expect((await me(headers)).json().actingFor).toBe(mine.id);
    await db()
      .updateTable('power')
      .set({ revoked_at: new Date() })
      .where('person_id', '=', person.id)
      .execute();
    expect((await me(headers)).json().actingFor).toBeUndefined();
  });
});
