export { beginExamination, type BeginOutcome } from './begin-examination.ts';
export { clockOf, dayOf, readExaminationClock, zoneOf } from './clock.ts';
export {
  decideAct,
  decideBegin,
  decideWork,
  isOpen,
  openStates,
  type ExaminationKey,
  type ExaminationOutcome,
  type ExaminationRecord,
  type ExaminationRefusal,
  type ExaminationState,
  type ProcedureEvent,
  type RecordedSuspension,
  type SuspensionCause,
} from './examination.ts';
export { findExamination, findToday, listSuspensions } from './queries.ts';
export {
  chainOf,
  endSuspension,
  lockExamination,
  recordEvent,
  recordExamination,
  recordSuspension,
  settleClock,
  subjectOf,
  type ExaminationAct,
  type ExaminationChanges,
  type NewSuspension,
} from './store.ts';
export { intakeTasks, takeIn, takeInCall } from './take-in.ts';
export { TermBar } from './term-bar.tsx';
