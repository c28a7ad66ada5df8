import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = 'node_modules/typescript/bin/tsc';

run('npm', [
  'ci',
  '--prefix',
  'bench',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel',
  'error',
]);
run(process.execPath, [compiler, '-p', 'tsconfig.build.json']);
run(process.execPath, [compiler, '-p', 'bench/tsconfig.json']);
run(process.execPath, ['bench/dist/main.js', ...process.argv.slice(2)]);

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
