import { chainOf, decideAct, lockExamination } from '../examination/index.ts';
import type { Db, Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import { runAct } from '../platform/run-act.ts';
import { decideAssignment } from './assignment.ts';
import { lockPanel } from './lock-panel.ts';
import type { AssignedPart, RemovalCause } from './panel.ts';
import { findStanding } from './queries.ts';
import { recordDrawing, type DrawingDone } from './record-drawing.ts';
import { refill, type ActOnPanel } from './refill.ts';
import { refused, type PanelRefused } from './refusal.ts';
import { findArrival, insertAssignment, removeAssignments } from './store.ts';
import { takeArrivalsIn } from './take-arrivals.ts';

export interface DrawnUp {
  readonly type: 'drawn';
  readonly drawing: DrawingDone & { readonly number: number };
}

/** Of so many applications one drawing is, so that nobody waits long for the panel meanwhile. */
const drawnAtOnce = 1_000;

interface PartAsked {
  /** The number after which the applications came; from the first one on when left out. */
  readonly after?: number | undefined;
  readonly atMost?: number;
}

/**
 * Gives everybody who is still wanted for applications before the panel, by rotation: for the first thousand of those
 * that came after a number. What each has by then counts in the next drawing, so that several are as even as one.
 */
export async function assignByRotation(
  tx: Tx,
  asked: ActOnPanel & PartAsked,
): Promise<DrawnUp | PanelRefused> {
  const { callId, bodyId, rules, by, after = 0, atMost = drawnAtOnce } = asked;
  const { scorers } = rules;
  if (scorers === undefined) return refused('rule-missing');
  await lockPanel(tx, callId);
  await takeArrivalsIn(tx, callId, rules);
  const drawing = await recordDrawing(
    tx,
    {
      callId,
      bodyId,
      rules: { ...rules, scorers },
      first: 'members',
      part: { after, atMost },
    },
    { cause: 'assignment', by },
  );
  if (drawing.number === undefined) return refused('nothing-to-assign');
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'panel-drawing',
    subject: `panel/${callId}`,
    personId: by,
    content: JSON.stringify({ drawing: drawing.number, drawn: drawing.drawn.length }),
  });
  return { type: 'drawn', drawing: { ...drawing, number: drawing.number } };
}

export interface DrawnAll {
  readonly type: 'drawn';
  /** Parts of applications that somebody has now. */
  readonly drawn: number;
  /** Applications for which there were not enough people. */
  readonly lacking: number;
}

/** The same for all of them, each drawing in a transaction of its own. */
export async function assignAllByRotation(
  db: Db,
  asked: ActOnPanel & Pick<PartAsked, 'atMost'>,
): Promise<DrawnAll | PanelRefused> {
  let [drawn, lacking] = [0, 0];
  let after: number | undefined;
  do {
    const from = after;
    const done = await runAct(db, (tx) => assignByRotation(tx, { ...asked, after: from }));
    if (done.type === 'refused') {
      // The part before may have ended with the last one that was wanted.
      if (from === undefined) return done;
      break;
    }
    drawn += done.drawing.drawn.length;
    lacking += done.drawing.lacking.length;
    after = done.drawing.next;
  } while (after !== undefined);
  return { type: 'drawn', drawn, lacking };
}

export interface SeatAsked extends ActOnPanel {
  readonly applicationId: string;
  readonly personId: string;
  readonly reason: string;
}

/** Gives one application to somebody, for a reason. */
export async function assignByHand(
  tx: Tx,
  asked: SeatAsked & { readonly part: AssignedPart },
): Promise<{ readonly type: 'assigned' } | PanelRefused> {
  const { callId, applicationId, personId, part, rules, by } = asked;
  const reason = asked.reason.trim();
  if (reason === '') return refused('text-missing', '/reason');
  if (rules.scorers === undefined) return refused('rule-missing');
  const key = { callId, applicationId, personId };
  const ended = await lockOpen(tx, key);
  if (ended) return ended;
  const arrival = await findArrival(tx, key);
  if (!arrival) return refused('no-such-application', '/application');
  const refusal = decideAssignment(await findStanding(tx, key), part, {
    has: arrival,
    wanted: { scorers: rules.scorers, experts: rules.experts },
  });
  if (refusal) return refused(refusal);
  await insertAssignment(tx, { ...key, arrival: arrival.number, part, reason, by });
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'evaluator-assigned',
    subject: `examination/${applicationId}`,
    personId: by,
    ground: reason,
    content: JSON.stringify({ ...key, part }),
  });
  return { type: 'assigned' };
}

/** Takes the examination and the panel, for what is only done to what is still open. */
async function lockOpen(
  tx: Tx,
  key: { readonly callId: number; readonly applicationId: string },
): Promise<PanelRefused | undefined> {
  const examination = await lockExamination(tx, key);
  if (!examination) return refused('no-such-application', '/application');
  const ended = decideAct(examination);
  if (ended === 'withdrawn-meanwhile' || ended === 'already-decided') return refused(ended);
  await lockPanel(tx, key.callId);
  return undefined;
}

export interface Removed {
  readonly type: 'removed';
  readonly drawing: DrawingDone | undefined;
}

/** Takes an application from somebody, for a reason; who takes their place is decided by another act. */
export function removeByHand(tx: Tx, asked: SeatAsked): Promise<Removed | PanelRefused> {
  return remove(tx, asked, 'removal');
}

/** Gives back what one was given, for a reason; somebody else is drawn at once. */
export function refuseAssignment(
  tx: Tx,
  asked: Omit<SeatAsked, 'personId'>,
): Promise<Removed | PanelRefused> {
  return remove(tx, { ...asked, personId: asked.by }, 'refusal');
}

async function remove(
  tx: Tx,
  asked: SeatAsked,
  because: Extract<RemovalCause, 'removal' | 'refusal'>,
): Promise<Removed | PanelRefused> {
  const { callId, applicationId, personId, by } = asked;
  const reason = asked.reason.trim();
  if (reason === '') return refused('text-missing', '/reason');
  const key = { callId, applicationId, personId };
  const ended = await lockOpen(tx, key);
  if (ended) return ended;
  const freed = await removeAssignments(
    tx,
    { callId, applicationIds: [applicationId], personIds: [personId] },
    { because, reason, by },
  );
  if (freed.length === 0) return refused('not-assigned');
  const parts = freed.map(({ part }) => part);
  const drawing =
    because === 'refusal'
      ? await refill(tx, asked, { freed, cause: 'refusal', first: 'members' })
      : undefined;
  await recordAct(tx, {
    chain: chainOf(callId),
    act: because === 'refusal' ? 'assignment-refused' : 'evaluator-removed',
    subject: `examination/${applicationId}`,
    personId: by,
    ground: reason,
    content: JSON.stringify({ ...key, parts, drawing: drawing?.number ?? null }),
  });
  return { type: 'removed', drawing };
}
