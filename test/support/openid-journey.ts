import { expect } from 'vitest';
import { startAccounts, type AccountsServer } from './accounts-server.ts';
import {
  clientId,
  clientSecret,
  spidFiscalNumber,
  startProvider,
  type TestProvider,
} from './oidc-provider.ts';
import { personFiscalCode } from './people.ts';

export const level2 = 'https://www.spid.gov.it/SpidL2';
export const home = 'http://localhost:3000';

export type Cookies = Readonly<Record<string, string>>;

/** A server with its provider, and a browser that goes from one to the other. */
export interface OpenidJourney {
  readonly server: AccountsServer;
  readonly provider: TestProvider;
  /** Somebody new at the provider; claims that are undefined are not told. */
  readonly addAtProvider: (
    claims?: Readonly<Record<string, unknown>>,
    acr?: string,
  ) => { readonly subject: string; readonly fiscalCode: string };
  readonly visit: (url: string, cookies?: Cookies) => Promise<Visited>;
  readonly begin: (
    returnTo?: string,
    cookies?: Cookies,
  ) => Promise<{ readonly cookies: Cookies; readonly address: string }>;
  readonly finish: (callback: URL, cookies: Cookies) => Promise<Visited>;
  readonly signIn: (subject: string, returnTo?: string, cookies?: Cookies) => Promise<Visited>;
  /** What the API says of who has these cookies. */
  readonly meOf: (cookies: Cookies) => Promise<{ readonly status: number; readonly me: Me }>;
  readonly stop: () => Promise<void>;
}

export interface Me {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly session: { readonly id: string };
}

export interface Visited {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** As the reply set them, with their attributes. */
  readonly set: readonly { readonly name: string; readonly [attribute: string]: unknown }[];
  readonly cookies: Cookies;
}

export async function startOpenidJourney(): Promise<OpenidJourney> {
  const provider = await startProvider({
    redirectUri: `${home}/sign-in/openid/callback`,
    people: [],
  });
  const server = await startAccounts({
    env: {
      BANDOLO_OIDC_ISSUER: provider.issuer,
      BANDOLO_OIDC_CLIENT_ID: clientId,
      BANDOLO_OIDC_CLIENT_SECRET: clientSecret,
    },
  });
  let serial = 500_000;
  const visit = (url: string, cookies: Cookies = {}) => visitAs(server, url, cookies);
  const finish = (callback: URL, cookies: Cookies) =>
    visit(callback.pathname + callback.search, cookies);
  const begin = async (returnTo = '/account', cookies: Cookies = {}) => {
    const query = new URLSearchParams({ 'return-to': returnTo });
    const begun = await visit(`/sign-in/openid?${query.toString()}`, cookies);
    return { cookies: begun.cookies, address: begun.location ?? '' };
  };
  return {
    server,
    provider,
    addAtProvider: (claims = {}, acr = level2) => {
      const fiscalCode = personFiscalCode(++serial);
      const subject = `subject-${serial}`;
      provider.people.push({
        subject,
        acr,
        claims: {
          given_name: 'Bruna',
          family_name: 'Fantasia',
          email: `bruna${serial}@example.it`,
          [spidFiscalNumber]: `TINIT-${fiscalCode}`,
          ...claims,
        },
      });
      return { subject, fiscalCode };
    },
    visit,
    begin,
    finish,
    signIn: async (subject, returnTo, cookies) => {
      const begun = await begin(returnTo, cookies);
      return finish(await provider.signIn(begun.address, subject), begun.cookies);
    },
    meOf: async ({ 'bandolo-session': session = '' }) => {
      const cookies = { 'bandolo-session': session };
      const reply = await server.app.inject({ url: '/api/v1/me', cookies });
      return { status: reply.statusCode, me: reply.json<Me>() };
    },
    stop: async () => {
      await server.close();
      await provider.stop();
    },
  };
}

async function visitAs({ app }: AccountsServer, url: string, cookies: Cookies): Promise<Visited> {
  const headers = { accept: 'text/html', 'accept-language': 'en' };
  const reply = await app.inject({ url, cookies, headers });
  return {
    status: reply.statusCode,
    location: reply.headers.location,
    body: reply.body,
    headers: reply.headers,
    set: reply.cookies as unknown as Visited['set'],
    cookies: {
      ...cookies,
      ...Object.fromEntries(reply.cookies.map(({ name, value }) => [name, value])),
    },
  };
}

/** Makes the provider behave again. */
export function behave({ tampering }: TestProvider): void {
  delete tampering.token;
  delete tampering.person;
  delete tampering.isForged;
  delete tampering.status;
}

/** Nobody is signed in, and the page says why in words. */
export function expectRefused(visited: Visited, status: number, title: string): void {
  expect(visited.status).toBe(status);
  expect(visited.body).toContain(title);
  expect(visited.cookies['bandolo-session'] ?? '').toBe('');
}
