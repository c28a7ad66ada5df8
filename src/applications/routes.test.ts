import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Asked,
} from '../../test/support/application-server.ts';
import { completeDraft, makeWorld, type World } from '../../test/support/application-world.ts';
import { enter } from '../../test/support/application-scene.ts';
import { findApplicationIn } from './queries.ts';

let world: World;
let server: ApplicationServer;
let callId: number;
let lead: string;
let partner: string;
let calls: string;
/** Tokens by who holds them. */
const tokens: Record<string, string> = {};

beforeAll(async () => {
  world = await makeWorld();
  const call = await world.publish();
  ({ callId } = call);
  calls = `/api/v1/calls/${call.slug}/applications`;
  server = await makeApplicationServer(world);
  lead = await world.makeOrganisation('Comune di Ores');
  partner = await world.makeOrganisation('Bottega Ferro');
  const other = await world.makeOrganisation('Altri');
  const all = ['read', 'edit', 'consent', 'submit'] as const;
  const people = {
    lead: { organisation: lead, scopes: all },
    editor: { organisation: lead, scopes: ['read', 'edit'] as const },
    reader: { organisation: lead, scopes: ['read'] as const },
    partner: { organisation: partner, scopes: all },
    stranger: { organisation: other, scopes: all },
  };
  for (const [name, { organisation, scopes }] of Object.entries(people)) {
    const person = await world.makePerson();
    await world.givePower(person, organisation, scopes);
    tokens[name] = await server.tokenOf(person);
  }
  for (const role of ['officer', 'evaluator', 'auditor', 'author'] as const) {
    const person = await world.makePerson();
    await world.giveRole(person, role);
    tokens[role] = await server.tokenOf(person);
  }
}, 60_000);
afterAll(async () => {
  expect(server.faults()).toEqual([]);
  await server.close();
  await world.close();
});

const draftOf = (title = 'Lampioni') => completeDraft(lead, [partner], title);
const ask = (who: string, request: string, body?: unknown, headers?: Record<string, string>) =>
  server.ask(who === 'nobody' ? null : (tokens[who] ?? ''), request, body, headers);
const begin = async (title = 'Lampioni'): Promise<string> => {
  const reply = await ask('lead', `POST ${calls}`, { lead, ...draftOf(title) });
  expect(reply.status).toBe(201);
  return String(reply.body['id']);
};
const etag = async (id: string): Promise<string> =>
  String((await ask('lead', `GET ${calls}/${id}`)).headers['etag']);
const freeze = async (id: string, who = 'lead'): Promise<Asked> =>
  ask(who, `POST ${calls}/${id}/freeze`, undefined, { 'if-match': await etag(id) });
const hashOf = ({ body }: Asked): string => (body['frozen'] as { hash: string }).hash;
const consent = (id: string, hash: string, who = 'partner', organisation = partner) =>
  ask(who, `POST ${calls}/${id}/consents`, { organisation, hash });
async function submitted(): Promise<{ id: string; hash: string }> {
  const id = await begin();
  const hash = hashOf(await freeze(id));
  expect((await consent(id, hash)).body).toMatchObject({ state: 'ready' });
  const application = await findApplicationIn(world.database.db, callId, id);
  if (!application) throw new Error('not stored');
  await world.database.db.transaction().execute((tx) => enter(tx, application, 1));
  return { id, hash };
}

test('a draft is begun, found at its address, and listed for lead and partner', async () => {
  const reply = await ask('lead', `POST ${calls}`, { lead, ...draftOf('Nuovo') });
  expect(reply.status).toBe(201);
  const address = String(reply.headers['location']);
  expect(address).toBe(`${calls}/${String(reply.body['id'])}`);
  expect(reply.body).toMatchObject({
    view: 'own',
    title: 'Nuovo',
    state: 'draft',
    nextStep: 'complete',
    revision: 1,
    lead: { id: lead, name: 'Comune di Ores' },
    content: { line: 'light' },
  });
  const read = await ask('partner', `GET ${address}`);
  const { partners = [], ...content } = draftOf('Nuovo').content;
  expect(read.body).toEqual({
    ...reply.body,
    nextStep: 'wait-for-lead',
    // This call keeps costs confidential among partners.
    content: {
      ...content,
      partners: partners.map(({ costs, ...each }) => ({
        ...each,
        ...(costs && { costsTotal: '20000.00' }),
      })),
    },
  });
  for (const who of ['lead', 'partner', 'reader']) {
    const list = await ask(who, 'GET /api/v1/applications');
    expect(list.body['items']).toContainEqual(expect.objectContaining({ title: 'Nuovo' }));
  }
  for (const who of ['stranger', 'officer'])
    expect((await ask(who, 'GET /api/v1/applications')).body).toEqual({ items: [] });
});

