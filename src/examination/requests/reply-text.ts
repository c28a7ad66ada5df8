import {
  findUnstorable,
  hashOfBytes,
  readDraft,
  snapshotBytes,
  valueAt,
  withValue,
  type Draft,
  type DraftField,
  type Snapshot,
  type SnapshotDocument,
} from '../../applications/index.ts';
import { canonicalJson, prepareApplication, type Call } from '../../engine/index.ts';
import { isAsked } from './asked-name.ts';
import { correctableFields } from './fields.ts';
import { refused, type Refused } from './refusals.ts';
import type { ReplyRecord, RequestRecord } from './request.ts';

/** The text that a reply makes of the one under examination. */
export interface ReplyText {
  readonly type: 'text';
  readonly snapshot: Snapshot;
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

/** The draft with the corrections in it; names of fields that were not asked for, or whose values do not fit, are told. */
export function correct(
  call: Call,
  text: Draft,
  { items, corrections }: Pick<RequestRecord, 'items'> & Pick<ReplyRecord, 'corrections'>,
): { readonly type: 'corrected'; readonly draft: Draft } | Refused {
  if (findUnstorable(corrections).length > 0) return refused('correction-wrong');
  const asked = items.flatMap(({ fields }) => fields);
  const fields = new Map(correctableFields(call.document, text).map((each) => [each.name, each]));
  const foreign = Object.keys(corrections).filter(
    (name) => !isAsked(asked, name) || !fields.has(name),
  );
  if (foreign.length > 0) return refused('field-not-asked', { places: foreign });
  let draft = text;
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(corrections)) {
    const field = fields.get(name);
    if (!field) continue;
    const changed = withValue(draft, field.place, value ?? undefined);
    if (!lacksPart(field, value) && isReadable(call, changed)) draft = changed;
    else wrong.push(name);
  }
  return wrong.length > 0
    ? refused('correction-wrong', { places: wrong })
    : { type: 'corrected', draft };
}

/** An expense says what it is and what it costs. */
function lacksPart({ place }: DraftField, value: unknown): boolean {
  if (place.part !== 'item' || place.key === 'supplier') return false;
  return typeof value !== 'string' || value.trim() === '';
}

/** Whether the rules can read a text: of the right shape, with values within their limits. */
function isReadable(call: Call, draft: Draft): boolean {
  const read = readDraft(draft);
  if (read.type === 'refused') return false;
  return !('problems' in prepareApplication(call, { ...read.value.content, id: 'draft' }));
}

/**
 * The new text of the application, beside the one that it follows: with the corrections, and with the documents that
 * were handed in again. Nothing where the reply changes neither.
 */
export function makeReplyText(
  call: Call,
  base: Snapshot,
  {
    request,
    reply,
    documents,
    followed,
  }: {
    readonly request: Pick<RequestRecord, 'items' | 'number'>;
    readonly reply: Pick<ReplyRecord, 'corrections'>;
    readonly documents: readonly SnapshotDocument[];
    /** The hash of the text that it follows. */
    readonly followed: string;
  },
): ReplyText | { readonly type: 'same' } | Refused {
  const { title, content } = base;
  const corrected = correct(call, { title, content }, { ...request, ...reply });
  if (corrected.type === 'refused') return corrected;
  const { draft } = corrected;
  const isSame = canonicalJson(draft.content) === canonicalJson(content) && draft.title === title;
  if (isSame && documents.length === 0) return { type: 'same' };
  const slots = new Set(documents.map(({ slot }) => slot));
  const others = (base.documents ?? []).filter(({ slot }) => !slots.has(slot));
  const all = [...others, ...documents];
  const snapshot: Snapshot = {
    ...base,
    title: draft.title,
    content: draft.content,
    ...(all.length > 0 && { documents: all }),
    follows: { text: followed, request: request.number },
  };
  const bytes = snapshotBytes(snapshot);
  return { type: 'text', snapshot, bytes, hash: hashOfBytes(bytes) };
}

/** Corrections that change nothing are none. */
export function realCorrections(
  call: Call,
  text: Draft,
  corrections: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const fields = new Map(correctableFields(call.document, text).map((each) => [each.name, each]));
  const changed = Object.entries(corrections).filter(([name, value]) => {
    const field = fields.get(name);
    if (!field) return true;
    return canonicalJson(valueAt(text, field.place) ?? null) !== canonicalJson(value ?? null);
  });
  return Object.fromEntries(changed);
}
