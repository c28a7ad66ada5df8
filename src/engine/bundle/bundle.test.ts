import { expect, test } from 'vitest';
import { both, compiled, decided, gap, mill, mills } from '../../../test/mill-call.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { makeBundle, type Bundle } from './bundle.ts';
import { checkBundle } from './check-bundle.ts';
import { pseudonymise } from './pseudonyms.ts';

const second: ApplicationDocument = {
  ...mill,
  id: 'A-2',
  applicant: 'Mills and Sons',
  line: 'hill',
  received: '2025-02-09T12:00:00+01:00',
  protocol: 3,
  facts: { ...mill.facts, floors: 5, turns: false, blades: { notApplicable: true } },
  partners: [
    mill.partners![1]!,
    { id: 'P9', role: 'lead', facts: { staff: 1, room: '90.00' }, costs: { trees: '500.00' } },
  ],
};
const small: ApplicationDocument = {
  ...mill,
  id: 'A-3',
  protocol: 9,
  facts: { ...mill.facts, floors: 0 },
};

function bundleOf(
  applications: readonly ApplicationDocument[],
  change: Partial<CallDocument> = {},
): Bundle {
  const made = makeBundle({
    definition: { ...mills, ...change },
    decisions: [],
    roundDecisions: {},
    applications,
  });
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  return made;
}

test('publishes what each application came to, and which pot paid it', () => {
  const { outcomes, totals, stops } = bundleOf([mill, second, small]);
  const ranking = 'call';
  expect(outcomes).toEqual([
    {
      application: 'D-0001',
      ranking,
      position: 1,
      outcome: 'fully-funded',
      net: '26',
      bonus: '0',
      gross: '26',
      asked: '266.00',
      grant: '266.00',
      pots: [{ pot: 'all', amount: '266.00' }],
    },
    {
      application: 'D-0002',
      ranking,
      position: 2,
      outcome: 'fully-funded',
      net: '21',
      bonus: '2',
      gross: '23',
      asked: '506.00',
      grant: '506.00',
      pots: [{ pot: 'all', amount: '506.00' }],
    },
    {
      application: 'D-0003',
      ranking,
      position: 0,
      outcome: 'not-admissible',
      net: '16',
      bonus: '2',
      gross: '18',
      asked: '506.00',
      grant: '0.00',
      pots: [],
    },
  ]);
  expect(totals).toEqual({ applications: 3, granted: '772.00' });
  expect(stops).toEqual([]);
});

test('hides names: numbers follow the protocol, subjects keep one number everywhere', () => {
  const { applications } = bundleOf([mill, second]);
  expect(
    applications.map(({ id, applicant, partners }) => [
      id,
      applicant,
      partners?.map((each) => each.id),
    ]),
  ).toEqual([
    ['D-0001', 'S-0001', ['S-0002', 'S-0003']],
    ['D-0002', undefined, ['S-0004', 'S-0002']],
  ]);
});

test('keeps only the facts that some rule reads', () => {
  const [first] = bundleOf([mill]).applications;
  expect(first?.facts).toEqual({
    floors: 3,
    turns: true,
    kind: 'water',
    beauty: 6,
    visits: mill.facts['visits'],
  });
  expect(first?.partners?.map(({ facts }) => facts)).toEqual(
    mill.partners?.map(({ facts }) => facts),
  );
  expect(first?.costs).toEqual(mill.costs);
});

const rule = { ...mills.eligibility[0]!, require: 'true' };
const rate = mills.grant!.partnerRates![0]!;

