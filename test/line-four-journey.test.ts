import { expect, test } from 'vitest';
import { makeApplicantApi } from './journey/applicant-api.ts';
import { applicantPages } from './journey/applicant-pages.ts';
import { courses } from './journey/courses.ts';
import { evaluate, type Evaluated } from './journey/evaluate.ts';
import { examine, type Examined } from './journey/examine.ts';
import { applicantOf, morningOf, type Journey } from './journey/journey.ts';
import { officeApi } from './journey/office-api.ts';
import { officePages } from './journey/office-pages.ts';
import { makePanelApi } from './journey/panel-api.ts';
import { panelPages } from './journey/panel-pages.ts';
import { planApplications, type PlannedApplication } from './journey/plan.ts';
import { makeApiReading } from './journey/reading-api.ts';
import { pageReading } from './journey/reading-pages.ts';
import { judgedCriteria, optionOf } from './journey/call-words.ts';
import {
  countOutcomes,
  days,
  dueOf,
  grantOf,
  isBeforePanel,
  isConsolidated,
  scoreOf,
} from './journey/reckoning.ts';
import { makeStage, type Stage, type StageOptions } from './journey/stage.ts';
import type { Outcome, Ways } from './journey/ways.ts';

/** `npm run journey` takes four hundred; every run of the tests each course once. */
const size = Number(process.env['JOURNEY_APPLICATIONS'] ?? courses.length);
const timeout = 120_000 + size * 6_000;

interface Told {
  readonly examined: Examined;
  readonly evaluated: Evaluated;
  readonly outcomes: ReadonlyMap<string, Outcome | undefined>;
  readonly scores: ReadonlyMap<string, unknown>;
  readonly feedback: ReadonlyMap<string, unknown>;
  readonly grants: ReadonlyMap<string, number>;
}

const waysThroughPages = (): Ways => ({
  office: officePages,
  applicants: applicantPages,
  panel: panelPages,
  reading: pageReading,
});

const waysThroughApi = ({ slug, addresses }: Stage): Ways => ({
  office: officeApi,
  applicants: makeApplicantApi(addresses),
  panel: makePanelApi(slug),
  reading: makeApiReading(slug, addresses),
});

async function travel(
  applications: readonly PlannedApplication[],
  waysIn: (stage: Stage) => Ways,
  options?: StageOptions,
): Promise<Told> {
  const began = performance.now();
  const stage = await makeStage(applications, options);
  const ready = performance.now();
  const plan = new Map(applications.map((each) => [each.title, each]));
  const journey: Journey = { stage, ways: waysIn(stage), plan };
  try {
    const examined = await examine(journey);
    const evaluated = await evaluate(journey);
    const told = await readAll(journey);
    expect(stage.server.faults()).toEqual([]);
    const seconds = (from: number, to: number): string => `${Math.round((to - from) / 1_000)} s`;
    console.info(
      `${applications.length} applications: received in ${seconds(began, ready)}, decided and scored in ${seconds(ready, performance.now())}`,
      JSON.stringify({ ...examined, dueDays: Object.fromEntries(examined.dueDays), ...evaluated }),
      JSON.stringify(tally([...told.outcomes.values()])),
    );
    return { examined, evaluated, ...told };
  } finally {
    await stage.close();
  }
}

async function readAll(journey: Journey) {
  const { stage, ways, plan } = journey;
  const { reading } = ways;
  await morningOf(stage, days.outcomes);
  const [officer] = stage.officers;
  if (!officer) throw new Error('there is no officer');
  const consolidated = [...plan.values()].filter(isConsolidated);
  const feedback = new Map<string, unknown>();
  const grants = new Map<string, number>();
  for (const { title } of consolidated) {
    feedback.set(title, await reading.feedback(applicantOf(stage, title), title));
    grants.set(title, await reading.grant(officer, title));
  }
  return {
    outcomes: await reading.outcomes(officer),
    scores: await reading.scores(stage.secretary),
    feedback,
    grants,
  };
}

