// Brings a fresh clone to the point where it can run: packages installed, sources compiled.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestIn } from './newest-in.js';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Bandolo needs Node 20.19 or newer, and this is ${process.versions.node}.`);
  process.exit(2);
}

/** Runs a command in the project and ends with its exit code when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Installs exactly what the lock file says, when it has not been done since the lock last changed. */
export function installPackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const isCurrent =
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!isCurrent)
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
}

/** The path of a tool that the packages bring. */
export function tool(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Compiles the sources, bundles the program and makes what browsers are given, when the last build is older. */
export function build() {
  run(process.execPath, [join(root, 'scripts', 'build-assets.js')], { shell: false });
  const built = join(root, 'dist', 'bundle', 'cli.js');
  if (existsSync(built) && statSync(built).mtimeMs >= newestIn(join(root, 'src'))) return;
  run(tool('tsc'), ['-p', 'tsconfig.build.json']);
  run(process.execPath, [join(root, 'scripts', 'bundle.js')], { shell: false });
}
