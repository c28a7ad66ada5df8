import { isAsked } from './asked-name.ts';

/**
 *   draft ──sent──▶ open ──reply──▶ replied
 *     │              ├──last day passed──▶ silent ──late reply──▶ silent, with a decision whether it counts
 *     ▼              └──taken back──▶ withdrawn
 *   gone
 *
 * A clarification request asks for what is missing; a notice of the reasons against is answered by observations. Both
 * are points with a text each, sent by one act, answered by one act.
 */
export type RequestKind = 'clarification' | 'notice-against';
export type RequestState = 'draft' | 'open' | 'replied' | 'silent' | 'withdrawn';

/** One point: what is missing, or why the application would be refused. */
export interface RequestItem {
  /** Within its request: the check or paper it comes from, or `own-1` for one that the officer has written. */
  readonly id: string;
  readonly text: string;
  readonly article: string | null;
  /** Fields of the application that may be corrected for it, by the names that its forms give them. */
  readonly fields: readonly string[];
  /** The paper of the call that may be handed in again for it. */
  readonly slot: string | null;
}

/** What an officer writes before a request is sent. */
export interface RequestDraft {
  readonly introduction: string;
  readonly items: readonly RequestItem[];
}

export interface RequestKey {
  readonly callId: number;
  readonly applicationId: string;
  readonly number: number;
}

/** Days as `2025-03-10`, instants as ISO 8601 in UTC, hashes in hexadecimal. */
export interface RequestRecord extends RequestKey, RequestDraft {
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly revision: number;
  readonly createdAt: string;
  readonly sent: SentPart | null;
  readonly ended: EndedPart | null;
  readonly extensions: readonly Extension[];
  readonly reply: ReplyRecord | null;
}

export interface SentPart {
  readonly at: string;
  readonly on: string;
  readonly by: string;
  readonly dueOn: string;
  /** The text under examination then, which a reply may change. */
  readonly textHash: string;
  /** The suspension of the clock that it caused. */
  readonly suspension: number | null;
}

export interface EndedPart {
  readonly at: string;
  readonly on: string;
  readonly by: string | null;
  readonly because: string | null;
}

export interface Extension {
  readonly dueBefore: string;
  readonly dueOn: string;
  readonly reason: string;
  readonly at: string;
}

export interface ReplyRecord {
  readonly state: 'draft' | 'sent';
  readonly revision: number;
  readonly texts: Readonly<Record<string, string>>;
  /** What fields are to say, by name; `null` takes out what was there. */
  readonly corrections: Readonly<Record<string, unknown>>;
  readonly documents: readonly ReplyDocument[];
  readonly sent: SentReply | null;
  /** Of one that came late: whether it is taken into account. */
  readonly decision: LateDecision | null;
  /** What the office says to observations, the last of each point counts. */
  readonly answers: readonly ObservationAnswer[];
}

export interface SentReply {
  readonly at: string;
  readonly on: string;
  readonly by: string;
  readonly isLate: boolean;
  /** The new text of the application; nothing where it stays as it was. */
  readonly textHash: string | null;
}

export interface LateDecision {
  readonly isTaken: boolean;
  readonly ground: string;
  readonly at: string;
}

export interface ReplyDocument {
  readonly number: number;
  readonly item: string;
  readonly slot: string | null;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly hash: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

export interface ObservationAnswer {
  readonly item: string;
  readonly text: string;
  readonly isUpheld: boolean;
  readonly at: string;
}

export const itemsMax = 60;
export const itemTextMax = 2000;
export const introductionMax = 5000;
export const reasonMax = 2000;
export const replyTextMax = 10_000;

const itemIdPattern = /^[a-z0-9][A-Za-z0-9._:@~-]{0,150}$/;

export type DraftRefusal = 'no-points' | 'too-many-points' | 'point-empty' | 'point-twice';

/** What keeps a draft from being sent; an unfinished one may be saved. */
export function decideWhole({ items }: RequestDraft): DraftRefusal | undefined {
  if (items.length === 0) return 'no-points';
  if (items.length > itemsMax) return 'too-many-points';
  if (items.some(({ text }) => text.trim() === '')) return 'point-empty';
  const ids = new Set(items.map(({ id }) => id));
  return ids.size < items.length || items.some(({ id }) => !itemIdPattern.test(id))
    ? 'point-twice'
    : undefined;
}

/**
 * Whether a request that was sent used up one of the rounds that a call allows. One that was taken back on the day it
 * was sent has held nothing up, so it does not.
 */
export function isRound({ sent, state, ended }: RequestRecord): boolean {
  if (!sent) return false;
  return state !== 'withdrawn' || ended?.on !== sent.on;
}

/** The points to which nothing was said: no word, no document, no correction. */
export function unansweredItems(
  { items }: RequestDraft,
  { texts, corrections, documents }: Pick<ReplyRecord, 'texts' | 'corrections' | 'documents'>,
): readonly RequestItem[] {
  return items.filter(
    ({ id, fields }) =>
      (texts[id] ?? '').trim() === '' &&
      !Object.keys(corrections).some((name) => isAsked(fields, name)) &&
      !documents.some(({ item }) => item === id),
  );
}

/** Whether an answer counts in the examination: in time, or late and taken into account all the same. */
export function counts(reply: ReplyRecord | null): boolean {
  if (!reply?.sent) return false;
  return !reply.sent.isLate || reply.decision?.isTaken === true;
}

/** Observations that wait for what the office says to them. */
export function openObservations({ kind, items, reply }: RequestRecord): readonly RequestItem[] {
  if (kind !== 'notice-against' || !counts(reply)) return [];
  return items.filter(({ id }) => !reply?.answers.some(({ item }) => item === id));
}

/** What the office says to one point, the last word. */
export function answerTo(reply: ReplyRecord | null, item: string): ObservationAnswer | undefined {
  return reply?.answers.findLast((each) => each.item === item);
}
