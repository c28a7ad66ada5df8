import { accountSubjects, registerGuard } from '../../src/accounts/index.ts';
import { applicationSubject } from '../../src/applications/index.ts';
import { applicationPages } from '../../src/applications/pages.tsx';
import { applicationRoutes } from '../../src/applications/routes.ts';
import { callSubject } from '../../src/calls/index.ts';
import type { Config } from '../../src/platform/config.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { cookieName } from '../../src/platform/http/cookies.ts';
import { createServer, type ServerOptions } from '../../src/platform/http/create-server.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import { openTestSession } from './people.ts';
import { testConfig } from './test-config.ts';
import { testLog } from './test-server.ts';
import type { World } from './application-world.ts';

/** Sends one request of the API as somebody; the reply with its body as read from JSON. */
export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface ApplicationServer {
  readonly app: App;
  readonly services: Services;
  /** A token of the person, for programs. */
  readonly tokenOf: (personId: string) => Promise<string>;
  readonly ask: (
    token: string | null,
    request: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Asked>;
  /** A browser in which the person is signed in; forms are sent as they stand in the page. */
  readonly browserOf: (personId: string) => Promise<Browser>;
  /** What was logged as a fault of the server. */
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface Page {
  readonly status: number;
  readonly html: string;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

export interface Browser {
  /** For a browser with a window. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly get: (url: string) => Promise<Page>;
  /** Sends a form with the token of a page that was opened before. */
  readonly post: (url: string, fields: Readonly<Record<string, string>>) => Promise<Page>;
}

/** Only the routes of applications, for tests of theirs. */
function createApplications(services: Services, options: ServerOptions): App {
  const app = createServer(services, options);
  registerGuard(app, services, {
    ...accountSubjects(services),
    call: callSubject(services),
    application: applicationSubject(services),
  });
  app.register(async (inner) => {
    applicationRoutes(services)(inner);
    applicationPages(services)(inner);
  });
  return app;
}

/** A server over the database of a world. */
export async function makeApplicationServer(
  { database }: World,
  {
    create = createApplications,
    config = {},
  }: { readonly create?: typeof createApplications; readonly config?: Partial<Config> } = {},
): Promise<ApplicationServer> {
  const services: Services = {
    config: testConfig({ requestsPerMinute: 100_000, ...config }),
    database,
    clock: () => new Date(),
    signer: makeSigner(),
  };
  const log = testLog();
  const app = create(services, { log });
  await app.ready();
  const open = async (personId: string, kind: 'api' | 'browser') =>
    (await openTestSession(database.db, personId, kind)).token;
  return {
    app,
    services,
    tokenOf: (personId) => open(personId, 'api'),
    browserOf: async (personId) => makeBrowser(app, services, await open(personId, 'browser')),
    ask: (...asked) => ask(app, ...asked),
    faults: () => log.lines.filter((line) => line.includes('a fault of the server')),
    close: () => app.close(),
  };
}

async function ask(
  app: App,
  ...[token, request, body, headers = {}]: Parameters<ApplicationServer['ask']>
): Promise<Asked> {
  const [method = 'GET', url = '/'] = request.split(' ');
  const reply = await app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isJson = String(reply.headers['content-type']).includes('json');
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: isJson && reply.body !== '' ? reply.json<Asked['body']>() : {},
    text: reply.body,
  };
}

function makeBrowser(app: App, { config }: Services, token: string): Browser {
  const cookies = new Map([[cookieName(config, 'session'), token]]);
  let csrf = '';
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    payload?: URLSearchParams,
  ): Promise<Page> => {
    const reply = await app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(payload && {
          origin: config.publicUrl,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        }),
      },
      ...(payload && { payload: payload.toString() }),
    });
    for (const { name, value, maxAge } of reply.cookies)
      if (value === '' || maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    csrf = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? csrf;
    const location = reply.headers.location;
    return { status: reply.statusCode, html: reply.body, location };
  };
  return {
    cookies,
    get: (url) => send('GET', url),
    post: (url, fields) => send('POST', url, new URLSearchParams({ _csrf: csrf, ...fields })),
  };
}
