import type { PublishedVersion } from '../calls/index.ts';
import type { Tx } from '../platform/database.ts';
import { decideChange, revisionIn, stateOf, type ChangeRefusal } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  noteStep,
  noteVoid,
  reread,
  type ApplicationAct,
} from './change-application.ts';
import { checkDraft } from './check-application.ts';
import { consentWaysOf } from './consent-ways.ts';
import type { SnapshotDocument } from './documents/handed-in.ts';
import { currentIn, slotsOf } from './documents/slots.ts';
import { markFrozen } from './documents/store.ts';
import type { DraftProblem } from './draft.ts';
import { addConsent } from './give-consent.ts';
import { hashOfBytes, snapshotBytes } from './snapshot.ts';
import { askForConsents } from './notices/tell-consents.ts';
import { recordFreeze, recordVoid } from './store.ts';

export type FreezeOutcome =
  | { readonly type: 'frozen'; readonly application: ApplicationRecord }
  /** It was frozen already: the same text, the same hash. */
  | { readonly type: 'repeated'; readonly application: ApplicationRecord }
  | { readonly type: 'stale'; readonly application: ApplicationRecord }
  | { readonly type: 'incomplete'; readonly problems: readonly DraftProblem[] }
  | { readonly type: 'refused'; readonly code: ChangeRefusal | 'no-power' };

export interface FreezeRequest extends ApplicationAct {
  /** The version that the person has seen: nobody freezes, and consents to, a text they have not read. */
  readonly tag: string;
  /** The rules as they hold now. */
  readonly published: PublishedVersion;
}

/**
 * Freezes the text as it is: from now on it has a hash, to which every partner consents. The lead consents
 * by the same act where the person may consent for it and the call takes that.
 */
export async function freezeApplication(
  tx: Tx,
  { tag, published, ...act }: FreezeRequest,
): Promise<FreezeOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<FreezeOutcome> => {
    const { id: leadId } = application.lead;
    if (!mayActFor(act.principal, 'edit', leadId, act.callId))
      return { type: 'refused', code: 'no-power' };
    const refusal = decideChange(application, application.call.window);
    if (refusal) return { type: 'refused', code: refusal };
    if (revisionIn(tag) !== application.revision) return { type: 'stale', application };
    if (isFrozenNow(application, published)) return { type: 'repeated', application };
    const { problems } = checkDraft(published.call, application);
    if (problems.length > 0) return { type: 'incomplete', problems };
    const still = await decideVoid(tx, application);
    if (still.type === 'refused') return still;
    const draft = await voidEarlier(tx, application, act.principal.personId);
    await freeze(tx, draft, published, act);
    const frozen = await reread(tx, application);
    await askForConsents(tx, frozen);
    return { type: 'frozen', application: frozen };
  });
}

/** Whether what is frozen is what a freeze would make: by the rules that hold, and not withdrawn since. */
function isFrozenNow(application: ApplicationRecord, { version }: PublishedVersion): boolean {
  const isFrozen = application.frozenHash !== null && application.callVersion === version;
  return isFrozen && stateOf(application) !== 'withdrawn';
}

/** A text frozen under an earlier version of the call, or withdrawn, makes room for another. */
async function voidEarlier(
  tx: Tx,
  application: ApplicationRecord,
  personId: string,
): Promise<ApplicationRecord> {
  if (application.frozenHash === null) return application;
  const { id, revision, call, lead } = application;
  const by = { personId, onBehalfOf: lead.id };
  await recordVoid(tx, { callId: call.id, id, revision }, by);
  await noteVoid(tx, application, { ...by, reasons: ['rules'] });
  return reread(tx, application);
}

/** The documents that the application asks for and has, in the order of the call. */
function documentsOf(
  application: ApplicationRecord,
  { call }: PublishedVersion,
): readonly SnapshotDocument[] {
  return slotsOf(call, application).flatMap(({ key }) => {
    const current = currentIn(application.documents, key);
    if (!current) return [];
    const { slot, version, name, kind, bytes, hash } = current;
    return [{ slot, version, name, kind, bytes, sha256: hash }];
  });
}

async function freeze(
  tx: Tx,
  application: ApplicationRecord,
  published: PublishedVersion,
  { principal, callId }: ApplicationAct,
): Promise<void> {
  const { id, title, lead, partners, content, revision, call } = application;
  const { personId } = principal;
  const documents = documentsOf(application, published);
  const bytes = snapshotBytes({
    bandolo: 'application/1',
    call: {
      slug: call.slug,
      mode: call.mode,
      version: published.version,
      definitionHash: published.hash,
    },
    application: id,
    revision,
    title,
    lead,
    partners,
    content,
    ...(documents.length > 0 && { documents }),
  });
  const hash = hashOfBytes(bytes);
  await markFrozen(tx, { callId, id }, documents);
  await recordFreeze(
    tx,
    { callId, id },
    { hash, content: bytes, callVersion: published.version, personId },
  );
  await noteStep(tx, application, {
    act: 'application-frozen',
    personId,
    onBehalfOf: lead.id,
    to: 'frozen',
    content: bytes,
  });
  const mayConsent = consentWaysOf(published.call.document).includes('account');
  if (mayConsent && mayActFor(principal, 'consent', lead.id, callId))
    await addConsent(tx, await reread(tx, application), { personId, organisationId: lead.id });
}
