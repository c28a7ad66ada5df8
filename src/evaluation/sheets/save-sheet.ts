import type { PublishedVersion } from '../../calls/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import { lockExamined, type Examined } from '../../examination/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { SeatKey } from '../panel.ts';
import { mayScore } from '../queries.ts';
import { figuresFor, scoringOf, type Scoring, type ValueProblem } from './load-scoring.ts';
import { findConsolidationState, findOwnSheet } from './queries.ts';
import type { SheetRefusal } from './refusals.ts';
import { isReason, missingIn, type Missing, type SheetContent, type SheetRecord } from './sheet.ts';
import { insertSheet, markClosed, markOpen, writeContent } from './store.ts';

/** Whose sheet of which application; the rules were read before the transaction began. */
export interface SheetAct extends SeatKey {
  readonly published: PublishedVersion;
}

export interface SheetRefused {
  readonly type: 'refused';
  readonly code: SheetRefusal;
  /** Values that the rules of the call do not allow. */
  readonly problems?: readonly ValueProblem[];
  /** What keeps the sheet from being closed. */
  readonly missing?: readonly Missing[];
  /** Of the sheet as it is now, where somebody wrote over an older one. */
  readonly revision?: number;
}

export type SheetOutcome =
  /** `repeated`: it was closed already, or open already. */
  | { readonly type: 'saved' | 'closed' | 'reopened' | 'repeated'; readonly sheet: SheetRecord }
  | SheetRefused;

interface Ready {
  readonly scoring: Scoring;
  readonly sheet: SheetRecord | undefined;
}

/** Why nothing can be written about an application, or what there is to write on; under the lock of the examination. */
async function prepareSheet(
  tx: Tx,
  act: SheetAct,
): Promise<({ readonly type: 'ready' } & Ready) | SheetRefused | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const answer = await mayScore(tx, act);
  if (answer !== 'allowed') return refused(answer);
  const code = refusalOf(examined) ?? (await standingRefusal(tx, act));
  if (code) return refused(code);
  const scoring = scoringOf(examined);
  if (!scoring) return refused('no-score');
  const sheet = await findOwnSheet(tx, act);
  return sheet?.state === 'removed' ? refused('removed') : { type: 'ready', scoring, sheet };
}

/** Withdrawn, or refused already: there is nothing left to score. */
export function refusalOf({
  examination,
}: Pick<Examined, 'examination'>): SheetRefusal | undefined {
  if (examination.state === 'withdrawn') return 'withdrawn-meanwhile';
  return examination.outcome === 'not-admitted' ? 'not-in-merit' : undefined;
}

async function standingRefusal(tx: Tx, act: SheetAct): Promise<SheetRefusal | undefined> {
  return (await findConsolidationState(tx, act)) === undefined ? undefined : 'laid-open';
}

function refused(code: SheetRefusal, more: Omit<SheetRefused, 'type' | 'code'> = {}): SheetRefused {
  return { type: 'refused', code, ...more };
}

export interface SheetSaved extends SheetAct {
  readonly content: SheetContent;
  /** Of the sheet that was read; 0 where there was none yet. */
  readonly seen: number;
}

/** Saves the sheet as a draft: what is there may still be incomplete, but each value is one that the call allows. */
export async function saveSheet(tx: Tx, act: SheetSaved): Promise<SheetOutcome | undefined> {
  const ready = await prepareSheet(tx, act);
  return ready?.type === 'ready' ? write(tx, act, ready) : ready;
}

async function write(tx: Tx, act: SheetSaved, { scoring, sheet }: Ready): Promise<SheetOutcome> {
  if (sheet?.state === 'closed') return refused('sheet-closed');
  if ((sheet?.revision ?? 0) !== act.seen)
    return refused('stale', { revision: sheet?.revision ?? 0 });
  const figures = figuresFor(scoring, act.content);
  if (figures.type === 'refused') return refused('value-refused', { problems: figures.problems });
  const { textHash } = scoring;
  const id = sheet?.id ?? (await insertSheet(tx, act, textHash));
  await writeContent(tx, { id, textHash }, act.content);
  return { type: 'saved', sheet: await reread(tx, act) };
}

/** Saves it and, if nothing is missing, closes it: one that is not complete stays saved as a draft. */
export async function saveAndClose(tx: Tx, act: SheetSaved): Promise<SheetOutcome | undefined> {
  const ready = await prepareSheet(tx, act);
  if (ready?.type !== 'ready') return ready;
  if (ready.sheet?.state === 'closed') return { type: 'repeated', sheet: ready.sheet };
  const saved = await write(tx, act, ready);
  if (saved.type === 'refused') return saved;
  const closed = await close(tx, act, { ...ready, sheet: saved.sheet });
  return closed.type === 'refused' ? { ...closed, revision: saved.sheet.revision } : closed;
}

/** Closes the sheet as it was saved last. */
export async function closeSheet(tx: Tx, act: SheetAct): Promise<SheetOutcome | undefined> {
  const ready = await prepareSheet(tx, act);
  if (ready?.type !== 'ready') return ready;
  if (ready.sheet?.state === 'closed') return { type: 'repeated', sheet: ready.sheet };
  return close(tx, act, ready);
}

async function close(tx: Tx, act: SheetAct, { scoring, sheet }: Ready): Promise<SheetOutcome> {
  const content = sheet?.content ?? {};
  const missing = missingIn(scoring.sheet, content);
  if (!sheet || missing.length > 0) return refused('sheet-incomplete', { missing });
  const figures = figuresFor(scoring, content);
  if (figures.type === 'refused') return refused('value-refused', { problems: figures.problems });
  await markClosed(tx, sheet.id);
  await note(tx, act, sheet, {
    act: 'sheet-closed',
    to: 'closed',
    content: canonicalJson({ text: sheet.textHash, entries: content }),
  });
  return { type: 'closed', sheet: await reread(tx, act) };
}

/** Makes a closed sheet a draft again; the reason stays on record. */
export async function reopenSheet(
  tx: Tx,
  act: SheetAct & { readonly reason: string },
): Promise<SheetOutcome | undefined> {
  const ready = await prepareSheet(tx, act);
  if (ready?.type !== 'ready') return ready;
  const { sheet } = ready;
  if (!isReason(act.reason)) return refused('reason-missing');
  if (sheet?.state !== 'closed') return refused('sheet-not-closed');
  await markOpen(tx, sheet.id);
  await note(tx, act, sheet, {
    act: 'sheet-reopened',
    to: 'open',
    ground: act.reason.trim(),
    content: canonicalJson({ reason: act.reason.trim() }),
  });
  return { type: 'reopened', sheet: await reread(tx, act) };
}

/** By the id of the sheet: who may read the journal learns that one was closed, not of which application. */
function note(
  tx: Tx,
  { callId, personId }: SheetAct,
  { id, state }: SheetRecord,
  step: {
    readonly act: string;
    readonly to: string;
    readonly ground?: string;
    readonly content: string;
  },
): Promise<unknown> {
  return recordAct(tx, {
    ...step,
    chain: `call/${callId}`,
    subject: `sheet/${id}`,
    personId,
    from: state,
  });
}

async function reread(tx: Tx, key: SeatKey): Promise<SheetRecord> {
  const sheet = await findOwnSheet(tx, key);
  if (!sheet) throw new Error('a sheet has gone under the lock of its examination');
  return sheet;
}
