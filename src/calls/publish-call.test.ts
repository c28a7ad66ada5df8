import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeDecisions } from '../../test/support/bee-call.ts';
import { makeCallOffice, type CallOffice } from '../../test/support/call-office.ts';
import { canonicalJson } from '../engine/index.ts';
import { genesisHash } from './published-call.ts';
import { loadPublished } from './published-version.ts';
import { findCallBySlug } from './queries.ts';

let office: CallOffice;
let database: CallOffice['database'];
let bodyId: CallOffice['bodyId'];
let personId: CallOffice['personId'];
let publish: CallOffice['publish'];
let journalOf: CallOffice['journalOf'];

beforeAll(async () => {
  office = await makeCallOffice();
  ({ database, bodyId, personId, publish, journalOf } = office);
}, 60_000);
afterAll(() => office.close());

describe('the first publication', () => {
  test('keeps the texts, the hash, the term, the register and the journal', async () => {
    const text = beeCall({ id: 'first' });
    const decisions = beeDecisions({ id: 'first' });
    const outcome = await publish(text, { decisions: [decisions], resubmission: false });
    expect(outcome).toEqual({
      type: 'published',
      callId: expect.any(Number) as number,
      slug: 'first',
      version: 1,
    });
    const call = await findCallBySlug(database.db, 'first');
    if (!call) throw new Error('the call is not there');
    expect(call).toMatchObject({
      mode: 'live',
      version: 1,
      label: '1',
      bodyId,
      bodyCode: 'bee-office',
      isInvented: true,
      fictional: true,
      resubmission: false,
      title: { it: 'Casette per le api', en: 'Bee houses' },
      term: {
        revision: 1,
        kind: 'publication',
        ground: 'Resolution 1 of 2025',
        opensAt: new Date('2025-01-15T09:00:00Z'),
        closesAt: new Date('2025-02-15T15:00:00Z'),
      },
    });
    const version = await loadPublished({ database }, call);
    expect(version.definition).toBe(text);
    expect(version.decisions).toEqual([{ file: 'decisions.yaml', text: decisions }]);
    expect(createHash('sha256').update(canonicalJson(version.content)).digest('hex')).toBe(
      call.hash,
    );
    expect(version.call.gaps).toEqual([]);
    expect(version.call.document.score?.thresholds?.[0]?.atLeast).toBe(12);
    const head = await database.db
      .selectFrom('register_head')
      .selectAll()
      .where('call_id', '=', call.callId)
      .executeTakeFirstOrThrow();
    expect(head).toMatchObject({ number: 0, commit_number: 0, hash: genesisHash('first') });
    expect(await journalOf(call.callId)).toEqual([
      ['call-published', personId, null, 'version 1', 'Resolution 1 of 2025'],
      ['term-set', personId, null, 'term 1', 'Resolution 1 of 2025'],
    ]);
  });

  test('of the same definition once in each mode, kept apart', async () => {
    const text = beeCall({ id: 'modes' });
    const slugs = [];
    for (const mode of ['live', 'rehearsal', 'test'] as const) {
      const outcome = await publish(text, { mode });
      slugs.push(outcome.type === 'published' && outcome.slug);
      expect(await publish(text, { mode })).toMatchObject({
        type: 'refused',
        code: 'already-published',
      });
    }
    expect(slugs).toEqual(['modes', 'modes.rehearsal', 'modes.test']);
    const heads = await database.db
      .selectFrom('register_head')
      .innerJoin('call', 'call.id', 'call_id')
      .select(['slug', 'hash'])
      .where('definition_id', '=', 'modes')
      .execute();
    expect(new Set(heads.map(({ hash }) => hash.toString('hex'))).size).toBe(3);
  });

  test.each([
    ['a text that is no YAML', 'a: [', 'syntax'],
    ['a programme', 'kind: programme', 'choice'],
    ['a shape', beeCall({ id: 'r1' }).replace("'70000.00'", '70.000'), undefined],
    ['a name', beeCall({ id: 'r2' }).replace('hives >= 10', 'hivs >= 10'), undefined],
    ['an example', beeCall({ id: 'r3' }).replace("grant: '50.00'", "grant: '51.00'"), 'example'],
    [
      'an id that is no address',
      beeCall({ id: 'Bee' }).replace('id: Bee', 'id: bee_Houses'),
      'id-not-an-address',
    ],
    ['an id that says a mode', beeCall({ id: 'bees.rehearsal' }), 'id-says-mode'],
    [
      'a number without an exact text',
      beeCall({ id: 'r4' }).replace('between: [5, 15]', 'between: [0.5, 15]'),
      'number-not-exact',
    ],
    [
      'an escaped NUL',
      beeCall({ id: 'r5' }).replace('en: Bee houses', String.raw`en: "Bee\0houses"`),
      'text-not-kept',
    ],
    [
      'half a character',
      beeCall({ id: 'r6' }).replace('en: Bee houses', String.raw`en: "Bee\uD800houses"`),
      undefined,
    ],
  ])('is refused for %s, at its line', async (_, text, code) => {
    const outcome = await publish(text);
    expect(outcome).toMatchObject({ type: 'refused', code: 'definition-refused' });
    if (outcome.type !== 'refused') return;
    expect(outcome.problems.length).toBeGreaterThan(0);
    for (const problem of outcome.problems) {
      expect(problem).toMatchObject({
        file: 'call.yaml',
        line: expect.any(Number) as number,
        column: expect.any(Number) as number,
      });
    }
    if (code !== undefined) expect(outcome.problems.map((problem) => problem.code)).toContain(code);
    expect(
      await database.db
        .selectFrom('call')
        .select('id')
        .where('definition_id', 'like', 'r%')
        .execute(),
    ).toEqual([]);
  });

  test('is refused with wrong decisions, at their line', async () => {
    const text = beeCall({ id: 'decided' });
    for (const [decisions, code] of [
      [beeDecisions({ id: 'decided', fills: 'threshold-point' }), 'decision-without-gap'],
      [beeDecisions({ id: 'other' }), 'decision-of-another-call'],
      [beeDecisions({ id: 'decided' }).replace('value: 12', 'value: many'), undefined],
    ] as const) {
      const outcome = await publish(text, { decisions: [decisions] });
      expect(outcome).toMatchObject({
        type: 'refused',
        code: 'definition-refused',
        problems: [{ file: 'decisions.yaml' }],
      });
      if (code !== undefined) expect(outcome).toMatchObject({ problems: [{ code }] });
    }
  });

  test('for real takes no invented decisions, unless the call is invented too', async () => {
    const text = beeCall({ id: 'real', invented: false });
    const invented = beeDecisions({ id: 'real' });
    expect(await publish(text, { decisions: [invented] })).toMatchObject({
      problems: [{ code: 'fictional-decisions', file: 'decisions.yaml', line: 4 }],
    });
    expect(await publish(text, { decisions: [invented], mode: 'rehearsal' })).toMatchObject({
      type: 'published',
    });
    const decided = beeDecisions({ id: 'real', fictional: false });
    expect(await publish(text, { decisions: [decided] })).toMatchObject({ type: 'published' });
    expect(await findCallBySlug(database.db, 'real')).toMatchObject({
      isInvented: false,
      fictional: false,
    });
    expect(await findCallBySlug(database.db, 'real.rehearsal')).toMatchObject({
      isInvented: false,
      fictional: true,
    });
  });

  test('needs the hours of its window, or dates of its own in a rehearsal', async () => {
    const gap =
      '{ date: 2025-01-15, time: { unknown: { id: opening, state: lost, note: { it: x, en: x } } } }';
    const text = beeCall({ id: 'hours', opens: gap });
    const refusal = {
      type: 'refused',
      problems: [
        {
          code: 'gap-blocks-publication',
          line: 21,
          expected: expect.stringContaining('fills: opening') as string,
        },
      ],
    };
    expect(await publish(text)).toMatchObject(refusal);
    expect(await publish(text, { mode: 'rehearsal' })).toMatchObject(refusal);
    const decided = beeDecisions({ id: 'hours', fills: 'opening' }).replace(
      'value: 12',
      'value: "09:30"',
    );
    expect(await publish(text, { decisions: [decided] })).toMatchObject({ type: 'published' });
    expect(await findCallBySlug(database.db, 'hours')).toMatchObject({
      term: { opensAt: new Date('2025-01-15T08:30:00Z') },
    });
    const term = {
      opensAt: new Date('2026-01-01T00:00:00Z'),
      closesAt: new Date('2027-01-01T00:00:00Z'),
    };
    expect(await publish(text, { mode: 'rehearsal', term })).toMatchObject({ type: 'published' });
    expect(await findCallBySlug(database.db, 'hours.rehearsal')).toMatchObject({
      term: { ...term, kind: 'rehearsal' },
    });
    expect(await publish(beeCall({ id: 'hours2' }), { term })).toEqual({
      type: 'refused',
      code: 'not-in-live',
      problems: [],
    });
  });

  test('needs a ground', async () => {
    expect(await publish(beeCall({ id: 'groundless' }), { ground: ' \n' })).toMatchObject({
      code: 'ground-missing',
    });
  });

  test('happens once when eight are asked for at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        publish(beeCall({ id: 'at-once', title: `Bees ${index}` })),
      ),
    );
    expect(outcomes.filter(({ type }) => type === 'published')).toHaveLength(1);
    expect(
      outcomes.filter(
        (outcome) => outcome.type === 'refused' && outcome.code === 'already-published',
      ),
    ).toHaveLength(7);
    const call = await findCallBySlug(database.db, 'at-once');
    expect(call?.version).toBe(1);
    expect(await journalOf(call?.callId ?? 0)).toHaveLength(2);
  });
});

test('the test call is as the other tests think it is', () => {
  expect(readFileSync('src/calls/fixtures/small-call.yaml', 'utf8')).toBe(beeCall());
});
