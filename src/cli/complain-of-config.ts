import { formatConfigProblem, type ConfigProblem } from '../platform/config.ts';
import type { Terminal } from './terminal.ts';

/** Everything that is wrong with the environment at once. */
export function complainOfConfig(problems: readonly ConfigProblem[], terminal: Terminal): void {
  for (const problem of problems) terminal.warn(`bandolo: ${formatConfigProblem(problem)}\n`);
  terminal.warn('`bandolo config` shows every setting and what it is for\n');
}
