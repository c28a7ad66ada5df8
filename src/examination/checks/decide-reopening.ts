import { phasesOf, type Call } from '../../engine/index.ts';
import type { ExaminationRecord } from '../examination.ts';

export interface ReopeningAsked {
  /** The act or rule on which it rests. */
  readonly ground: string;
  /** The phase from which the examination goes on. */
  readonly phase: string;
  /** The revision that its author had read. */
  readonly seen: number;
}

export type ReopeningRefusal =
  | 'withdrawn-meanwhile'
  | 'not-decided'
  | 'changed-meanwhile'
  | 'ground-missing'
  | 'not-a-phase';

export type ReopeningDecision =
  | { readonly type: 'opened'; readonly kind: 'reinstated' | 'reopened' }
  | { readonly type: 'refused'; readonly code: ReopeningRefusal };

type Standing = Pick<ExaminationRecord, 'state' | 'outcome' | 'revision'>;

/** Whether what was decided can be examined again: what was refused is reinstated, what was admitted is reopened. */
export function decideReopening(
  call: Pick<Call, 'document'>,
  examination: Standing,
  { ground, phase, seen }: ReopeningAsked,
): ReopeningDecision {
  const code = closedTo(examination, { ground, seen });
  if (code) return { type: 'refused', code };
  const isPhase = phasesOf(call).some(({ id, by }) => id === phase && by === 'office');
  if (!isPhase) return { type: 'refused', code: 'not-a-phase' };
  return {
    type: 'opened',
    kind: examination.outcome === 'not-admitted' ? 'reinstated' : 'reopened',
  };
}

export type LiftingRefusal = Exclude<ReopeningRefusal, 'not-a-phase'> | 'no-reserve';

/** Whether the reserve of an admission falls away; nothing stands in the way where there is no code. */
export function decideLifting(
  examination: Standing,
  asked: Pick<ReopeningAsked, 'ground' | 'seen'>,
): LiftingRefusal | undefined {
  return (
    closedTo(examination, asked) ??
    (examination.outcome === 'with-reserve' ? undefined : 'no-reserve')
  );
}

function closedTo(
  { state, revision }: Standing,
  { ground, seen }: Pick<ReopeningAsked, 'ground' | 'seen'>,
): Exclude<ReopeningRefusal, 'not-a-phase'> | undefined {
  if (state === 'withdrawn') return 'withdrawn-meanwhile';
  if (state !== 'decided') return 'not-decided';
  if (revision !== seen) return 'changed-meanwhile';
  return ground.trim() === '' ? 'ground-missing' : undefined;
}