/** What must come of a plan, reckoned from it alone. */
function expectPlanned(applications: readonly PlannedApplication[], told: Told): void {
  const { examined, evaluated, outcomes, scores, feedback, grants } = told;
  const byTitle = <T>(
    from: readonly PlannedApplication[],
    value: (each: PlannedApplication) => T,
  ) => new Map(from.map((each) => [each.title, value(each)]));
  const consolidated = applications.filter(isConsolidated);
  expect(outcomes).toEqual(byTitle(applications, ({ course }) => course.outcome));
  expect(tally([...outcomes.values()])).toEqual(countOutcomes(applications));
  expect(scores).toEqual(
    byTitle(consolidated, (each) => {
      const { net, gross, passes } = scoreOf(each);
      return { net, gross, passes };
    }),
  );
  expect(feedback).toEqual(
    byTitle(consolidated, (each) => ({
      ...scoreOf(each),
      judged: judgedCriteria.map(({ fact }) => optionOf(fact, each.decided[fact])),
    })),
  );
  expect(grants).toEqual(byTitle(consolidated, grantOf));
  expectCounts(applications, examined, evaluated);
}

function tally(outcomes: readonly (Outcome | undefined)[]) {
  const count = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  return {
    admitted: count('admitted'),
    'with-reserve': count('with-reserve'),
    'not-admitted': count('not-admitted'),
    withdrawn: count('withdrawn'),
  };
}

function expectCounts(
  applications: readonly PlannedApplication[],
  examined: Examined,
  evaluated: Evaluated,
): void {
  const count = (passes: (course: PlannedApplication['course']) => boolean): number =>
    applications.filter(({ course }) => passes(course)).length;
  const there = count(({ withdrawn }) => withdrawn !== 'at-once');
  expect([examined.sharedOut, examined.begun]).toEqual([there, there]);
  expect(examined.silentRequests).toBe(
    count(({ asked, withdrawn }) => asked === 'keeps-silent' && withdrawn === undefined),
  );
  expect(examined.silentNotices).toBe(count(({ notice }) => notice === 'silence'));
  // Those whose term stands, because they made observations, end on no day yet.
  const open = applications.filter(
    ({ course: { withdrawn, notice } }) =>
      (withdrawn === undefined || withdrawn === 'in-session') &&
      notice !== 'upheld' &&
      notice !== 'overcome',
  );
  const dues = new Map<string, number>();
  for (const each of open) dues.set(dueOf(each), (dues.get(dueOf(each)) ?? 0) + 1);
  expect(examined.dueDays).toEqual(dues);
  const before = applications.filter(isBeforePanel).length;
  const late = count(({ conflict }) => conflict === 'late');
  expect(evaluated.declared).toEqual(Array(7).fill(before));
  expect(evaluated.assigned).toBe(before * 3);
  expect(evaluated.sheets).toBe(before * 3 + late);
  expect(evaluated.laidOpen).toBe(before);
  const differing = applications.filter(
    (each) => isConsolidated(each) && each.course.differ === true,
  ).length;
  expect(evaluated.decidedByHand).toBe(differing);
  const consolidated = applications.filter(isConsolidated).length;
  expect(evaluated.decidedAgreed).toBe(consolidated - differing);
  expect(evaluated.minutes).toBe(1);
  expect(evaluated.released).toBe(consolidated);
}

const applications = planApplications(size);
let throughPages: Told | undefined;

test(`${size} applications through pages come out as planned`, { timeout }, async () => {
  throughPages = await travel(applications, waysThroughPages);
  expectPlanned(applications, throughPages);
});

test('and through the API the same', { timeout }, async () => {
  const throughApi = await travel(applications, waysThroughApi);
  expectPlanned(applications, throughApi);
  expect(throughApi).toEqual(throughPages);
});

test(
  'where the call asks for two persons each finding is confirmed by another',
  { timeout },
  async () => {
    const some = planApplications(courses.length).filter(
      ({ course: { asked, overruled, notice } }) =>
        asked === 'answers' || overruled === 'value' || notice === 'overcome',
    );
    const told = await travel(some, waysThroughPages, { officers: 2, twoPersons: true });
    expectPlanned(some, told);
    expect(told.examined.confirmed).toBe(some.reduce((sum, each) => sum + findingsOn(each), 0));
  },
);

/** Four values in the first phase, six in the second, two of the score; and what its course adds. */
function findingsOn({ line, found, course }: PlannedApplication): number {
  const more = [
    line === '4a',
    found.camApplicable,
    course.notice === 'overcome',
    course.overruled === 'value',
  ];
  return 12 + more.filter(Boolean).length;
}
