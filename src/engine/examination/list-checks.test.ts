import { describe, expect, test } from 'vitest';
import { both, compiled, gap, mill, mills } from '../../../test/mill-call.ts';
import { examined } from '../../../test/mill-examination.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { ApplicationDocument, FactValue } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { RequirementDocument } from '../definition/eligibility-document.ts';
import type { Check } from './check.ts';
import {
  findingsInForce,
  findMisplaced,
  subjectOf,
  withFindings,
  type Finding,
} from './finding.ts';
import { listChecks } from './list-checks.ts';
import { phasesOf, readPhases } from './phases.ts';

const call = compiled(examined);

function checksOf(
  application: ApplicationDocument = mill,
  findings: readonly Finding[] = [],
  change: Partial<CallDocument> = {},
): readonly Check[] {
  const own = Object.keys(change).length === 0 ? call : compiled({ ...examined, ...change });
  const read = prepareApplication(own, withFindings(application, findings));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return listChecks(own, read.prepared, findings);
}

function check(checks: readonly Check[], id: string): Check {
  const found = checks.find((each) => each.id === id);
  if (!found) throw new Error(`no check ${id} among ${checks.map((each) => each.id).join(', ')}`);
  return found;
}

const facts = (change: { readonly [fact: string]: FactValue }): ApplicationDocument => ({
  ...mill,
  facts: { ...mill.facts, ...change },
});

describe('the checks of an application', () => {
  test('are the requirements, one for each partner where each is asked, and the papers', () => {
    const told = checksOf().map(({ id, phase, verdict, decidedBy }) => [
      id,
      phase,
      verdict,
      decidedBy,
    ]);
    expect(told).toEqual([
      ['requirement:millers', 'papers', 'met', 'engine'],
      ['requirement:tall', 'papers', 'met', 'engine'],
      ['requirement:staffed@P1', 'papers', 'met', 'engine'],
      ['requirement:staffed@P2', 'papers', 'met', 'engine'],
      ['requirement:smallest', 'papers', 'met', 'engine'],
      ['paper:drawing', 'papers', 'unknown', 'engine'],
      ['paper:deed@P1', 'papers', 'unknown', 'engine'],
      ['paper:deed@P2', 'papers', 'unknown', 'engine'],
      ['paper:pact', 'papers', 'unknown', 'engine'],
    ]);
  });

  test('carry what is needed to decide them', () => {
    expect(check(checksOf(), 'requirement:staffed@P2')).toEqual({
      id: 'requirement:staffed@P2',
      kind: 'requirement',
      subject: 'staffed',
      phase: 'papers',
      level: 'partner',
      partner: 'P2',
      title: both('Staffed'),
      article: 'art. 4',
      evidence: both('register'),
      effect: 'warn',
      curable: true,
      verdict: 'met',
      decidedBy: 'engine',
      computed: 'met',
      isOverruled: false,
      clash: [],
      gaps: [],
      asks: [],
      missing: [],
      absent: [],
      reads: [{ fact: mills.facts.find((fact) => fact.id === 'staff'), partner: 'P2' }],
      readsCosts: false,
      signers: [],
      figure: 'requirement:staffed',
    });
  });

  test('hold for their lines and sub-lines only', () => {
    const { partners = [] } = mill;
    const lower = { ...mill, line: 'lower' };
    expect(checksOf(lower).map((each) => each.id)).not.toContain('paper:drawing');
    expect(checksOf(lower).map((each) => each.id)).toContain('paper:pact');
    const river: RequirementDocument = { ...mills.eligibility[0]!, id: 'wet', lines: ['river'] };
    const change = { eligibility: [...mills.eligibility, river] };
    expect(checksOf(lower, [], change).map((each) => each.id)).toContain('requirement:wet');
    const hill = { ...mill, line: 'hill', partners: partners.slice(0, 2) };
    expect(checksOf(hill, [], change).map((each) => each.id)).not.toContain('requirement:wet');
  });

  test('of a paper say who signs it, and whether it is due', () => {
    const checks = checksOf(facts({ turns: false }));
    expect(check(checks, 'paper:drawing')).toMatchObject({
      verdict: 'not-applicable',
      signers: ['P1'],
    });
    expect(check(checks, 'paper:pact').signers).toEqual(['P1', 'P2']);
    const open = check(checksOf(facts({ turns: { unknown: true } })), 'paper:drawing');
    expect(open.verdict).toBe('unknown');
    expect(open.asks.map((place) => place.fact.id)).toEqual(['turns']);
  });

  test('of a partner do not wait for another', () => {
    const [first, second] = mill.partners!;
    const partners = [{ ...first!, facts: { room: '400.00' } }, second!];
    const checks = checksOf({ ...mill, partners });
    expect(check(checks, 'requirement:staffed@P1')).toMatchObject({
      verdict: 'unknown',
      asks: [{ fact: { id: 'staff' }, partner: 'P1' }],
      missing: [],
    });
    expect(check(checks, 'requirement:staffed@P2').verdict).toBe('met');
  });

  test('name the gaps of the rules they rest on', () => {
    const [millers] = mills.partnership!.minimum;
    const checks = checksOf(mill, [], {
      partnership: { ...mills.partnership!, minimum: [{ ...millers!, atLeast: gap('how-many') }] },
      papers: [{ ...examined.papers![0]!, curable: gap('cure') }],
      grant: {
        ...mills.grant!,
        minimumProject: { ...mills.grant!.minimumProject!, amount: gap('least') },
      },
    });
    expect(check(checks, 'requirement:millers')).toMatchObject({
      verdict: 'unknown',
      gaps: [{ id: 'how-many' }],
      absent: [],
    });
    expect(check(checks, 'paper:drawing')).toMatchObject({
      curable: undefined,
      gaps: [{ id: 'cure' }],
    });
    expect(check(checks, 'requirement:smallest')).toMatchObject({
      verdict: 'unknown',
      gaps: [{ id: 'least' }],
    });
  });

  test('say that partners are not there', () => {
    const { partners: _partners, ...alone } = mill;
    expect(check(checksOf(alone), 'requirement:staffed')).toMatchObject({
      verdict: 'unknown',
      absent: ['partners'],
    });
    expect(check(checksOf(alone), 'requirement:smallest')).toMatchObject({
      verdict: 'unknown',
      absent: ['costs'],
    });
  });
});

