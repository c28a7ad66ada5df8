import { claimContent } from '../../applications/index.ts';
import { canonicalJson, formatDay, parseDay } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { findToday } from '../queries.ts';
import { recordExamination } from '../store.ts';
import {
  actNames,
  done,
  holdRequest,
  type Held,
  type RequestAct,
  type RequestOutcome,
} from './act.ts';
import { findDelivery } from './queries.ts';
import { receiveFor, type ArrivedFile, type FileDesk, type SentFile } from './receive-file.ts';
import { refused, type Refused } from './refusals.ts';
import { reasonMax, type RequestKey } from './request.ts';
import { insertProof } from './store.ts';

/** Notes who of the partnership has opened a request first: it has arrived then. */
export async function noteOpened(
  tx: Tx,
  { personId, ...key }: RequestKey & { readonly personId: string },
): Promise<void> {
  await holdRequest(tx, key, async ({ record, request }) => {
    if (!request.sent) return undefined;
    const { proofs } = await findDelivery(tx, key);
    if (proofs.some(({ kind }) => kind === 'opened')) return undefined;
    await insertProof(tx, key, { kind: 'opened', personId });
    await recordExamination(
      tx,
      record,
      {},
      {
        act: actNames.opened[request.kind],
        personId,
        content: canonicalJson({ number: request.number }),
      },
    );
    return undefined;
  });
}

export interface EvidenceAct extends RequestAct {
  /** The day of the delivery, `YYYY-MM-DD`. */
  readonly day: string;
  /** What it is: a receipt of certified mail, an advice of delivery. */
  readonly note: string;
  readonly file: SentFile;
}

const evidenceMax = 20;

/** A form with a file may hold what a database does not keep. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, ' ').trim();
}

/** Keeps what an officer holds as a proof of the delivery, with its file. */
export async function addEvidence(
  desk: FileDesk,
  { file, ...act }: EvidenceAct,
): Promise<RequestOutcome | undefined> {
  const { db } = desk.services.database;
  const before = await db
    .transaction()
    .execute((tx) =>
      holdRequest(
        tx,
        act,
        async (held) => (await evidenceRefusal(tx, held, act)) ?? ({ type: 'may' } as const),
      ),
    );
  if (!before || before.type === 'refused') return before;
  return receiveFor(desk, { file }, (arrived) =>
    db.transaction().execute((tx) => recordEvidence(tx, act, arrived)),
  );
}

async function evidenceRefusal(
  tx: Tx,
  { request, record }: Held,
  { day, note, published }: Omit<EvidenceAct, 'file'>,
): Promise<Refused | undefined> {
  if (record.state === 'withdrawn') return refused('withdrawn-meanwhile');
  if (!request.sent) return refused('not-open');
  if (plain(note) === '' || note.length > reasonMax) return refused('reason-missing');
  const today = formatDay(await findToday(tx, published.call.document));
  if (parseDay(day) === undefined || day < request.sent.on || day > today)
    return refused('day-wrong');
  const { proofs } = await findDelivery(tx, request);
  return proofs.filter(({ kind }) => kind === 'evidence').length < evidenceMax
    ? undefined
    : refused('too-many-files');
}

async function recordEvidence(
  tx: Tx,
  act: Omit<EvidenceAct, 'file'>,
  { held: content, name, kind, bytes, hash }: ArrivedFile,
): Promise<RequestOutcome> {
  const recorded = await holdRequest(tx, act, async (held): Promise<RequestOutcome> => {
    const refusal = await evidenceRefusal(tx, held, act);
    if (refusal) return refusal;
    await claimContent(tx, content);
    const { personId, day } = act;
    const note = plain(act.note);
    const file = { name, kind, bytes, hash };
    await insertProof(tx, act, { kind: 'evidence', personId, day, note, file });
    await recordExamination(
      tx,
      held.record,
      {},
      {
        act: actNames.proved[held.request.kind],
        personId,
        content: canonicalJson({ number: act.number, day, note, sha256: hash }),
      },
    );
    return done(tx, act);
  });
  if (!recorded) throw new Error('a request has gone while a file arrived');
  return recorded;
}

/**
 * Notes beside a request what was done about a message of it that did not arrive, and in the journal of its examination;
 * nothing where the message is of no request.
 */
export async function noteRequestFailure(
  tx: Tx,
  {
    personId,
    note,
    messageId,
    ...key
  }: RequestKey & {
    readonly personId: string;
    readonly messageId: string;
    readonly note: string;
  },
): Promise<void> {
  await holdRequest(tx, key, async ({ record, request }) => {
    await insertProof(tx, key, { kind: 'failure-settled', personId, note, messageId });
    await recordExamination(
      tx,
      record,
      {},
      {
        act: actNames.failure[request.kind],
        personId,
        ground: note,
        content: canonicalJson({ number: request.number, message: messageId }),
      },
    );
    return undefined;
  });
}
