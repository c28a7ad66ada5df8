import { describe, expect, test } from 'vitest';
import { callOf, examinedOf, found, type Scenery } from '../../../test/support/examined.ts';
import { lineFourDraft } from '../../../test/support/line-four.ts';
import { decideFinding, type FindingAsked } from './decide-finding.ts';
import type { Subject } from './finding.ts';

const call = callOf('ricircolo-enti-locali-2024');
const lead = '7d0f2c1e-5a68-4b0e-9d0a-0c6a1f3b2e11';
const { content } = lineFourDraft(lead, { works: true });

const examined = (more: Partial<Scenery> = {}) =>
  examinedOf({ call, content, examination: { phase: 'formal' }, ...more });

const asked = (
  subject: string,
  value: FindingAsked['value'],
  more: Partial<FindingAsked> & { kind?: Subject['kind']; partner?: string; entry?: string } = {},
): FindingAsked => {
  const { kind = 'fact', partner, entry, ...rest } = more;
  return {
    subject: {
      kind,
      subject,
      ...(partner === undefined ? {} : { partner }),
      ...(entry === undefined ? {} : { entry }),
    },
    says: value === null ? 'to-clarify' : 'value',
    value,
    note: null,
    evidence: [],
    ...rest,
  };
};

describe('what the office may find', () => {
  test.each<[string, FindingAsked, { overrules: boolean; insteadOf: unknown }]>([
    ['a value of its own', asked('complete', true), { overrules: false, insteadOf: null }],
    [
      'what was declared, seen to be so',
      asked('worksStart', '2024-06-01'),
      { overrules: false, insteadOf: '2024-06-01' },
    ],
    [
      'another than was declared, with the reason',
      asked('worksStart', '2024-07-01', { note: 'Verbale di consegna' }),
      { overrules: true, insteadOf: '2024-06-01' },
    ],
    [
      'of a partner, what the register says',
      asked('authorityKind', 'union', { partner: lead, note: 'Statuto' }),
      { overrules: true, insteadOf: 'municipality' },
    ],
    [
      'of an entry of a list',
      asked('servedMunicipalities', 5200, { entry: '0.population', note: 'Istat' }),
      { overrules: true, insteadOf: 5000 },
    ],
    [
      'a verdict against the rules, with the reason',
      asked('works-start', 'not-met', { kind: 'requirement', note: 'Lavori già finiti' }),
      { overrules: true, insteadOf: 'met' },
    ],
    [
      'that it must be clarified',
      asked('complete', null, { note: 'Manca un allegato' }),
      { overrules: false, insteadOf: null },
    ],
  ])('%s', (_, finding, expected) => {
    expect(decideFinding(examined(), finding, 5)).toMatchObject({
      type: 'found',
      finding: expected,
    });
  });

  test.each<[string, FindingAsked, string, Partial<Scenery>?]>([
    ['nothing that the call does not know', asked('colour', true), 'no-such-subject'],
    ['no fact of partners without one', asked('authorityKind', 'union'), 'no-such-subject'],
    ['nothing of a stranger', asked('authorityKind', 'union', { partner: 'x' }), 'no-such-subject'],
    [
      'nothing of an entry that is not there',
      asked('servedMunicipalities', 1, { entry: '7.population', note: 'x' }),
      'no-such-subject',
    ],
    [
      'no check of another line',
      asked('climate-check', 'met', { kind: 'requirement', note: 'x' }),
      'no-such-subject',
    ],
    ['nothing that the panel gives', asked('collectionIncrease', 'small'), 'for-the-panel'],
    ['no text for a yes or no', asked('complete', 'perhaps'), 'value-strange'],
    [
      'no verdict that is none',
      asked('works-start', 'unknown', { kind: 'requirement', note: 'x' }),
      'value-strange',
    ],
    [
      'no document that was not handed in',
      asked('complete', true, { evidence: [{ slot: 'plan', version: 1 }] }),
      'no-such-document',
    ],
    ['no other value without a reason', asked('worksStart', '2024-07-01'), 'note-missing'],
    ['no doubt without a reason', asked('complete', null), 'note-missing'],
    ['nothing against the application without a reason', asked('complete', false), 'note-missing'],
    [
      'no verdict where the rules cannot tell, without a reason',
      asked('formal-completeness', 'met', { kind: 'requirement' }),
      'note-missing',
    ],
    [
      'nothing to take back where there is nothing',
      asked('complete', null, { says: 'taken-back' }),
      'nothing-to-take-back',
    ],
    [
      'not the same again',
      asked('complete', true),
      'nothing-new',
      { findings: [found({ subject: 'complete' })] },
    ],
    [
      'nothing once it is decided',
      asked('complete', true),
      'already-decided',
      { examination: { state: 'decided', outcome: 'admitted' } },
    ],
    [
      'nothing once it is withdrawn',
      asked('complete', true),
      'withdrawn-meanwhile',
      { examination: { state: 'withdrawn', outcome: 'withdrawn' } },
    ],
  ])('%s', (_, finding, code, more) => {
    expect(decideFinding(examined(more), finding, 5)).toEqual({ type: 'refused', code });
  });

  test('not on a check on which somebody else has found something since it was read', () => {
    const first = found({ subject: 'complete', value: false, note: 'x', revision: 6 });
    const at = examined({ findings: [first] });
    expect(decideFinding(at, asked('complete', true), 5)).toEqual({
      type: 'refused',
      code: 'found-meanwhile',
      first,
    });
    // Whoever has read it may answer it, and on another check it matters to nobody.
    expect(decideFinding(at, asked('complete', true), 6).type).toBe('found');
    expect(decideFinding(at, asked('inLombardy', true), 5).type).toBe('found');
  });
});

