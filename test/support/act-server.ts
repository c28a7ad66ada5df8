import { createHash } from 'node:crypto';
import { createApp } from '../../src/app.ts';
import { cookieName } from '../../src/platform/http/cookies.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { makeActScene, type ActScene } from './act-scene.ts';
import { openTestSession } from './people.ts';
import type { RankingSceneOptions } from './ranking-scene.ts';
import { makeHolder, signMessage } from './signing-authority.ts';
import { makeSigningDesk } from './signing-desk.ts';
import { testLog } from './test-server.ts';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server over a frozen round, with somebody for each part in making acts of it. */
export interface ActServer {
  readonly scene: ActScene;
  readonly app: App;
  readonly tokens: Readonly<Record<'officer' | 'signatory' | 'stranger', string>>;
  readonly get: (url: string, token: string) => Promise<Answer>;
  readonly post: (url: string, body: object | undefined, token: string) => Promise<Answer>;
  readonly put: (url: string, body: object, token: string) => Promise<Answer>;
  readonly putFile: (url: string, file: Buffer, token: string) => Promise<Answer>;
  readonly raw: (url: string, token: string) => Promise<Buffer>;
  readonly hashOf: (bytes: Buffer) => string;
  /** A text as one of them signs it with a qualified certificate. */
  readonly sign: (who: 'officer' | 'signatory', text: Buffer) => Promise<Buffer>;
  readonly cookiesOf: (who: 'officer' | 'signatory') => Promise<ReadonlyMap<string, string>>;
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function makeActServer(options: RankingSceneOptions = {}): Promise<ActServer> {
  const authority = await makeSigningDesk();
  const scene = await makeActScene({ ...options, config: { signatureAnchors: authority.anchors } });
  const log = testLog();
  const app = createApp(scene.desk.services, {
    log,
    eventLoop: { delayMs: () => 0, stop: () => undefined },
  });
  await app.ready();
  const { db } = scene.world.database;
  const tokenOf = async (person: string): Promise<string> =>
    (await openTestSession(db, person, 'api')).token;
  const send = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    token: string,
    payload?: object | Buffer,
  ): Promise<Answer & { readonly bytes: Buffer }> => {
    const reply = await app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(Buffer.isBuffer(payload) ? { 'content-type': 'application/octet-stream' } : {}),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const { statusCode: status, rawPayload: bytes } = reply;
    const isJson = String(reply.headers['content-type']).includes('json') && bytes.length > 0;
    return { status, bytes, body: isJson ? (JSON.parse(reply.payload) as Answer['body']) : {} };
  };
  return {
    scene,
    app,
    tokens: {
      officer: await tokenOf(scene.officer),
      signatory: await tokenOf(scene.signatory),
      stranger: await tokenOf(await scene.world.makePerson()),
    },
    get: (url, token) => send('GET', url, token),
    post: (url, body, token) => send('POST', url, token, body),
    put: (url, body, token) => send('PUT', url, token, body),
    putFile: (url, file, token) => send('PUT', url, token, file),
    raw: async (url, token) => (await send('GET', url, token)).bytes,
    hashOf: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    sign: async (who, text) => {
      const { fiscal_code: code } = await db
        .selectFrom('person')
        .select('fiscal_code')
        .where('id', '=', scene[who])
        .executeTakeFirstOrThrow();
      const subject = { name: 'Alba Prova', fiscalCode: code ?? '' };
      return signMessage(await makeHolder(subject, authority.authority), text);
    },
    cookiesOf: async (who) => {
      const { token } = await openTestSession(db, scene[who], 'browser');
      return new Map([[cookieName(scene.desk.services.config, 'session'), token]]);
    },
    faults: () => log.lines.filter((line) => line.includes('a fault of the server')),
    close: async () => {
      await app.close();
      await scene.close();
      authority.close();
    },
  };
}
