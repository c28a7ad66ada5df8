export { checkProgramme } from './check-programme.ts';
export { itemFor } from './check-expenses.ts';
export { exactBudget, type ExactBudget, type MovedCent } from './exact-budget.ts';
export type { Finding, FindingCode } from './finding.ts';
export type {
  ProgrammeDocument,
  TargetDocument,
  TargetScope,
  TargetUnit,
  TargetValue,
} from './programme-document.ts';
export { programmeSchemaFile } from './json-schema.ts';
export { readProgramme, type ShapeProblem } from './programme-schema.ts';
export { askedInAll, compareWithTarget, plannedAttendance, type Count } from './target-figures.ts';
