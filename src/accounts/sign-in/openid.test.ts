import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAccounts } from '../../../test/support/accounts-server.ts';
import { clientId, startProvider, type TestProvider } from '../../../test/support/oidc-provider.ts';
import {
  behave,
  expectRefused,
  home,
  level2,
  startOpenidJourney,
  type OpenidJourney,
} from '../../../test/support/openid-journey.ts';

let journey: OpenidJourney;
let provider: TestProvider;
beforeAll(async () => {
  journey = await startOpenidJourney();
  ({ provider } = journey);
});
afterAll(() => journey.stop());
beforeEach(() => behave(provider));

const db = () => journey.server.services.database.db;

describe('signing in at a provider', () => {
  test('a person who was not known gets an account, a session and the page they wanted', async () => {
    const { subject, fiscalCode } = journey.addAtProvider();
    const { status, location, set, cookies } = await journey.signIn(subject, '/organisations?x=1');
    expect(status).toBe(303);
    expect(location).toBe('/organisations?x=1');
    const me = (await journey.meOf(cookies)).me;
    expect(me).toMatchObject({
      givenName: 'Bruna',
      familyName: 'Fantasia',
      fictional: false,
      session: { how: 'oidc', level: 2, kind: 'browser' },
    });
    const person = await db()
      .selectFrom('person')
      .selectAll()
      .where('fiscal_code', '=', fiscalCode)
      .executeTakeFirstOrThrow();
    expect(person.id).toBe(me.id);
    const session = set.find(({ name }) => name === 'bandolo-session');
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  test('what is asked of the provider carries state, nonce, a challenge and the level', async () => {
    const { address } = await journey.begin();
    const query = new URL(address).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('acr_values')).toBe(level2);
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(query.get(name)?.length).toBeGreaterThanOrEqual(43);
  });

  test('a person is the same the second time, with what the provider says now', async () => {
    const { subject } = journey.addAtProvider();
    const first = (await journey.meOf((await journey.signIn(subject)).cookies)).me;
    provider.tampering.person = (claims) => ({ ...claims, family_name: 'Cambiata' });
    const second = (await journey.meOf((await journey.signIn(subject)).cookies)).me;
    expect(second.id).toBe(first.id);
    expect(second.familyName).toBe('Cambiata');
  });

  test('a person who was named before they ever signed in finds what was given to them', async () => {
    const { subject, fiscalCode } = journey.addAtProvider();
    const { id } = await db()
      .insertInto('person')
      .values({
        fiscal_code: fiscalCode,
        given_name: 'B.',
        family_name: 'F.',
        email: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await journey.meOf((await journey.signIn(subject)).cookies)).me).toMatchObject({
      id,
      givenName: 'Bruna',
    });
  });

  test('eight first sign-ins of one person at once make one person', async () => {
    const { subject, fiscalCode } = journey.addAtProvider();
    const replies = await Promise.all(Array.from({ length: 8 }, () => journey.signIn(subject)));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(303));
    const people = await db()
      .selectFrom('person')
      .select('id')
      .where('fiscal_code', '=', fiscalCode)
      .execute();
    expect(people).toHaveLength(1);
  });

  test('two sign-ins begun in two tabs can both be finished', async () => {
    const { subject } = journey.addAtProvider();
    const first = await journey.begin('/account');
    const second = await journey.begin('/organisations', first.cookies);
    const [one, two] = [
      await provider.signIn(first.address, subject),
      await provider.signIn(second.address, subject),
    ];
    expect((await journey.finish(one, second.cookies)).location).toBe('/account');
    expect((await journey.finish(two, second.cookies)).location).toBe('/organisations');
  });

  test('signing out says how to sign out of the provider too', async () => {
    const { subject } = journey.addAtProvider();
    const { cookies } = await journey.signIn(subject);
    const account = await journey.visit('/account', cookies);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(account.body)?.[1] ?? '';
    const out = await journey.server.app.inject({
      method: 'POST',
      url: '/sign-out',
      cookies,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams({ _csrf: csrf }).toString(),
    });
    expect(out.headers.location).toBe('/signed-out?from=provider');
    const page = await journey.visit('/signed-out?from=provider');
    expect(page.body).toContain(`${provider.issuer}/session/end`);
    expect((await journey.meOf(cookies)).status).toBe(401);
  });
});

describe('a provider that does not work', () => {
  test('fails while giving the token: 503, in words, to be tried again', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    provider.tampering.status = 500;
    const refused = await journey.finish(callback, begun.cookies);
    expectRefused(refused, 503, 'The identity provider does not answer');
    expect(refused.headers['retry-after']).toBe('30');
  });

  test('is not there at all: 503, in words', async () => {
    const gone = await startAccounts({
      env: { BANDOLO_OIDC_ISSUER: 'http://127.0.0.1:9', BANDOLO_OIDC_CLIENT_ID: clientId },
    });
    const reply = await gone.app.inject({
      url: '/sign-in/openid',
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect(reply.statusCode).toBe(503);
    expect(reply.body).toContain('The identity provider does not answer');
    await gone.close();
  });

  test('goes away after it was found: what it said of itself still serves', async () => {
    const passing = await startProvider({
      redirectUri: `${home}/sign-in/openid/callback`,
      people: [],
    });
    const other = await startAccounts({
      env: { BANDOLO_OIDC_ISSUER: passing.issuer, BANDOLO_OIDC_CLIENT_ID: clientId },
    });
    expect((await other.app.inject('/sign-in/openid')).statusCode).toBe(303);
    await passing.stop();
    expect((await other.app.inject('/sign-in/openid')).statusCode).toBe(303);
    await other.close();
  });
});
