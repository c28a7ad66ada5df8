import type { Cents } from '../../engine/index.ts';
import type { SettledRound } from './settled-round.ts';

/** What is known of amounts outside the columns of a round. */
export interface AmountBounds {
  /** The most that an application could get, by its row; infinite where nothing limits it. */
  readonly mostOf: (row: number) => Cents;
}

export function boundsOf({ loaded: { assessments } }: Pick<SettledRound, 'loaded'>): AmountBounds {
  return { mostOf: (row) => assessments[row]?.grant?.amount.high ?? 0 };
}
