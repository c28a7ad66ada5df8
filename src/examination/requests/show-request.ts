import type { FastifyRequest } from 'fastify';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { findExamined } from '../checks/find-examined.ts';
import type { RequestOutcome } from './act.ts';
import { previewClock, type ClockPreview } from './clock-preview.ts';
import { noteOpened } from './delivery.ts';
import { findChange, type TextChange } from './find-change.ts';
import { findDialogue, keyOf, type Dialogue } from './find-seen.ts';
import { offerItems } from './prepare-items.ts';
import { findDelivery, type Delivery } from './queries.ts';
import type { Refused } from './refusals.ts';
import type { RequestItem, RequestKind, RequestRecord } from './request.ts';
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
  return {
    dialogue,
    request,
    delivery: isOffice && request.sent ? await findDelivery(db, request) : undefined,
    change: await findChange(services, dialogue, request),
    preview: request.state === 'draft' ? await previewClock(db, dialogue, request) : undefined,
  };
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
