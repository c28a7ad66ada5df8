import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { readCall } from '../src/calls/index.ts';
import {
  assess,
  prepareApplication,
  type ApplicationDocument,
  type Assessment,
  type Call,
} from '../src/engine/index.ts';
import { anyApplication } from './random-application.ts';

interface Range {
  readonly low: number;
  readonly high: number;
}

/** A figure known early must hold whatever comes out later. */
function expectWithin(early: Range | undefined, late: Range | undefined, what: string): void {
  if (!early || !late) return;
  expect(late.low, `${what} from below`).toBeGreaterThanOrEqual(early.low);
  expect(late.high, `${what} from above`).toBeLessThanOrEqual(early.high);
}

function expectNotContradicted(early: Assessment, late: Assessment): void {
  if (early.eligible !== 2) expect(early.eligible).toBe(late.eligible);
  if (early.outcome !== 'unknown') expect(early.outcome).toBe(late.outcome);
  early.requirements.forEach((outcome, index) => {
    const isNoObstacle = (each: number | undefined): boolean => each === 1 || each === 3;
    const id = early.prepared.track.requirements[index]?.document.id;
    if (outcome === 0) expect(late.requirements[index], id).toBe(0);
    if (isNoObstacle(outcome)) expect(isNoObstacle(late.requirements[index]), id).toBe(true);
  });
  const criteria = early.prepared.track.score?.criteria ?? [];
  criteria.forEach((criterion, index) => {
    expectWithin(early.score?.criteria[index], late.score?.criteria[index], criterion.document.id);
  });
  for (const key of ['net', 'bonus', 'gross'] as const)
    expectWithin(early.score?.[key], late.score?.[key], key);
  if (early.score && early.score.passes !== 2) expect(early.score.passes).toBe(late.score?.passes);
  early.costs?.admitted.forEach((amount, index) => {
    expectWithin(
      amount,
      late.costs?.admitted[index],
      early.prepared.track.costs?.categories[index]?.id ?? '',
    );
  });
  expectWithin(early.costs?.total, late.costs?.total, 'total');
  expectWithin(early.grant?.amount, late.grant?.amount, 'grant');
}

/** Leaves out some facts of the project, of partners, and perhaps all costs. */
function hide(
  application: ApplicationDocument,
  hidden: ReadonlySet<string>,
  noCosts: boolean,
): ApplicationDocument {
  const keep = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name)));
  const { costs, ...rest } = application;
  return {
    ...rest,
    facts: keep(application.facts),
    ...(costs && !noCosts ? { costs } : {}),
    ...(application.partners && {
      partners: application.partners.map((partner) => ({
        ...partner,
        facts: keep(partner.facts ?? {}),
      })),
    }),
  };
}

/** Judgements made up at random may lie outside their criterion, and are refused; nothing else is. */
function assessed(call: Call, application: ApplicationDocument): Assessment {
  const read = prepareApplication(call, application);
  if ('prepared' in read) return assess(read.prepared);
  fc.pre(!read.problems.every((problem) => problem.code === 'judgement-out-of-range'));
  throw new Error(JSON.stringify(read.problems));
}

describe.each(globSync('definitions/*/call.yaml').toSorted())('%s', (file) => {
  const read = readCall({ definition: { file, text: readFileSync(file, 'utf8') } });
  if (read.type === 'refused') throw new Error(`${file} cannot be read`);
  const { call } = read;
  const names = call.document.facts.map((fact) => fact.id);

  test.each([...call.tracks.values()].map((track) => [track.id, track] as const))(
    'what is said early about line %s holds whatever the missing facts turn out to be',
    (_, track) => {
      const hidden = fc.subarray(names, { minLength: 1 });
      // Costs are left out only where partners declare none: their sum is then unknown, not zero.
      const noCosts = call.document.partnership ? fc.constant(false) : fc.boolean();
      fc.assert(
        fc.property(anyApplication(call, track), hidden, noCosts, (whole, without, isBare) => {
          expectNotContradicted(
            assessed(call, hide(whole, new Set(without), isBare)),
            assessed(call, whole),
          );
        }),
        { numRuns: 150 },
      );
    },
  );
});
