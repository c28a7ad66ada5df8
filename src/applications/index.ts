import type { Subject } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { findApplicationSubject } from './queries.ts';

export { addressOf, trailOf } from './addresses.ts';
export { totalSaid } from './answers-said.ts';
export { applicationParams, hashSchema, snapshotSchema } from './api-schemas.ts';
export {
  addApplicationPart,
  type ApplicationAudience,
  type ApplicationPart,
} from './application-parts.ts';
export type { ApplicationRecord } from './application-record.ts';
export { versionTag } from './application.ts';
export { checkTexts, textsChain } from './check-texts.ts';
export { contentTasks } from './contents/content-tasks.ts';
export {
  claimContent,
  forgetContent,
  withContent,
  type HeldContent,
} from './contents/hold-content.ts';
export { findDifferences } from './differences.ts';
export { addExaminedDocuments } from './documents/add-examined-documents.ts';
export { contentReply, despiteQuery, fileBody, nameQuery } from './documents/api-schemas.ts';
export {
  addFileBody,
  addFileForm,
  bytesToldBy,
  isFormTooLarge,
  letPass,
  nothingSent,
  piecesOf,
  type FormBody,
} from './documents/bodies.ts';
export {
  givenOf,
  isInfected,
  sendContent,
  type Infected,
  type StoredFile,
} from './documents/download.ts';
export { readFileName, type SnapshotDocument } from './documents/handed-in.ts';
export { slotsOf } from './documents/slots.ts';
export { kindText, sizeText } from './documents/words.ts';
export { readDraft, type Draft } from './draft.ts';
export { editApplication } from './edit-application.ts';
export { firstSubmission } from './first-submission.ts';
export { freezeApplication } from './freeze-application.ts';
export { giveConsent } from './give-consent.ts';
export { noticeTasks } from './notices/notice-tasks.ts';
export { findPersonRecipient, findRecipients, type Recipient } from './partnership/recipients.ts';
export { loadCurrentCall } from './published-call.ts';
export { findApplication, findApplicationIn, findCurrentVersion, findSnapshot } from './queries.ts';
export {
  readApplicationLines,
  readApplications,
  type ApplicationReading,
} from './read-applications.ts';
export { pointerTo } from './refusal.ts';
export {
  checkRegister,
  readRegisterHeads,
  readRegisters,
  registerChain,
} from './register/check-register.ts';
export { protocolOf } from './register/entry.ts';
export { addScan, findScan, scanTasks } from './scans/scan-content.ts';
export type { ScanState } from './scans/scan-state.ts';
export { ScanTag } from './scans/scan-tag.tsx';
export { readAnswer, typedOf, type Typed } from './sections/answer-text.ts';
export { valueAt, withValue, type DraftField } from './sections/draft-field.ts';
export { FieldView } from './sections/field-view.tsx';
export { labelOfField, readable, readableStored } from './sections/field-words.ts';
export { fieldsOf } from './sections/section-fields.ts';
export { sectionForm, textsOf, type SentForm } from './sections/section-form.ts';
export { sectionWords } from './sections/section-words.ts';
export { AmountView, Why, withNames } from './sections/why-view.tsx';
export { seesAll, shownContent, sightOf, type Sight } from './sight.ts';
export { hashOfBytes, readSnapshot, snapshotBytes, type Snapshot } from './snapshot.ts';
export { signatureRefusals } from './signed-consents/refusals.ts';
export { takeTurn } from './signed-consents/turns.ts';
export { startApplication } from './start-application.ts';
export { findUnstorable } from './unstorable.ts';
export { plainName } from './whole/whole-pages.ts';
export { addWholePart, type WholeAddition } from './whole/whole-parts.ts';

/** What an address that names an application is about, for the guard. */
export function applicationSubject({
  database,
}: Pick<Services, 'database'>): (params: {
  readonly call?: string;
  readonly application?: string;
}) => Promise<Subject | undefined> {
  return (params) => findApplicationSubject(database, params);
}
