import { expect, test } from 'vitest';
import { gap, mill, mills } from '../../../test/mill-call.ts';
import { none, otherFigures, unknown, withFacts } from '../../../test/mill-figures.ts';
import type { CallDocument } from '../definition/call-document.ts';

const [one, two] = mill.partners!;
const withRoom = (room: unknown): object => ({
  partners: [{ ...one!, facts: { staff: 2, room } }, two],
});
const withStaff = (staff: unknown): object => ({
  partners: [one, { ...two!, facts: { staff, room: '9000.00' } }],
});
const grant = (change: object): Partial<CallDocument> => ({
  grant: { ...mills.grant!, ...change },
});
const smallest = (amount: unknown, on: unknown): Partial<CallDocument> =>
  grant({ minimumProject: { id: 'smallest', article: 'art. 6', amount, on } });
const ceiling = (change: object): Partial<CallDocument> =>
  grant({ ceilings: [{ ...mills.grant!.ceilings[0]!, ...change }] });

test.each<[string, object, Partial<CallDocument>, string[]]>([
  [
    'a smaller rate asked for',
    { requestedRate: '10%' },
    {},
    ['grant 110.00', 'shares {P1:71.74,P2:38.26}'],
  ],
  ['a larger rate asked for', { requestedRate: '90%' }, {}, []],
  [
    'a smaller rate where none can be asked for',
    { requestedRate: '10%' },
    grant({ upTo: false }),
    [],
  ],
  [
    'a smaller rate without rates of partners',
    { requestedRate: '10%' },
    grant({ partnerRates: [] }),
    ['grant 110.00', 'shares {P1:66.00,P2:44.00}'],
  ],
  [
    'no rates of partners',
    {},
    grant({ partnerRates: [] }),
    ['grant 550.00', 'shares {P1:330.00,P2:220.00}'],
  ],
  ['an open rate', {}, grant({ rate: gap('rate') }), ['grant {from:0.00,to:836.00}']],
  [
    'an open rate with limits',
    {},
    grant({ rate: gap('rate', { between: ['40%', '60%'] }), partnerRates: [] }),
    ['grant {from:0.00,to:660.00}'],
  ],
  [
    'an open rate of partners',
    {},
    grant({
      partnerRates: [
        { ...mills.grant!.partnerRates![0]!, rate: gap('rate', { between: ['30%', '60%'] }) },
      ],
    }),
    ['grant {from:0.00,to:594.00}'],
  ],
  ['an unknown staff', withStaff(unknown), {}, ['open [staffed]', 'grant {from:0.00,to:550.00}']],
  ['a staff of ten', withStaff(10), {}, []],
  ['a staff of nine', withStaff(9), {}, ['grant 550.00', 'shares {P1:330.00,P2:220.00}']],
  ['little room', withRoom('300.00'), {}, ['grant 476.00', 'shares {P1:300.00,P2:176.00}']],
  ['no more room', withRoom('0.00'), {}, ['grant 176.00', 'shares {P1:0.00,P2:176.00}']],
  ['unknown room', withRoom(unknown), {}, ['grant {from:0.00,to:506.00}']],
  ['no limit of room', withRoom(none), {}, []],
  [
    'a friend with costs',
    {
      partners: [
        ...mill.partners!,
        { id: 'P3', role: 'friend', facts: { staff: 1, room: '5.00' }, costs: { wood: '800.00' } },
      ],
    },
    {},
    ['shares {P1:330.00,P2:176.00,P3:0.00}'],
  ],
  [
    'costs of the whole project',
    { costs: { wood: '100.00' } },
    {},
    [
      'admitted {wood:1000.00,study:100.00,office:110.00}',
      'totalAdmitted 1210.00',
      'grant 561.00',
      'shares {P1:385.00,P2:176.00}',
    ],
  ],
  [
    'costs within limits',
    { costs: { wood: { from: '0.00', to: '100.00' } } },
    {},
    [
      'admitted {wood:{from:900.00,to:1000.00},study:100.00,office:{from:100.00,to:110.00}}',
      'totalAdmitted {from:1100.00,to:1210.00}',
      'grant {from:0.00,to:605.00}',
    ],
  ],
  [
    'costs without highest',
    { costs: { wood: { from: '50.00' } } },
    {},
    [
      'admitted {wood:{from:950.00,to:null},study:100.00,office:{from:105.00,to:null}}',
      'totalAdmitted {from:1155.00,to:null}',
      'grant {from:0.00,to:1100.00}',
    ],
  ],
  [
    'costs within limits, room far away',
    { ...withRoom('90000.00'), costs: { wood: { from: '0.00', to: '100.00' } } },
    {},
    [
      'admitted {wood:{from:900.00,to:1000.00},study:100.00,office:{from:100.00,to:110.00}}',
      'totalAdmitted {from:1100.00,to:1210.00}',
      'grant {from:440.00,to:605.00}',
    ],
  ],
  [
    'a study above its share',
    { costs: { study: '900.00' } },
    {},
    [
      'admitted {wood:900.00,study:521.05,office:142.10}',
      'totalAdmitted 1563.15',
      'grant 554.92',
      'shares {P1:400.00,P2:154.92}',
    ],
  ],
  [
    'no costs',
    {
      partners: [
        { ...one!, costs: {} },
        { ...two!, costs: {} },
      ],
    },
    {},
    [
      'outcome not-admissible',
      'eligible no',
      'failing [smallest]',
      'admitted {wood:0.00,study:0.00,office:0.00}',
      'totalAdmitted 0.00',
      'grant 0.00',
      'shares {P1:0.00,P2:0.00}',
    ],
  ],
  [
    'few floors',
    withFacts({ floors: 2 }),
    ceiling({ amount: '300.00' }),
    ['grant 300.00', 'shares {P1:195.65,P2:104.35}'],
  ],
  [
    'many floors',
    withFacts({ floors: 4 }),
    ceiling({ amount: '300.00' }),
    ['grant 500.00', 'shares {P1:326.09,P2:173.91}'],
  ],
  [
    'fewer floors than the growth begins at',
    withFacts({ floors: 1 }),
    ceiling({ amount: '300.00' }),
    [
      'grant 300.00',
      'shares {P1:195.65,P2:104.35}',
      'criteria {C1:10,C2:0,C3:6}',
      'net 16',
      'gross 18',
    ],
  ],
  [
    'unknown floors',
    withFacts({ floors: unknown }),
    ceiling({ amount: '300.00' }),
    [
      'outcome unknown',
      'eligible unknown',
      'open [tall]',
      'grant {from:0.00,to:506.00}',
      'criteria {C1:10,C2:{from:0,to:10},C3:6}',
      'net {from:16,to:26}',
      'gross {from:18,to:28}',
    ],
  ],
  ['an open ceiling', {}, ceiling({ amount: gap('ceiling') }), ['grant {from:0.00,to:506.00}']],
  [
    'an open ceiling with limits',
    {},
    ceiling({ amount: gap('ceiling', { between: ['100.00', '200.00'] }) }),
    ['grant {from:200.00,to:300.00}'],
  ],
  [
    'an open growth',
    {},
    ceiling({
      amount: '300.00',
      growth: { each: gap('each', { between: ['1.00', '2.00'] }), fact: 'floors', beyond: 2 },
    }),
    ['grant {from:301.00,to:302.00}'],
  ],
  [
    'a ceiling that does not apply',
    withFacts({ turns: false }),
    ceiling({ amount: '300.00', when: 'turns' }),
    ['bonus 0', 'gross 21'],
  ],
  [
    'a ceiling that applies',
    {},
    ceiling({ amount: '300.00', when: 'turns', growth: undefined }),
    ['grant 300.00', 'shares {P1:195.65,P2:104.35}'],
  ],
  [
    'a ceiling that may apply',
    withFacts({ turns: unknown }),
    ceiling({ amount: '300.00', when: 'turns', growth: undefined }),
    ['grant {from:0.00,to:506.00}', 'bonus {from:0,to:2}', 'gross {from:21,to:23}'],
  ],
  ['a project as small as can be', {}, smallest('1100.00', 'admitted'), []],
  [
    'a project that is too small',
    {},
    smallest('1100.01', 'admitted'),
    ['outcome not-admissible', 'eligible no', 'failing [smallest]'],
  ],
  [
    'declared too small',
    {},
    smallest('1100.00', 'declared'),
    ['outcome not-admissible', 'eligible no', 'failing [smallest]'],
  ],
  [
    'declared and admitted',
    {},
    smallest('1050.00', 'both'),
    ['outcome not-admissible', 'eligible no', 'failing [smallest]'],
  ],
  ['an open figure, far enough', {}, smallest('900.00', gap('on')), []],
  [
    'an open figure that matters',
    {},
    smallest('1050.00', gap('on')),
    ['outcome unknown', 'eligible unknown', 'open [smallest]'],
  ],
  [
    'an open smallest project',
    {},
    smallest(gap('amount'), 'admitted'),
    ['outcome unknown', 'eligible unknown', 'open [smallest]'],
  ],
  [
    'a smallest project between two',
    {},
    smallest(gap('amount', { between: ['100.00', '1100.00'] }), 'admitted'),
    [],
  ],
])('grant: %s', (_, change, changed, problems) => {
  expect(otherFigures(change, changed)).toEqual(problems);
});
