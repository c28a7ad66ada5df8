import { expect, test } from 'vitest';
import { decideEntry, type EntryFacts, type EntryRequest, type Term } from './decide-entry.ts';

const hash = 'ab'.repeat(32);
const term: Term = {
  opensAt: '2026-03-01T08:00:00.000000Z',
  closesAt: '2026-03-26T11:00:00.000000Z',
  resubmission: false,
};
const during = '2026-03-10T10:00:00.000000Z';
const ready: EntryFacts = {
  personId: 'ana',
  leadId: 'comune',
  hasPower: true,
  frozenHash: hash,
  readyHash: hash,
  lastTurn: 0,
  lastNumber: null,
  lastSnapshotHash: null,
  sameNumber: null,
  admittedUntil: null,
};
const submitted: EntryFacts = {
  ...ready,
  lastTurn: 1,
  lastNumber: 7,
  lastSnapshotHash: hash,
};
const submission: EntryRequest = {
  kind: 'submission',
  token: 't',
  applicationId: 'a',
  snapshotHash: hash,
};
const withdrawal: EntryRequest = {
  kind: 'withdrawal',
  token: 't',
  applicationId: 'a',
  number: 7,
  reason: 'error',
};

test.each<[string, EntryRequest, Partial<EntryFacts>, string, string]>([
  ['a ready application is entered', submission, ready, during, 'entered 1'],
  ['nobody', submission, { ...ready, personId: null }, during, 'not-signed-in'],
  ['no such application', submission, { ...ready, leadId: null }, during, 'not-found'],
  ['somebody else', submission, { ...ready, hasPower: false }, during, 'not-found'],
  ['a microsecond early', submission, ready, '2026-03-01T07:59:59.999999Z', 'not-open-yet'],
  ['the opening instant', submission, ready, '2026-03-01T08:00:00.000000Z', 'entered 1'],
  ['the closing instant', submission, ready, '2026-03-26T11:00:00.000000Z', 'entered 1'],
  ['a microsecond late', submission, ready, '2026-03-26T11:00:00.000001Z', 'closed'],
  [
    'late but admitted',
    submission,
    { ...ready, admittedUntil: '2026-03-27T11:00:00.000000Z' },
    '2026-03-26T12:00:00.000000Z',
    'entered 1',
  ],
  [
    'late and admitted until before',
    submission,
    { ...ready, admittedUntil: '2026-03-26T11:59:59.999999Z' },
    '2026-03-26T12:00:00.000000Z',
    'closed',
  ],
  ['pressed again', submission, { ...submitted, sameNumber: 7 }, during, 'repeated 7'],
  [
    'pressed again after closing',
    submission,
    { ...submitted, sameNumber: 7 },
    '2026-04-01T00:00:00.000000Z',
    'repeated 7',
  ],
  [
    'another text after one is in',
    submission,
    { ...submitted, frozenHash: 'x', readyHash: 'x' },
    during,
    'already-submitted',
  ],
  [
    'another text than the frozen one',
    submission,
    { ...ready, frozenHash: 'x' },
    during,
    'text-changed',
  ],
  ['a draft', submission, { ...ready, frozenHash: null, readyHash: null }, during, 'text-changed'],
  ['a consent is missing', submission, { ...ready, readyHash: null }, during, 'consents-missing'],
  [
    'again after withdrawal, where not allowed',
    submission,
    { ...ready, lastTurn: 2 },
    during,
    'resubmission-not-allowed',
  ],
  ['withdrawn', withdrawal, submitted, during, 'entered 2'],
  ['withdrawn after closing', withdrawal, submitted, '2026-05-01T00:00:00.000000Z', 'entered 2'],
  [
    'withdrawn twice',
    withdrawal,
    { ...submitted, lastTurn: 2, sameNumber: 8 },
    during,
    'repeated 8',
  ],
  ['never submitted', withdrawal, ready, during, 'not-submitted'],
  ['another entry', withdrawal, { ...submitted, lastNumber: 9 }, during, 'not-submitted'],
])('%s', (_, request, facts, at, expected) => {
  const decision = decideEntry(request, { ...ready, ...facts }, { term, at });
  const said =
    decision.type === 'entered'
      ? `entered ${decision.turn}`
      : decision.type === 'repeated'
        ? `repeated ${decision.number}`
        : decision.code;
  expect(said).toBe(expected);
});

test('where resubmission is allowed, the third turn is a submission', () => {
  const decision = decideEntry(
    submission,
    { ...ready, lastTurn: 2 },
    { term: { ...term, resubmission: true }, at: during },
  );
  expect(decision).toEqual({ type: 'entered', turn: 3, snapshotHash: hash });
});

test('without a closing it stays open', () => {
  const decision = decideEntry(submission, ready, {
    term: { ...term, closesAt: null },
    at: '2199-01-01T00:00:00.000000Z',
  });
  expect(decision.type).toBe('entered');
});
