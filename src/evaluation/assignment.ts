import {
  decideReading,
  type AssignedPart,
  type MemberPart,
  type ReadingAnswer,
  type Standing,
} from './panel.ts';

/** Who has an application now, by what they do. */
export interface Assigned {
  readonly scorers: number;
  readonly reporters: number;
  readonly experts: number;
}

export type AssignmentRefusal =
  | Exclude<ReadingAnswer, 'allowed'>
  | 'already-assigned'
  | 'had-before'
  | 'part-unfit'
  | 'reporter-there'
  | 'enough-scorers'
  | 'enough-experts';

/** Why somebody cannot be given an application in a part, by hand as by rotation. */
export function decideAssignment(
  standing: Standing,
  part: AssignedPart,
  {
    has,
    wanted,
  }: { readonly has: Assigned; readonly wanted: Pick<Assigned, 'scorers' | 'experts'> },
): AssignmentRefusal | undefined {
  const reading = decideReading(standing);
  if (reading !== 'allowed') return reading;
  if (standing.assigned.some(({ isRemoved }) => !isRemoved)) return 'already-assigned';
  // Whatever was written then is kept as removed, and is not taken up again.
  if (standing.assigned.length > 0) return 'had-before';
  if (!standing.member || !isFit(standing.member.part, part)) return 'part-unfit';
  if (part === 'expert') return has.experts >= wanted.experts ? 'enough-experts' : undefined;
  if (part === 'reporter' && has.reporters > 0) return 'reporter-there';
  return has.scorers >= wanted.scorers ? 'enough-scorers' : undefined;
}

/** Experts give opinions, and nobody else does. */
export function isFit(member: MemberPart, part: AssignedPart): boolean {
  if (member === 'secretary') return false;
  return (member === 'expert') === (part === 'expert');
}
