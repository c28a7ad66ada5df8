import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testConfig } from '../../../test/support/test-config.ts';
import { testLog } from '../../../test/support/test-server.ts';
import {
  makeRegisterWorld,
  type ReadyApplication,
  type RegisterWorld,
} from '../../../test/support/register-world.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { createApp } from '../../app.ts';
import { openDatabase, type Database } from '../../platform/database.ts';
import type { App } from '../../platform/http/app-type.ts';
import { makeSigner } from '../../platform/signer.ts';
import { checkReceipt, type Receipt } from './receipt.ts';

const requestsPerMinute = 20;
const signer = makeSigner();
let base: TestDatabase;
let database: Database;
let world: RegisterWorld;
let app: App;
let port: number;
let next = 0;
const log = testLog();

beforeAll(async () => {
  base = await cloneDatabase();
  database = openDatabase(base.url, { connectionsMax: 10 });
  world = await makeRegisterWorld(base.adminUrl, { applications: 60 });
  const config = testConfig({ requestsPerMinute });
  app = createApp({ config, database, clock: () => new Date(), signer }, { log });
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
});
afterAll(async () => {
  await app.close();
  await database.close();
  await base.drop();
});

const fresh = (): ReadyApplication => world.applications[next++] as ReadyApplication;

interface Sent {
  readonly application: ReadyApplication;
  readonly body?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const bodyOf = ({ snapshotHash }: ReadyApplication) => JSON.stringify({ snapshotHash });

function send({ application, body = bodyOf(application), path, headers }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: path ?? `/api/v1/calls/${world.call}/applications/${application.id}/submission`,
        headers: {
          authorization: `Bearer ${application.token}`,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** The same through the framework alone: it does not come over the network. */
const inject = async (sent: Sent): Promise<Reply> => {
  const { application, body = bodyOf(application), path } = sent;
  const reply = await app.inject({
    method: 'POST',
    url: path ?? `/api/v1/calls/${world.call}/applications/${application.id}/submission`,
    headers: {
      authorization: `Bearer ${application.token}`,
      'content-type': 'application/json',
      ...sent.headers,
    },
    payload: body,
  });
  return { status: reply.statusCode, headers: reply.headers, text: reply.body };
};

const namesOf = ({ headers }: Reply) =>
  Object.keys(headers)
    .filter((name) => !['date', 'connection', 'keep-alive'].includes(name))
    .toSorted();
const expressActs = () =>
  Number(/^bandolo_express_acts_total (\d+)$/m.exec(app.metrics.print())?.[1]);

test('a plain submission is answered like the framework does: receipt, headers and figures', async () => {
  const before = expressActs();
  const express = await send({ application: fresh() });
  expect(expressActs()).toBe(before + 1);
  const framework = await inject({ application: fresh() });
  expect([express.status, framework.status]).toEqual([201, 201]);
  expect(namesOf(express)).toEqual(namesOf(framework));
  for (const name of namesOf(express).filter((each) => !/request-id|length|reset/.test(each)))
    expect([name, express.headers[name]]).toEqual([name, framework.headers[name]]);
  const receipt = JSON.parse(express.text) as Receipt;
  expect(checkReceipt(receipt, signer.publicKey.toString('base64'))).toEqual([]);
  expect(express.text).toBe(JSON.stringify(receipt));
  // A request is noted after its reply has gone.
  await vi.waitFor(() => {
    expect(app.metrics.print()).toMatch(
      /bandolo_http_seconds_count\{method="POST",route="[^"]*:application\/submission",status="201"\} 2\n/,
    );
  });
});

test('pressed eight times at once over the network it is entered once, with one receipt', async () => {
  const application = fresh();
  const replies = await Promise.all(Array.from({ length: 8 }, () => send({ application })));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(7);
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
});

test.each<[string, (application: ReadyApplication) => Sent, number]>([
  [
    'another text',
    (a) => ({ application: a, body: JSON.stringify({ snapshotHash: 'ab'.repeat(32) }) }),
    409,
  ],
  [
    'a member too many',
    (a) => ({ application: a, body: `{"snapshotHash":"${a.snapshotHash}","x":1}` }),
    400,
  ],
  ['no JSON', (a) => ({ application: a, body: '{"snapshotHash":' }), 400],
  ['an empty body', (a) => ({ application: a, body: '' }), 400],
  [
    'a body that is too large',
    (a) => ({ application: a, body: `{"snapshotHash":"${'a'.repeat(300_000)}"}` }),
    413,
  ],
  [
    'another media type',
    (a) => ({ application: a, headers: { 'content-type': 'text/plain' } }),
    415,
  ],
  [
    'a reply that cannot be sent',
    (a) => ({ application: a, headers: { accept: 'text/html' } }),
    406,
  ],
  [
    'a token that is nobody’s',
    (a) => ({ application: { ...a, token: `bandolo_${'x'.repeat(43)}` } }),
    401,
  ],
  ['the token of somebody else', (a) => ({ application: { ...a, token: fresh().token } }), 404],
  [
    'a call that is not there',
    (a) => ({ application: a, path: `/api/v1/calls/none.live/applications/${a.id}/submission` }),
    404,
  ],
  ['an application that is not there', (a) => ({ application: { ...a, id: randomUUID() } }), 404],
])('%s is refused with the same words as by the framework', async (_what, sentOf, status) => {
  const sent = sentOf(fresh());
  const before = expressActs();
  const [express, framework] = [await send(sent), await inject(sent)];
  expect([express.status, framework.status]).toEqual([status, status]);
  const problemOf = ({ text }: Reply) => {
    const { instance, arrivedAt, at, ...problem } = JSON.parse(text) as Record<string, unknown>;
    expect(instance).toMatch(/^urn:uuid:/);
    return { ...problem, hasInstants: [arrivedAt !== undefined, at !== undefined] };
  };
  expect(problemOf(express)).toEqual(problemOf(framework));
  expect(expressActs()).toBe(before);
});

test('a body that comes in pieces is entered all the same', async () => {
  const application = fresh();
  const body = bodyOf(application);
  const reply = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /api/v1/calls/${world.call}/applications/${application.id}/submission HTTP/1.1\r\nhost: 127.0.0.1\r\n` +
          `authorization: Bearer ${application.token}\r\ncontent-type: application/json\r\nconnection: close\r\n` +
          `content-length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
      );
      setTimeout(() => socket.write(body.slice(20)), 100);
    });
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(reply).toMatch(/^HTTP\/1\.1 201 /);
});

test('several acts on one connection are answered in turn', async () => {
  const applications = [fresh(), fresh(), fresh()];
  const head = ({ id, token }: ReadyApplication, last: boolean) =>
    `POST /api/v1/calls/${world.call}/applications/${id}/submission HTTP/1.1\r\nhost: 127.0.0.1\r\n` +
    `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n${last ? 'connection: close\r\n' : ''}`;
  const text = applications
    .map((each, index) => {
      const body = bodyOf(each);
      return `${head(each, index === 2)}content-length: ${body.length}\r\n\r\n${body}`;
    })
    .join('');
  const reply = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => (received += part));
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
  const answered = [...reply.matchAll(/"applicationId":"([^"]+)"/g)].map(([, id]) => id);
  expect(answered).toEqual(applications.map(({ id }) => id));
});

test('who asks too often is told to wait, and nothing is entered', async () => {
  const application = fresh();
  for (let count = 0; count < requestsPerMinute; count++)
    await send({ application, body: JSON.stringify({ snapshotHash: 'cd'.repeat(32) }) });
  const refused = await send({ application });
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBeDefined();
});
