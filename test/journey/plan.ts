import { courses, type Course } from './courses.ts';

/** What the panel judges: how far the collection grows, and how much more is recycled. */
export interface Judgement {
  readonly collectionIncrease: 'small' | 'notable';
  readonly recyclingIncrease: 'minor' | 'significant' | 'excellent';
}

export interface PlannedBody {
  readonly name: string;
  readonly kind: 'municipality' | 'union' | 'mountain-community' | 'other';
  readonly innerArea: boolean;
}

/** What an application declares of itself. */
export interface Declared {
  readonly hasWorks: boolean;
  readonly worksStart?: string;
  readonly served: readonly { readonly name: string; readonly population: number }[];
  readonly design: 'feasibility' | 'executive' | 'supplies-only';
  readonly fractions: number;
  readonly renewables: 'none' | 'part' | 'full';
  /** Only on the lines that ask it. */
  readonly otherFractions?: number;
  readonly compulsoryToo?: boolean;
  readonly withoutWorks?: boolean;
}

/** What the office finds in the end. */
export interface Found {
  readonly associativeForm: boolean;
  readonly priorityFractions: number;
  readonly camApplicable: boolean;
}

/** One fictional application of line 4, with everything that is going to become of it. */
export interface PlannedApplication {
  readonly number: number;
  readonly title: string;
  readonly line: '4a' | '4b' | '4c' | '4d';
  /** The lead first. */
  readonly bodies: readonly PlannedBody[];
  readonly declared: Declared;
  readonly costs: Readonly<Record<string, number>>;
  readonly found: Found;
  readonly course: Course;
  /** As the three sheets say, in the order in which they are written. */
  readonly sheets: readonly [Judgement, Judgement, Judgement];
  /** As the panel decides. */
  readonly decided: Judgement;
}

const lines = ['4a', '4b', '4c', '4d'] as const;
const designs = ['feasibility', 'executive', 'supplies-only'] as const;
const renewables = ['none', 'part', 'full'] as const;
const recycling = ['minor', 'significant', 'excellent'] as const;
/** On both sides of every border of the table. */
const populations = [5_000, 10_000, 10_001, 15_000, 15_001, 30_000, 30_001, 100_000, 100_001];

/** As many as are wanted, all different; every course comes once before any comes twice. */
export function planApplications(count: number): readonly PlannedApplication[] {
  return Array.from({ length: count }, (_, index) => planOne(index));
}

function planOne(index: number): PlannedApplication {
  const course = courses[index % courses.length] as Course;
  const cycle = Math.floor(index / courses.length);
  const pick = <T>(from: readonly T[], factor: number): T =>
    from[(index * factor + cycle) % from.length] as T;
  const number = index + 1;
  const line = course.line ?? pick(lines, 1);
  const bodies = planBodies(number, course, pick([false, true, false], 1));
  const sheets = planSheets(index + cycle, course);
  return {
    number,
    title: `Raccolta ${String(number).padStart(3, '0')} di ${bodies[0]?.name ?? ''}`,
    line,
    bodies,
    declared: {
      ...planDeclared({ line, bodies, pick }),
      ...(course.isWeak === true ? weak : {}),
      ...course.declared,
    },
    costs: planCosts(line, index + cycle * 7),
    found: {
      associativeForm: bodies.length === 1 && bodies[0]?.kind === 'union',
      priorityFractions: course.isWeak === true ? 0 : pick([0, 1, 2, 3, 5], 3),
      camApplicable: course.cam ?? pick([false, false, true], 1),
    },
    course,
    sheets,
    decided: course.isWeak === true ? least : middleOf(sheets),
  };
}

/** What keeps an application below thirty points. */
const weak = { design: 'feasibility', fractions: 1, renewables: 'none' } as const;
const least: Judgement = { collectionIncrease: 'small', recyclingIncrease: 'minor' };

function planBodies(
  number: number,
  { bodies = 1, leadKind = 'municipality' }: Course,
  innerArea: boolean,
): readonly PlannedBody[] {
  const name = `Borgo ${String(number).padStart(3, '0')}`;
  return Array.from({ length: bodies }, (_, place) => ({
    name: place === 0 ? name : `${name} ${['Alto', 'Basso'][place - 1] ?? 'Nuovo'}`,
    kind: place === 0 ? leadKind : 'municipality',
    innerArea: place === bodies - 1 && innerArea,
  }));
}

function planDeclared({
  line,
  bodies,
  pick,
}: Pick<PlannedApplication, 'line' | 'bodies'> & {
  readonly pick: <T>(from: readonly T[], factor: number) => T;
}): Declared {
  const population = pick(populations, 2);
  const [lead = '', ...others] = bodies.map(({ name }) => name);
  const hasWorks = line !== '4d' && pick([false, true], 1);
  return {
    hasWorks,
    ...(hasWorks ? { worksStart: pick(['2024-04-23', '2025-09-01'], 3) } : {}),
    // The first serves what the others leave of it.
    served: [
      { name: lead, population: population - 1_000 * others.length },
      ...others.map((name) => ({ name, population: 1_000 })),
    ],
    design: line === '4d' ? 'supplies-only' : pick(designs, 2),
    fractions: pick([1, 2, 3, 7], 3),
    renewables: pick(renewables, 2),
    ...(line === '4c' || line === '4d' ? { otherFractions: pick([1, 2, 4], 1) } : {}),
    ...(line === '4d' ? { compulsoryToo: true, withoutWorks: true } : {}),
  };
}

/** Whole cents; on the composting line technical costs are sometimes more than a tenth of all. */
function planCosts(
  line: PlannedApplication['line'],
  seed: number,
): Readonly<Record<string, number>> {
  const base = 3_000_00 + ((seed * 137_931) % 700_000);
  if (line === '4b') return { 'floating-waste-systems': base * 4, vat: Math.floor(base / 2) };
  if (line === '4c') return { 'collection-containers': base };
  if (line === '4d') return { 'mobile-centre': base * 7 };
  return { 'composting-equipment': base * 20, technical: base * (seed % 2 === 0 ? 1 : 4) };
}

/** Three sheets that agree, or of which one says otherwise. */
function planSheets(seed: number, { isWeak, differ }: Course): PlannedApplication['sheets'] {
  const first: Judgement =
    isWeak === true
      ? least
      : {
          collectionIncrease: seed % 3 === 0 ? 'small' : 'notable',
          recyclingIncrease: recycling[seed % recycling.length] ?? 'minor',
        };
  if (differ !== true) return [first, first, first];
  const other: Judgement = {
    collectionIncrease: first.collectionIncrease === 'small' ? 'notable' : 'small',
    recyclingIncrease: recycling[(seed + 1) % recycling.length] ?? 'minor',
  };
  return [first, other, first];
}

/** Where sheets differ the panel of this plan goes with the two that agree. */
function middleOf([first, , third]: PlannedApplication['sheets']): Judgement {
  if (first !== third) throw new Error('the sheets of the plan have no majority');
  return first;
}
