/** Something wrong with a file that a person wrote, at the place where it can be put right. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** Stable: programs may rely on it. */
  readonly code: string;
  /** What was found, such as `found "150.0000"`. */
  readonly message: string;
  readonly expected?: string;
  readonly suggestion?: string;
}

/** `call.yaml:12:7: expected an amount, found 70000; did you mean "70000"?` */
export function formatProblem(problem: Problem): string {
  const { file, line, column, message, expected, suggestion } = problem;
  const wanted = expected === undefined ? '' : `expected ${expected}, `;
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `${file}:${line}:${column}: ${wanted}${message}${hint}`;
}

/** By file and place, as a reader goes through them. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

/** One JSON array, for programs. */
export function problemsAsJson(problems: readonly Problem[]): string {
  return `${JSON.stringify(sortProblems(problems), null, 2)}\n`;
}
