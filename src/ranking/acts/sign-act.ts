import { claimContent, withContent, type HeldContent } from '../../applications/index.ts';
import { addPrint } from '../../examination/index.ts';
import { parseDay } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { discardFile, receiveFile, type ReceivedFile } from '../../platform/files/receive-file.ts';
import { recordAct } from '../../platform/journal.ts';
import { runAct } from '../../platform/run-act.ts';
import { loadRound } from '../round/load-round.ts';
import { findListMembers } from '../lists/list-members.ts';
import type { ActKey, ActSignature, RankingAct } from './act.ts';
import { writeActDocument } from './act-document.ts';
import { composeAct, type ActDesk, type ComposedText } from './compose-act.ts';
import { findAct, readMoment } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import {
  changeMembers,
  findTextPrint,
  insertEntries,
  insertMembers,
  lockActs,
  updateSigned,
} from './store.ts';

export interface SignAsked extends ActKey {
  readonly personId: string;
  /** SHA-256 of the text that was looked at, in hexadecimal. */
  readonly contentHash: string;
  readonly protocol?: string;
  readonly protocolDay?: string;
}

/** By whom an act is signed, found out about its exact text; and a file that is to be kept with it. */
export type Signatory =
  | {
      readonly type: 'signatory';
      readonly personId: string;
      readonly signature: ActSignature;
      readonly held?: HeldContent;
    }
  | ActRefused;

export type SignOutcome = { readonly type: 'signed'; readonly act: RankingAct } | ActRefused;

/** Signs an act as the authenticated act of who has the power, which the route has seen to. */
export function signByAccount(desk: ActDesk, asked: SignAsked): Promise<SignOutcome | undefined> {
  return signAct(desk, asked, () =>
    Promise.resolve({
      type: 'signatory',
      personId: asked.personId,
      signature: { way: 'account' },
    }),
  );
}

const underWay = new Map<string, Promise<unknown>>();

/**
 * Signs a draft: its text, what it says of each application, the signed bundle, the members of a list and the journal
 * are written together or not at all, and once, whoever else signs at the same time.
 */
export async function signAct(
  desk: ActDesk,
  asked: SignAsked,
  findSignatory: (text: ComposedText) => Promise<Signatory>,
): Promise<SignOutcome | undefined> {
  const name = `${asked.callId}/${asked.number}`;
  // An act of twenty thousand lines is not made eight times to be signed once.
  while (underWay.has(name)) await underWay.get(name)?.catch(() => undefined);
  const signing = signOnce(desk, asked, findSignatory);
  underWay.set(name, signing);
  try {
    return await signing;
  } finally {
    underWay.delete(name);
  }
}

async function signOnce(
  desk: ActDesk,
  asked: SignAsked,
  findSignatory: (text: ComposedText) => Promise<Signatory>,
): Promise<SignOutcome | undefined> {
  const { db } = desk.services.database;
  const act = await findAct(db, asked);
  if (!act) return undefined;
  const early = refusalOf(act, asked);
  if (early) return early;
  const moment = await readMoment(db, act);
  const { text, maySign, checks } = await composeAct(desk, act);
  if (!text || !maySign)
    return refused('checks-failed', {
      about: checks.filter(({ state }) => state === 'failed').map(({ code }) => code),
    });
  if (text.hash !== asked.contentHash) return refused('text-changed', { path: '/contentHash' });
  const signatory = await findSignatory(text);
  if (signatory.type === 'refused') return signatory;
  const file = await toFile(desk, text.seal(desk.services.signer));
  try {
    return await withContent({ db, store: desk.store }, file, (held) =>
      runAct<SignOutcome>(db, (tx) =>
        record(tx, desk, { asked, act, moment, text, signatory, file, held }),
      ),
    );
  } finally {
    await discardFile(file);
  }
}

function refusalOf(act: RankingAct, asked: SignAsked): ActRefused | undefined {
  if (act.state === 'abandoned') return refused('not-a-draft');
  if (act.state !== 'draft') return refused('already-signed');
  const { protocol, protocolDay } = asked;
  if ((protocol === undefined) !== (protocolDay === undefined))
    return refused('protocol-missing', { path: '/protocol' });
  if (protocolDay !== undefined && parseDay(protocolDay) === undefined)
    return refused('day-wrong', { path: '/protocolDay' });
  return undefined;
}

interface Recording {
  readonly asked: SignAsked;
  readonly act: RankingAct;
  readonly moment: string;
  readonly text: ComposedText;
  readonly signatory: Extract<Signatory, { type: 'signatory' }>;
  readonly file: ReceivedFile;
  readonly held: HeldContent;
}

async function record(tx: Tx, desk: ActDesk, recording: Recording): Promise<SignOutcome> {
  const { asked, act, moment, text, signatory, file, held } = recording;
  const { content } = text;
  await lockActs(tx, act.callId);
  const now = await findAct(tx, act);
  if (now?.state !== 'draft') return refused('already-signed');
  if ((await readMoment(tx, now)) !== moment) return refused('text-changed');
  await claimContent(tx, held);
  if (signatory.held) await claimContent(tx, signatory.held);
  await updateSigned(tx, act, {
    content: text.bytes,
    summary: { totals: content.totals, pots: content.pots, does: content.does },
    textHash: text.hash,
    printId: await printOf(tx, act, text),
    bundleHash: file.hash,
    personId: signatory.personId,
    signature: signatory.signature,
    protocol: asked.protocol ?? null,
    protocolDay: asked.protocolDay ?? null,
    fromDay: content.membership?.fromDay ?? null,
  });
  await insertEntries(tx, act, content.table);
  if (content.membership) {
    const { version } = content.call;
    await changeMembers(tx, { ...act, version }, content.membership);
    const { callId, frozenRound } = act;
    const loaded = await loadRound(desk.services, { callId, number: frozenRound });
    if (loaded) await insertMembers(tx, act, findListMembers(loaded, content.table));
  }
  await recordAct(tx, {
    chain: `call/${act.callId}`,
    act: 'ranking-act-signed',
    subject: `ranking-act/${act.callId}/${act.number}`,
    personId: signatory.personId,
    from: 'draft',
    to: 'signed',
    ground: act.ground,
    content: text.bytes,
  });
  const signed = await findAct(tx, act);
  if (!signed) throw new Error('an act has gone in its own transaction');
  return { type: 'signed', act: signed };
}

/** The document of exactly this text, which may have been asked for before. */
async function printOf(tx: Tx, act: RankingAct, text: ComposedText): Promise<string> {
  const there = await findTextPrint(tx, act);
  if (there?.textHash === text.hash) return there.printId;
  return (await addPrint(tx, writeActDocument(text.content, text))).printId;
}

async function toFile({ store }: ActDesk, bytes: Buffer): Promise<ReceivedFile> {
  const received = await receiveFile(pieces(bytes), {
    folder: store.incoming,
    bytesMax: bytes.length,
    bytesTold: bytes.length,
  });
  if (received.type === 'refused') throw new Error(`a bundle was not written: ${received.code}`);
  return received.file;
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
