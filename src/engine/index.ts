export {
  advise,
  adviseLine,
  isGrantSettled,
  type Advice,
  type Answers,
  type LineAdvice,
} from './advice/advise.ts';
export type { OpenQuestion } from './advice/open-questions.ts';
export type { ApplicationProblem } from './assessment/application-problem.ts';
export { assess, withThresholds } from './assessment/assess.ts';
export { declaredIn, isItems, mostRecognised, recognisedIn } from './assessment/read-costs.ts';
export { assessmentToJson, type AssessmentJson } from './assessment/assessment-json.ts';
export type { Assessment, Outcome } from './assessment/assessment.ts';
export {
  findForeignAnswers,
  findMissingAnswers,
  type MissingAnswer,
} from './assessment/missing-answers.ts';
export { findPapers, type DuePaper } from './assessment/find-papers.ts';
export { prepareApplication, type Prepared } from './assessment/prepare-facts.ts';
export {
  liveFigures,
  readLiveRules,
  type LiveAmounts,
  type LiveCall,
  type LiveFigures,
  type LiveRules,
} from './assessment/live-rules.ts';
export { settleLiveRules } from './assessment/settle-live-rules.ts';
export {
  actText,
  beginChain,
  extendChain,
  publishPot,
  replayChain,
  type ActChain,
  type ChainRefused,
  type PublishedAct,
  type PublishedEntry,
  type PublishedPot,
  type ScrollOrder,
} from './bundle/act-chain.ts';
export { aboutBundles } from './bundle/about.ts';
export { canonicalJson } from './bundle/canonical-json.ts';
export {
  bundleParts,
  findBroken,
  headText,
  partTexts,
  signedText,
  type BundlePart,
  type BundleSignature,
  type SealedBundle,
  type SealHashes,
} from './bundle/seal.ts';
export { makeBundle, settleApplications, type Bundle, type BundleSource } from './bundle/bundle.ts';
export { checkBundle, type BundleCheck, type BundleDifference } from './bundle/check-bundle.ts';
export { answerCostText } from './costs/read-cost-line.ts';
export {
  compileCall,
  leavesOf,
  onlyTrack,
  type Call,
  type Track,
} from './definition/compile-call.ts';
export type {
  Admission,
  ApplicationDocument,
  CostItem,
  CostValue,
  FactValue,
} from './definition/application-document.ts';
export type {
  CallDocument,
  ClockDocument,
  EventDocument,
  ProcedureStep,
} from './definition/call-document.ts';
export type {
  ExaminationDocument,
  LetterDocument,
  LetterOccasion,
  LetterOutcome,
  PanelDocument,
} from './definition/examination-document.ts';
export type { PublicationDocument } from './definition/publication-document.ts';
export type { FactDocument } from './definition/fact-document.ts';
export type { ExampleDocument } from './definition/example-document.ts';
export type { Decision, DecisionsDocument, Gap, Json, Localized } from './definition/gap.ts';
export type { DefinitionPath, DefinitionProblem } from './definition/problem.ts';
export { ExampleRunner, type Mismatch } from './examples/run-example.ts';
export { findBreaches, type RuleBreach } from './round/find-breaches.ts';
export { RoundCollector, type StandingReason } from './round/collect-round.ts';
export {
  roundRows,
  settleRound,
  type Round,
  type RoundRow,
  type RoundStop,
} from './round/settle-round.ts';
export {
  formatInstant,
  instantAt,
  localDateOf,
  parseInstant,
  parseZone,
  startOfDay,
} from './calendar/instant.ts';
export { readCallClock, readWindowDocument, windowInForce } from './definition/procedure-dates.ts';
export { timeLeftText } from './calendar/time-left.ts';
export {
  addDays,
  daysBetween,
  durationOf,
  formatDay,
  parseDay,
  type DayNumber,
} from './calendar/civil-date.ts';
export type { ClockReading, ClockStep } from './calendar/clock.ts';
export type { Suspension } from './calendar/suspension.ts';
export { isGap, known, type OrGap } from './definition/gap.ts';
export { add, compare, fraction, multiply, one, zero, type Fraction } from './numbers/fraction.ts';
export { formatPoints, parsePercent, parsePoints, type Points } from './numbers/points.ts';
export { formatCents, parseCents, suggestAmount, type Cents } from './numbers/money.ts';
export { parseRate } from './numbers/rate.ts';
export { roundTable } from './rounding/controlled-rounding.ts';
export { firstAct, type FundingAct } from './ranking/funding-act.ts';
export {
  outcomeCode,
  outcomes as roundOutcomes,
  reasons as fundingReasons,
  type Outcome as RoundOutcome,
  type Reason as FundingReason,
} from './ranking/outcome.ts';
export { standingCode, standings, type Standing } from './ranking/ranking-table.ts';
export { partialPolicies, type PartialPolicy, type TiePolicy } from './ranking/funding-run.ts';
export type { RankingKey } from './ranking/rank.ts';
export type { RoundPlan } from './round/round-plan.ts';
export type { FundingPolicy } from './ranking/fund.ts';
export type { Addition, Origin, PotAccount } from './ranking/pots.ts';
export { scroll, type Refused as ScrollRefused, type Saving } from './ranking/scroll.ts';
export { withDecisions, type RoundDecisions } from './round/round-decisions.ts';
export { measureComposition, type Composition } from './assessment/measure-composition.ts';
export { explain } from './explanation/explain.ts';
export { groundOf, groundsOf, type Ground } from './explanation/grounds.ts';
export type { Figure, Limit } from './explanation/figure.ts';
export { articleOf, findFigure, idOf } from './explanation/find-figure.ts';
export { whatWouldChange } from './explanation/change.ts';
export { limitAt } from './explanation/recompute-costs.ts';
export { decisiveLimit } from './explanation/sentence-costs.ts';
export { tellFigure } from './explanation/render.ts';
export { sentenceOf } from './explanation/sentence.ts';
export { elided, lowerFirst, pointsNumber, rateWords } from './explanation/words.ts';
export { FigureTooLarge } from './condition/facts.ts';
export { readAmount, writeAmount, type NumberStyle } from './text/amount-text.ts';
export { findNearest } from './text/nearest.ts';
export { workExample, type WorkedExample } from './examples/work-example.ts';
export type { Check, FactPlace, Verdict } from './examination/check.ts';
export {
  findingsInForce,
  findMisplaced,
  readEntry,
  subjectOf,
  withFindings,
  type Finding,
} from './examination/finding.ts';
export { listChecks } from './examination/list-checks.ts';
export { phasesOf, readPhases, type Phase, type PhaseReading } from './examination/phases.ts';
export {
  allClocks,
  examinationClock,
  type ExaminationClock,
  type ProcedureDays,
  type Standstill,
} from './examination/examination-clock.ts';
export {
  readClarification,
  readNotice,
  type ClarificationDays,
  type NoticeDays,
  type StandstillReading,
} from './examination/standstills.ts';
export {
  sheetOf,
  type Sheet,
  type SheetBonus,
  type SheetChoice,
  type SheetCriterion,
  type SheetThreshold,
} from './examination/sheet.ts';
export {
  figuresOf,
  sheetFigures,
  type SheetEntries,
  type SheetFigures,
  type SheetReading,
} from './examination/sheet-figures.ts';
export {
  consolidatePoints,
  type Consolidated,
  type ConsolidationRule,
} from './examination/consolidate.ts';
export { consolidationRuleOf, outlierRuleOf } from './examination/panel-rule.ts';
export { outliersOf, type Outlier } from './examination/outliers.ts';
export {
  findLetter,
  letterPlaces,
  readLetterText,
  type LetterPart,
} from './definition/letter-text.ts';
export { closingDayOf } from './definition/procedure-dates.ts';
