import type { Static } from 'typebox';
import { findDifferences, pointerTo, shownContent } from '../../applications/index.ts';
import { sentenceOf, type Figure } from '../../engine/index.ts';
import { present } from '../../platform/http/api-schema.ts';
import type { mayRefuseSchema, requestSchema, wholeRequestSchema } from './api-schemas.ts';
import type { ClockPreview } from './clock-preview.ts';
import type { FigureEffect } from './effect.ts';
import type { TextChange } from './find-change.ts';
import type { Dialogue } from './find-seen.ts';
import type { MayRefuse } from '../notices-against/may-refuse.ts';
import { openFailures, type Delivery } from './queries.ts';
import type { ReplyRecord, RequestRecord } from './request.ts';
import type { WrittenLetter } from '../letters/store.ts';
import type { Whole } from './show-request.ts';
import { documentDifferences } from './text-differences.ts';

type View = Static<typeof requestSchema>;
type WholeView = Static<typeof wholeRequestSchema>;

/** A request for programs; how it arrived only for the office. */
export function requestView(request: RequestRecord, delivery?: Delivery): View {
  const { number, kind, state, revision, introduction, items, sent, ended, extensions } = request;
  return {
    number,
    kind,
    state,
    revision,
    introduction,
    points: items.map(({ fields, ...item }) => ({ ...present(item), fields: [...fields] })),
    ...(sent && {
      sentAt: sent.at,
      sentOn: sent.on,
      dueOn: sent.dueOn,
      textHash: sent.textHash,
    }),
    stopsClock: sent?.suspension !== null && sent !== null,
    ...(ended && { endedAt: ended.at }),
    ...(ended?.because !== null && ended?.because !== undefined && { endedBecause: ended.because }),
    extensions: extensions.map((extension) => ({ ...extension })),
    ...(request.reply && { reply: replyView(request.reply) }),
    ...(delivery && { delivery: deliveryView(delivery) }),
  };
}

function replyView(reply: ReplyRecord): NonNullable<View['reply']> {
  const { state, revision, texts, corrections, documents, sent, decision, answers } = reply;
  return {
    state,
    revision,
    texts: { ...texts },
    corrections: { ...corrections },
    documents: documents.map(({ number, item, slot, name, kind, bytes, hash, uploadedAt }) => ({
      ...present({ number, item, slot, name, kind, bytes, uploadedAt }),
      sha256: hash,
    })),
    ...(sent && { sentAt: sent.at, sentOn: sent.on, late: sent.isLate }),
    ...(sent && sent.textHash !== null && { textHash: sent.textHash }),
    ...(decision && {
      decision: { taken: decision.isTaken, ground: decision.ground, at: decision.at },
    }),
    answers: answers.map(({ item, text, isUpheld, at }) => ({ item, text, upheld: isUpheld, at })),
  };
}

function deliveryView(delivery: Delivery): NonNullable<View['delivery']> {
  const open = new Set(openFailures(delivery).map(({ id }) => id));
  return {
    messages: delivery.messages.map(({ id, recipient, state, endedAt, reply }) => ({
      id,
      recipient,
      state,
      ...present({ at: endedAt, reply }),
      needsAction: open.has(id),
    })),
    proofs: delivery.proofs.map(({ number, kind, personName, at, day, note, messageId, file }) => ({
      number,
      kind,
      by: personName,
      at,
      ...present({ day, note, message: messageId }),
      ...(file && { file: { name: file.name, bytes: file.bytes, sha256: file.hash } }),
    })),
  };
}

/** One request with what its reply changes, and while it is a draft with what sending it would do to the clock. */
export function wholeRequestView(
  dialogue: Dialogue,
  request: RequestRecord,
  {
    delivery,
    change,
    preview,
    letter,
    letterText,
  }: Pick<Whole, 'letter' | 'letterText'> & {
    readonly delivery: Delivery | undefined;
    readonly change: TextChange | undefined;
    readonly preview: ClockPreview | undefined;
  },
): WholeView {
  return {
    ...requestView(request, delivery),
    ...(letter && { letter: letterView(letter) }),
    ...(letterText && {
      letterText: { ...letterText, paragraphs: [...letterText.paragraphs] },
    }),
    ...(change && { change: changeView(dialogue, change) }),
    ...(preview && { preview: previewView(preview) }),
  };
}

function letterView({ number, hash, bytes }: WrittenLetter): NonNullable<WholeView['letter']> {
  return { number, ...present({ sha256: hash, bytes }) };
}

function changeView(
  dialogue: Dialogue,
  { before, after, effect }: TextChange,
): NonNullable<WholeView['change']> {
  const { sight } = dialogue;
  const texts = [before, after].map(({ title, content }) => ({
    title,
    ...shownContent(content, sight),
  }));
  return {
    differences: findDifferences(texts[0], texts[1]).map(({ path, ...sides }) => ({
      path: pointerTo(path),
      ...sides,
    })),
    documents: documentDifferences(before, after).map((each) => ({
      slot: each.slot,
      ...(each.before && { before: each.before.version }),
      after: each.after.version,
    })),
    figures: (effect?.figures ?? []).map((figure) => figureView(dialogue, figure)),
    checks: (effect?.checks ?? []).map((each) => ({
      check: each.check.id,
      before: each.before,
      after: each.after,
    })),
  };
}

const units = { money: 'cents', points: 'hundredths of a point', truth: 'truth' } as const;

/** Of figures of which the costs of others could be read off, only what they come to. */
function figureView(
  { published: { call }, sight }: Dialogue,
  { figure, kind, before, after }: FigureEffect,
): NonNullable<WholeView['change']>['figures'][number] {
  const isExplained = sight.costs === 'all' && after !== undefined;
  return {
    figure,
    unit: units[kind],
    ...(before && { before: boundsOf(before) }),
    ...(after && { after: boundsOf(after) }),
    ...(isExplained && {
      because: { it: sentenceOf(after, call, 'it'), en: sentenceOf(after, call, 'en') },
    }),
  };
}

function boundsOf({ low, high }: Figure) {
  return { low, ...(Number.isFinite(high) && { high }) };
}

function previewView({ answerBy, stops, clock }: ClockPreview): NonNullable<WholeView['preview']> {
  return { answerBy, stopsClock: stops, ...clock };
}

export function mayRefuseView(may: MayRefuse): Static<typeof mayRefuseSchema> {
  if (may.type === 'may')
    return { may: true, ...(may.notice && { request: may.notice.number }), points: [] };
  const { code, article, request, items } = may;
  return {
    may: false,
    code,
    ...(article === undefined ? {} : { article }),
    ...(request === undefined ? {} : { request }),
    points: [...items],
  };
}
