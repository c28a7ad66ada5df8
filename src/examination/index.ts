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
export { assignExamination } from './queue/assign.ts';
export { findExamination, findToday, isNotWithdrawn, listSuspensions } from './queries.ts';
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
export { noteEvent, type EventNoted, type EventOutcome } from './note-event.ts';
export { intakeTasks, takeIn, takeInCall } from './take-in.ts';
export { TermBar } from './term-bar.tsx';
export { countOpen, type Examined, type ExaminedCheck } from './checks/examined.ts';
export { findExamined } from './checks/find-examined.ts';
export type { EvidenceLink, FindingRecord, Standing } from './checks/finding.ts';
export { outcomeInForce, type OutcomeAct, type Reason } from './checks/outcome-act.ts';
export { confirmFinding } from './checks/confirm-finding.ts';
export { passPhase, passPhaseByRules, type PhaseOutcome } from './checks/pass-phase.ts';
export { checkPages } from './checks/pages.tsx';
export { listOutcomeActs } from './checks/queries.ts';
export { checkRoutes } from './checks/routes.ts';
export { lockExamined } from './checks/act-on-examination.ts';
export { readExamined } from './checks/find-examined.ts';
export { readReceived, type ReceivedApplication } from './checks/read-received.ts';
export { recordPanelFindings, type PanelFindings } from './checks/panel-findings.ts';
export { recordFindings } from './checks/record-findings.ts';
export { recordOutcome } from './checks/record-outcome.ts';
export { beginLetters, beginSourceLetters, type LettersOutcome } from './letters/begin-letters.ts';
export type {
  LetterRules,
  LetterSource,
  SourceAsked,
  SourcedLetter,
} from './letters/letter-source.ts';
export { textOf as letterText, type LetterText, type LetterValues } from './letters/letter.ts';
export { commonValues } from './letters/letter-values.ts';
export { LetterPreview } from './letters/letter-preview.tsx';
export { listBatches } from './letters/store.ts';
export { loadLetterRules, readLetterRules } from './letters/write-letters.ts';
export { letterTasks } from './letters/letter-tasks.ts';
export { letterPages } from './letters/pages.tsx';
export { letterRoutes } from './letters/routes.ts';
export { messagePages } from './messages/pages.tsx';
export { listMessages } from './messages/queries.ts';
export { sendMessage } from './messages/send-message.ts';
export { messageRoutes } from './messages/routes.ts';
export { addPrint, findPrinted, makePrint, type Press } from './prints/print.ts';
export { printTasks } from './prints/print-tasks.ts';
