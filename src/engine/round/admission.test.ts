import { expect, test } from 'vitest';
import { compiled } from '../../../test/mill-call.ts';
import { low, middle, settle, tall } from '../../../test/mill-round.ts';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { Admission, ApplicationDocument } from '../definition/application-document.ts';
import { RoundCollector, type StandingReason } from './collect-round.ts';
import { roundRows } from './settle-round.ts';

const decided = (application: ApplicationDocument, admission: Admission): ApplicationDocument => ({
  ...application,
  admission,
});

function standingOf(application: ApplicationDocument): StandingReason {
  const call = compiled();
  const read = prepareApplication(call, application);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const collector = new RoundCollector(call);
  collector.add(assess(read.prepared));
  return collector.reasonOf(0);
}

function outcomes(...applications: readonly ApplicationDocument[]): readonly string[] {
  return roundRows(settle(applications)).map(({ application, position, outcome }) =>
    [application, position, outcome].join(' '),
  );
}

test('what the office did not admit has no place, whatever the rules say', () => {
  expect(outcomes(decided(tall, 'not-admitted'), middle)).toEqual([
    'middle 1 fully-funded',
    'tall 0 not-admissible',
  ]);
  expect(standingOf(decided(tall, 'not-admitted'))).toBe('not-admitted');
});

test('what the office admitted is admissible, with reserve too, although it arrived too late', () => {
  const late = { ...tall, received: '2031-01-01T00:00:00Z' };
  expect(outcomes(late, middle)).toContain('tall 0 not-admissible');
  for (const admission of ['admitted', 'with-reserve'] as const)
    expect(outcomes(decided(late, admission), middle)).toEqual([
      'tall 1 fully-funded',
      'middle 2 fully-funded',
    ]);
});

test('what the office has not decided keeps the ranking open', () => {
  const round = settle([decided(tall, 'open'), middle, low]);
  expect(standingOf(decided(tall, 'open'))).toBe('admission-open');
  expect(round.stops).toMatchObject([
    { code: 'unknown-value', applications: ['tall'], detail: { values: ['standing'] } },
  ]);
});

test('a withdrawn one is withdrawn, whatever was decided', () => {
  expect(outcomes({ ...decided(tall, 'admitted'), status: 'withdrawn' }, middle)).toContain(
    'tall 0 withdrawn',
  );
});
