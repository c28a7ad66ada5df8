import * as openid from 'openid-client';
import type { OidcConfig } from '../../platform/config.ts';
import { isLoopbackName } from '../../platform/setting.ts';

/** One sign-in under way: what must come back, and what proves that it is ours. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export type Exchange =
  | {
      readonly type: 'proven';
      readonly issuer: string;
      readonly subject: string;
      /** What the provider signed. */
      readonly token: Readonly<Record<string, unknown>>;
      /** What it says of the person when asked with the token. */
      readonly person: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'failed'; readonly why: ExchangeFailure; readonly detail: string };

export type ExchangeFailure = 'provider-down' | 'cancelled' | 'not-accepted';

/** An OpenID Connect provider, found by its issuer address when it is first needed. */
export interface Provider {
  readonly beginAddress: (attempt: Attempt) => Promise<URL | undefined>;
  readonly exchange: (callback: URL, attempt: Attempt) => Promise<Exchange>;
  /** Where people sign out of the provider too, if it has such a page. */
  readonly signOutAddress: () => Promise<URL | undefined>;
}

export const callbackPath = '/sign-in/openid/callback';
const discoveryKeptMs = 3_600_000;
const timeoutSeconds = 5;

export function makeProvider(
  config: OidcConfig,
  { publicUrl, clock }: { readonly publicUrl: () => string; readonly clock: () => Date },
): Provider {
  const findKnown = keepDiscovery(config, clock);
  const redirectUri = (): string => `${publicUrl()}${callbackPath}`;
  return {
    beginAddress: async ({ state, nonce, codeVerifier }) => {
      const known = await findKnown();
      return (
        known &&
        openid.buildAuthorizationUrl(known, {
          redirect_uri: redirectUri(),
          scope: config.scope,
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          acr_values: config.levels[0] ?? '',
        })
      );
    },
    exchange: async (callback, attempt) => {
      const known = await findKnown();
      if (!known) return { type: 'failed', why: 'provider-down', detail: 'discovery' };
      const current = new URL(redirectUri());
      current.search = callback.search;
      return exchangeCode(known, current, attempt);
    },
    signOutAddress: async () => {
      const known = await findKnown();
      return known?.serverMetadata().end_session_endpoint === undefined
        ? undefined
        : openid.buildEndSessionUrl(known, { post_logout_redirect_uri: `${publicUrl()}/` });
    },
  };
}

/** Asks the provider about itself once an hour; while it does not answer, what it said before holds. */
function keepDiscovery(config: OidcConfig, clock: () => Date) {
  let kept: { readonly known: openid.Configuration; readonly atMs: number } | undefined;
  return async (): Promise<openid.Configuration | undefined> => {
    const nowMs = clock().getTime();
    if (kept && nowMs - kept.atMs < discoveryKeptMs) return kept.known;
    const known = await discover(config);
    if (known) kept = { known, atMs: nowMs };
    return kept?.known;
  };
}

async function discover(config: OidcConfig): Promise<openid.Configuration | undefined> {
  const issuer = new URL(config.issuer);
  const { clientSecret } = config;
  try {
    const known = await openid.discovery(
      issuer,
      config.clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret),
      {
        timeout: timeoutSeconds,
        // Without https only on this machine, as the configuration has checked.
        ...(isLoopbackName(issuer.hostname) && issuer.protocol === 'http:'
          ? { execute: [openid.allowInsecureRequests] }
          : {}),
      },
    );
    // The token comes over TLS, yet its signature is checked as well: proxies in between do happen.
    openid.enableNonRepudiationChecks(known);
    return known;
  } catch (error) {
    if (isFromOutside(error)) return undefined;
    throw error;
  }
}

async function exchangeCode(
  known: openid.Configuration,
  callback: URL,
  { state, nonce, codeVerifier }: Attempt,
): Promise<Exchange> {
  try {
    const tokens = await openid.authorizationCodeGrant(known, callback, {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (!token) return { type: 'failed', why: 'not-accepted', detail: 'no ID token' };
    const person =
      known.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await openid.fetchUserInfo(known, tokens.access_token, token.sub);
    return { type: 'proven', issuer: token.iss, subject: token.sub, token, person };
  } catch (error) {
    if (isFromOutside(error)) return failureOf(error);
    throw error;
  }
}

type OutsideError = Error & { readonly code?: string; readonly error?: string };

/** What the provider or the way to it did wrong, told from faults of this program. */
function isFromOutside(error: unknown): error is OutsideError {
  return (
    error instanceof openid.ClientError ||
    error instanceof openid.AuthorizationResponseError ||
    error instanceof openid.ResponseBodyError ||
    error instanceof openid.WWWAuthenticateChallengeError ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof DOMException && error.name === 'TimeoutError')
  );
}

function failureOf(error: OutsideError): Exchange {
  // Codes and names of errors only: messages may quote what the provider said of the person.
  const detail = error.error ?? error.code ?? error.name;
  if (error instanceof openid.AuthorizationResponseError)
    return {
      type: 'failed',
      why: refusalOf.get(error.error) ?? 'not-accepted',
      detail,
    };
  return { type: 'failed', why: isDown(error) ? 'provider-down' : 'not-accepted', detail };
}

const refusalOf: ReadonlyMap<string, ExchangeFailure> = new Map([
  ['access_denied', 'cancelled'],
  ['server_error', 'provider-down'],
  ['temporarily_unavailable', 'provider-down'],
]);

function isDown(error: OutsideError): boolean {
  const { cause } = error;
  const isAnswered = error instanceof openid.ResponseBodyError || cause instanceof Response;
  if (isAnswered) {
    const status =
      error instanceof openid.ResponseBodyError ? error.status : (cause as Response).status;
    return status >= 500;
  }
  return (
    error instanceof TypeError ||
    error instanceof DOMException ||
    error.code === 'OAUTH_TIMEOUT' ||
    cause instanceof TypeError
  );
}
