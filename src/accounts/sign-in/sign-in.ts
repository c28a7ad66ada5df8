import { randomBytes } from 'node:crypto';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Services } from '../../platform/services.ts';
import { openSession, sessionSpan } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/store.ts';
import { hashToken } from '../sessions/token.ts';
import { readClaims, type ClaimsRefusal } from './claims.ts';
import type { Exchange, ExchangeFailure, Provider } from './openid.ts';
import { settlePerson, type Settled } from './settle-person.ts';
import { recordAttempt, takeAttempt } from './store.ts';

export type SignInRefusal =
  | ClaimsRefusal
  | ExchangeFailure
  | Extract<Settled, { type: 'refused' }>['code']
  | 'attempt-unknown';

export type SignedIn =
  | { readonly type: 'signed-in'; readonly opened: OpenedSession; readonly returnTo: string }
  | { readonly type: 'refused'; readonly code: SignInRefusal; readonly detail?: string };

/** What binds a sign-in to the browser in which it began. */
export function makeBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Begins at the provider: the address to send the browser to, or nothing while the provider does not answer. */
export async function beginSignIn(
  { database }: Services,
  provider: Provider,
  { browserSecret, returnTo }: { readonly browserSecret: string; readonly returnTo: string },
): Promise<URL | undefined> {
  const attempt = {
    state: randomState(),
    nonce: randomNonce(),
    codeVerifier: randomPKCECodeVerifier(),
  };
  const address = await provider.beginAddress(attempt);
  if (!address) return undefined;
  await recordAttempt(database.db, {
    ...attempt,
    browserHash: hashToken(browserSecret),
    returnTo,
  });
  return address;
}

/**
 * Ends what was begun: the attempt serves once and in the same browser, the provider's word is checked, and the
 * person gets a new session with a new token.
 */
export async function finishSignIn(
  services: Services,
  provider: Provider,
  {
    callback,
    browserSecret,
    ends,
  }: {
    readonly callback: URL;
    readonly browserSecret: string | undefined;
    readonly ends: { readonly personId: string; readonly family: string } | undefined;
  },
): Promise<SignedIn> {
  const state = callback.searchParams.get('state');
  const attempt =
    state !== null && browserSecret !== undefined
      ? await takeAttempt(services.database.db, state, hashToken(browserSecret))
      : undefined;
  if (!attempt) return { type: 'refused', code: 'attempt-unknown' };
  const exchange = await provider.exchange(callback, attempt);
  if (exchange.type === 'failed')
    return { type: 'refused', code: exchange.why, detail: exchange.detail };
  return openProven(services, exchange, { returnTo: attempt.returnTo, ends });
}

async function openProven(
  { config, database }: Services,
  exchange: Extract<Exchange, { type: 'proven' }>,
  {
    returnTo,
    ends,
  }: {
    readonly returnTo: string;
    readonly ends: { readonly personId: string; readonly family: string } | undefined;
  },
): Promise<SignedIn> {
  if (!config.oidc) throw new Error('A provider answered where none is configured.');
  const claims = readClaims(exchange, config.oidc);
  if (claims.type === 'refused') return claims;
  const { person } = claims;
  return database.db.transaction().execute(async (tx): Promise<SignedIn> => {
    const settled = await settlePerson(tx, exchange, person);
    if (settled.type === 'refused') return settled;
    const opened = await openSession(tx, {
      personId: settled.personId,
      kind: 'browser',
      how: 'oidc',
      level: person.level,
      ...sessionSpan('browser', config),
      ends,
    });
    return { type: 'signed-in', opened, returnTo };
  });
}
