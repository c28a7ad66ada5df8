import { runCommandLine } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';
import { programVersion } from './platform/package-file.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), programVersion());
// Standard input that nobody reads to its end would keep the process waiting.
process.stdin.destroy();
