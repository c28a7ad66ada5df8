import { formatProblem, type Problem } from '../platform/problem.ts';
import type { Terminal } from './terminal.ts';

/** Something that cannot be understood and has no place in a file, such as an option. */
export interface PlainComplaint {
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

export type Complaint = Problem | PlainComplaint;

/** What a command returns instead of its result when it cannot understand what it was given. */
export interface NotUnderstood {
  readonly type: 'not-understood';
  readonly complaints: readonly Complaint[];
}

export function notUnderstood(...complaints: readonly Complaint[]): NotUnderstood {
  return { type: 'not-understood', complaints };
}

export function complaint(code: string, message: string, suggestion?: string): PlainComplaint {
  return { code, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

export function formatComplaint(said: Complaint): string {
  if ('file' in said) return formatProblem(said);
  const hint = said.suggestion === undefined ? '' : `; did you mean ${said.suggestion}?`;
  return `bandolo: ${said.message}${hint}`;
}

const shownMax = 50;

/** For people on standard error; for programs on standard output, where they look. */
export async function complain(
  terminal: Terminal,
  complaints: readonly Complaint[],
  asJson: boolean,
): Promise<void> {
  if (asJson) {
    await terminal.write(`${JSON.stringify({ type: 'not-understood', problems: complaints })}\n`);
    return;
  }
  for (const said of complaints.slice(0, shownMax)) terminal.warn(`${formatComplaint(said)}\n`);
  if (complaints.length > shownMax)
    terminal.warn(`bandolo: and ${complaints.length - shownMax} more of the kind\n`);
}
