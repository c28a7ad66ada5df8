import type {
  AssignedPart,
  ConflictWay,
  ExaminationOutcome,
  ExaminationState,
  MemberPart,
  RemovalCause,
} from '../platform/tables.ts';

export type { AssignedPart, ConflictWay, MemberPart, RemovalCause };

/**
 * What lies between a member of a panel and the points of an application:
 *
 *   named by an act ──▶ declared ──▶ assigned ──▶ sheet
 *                          │             │
 *                          └── conflict ─┴──▶ nothing of it any more, whatever was assigned or written
 */
export interface Membership {
  readonly callId: number;
  readonly personId: string;
  readonly number: number;
  readonly part: MemberPart;
  /** As the act names them. */
  readonly name: string;
  /** `YYYY-MM-DD`, of the act that names them. */
  readonly since: string;
}

export interface EvaluationKey {
  readonly callId: number;
  readonly applicationId: string;
}

/** One person at one application. */
export interface SeatKey extends EvaluationKey {
  readonly personId: string;
}

/** Who was given an application, and whether they still have it. */
export interface PanelAssignment extends SeatKey {
  readonly number: number;
  /** As the act that named them does. */
  readonly name: string;
  readonly part: AssignedPart;
  /** The drawing that chose them; none where somebody did, for the reason. */
  readonly drawing: number | null;
  readonly reason: string | null;
  readonly assignedAt: Date;
  readonly removed: Removal | null;
}

export interface Removal {
  readonly at: Date;
  readonly because: RemovalCause;
  readonly reason: string;
}

/** The reporter fills a sheet as every scorer does; experts are heard and fill none. */
export function givesPoints(part: AssignedPart): boolean {
  return part !== 'expert';
}

/** Whether points are of any use: not of what was withdrawn or refused; what was admitted already is scored all the same. */
export function isScored({
  state,
  outcome,
}: {
  readonly state: ExaminationState;
  readonly outcome: ExaminationOutcome | null;
}): boolean {
  return state !== 'withdrawn' && outcome !== 'not-admitted';
}

/** Members of these parts are named to know the applications; the secretary only keeps the papers. */
export function judges(part: MemberPart): boolean {
  return part !== 'secretary';
}

/** What the rows say of one person at one application. */
export interface Standing {
  readonly member: Pick<Membership, 'part'> | undefined;
  /** The number under which the application came to the panel; none where it has not. */
  readonly arrival: number | undefined;
  /** Up to which number the person has declared. */
  readonly declaredTo: number;
  readonly isInConflict: boolean;
  readonly assigned: readonly {
    readonly part: AssignedPart;
    readonly isRemoved: boolean;
  }[];
}

export type ReadingAnswer =
  | 'allowed'
  | 'not-of-the-panel'
  | 'not-arrived'
  | 'not-declared'
  | 'conflict';

/** Whether a person may learn anything of what an application says, as a member of the panel. */
export function decideReading({
  member,
  arrival,
  declaredTo,
  isInConflict,
}: Omit<Standing, 'assigned'>): ReadingAnswer {
  if (isInConflict) return 'conflict';
  if (!member || !judges(member.part)) return 'not-of-the-panel';
  if (arrival === undefined) return 'not-arrived';
  return arrival <= declaredTo ? 'allowed' : 'not-declared';
}

export type ScoringAnswer =
  | 'allowed'
  | 'not-of-the-panel'
  | 'not-declared'
  | 'conflict'
  | 'not-assigned'
  | 'removed';

/** Whether a person may fill a sheet. */
export function decideScoring(standing: Standing): ScoringAnswer {
  const reading = decideReading(standing);
  if (reading === 'not-arrived') return 'not-assigned';
  if (reading !== 'allowed') return reading;
  const scoring = standing.assigned.filter(({ part }) => givesPoints(part));
  if (scoring.some(({ isRemoved }) => !isRemoved)) return 'allowed';
  return scoring.length > 0 ? 'removed' : 'not-assigned';
}
