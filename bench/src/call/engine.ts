import type { Answer, Case } from './cases.js';

/** One way of evaluating the call; `evaluate` alone is timed. */
export interface Engine<Input = unknown, Result = unknown> {
  readonly name: string;
  /** The facts in the engine's own form. */
  readonly convert: (one: Case) => Input;
  readonly evaluate: (input: Input) => Result | Promise<Result>;
  readonly read: (result: Result) => Answer;
}
