import { readFileSync } from 'node:fs';
import { runCommandLine } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), version);
// Standard input that nobody reads to its end would keep the process waiting.
process.stdin.destroy();
