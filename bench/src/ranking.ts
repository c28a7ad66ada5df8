import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medianOf } from './measure.js';
import { printTable, ratio, whole } from './print.js';
import type { Report } from './ranking/report.js';
import { size } from './ranking/round.js';

const folder = mkdtempSync(join(tmpdir(), 'bandolo-bench-'));
try {
  compareWays();
} finally {
  rmSync(folder, { recursive: true });
}

/** Each way in a process of its own, one after the other, so that memory does not add up. */
function compareWays(): void {
  const ours = runWay('bandolo');
  const theirs = runWay('duckdb');
  const [found, expected] = [readFindings('bandolo'), readFindings('duckdb')];
  const row = found.findIndex((value, index) => value !== expected[index]);
  if (row >= 0) throw new Error(`at ${row}: ${found[row]}, and DuckDB has ${expected[row]}`);
  const funded = found.subarray(size).filter((cents) => cents > 0).length;
  const line = (name: string, { elapsed, cpu, peakMb }: Report): readonly string[] => [
    name,
    whole(middle(elapsed)),
    `${whole(Math.min(...elapsed))}–${whole(Math.max(...elapsed))}`,
    ratio(middle(elapsed) / middle(ours.elapsed)),
    whole(middle(cpu)),
    ratio(middle(cpu) / middle(ours.cpu)),
    whole(peakMb),
  ];
  printTable('One million applications ranked and funded, after reading', [
    ['', 'ms', 'from–to', 'to ours', 'CPU ms', 'to ours', 'peak MB'],
    line('bandolo', ours),
    line('@duckdb/node-api 1.5.6-r.1', theirs),
  ]);
  console.log(`${whole(funded)} funded: every position and every cent the same in both`);
}

function runWay(name: string): Report {
  const script = fileURLToPath(new URL(`./ranking/${name}.js`, import.meta.url));
  const printed = execFileSync(process.execPath, [script, join(folder, name)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(printed) as Report;
}

function readFindings(name: string): Float64Array {
  const bytes = readFileSync(join(folder, name));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}

function middle(values: readonly number[]): number {
  return medianOf(values.toSorted((a, b) => a - b));
}
