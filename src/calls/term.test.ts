import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCall } from './index.ts';
import {
  decideAmendedTerm,
  decideExtension,
  decideRehearsalTerm,
  readTerm,
  stateOf,
  type Term,
} from './term.ts';

const small = readFileSync('src/calls/fixtures/small-call.yaml', 'utf8');

function documentOf(windows: string) {
  const text = small.replace(/windows:\n(?: {2}.*\n)+/, `windows:\n${windows}`);
  const read = readCall({ definition: { file: 'call.yaml', text } });
  if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.call.document;
}

function windowText(opens: string, closes: string, more = ''): string {
  return `  - { id: w${more.length}, article: art. 2, zone: Europe/Rome, opens: ${opens}, closes: ${closes}${more} }\n`;
}

const now = new Date('2026-11-22T12:00:00Z');

function termOf(opensAt: string, closesAt: string | null): Term {
  return { opensAt: new Date(opensAt), closesAt: closesAt === null ? null : new Date(closesAt) };
}

describe('the window in force, to the instant', () => {
  test.each([
    // In winter Rome is one hour ahead of universal time, in summer two.
    [
      '{ date: 2027-01-15, time: "10:00" }',
      '{ date: 2027-07-15, time: "16:00" }',
      '2027-01-15T09:00:00.000Z',
      '2027-07-15T14:00:00.000Z',
    ],
    // Around the hour that is skipped on 28 March 2027.
    [
      '{ date: 2027-03-28, time: "01:59:59.999" }',
      '{ date: 2027-03-28, time: "03:00" }',
      '2027-03-28T00:59:59.999Z',
      '2027-03-28T01:00:00.000Z',
    ],
    // The hour that comes twice on 31 October 2027, each time by its offset.
    [
      '{ date: 2027-10-31, time: "02:30+02:00" }',
      '{ date: 2027-10-31, time: "02:30+01:00" }',
      '2027-10-31T00:30:00.000Z',
      '2027-10-31T01:30:00.000Z',
    ],
    [
      '{ date: 2027-10-31, time: "01:59" }',
      '{ date: 2027-10-31, time: "03:00" }',
      '2027-10-30T23:59:00.000Z',
      '2027-10-31T02:00:00.000Z',
    ],
  ])('opens %s, closes %s', (opens, closes, opensAt, closesAt) => {
    expect(readTerm(documentOf(windowText(opens, closes)), now)).toEqual({
      type: 'term',
      term: termOf(opensAt, closesAt),
    });
  });

  test.each([
    ['{ date: 2027-03-28, time: "02:30" }', 'skipped-time'],
    ['{ date: 2027-10-31, time: "02:30" }', 'ambiguous-time'],
  ])('an hour that is none, or two, is refused: %s', (opens, code) => {
    const text = small
      .replace("opens: { date: 2025-01-15, time: '10:00' }", `opens: ${opens}`)
      .replace('closes: { date: 2025-02-15', 'closes: { date: 2028-02-15');
    const read = readCall({ definition: { file: 'call.yaml', text } });
    expect(read).toMatchObject({ type: 'refused', problems: [{ code, line: 21 }] });
  });

  test('a later version counts from its day', () => {
    const document = documentOf(
      windowText('{ date: 2026-11-01, time: "10:00" }', '{ date: 2026-12-01, time: "16:00" }') +
        windowText(
          '{ date: 2026-11-01, time: "10:00" }',
          '{ date: 2026-12-31, time: "16:00" }',
          ', since: 2026-11-23',
        ),
    );
    const closing = (at: string) => {
      const read = readTerm(document, new Date(at));
      return read.type === 'term' ? read.term.closesAt?.toISOString() : read.problems;
    };
    expect(closing('2026-11-22T22:59:59.999Z')).toBe('2026-12-01T15:00:00.000Z');
    expect(closing('2026-11-22T23:00:00.000Z')).toBe('2026-12-31T15:00:00.000Z');
  });

  test('a gap in it is refused, with what to decide', () => {
    const gap = '{ unknown: { id: hour, state: lost, note: { it: x, en: x } } }';
    const document = documentOf(
      windowText('{ date: 2026-11-01, time: "10:00" }', '{ date: 2026-12-01, time: "16:00" }') +
        windowText(
          `{ date: 2026-11-01, time: ${gap} }`,
          '{ date: 2026-12-31, time: "16:00" }',
          ', since: 2026-11-02',
        ),
    );
    expect(readTerm(document, now)).toMatchObject({
      type: 'refused',
      problems: [
        {
          code: 'gap-blocks-publication',
          path: ['windows', 1, 'opens', 'time'],
          expected: expect.stringContaining('fills: hour') as string,
        },
      ],
    });
    // What is open in a version that does not count yet keeps nobody waiting.
    expect(readTerm(document, new Date('2026-11-01T12:00:00Z'))).toMatchObject({ type: 'term' });
  });

  test('no window in force is refused', () => {
    const document = documentOf(
      windowText(
        '{ date: 2027-11-01, time: "10:00" }',
        '{ date: 2027-12-31, time: "16:00" }',
        ', since: 2027-01-01',
      ),
    );
    expect(readTerm(document, now)).toMatchObject({
      type: 'refused',
      problems: [{ code: 'no-window' }],
    });
  });
});

