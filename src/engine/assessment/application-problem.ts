/** Something in an application that the call cannot read; `path` leads to it. */
export interface ApplicationProblem {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly suggestion?: string;
}
