import type { FastifyRequest } from 'fastify';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { findExamined } from '../checks/find-examined.ts';
import type { RequestOutcome } from './act.ts';
import type { LetterText } from '../letters/letter.ts';
import { findNow } from '../letters/preview-outcome-letter.ts';
import { previewRequestLetter } from '../letters/request-letter.ts';
import { listLetters, requestOf, type WrittenLetter } from '../letters/store.ts';
import { sideOf } from '../messages/message.ts';
import { previewClock, type ClockPreview } from './clock-preview.ts';
import { noteOpened } from './delivery.ts';
import { findChange, type TextChange } from './find-change.ts';
import { findDialogue, keyOf, type Dialogue } from './find-seen.ts';
import { offerItems } from './prepare-items.ts';
import { findDelivery, type Delivery } from './queries.ts';
import type { Refused } from './refusals.ts';
import { decideWhole, type RequestItem, type RequestKind, type RequestRecord } from './request.ts';
import { requestKeyOf } from './asking.ts';
import { beginDraft } from './save-draft.ts';

/** One request as whoever asks may see it, with all that is told beside it. */
export interface Whole {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  /** For the office. */
  readonly delivery: Delivery | undefined;
  readonly change: TextChange | undefined;
  /** Of a draft: what sending it today would do. */
  readonly preview: ClockPreview | Refused | undefined;
  /** The letter that came with it, for the lead and the office. */
  readonly letter: WrittenLetter | undefined;
  /** Of a draft: the letter that would come with it. */
  readonly letterText: LetterText | undefined;
}

export async function loadWhole(
  services: Services,
  asked: FastifyRequest,
): Promise<Whole | undefined> {
  const { db } = services.database;
  const dialogue = await findDialogue(services, asked);
  const { number } = requestKeyOf(asked);
  const request = dialogue?.requests.find((each) => each.number === number);
  if (!dialogue || !request) return undefined;
  const isOffice = dialogue.side === 'office';
  if (!isOffice && asked.method === 'GET') await noteArrival(services, dialogue, request);
  const preview = request.state === 'draft' ? await previewClock(db, dialogue, request) : undefined;
  return {
    dialogue,
    request,
    letter: request.sent ? await findLetterWith(services, asked, dialogue, request) : undefined,
    letterText:
      preview?.type === 'preview' && decideWhole(request) === undefined
        ? await draftLetter(services, dialogue, { request, dueOn: preview.answerBy })
        : undefined,
    delivery: isOffice && request.sent ? await findDelivery(db, request) : undefined,
    change: await findChange(services, dialogue, request),
    preview,
  };
}

async function findLetterWith(
  { database: { db } }: Services,
  { subject }: FastifyRequest,
  { principal, snapshot }: Dialogue,
  request: RequestRecord,
): Promise<WrittenLetter | undefined> {
  if (!subject || !sideOf(principal, subject, snapshot.lead.id)) return undefined;
  const letters = await listLetters(db, request);
  return letters.find(({ cause }) => requestOf(cause) === request.number);
}

async function draftLetter(
  { database: { db } }: Services,
  { published, principal }: Dialogue,
  { request, dueOn }: { readonly request: RequestRecord; readonly dueOn: string },
): Promise<LetterText | undefined> {
  const { personId } = principal;
  const today = await findNow(db);
  return previewRequestLetter(db, request, { ...request, dueOn, published, personId, today });
}

/** Looked up first, so that nothing is locked for who reads it again. */
async function noteArrival(
  { database: { db } }: Services,
  { principal }: Dialogue,
  request: RequestRecord,
): Promise<void> {
  const { proofs } = await findDelivery(db, request);
  if (proofs.some(({ kind }) => kind === 'opened')) return;
  const { callId, applicationId, number } = request;
  const { personId } = principal;
  await db
    .transaction()
    .execute((tx) => noteOpened(tx, { callId, applicationId, number, personId }));
}

/** A draft made from the checks that are open, to be written in a transaction; nothing where nothing is examined. */
export async function prepareDraft(
  services: Services,
  asked: FastifyRequest,
  kind: RequestKind,
): Promise<((tx: Tx) => Promise<RequestOutcome | undefined>) | undefined> {
  const key = keyOf(asked);
  const examined = await findExamined(services.database, key);
  if (!examined) return undefined;
  const offered = offerItems(examined, kind, asked.language);
  const chosen = offered.filter(({ isChosen }) => isChosen);
  const items = chosen.map(({ item }) => item);
  const personId = asked.principal?.personId ?? '';
  return (tx) => beginDraft(tx, { ...key, kind, draft: { introduction: '', items }, personId });
}

/** The points that the open checks offer now. */
export async function loadOffered(
  services: Services,
  asked: FastifyRequest,
  kind: RequestKind,
): Promise<readonly RequestItem[]> {
  const examined = await findExamined(services.database, keyOf(asked));
  if (!examined) return [];
  return offerItems(examined, kind, asked.language).map(({ item }) => item);
}
