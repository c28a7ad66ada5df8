/** A sentence in the two languages of the screens. */
export interface Localized {
  readonly it: string;
  readonly en: string;
}

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * A place where the rules of a call give no value. `lost`: the source once had it;
 * `absent`: it never did; `open`: more than one reading is possible.
 * It is never zero, false or empty: a decision fills it, or the figures that need it stay unknown.
 */
export interface Gap {
  readonly unknown: {
    readonly id: string;
    readonly state: 'lost' | 'absent' | 'open';
    readonly note: Localized;
    readonly article?: string;
    /** The only values a decision may give, when the readings can be listed. */
    readonly choices?: readonly Json[];
    /** Lowest and highest value it can have, when that is known. */
    readonly between?: readonly [string | number, string | number];
    /** A value that another part of the rules makes likely; offered to people, never used. */
    readonly analogy?: { readonly value: Json; readonly because: Localized };
  };
}

export type OrGap<T> = T | Gap;

export function isGap(value: unknown): value is Gap {
  if (typeof value !== 'object' || value === null || !('unknown' in value)) return false;
  return typeof value.unknown === 'object';
}

/** The value, or `undefined` while it is a gap. */
export function known<T>(value: OrGap<T> | undefined): T | undefined {
  return isGap(value) ? undefined : value;
}

/** Fills one gap, or settles one question that a round left open, with who answers for it. */
export interface Decision {
  readonly id: string;
  readonly fills: string;
  readonly value: Json;
  readonly author: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly ground: string;
}

/** The file that lies beside a definition: what an authorised person decided, and why. */
export interface DecisionsDocument {
  readonly bandolo: 1;
  readonly kind: 'decisions';
  readonly call: string;
  /** True for values invented for a rehearsal: every output then says so. */
  readonly fictional: boolean;
  readonly decisions: readonly Decision[];
}
