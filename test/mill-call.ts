import type { ApplicationDocument } from '../src/engine/definition/application-document.ts';
import type { CallDocument } from '../src/engine/definition/call-document.ts';
import { compileCall, type Call } from '../src/engine/definition/compile-call.ts';
import type { DecisionsDocument, Gap, Json } from '../src/engine/definition/gap.ts';

/** The same words in both languages, where a test does not look at them. */
export const both = (text: string) => ({ it: text, en: text });

/** A gap with nothing known about it, or with what is given. */
export function gap(id: string, more: Partial<Gap['unknown']> = {}): Gap {
  return { unknown: { id, state: 'lost', note: both('lost'), ...more } };
}

/** A small invented call with one of everything, sound as it is, for tests to change. */
export const mills: CallDocument = {
  bandolo: 1,
  kind: 'call',
  id: 'mills',
  version: '1',
  title: both('Mills'),
  summary: both('An invented call.'),
  body: 'Invented town',
  gives: 'grant',
  procedure: 'ranking',
  acts: [{ id: 'notice', title: 'Notice', date: '2025-01-10', about: both('the notice') }],
  windows: [
    {
      id: 'window',
      article: 'art. 1',
      zone: 'Europe/Rome',
      opens: { date: '2025-02-03', time: '10:00' },
      closes: { date: '2025-03-03', time: '16:00' },
    },
  ],
  lines: [
    {
      id: 'river',
      title: both('River'),
      article: 'art. 2',
      sublines: [
        { id: 'upper', title: both('Upper'), article: 'art. 2' },
        { id: 'lower', title: both('Lower'), article: 'art. 2' },
      ],
    },
    { id: 'hill', title: both('Hill'), article: 'art. 2' },
  ],
  partnership: {
    article: 'art. 3',
    roles: [
      { id: 'lead', label: both('lead'), article: 'art. 3', beneficiary: true, lead: true },
      { id: 'miller', label: both('miller'), article: 'art. 3', beneficiary: true },
      { id: 'friend', label: both('friend'), article: 'art. 3', beneficiary: false },
    ],
    minimum: [
      {
        id: 'millers',
        title: both('One miller'),
        article: 'art. 3',
        where: 'partner.role == "miller"',
        atLeast: 1,
        curable: true,
      },
    ],
  },
  uniqueness: [{ id: 'once', article: 'art. 3', title: both('Once'), per: ['lead', 'subline'] }],
  phases: [{ id: 'papers', title: both('Papers'), article: 'art. 4' }],
  facts: [
    { id: 'floors', type: 'int', label: both('floors'), proof: 'applicant', from: 0, to: 9 },
    { id: 'turns', type: 'bool', label: both('turns'), proof: 'office' },
    {
      id: 'kind',
      type: 'option',
      label: both('kind'),
      proof: 'applicant',
      options: [
        { id: 'water', label: both('water') },
        { id: 'wind', label: both('wind') },
      ],
    },
    {
      id: 'tools',
      type: 'options',
      label: both('tools'),
      proof: 'applicant',
      options: [
        { id: 'saw', label: both('saw') },
        { id: 'stone', label: both('stone') },
      ],
    },
    { id: 'worth', type: 'money', label: both('worth'), proof: 'register', from: 0, to: 900 },
    { id: 'part', type: 'percent', label: both('part'), proof: 'applicant' },
    { id: 'built', type: 'date', label: both('built'), proof: 'register' },
    { id: 'place', type: 'text', label: both('place'), proof: 'applicant' },
    { id: 'beauty', type: 'points', label: both('beauty'), proof: 'panel' },
    { id: 'blades', type: 'int', label: both('blades'), proof: 'applicant', when: 'turns', to: 8 },
    {
      id: 'visits',
      type: 'list',
      label: both('visits'),
      proof: 'applicant',
      fields: [
        { id: 'people', type: 'int', label: both('people'), proof: 'applicant', from: 1 },
        { id: 'fee', type: 'money', label: both('fee'), proof: 'applicant' },
      ],
    },
    { id: 'staff', type: 'int', level: 'partner', label: both('staff'), proof: 'register' },
    { id: 'room', type: 'money', level: 'partner', label: both('room'), proof: 'register' },
  ],
  derived: [
    {
      id: 'guests',
      type: 'int',
      label: both('guests'),
      sum: { list: 'visits', field: 'people' },
    },
    { id: 'steps', type: 'int', label: both('steps'), formula: 'floors * 12' },
  ],
  eligibility: [
    {
      id: 'tall',
      phase: 'papers',
      level: 'project',
      title: both('Tall'),
      article: 'art. 4',
      require: 'floors >= 1',
      effect: 'exclude',
      curable: false,
      evidence: both('plan'),
    },
    {
      id: 'staffed',
      level: 'partner',
      title: both('Staffed'),
      article: 'art. 4',
      require: 'partner.staff >= 1',
      effect: 'warn',
      curable: true,
      evidence: both('register'),
    },
  ],
  costs: {
    categories: [
      { id: 'wood', label: both('wood'), article: 'art. 5' },
      { id: 'study', label: both('study'), article: 'art. 5' },
      { id: 'trees', label: both('trees'), article: 'art. 5', lines: ['hill'] },
      {
        id: 'office',
        label: both('office'),
        article: 'art. 5',
        flat: { rate: '10%', of: ['wood', 'study', 'trees'] },
      },
    ],
    caps: [{ id: 'study-cap', article: 'art. 5', on: 'study', rate: '50%', of: 'others' }],
    groups: [],
  },
  grant: {
    article: 'art. 6',
    rate: '50%',
    upTo: true,
    partnerRates: [{ id: 'large', article: 'art. 6', where: 'partner.staff >= 10', rate: '40%' }],
    ceilings: [
      {
        id: 'ceiling',
        article: 'art. 6',
        title: both('Ceiling'),
        amount: '1000.00',
        growth: { each: '100.00', fact: 'floors', beyond: 2 },
      },
    ],
    minimumProject: { id: 'smallest', article: 'art. 6', amount: '200.00', on: 'admitted' },
    partnerCeiling: { id: 'aid', article: 'art. 6', fact: 'room' },
  },
  score: {
    article: 'art. 7',
    maximum: 30,
    criteria: [
      {
        id: 'C1',
        code: '1',
        title: both('Kind'),
        article: 'art. 7',
        by: {
          options: {
            fact: 'kind',
            points: [
              { is: 'water', points: 10 },
              { is: 'wind', points: '2.5' },
            ],
          },
        },
      },
      {
        id: 'C2',
        code: '2',
        title: both('Floors'),
        article: 'art. 7',
        by: {
          bands: {
            fact: 'floors',
            bands: [
              { below: 2, points: 0 },
              { from: 2, upTo: 4, points: 5 },
              { above: 4, points: 10 },
            ],
          },
        },
      },
      {
        id: 'C3',
        code: '3',
        title: both('Beauty'),
        article: 'art. 7',
        by: { judged: { fact: 'beauty', from: 0, to: 10, step: 2 } },
      },
    ],
    thresholds: [{ id: 'least', article: 'art. 7', on: 'net', atLeast: 10 }],
    bonuses: [{ id: 'early', title: both('Old'), article: 'art. 7', points: 2, when: 'turns' }],
  },
  ranking: {
    article: 'art. 8',
    per: 'call',
    keys: [{ by: 'net', order: 'highest-first' }],
    ties: [{ by: 'fact:floors', order: 'lowest-first' }],
    lastResort: 'protocol',
  },
  funding: {
    article: 'art. 9',
    pots: [
      { id: 'all', article: 'art. 9', title: both('All'), amount: '5000.00' },
      { id: 'some', article: 'art. 9', title: both('Some'), amount: '900.00', within: 'all' },
    ],
    partial: 'partial',
    reallocation: { allowed: false, article: 'art. 9' },
  },
  events: [
    { id: 'closing', title: both('Closing'), scope: 'call' },
    { id: 'doubt', title: both('Doubt'), scope: 'application' },
  ],
  clocks: [
    {
      id: 'approval',
      title: both('Approval'),
      article: 'art. 10',
      start: 'closing',
      days: 30,
      suspendedBy: ['doubt'],
      endOnHoliday: 'as-is',
    },
  ],
  variations: [
    {
      id: 'keeps',
      title: both('Keeps its points'),
      article: 'art. 11',
      when: 'before.eligible',
      require: 'after.net >= before.net',
      effect: 'exclude',
    },
  ],
  expenses: [
    {
      id: 'in-time',
      title: both('Paid in time'),
      article: 'art. 12',
      require: 'expense.paid <= deadline.approval && expense.category == "wood"',
      effect: 'reserve',
    },
  ],
  examples: [],
};

