import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeDecisions, edgeIn } from '../../test/support/bee-call.ts';
import {
  ground,
  makeCallServer,
  publication,
  type CallServer,
} from '../../test/support/call-server.ts';

let server: CallServer;
let post: CallServer['post'];
let get: CallServer['get'];
let publish: CallServer['publish'];
let author: CallServer['author'];
let officer: CallServer['officer'];

beforeAll(async () => {
  server = await makeCallServer();
  ({ post, get, publish, author, officer } = server);
}, 60_000);
afterAll(() => server.close());

describe('publishing', () => {
  test('answers with where the call is', async () => {
    const reply = await post('/api/v1/bodies/bees/calls', {
      as: author,
      body: publication(beeCall({ id: 'p1' }), {
        decisions: [{ file: 'decisions.yaml', text: beeDecisions({ id: 'p1' }) }],
      }),
    });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe('/api/v1/calls/p1');
    expect(reply.json).toMatchObject({ call: 'p1', version: 1, links: { page: '/calls/p1' } });
    const call = await get('/api/v1/calls/p1');
    expect(call.status).toBe(200);
    expect(call.json).toMatchObject({
      call: 'p1',
      mode: 'live',
      state: 'closed',
      fictional: true,
      version: 1,
      resubmission: true,
      title: { it: 'Casette per le api', en: 'Bee houses' },
      body: { code: 'bees', name: 'Body bees', asWritten: 'Comune di Vattelapesca' },
      procedure: { value: 'ranking' },
      term: {
        opensAt: '2025-01-15T09:00:00.000Z',
        closesAt: '2025-02-15T15:00:00.000Z',
        revision: 1,
        kind: 'publication',
        ground,
      },
      lines: [{ id: 'a' }, { id: 'b' }],
      pots: [{ id: 'pot', amount: { value: '100000.00' } }],
      ceilings: [{ id: 'ceiling-a', amount: { value: '70000.00' } }],
      rate: { value: '50%', upTo: false },
      steps: [{ kind: 'act', day: '2025-01-02' }],
      openPoints: [],
    });
  });

  test('says every place that is wrong, with its line', async () => {
    const wrong = beeCall({ id: 'p2' })
      .replace("'70000.00'", '70.000')
      .replace('hives >= 10', 'hives => 10')
      .replace("'10%'", '10');
    const reply = await post('/api/v1/bodies/bees/calls', { as: author, body: publication(wrong) });
    expect(reply.status).toBe(422);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json).toMatchObject({
      type: 'urn:bandolo:problem:definition-refused',
      code: 'definition-refused',
    });
    const problems = reply.json['problems'] as { line: number; column: number; file: string }[];
    expect(problems.length).toBeGreaterThanOrEqual(2);
    const lines = wrong.split('\n');
    expect(problems.map(({ line, column }) => lines[line - 1]?.slice(column - 1))).toContainEqual(
      '70.000',
    );
    expect(reply.json['errors']).toHaveLength(problems.length);
    expect(reply.json['errors']).toMatchObject(problems.map(() => ({ path: '/definition' })));
    expect((await get('/api/v1/calls/p2')).status).toBe(404);
  });

  test('points at the file of decisions that is wrong', async () => {
    const reply = await post('/api/v1/bodies/bees/calls', {
      as: author,
      body: publication(beeCall({ id: 'p3' }), {
        decisions: [
          { file: 'one.yaml', text: beeDecisions({ id: 'p3' }) },
          { file: 'two.yaml', text: beeDecisions({ id: 'p3' }) },
        ],
      }),
    });
    expect(reply.status).toBe(422);
    expect(reply.json['errors']).toMatchObject([
      { code: 'decided-twice', path: '/decisions/1/text' },
    ]);
    const twice = await post('/api/v1/bodies/bees/calls', {
      as: author,
      body: publication(beeCall({ id: 'p3' }), {
        decisions: [
          { file: 'a', text: 'x' },
          { file: 'a', text: 'x' },
        ],
      }),
    });
    expect(twice.json).toMatchObject({ status: 400, errors: [{ path: '/decisions/1/file' }] });
  });

  test.each([
    ['resubmission', { resubmission: undefined }],
    ['mode', { mode: undefined }],
    ['ground', { ground: '  ' }],
    ['mode', { mode: 'real' }],
    ['term/opensAt', { term: { opensAt: 'soon' } }],
  ])('is not understood without a good %s', async (part, more) => {
    const reply = await post('/api/v1/bodies/bees/calls', {
      as: author,
      body: publication(beeCall({ id: 'p4' }), more),
    });
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.json['errors'])).toContain(`/${part}`);
  });

  test('of the same call again is refused, with the same key it is the same answer', async () => {
    const body = publication(beeCall({ id: 'p5' }));
    const headers = { 'idempotency-key': 'p5-once' };
    const first = await post('/api/v1/bodies/bees/calls', { as: author, body, headers });
    const again = await post('/api/v1/bodies/bees/calls', { as: author, body, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await post('/api/v1/bodies/bees/calls', { as: author, body });
    expect(other).toMatchObject({ status: 409, json: { code: 'already-published' } });
  });

  test('takes two megabytes and no more', async () => {
    const long = (characters: number) =>
      publication(`${beeCall({ id: 'p6' })}# ${'x'.repeat(characters)}\n`);
    expect(
      await post('/api/v1/bodies/bees/calls', { as: author, body: long(1_900_000) }),
    ).toMatchObject({ status: 201 });
    expect(
      await post('/api/v1/bodies/bees/calls', { as: author, body: long(2_200_000) }),
    ).toMatchObject({
      status: 413,
      json: { code: 'too-large' },
    });
  });
});

