import type { FactValue } from '../definition/application-document.ts';

/** A value to put into the application, and what the figure then comes to. */
export interface Effect {
  readonly fact: string;
  /** The partner whose fact it is. */
  readonly partner?: string;
  readonly value: FactValue;
  /** In the unit of the figure: hundredths of a point, or 1 for a condition that is met. */
  readonly gives: number;
}

/** Something that would change a figure; with its effect where one fact alone brings it about. */
export interface Change {
  readonly sentence: string;
  readonly effect?: Effect;
}
