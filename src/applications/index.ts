import type { Subject } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { findApplicationSubject } from './queries.ts';

export {
  addApplicationPart,
  type ApplicationAudience,
  type ApplicationPart,
} from './application-parts.ts';
export { addressOf, trailOf } from './addresses.ts';
export { applicationParams, hashSchema } from './api-schemas.ts';
export { versionTag } from './application.ts';
export { claimContent, withContent, type HeldContent } from './contents/hold-content.ts';
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
export { contentReply, fileBody, nameQuery } from './documents/api-schemas.ts';
export { sendContent } from './documents/download.ts';
export { readFileName } from './documents/handed-in.ts';
export { kindText, sizeText } from './documents/words.ts';
export { findPersonRecipient, findRecipients, type Recipient } from './partnership/recipients.ts';
export { addScan } from './scans/scan-content.ts';
export type { ScanState } from './scans/scan-state.ts';
export { ScanTag } from './scans/scan-tag.tsx';
export type { ApplicationRecord } from './application-record.ts';
export { contentTasks } from './contents/content-tasks.ts';
export { scanTasks } from './scans/scan-content.ts';
export { checkTexts, textsChain } from './check-texts.ts';
export {
  checkRegister,
  readRegisterHeads,
  readRegisters,
  registerChain,
} from './register/check-register.ts';
export { readDraft, type Draft } from './draft.ts';
export { editApplication } from './edit-application.ts';
export { firstSubmission } from './first-submission.ts';
export { freezeApplication } from './freeze-application.ts';
export { giveConsent } from './give-consent.ts';
export { findApplication, findApplicationIn } from './queries.ts';
export { startApplication } from './start-application.ts';
export {
  readApplicationLines,
  readApplications,
  type ApplicationReading,
} from './read-applications.ts';

/** What an address that names an application is about, for the guard. */
export function applicationSubject({
  database,
}: Pick<Services, 'database'>): (params: {
  readonly call?: string;
  readonly application?: string;
}) => Promise<Subject | undefined> {
  return (params) => findApplicationSubject(database, params);
}
export { noticeTasks } from './notices/notice-tasks.ts';
export { findCurrentVersion, findSnapshot } from './queries.ts';
export { protocolOf } from './register/entry.ts';
export { readAnswer, typedOf, type Typed } from './sections/answer-text.ts';
export type { DraftField } from './sections/draft-field.ts';
export { FieldView } from './sections/field-view.tsx';
export { readable } from './sections/field-words.ts';
export { sectionForm, textsOf, type SentForm } from './sections/section-form.ts';
export { Why, withNames } from './sections/why-view.tsx';
export { readSnapshot, type Snapshot } from './snapshot.ts';
