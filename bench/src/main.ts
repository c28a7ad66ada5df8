import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const parts = ['assessment', 'costs', 'ranking'];
const chosen = process.argv.slice(2);

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ` +
    `load ${loadavg()[0]?.toFixed(1)}`,
);

/** Each part in a process of its own, so that none runs on code that another one warmed up. */
for (const part of parts) {
  if (chosen.length > 0 && !chosen.includes(part)) continue;
  const script = fileURLToPath(new URL(`./${part}.js`, import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
