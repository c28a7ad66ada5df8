import { readSnapshot, type Snapshot } from '../../applications/index.ts';
import type { Finding } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import { twoPersonsOf } from '../checks/examined.ts';
import { countingFindings } from '../checks/finding.ts';
import { listFindings } from '../checks/queries.ts';
import { effectBetween, type Effect } from './effect.ts';
import { findExaminedText } from './queries.ts';
import type { RequestRecord } from './request.ts';
import { makeReplyText } from './reply-text.ts';
import type { Dialogue } from './find-seen.ts';

/** What a reply makes of the text: the two texts, and what the rules make of the change. */
export interface TextChange {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly effect: Effect | undefined;
}

/**
 * The two texts of a reply that was sent, or of one that is being written, and the figures worked out anew. For the
 * office with what it has found; for who applies only by what is written in the texts.
 */
export async function findChange(
  services: Services,
  dialogue: Dialogue,
  request: RequestRecord,
): Promise<TextChange | undefined> {
  const texts = await textsOf(services, dialogue, request);
  if (!texts) return undefined;
  const { before, after } = texts;
  const findings = await findingsFor(services, dialogue);
  return { before, after, effect: effectOf(dialogue, texts, findings) };
}

async function findingsFor(
  { database: { db } }: Services,
  { side, examination, published }: Dialogue,
): Promise<readonly Finding[]> {
  if (side === 'own') return [];
  return countingFindings(await listFindings(db, examination), twoPersonsOf(published.call));
}

function effectOf(
  { published, applicationId: id }: Dialogue,
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  findings: readonly Finding[],
): Effect | undefined {
  return effectBetween(
    published.call,
    { ...before.content, id },
    { ...after.content, id },
    findings,
  );
}

async function textsOf(
  { database: { db } }: Services,
  dialogue: Dialogue,
  { callId, applicationId, reply, number, items }: RequestRecord,
): Promise<{ readonly before: Snapshot; readonly after: Snapshot } | undefined> {
  if (!reply) return undefined;
  if (!reply.sent) {
    const made = makeReplyText(dialogue.published.call, dialogue.snapshot, {
      request: { items, number },
      reply,
      documents: [],
      followed: dialogue.examination.snapshotHash,
    });
    return made.type === 'text' ? { before: dialogue.snapshot, after: made.snapshot } : undefined;
  }
  if (reply.sent.textHash === null) return undefined;
  const key = { callId, applicationId };
  const after = await findExaminedText(db, { ...key, hash: reply.sent.textHash });
  const made = after && readSnapshot(after);
  const before = made?.follows && (await findExaminedText(db, { ...key, hash: made.follows.text }));
  if (!made || !before) throw new Error(`a text of application ${applicationId} is not there`);
  return { before: readSnapshot(before), after: made };
}
