import type { Cents } from '../../engine/index.ts';

/** What is known of amounts outside the columns of a round. */
export interface AmountBounds {
  /** The most that an application could get, by its row; infinite where nothing limits it. */
  readonly mostOf: (row: number) => Cents;
}
