import { expect, test } from 'vitest';
import { both, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';
import type { FactDocument } from './fact-document.ts';

const withFact = (fact: Partial<FactDocument>): Partial<CallDocument> => ({
  facts: [
    ...mills.facts,
    { id: 'more', type: 'int', label: both('more'), proof: 'applicant', ...fact },
  ],
});
const changed = (id: string, change: object): Partial<CallDocument> => ({
  facts: mills.facts.map((fact) => (fact.id === id ? { ...fact, ...change } : fact)),
});
const withDerived = (...derived: object[]): Partial<CallDocument> => ({
  derived: [
    ...mills.derived!,
    ...derived.map((each) => ({ id: 'extra', type: 'int', label: both('extra'), ...each })),
  ] as NonNullable<CallDocument['derived']>,
});
const options = (ids: readonly string[]) => ids.map((id) => ({ id, label: both(id) }));

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a name taken by a fact',
    withFact({ id: 'floors' }),
    ['facts.13.id: name-taken: "floors" is already the name of something else'],
  ],
  [
    'a name of the language',
    withFact({ id: 'partners' }),
    ['facts.13.id: name-taken: "partners" is already the name of something else'],
  ],
  [
    'a word of the language',
    withFact({ id: 'true' }),
    ['facts.13.id: name-taken: "true" is already the name of something else'],
  ],
  [
    'the name of a record',
    withFact({ id: 'deadline' }),
    ['facts.13.id: name-taken: "deadline" is already the name of something else'],
  ],
  [
    'a derived fact with the name of a fact',
    withDerived({ id: 'floors', formula: '1' }),
    ['derived.2.id: name-taken: "floors" is already the name of something else'],
  ],
  [
    'a fact of partners with a taken name',
    withFact({ id: 'staff', level: 'partner' }),
    ['facts.13.id: name-taken: "staff" is already the name of something else'],
  ],
  [
    'the id of a partner',
    withFact({ id: 'id', level: 'partner' }),
    ['facts.13.id: name-taken: "id" is already the name of something else'],
  ],
  [
    'a list in a partner',
    withFact({
      type: 'list',
      level: 'partner',
      fields: [{ id: 'a', type: 'int', label: both('a'), proof: 'applicant' }],
    }),
    ['facts.13.type: list-in-partner: a partner cannot have a list of entries'],
  ],
  [
    'one option',
    withFact({ type: 'option', options: options(['one']) }),
    ['facts.13.options: fact-unclear: "more" is chosen from options: list them'],
  ],
  [
    'no options',
    withFact({ type: 'option' }),
    ['facts.13.type: fact-unclear: "more" is chosen from options: list them'],
  ],
  [
    'an empty set',
    withFact({ type: 'options', options: [] }),
    ['facts.13.options: fact-unclear: "more" is chosen from options: list them'],
  ],
  ['a set of one', withFact({ type: 'options', options: options(['one']) }), []],
  [
    'a set of thirty',
    withFact({
      type: 'options',
      options: options(Array.from({ length: 30 }, (_, at) => `o${at}`)),
    }),
    [],
  ],
  [
    'a set of thirty-one',
    withFact({
      type: 'options',
      options: options(Array.from({ length: 31 }, (_, at) => `o${at}`)),
    }),
    ['facts.13.options: fact-unclear: a set has at most 30 options'],
  ],
  [
    'options of a number',
    withFact({ options: options(['one', 'two']) }),
    ['facts.13.options: fact-unclear: "more" has options, so its type is option or options'],
  ],
  [
    'an option twice',
    withFact({ type: 'option', options: options(['one', 'two', 'one']) }),
    ['facts.13.options: fact-unclear: option "one" is listed twice'],
  ],
  [
    'a list without fields',
    withFact({ type: 'list' }),
    ['facts.13.type: fact-unclear: "more" is a list: say the fields of its entries'],
  ],
  [
    'a list of no fields',
    withFact({ type: 'list', fields: [] }),
    ['facts.13.type: fact-unclear: "more" is a list: say the fields of its entries'],
  ],
  [
    'a list in a list',
    withFact({
      type: 'list',
      fields: [
        { id: 'a', type: 'int', label: both('a'), proof: 'applicant' },
        { id: 'b', type: 'list', label: both('b'), proof: 'applicant' },
      ],
    }),
    ['facts.13.fields.1.type: fact-unclear: an entry of a list holds plain values only'],
  ],
  [
    'a set in a list',
    withFact({
      type: 'list',
      fields: [{ id: 'b', type: 'options', label: both('b'), proof: 'applicant' }],
    }),
    ['facts.13.fields.0.type: fact-unclear: an entry of a list holds plain values only'],
  ],
  [
    'crossed limits',
    withFact({ from: 5, to: 4 }),
    ['facts.13.from: fact-unclear: "more" goes from 5 to 4: the limits are crossed'],
  ],
  ['equal limits', withFact({ from: 5, to: 5 }), []],
  [
    'a condition of a fact',
    changed('blades', { when: 'turn' }),
    ['facts.9.when: condition-mistyped: there is nothing called "turn" here -> turns'],
  ],
  [
    'a condition of a fact of partners',
    changed('staff', { when: 'partner.stafff > 1' }),
    ['facts.11.when: condition-mistyped: there is nothing called "stafff" here -> staff'],
  ],
  [
    'a sum of no list',
    withDerived({ sum: { list: 'visit', field: 'people' } }),
    ['derived.2.sum.list: unknown-name: there is no int "people" in a list "visit" -> visits'],
  ],
  [
    'a sum of no field',
    withDerived({ sum: { list: 'visits', field: 'peple' } }),
    ['derived.2.sum.field: unknown-name: there is no int "peple" in a list "visits" -> people'],
  ],
  [
    'a sum of another type',
    withDerived({ sum: { list: 'visits', field: 'fee' } }),
    ['derived.2.sum.field: unknown-name: there is no int "fee" in a list "visits"'],
  ],
  [
    'a sum over a number',
    withDerived({ sum: { list: 'floors', field: 'people' } }),
    ['derived.2.sum.field: unknown-name: there is no int "people" in a list "floors"'],
  ],
  [
    'neither a formula nor a sum',
    withDerived({}),
    ['derived.2: derived-unclear: "extra" needs a formula or a sum'],
  ],
  [
    'a formula of another type',
    withDerived({ formula: 'floors > 1' }),
    ['derived.2.formula: condition-mistyped: expected a formula giving int, and this gives bool'],
  ],
  [
    'a formula without end',
    withDerived({ formula: 'floors +' }),
    ['derived.2.formula: condition-unreadable: the condition ends too early'],
  ],
  [
    'facts computed from each other',
    withDerived({ id: 'a', formula: 'b + 1' }, { id: 'b', formula: 'a + 1' }),
    ['derived.2: cycle: these facts are computed from each other: a, b'],
  ],
  [
    'facts computed from later ones',
    withDerived({ id: 'a', formula: 'b + 1' }, { id: 'b', formula: 'floors + 1' }),
    [],
  ],
])('facts: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});
