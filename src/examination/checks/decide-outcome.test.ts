import { describe, expect, test } from 'vitest';
import { callOf, examinedOf, found, record } from '../../../test/support/examined.ts';
import { lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';
import { readPhases, type FactValue } from '../../engine/index.ts';
import type { ExaminationRecord } from '../examination.ts';
import { decideConfirmation } from './decide-confirmation.ts';
import { decideOutcome, type NoticeStanding, type OutcomeAsked } from './decide-outcome.ts';
import { decidePhase } from './decide-phase.ts';
import { decideLifting, decideReopening } from './decide-reopening.ts';
import { twoPersonsOf } from './examined.ts';
import { outcomeInForce, type OutcomeAct } from './outcome-act.ts';

const call = callOf('ricircolo-enti-locali-2024');
const lead = '7d0f2c1e-5a68-4b0e-9d0a-0c6a1f3b2e11';
const { content } = lineFourDraft(lead);
const { formal, specific } = lineFourFindings;

function examined(
  values: readonly (readonly [string, FactValue])[],
  examination: Partial<ExaminationRecord> = { phase: 'formal' },
  under = call,
) {
  const findings = values.map(([subject, value], index) =>
    found({ subject, value, number: index + 1, note: 'x' }),
  );
  return examinedOf({ call: under, content, examination, findings });
}

describe('a phase', () => {
  test.each<[string, ReturnType<typeof examined>, string, string]>([
    ['with open checks', examined(formal.slice(1)), 'formal', 'points-open'],
    ['that is not under way', examined(formal), 'specific', 'not-this-phase'],
    ['that there is not', examined(formal), 'last', 'not-this-phase'],
    [
      'of the panel',
      examined([...formal, ...specific], { phase: 'merit' }),
      'merit',
      'for-the-panel',
    ],
    [
      'with a check that excludes',
      examined([...formal, ['inLombardy', false]]),
      'formal',
      'not-met',
    ],
    [
      'after one that no longer holds',
      examined([...formal, ...specific, ['complete', false]], { phase: 'specific' }),
      'specific',
      'not-met',
    ],
    [
      'while a reply is awaited',
      examined(formal, { phase: 'formal', state: 'waiting' }),
      'formal',
      'waiting-for-reply',
    ],
    [
      'of a call that is silent on how',
      examined(formal, { phase: 'formal' }, callOf('ricircolo-enti-locali-2024', false)),
      'formal',
      'rules-missing',
    ],
    [
      'of what somebody has changed',
      examined(formal, { phase: 'formal', revision: 6 }),
      'formal',
      'changed-meanwhile',
    ],
    [
      'of what was withdrawn',
      examined(formal, { phase: 'formal', state: 'withdrawn', outcome: 'withdrawn' }),
      'formal',
      'withdrawn-meanwhile',
    ],
  ])('%s is not concluded', (_, at, phase, code) => {
    expect(decidePhase(at, { phase, seen: 5 })).toEqual({ type: 'refused', code });
  });

  test('is concluded once all of it is met, and the next one comes', () => {
    expect(decidePhase(examined(formal), { phase: 'formal', seen: 5 })).toMatchObject({
      type: 'passed',
      next: { id: 'specific' },
    });
    const both = examined([...formal, ...specific], { phase: 'specific' });
    expect(decidePhase(both, { phase: 'specific', seen: 5 })).toMatchObject({
      type: 'passed',
      next: { id: 'merit', by: 'panel' },
    });
  });

  test('passes in bulk only where the rules alone decide', () => {
    expect(decidePhase(examined(formal), { phase: 'formal', isByRulesOnly: true })).toEqual({
      type: 'refused',
      code: 'not-by-rules',
    });
    const at = examined([]);
    const checks = at.checks.filter(
      ({ asks, kind }) => kind === 'requirement' && asks.length === 0,
    );
    expect(checks.map(({ id }) => id)).toContain('requirement:one-authority');
    const plain = { ...at, checks, phases: readPhases(call, checks) };
    expect(decidePhase(plain, { phase: 'formal', isByRulesOnly: true }).type).toBe('passed');
    const overruled = checks.map((check) => ({ ...check, decidedBy: 'office' as const }));
    expect(
      decidePhase({ ...plain, checks: overruled }, { phase: 'formal', isByRulesOnly: true }),
    ).toEqual({ type: 'refused', code: 'not-by-rules' });
  });
});

describe('an outcome', () => {
  const asked = (
    outcome: OutcomeAsked['outcome'],
    reasons: OutcomeAsked['reasons'] = [],
  ): OutcomeAsked => ({ outcome, reasons, observations: null, seen: 5 });
  const outside = { check: 'requirement:in-lombardy', text: 'Il lago è altrove.' };
  const refusedOnes = examined([...formal, ['inLombardy', false]]);
  const whole = examined([...formal, ...specific], { phase: 'merit' });

  test.each<[string, ReturnType<typeof examined>, OutcomeAsked, NoticeStanding, string]>([
    ['in favour with a phase left', examined(formal), asked('admitted'), 'none', 'phases-left'],
    [
      'in favour with open points',
      examined(formal, { phase: 'merit' }),
      asked('admitted'),
      'none',
      'points-open',
    ],
    [
      'in favour of what is not met',
      examined([...formal, ...specific, ['dnsh', false]], { phase: 'merit' }),
      asked('admitted'),
      'none',
      'not-met',
    ],
    ['with reserve without saying which', whole, asked('with-reserve'), 'none', 'reasons-missing'],
    ['against without a check', whole, asked('not-admitted', [outside]), 'over', 'nothing-against'],
    ['against without reasons', refusedOnes, asked('not-admitted'), 'over', 'reasons-missing'],
    [
      'against with an empty reason',
      refusedOnes,
      asked('not-admitted', [{ ...outside, text: '  ' }]),
      'over',
      'reasons-missing',
    ],
    [
      'against for a check that is met',
      refusedOnes,
      asked('not-admitted', [{ check: 'requirement:formal-completeness', text: 'x' }]),
      'over',
      'not-a-reason',
    ],
    [
      'against for no check',
      refusedOnes,
      asked('not-admitted', [outside, { check: null, text: 'x' }]),
      'over',
      'not-a-reason',
    ],
    [
      'against twice for one check',
      refusedOnes,
      asked('not-admitted', [outside, outside]),
      'over',
      'not-a-reason',
    ],
    [
      'against without notice',
      refusedOnes,
      asked('not-admitted', [outside]),
      'none',
      'notice-first',
    ],
    [
      'against while it can be answered',
      refusedOnes,
      asked('not-admitted', [outside]),
      'open',
      'notice-open',
    ],
    [
      'against observations without an answer',
      refusedOnes,
      asked('not-admitted', [outside]),
      'unanswered',
      'observations-unanswered',
    ],
  ])('%s is refused', (_, at, outcome, notice, code) => {
    expect(decideOutcome(at, outcome, notice)).toEqual({ type: 'refused', code });
  });

  test('against carries the check and its article beside the words', () => {
    expect(decideOutcome(refusedOnes, asked('not-admitted', [outside]), 'over')).toEqual({
      type: 'decided',
      reasons: [
        {
          check: 'requirement:in-lombardy',
          title: { it: 'Intervento localizzato in Lombardia', en: 'Project located in Lombardy' },
          article: 'Fase 1, Requisiti dell’operazione: localizzazione',
          text: 'Il lago è altrove.',
        },
      ],
    });
  });

  test('in favour, plain or with a reserve of the office', () => {
    expect(decideOutcome(whole, asked('admitted'), 'none')).toEqual({
      type: 'decided',
      reasons: [],
    });
    const own = asked('with-reserve', [{ check: null, text: ' Manca il CUP. ' }]);
    expect(decideOutcome(whole, own, 'none')).toMatchObject({
      type: 'decided',
      reasons: [{ check: null, text: 'Manca il CUP.' }],
    });
  });
});

describe('what was decided', () => {
  const decided = (outcome: ExaminationRecord['outcome']) =>
    ({ ...record, state: outcome === 'withdrawn' ? 'withdrawn' : 'decided', outcome }) as const;
  const asked = { ground: 'TAR 45/2025', phase: 'formal', seen: 5 };

  test.each([
    ['not-admitted', 'reinstated'],
    ['admitted', 'reopened'],
    ['with-reserve', 'reopened'],
  ] as const)('%s is %s', (outcome, kind) => {
    expect(decideReopening(call, decided(outcome), asked)).toEqual({ type: 'opened', kind });
  });

  test.each([
    [decided('withdrawn'), asked, 'withdrawn-meanwhile'],
    [record, asked, 'not-decided'],
    [decided('admitted'), { ...asked, seen: 4 }, 'changed-meanwhile'],
    [decided('admitted'), { ...asked, ground: ' ' }, 'ground-missing'],
    [decided('admitted'), { ...asked, phase: 'merit' }, 'not-a-phase'],
  ] as const)('is not opened again: %#', (at, reopening, code) => {
    expect(decideReopening(call, at, reopening)).toEqual({ type: 'refused', code });
  });

  test('only a reserve is lifted, with its ground', () => {
    expect(decideLifting(decided('with-reserve'), asked)).toBeUndefined();
    expect(decideLifting(decided('admitted'), asked)).toBe('no-reserve');
    expect(decideLifting(decided('with-reserve'), { ...asked, ground: '' })).toBe('ground-missing');
  });

  test('the last act that ended or opened it says which outcome holds', () => {
    const act = (kind: OutcomeAct['kind']) => ({ kind }) as OutcomeAct;
    const kinds = (...all: OutcomeAct['kind'][]) => outcomeInForce(all.map(act))?.kind;
    expect(kinds('phase-passed', 'not-admitted')).toBe('not-admitted');
    expect(kinds('not-admitted', 'reinstated', 'phase-passed')).toBeUndefined();
    expect(kinds('with-reserve', 'admitted')).toBe('admitted');
  });
});

describe('the second opinion', () => {
  const two = {
    ...call,
    document: {
      ...call.document,
      examination: { ...call.document.examination!, twoPersons: true },
    },
  };
  const at = examined([['complete', true]], { phase: 'formal' }, two);
  const asked = { number: 1, personId: 'berto', agrees: true, note: null };

  test.each([
    ['of another person', at, asked, undefined],
    ['of the same person', at, { ...asked, personId: 'anna' }, 'own-finding'],
    ['on what there is not', at, { ...asked, number: 9 }, 'no-such-finding'],
    ['against, without a reason', at, { ...asked, agrees: false }, 'note-missing'],
    ['where one is enough', examined([['complete', true]]), asked, 'one-person-is-enough'],
    [
      'on what was found again since',
      examined(
        [
          ['complete', true],
          ['complete', false],
        ],
        { phase: 'formal' },
        two,
      ),
      asked,
      'found-meanwhile',
    ],
  ] as const)('%s', (_, examination, confirmation, code) => {
    expect(decideConfirmation(examination, confirmation)).toBe(code);
  });

  test('is not known to be needed while the call is silent', () => {
    expect(twoPersonsOf(callOf('ricircolo-enti-locali-2024', false))).toBeUndefined();
    expect(twoPersonsOf(two)).toBe(true);
  });
});
