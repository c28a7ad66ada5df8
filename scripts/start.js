// npm start: whatever is needed, then the main job.
import { build, installPackages, root } from './prepare.js';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

installPackages();
build();
const done = spawnSync(
  process.execPath,
  [join(root, 'bin', 'bandolo.js'), 'demo', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(done.status ?? 1);