describe('what a check rests on', () => {
  const eligibility: readonly RequirementDocument[] = [
    { ...mills.eligibility[0]!, id: 'climb', require: 'steps >= 12 || blades == 4' },
    { ...mills.eligibility[0]!, id: 'busy', require: 'guests >= 5' },
    {
      ...mills.eligibility[0]!,
      id: 'worthy',
      when: 'turns',
      require: 'worth >= eur("400.00")',
      exceptions: [
        {
          id: 'old',
          article: 'art. 4, c. 2',
          when: 'built < date("1910-01-01")',
          require: 'turns',
        },
        { id: 'small', article: 'art. 4, c. 3', when: 'floors == 3', require: 'turns' },
      ],
    },
  ];
  const reads = (id: string, application = mill) =>
    check(checksOf(application, [], { eligibility }), id).reads.map((place) => place.fact.id);

  test('goes down to the facts, and to those that say whether they apply', () => {
    expect(reads('requirement:climb')).toEqual(['floors', 'turns', 'blades']);
    expect(reads('requirement:busy')).toEqual(['visits']);
    expect(reads('requirement:worthy')).toEqual(['floors', 'turns', 'worth', 'built']);
    expect(reads('requirement:millers')).toEqual([]);
  });

  test('is asked of whoever can give it', () => {
    const open = check(
      checksOf(facts({ floors: { unknown: true }, turns: { unknown: true } }), [], {
        eligibility,
      }),
      'requirement:climb',
    );
    expect(open.asks.map((place) => place.fact.id)).toEqual(['turns']);
    expect(open.missing.map((place) => place.fact.id)).toEqual(['floors']);
  });

  test('is asked by entry where a sum needs it', () => {
    const visits = [{ people: 3 }, { fee: '1.00' }, {}];
    const open = check(checksOf(facts({ visits }), [], { eligibility }), 'requirement:busy');
    expect(open.missing.map(({ list, entry }) => [list, entry])).toEqual([
      ['visits', '1.people'],
      ['visits', '2.people'],
    ]);
    const { visits: _visits, ...rest } = mill.facts;
    const unlisted = check(
      checksOf({ ...mill, facts: rest }, [], { eligibility }),
      'requirement:busy',
    );
    expect(unlisted.missing.map((place) => place.fact.id)).toEqual(['visits']);
  });

  test('is not asked once the answer is settled', () => {
    const settled = check(
      checksOf(facts({ blades: { unknown: true } }), [], { eligibility }),
      'requirement:climb',
    );
    expect(settled).toMatchObject({ verdict: 'met', asks: [], missing: [] });
  });

  test('is not asked where it is met whether it applies or not', () => {
    const [climb] = eligibility;
    const own = [{ ...climb!, when: 'turns' }];
    const open = facts({ turns: { unknown: true } });
    const met = check(checksOf(open, [], { eligibility: own }), 'requirement:climb');
    expect(met).toMatchObject({ verdict: 'met', asks: [], missing: [] });
  });

  test('may be an exception, and two at once are told and decided by nobody', () => {
    const one = check(checksOf(facts({ floors: 4 }), [], { eligibility }), 'requirement:worthy');
    expect(one.exception).toEqual({ id: 'old', article: 'art. 4, c. 2' });
    expect(one.clash).toEqual([]);
    const two = check(checksOf(mill, [], { eligibility }), 'requirement:worthy');
    expect(two).toMatchObject({ verdict: 'unknown', clash: ['old', 'small'], asks: [] });
    expect(two.exception).toBeUndefined();
  });
});