export function compiled(change: Partial<CallDocument> = {}): Call {
  const read = compileCall({ ...mills, ...change });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.call;
}

/** Each problem of the call with a change as `path: code: message`, with the nearest name if any. */
export function problemsOf(
  change: Partial<CallDocument>,
  decisions: readonly DecisionsDocument[] = [],
): readonly string[] {
  const read = compileCall({ ...mills, ...change }, decisions);
  if ('call' in read) return [];
  return read.problems.map(
    ({ path, code, message, suggestion }) =>
      `${path.join('.')}: ${code}: ${message}${suggestion === undefined ? '' : ` -> ${suggestion}`}`,
  );
}

export function decided(
  values: Readonly<Record<string, Json>>,
  more: Partial<DecisionsDocument> = {},
): DecisionsDocument {
  const decisions = Object.entries(values).map(([fills, value], index) => ({
    id: `d${index}`,
    fills,
    value,
    author: 'the mayor',
    date: '2025-01-20',
    ground: 'as said',
  }));
  return { bandolo: 1, kind: 'decisions', call: 'mills', fictional: false, decisions, ...more };
}

/** A sound application to the upper river, complete. */
export const mill: ApplicationDocument = {
  id: 'M-1',
  line: 'upper',
  received: '2025-02-10T12:00:00+01:00',
  protocol: 7,
  facts: {
    floors: 3,
    turns: true,
    kind: 'water',
    tools: ['stone'],
    worth: '500.00',
    part: '35%',
    built: '1900-05-01',
    place: 'Valle',
    beauty: 6,
    blades: 4,
    visits: [
      { people: 3, fee: '2.00' },
      { people: 4, fee: '0.50' },
    ],
  },
  partners: [
    { id: 'P1', role: 'lead', facts: { staff: 2, room: '400.00' }, costs: { wood: '600.00' } },
    {
      id: 'P2',
      role: 'miller',
      facts: { staff: 12, room: '9000.00' },
      costs: { wood: '300.00', study: '100.00' },
    },
  ],
};