test('an incomplete draft is stored as it is', async () => {
  const reply = await ask('editor', `POST ${calls}`, { lead, title: 'Vuoto' });
  expect(reply.body).toMatchObject({
    content: { facts: {}, partners: [{ id: lead, role: 'lead' }] },
  });
});

test('a malformed draft is refused with the places, and nothing is stored', async () => {
  const { content } = draftOf();
  const wrong = {
    ...content,
    received: '2027-03-01T09:00:00+01:00',
    facts: { ...content.facts, upkeepYears: 2.5 },
  };
  const before = await ask('lead', 'GET /api/v1/applications?limit=200');
  const reply = await ask('lead', `POST ${calls}`, { lead, title: ' ', content: wrong });
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({
    code: 'draft-malformed',
    errors: [
      { code: 'missing', path: '/title' },
      { code: 'number-not-whole', path: '/content/facts/upkeepYears' },
    ],
  });
  const said = await ask('lead', `POST ${calls}`, {
    lead,
    title: 'A',
    content: { ...content, received: '2027-03-01T09:00:00+01:00', partner: [] },
  });
  expect(said.body).toMatchObject({
    errors: [
      { code: 'said-by-server', path: '/content/received' },
      { code: 'unknown-key', path: '/content/partner' },
    ],
  });
  const after = await ask('lead', 'GET /api/v1/applications?limit=200');
  expect(after.body).toEqual(before.body);
});

test('nobody begins for an organisation that is not theirs, and nobody learns whether it exists', async () => {
  const known = await ask('stranger', `POST ${calls}`, { lead, ...draftOf() });
  const unknown = await ask('stranger', `POST ${calls}`, {
    ...draftOf(),
    lead: crypto.randomUUID(),
  });
  expect([known.status, known.body['code']]).toEqual([403, 'no-power']);
  expect(unknown.body).toEqual({ ...known.body, instance: unknown.body['instance'] });
  const reader = await ask('reader', `POST ${calls}`, { lead, ...draftOf() });
  expect(reader.status).toBe(403);
  const elsewhere = '/api/v1/calls/no-such-call/applications';
  expect((await ask('lead', `POST ${elsewhere}`, { lead, ...draftOf() })).status).toBe(404);
  expect((await ask('nobody', `POST ${calls}`, { lead, ...draftOf() })).status).toBe(401);
});

test('each act is for those it is meant for; others are told nothing', async () => {
  const id = await begin();
  const hash = 'ab'.repeat(32);
  const acts: readonly (readonly [string, unknown, Record<string, number>])[] = [
    [`GET ${calls}/${id}`, undefined, { lead: 200, editor: 200, reader: 200, partner: 200 }],
    [`GET ${calls}/${id}/check`, undefined, { lead: 200, editor: 200, reader: 200, partner: 200 }],
    [`PUT ${calls}/${id}`, draftOf(), { lead: 428, editor: 428, partner: 428 }],
    [`POST ${calls}/${id}/freeze`, undefined, { lead: 428, editor: 428, partner: 428 }],
    [`POST ${calls}/${id}/consents`, { organisation: partner, hash }, { lead: 403, partner: 409 }],
    [`DELETE ${calls}/${id}/consents/${partner}`, undefined, { lead: 403, partner: 404 }],
    [
      `GET ${calls}/${id}/snapshots/${hash}`,
      undefined,
      { lead: 404, editor: 404, reader: 404, partner: 404 },
    ],
  ];
  const names = [...Object.keys(tokens), 'nobody'];
  for (const [request, body, expected] of acts)
    for (const who of names) {
      const { status } = await ask(who, request, body);
      const wanted = expected[who] ?? (who === 'nobody' ? 401 : 404);
      expect(`${who}: ${request} ${status}`).toBe(`${who}: ${request} ${wanted}`);
    }
});