test.each<[string, Partial<CallDocument>]>([
  ['a requirement', { eligibility: [{ ...rule, require: 'worth > eur("1.00")' }] }],
  ['the condition of a requirement', { eligibility: [{ ...rule, when: 'worth > eur("1.00")' }] }],
  [
    'an exception',
    {
      eligibility: [
        {
          ...rule,
          exceptions: [
            { id: 'x', article: 'art. 4', when: 'turns', require: 'worth > eur("1.00")' },
          ],
        },
      ],
    },
  ],
  [
    'the condition of an exception',
    {
      eligibility: [
        {
          ...rule,
          exceptions: [
            { id: 'x', article: 'art. 4', when: 'worth > eur("1.00")', require: 'true' },
          ],
        },
      ],
    },
  ],
  [
    'a derived fact',
    {
      derived: [
        ...mills.derived!,
        { id: 'twice', type: 'money', label: both('twice'), formula: 'worth + worth' },
      ],
    },
  ],
  [
    'a pot',
    {
      funding: {
        ...mills.funding!,
        pots: [{ ...mills.funding!.pots[0]!, when: 'worth > eur("1.00")' }],
      },
    },
  ],
  [
    'a bonus',
    {
      score: {
        ...mills.score!,
        bonuses: [{ ...mills.score!.bonuses![0]!, when: 'worth > eur("1.00")' }],
      },
    },
  ],
  [
    'a rate of partners',
    { grant: { ...mills.grant!, partnerRates: [{ ...rate, where: 'worth > eur("1.00")' }] } },
  ],
  [
    'a ceiling',
    {
      grant: {
        ...mills.grant!,
        ceilings: [{ ...mills.grant!.ceilings[0]!, when: 'worth > eur("1.00")' }],
      },
    },
  ],
  [
    'the condition of a fact',
    {
      facts: mills.facts.map((fact) =>
        fact.id === 'blades' ? { ...fact, when: 'worth > eur("1.00")' } : fact,
      ),
    },
  ],
  [
    'the condition of a fact of partners',
    {
      facts: mills.facts.map((fact) =>
        fact.id === 'staff' ? { ...fact, when: 'worth > eur("1.00")' } : fact,
      ),
    },
  ],
  [
    'the order',
    { ranking: { ...mills.ranking!, keys: [{ by: 'fact:worth', order: 'highest-first' }] } },
  ],
  [
    'the ties',
    { ranking: { ...mills.ranking!, ties: [{ by: 'fact:worth', order: 'highest-first' }] } },
  ],
])('a fact that %s reads is kept', (_, change) => {
  const kept = pseudonymise(compiled(change), [mill], {}).applications[0]!;
  expect(kept.facts['worth']).toBe('500.00');
});

test('a text in an entry of a list is left out unless a rule reads it', () => {
  const facts = mills.facts.map((fact) =>
    fact.id === 'visits'
      ? {
          ...fact,
          fields: [
            ...fact.fields!,
            {
              id: 'guide',
              type: 'text' as const,
              label: both('guide'),
              proof: 'applicant' as const,
            },
          ],
        }
      : fact,
  );
  const application = { ...mill, facts: { ...mill.facts, visits: [{ people: 3, guide: 'Ada' }] } };
  expect(
    pseudonymise(compiled({ facts }), [application], {}).applications[0]!.facts['visits'],
  ).toEqual([{ people: 3 }]);
  const read = compiled({
    facts,
    eligibility: [{ ...rule, require: 'visits.filter(v, v.guide == "Ada").size() >= 1' }],
  });
  expect(pseudonymise(read, [application], {}).applications[0]!.facts['visits']).toEqual([
    { people: 3, guide: 'Ada' },
  ]);
  const unknown = { ...mill, facts: { ...mill.facts, visits: { unknown: true } as const } };
  expect(pseudonymise(read, [unknown], {}).applications[0]!.facts['visits']).toEqual({
    unknown: true,
  });
});