describe('terms', () => {
  test('are extended by officers, later only, before the closing', async () => {
    const closes = edgeIn(60);
    await publish(
      beeCall({ id: 't1', opens: edgeIn(-60), closes }).replace('Europe/Rome', 'Etc/UTC'),
    );
    const extend = (closesAt: string, as = officer) =>
      post('/api/v1/calls/t1/extensions', { as, body: { closesAt, ground: 'Decree 31' } });
    const in2Hours = new Date(Date.now() + 7_200_000).toISOString();
    expect(await extend(new Date().toISOString())).toMatchObject({
      status: 422,
      json: { code: 'closing-not-later' },
    });
    expect(await extend('tomorrow')).toMatchObject({ status: 400 });
    expect(await extend('2026-11-31T10:00:00Z')).toMatchObject({ status: 400 });
    expect(await extend(in2Hours, author)).toMatchObject({ status: 403 });
    const extended = await extend(in2Hours);
    expect(extended).toMatchObject({
      status: 201,
      json: { call: 't1', mode: 'live', revision: 2, kind: 'extension', closesAt: in2Hours },
    });
    expect(await extend(in2Hours)).toMatchObject({
      status: 422,
      json: { code: 'closing-not-later' },
    });
    const terms = await get('/api/v1/calls/t1/terms');
    expect(terms.json).toMatchObject({
      items: [{ revision: 2, kind: 'extension', ground: 'Decree 31' }, { revision: 1 }],
    });
    expect((await get('/api/v1/calls/t1')).json).toMatchObject({
      state: 'open',
      term: { revision: 2, closesAt: in2Hours },
    });
    await publish(beeCall({ id: 't2' }));
    const late = await post('/api/v1/calls/t2/extensions', {
      as: officer,
      body: { closesAt: in2Hours, ground },
    });
    expect(late).toMatchObject({ status: 409, json: { code: 'already-closed' } });
  });

  test('of a rehearsal are free, of a live call never', async () => {
    const term = { opensAt: '2024-03-31T02:30:00+02:00', closesAt: '2024-10-27T02:30:00+01:00' };
    const live = await publish(beeCall({ id: 't3' }));
    const rehearsal = await publish(beeCall({ id: 't3' }), { mode: 'rehearsal' });
    const set = (slug: string, more: object = {}) =>
      post(`/api/v1/calls/${slug}/rehearsal-terms`, {
        as: author,
        body: { ...term, ground: 'Rehearsal', ...more },
      });
    expect(await set(live)).toMatchObject({ status: 409, json: { code: 'not-in-live' } });
    expect(await set(rehearsal)).toMatchObject({
      status: 201,
      json: {
        kind: 'rehearsal',
        opensAt: '2024-03-31T00:30:00.000Z',
        closesAt: '2024-10-27T01:30:00.000Z',
      },
    });
    expect(await set(rehearsal, { closesAt: term.opensAt })).toMatchObject({
      status: 422,
      json: { code: 'closing-before-opening' },
    });
    expect(await set(rehearsal, { closesAt: undefined })).toMatchObject({
      status: 422,
      json: { code: 'closing-missing' },
    });
  });
});
