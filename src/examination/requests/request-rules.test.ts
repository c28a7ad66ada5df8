import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCall } from '../../calls/index.ts';
import { parseDay, type DayNumber } from '../../engine/index.ts';
import { decideMayRefuse } from '../notices-against/may-refuse.ts';
import { saidOf } from './refusals.ts';
import { isRound, type RequestRecord } from './request.ts';
import { endOfStandstill, planRequest } from './request-rules.ts';

const folder = 'definitions/manifestazione-filiere-2022';
const day = (text: string): DayNumber => parseDay(text) as DayNumber;

function read(withDecisions: boolean) {
  const definition = { file: 'call.yaml', text: readFileSync(`${folder}/call.yaml`, 'utf8') };
  const text = readFileSync(`${folder}/decisions.yaml`, 'utf8');
  const decisions = withDecisions ? [{ file: 'decisions.yaml', text }] : [];
  const found = readCall({ definition, decisions });
  if (found.type === 'refused') throw new Error(JSON.stringify(found.problems));
  return found.call;
}

const [decided, open] = [read(true), read(false)];
const today = day('2025-03-24');

const sent = (more: Partial<RequestRecord>): RequestRecord => ({
  callId: 1,
  applicationId: 'a',
  number: 1,
  kind: 'clarification',
  state: 'replied',
  revision: 1,
  introduction: '',
  items: [{ id: 'own-1', text: 'Perché?', article: null, fields: [], slot: null }],
  createdAt: '',
  sent: { at: '', on: '2025-03-03', by: '', dueOn: '2025-03-13', textHash: '', suspension: 1 },
  ended: { at: '', on: '2025-03-05', by: null, because: null },
  extensions: [],
  reply: null,
  ...more,
});

test('what the call leaves open stops a request and a notice, and says what must be decided', () => {
  const asked = { day: today, why: 'test', earlier: [] };
  const request = planRequest(open, { ...asked, kind: 'clarification' });
  const notice = planRequest(open, { ...asked, kind: 'notice-against' });
  expect([request, notice]).toMatchObject([
    { type: 'refused', code: 'undecided', gaps: [{ id: 'clarification-rounds' }] },
    { type: 'refused', code: 'undecided', gaps: [{ id: 'notice-against' }] },
  ]);
  if (request.type !== 'refused') throw new Error('it was planned');
  expect(saidOf(request, 'it')).toContain(
    'Non è detto quante volte si possano chiedere integrazioni.',
  );
  expect(decideMayRefuse(open.document, [], today)).toMatchObject({
    type: 'not-yet',
    code: 'notice-undecided',
    gaps: [{ id: 'notice-against' }],
  });
});

test('a second round is refused with the article, unless the first was taken back the day it was sent', () => {
  const plan = (earlier: readonly RequestRecord[]) =>
    planRequest(decided, { kind: 'clarification', day: today, why: 'test', earlier });
  expect(plan([])).toMatchObject({ type: 'plan', answerBy: day('2025-04-03') });
  expect(plan([sent({})])).toMatchObject({
    code: 'rounds-used',
    article: expect.stringContaining('D.g.r.') as string,
  });
  const ended = { at: '', on: '2025-03-03', by: 'x', because: 'Per errore' };
  const back = sent({ state: 'withdrawn', ended });
  expect(isRound(back)).toBe(false);
  expect(plan([back])).toMatchObject({ type: 'plan' });
  const later = sent({ state: 'withdrawn', ended: { ...ended, on: '2025-03-04' } });
  expect(plan([later])).toMatchObject({ code: 'rounds-used' });
  expect(plan([sent({ kind: 'notice-against' })])).toMatchObject({ type: 'plan' });
});

test.each<
  [string, 'clarification' | 'notice-against', 'reply' | 'withdrawal' | undefined, string, string]
>([
  ['an answer in time', 'clarification', 'reply', '2025-03-28', '2025-03-28'],
  ['an answer on the last day', 'clarification', 'reply', '2025-04-03', '2025-04-03'],
  ['an answer the day after', 'clarification', 'reply', '2025-04-04', '2025-04-03'],
  ['silence', 'clarification', undefined, '', '2025-04-03'],
  [
    'an answer on the day of the request holds nothing up',
    'clarification',
    'reply',
    '2025-03-24',
    '2025-03-24',
  ],
  ['taken back', 'clarification', 'withdrawal', '2025-03-26', '2025-03-26'],
  ['observations in time: ten days more', 'notice-against', 'reply', '2025-04-01', '2025-04-11'],
  ['observations on the last day', 'notice-against', 'reply', '2025-04-03', '2025-04-13'],
  ['observations the day after the last', 'notice-against', 'reply', '2025-04-04', '2025-04-03'],
  ['a notice taken back: no days more', 'notice-against', 'withdrawal', '2025-03-26', '2025-03-26'],
])('the last day held up: %s', (_, kind, by, on, until) => {
  const answered = by && { by, on: day(on) };
  const dueOn = day('2025-04-03');
  expect(endOfStandstill(decided, { kind, sent: today, dueOn, answered })).toBe(day(until));
});

test('one may refuse once the notice is over and each observation in time is answered', () => {
  const reply: NonNullable<RequestRecord['reply']> = {
    state: 'sent',
    revision: 1,
    texts: { 'own-1': 'No.' },
    corrections: {},
    documents: [],
    sent: { at: '', on: '2025-03-05', by: '', isLate: false, textHash: null },
    decision: null,
    answers: [],
  };
  const codeOf = (requests: readonly RequestRecord[]) => {
    const may = decideMayRefuse(decided.document, requests, today);
    return may.type === 'may' ? 'may' : may.code;
  };
  const notice = (more: Partial<RequestRecord>) => sent({ kind: 'notice-against', ...more });
  const late = {
    ...reply,
    sent: { at: '', on: '2025-03-20', by: '', isLate: true, textHash: null },
  };
  const answers = [{ item: 'own-1', text: 'Sì.', isUpheld: true, at: '' }];
  const open14 = { ...sent({}).sent, dueOn: '2025-03-24' } as NonNullable<RequestRecord['sent']>;
  expect([
    codeOf([]),
    codeOf([notice({ state: 'withdrawn' })]),
    codeOf([notice({ state: 'open', sent: open14, ended: null })]),
    codeOf([notice({ state: 'open', ended: null })]),
    codeOf([notice({ state: 'silent' })]),
    codeOf([notice({ reply })]),
    codeOf([notice({ reply: { ...reply, answers } })]),
    codeOf([notice({ state: 'silent', reply: late })]),
    codeOf([
      notice({
        state: 'silent',
        reply: { ...late, decision: { isTaken: false, ground: 'x', at: '' } },
      }),
    ]),
    codeOf([
      notice({
        state: 'silent',
        reply: { ...late, decision: { isTaken: true, ground: 'x', at: '' } },
      }),
    ]),
  ]).toEqual([
    'notice-missing',
    'notice-missing',
    'notice-open',
    'may',
    'may',
    'observations-open',
    'may',
    'late-observations-open',
    'may',
    'observations-open',
  ]);
});
