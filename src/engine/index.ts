export { assess } from './assessment/assess.ts';
export { assessmentToJson, type AssessmentJson } from './assessment/assessment-json.ts';
export type { Assessment, Outcome } from './assessment/assessment.ts';
export {
  prepareApplication,
  type ApplicationProblem,
  type Prepared,
} from './assessment/prepare-facts.ts';
export { compileCall, type Call, type Track } from './definition/compile-call.ts';
export type { ApplicationDocument } from './definition/application-document.ts';
export type { CallDocument } from './definition/call-document.ts';
export type { Decision, DecisionsDocument, Gap, Json, Localized } from './definition/gap.ts';
export type { DefinitionPath, DefinitionProblem } from './definition/problem.ts';
export type { ExampleDocument } from './definition/example-document.ts';
export { ExampleRunner, type Mismatch } from './examples/run-example.ts';
