import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeApplicationServer,
  type ApplicationServer,
} from '../../test/support/application-server.ts';
import { completeDraft, makeWorld, type World } from '../../test/support/application-world.ts';
import { snapshotBytes } from './snapshot.ts';

let world: World;
let server: ApplicationServer;
let token: string;
let lead: string;
let calls: string;

beforeAll(async () => {
  world = await makeWorld();
  const { slug } = await world.publish();
  calls = `/api/v1/calls/${slug}/applications`;
  server = await makeApplicationServer(world);
  lead = await world.makeOrganisation('Comune di Ores');
  const person = await world.makePerson();
  await world.givePower(person, lead, ['read', 'edit', 'consent', 'submit']);
  token = await server.tokenOf(person);
}, 60_000);
afterAll(async () => {
  await server.close();
  await world.close();
});

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    '<script>alert(1)</script>',
    "'; drop table application; --",
    '\u0000',
    '\ud800',
    '\u202e',
    '{{7*7}}',
    '__proto__',
    '../../etc/passwd',
    'a'.repeat(30_000),
    1e308,
    -0.5,
    2 ** 53,
    null,
    [],
    {},
    [[[[[[[[[[[[[[]]]]]]]]]]]]]],
    { toString: 1, valueOf: null, constructor: { prototype: 1 } },
    { unknown: false },
    { from: 5, to: 1 },
  ),
  fc.jsonValue({ maxDepth: 4 }),
);

/** A value with something in one of its places that does not belong there. */
function broken(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return strange;
  const keys = Object.keys(value);
  const inOne = keys.map((key) =>
    broken((value as Record<string, unknown>)[key]).map((inner) =>
      Array.isArray(value)
        ? value.with(Number(key), inner)
        : { ...(value as Record<string, unknown>), [key]: inner },
    ),
  );
  const added = fc
    .tuple(fc.oneof(fc.string(), fc.constantFrom('id', 'status', '__proto__')), strange)
    .map(([key, inner]) =>
      Array.isArray(value) ? [...(value as unknown[]), inner] : { ...value, [key]: inner },
    );
  return fc.oneof(strange, added, ...inOne);
}

async function rowsOf(table: 'application' | 'application_partner' | 'snapshot'): Promise<number> {
  const { count } = await world.database.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

test('a thousand broken drafts: each is stored whole or refused with a reason, none is a fault', async () => {
  const draft = completeDraft(lead, []);
  const asked = { lead, ...draft };
  const begun = await server.ask(token, `POST ${calls}`, asked);
  const address = `${calls}/${String(begun.body['id'])}`;
  const statuses = new Set<number>();
  let stored = 1;
  await fc.assert(
    fc.asyncProperty(broken(asked), fc.boolean(), async (body, isNew) => {
      const { lead: _, ...edited } = (body ?? {}) as { lead?: unknown };
      const reply = isNew
        ? await server.ask(token, `POST ${calls}`, body ?? {})
        : await server.ask(token, `PUT ${address}`, edited, { 'if-match': '"1.0.0.0"' });
      statuses.add(reply.status);
      expect([200, 201, 400, 403, 412, 413, 422]).toContain(reply.status);
      if (reply.status === 201) stored += 1;
      if (reply.status >= 400) {
        expect(reply.body['code']).toEqual(expect.any(String));
        expect(reply.text).not.toMatch(/at .*\.ts:\d+|select |insert /);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(server.faults()).toEqual([]);
  expect(await rowsOf('application')).toBe(stored);
  expect([...statuses]).toEqual(expect.arrayContaining([201, 400, 422]));
});

test('whatever was stored can be read, checked, shown, and written down to the byte', async () => {
  const { db } = world.database;
  const rows = await db.selectFrom('application').select('id').limit(60).execute();
  expect(rows.length).toBeGreaterThan(20);
  for (const { id } of rows) {
    const read = await server.ask(token, `GET ${calls}/${id}`);
    expect(read.status).toBe(200);
    const checked = await server.ask(token, `GET ${calls}/${id}/check`);
    expect(checked.status).toBe(200);
    const etag = String(read.headers['etag']);
    const frozen = await server.ask(token, `POST ${calls}/${id}/freeze`, undefined, {
      'if-match': etag,
    });
    expect(frozen.status).toBe(checked.body['canBeFrozen'] === true ? 200 : 422);
    expect(() => snapshotBytes(read.body['content'] as never)).not.toThrow();
  }
  expect(server.faults()).toEqual([]);
});
