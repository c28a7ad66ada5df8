import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody who can sign in at the provider, with what it says of them. */
export interface ProviderPerson {
  readonly subject: string;
  readonly acr?: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

type Claims = Record<string, unknown>;

/** Ways in which the provider, or somebody on the way, does not do as it should. */
export interface Tampering {
  /** Changes what is in the signed token; it is signed again. */
  token?: (claims: Claims) => Claims;
  /** Signs the token with a key that is not the provider's. */
  isForged?: boolean;
  /** Changes what the provider says of the person. */
  person?: (claims: Claims) => Claims;
  /** Answers like this instead of giving a token. */
  status?: number;
}

export interface TestProvider {
  readonly issuer: string;
  readonly people: ProviderPerson[];
  readonly tampering: Tampering;
  /** Signs in as a browser would, and gives the address to which the provider sends it back. */
  readonly signIn: (address: string, subject: string) => Promise<URL>;
  /** Refuses at the login page. */
  readonly refuse: (address: string) => Promise<URL>;
  readonly stop: () => Promise<void>;
}

export const spidFiscalNumber = 'https://attributes.eid.gov.it/fiscal_number';
export const clientId = 'bandolo-test';
export const clientSecret = 'a secret of the tests, long enough for HS256';

/** A real OpenID Connect provider on this machine, with a login page that lists its people. */
export async function startProvider(options: {
  readonly redirectUri: string;
  readonly people: readonly ProviderPerson[];
}): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [own, other] = [newKey(), newKey()];
  const people = [...options.people];
  const tampering: Tampering = {};
  const provider = makeProvider(issuer, own, { ...options, people });
  provider.use(async (context: Context, next: () => Promise<void>) => {
    await next();
    tamper(context, tampering, { own, other });
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const uid = /^\/interaction\/([\w-]+)/.exec(request.url ?? '')?.[1];
    void (uid === undefined
      ? answer(request, response)
      : interact(provider, request, response, people));
  });
  return {
    issuer,
    people,
    tampering,
    signIn: (address, subject) => browse(address, { subject }),
    refuse: (address) => browse(address, {}),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Context {
  readonly path: string;
  status: number;
  body: unknown;
}

function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function makeProvider(
  issuer: string,
  key: KeyObject,
  { redirectUri, people }: { redirectUri: string; people: readonly ProviderPerson[] },
): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/', redirectUri).href],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['cookies of the tests'] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    acrValues: ['https://www.spid.gov.it/SpidL1', 'https://www.spid.gov.it/SpidL2'],
    claims: {
      openid: ['sub'],
      acr: null,
      profile: ['given_name', 'family_name', spidFiscalNumber],
      email: ['email'],
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, subject: string) => {
      const person = people.find((each) => each.subject === subject);
      return person && { accountId: subject, claims: () => ({ sub: subject, ...person.claims }) };
    },
  });
}

/** The login page: a list of fictional people, and what happens when one is chosen. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  people: readonly ProviderPerson[],
): Promise<void> {
  if (request.method === 'GET') {
    const items = people.map(
      ({ subject }) => `<li><button name="subject">${subject}</button></li>`,
    );
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<form method="post"><ul>${items.join('')}</ul></form>`);
    return;
  }
  const { params, grantId } = await provider.interactionDetails(request, response);
  const body = new URLSearchParams(await textOf(request));
  const person = people.find(({ subject }) => subject === body.get('subject'));
  if (!person) {
    const result = { error: 'access_denied', error_description: 'The person refused.' };
    await provider.interactionFinished(request, response, result);
    return;
  }
  const grant =
    grantId === undefined
      ? new provider.Grant({ accountId: person.subject, clientId: String(params['client_id']) })
      : await provider.Grant.find(grantId);
  if (!grant) throw new Error('The grant is gone.');
  grant.addOIDCScope(String(params['scope']));
  const login = { accountId: person.subject, ...(person.acr ? { acr: person.acr } : {}) };
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login, consent });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function tamper(
  context: Context,
  tampering: Tampering,
  { own, other }: { own: KeyObject; other: KeyObject },
): void {
  const body = context.body as Record<string, unknown> | undefined;
  if (context.path === '/token' && tampering.status !== undefined) {
    context.status = tampering.status;
    context.body = { error: 'server_error' };
  } else if (context.path === '/token' && typeof body?.['id_token'] === 'string') {
    const [, payload = ''] = body['id_token'].split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const changed = tampering.token?.(claims) ?? claims;
    context.body = {
      ...body,
      id_token: signed(changed, tampering.isForged === true ? other : own),
    };
  } else if (context.path === '/me' && body && tampering.person)
    context.body = tampering.person(body);
}

function signed(claims: Claims, key: KeyObject): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'test' })}.${encode(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

const stepsMax = 10;

/** Follows the provider as a browser does: its cookies, its redirects, its one form. */
async function browse(address: string, { subject }: { subject?: string }): Promise<URL> {
  const jar = new Map<string, string>();
  const home = new URL(address).origin;
  let next = new URL(address);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < stepsMax; step++) {
    const reply = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=', 2);
      jar.set(name, value);
    }
    form = undefined;
    const location = reply.headers.get('location');
    if (location !== null) {
      next = new URL(location, next);
      if (next.origin !== home) return next;
    } else if (reply.status === 200) form = new URLSearchParams({ subject: subject ?? 'nobody' });
    else throw new Error(`The provider answered ${reply.status}: ${await reply.text()}`);
  }
  throw new Error('The provider sends the browser round and round.');
}
