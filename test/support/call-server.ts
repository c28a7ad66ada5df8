import { accountSubjects, registerGuard } from '../../src/accounts/index.ts';
import { openSession } from '../../src/accounts/sessions/open-session.ts';
import { applicationSubject } from '../../src/applications/index.ts';
import { callSubject } from '../../src/calls/index.ts';
import { callPages } from '../../src/calls/pages.tsx';
import { callRoutes } from '../../src/calls/routes.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { cookieName } from '../../src/platform/http/cookies.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Role } from '../../src/platform/tables.ts';
import { addBody, addPerson } from './bee-call.ts';
import { cloneDatabase } from './template-database.ts';
import { makeServer } from './test-server.ts';

/** The server with the accounts it needs and the calls of a body called `bees`. */
export interface CallServer extends CallClient {
  readonly app: App;
  readonly services: Services;
  readonly url: string;
  readonly bodyId: string;
  /** Tokens of programs: of two people of the body, of an administrator of another one, and of somebody without a role. */
  readonly author: string;
  readonly officer: string;
  readonly stranger: string;
  readonly outsider: string;
  readonly addBody: (code: string) => Promise<string>;
  /** Signs in somebody with a role, as a program or in a browser, and gives the token. */
  readonly signIn: (held?: HeldRole, kind?: 'api' | 'browser') => Promise<string>;
  /** Publishes for the body and gives the slug. */
  readonly publish: (definition: string, more?: object) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface CallClient {
  readonly get: (url: string, asked?: Asked) => Promise<Reply>;
  readonly post: (url: string, asked: Asked & { readonly body?: object }) => Promise<Reply>;
  /** A page in a browser. */
  readonly open: (url: string, as?: string) => Promise<Reply>;
  /** A form of a page, as a browser sends it after it has opened the page. */
  readonly send: (
    url: string,
    asked: { readonly as: string; readonly form: Record<string, string> },
  ) => Promise<Reply>;
}

export interface Asked {
  /** The token of a program. */
  readonly as?: string | undefined;
  readonly headers?: Record<string, string>;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** What is JSON. */
  readonly json: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

export interface HeldRole {
  readonly role: Role;
  readonly bodyId: string;
  readonly callId?: number;
}

export const ground = 'Resolution 1 of 2025';

/** The body of a publication. */
export function publication(definition: string, more: object = {}): object {
  return { mode: 'live', resubmission: true, ground, definition, ...more };
}

export async function makeCallServer(
  clock?: () => Date,
  add: (services: Services) => (app: App) => void = () => () => undefined,
): Promise<CallServer> {
  const clone = await cloneDatabase();
  const { app, services } = makeServer({
    databaseUrl: clone.url,
    config: { requestsPerMinute: 1_000_000 },
    // Here definitions are checked in the thread that answers.
    eventLoop: { delayMs: () => 0, stop: () => undefined },
    ...(clock && { clock }),
  });
  const { db } = services.database;
  registerGuard(app, services, {
    ...accountSubjects(services),
    call: callSubject(services),
    application: applicationSubject(services),
  });
  app.after(() => {
    callRoutes(services)(app);
    callPages(services)(app);
    add(services)(app);
  });
  await app.ready();
  const client = clientOf(app, services);
  const signIn = (held?: HeldRole, kind: 'api' | 'browser' = 'api') =>
    openSessionOf(services, held, kind);
  const bodyId = await addBody(db, 'bees');
  const author = await signIn({ role: 'author', bodyId });
  return {
    ...client,
    app,
    services,
    url: clone.url,
    bodyId,
    author,
    officer: await signIn({ role: 'officer', bodyId }),
    stranger: await signIn({ role: 'administrator', bodyId: await addBody(db, 'wasps') }),
    outsider: await signIn(),
    addBody: (code) => addBody(db, code),
    signIn,
    publish: async (definition, more = {}) => {
      const body = publication(definition, more);
      const { status, json, text } = await client.post('/api/v1/bodies/bees/calls', {
        as: author,
        body,
      });
      if (status !== 201) throw new Error(text);
      return json['call'] as string;
    },
    close: async () => {
      await app.close();
      await clone.drop();
    },
  };
}

async function openSessionOf(
  { database: { db } }: Services,
  held: HeldRole | undefined,
  kind: 'api' | 'browser',
): Promise<string> {
  const personId = await addPerson(db);
  if (held)
    await db
      .insertInto('role_grant')
      .values({
        person_id: personId,
        role: held.role,
        body_id: held.bodyId,
        call_id: held.callId ?? null,
        valid_until: null,
        ground: 'test',
        given_by: null,
        revoked_at: null,
        revoked_by: null,
      })
      .execute();
  const how = kind === 'api' ? 'token' : 'oidc';
  const span = { lifetimeMs: 3_600_000, idleMs: 3_600_000 };
  const session = { personId, kind, how, level: 2, ...span } as const;
  const opened = await db.transaction().execute((tx) => openSession(tx, session));
  return opened.token;
}

function clientOf(app: App, { config }: Services): CallClient {
  const cookie = cookieName(config, 'session');
  const cookiesOf = (as?: string) => (as === undefined ? {} : { [cookie]: as });
  const formHeaders = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    accept: 'text/html',
  };
  return {
    get: async (url, { as, headers = {} } = {}) =>
      replyOf(await app.inject({ url, headers: { ...bearer(as), ...headers } })),
    post: async (url, { as, headers = {}, body = {} }) => {
      const asked = { method: 'POST', url, payload: body } as const;
      return replyOf(await app.inject({ ...asked, headers: { ...bearer(as), ...headers } }));
    },
    open: async (url, as) =>
      replyOf(await app.inject({ url, cookies: cookiesOf(as), headers: { accept: 'text/html' } })),
    send: async (url, { as, form }) => {
      const cookies = cookiesOf(as);
      const page = await app.inject({ url, cookies });
      const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      const payload = new URLSearchParams({ _csrf: token, ...form }).toString();
      return replyOf(
        await app.inject({ method: 'POST', url, cookies, headers: formHeaders, payload }),
      );
    },
  };
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function replyOf(reply: { statusCode: number; body: string; headers: object }): Reply {
  const { statusCode: status, body: text, headers } = reply;
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status, text, json, headers: headers as Record<string, unknown> };
}