test('without protocol numbers the order is that of the ids', () => {
  const { protocol: _, ...late } = mill;
  const order = [
    { ...late, id: 'c' },
    { ...late, id: 'a' },
    { ...late, id: 'b', protocol: 1 },
  ];
  const ids = pseudonymise(compiled(), order, {
    draws: [{ id: 'draw', order: ['b', 'a', 'c', 'd'] }],
  } as never);
  expect(ids.decisions.draws).toEqual([{ id: 'draw', order: ['D-0002', 'D-0001', 'D-0003', 'd'] }]);
  const ties = pseudonymise(compiled(), order, {
    ties: [{ applications: ['c', 'a'], order: ['a', 'c'] }, { applications: ['b'] }],
  } as never);
  expect(ties.decisions.ties).toEqual([
    { applications: ['D-0003', 'D-0001'], order: ['D-0001', 'D-0003'] },
    { applications: ['D-0002'] },
  ]);
});

test('a bundle that says what is so has no differences', () => {
  expect(checkBundle(bundleOf([mill, second, small]))).toEqual({
    differences: [],
    problems: [],
    checked: 3,
  });
});

function differencesOf(bundle: Bundle): readonly string[] {
  return checkBundle(bundle).differences.map(
    ({ path, published, recomputed }) => `${path}: ${published}, not ${recomputed}`,
  );
}

test('whatever was changed is named with what it should be', () => {
  const made = bundleOf([mill, second, small]);
  const [one, two, three] = made.outcomes;
  const without = {
    ...made,
    outcomes: [two!, { ...one!, grant: '1.00', net: undefined }],
  } as unknown as Bundle;
  expect(differencesOf(without)).toEqual([
    'outcomes.D-0001.net: nothing, not 26',
    'outcomes.D-0001.grant: 1.00, not 266.00',
    'outcomes.D-0003: nothing, not an outcome',
    'order: D-0002 D-0001, not D-0001 D-0002 D-0003',
  ]);
  const more = { ...one!, application: 'D-0009' };
  const [extra, order] = differencesOf({ ...made, outcomes: [one!, two!, three!, more] });
  expect(extra).toMatch(/^outcomes\.D-0009: \{"application":"D-0009",.*\}, not nothing$/);
  expect(order).toBe('order: D-0001 D-0002 D-0003 D-0009, not D-0001 D-0002 D-0003');
  expect(
    differencesOf({ ...made, totals: { applications: 4, granted: made.totals.granted } }),
  ).toEqual(['totals.applications: 4, not 3']);
  expect(differencesOf({ ...made, stops: [{ code: 'tie', applications: ['D-0001'] }] })).toEqual([
    'stops.0: {"code":"tie","applications":["D-0001"]}, not nothing',
  ]);
});

test('what cannot be computed is said, with nothing checked', () => {
  const made = bundleOf([mill]);
  const application = { ...made.applications[0]!, line: 'sea' };
  expect(checkBundle({ ...made, applications: [application] })).toEqual({
    differences: [],
    checked: 0,
    problems: ['D-0001: there is no line "sea": there are upper, lower, hill'],
  });
  const definition = { ...mills, procedure: 'list' as const };
  expect(checkBundle({ ...made, definition })).toEqual({
    differences: [],
    checked: 0,
    problems: ['ranking: a list has no order: leave out ranking'],
  });
  const source = { decisions: [], roundDecisions: {}, applications: [application] };
  expect(makeBundle({ ...source, definition })).toEqual({
    problems: ['a list has no order: leave out ranking'],
  });
  expect(makeBundle({ ...source, definition: mills })).toEqual({
    problems: ['D-0001: there is no line "sea": there are upper, lower, hill'],
  });
});

test('decisions on gaps are published and used', () => {
  const definition = { ...mills, grant: { ...mills.grant!, rate: gap('rate') } };
  const made = makeBundle({
    definition,
    decisions: [decided({ rate: '10%' })],
    roundDecisions: {},
    applications: [mill],
  });
  if ('problems' in made) throw new Error('cannot be read');
  expect([made.decisions.length, made.outcomes[0]?.grant, checkBundle(made).differences]).toEqual([
    1,
    '242.00',
    [],
  ]);
  expect(checkBundle({ ...made, decisions: [] }).differences.length).toBeGreaterThan(0);
});