test('an edit needs what was read, and says what differs when it is stale', async () => {
  const id = await begin();
  const first = await etag(id);
  const edited = await ask('editor', `PUT ${calls}/${id}`, draftOf('Due'), { 'if-match': first });
  expect(edited.body).toMatchObject({ title: 'Due', revision: 2 });
  expect(edited.headers['etag']).toBe(await etag(id));
  const stale = await ask('lead', `PUT ${calls}/${id}`, draftOf('Tre'), { 'if-match': first });
  expect(stale.status).toBe(412);
  expect(stale.body).toMatchObject({
    code: 'changed-meanwhile',
    state: 'draft',
    revision: 2,
    etag: edited.headers['etag'],
    differences: [{ path: '/title', stored: 'Due', sent: 'Tre' }],
  });
  const partnerEdit = await ask('partner', `PUT ${calls}/${id}`, draftOf('Tre'), {
    'if-match': await etag(id),
  });
  expect([partnerEdit.status, partnerEdit.body['code']]).toEqual([403, 'no-power']);
});

test('what was read before is not sent again', async () => {
  const id = await begin();
  const tag = await etag(id);
  const again = await ask('lead', `GET ${calls}/${id}`, undefined, { 'if-none-match': tag });
  expect([again.status, again.text]).toEqual([304, '']);
  await ask('lead', `PUT ${calls}/${id}`, draftOf('Due'), { 'if-match': tag });
  const changed = await ask('lead', `GET ${calls}/${id}`, undefined, { 'if-none-match': tag });
  expect(changed.status).toBe(200);
});

test('the check says what keeps it from being frozen, what the rules would say, and the figures', async () => {
  const id = await begin();
  const good = await ask('partner', `GET ${calls}/${id}/check`);
  expect(good.body).toMatchObject({
    canBeFrozen: true,
    problems: [],
    assessment: { line: 'light', totalAdmitted: '21400.00' },
  });
  expect(good.body['warnings']).toContainEqual({
    code: 'requirement-not-met',
    requirement: 'two-workshops',
    title: { it: 'Almeno due botteghe attive', en: 'At least two active workshops' },
    article: 'art. 3, c. 2',
  });
  const { body } = await ask('lead', `POST ${calls}`, {
    lead,
    title: 'A',
    content: { line: 'light' },
  });
  const open = await ask('lead', `GET ${calls}/${String(body['id'])}/check`);
  expect(open.body).toMatchObject({ canBeFrozen: false });
  expect(open.body['problems']).toContainEqual({
    code: 'fact-missing',
    path: '/content/facts/village',
    detail: '"village" is not answered',
  });
  const refused = await freeze(String(body['id']));
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: 'draft-incomplete', errors: open.body['problems'] });
});

test('frozen, consented to, ready: and the text is there to the byte', async () => {
  const id = await begin();
  const frozen = await freeze(id);
  expect(frozen.body).toMatchObject({ state: 'frozen', nextStep: 'wait-for-consents' });
  const hash = hashOf(frozen);
  const text = await ask('lead', `GET ${calls}/${id}/snapshots/${hash}`);
  expect(createHash('sha256').update(text.text).digest('hex')).toBe(hash);
  expect(text.headers).toMatchObject({
    etag: `"${hash}"`,
    digest: `sha-256=${Buffer.from(hash, 'hex').toString('base64')}`,
    'content-type': 'application/json; charset=utf-8',
  });
  expect(text.body).toMatchObject({ bandolo: 'application/1', application: id, revision: 1 });
  expect((await ask('partner', `GET ${calls}/${id}`)).body).toMatchObject({ nextStep: 'consent' });
  expect((await consent(id, 'ab'.repeat(32))).body).toMatchObject({ code: 'text-changed' });
  const given = await consent(id, hash);
  expect([given.status, given.body['state']]).toEqual([201, 'ready']);
  const again = await consent(id, hash);
  expect([again.status, again.body]).toEqual([200, given.body]);
  expect((await ask('lead', `GET ${calls}/${id}`)).body).toMatchObject({ nextStep: 'submit' });
  const back = await ask('partner', `DELETE ${calls}/${id}/consents/${partner}`);
  expect(back.body).toMatchObject({ state: 'draft', revision: 2 });
  expect(back.body).not.toHaveProperty('frozen');
});

