import type { Course } from './courses.ts';
import type { PlannedApplication } from './plan.ts';

// Everything here follows from the plan and from the text of the call, and from nothing of the program.

export interface Score {
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
  /** Thirty points without what is given besides. */
  readonly passes: boolean;
}

/** The days of the journey, on which all of it happens. */
export const days = {
  submission: '2025-01-10',
  closing: '2025-01-15',
  examination: '2025-01-20',
  reply: '2025-01-27',
  silence: '2025-01-31',
  notice: '2025-02-03',
  observations: '2025-02-07',
  outcomesAgainst: '2025-02-14',
  panel: '2025-02-20',
  session: '2025-03-03',
  outcomes: '2025-03-10',
} as const;

/** What the reply says instead, where it corrects something. */
export const correctedFractions = 3;

export function scoreOf({ declared, course, found, decided, bodies }: PlannedApplication): Score {
  const population = declared.served.reduce((sum, each) => sum + each.population, 0);
  const fractions = course.asked === 'corrects' ? correctedFractions : declared.fractions;
  const net =
    (declared.design === 'feasibility' ? 0 : 10) +
    (decided.collectionIncrease === 'small' ? 8 : 15) +
    (fractions <= 1 ? 8 : fractions === 2 ? 10 : 15) +
    { none: 0, part: 8, full: 15 }[declared.renewables] +
    populationPoints(population) +
    { minor: 2, significant: 5, excellent: 10 }[decided.recyclingIncrease] +
    ([0, 8, 10][found.priorityFractions] ?? 15);
  const bonus =
    (bodies.length > 1 || found.associativeForm ? 2 : 0) +
    (bodies.some(({ innerArea }) => innerArea) ? 2 : 0);
  return { net, bonus, gross: net + bonus, passes: net >= 30 };
}

function populationPoints(population: number): number {
  if (population <= 10_000) return 2;
  if (population <= 15_000) return 5;
  if (population <= 30_000) return 10;
  return population <= 100_000 ? 15 : 20;
}

/** In whole cents: everything that is admitted, up to the highest grant of the line. */
export function grantOf({ line, costs }: PlannedApplication): number {
  const ceiling = { '4a': 250_000_00, '4b': 40_000_00, '4c': 10_000_00, '4d': 70_000_00 }[line];
  const { technical = 0, ...others } = costs;
  const plain = Object.values(others).reduce((sum, each) => sum + each, 0);
  if (line === '4b') return Math.min(plain, ceiling);
  // Indirect costs are seven per cent of the rest; technical ones a tenth of all at most, themselves included.
  const indirect = (rest: number): number => Math.floor((rest * 7) / 100);
  let admitted = technical;
  while (admitted * 10 > plain + admitted + indirect(plain + admitted)) {
    const over = admitted * 10 - (plain + admitted + indirect(plain + admitted));
    admitted -= Math.max(1, Math.floor(over / 9));
  }
  return Math.min(plain + admitted + indirect(plain + admitted), ceiling);
}

/** How many days of the term did not count, by the day on which outcomes against are decided. */
export function daysHeldUp({ asked, notice, withdrawn }: Course): number {
  const answered = { answers: 7, corrects: 7, 'keeps-silent': 10 };
  const noticed = { silence: 10, upheld: 14, overcome: 14 };
  return (
    (asked === undefined || withdrawn === 'waiting' ? 0 : answered[asked]) +
    (notice === undefined ? 0 : noticed[notice])
  );
}

const holidays = new Set(['2025-04-21', '2025-04-25', '2025-05-01', '2025-06-02', '2025-08-15']);

/** A hundred and twenty days after the closing and those that did not count; never on a day without work. */
export function dueOf({ course }: PlannedApplication): string {
  let day = addDays(days.closing, 120 + daysHeldUp(course));
  while ([0, 6].includes(new Date(day).getUTCDay()) || holidays.has(day)) day = addDays(day, 1);
  return day;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** What the panel scores to the end. */
export function isConsolidated({ course: { outcome } }: PlannedApplication): boolean {
  return outcome === 'admitted' || outcome === 'with-reserve';
}

/** What comes before the panel at all. */
export function isBeforePanel(application: PlannedApplication): boolean {
  return isConsolidated(application) || application.course.withdrawn === 'in-session';
}

export function countOutcomes(
  applications: readonly PlannedApplication[],
): Readonly<Record<Course['outcome'], number>> {
  const count = (outcome: Course['outcome']): number =>
    applications.filter(({ course }) => course.outcome === outcome).length;
  return {
    admitted: count('admitted'),
    'with-reserve': count('with-reserve'),
    'not-admitted': count('not-admitted'),
    withdrawn: count('withdrawn'),
  };
}