test('both ends of a term are in time', () => {
  const term = termOf('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z');
  const stateAt = (at: string) => stateOf(term, new Date(at));
  expect(stateAt('2026-11-22T11:59:59.999Z')).toBe('upcoming');
  expect(stateAt('2026-11-22T12:00:00.000Z')).toBe('open');
  expect(stateAt('2026-11-22T13:00:00.000Z')).toBe('open');
  expect(stateAt('2026-11-22T13:00:00.001Z')).toBe('closed');
  expect(stateOf({ ...term, closesAt: null }, new Date('2100-01-01'))).toBe('open');
});

describe('an extension', () => {
  const term = termOf('2026-11-01T09:00:00Z', '2026-12-01T15:00:00Z');
  const extend = (closesAt: string, at: string, kind: 'extension' | 'remedy' = 'extension') => {
    const decision = decideExtension(term, {
      closesAt: new Date(closesAt),
      at: new Date(at),
      kind,
    });
    return decision.type === 'refused' ? decision.code : decision.type;
  };
  test('closes later, never earlier', () => {
    expect(extend('2026-12-02T15:00:00Z', '2026-11-22T12:00:00Z')).toBe('set');
    expect(extend('2026-12-01T15:00:00.001Z', '2026-11-22T12:00:00Z')).toBe('set');
    expect(extend('2026-12-01T15:00:00Z', '2026-11-22T12:00:00Z')).toBe('closing-not-later');
    expect(extend('2026-11-30T15:00:00Z', '2026-11-22T12:00:00Z')).toBe('closing-not-later');
    expect(extend('2026-12-02T15:00:00Z', '2026-10-22T12:00:00Z')).toBe('set');
  });
  test('comes before the closing, save as the remedy of an incident', () => {
    expect(extend('2026-12-09T15:00:00Z', '2026-12-01T15:00:00Z')).toBe('set');
    expect(extend('2026-12-09T15:00:00Z', '2026-12-01T15:00:00.001Z')).toBe('already-closed');
    expect(extend('2026-12-09T15:00:00Z', '2026-12-02T15:00:00Z', 'remedy')).toBe('set');
    expect(extend('2026-12-02T12:00:00Z', '2026-12-02T15:00:00Z', 'remedy')).toBe(
      'closing-in-the-past',
    );
  });
  test('needs a closing', () => {
    const decision = decideExtension(
      { ...term, closesAt: null },
      { closesAt: now, at: now, kind: 'extension' },
    );
    expect(decision).toEqual({ type: 'refused', code: 'no-closing-to-extend' });
  });
});

