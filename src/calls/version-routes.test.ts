import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeDecisions } from '../../test/support/bee-call.ts';
import { ground, makeCallServer, type CallServer } from '../../test/support/call-server.ts';
import { canonicalJson } from '../engine/index.ts';

let server: CallServer;
let post: CallServer['post'];
let get: CallServer['get'];
let publish: CallServer['publish'];
let author: CallServer['author'];
let officer: CallServer['officer'];
let stranger: CallServer['stranger'];

beforeAll(async () => {
  server = await makeCallServer();
  ({ post, get, publish, author, officer, stranger } = server);
}, 60_000);
afterAll(() => server.close());

describe('amending', () => {
  test('shows what changed, and whom it touches only to the body', async () => {
    await publish(beeCall({ id: 'a1' }));
    const amended = beeCall({ id: 'a1', title: 'More bee houses' }).replace(
      "amount: '70000.00'",
      "amount: '80000.00'",
    );
    const reply = await post('/api/v1/calls/a1/versions', {
      as: author,
      body: { replaces: 1, ground: 'Resolution 9', definition: amended },
    });
    expect(reply).toMatchObject({ status: 201, json: { call: 'a1', version: 2 } });
    expect(reply.headers['location']).toBe('/api/v1/calls/a1/versions/2');
    const changes = await get('/api/v1/calls/a1/versions/2/changes');
    expect(changes.json).toEqual({
      call: 'a1',
      mode: 'live',
      from: 1,
      to: 2,
      changes: [
        { kind: 'changed', path: '/title/en', before: 'Bee houses', after: 'More bee houses' },
        {
          kind: 'changed',
          path: '/grant/ceilings/ceiling-a/amount',
          before: '70000.00',
          after: '80000.00',
          article: 'art. 5',
        },
      ],
    });
    await server.services.database.db
      .insertInto('organisation')
      .values({
        kind: 'firm',
        name: 'Hive',
        fiscal_code: '00000000001',
        vat_number: null,
        size_class: null,
        digital_domicile: null,
      })
      .execute();
    await addDraft('a1', 1);
    await addDraft('a1', 2);
    expect(
      (await get('/api/v1/calls/a1/versions/2/changes', { as: officer })).json['touched'],
    ).toEqual({ drafts: 1, submitted: 0 });
    expect(
      (await get('/api/v1/calls/a1/versions/2/changes', { as: stranger })).json,
    ).not.toHaveProperty('touched');
    expect((await get('/api/v1/calls/a1/versions/1/changes')).json).toEqual({
      call: 'a1',
      mode: 'live',
      to: 1,
      changes: [],
    });
    for (const bad of [
      '/versions/3/changes',
      '/versions/2/changes?since=2',
      '/versions/3',
      '/versions/0',
      '/versions/x',
    ])
      expect([400, 404]).toContain((await get(`/api/v1/calls/a1${bad}`)).status);
    const versions = await get('/api/v1/calls/a1/versions?limit=1');
    expect(versions.json).toMatchObject({
      items: [{ version: 2, ground: 'Resolution 9' }],
      next: expect.any(String) as string,
    });
    const rest = await get(
      `/api/v1/calls/a1/versions?limit=1&after=${String(versions.json['next'])}`,
    );
    expect(rest.json).toMatchObject({ items: [{ version: 1, ground }] });
    expect(rest.json).not.toHaveProperty('next');
  });

  test('is refused as it should be', async () => {
    await publish(beeCall({ id: 'a2' }));
    const amend = (definition: string, more: object = {}) =>
      post('/api/v1/calls/a2/versions', { as: author, body: { ground, definition, ...more } });
    expect(await amend(beeCall({ id: 'a2' }))).toMatchObject({
      status: 409,
      json: { code: 'unchanged' },
    });
    expect(await amend(beeCall({ id: 'a3' }))).toMatchObject({
      status: 422,
      json: { code: 'other-definition', problems: [{ line: 3, file: 'definition' }] },
    });
    expect(await amend(beeCall({ id: 'a2', title: 'x' }), { replaces: 2 })).toMatchObject({
      status: 409,
      json: { code: 'other-version-since' },
    });
    expect(await amend(beeCall({ id: 'a2', title: 'x' }), { ground: '' })).toMatchObject({
      status: 400,
    });
    expect(await amend('no: definition')).toMatchObject({
      status: 422,
      json: { code: 'definition-refused' },
    });
  });
});

async function addDraft(slug: string, version: number): Promise<void> {
  const { db } = server.services.database;
  const call = await db
    .selectFrom('call')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const lead = await db.selectFrom('organisation').select('id').executeTakeFirstOrThrow();
  const person = await db.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
  await db
    .insertInto('application')
    .values({
      call_id: call.id,
      call_version: version,
      lead_id: lead.id,
      title: 'Draft',
      content: '{}',
      frozen_hash: null,
      ready_hash: null,
      created_by: person.id,
      updated_by: person.id,
    })
    .execute();
}

describe('a version', () => {
  test('is there as JSON, whose hash can be computed, and to the letter as YAML', async () => {
    const text = `# A comment\n${beeCall({ id: 'v1' })}`;
    const decisions = beeDecisions({ id: 'v1' });
    await publish(text, { decisions: [{ file: 'd.yaml', text: decisions }] });
    const version = await get('/api/v1/calls/v1/versions/1');
    expect(version.json).toMatchObject({
      call: 'v1',
      mode: 'live',
      version: 1,
      definition: { id: 'v1' },
      decisions: [{ file: 'd.yaml', decisions: { call: 'v1' } }],
    });
    const files = version.json['decisions'] as { decisions: object; link: string }[];
    const content = {
      definition: version.json['definition'],
      decisions: files.map((file) => file.decisions),
    };
    expect(createHash('sha256').update(canonicalJson(content)).digest('hex')).toBe(
      version.json['hash'],
    );
    const yaml = await get('/api/v1/calls/v1/versions/1/definition', {
      headers: { accept: 'application/yaml' },
    });
    expect(yaml.text).toBe(text);
    expect(yaml.headers['content-type']).toContain('application/yaml');
    expect(yaml.headers['content-disposition']).toBe(
      'attachment; filename="v1-definition-v1.yaml"',
    );
    expect((await get(files[0]?.link ?? '')).text).toBe(decisions);
    expect((await get('/api/v1/calls/v1/versions/1/decisions/2')).status).toBe(404);
  });

  test('of a rehearsal says so in its name and its first line', async () => {
    const slug = await publish(beeCall({ id: 'v2' }), { mode: 'rehearsal' });
    expect(slug).toBe('v2.rehearsal');
    const yaml = await get(`/api/v1/calls/${slug}/versions/1/definition`);
    expect(yaml.headers['content-disposition']).toContain(
      'REHEARSAL-v2.rehearsal-definition-v1.yaml',
    );
    expect(yaml.text.split('\n', 1)[0]).toBe(
      '# REHEARSAL: what rests on this has no effect (v2.rehearsal).',
    );
    for (const path of ['', '/versions/1', '/versions/1/changes'])
      expect((await get(`/api/v1/calls/${slug}${path}`)).json['mode']).toBe('rehearsal');
  });
});
