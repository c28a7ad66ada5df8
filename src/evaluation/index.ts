export {
  decideScoring,
  givesPoints,
  type AssignedPart,
  type EvaluationKey,
  type MemberPart,
  type Membership,
  type PanelAssignment,
  type ReadingAnswer,
  type Removal,
  type RemovalCause,
  type ScoringAnswer,
  type SeatKey,
} from './panel.ts';
export { assignmentsOf, mayRead, mayScore, membershipOf } from './queries.ts';
export { removeForConflict, type ConflictRecorded, type RemovedForConflict } from './store.ts';
