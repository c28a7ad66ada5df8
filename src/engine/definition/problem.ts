export type DefinitionPath = readonly (string | number)[];

/** What is wrong with a definition that has the right shape, and where. */
export interface DefinitionProblem {
  /** Stable, for machines and translations. */
  readonly code: string;
  readonly message: string;
  readonly path: DefinitionPath;
  /** Character within the text at `path`, for an error inside a condition. */
  readonly offset?: number;
  /** The key itself is wrong, not its value. */
  readonly onKey?: boolean;
  readonly expected?: string;
  readonly suggestion?: string;
  /** `call`, or the index of the decisions document; `call` when left out. */
  readonly document?: 'call' | number;
}
