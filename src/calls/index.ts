export { addCallAction } from './call-actions.ts';
export { fillListings } from './catalogue/store-listing.ts';
export { compareVersions, pathText, type Change, type VersionContent } from './compare-versions.ts';
export {
  examineDefinition,
  type DefinitionExamination,
  type ExampleFailure,
} from './examine-definition.ts';
export { hearAnswers, type HeardAnswers } from './interview/hear-answers.ts';
export { jsonSchemaFiles, type SchemaFile } from './json-schema.ts';
export {
  extendCall,
  extendIn,
  setRehearsalTerm,
  setRehearsalTermIn,
  type ExtensionAsked,
  type RehearsalTermAsked,
  type TermOutcome,
} from './extend-call.ts';
export { callSubject, effectiveTerm, findCall, warmCalls } from './find-call.ts';
export { loadDefinitions, type Loaded, type LoadingAsked } from './load-definitions.ts';
export { prepareApart } from './prepare-apart.ts';
export {
  amendCall,
  publishCall,
  publishPrepared,
  type AmendmentAsked,
  type PublicationAsked,
  type PublicationOutcome,
} from './publish-call.ts';
export {
  exportFileName,
  genesisHash,
  isOfBody,
  isVisibleTo,
  type PublishedCall,
} from './published-call.ts';
export { findPublished, loadPublished, type PublishedVersion } from './published-version.ts';
export { findEffectiveTerm } from './queries.ts';
export { readCall, type CallFiles, type CallReading, type TextFile } from './read-call.ts';
export {
  checkShape,
  fits,
  mismatchesWith,
  readCallDocument,
  readDecisionsDocument,
  type DocumentReading,
  type ShapeCheck,
  type ShapeName,
} from './read-document.ts';
export { stateOf, type CallState, type RecordedTerm, type Term } from './term.ts';
export { findVisibleCall } from './visible-call.ts';
