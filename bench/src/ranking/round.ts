import { Sequence } from '../measure.js';

export const size = 1_000_000;
export const lines = ['a', 'b', 'c', 'd'] as const;

/** Money of each line in cents, and what decisions move between them before it is shared out. */
export const money = [900_000_000_000, 400_000_000_000, 300_000_000_000, 200_000_000_000];
export const moves = [
  { from: 'a', to: 'b', amount: 250_000_000_017, ground: 'art. 9', act: 'decision 1' },
  { from: 'd', to: 'c', amount: 40_000_000_003, ground: 'art. 9', act: 'decision 2' },
];

/** A round of a million applications, column by column. */
export interface Round {
  readonly line: Uint16Array;
  /** 0 admissible, 1 not. */
  readonly standing: Uint8Array;
  /** Hundredths of points; few values, so that the other keys and the ladder have to decide. */
  readonly score: Float64Array;
  readonly young: Float64Array;
  readonly ownShare: Float64Array;
  readonly received: Float64Array;
  readonly protocol: Float64Array;
  readonly asked: Float64Array;
}

export function makeRound(): Round {
  const sequence = new Sequence(1_000_000);
  const column = (valueOf: (row: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, row) => valueOf(row));
  const opening = 1_760_000_000_000;
  return {
    line: Uint16Array.from({ length: size }, () => sequence.below(lines.length)),
    standing: Uint8Array.from({ length: size }, () => (sequence.below(10) === 0 ? 1 : 0)),
    score: column(() => 3000 + 25 * sequence.below(281)),
    young: column(() => sequence.below(5)),
    ownShare: column(() => 4000 + sequence.below(20) * 50),
    received: column(() => opening + sequence.below(20_000) * 1000),
    protocol: column((row) => ((row * 7919) % size) + 1),
    asked: column(() => 500_000 + sequence.below(30_000_000)),
  };
}
