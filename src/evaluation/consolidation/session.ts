import type { MemberPart } from '../panel.ts';

/** A meeting of the panel, in which sheets are laid open and values are decided. */
export interface PanelSession {
  readonly id: string;
  readonly callId: number;
  /** From 1 in each call. */
  readonly number: number;
  /** `YYYY-MM-DD` */
  readonly heldOn: string;
  readonly place: string;
  readonly notes: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Under which its minutes are kept; none before it is closed. */
  readonly minutes: number | null;
  readonly attendance: readonly Attendant[];
}

export interface Attendant {
  readonly personId: string;
  readonly name: string;
  readonly part: MemberPart;
  readonly isPresent: boolean;
}

/** Whose presence counts for the panel to decide; experts are heard, and the secretary writes. */
export function countsForQuorum(part: MemberPart): boolean {
  return part === 'chair' || part === 'member' || part === 'substitute';
}
