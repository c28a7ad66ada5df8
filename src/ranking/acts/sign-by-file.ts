import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { holdsNow } from '../../accounts/index.ts';
import { takeTurn, withContent, type HeldContent } from '../../applications/index.ts';
import type { Db } from '../../platform/database.ts';
import { discardFile, receiveFile, type ReceivedFile } from '../../platform/files/receive-file.ts';
import { isGrownFrom } from '../../platform/files/text-pdf.ts';
import {
  readSignedFile,
  signedFileBytesMax,
  type Anchors,
  type CheckedSigner,
  type SignedFile,
} from '../../platform/signatures/index.ts';
import { writeSignSheet } from './act-document.ts';
import type { ActDesk, ComposedText } from './compose-act.ts';
import { findPrintedText } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { signAct, type Signatory, type SignAsked, type SignOutcome } from './sign-act.ts';

export interface SignByFileAsked extends SignAsked {
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytesTold: number | undefined;
  /** Whom the body trusts, as it is now; nothing where the operator has named nobody. */
  readonly anchors: (() => Promise<Anchors>) | undefined;
}

/**
 * Signs an act with a file that somebody with the power has signed: around the exact text, beside it, or as a PDF that
 * prints it. Whoever brings the file need not be who signed it; the file is kept with all that was checked.
 */
export async function signByFile(
  desk: ActDesk,
  asked: SignByFileAsked,
): Promise<SignOutcome | undefined> {
  const { anchors: trusted } = asked;
  if (!trusted) return refused('signature-off');
  const received = await receiveFile(asked.content, {
    folder: desk.store.incoming,
    bytesMax: signedFileBytesMax,
    bytesTold: asked.bytesTold,
  });
  if (received.type === 'refused') return refused(received.code);
  const { file } = received;
  try {
    const { db } = desk.services.database;
    return await withContent({ db, store: desk.store }, file, (held) =>
      signAct(desk, asked, (text) => findSigner(desk, { asked, trusted, file, held, text })),
    );
  } finally {
    await discardFile(file);
  }
}

interface Looking {
  readonly asked: SignByFileAsked;
  readonly trusted: () => Promise<Anchors>;
  readonly file: ReceivedFile;
  readonly held: HeldContent;
  readonly text: ComposedText;
}

async function findSigner(
  desk: ActDesk,
  { asked, trusted, file, held, text }: Looking,
): Promise<Signatory> {
  const at = desk.services.clock();
  const anchors = await trusted();
  const checked = await takeTurn(() => checkFile(desk, { asked, file, text, anchors, at }));
  if (checked.type === 'refused') return checked;
  const found = await decideSigner(desk.services.database.db, asked.callId, checked.signers);
  if (found.type === 'refused') return found;
  return {
    type: 'signatory',
    personId: found.personId,
    held,
    signature: {
      way: 'file',
      fileHash: file.hash,
      fileBytes: file.bytes,
      form: checked.form,
      checkedAt: at.toISOString(),
      signer: found.signer,
      others: checked.signers.length - 1,
      ...(anchors.issuedAt === undefined ? {} : { listIssuedAt: anchors.issuedAt }),
    },
  };
}

async function checkFile(
  desk: ActDesk,
  {
    asked,
    file,
    text,
    anchors,
    at,
  }: Pick<Looking, 'asked' | 'file' | 'text'> & { readonly anchors: Anchors; readonly at: Date },
): Promise<SignedFile | ActRefused> {
  // The file was kept under its hash, and the place where it arrived may be gone.
  const content = await desk.store.read(file.hash);
  const bytes = content ? await bytesOf(content) : await readFile(file.path);
  const sheet = writeSignSheet(text.content, text.hash);
  const document = await findPrintedText(desk, asked, text.hash);
  const texts = [text.bytes, sheet.bytes, ...(document ? [document] : [])];
  const read = await readSignedFile(bytes, { anchors, at, texts });
  if (read.type === 'refused')
    return refused(read.code === 'too-large' ? 'file-too-large' : read.code);
  const isText = texts.some((each) => read.content.equals(each));
  const isSame = isText || (read.form === 'pades' && isGrownFrom(sheet, read.content));
  return isSame ? read : refused('other-text');
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

type FoundSigner =
  | { readonly type: 'signer'; readonly signer: CheckedSigner; readonly personId: string }
  | ActRefused;

/** The one of the signers who has the power to sign acts of this call now, and whose signature counts. */
async function decideSigner(
  db: Db,
  callId: number,
  signers: readonly CheckedSigner[],
): Promise<FoundSigner> {
  const powers = await findSignatories(db, callId);
  const theirs = signers.flatMap((signer) => {
    const who = powers.find(({ fiscalCode }) => fiscalCode === signer.fiscalCode);
    return who ? [{ signer, personId: who.personId }] : [];
  });
  const good = theirs.find(({ signer }) => signer.problem === undefined);
  if (good) return { type: 'signer', ...good };
  const problem = (theirs[0]?.signer ?? signers.find((each) => each.problem !== undefined))
    ?.problem;
  if (problem !== undefined) return refused(problem);
  return refused('another-person', {
    about: signers.map(({ name, fiscalCode }) => `${name} (${fiscalCode ?? '–'})`),
  });
}

async function findSignatories(
  db: Db,
  callId: number,
): Promise<readonly { readonly personId: string; readonly fiscalCode: string }[]> {
  const { rows } = await sql<{ personId: string; fiscalCode: string }>`
    select p.id as "personId", p.fiscal_code as "fiscalCode"
      from call c join role_grant g on g.body_id = c.body_id and (g.call_id is null or g.call_id = c.id)
      join person p on p.id = g.person_id
     where c.id = ${callId} and g.role = 'signatory' and p.fiscal_code is not null
       and ${sql.raw(holdsNow('g'))}`.execute(db);
  return rows;
}
