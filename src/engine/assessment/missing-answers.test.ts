import { expect, test } from 'vitest';
import { compiled, mill } from '../../../test/mill-call.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { findForeignAnswers, findMissingAnswers } from './missing-answers.ts';
import { prepareApplication, type Prepared } from './prepare-facts.ts';

function prepared(application: ApplicationDocument, changed: Partial<CallDocument>): Prepared {
  const read = prepareApplication(compiled(changed), application);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.prepared;
}

function missing(change: object, changed: Partial<CallDocument> = {}): readonly string[] {
  const application = { ...mill, ...change } as ApplicationDocument;
  return findMissingAnswers(prepared(application, changed), application).map(
    ({ kind, path }) => `${kind} ${path.join('.')}`,
  );
}

const { facts } = mill;
const all = {
  floors: 2,
  kind: 'water',
  tools: ['saw'],
  part: '10%',
  place: 'Ponte',
  visits: [{ people: 3, fee: '1.00' }],
};
const costs = { wood: '900.00' };
const partnerFact = { level: 'partner', label: { it: 'firma', en: 'signed' }, proof: 'applicant' };
const signed = { ...partnerFact, id: 'signed', type: 'bool' } as const;
const withSigned = (more: object = {}): Partial<CallDocument> => ({
  facts: [...compiled().document.facts, { ...signed, ...more } as CallDocument['facts'][number]],
});

test('an application that answers everything lacks nothing', () => {
  expect(missing({ facts: all, costs })).toEqual([]);
});

test('every question to the applicant without an answer is missing, in the order of the call', () => {
  expect(missing({ facts: {}, costs })).toEqual([
    'fact facts.floors',
    'fact facts.kind',
    'fact facts.tools',
    'fact facts.part',
    'fact facts.place',
    'fact facts.visits',
  ]);
});

test('to say that something is not known is an answer', () => {
  const { floors: _, ...others } = all;
  expect(missing({ facts: { ...others, floors: { unknown: true } }, costs })).toEqual([]);
  expect(missing({ facts: { ...others, floors: { from: 1, to: 2 } }, costs })).toEqual([]);
  expect(missing({ facts: { ...others, floors: { notApplicable: true } }, costs })).toEqual([]);
});

test('a question that depends on another is asked only when it certainly applies', () => {
  expect(missing({ facts: { ...all, turns: true }, costs })).toEqual(['fact facts.blades']);
  expect(missing({ facts: { ...all, turns: false }, costs })).toEqual([]);
  expect(missing({ facts: { ...all, turns: { unknown: true } }, costs })).toEqual([]);
});

test('a question of another line is not asked here', () => {
  const on = (lines: readonly string[]): Partial<CallDocument> => ({
    facts: compiled().document.facts.map((fact) =>
      fact.id === 'place' ? { ...fact, lines } : fact,
    ),
  });
  const { place: _, ...others } = all;
  expect(missing({ facts: others, costs }, on(['hill']))).toEqual([]);
  expect(missing({ facts: others, costs }, on(['upper']))).toEqual(['fact facts.place']);
  expect(missing({ facts: others, costs }, on(['river']))).toEqual(['fact facts.place']);
});

test('every entry of a list answers the questions of an entry', () => {
  const visits = [{ people: 3 }, { fee: '2.00' }];
  expect(missing({ facts: { ...all, visits }, costs })).toEqual([
    'fact facts.visits.0.fee',
    'fact facts.visits.1.people',
  ]);
  expect(missing({ facts: { ...all, visits: [] }, costs })).toEqual([]);
});

test('every partner answers the questions to partners, where they apply to it', () => {
  const answered = { facts: all, costs };
  expect(missing(answered, withSigned())).toEqual([
    'fact partners.0.facts.signed',
    'fact partners.1.facts.signed',
  ]);
  expect(missing(answered, withSigned({ when: 'partner.role == "miller"' }))).toEqual([
    'fact partners.1.facts.signed',
  ]);
  const [one, two] = mill.partners ?? [];
  const partners = [one, { ...two, facts: { ...two?.facts, signed: false } }];
  expect(missing({ ...answered, partners }, withSigned())).toEqual([
    'fact partners.0.facts.signed',
  ]);
});

test('where a call has partners and costs, there are some', () => {
  expect(missing({ facts: all, partners: [], costs })).toEqual(['partners partners']);
  const partners = (mill.partners ?? []).map(({ id, role, facts: said = {} }) => ({
    id,
    role,
    facts: said,
  }));
  expect(missing({ facts: all, partners, costs: undefined })).toEqual(['costs costs']);
  expect(missing({ facts: all, partners, costs: {} })).toEqual([]);
});

test('what the office and the panel give is foreign to an application', () => {
  const application = {
    ...mill,
    facts: { ...facts, turns: true, beauty: 4, worth: '10.00', built: '1900-01-01' },
  } as ApplicationDocument;
  expect(
    findForeignAnswers(prepared(application, {}), application).map(({ path }) => path.join('.')),
  ).toEqual(['facts.turns', 'facts.beauty']);
  const judged = withSigned({ proof: 'panel' });
  const [one, ...others] = mill.partners ?? [];
  const partners = [{ ...one, facts: { ...one?.facts, signed: true } }, ...others];
  const withPartner = { ...mill, facts: all, partners } as ApplicationDocument;
  expect(
    findForeignAnswers(prepared(withPartner, judged), withPartner).map(({ path }) =>
      path.join('.'),
    ),
  ).toEqual(['partners.0.facts.signed']);
});
