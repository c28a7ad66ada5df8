/** What a command ends with; the same for all of them, and part of what they promise. */
export const exitCodes = {
  done: 0,
  /** The rules refuse it or stop, an example fails, a figure differs. */
  refused: 1,
  /** A file, an option or a line that cannot be read. */
  notUnderstood: 2,
  /** A fault of Bandolo itself. */
  broken: 70,
  /** What was asked for could not be written; nothing is left behind. */
  notWritten: 74,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The worse of two ends: what was not understood weighs more than what was refused. */
export function worseOf(a: ExitCode, b: ExitCode): ExitCode {
  return Math.max(a, b) as ExitCode;
}
