import type { Declared, PlannedApplication, PlannedBody } from './plan.ts';

/** A check of the office that is found against an application; those that the rules decide need nobody. */
export type Against =
  | 'wasteLaw'
  | 'wastePlan'
  | 'dnsh'
  | 'inLombardy'
  | 'coherentWithCall'
  | 'camRespected'
  | 'climateCheck';

/** What becomes of an application, whatever it says. */
export interface Course {
  readonly name: string;
  readonly outcome: 'admitted' | 'with-reserve' | 'not-admitted' | 'withdrawn';
  /** The office cannot say whether it is complete, asks, and hears this. */
  readonly asked?: 'answers' | 'corrects' | 'keeps-silent';
  /** What the office finds against it. */
  readonly against?: Against;
  /** The rules decide against it by what it declares itself. */
  readonly isAgainstByRules?: boolean;
  /** What comes of the notice of the reasons against it. */
  readonly notice?: 'silence' | 'upheld' | 'overcome';
  /** The office decides the check otherwise than the rules, or verifies a value, before any notice. */
  readonly overruled?: 'check' | 'value';
  /** Refused, and examined again on a legal ground. */
  readonly isReinstated?: boolean;
  readonly isReserveLifted?: boolean;
  /** Its outcome is recorded before the panel has seen it. */
  readonly isDecidedFirst?: boolean;
  readonly withdrawn?: 'at-once' | 'under-way' | 'waiting' | 'in-session';
  readonly conflict?: 'declared' | 'late';
  readonly differ?: boolean;
  /** Below thirty points. */
  readonly isWeak?: boolean;
  readonly line?: PlannedApplication['line'];
  readonly bodies?: number;
  readonly leadKind?: PlannedBody['kind'];
  readonly declared?: Partial<Declared>;
  readonly cam?: boolean;
}

const tooEarly = { hasWorks: true, worksStart: '2024-04-22' } as const;

export const courses: readonly Course[] = [
  { name: 'nothing wrong with it', outcome: 'admitted' },
  { name: 'an aggregation of three', outcome: 'admitted', bodies: 3, isDecidedFirst: true },
  {
    name: 'a union alone, sheets that differ',
    outcome: 'admitted',
    leadKind: 'union',
    differ: true,
  },
  { name: 'asked, and answers', outcome: 'admitted', asked: 'answers' },
  { name: 'asked, and corrects', outcome: 'admitted', asked: 'corrects', line: '4b' },
  {
    name: 'asked, and keeps silent',
    outcome: 'not-admitted',
    asked: 'keeps-silent',
    notice: 'silence',
  },
  {
    name: 'works begun too early',
    outcome: 'not-admitted',
    isAgainstByRules: true,
    notice: 'silence',
    line: '4b',
    declared: tooEarly,
  },
  {
    name: 'against the waste plan',
    outcome: 'not-admitted',
    against: 'wastePlan',
    notice: 'upheld',
  },
  { name: 'harm, cleared up', outcome: 'admitted', against: 'dnsh', notice: 'overcome' },
  {
    name: 'works begun too early, as it seemed',
    outcome: 'admitted',
    overruled: 'value',
    line: '4a',
    declared: tooEarly,
  },
  {
    name: 'no body of the list, as it seemed',
    outcome: 'admitted',
    overruled: 'check',
    leadKind: 'other',
    differ: true,
  },
  {
    name: 'only the compulsory fractions',
    outcome: 'not-admitted',
    isAgainstByRules: true,
    notice: 'upheld',
    line: '4c',
    declared: { otherFractions: 0 },
  },
  {
    name: 'a centre that needs works, reinstated',
    outcome: 'admitted',
    isAgainstByRules: true,
    notice: 'silence',
    isReinstated: true,
    line: '4d',
    declared: { withoutWorks: false },
  },
  { name: 'with reserve', outcome: 'with-reserve', isDecidedFirst: true },
  {
    name: 'with a reserve that is lifted',
    outcome: 'admitted',
    isReserveLifted: true,
    differ: true,
  },
  { name: 'withdrawn at once', outcome: 'withdrawn', withdrawn: 'at-once' },
  { name: 'withdrawn under examination', outcome: 'withdrawn', withdrawn: 'under-way' },
  {
    name: 'withdrawn instead of an answer',
    outcome: 'withdrawn',
    asked: 'keeps-silent',
    withdrawn: 'waiting',
  },
  { name: 'withdrawn with its sheets open', outcome: 'withdrawn', withdrawn: 'in-session' },
  { name: 'a conflict that is declared', outcome: 'admitted', conflict: 'declared', bodies: 2 },
  {
    name: 'a conflict that comes late',
    outcome: 'admitted',
    conflict: 'late',
    isDecidedFirst: true,
  },
  {
    name: 'too few points',
    outcome: 'admitted',
    isWeak: true,
    declared: { served: [{ name: 'Borgo', population: 900 }] },
  },
  {
    name: 'environmental criteria not respected',
    outcome: 'not-admitted',
    against: 'camRespected',
    cam: true,
    notice: 'silence',
  },
  {
    name: 'no climate check, cleared up',
    outcome: 'admitted',
    against: 'climateCheck',
    notice: 'overcome',
    line: '4a',
    differ: true,
  },
];
