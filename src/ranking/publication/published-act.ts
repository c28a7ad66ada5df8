import type { RankingActKind } from '../../platform/tables.ts';

/** An act that anybody may read, without what it says of each application. */
export interface PublishedAct {
  readonly callId: number;
  readonly number: number;
  readonly kind: RankingActKind;
  readonly follows: number | null;
  readonly replaces: number | null;
  /** The published act that took its place. */
  readonly replacedBy: number | null;
  readonly units: readonly string[];
  readonly title: string;
  readonly ground: string;
  readonly reasons: string;
  readonly frozenRound: number;
  /** Of the rules that hold for it. */
  readonly callVersion: number;
  /** SHA-256 of what was signed, and of the bundle, in hexadecimal. */
  readonly contentHash: string;
  readonly bundleHash: string | null;
  readonly signedAt: Date;
  readonly protocol: string | null;
  readonly protocolDay: string | null;
  readonly publishedOn: string;
  readonly publishedAt: Date;
}

/** Whether it says who is in a list, and gives neither positions nor money; of a correction, what it corrects says so. */
export function isListAct(act: PublishedAct, acts: readonly PublishedAct[]): boolean {
  if (act.kind !== 'correction') return act.kind === 'list';
  const replaced = acts.find(({ number }) => number === act.replaces);
  return replaced !== undefined && isListAct(replaced, acts);
}