describe('findings', () => {
  const found = (finding: Partial<Finding> & Pick<Finding, 'value'>): Finding => ({
    kind: 'fact',
    subject: 'floors',
    ...finding,
  });

  test('take the place of what was declared, the last one in force', () => {
    const findings = [found({ value: 0 }), found({ value: 5 })];
    expect(withFindings(mill, findings).facts['floors']).toBe(5);
    expect(withFindings(mill, [...findings, found({ value: null })]).facts['floors']).toBe(3);
    expect(mill.facts['floors']).toBe(3);
    expect(findingsInForce(findings)).toEqual([found({ value: 5 })]);
    expect(findingsInForce([...findings, found({ value: null })])).toEqual([]);
    expect(check(checksOf(mill, [found({ value: 0 })]), 'requirement:tall').verdict).toBe(
      'not-met',
    );
  });

  test('reach a partner and a field of an entry, and nobody else', () => {
    const findings = [
      found({ subject: 'staff', partner: 'P2', value: 0 }),
      found({ subject: 'visits', entry: '1.people', value: 9 }),
    ];
    const merged = withFindings(mill, findings);
    expect(merged.partners?.map((partner) => partner.facts?.['staff'])).toEqual([2, 0]);
    expect(merged.facts['visits']).toEqual([
      { people: 3, fee: '2.00' },
      { people: 9, fee: '0.50' },
    ]);
    expect(mill.facts['visits']).toEqual([
      { people: 3, fee: '2.00' },
      { people: 4, fee: '0.50' },
    ]);
    expect(findMisplaced(mill, findings)).toEqual([]);
  });

  test('on a whole list replace those on its entries, unless they come after it', () => {
    const entry = found({ subject: 'visits', entry: '0.people', value: 9 });
    const whole = found({ subject: 'visits', value: [{ people: 1 }] });
    const visits = (...findings: readonly Finding[]) =>
      withFindings(mill, findings).facts['visits'];
    expect(visits(entry, whole)).toEqual([{ people: 1 }]);
    expect(visits(whole, entry)).toEqual([{ people: 9 }]);
    expect(visits(entry, whole, { ...entry, value: 7 })).toEqual([{ people: 7 }]);
  });

  test.each([
    found({ subject: 'staff', partner: 'P9', value: 1 }),
    found({ subject: 'visits', entry: '2.people', value: 1 }),
    found({ subject: 'visits', entry: 'people', value: 1 }),
    found({ subject: 'floors', entry: '0.people', value: 1 }),
    found({ kind: 'requirement', subject: 'staffed', partner: 'P9', value: 'met' }),
  ])('without a place are told and change nothing: %j', (finding) => {
    expect(findMisplaced(mill, [finding])).toEqual([finding]);
    expect(withFindings(mill, [finding])).toEqual(mill);
  });

  test('on a check count before what follows from the facts, and say so', () => {
    const verdict = found({ kind: 'requirement', subject: 'tall', value: 'not-met' });
    expect(check(checksOf(mill, [verdict]), 'requirement:tall')).toMatchObject({
      verdict: 'not-met',
      computed: 'met',
      decidedBy: 'office',
      isOverruled: true,
    });
    const agreeing = { ...verdict, value: 'met' };
    expect(check(checksOf(mill, [agreeing]), 'requirement:tall')).toMatchObject({
      decidedBy: 'office',
      isOverruled: false,
    });
    const back = { ...verdict, value: null };
    expect(check(checksOf(mill, [verdict, back]), 'requirement:tall').decidedBy).toBe('engine');
    const paper = found({ kind: 'paper', subject: 'deed', partner: 'P2', value: 'met' });
    const checks = checksOf(mill, [paper]);
    expect(check(checks, 'paper:deed@P2')).toMatchObject({ verdict: 'met', isOverruled: false });
    expect(check(checks, 'paper:deed@P1').verdict).toBe('unknown');
    expect(subjectOf(paper)).toBe('paper:deed@P2');
  });
});