describe('what a finding changes', () => {
  test('is told before and after: verdicts, grant and points', () => {
    const decision = decideFinding(
      examined(),
      asked('fractionsCollected', 3, { note: 'Tre frazioni' }),
      5,
    );
    if (decision.type === 'refused') throw new Error(decision.code);
    const { before, after } = decision.effect;
    expect(before.grant).toEqual({ low: 3_000_000, high: 3_000_000 });
    expect((after.net?.low ?? 0) - (before.net?.low ?? 0)).toBe(500);
    const formal = decideFinding(examined(), asked('complete', false, { note: 'x' }), 5);
    expect(formal).toMatchObject({
      effect: {
        verdicts: [
          { check: { id: 'requirement:formal-completeness' }, before: 'unknown', after: 'not-met' },
        ],
      },
    });
  });
});

describe('where the call asks for two persons', () => {
  const two = {
    ...call,
    document: {
      ...call.document,
      examination: { ...call.document.examination!, twoPersons: true },
    },
  };
  const verdict = (findings: Scenery['findings']) =>
    examinedOf({ call: two, content, examination: { phase: 'formal' }, findings: findings ?? [] })
      .checks.filter(({ id }) => id === 'requirement:formal-completeness')
      .map(({ verdict: each, held }) => [each, held]);
  const second = { personId: 'berto', personName: 'Berto', at: '', agrees: true, note: null };

  test('a finding counts once the second one agrees', () => {
    expect(verdict([found({ subject: 'complete' })])).toEqual([['unknown', 'awaiting']]);
    expect(verdict([found({ subject: 'complete', second })])).toEqual([['met', undefined]]);
    const disputed = { ...second, agrees: false, note: 'x' };
    expect(verdict([found({ subject: 'complete', second: disputed })])).toEqual([
      ['unknown', 'disputed'],
    ]);
  });

  test('a later finding takes the place of a confirmed one, and waits again', () => {
    const later = found({ subject: 'complete', number: 2, value: false, note: 'x' });
    expect(verdict([found({ subject: 'complete', second }), later])).toEqual([
      ['unknown', 'awaiting'],
    ]);
  });
});

test('what must be clarified keeps a check open that the rules could decide', () => {
  const doubt = found({ subject: 'worksStart', says: 'to-clarify', value: null, note: 'x' });
  const { checks } = examined({ findings: [doubt] });
  expect(checks.find(({ subject }) => subject === 'works-start')).toMatchObject({
    verdict: 'unknown',
    held: 'to-clarify',
    computed: 'met',
  });
});