test('the same key gives the same application, and only one', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  const body = { lead, ...draftOf('Una volta') };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => ask('lead', `POST ${calls}`, body, key)),
  );
  expect(new Set(replies.map((reply) => reply.body['id'])).size).toBe(1);
  const { body: list } = await ask('lead', 'GET /api/v1/applications?limit=200');
  const items = list['items'] as readonly { readonly title: string }[];
  expect(items.filter(({ title }) => title === 'Una volta')).toHaveLength(1);
  const other = await ask('lead', `POST ${calls}`, { ...body, title: 'Altra' }, key);
  expect(other.status).toBe(422);
});

test('the people of the body see what was submitted, and nothing before that', async () => {
  const { id, hash } = await submitted();
  for (const who of ['officer', 'evaluator', 'auditor']) {
    const { status, body } = await ask(who, `GET ${calls}/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ view: 'received', state: 'submitted', snapshotHash: hash });
    expect(body['snapshot']).toMatchObject({ application: id, content: draftOf().content });
    expect(body).not.toHaveProperty('content');
    expect((await ask(who, `GET ${calls}/${id}/snapshots/${hash}`)).status).toBe(200);
    expect((await ask(who, `GET ${calls}/${id}/check`)).status).toBe(404);
  }
  expect((await ask('author', `GET ${calls}/${id}`)).status).toBe(404);
  const refused = await ask('lead', `PUT ${calls}/${id}`, draftOf('Tardi'), {
    'if-match': await etag(id),
  });
  expect([refused.status, refused.body['code']]).toEqual([409, 'already-submitted']);
});

test('a text that was frozen but not submitted stays unseen by the body', async () => {
  const id = await begin();
  const first = hashOf(await freeze(id));
  await ask('lead', `PUT ${calls}/${id}`, draftOf('Due'), { 'if-match': await etag(id) });
  const second = hashOf(await freeze(id));
  await consent(id, second);
  const application = await findApplicationIn(world.database.db, callId, id);
  if (!application) throw new Error('not stored');
  await world.database.db.transaction().execute((tx) => enter(tx, application, 1));
  expect((await ask('officer', `GET ${calls}/${id}/snapshots/${second}`)).status).toBe(200);
  expect((await ask('officer', `GET ${calls}/${id}/snapshots/${first}`)).status).toBe(404);
  expect((await ask('lead', `GET ${calls}/${id}/snapshots/${first}`)).status).toBe(200);
});

test('the list goes on where it ended', async () => {
  const titles: string[] = [];
  let next: string | undefined = '';
  for (let pages = 0; pages < 50 && next !== undefined; pages += 1) {
    const after: string = next === '' ? '' : `&after=${next}`;
    const { body } = await ask('lead', `GET /api/v1/applications?limit=3${after}`);
    const items = body['items'] as readonly { readonly id: string }[];
    expect(items.length).toBeLessThanOrEqual(3);
    titles.push(...items.map(({ id }) => id));
    next = body['next'] as string | undefined;
  }
  const { body } = await ask('lead', 'GET /api/v1/applications?limit=200');
  const all = body['items'] as readonly { readonly id: string }[];
  expect(titles).toEqual(all.map(({ id }) => id));
  expect(new Set(titles).size).toBe(titles.length);
  expect((await ask('lead', 'GET /api/v1/applications?after=bm9uZQ')).status).toBe(400);
});
