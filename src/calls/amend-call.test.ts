import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeDecisions, edgeIn } from '../../test/support/bee-call.ts';
import { makeCallOffice, type CallOffice } from '../../test/support/call-office.ts';
import { findPublished, loadPublished } from './published-version.ts';
import { findCallBySlug, findTerms, findVersions } from './queries.ts';

let office: CallOffice;
let database: CallOffice['database'];
let personId: CallOffice['personId'];
let publish: CallOffice['publish'];
let amend: CallOffice['amend'];
let journalOf: CallOffice['journalOf'];

beforeAll(async () => {
  office = await makeCallOffice();
  ({ database, personId, publish, amend, journalOf } = office);
}, 60_000);
afterAll(() => office.close());

describe('an amendment', () => {
  test('is a new version, and the one before stays as it was', async () => {
    const first = beeCall({ id: 'amended' });
    await publish(first);
    const second = beeCall({ id: 'amended', title: 'More bee houses' });
    expect(await amend('amended', second)).toMatchObject({ type: 'published', version: 2 });
    const call = await findCallBySlug(database.db, 'amended');
    if (!call) throw new Error('the call is not there');
    expect(call).toMatchObject({
      version: 2,
      title: { en: 'More bee houses' },
      term: { revision: 1 },
    });
    expect((await loadPublished({ database }, { ...call, version: 1 })).definition).toBe(first);
    expect((await loadPublished({ database }, call)).definition).toBe(second);
    expect(await findPublished({ database }, { ...call, version: 3 })).toBeUndefined();
    expect((await journalOf(call.callId)).at(-1)).toEqual([
      'call-amended',
      personId,
      'version 1',
      'version 2',
      'Resolution 2 of 2025',
    ]);
  });

  test('may only fill a gap', async () => {
    const text = beeCall({ id: 'filled' });
    await publish(text);
    expect(
      await amend('filled', text, { decisions: [beeDecisions({ id: 'filled' })] }),
    ).toMatchObject({ version: 2 });
    expect(
      await amend('filled', text, { decisions: [beeDecisions({ id: 'filled', value: 13 })] }),
    ).toMatchObject({ version: 3 });
  });

  test('is refused when nothing, the call or the ground is not right', async () => {
    const text = beeCall({ id: 'kept' });
    await publish(text);
    const refusalOf = async (...asked: Parameters<typeof amend>) => {
      const outcome = await amend(...asked);
      return outcome.type === 'refused' && outcome.code;
    };
    expect(await refusalOf('kept', text)).toBe('unchanged');
    expect(await refusalOf('kept', `# Another comment\n${text}`)).toBe('unchanged');
    expect(await refusalOf('kept', beeCall({ id: 'other' }))).toBe('other-definition');
    expect(await refusalOf('nowhere', text)).toBe('not-found');
    expect(await refusalOf('kept', beeCall({ id: 'kept', title: 'x' }), { ground: '' })).toBe(
      'ground-missing',
    );
    expect(await refusalOf('kept', beeCall({ id: 'kept', invented: false }))).toBe(
      'invented-changed',
    );
    expect(await refusalOf('kept', beeCall({ id: 'kept', title: 'x' }), { replaces: 2 })).toBe(
      'other-version-since',
    );
    expect(await refusalOf('kept', text.replace('hives >= 10', 'hivs >= 10'))).toBe(
      'definition-refused',
    );
    expect(await findCallBySlug(database.db, 'kept')).toMatchObject({ version: 1 });
  });

  test('that moves the window makes a term of its own', async () => {
    const opens = edgeIn(-60);
    const closing = (minutes: number) =>
      beeCall({ id: 'moved', opens, closes: edgeIn(minutes) }).replace('Europe/Rome', 'Etc/UTC');
    await publish(closing(60));
    expect(await amend('moved', closing(30))).toMatchObject({
      type: 'refused',
      code: 'closing-not-later',
    });
    expect(await amend('moved', closing(120))).toMatchObject({ type: 'published', version: 2 });
    const call = await findCallBySlug(database.db, 'moved');
    expect(call).toMatchObject({
      version: 2,
      term: { revision: 2, kind: 'amendment', ground: 'Resolution 2 of 2025' },
    });
    const terms = await findTerms(database.db, { callId: call?.callId ?? 0, limit: 10 });
    expect(terms.map(({ revision, kind }) => [revision, kind])).toEqual([
      [2, 'amendment'],
      [1, 'publication'],
    ]);
    expect((await journalOf(call?.callId ?? 0)).map(([act]) => act)).toEqual([
      'call-published',
      'term-set',
      'call-amended',
      'term-amended',
    ]);
  });

  test('of a closed call cannot open it again', async () => {
    await publish(beeCall({ id: 'closed' }));
    const reopened = beeCall({ id: 'closed', closes: "{ date: 2199-01-01, time: '12:00' }" });
    expect(await amend('closed', reopened)).toMatchObject({
      type: 'refused',
      code: 'already-closed',
    });
    expect(await findCallBySlug(database.db, 'closed')).toMatchObject({
      version: 1,
      term: { revision: 1 },
    });
  });

  test('gets a number of its own when eight are published at once', async () => {
    await publish(beeCall({ id: 'race' }));
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        amend('race', beeCall({ id: 'race', title: `Bees ${index}` })),
      ),
    );
    const numbers = outcomes.map((outcome) => outcome.type === 'published' && outcome.version);
    expect(numbers.map(Number).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const call = await findCallBySlug(database.db, 'race');
    const versions = await findVersions(database.db, { callId: call?.callId ?? 0, limit: 20 });
    expect(versions.map(({ version }) => version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(await journalOf(call?.callId ?? 0)).toHaveLength(10);
  });

  test('comes once when eight have read the same version', async () => {
    await publish(beeCall({ id: 'read-once' }));
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        amend('read-once', beeCall({ id: 'read-once', title: `Bees ${index}` }), { replaces: 1 }),
      ),
    );
    expect(outcomes.filter(({ type }) => type === 'published')).toHaveLength(1);
  });
});