describe('a window that an amendment moves', () => {
  const before = termOf('2026-12-01T09:00:00Z', '2026-12-20T15:00:00Z');
  const current = { ...before, kind: 'publication' as const };
  const amend = (
    after: Term,
    at: string,
    as: Parameters<typeof decideAmendedTerm>[0] = current,
  ) => {
    const decision = decideAmendedTerm(as, { before, after, at: new Date(at) });
    return decision.type === 'refused' ? decision.code : decision.type;
  };
  test('left as it was keeps what extensions have made of it', () => {
    const extended = {
      ...before,
      closesAt: new Date('2027-01-20T15:00:00Z'),
      kind: 'extension' as const,
    };
    expect(amend({ ...before }, '2026-12-05T12:00:00Z', extended)).toBe('kept');
    expect(
      amend({ ...before, closesAt: extended.closesAt }, '2027-02-05T12:00:00Z', extended),
    ).toBe('kept');
    expect(
      amend(
        termOf('2026-12-01T09:00:00Z', '2027-01-10T15:00:00Z'),
        '2026-12-05T12:00:00Z',
        extended,
      ),
    ).toBe('closing-not-later');
  });
  test('before the opening moves freely into the future', () => {
    expect(
      amend(termOf('2026-11-30T09:00:00Z', '2026-12-10T15:00:00Z'), '2026-11-22T12:00:00Z'),
    ).toBe('set');
    expect(
      amend(termOf('2026-11-20T09:00:00Z', '2026-12-10T15:00:00Z'), '2026-11-22T12:00:00Z'),
    ).toBe('opening-in-the-past');
  });
  test('once open only closes later', () => {
    expect(
      amend(termOf('2026-12-01T09:00:00Z', '2026-12-21T15:00:00Z'), '2026-12-05T12:00:00Z'),
    ).toBe('set');
    expect(
      amend(termOf('2026-12-01T09:00:00Z', '2026-12-19T15:00:00Z'), '2026-12-05T12:00:00Z'),
    ).toBe('closing-not-later');
    expect(
      amend(termOf('2026-12-02T09:00:00Z', '2026-12-21T15:00:00Z'), '2026-12-05T12:00:00Z'),
    ).toBe('already-open');
  });
  test('once closed stays closed', () => {
    expect(
      amend(termOf('2026-12-01T09:00:00Z', '2027-12-21T15:00:00Z'), '2026-12-20T15:00:00.001Z'),
    ).toBe('already-closed');
  });
  test('leaves the dates of a rehearsal alone', () => {
    const rehearsed = { ...current, kind: 'rehearsal' as const };
    expect(
      amend(
        termOf('2026-12-02T09:00:00Z', '2026-12-21T15:00:00Z'),
        '2026-12-05T12:00:00Z',
        rehearsed,
      ),
    ).toBe('kept');
  });
});

test('only what is not live has free dates, and only a rolling call may have no closing', () => {
  const decide = (
    mode: 'test' | 'rehearsal' | 'live',
    procedure: 'ranking' | 'rolling',
    term: Term,
  ) => {
    const decision = decideRehearsalTerm({ mode, procedure }, term);
    return decision.type === 'refused' ? decision.code : decision.type;
  };
  const past = termOf('2024-11-01T09:00:00Z', '2024-12-01T15:00:00Z');
  expect(decide('rehearsal', 'ranking', past)).toBe('set');
  expect(decide('test', 'ranking', past)).toBe('set');
  expect(decide('live', 'ranking', past)).toBe('not-in-live');
  expect(decide('rehearsal', 'ranking', { ...past, closesAt: null })).toBe('closing-missing');
  expect(decide('rehearsal', 'rolling', { ...past, closesAt: null })).toBe('set');
  expect(decide('rehearsal', 'ranking', { ...past, closesAt: past.opensAt })).toBe(
    'closing-before-opening',
  );
});
