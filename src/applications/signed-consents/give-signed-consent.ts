import { readFile } from 'node:fs/promises';
import { findRepresentatives, type Principal } from '../../accounts/index.ts';
import { loadPublished } from '../../calls/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { discardFile, receiveFile, type ReceivedFile } from '../../platform/files/receive-file.ts';
import { isGrownFrom, type TextPdf } from '../../platform/files/text-pdf.ts';
import type { Services } from '../../platform/services.ts';
import {
  readSignedFile,
  signedFileBytesMax,
  type Anchors,
  type CheckedSigner,
  type SignedFile,
} from '../../platform/signatures/index.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { changeApplication, reread, type ApplicationAct } from '../change-application.ts';
import { consentWaysOf } from '../consent-ways.ts';
import { claimContent, withContent, type HeldContent } from '../contents/hold-content.ts';
import { addConsent, decideConsent, hasConsented } from '../give-consent.ts';
import { abilitiesOf } from '../next-step.ts';
import { findApplication, findSnapshot } from '../queries.ts';
import { readSnapshot } from '../snapshot.ts';
import { printSnapshot } from './frozen-print.ts';
import type { Refused, SignedConsentRefusal } from './refusals.ts';
import { insertSignedConsent, type SignatureReport } from './store.ts';
import { takeTurn } from './turns.ts';

export interface SignedConsentDesk {
  readonly services: Services;
  readonly store: FileStore;
  /** Whom the body trusts, as it is now; nothing where the operator has named nobody. */
  readonly anchors: (() => Promise<Anchors>) | undefined;
}

export interface SignedConsent extends ApplicationAct {
  readonly organisationId: string;
  /** The hash of the text that was signed, in hexadecimal. */
  readonly hash: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytesTold: number | undefined;
}

export type SignedConsentOutcome =
  | { readonly type: 'given' | 'repeated'; readonly application: ApplicationRecord }
  | Refused;

/**
 * Takes a consent that a legal representative has signed. Whoever brings the file need not be who signed it: the
 * signature says who consents, and the file is kept with all that was checked about it.
 */
export async function giveSignedConsent(
  desk: SignedConsentDesk,
  asked: SignedConsent,
): Promise<SignedConsentOutcome | undefined> {
  const { services, store, anchors: trusted } = desk;
  const application = await findApplication(services.database, asked.callId, asked.applicationId);
  if (!application) return undefined;
  const code = trusted ? refusalOf(application, asked) : 'signature-off';
  if (code || !trusted) return refused(code ?? 'signature-off');
  const texts = await textsOf(services, application, asked.hash);
  if (!texts) return refused('text-changed');
  if (!texts.isAllowed) return refused('way-not-allowed');
  const received = await receiveFile(asked.content, {
    folder: store.incoming,
    bytesMax: signedFileBytesMax,
    bytesTold: asked.bytesTold,
  });
  if (received.type === 'refused') return received;
  const { file } = received;
  try {
    const at = services.clock();
    const anchors = await trusted();
    const checked = await takeTurn(() => checkFile(file, { anchors, at, texts }));
    if (checked.type === 'refused') return checked;
    return await withContent({ db: services.database.db, store }, file, (held) =>
      count(services, { asked, file, held, checked, anchors, at }),
    );
  } finally {
    await discardFile(file);
  }
}

function refused(code: SignedConsentRefusal): Refused {
  return { type: 'refused', code };
}

/** People of the organisation bring its signature, and those who edit for the lead. */
export function mayBring(
  principal: Principal,
  application: ApplicationRecord,
  organisationId: string,
): boolean {
  return abilitiesOf(principal, application).bringsFor.includes(organisationId);
}

function refusalOf(
  application: ApplicationRecord,
  { principal, organisationId, hash }: SignedConsent,
): SignedConsentRefusal | undefined {
  if (!mayBring(principal, application, organisationId)) return 'no-power';
  const isGiven = application.frozenHash === hash && hasConsented(application, organisationId);
  return isGiven ? undefined : decideConsent(application, organisationId, hash);
}

interface Texts {
  readonly exact: Buffer;
  readonly print: TextPdf;
  readonly isAllowed: boolean;
}

