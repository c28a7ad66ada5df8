import { afterAll, beforeAll, expect, test } from 'vitest';
import { Type } from 'typebox';
import { makeServer } from '../../../test/support/test-server.ts';
import type { App } from './app-type.ts';

const anyone = { access: { who: 'anyone' }, csrf: 'none' } as const;
let app: App;

beforeAll(async () => {
  ({ app } = makeServer());
  app.register((inner, _options, done) => {
    const server = inner as unknown as App;
    server.post('/api/v1/echo', { config: anyone }, (request) => ({ got: request.body ?? null }));
    server.post('/echo', { config: anyone }, (request, reply) =>
      reply.send({ ...(request.body as object) }),
    );
    server.post(
      '/api/v1/things/:thing',
      {
        config: anyone,
        schema: {
          params: Type.Object({ thing: Type.Integer() }),
          querystring: Type.Object(
            { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) },
            { additionalProperties: false },
          ),
          body: Type.Object(
            {
              title: Type.String({ minLength: 1 }),
              count: Type.Optional(Type.Integer()),
              id: Type.Optional(Type.String({ format: 'uuid' })),
            },
            { additionalProperties: false },
          ),
          response: { 200: Type.Object({ thing: Type.Integer(), limit: Type.Integer() }) },
        },
      },
      ({ params, query }) => ({ thing: params.thing, limit: query.limit ?? 50 }),
    );
    server.get(
      '/api/v1/wrong-reply',
      { config: anyone, schema: { response: { 200: Type.Object({ title: Type.String() }) } } },
      () => ({ title: 3 }) as never,
    );
    done();
  });
  await app.ready();
});

afterAll(() => app.close());

function send(payload: string | Buffer, type = 'application/json', url = '/api/v1/echo') {
  return app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test.each<readonly [string, string | Buffer]>([
  ['not JSON', '{"a":'],
  ['two values', '{} {}'],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ['a NUL in a text', String.raw`{"a":"x\u0000y"}`],
  ['a NUL in a name', String.raw`{"x\u0000y":1}`],
  ['half a character', String.raw`["\ud83d"]`],
  ['values too deep', nested(33)],
  ['a million brackets', nested(100_000)],
  ['the prototype', '{"__proto__":{"isAdmin":true}}'],
  ['the prototype in disguise', String.raw`{"\u005f_proto__":1}`],
  ['the constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['the prototype deep inside', '{"a":[{"b":{"__proto__":1}}]}'],
])('a body with %s is 400', async (_what, payload) => {
  const reply = await send(payload);
  expect(reply.statusCode).toBe(400);
  expect(reply.headers['content-type']).toContain('application/problem+json');
});

test('what is strange but harmless goes through unchanged', async () => {
  const value = { è: ['👍', String.raw`\u0000 written out`, -0.5, null], constructor: 'Bianchi' };
  expect((await send(JSON.stringify(value))).json()).toEqual({ got: value });
  expect((await send(nested(31))).statusCode).toBe(200);
  expect((await send('')).json()).toEqual({ got: null });
});

test('other types and character sets are 415, more than 256 kB is 413', async () => {
  expect((await send('{}', 'application/json; charset=utf-8')).statusCode).toBe(200);
  expect((await send('{}', 'application/json; charset="UTF-8"')).statusCode).toBe(200);
  expect((await send('{}', 'application/json; charset=utf-16')).statusCode).toBe(415);
  expect((await send('{}', 'application/json; charset=latin1')).statusCode).toBe(415);
  expect((await send('<a/>', 'application/xml')).statusCode).toBe(415);
  expect((await send('a', 'text/plain')).statusCode).toBe(415);
  expect((await send('a=1', 'application/x-www-form-urlencoded')).statusCode).toBe(415);
  expect((await send('{}', 'nonsense')).statusCode).toBe(415);
  const large = await send(JSON.stringify('x'.repeat(256 * 1024)));
  expect(large.statusCode).toBe(413);
  expect(large.json()).toMatchObject({ code: 'too-large' });
});

test('a form gives its fields, and a strange one is refused', async () => {
  const form = 'application/x-www-form-urlencoded';
  const sent = await send('name=Caff%C3%A8+Ro%20ma&role=a&role=b&x=100%', form, '/echo');
  expect(sent.json()).toEqual({ name: 'Caffè Ro ma', role: ['a', 'b'], x: '100%' });
  expect((await send('__proto__=1&constructor=2', form, '/echo')).json()).toEqual(
    JSON.parse('{"__proto__":"1","constructor":"2"}'),
  );
  expect((await send('name=a%00b', form, '/echo')).statusCode).toBe(400);
  expect((await send('name=%ff', form, '/echo')).statusCode).toBe(400);
  expect((await send('a=1&'.repeat(1001), form, '/echo')).statusCode).toBe(400);
});

test('what does not fit the schema is told part by part', async () => {
  const reply = await send('{"count":1.5,"id":"x","colour":1}', undefined, '/api/v1/things/7');
  expect(reply.statusCode).toBe(400);
  expect(reply.json()).toMatchObject({
    code: 'not-understood',
    errors: expect.arrayContaining([
      { code: 'required', path: '/title', detail: 'is missing' },
      { code: 'unknown-member', path: '/colour', detail: 'is not known here' },
      { code: 'type', path: '/count', detail: 'must be integer' },
      { code: 'format', path: '/id', detail: 'must match format "uuid"' },
    ]) as unknown,
  });
});

test('addresses are read as their schema says, bodies are taken as they are', async () => {
  const thing = (url: string, body: unknown = { title: 'a' }) =>
    send(JSON.stringify(body), undefined, url);
  expect((await thing('/api/v1/things/7?limit=20')).json()).toEqual({ thing: 7, limit: 20 });
  expect((await thing('/api/v1/things/seven')).statusCode).toBe(400);
  expect((await thing('/api/v1/things/7?limit=999')).statusCode).toBe(400);
  expect((await thing('/api/v1/things/7?limit=1&limit=2')).statusCode).toBe(400);
  expect((await thing('/api/v1/things/7?sort=up')).statusCode).toBe(400);
  expect((await thing('/api/v1/things/7', { title: 7 })).statusCode).toBe(400);
  expect((await thing('/api/v1/things/7', { title: 'a', count: '7' })).statusCode).toBe(400);
});

test('in tests a reply that is not as documented is a fault', async () => {
  const reply = await app.inject({ url: '/api/v1/wrong-reply' });
  expect(reply.statusCode).toBe(500);
});
