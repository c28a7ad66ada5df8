import { expect, test } from 'vitest';
import { gap, mill, mills } from '../../../test/mill-call.ts';
import { figures, otherFigures, unknown, withFacts } from '../../../test/mill-figures.ts';
import type { CallDocument } from '../definition/call-document.ts';

const [one, two] = mill.partners!;
const withStaff = (staff: unknown): object => ({
  partners: [one, { ...two!, facts: { staff, room: '9000.00' } }],
});
const tall = mills.eligibility[0]!;
const rule = (change: object): Partial<CallDocument> => ({ eligibility: [{ ...tall, ...change }] });

test('a sound application comes out as reckoned by hand', () => {
  expect(figures()).toEqual({
    id: 'M-1',
    line: 'upper',
    outcome: 'admissible',
    eligible: 'yes',
    reserved: 'no',
    failing: [],
    open: [],
    clashing: [],
    admitted: { wood: '900.00', study: '100.00', office: '100.00' },
    totalAdmitted: '1100.00',
    grant: '506.00',
    shares: { P1: '330.00', P2: '176.00' },
    criteria: { C1: '10', C2: '5', C3: '6' },
    net: '21',
    bonus: '2',
    gross: '23',
    threshold: 'yes',
  });
});

test.each<[string, object, Partial<CallDocument>, string[]]>([
  ['withdrawn', { status: 'withdrawn' }, {}, []],
  [
    'too low',
    withFacts({ floors: 0 }),
    {},
    [
      'outcome not-admissible',
      'eligible no',
      'failing [tall]',
      'criteria {C1:10,C2:0,C3:6}',
      'net 16',
      'gross 18',
    ],
  ],
  [
    'of unknown height',
    withFacts({ floors: unknown }),
    {},
    [
      'outcome unknown',
      'eligible unknown',
      'open [tall]',
      'criteria {C1:10,C2:{from:0,to:10},C3:6}',
      'net {from:16,to:26}',
      'gross {from:18,to:28}',
    ],
  ],
  [
    'between two heights',
    withFacts({ floors: { from: 1, to: 4 } }),
    {},
    ['criteria {C1:10,C2:{from:0,to:5},C3:6}', 'net {from:16,to:21}', 'gross {from:18,to:23}'],
  ],
  [
    'without miller',
    { partners: [one] },
    {},
    [
      'outcome not-admissible',
      'eligible no',
      'failing [millers]',
      'admitted {wood:600.00,study:0.00,office:60.00}',
      'totalAdmitted 660.00',
      'grant 330.00',
      'shares {P1:330.00}',
    ],
  ],
  [
    'without partners said',
    { partners: undefined },
    {},
    [
      'outcome unknown',
      'eligible unknown',
      'open [millers,staffed,smallest]',
      'admitted {wood:{from:0.00,to:null},study:{from:0.00,to:null},office:{from:0.00,to:null}}',
      'totalAdmitted {from:0.00,to:null}',
      'grant {from:0.00,to:1100.00}',
    ],
  ],
  [
    'with a warning',
    withStaff(0),
    {},
    ['failing [staffed]', 'grant 550.00', 'shares {P1:330.00,P2:220.00}'],
  ],
  [
    'with an open minimum of partners',
    {},
    {
      partnership: {
        ...mills.partnership!,
        minimum: [{ ...mills.partnership!.minimum[0]!, atLeast: gap('least') }],
      },
    },
    ['outcome unknown', 'eligible unknown', 'open [millers]'],
  ],
  [
    'with a reserve',
    withFacts({ floors: 0 }),
    rule({ effect: 'reserve' }),
    ['reserved yes', 'failing [tall]', 'criteria {C1:10,C2:0,C3:6}', 'net 16', 'gross 18'],
  ],
  [
    'with an open reserve',
    withFacts({ floors: unknown }),
    rule({ effect: 'reserve' }),
    [
      'reserved unknown',
      'open [tall]',
      'criteria {C1:10,C2:{from:0,to:10},C3:6}',
      'net {from:16,to:26}',
      'gross {from:18,to:28}',
    ],
  ],
  [
    'where the rule does not apply',
    withFacts({ floors: 0, turns: false }),
    rule({ when: 'turns' }),
    ['criteria {C1:10,C2:0,C3:6}', 'net 16', 'bonus 0', 'gross 16'],
  ],
  [
    'where the rule may not apply',
    withFacts({ floors: 0, turns: unknown }),
    rule({ when: 'turns' }),
    [
      'outcome unknown',
      'eligible unknown',
      'open [tall]',
      'criteria {C1:10,C2:0,C3:6}',
      'net 16',
      'bonus {from:0,to:2}',
      'gross {from:16,to:18}',
    ],
  ],
  [
    'met by an exception',
    withFacts({ floors: 0 }),
    rule({ exceptions: [{ id: 'x', article: 'art. 4', when: 'turns', require: 'floors == 0' }] }),
    ['criteria {C1:10,C2:0,C3:6}', 'net 16', 'gross 18'],
  ],
  [
    'not met by an exception',
    {},
    rule({ exceptions: [{ id: 'x', article: 'art. 4', when: 'turns', require: 'floors == 0' }] }),
    ['outcome not-admissible', 'eligible no', 'failing [tall]'],
  ],
  [
    'with an exception that may hold',
    withFacts({ turns: unknown }),
    rule({ exceptions: [{ id: 'x', article: 'art. 4', when: 'turns', require: 'floors == 0' }] }),
    [
      'outcome unknown',
      'eligible unknown',
      'open [tall]',
      'bonus {from:0,to:2}',
      'gross {from:21,to:23}',
    ],
  ],
  [
    'with an exception that would say the same',
    withFacts({ turns: unknown }),
    rule({ exceptions: [{ id: 'x', article: 'art. 4', when: 'turns', require: 'floors == 3' }] }),
    ['bonus {from:0,to:2}', 'gross {from:21,to:23}'],
  ],
  [
    'with two exceptions at once',
    {},
    rule({
      exceptions: ['x', 'y'].map((id) => ({
        id,
        article: 'art. 4',
        when: 'turns',
        require: 'floors == 3',
      })),
    }),
    ['outcome unknown', 'eligible unknown', 'clashing [tall]'],
  ],
])('eligibility: %s', (_, change, changed, problems) => {
  expect(otherFigures(change, changed)).toEqual(problems);
});