describe('phases', () => {
  test('are those of the call, or one where it names none', () => {
    expect(phasesOf(call).map(({ id, by }) => [id, by])).toEqual([
      ['papers', 'office'],
      ['merit', 'panel'],
    ]);
    expect(phasesOf(compiled({ ...examined, phases: [], papers: [], eligibility: [] }))).toEqual([
      {
        id: 'examination',
        title: { it: 'Istruttoria', en: 'Examination' },
        article: 'art. 13',
        by: 'office',
      },
    ]);
  });

  const verdict = (
    kind: 'requirement' | 'paper',
    subject: string,
    value: string,
    partner?: string,
  ) => ({
    kind,
    subject,
    value,
    ...(partner === undefined ? {} : { partner }),
  });
  const papers = [
    verdict('paper', 'drawing', 'met'),
    verdict('paper', 'deed', 'met', 'P1'),
    verdict('paper', 'deed', 'met', 'P2'),
    verdict('paper', 'pact', 'met'),
  ];

  test.each([
    ['open', [], ['paper:drawing', 'paper:deed@P1', 'paper:deed@P2', 'paper:pact']],
    ['pass', papers, []],
    ['fail', [...papers, verdict('requirement', 'tall', 'not-met')], []],
    ['fail', [verdict('requirement', 'tall', 'not-met'), ...papers.slice(1)], ['paper:drawing']],
    ['pass', [...papers, verdict('requirement', 'staffed', 'not-met', 'P1')], []],
  ] as const)('come to %s with %j', (state, findings, open) => {
    const [first, merit] = readPhases(call, checksOf(mill, findings));
    expect(first).toMatchObject({ state });
    expect(first?.open.map((each) => each.id)).toEqual(open);
    expect(merit).toMatchObject({ state: 'pass', open: [] });
  });

  test('do not wait for what only warns', () => {
    const [first, second] = mill.partners!;
    const partners = [{ ...first!, facts: { room: '400.00' } }, second!];
    const checks = checksOf({ ...mill, partners }, papers);
    expect(check(checks, 'requirement:staffed@P1').verdict).toBe('unknown');
    expect(readPhases(call, checks)[0]).toMatchObject({ state: 'pass', open: [] });
  });

  test('pass with reserve where a check that reserves is not met', () => {
    const eligibility = mills.eligibility.map((each) => ({ ...each, effect: 'reserve' as const }));
    const own = compiled({ ...examined, eligibility });
    const findings = [...papers, verdict('requirement', 'tall', 'not-met')];
    const [first] = readPhases(own, checksOf(mill, findings, { eligibility }));
    expect(first?.state).toBe('reserve');
    expect(first?.reserves.map((each) => each.id)).toEqual(['requirement:tall']);
  });
});
