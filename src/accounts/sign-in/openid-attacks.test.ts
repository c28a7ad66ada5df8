import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { spidFiscalNumber, type TestProvider } from '../../../test/support/oidc-provider.ts';
import {
  behave,
  expectRefused,
  level2,
  startOpenidJourney,
  type OpenidJourney,
} from '../../../test/support/openid-journey.ts';
import { addPerson, openTestSession, personFiscalCode } from '../../../test/support/people.ts';

let journey: OpenidJourney;
let provider: TestProvider;
beforeAll(async () => {
  journey = await startOpenidJourney();
  ({ provider } = journey);
});
afterAll(() => journey.stop());
beforeEach(() => behave(provider));

const db = () => journey.server.services.database.db;

let serial = 600_000;

describe('attacks on the sign-in', () => {
  test('session fixation: whatever cookie the browser had, the session is a new one', async () => {
    const { subject } = journey.addAtProvider();
    const planted = `bandolo_${'A'.repeat(43)}`;
    const { cookies } = await journey.signIn(subject, '/', { 'bandolo-session': planted });
    expect(cookies['bandolo-session']).not.toBe(planted);
    expect((await journey.meOf(cookies)).status).toBe(200);
    expect((await journey.meOf({ 'bandolo-session': planted })).status).toBe(401);
  });

  test('session fixation: an attacker’s own session in the browser does not become the victim’s', async () => {
    const attacker = await openTestSession(db(), (await addPerson(db())).id, 'browser');
    const { subject } = journey.addAtProvider();
    const { cookies } = await journey.signIn(subject, '/', { 'bandolo-session': attacker.token });
    expect((await journey.meOf(cookies)).me.session.id).not.toBe(attacker.family);
    expect((await journey.meOf({ 'bandolo-session': attacker.token })).status).toBe(401);
  });

  test('a state that was never given', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    callback.searchParams.set('state', 'x'.repeat(43));
    expectRefused(await journey.finish(callback, begun.cookies), 400, 'has to begin again');
  });

  test('no state at all', async () => {
    const begun = await journey.begin();
    expectRefused(
      await journey.visit('/sign-in/openid/callback?code=x', begun.cookies),
      400,
      'begin again',
    );
  });

  test('the same callback a second time', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    expect((await journey.finish(callback, begun.cookies)).status).toBe(303);
    expectRefused(await journey.finish(callback, begun.cookies), 400, 'has to begin again');
  });

  test('the same callback eight times at once serves once', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => journey.finish(callback, begun.cookies)),
    );
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  test('a code that was already used, in a new attempt', async () => {
    const { subject } = journey.addAtProvider();
    const first = await journey.begin();
    const used = await provider.signIn(first.address, subject);
    await journey.finish(used, first.cookies);
    const second = await journey.begin();
    const callback = await provider.signIn(second.address, subject);
    callback.searchParams.set('code', used.searchParams.get('code') ?? '');
    expectRefused(await journey.finish(callback, second.cookies), 400, 'The sign-in did not work');
  });

  test('the code of another person’s attempt (the challenge does not fit)', async () => {
    const [victim, attacker] = [journey.addAtProvider(), journey.addAtProvider()];
    const theirs = await journey.begin();
    const stolen = await provider.signIn(theirs.address, attacker.subject);
    const mine = await journey.begin();
    const callback = await provider.signIn(mine.address, victim.subject);
    callback.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expectRefused(await journey.finish(callback, mine.cookies), 400, 'The sign-in did not work');
  });

  test('another browser ends what it did not begin, and the right one still can', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    expectRefused(await journey.finish(callback, {}), 400, 'has to begin again');
    const other = await journey.begin();
    expectRefused(await journey.finish(callback, other.cookies), 400, 'has to begin again');
    expect((await journey.finish(callback, begun.cookies)).status).toBe(303);
  });

  test('an attempt that is too old', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    await db()
      .updateTable('sign_in')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('state', '=', callback.searchParams.get('state') ?? '')
      .execute();
    expectRefused(await journey.finish(callback, begun.cookies), 400, 'has to begin again');
  });

  test.each([
    ['another nonce', { nonce: 'another' }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['another audience', { aud: 'another-client' }],
    ['a token that has expired', { exp: 1_700_000_000, iat: 1_699_999_000 }],
    ['no subject', { sub: undefined }],
  ])('%s', async (_what, change) => {
    const { subject } = journey.addAtProvider();
    provider.tampering.token = (claims) => ({ ...claims, ...change });
    expectRefused(await journey.signIn(subject), 400, 'The sign-in did not work');
  });

  test('a token signed with another key', async () => {
    const { subject } = journey.addAtProvider();
    provider.tampering.isForged = true;
    expectRefused(await journey.signIn(subject), 400, 'The sign-in did not work');
  });

  test('what is said of the person belongs to another subject', async () => {
    const { subject } = journey.addAtProvider();
    provider.tampering.person = (claims) => ({ ...claims, sub: 'somebody-else' });
    expectRefused(await journey.signIn(subject), 400, 'The sign-in did not work');
  });

  test('an answer in the name of another issuer', async () => {
    const { subject } = journey.addAtProvider();
    const begun = await journey.begin();
    const callback = await provider.signIn(begun.address, subject);
    callback.searchParams.set('iss', 'https://elsewhere.example');
    expectRefused(await journey.finish(callback, begun.cookies), 400, 'The sign-in did not work');
  });

  test('a level that is too low, also when only what is not signed says more', async () => {
    const low = journey.addAtProvider({}, 'https://www.spid.gov.it/SpidL1');
    expectRefused(await journey.signIn(low.subject), 403, 'A more secure sign-in is needed');
    provider.tampering.person = (claims) => ({ ...claims, acr: level2 });
    expectRefused(await journey.signIn(low.subject), 403, 'A more secure sign-in is needed');
    provider.tampering.token = ({ acr: _acr, ...claims }) => claims;
    expectRefused(await journey.signIn(low.subject), 403, 'A more secure sign-in is needed');
  });

  test('missing names, a missing fiscal code, a wrong one, a foreign one', async () => {
    const nameless = journey.addAtProvider({ given_name: undefined });
    expectRefused(await journey.signIn(nameless.subject), 403, 'Identity data are missing');
    const codeless = journey.addAtProvider({ [spidFiscalNumber]: undefined });
    expectRefused(await journey.signIn(codeless.subject), 403, 'Identity data are missing');
    const wrong = journey.addAtProvider({ [spidFiscalNumber]: 'TINIT-RSSMRA85T10A562X' });
    expectRefused(await journey.signIn(wrong.subject), 403, 'fiscal code received is not valid');
    const foreign = journey.addAtProvider({ [spidFiscalNumber]: 'TINDE-12345678901' });
    expectRefused(await journey.signIn(foreign.subject), 403, 'fiscal code received is not valid');
  });

  test('a known identity that suddenly has another fiscal code', async () => {
    const { subject } = journey.addAtProvider();
    await journey.signIn(subject);
    const other = `TINIT-${personFiscalCode(++serial)}`;
    provider.tampering.person = (claims) => ({ ...claims, [spidFiscalNumber]: other });
    expectRefused(await journey.signIn(subject), 403, 'The identity does not match');
  });

  test('the fiscal code of an invented person', async () => {
    const invented = await addPerson(db());
    const { subject } = journey.addAtProvider({
      [spidFiscalNumber]: `TINIT-${invented.fiscalCode}`,
    });
    expectRefused(await journey.signIn(subject), 403, 'This is an invented person');
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/sign-out',
    '/sign-in?return-to=/',
  ])('a return to %j stays here', async (returnTo) => {
    const { subject } = journey.addAtProvider();
    const { location } = await journey.signIn(subject, returnTo);
    expect(location ?? '/').toBe('/');
  });

  test('the person refuses at the provider', async () => {
    const begun = await journey.begin();
    const callback = await provider.refuse(begun.address);
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expectRefused(await journey.finish(callback, begun.cookies), 403, 'The sign-in was cancelled');
  });

  test('nothing of the person is in the journal', async () => {
    const { subject, fiscalCode } = journey.addAtProvider();
    await journey.signIn(subject);
    const journal = JSON.stringify(await db().selectFrom('journal').selectAll().execute());
    expect(journal).not.toContain(fiscalCode);
    expect(journal).not.toContain('Fantasia');
    expect(journal).not.toContain(subject);
  });
});