/** Both forms of the frozen text that may be signed. */
async function textsOf(
  services: Services,
  application: ApplicationRecord,
  hash: string,
): Promise<Texts | undefined> {
  const callId = application.call.id;
  const key = { callId, id: application.id, hash };
  const exact = await findSnapshot(services.database.db, key);
  if (!exact) return undefined;
  const snapshot = readSnapshot(exact);
  const { version } = snapshot.call;
  const { document } = (await loadPublished(services, { callId, version })).call;
  return {
    exact,
    print: printSnapshot(snapshot, hash, document),
    isAllowed: consentWaysOf(document).includes('signature'),
  };
}

async function checkFile(
  file: ReceivedFile,
  { anchors, at, texts }: { readonly anchors: Anchors; readonly at: Date; readonly texts: Texts },
): Promise<SignedFile | Refused> {
  const { exact, print } = texts;
  const bytes = await readFile(file.path);
  const read = await readSignedFile(bytes, { anchors, at, texts: [exact, print.bytes] });
  if (read.type === 'refused')
    return refused(read.code === 'too-large' ? 'file-too-large' : read.code);
  const isText = read.content.equals(exact) || read.content.equals(print.bytes);
  const isSame = isText || (read.form === 'pades' && isGrownFrom(print, read.content));
  return isSame ? read : refused('other-text');
}

interface Counting {
  readonly asked: SignedConsent;
  readonly file: ReceivedFile;
  readonly held: HeldContent;
  readonly checked: SignedFile;
  readonly anchors: Anchors;
  readonly at: Date;
}

function count(services: Services, counting: Counting): Promise<SignedConsentOutcome | undefined> {
  const { asked, checked } = counting;
  return services.database.db.transaction().execute((tx) =>
    changeApplication(tx, asked, async (application): Promise<SignedConsentOutcome> => {
      const { organisationId, hash } = asked;
      const code = refusalOf(application, asked);
      if (code) return refused(code);
      if (application.frozenHash === hash && hasConsented(application, organisationId))
        return { type: 'repeated', application };
      const found = await decideSigner(tx, organisationId, checked.signers);
      if (found.type === 'refused') return found;
      await record(tx, application, { ...counting, ...found });
      return { type: 'given', application: await reread(tx, application) };
    }),
  );
}

interface FoundSigner {
  readonly type: 'signer';
  readonly signer: CheckedSigner;
  readonly personId: string;
}

/** The one of the signers who represents the organisation now, and whose signature counts. */
async function decideSigner(
  tx: Tx,
  organisationId: string,
  signers: readonly CheckedSigner[],
): Promise<FoundSigner | Refused> {
  const representatives = await findRepresentatives(tx, organisationId);
  const theirs = signers.flatMap((signer) => {
    const who = representatives.find(({ fiscalCode }) => fiscalCode === signer.fiscalCode);
    return who ? [{ signer, personId: who.personId }] : [];
  });
  const good = theirs.find(({ signer }) => signer.problem === undefined);
  if (good) return { type: 'signer', ...good };
  // Of a signature that proves nothing it is not worth saying whose it claims to be.
  const problem = (theirs[0]?.signer ?? signers.find((each) => each.problem !== undefined))
    ?.problem;
  if (problem !== undefined) return refused(problem);
  const names = signers.map(({ name, fiscalCode }) => `${name} (${fiscalCode ?? '–'})`);
  return { type: 'refused', code: 'another-person', signers: names };
}

async function record(
  tx: Tx,
  application: ApplicationRecord,
  { asked, file, held, checked, anchors, at, signer, personId }: Counting & FoundSigner,
): Promise<void> {
  const { organisationId, hash, principal } = asked;
  const report: SignatureReport = {
    form: checked.form,
    checkedAt: at.toISOString(),
    signer,
    others: checked.signers.length - 1,
    ...(anchors.issuedAt === undefined ? {} : { listIssuedAt: anchors.issuedAt }),
  };
  await claimContent(tx, held);
  await addConsent(tx, application, {
    personId,
    organisationId,
    step: {
      act: 'consent-signed',
      personId: principal.personId,
      content: canonicalJson({ hash, file: file.hash, certificate: signer.certificateHash }),
    },
  });
  await insertSignedConsent(tx, {
    callId: asked.callId,
    id: application.id,
    hash,
    organisationId,
    fileHash: file.hash,
    fileBytes: file.bytes,
    uploadedBy: principal.personId,
    report,
  });
}
