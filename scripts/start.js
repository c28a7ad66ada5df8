// npm start: whatever is needed, then the server.
import { serverFlags } from './server-flags.js';
import { build, installPackages, root } from './prepare.js';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

installPackages();
build();
const server = spawn(
  process.execPath,
  [...serverFlags, join(root, 'bin', 'bandolo.js'), 'serve', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
// A terminal sends Ctrl+C to the server too; who manages processes sends a signal only to this one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
