import { writeFileSync } from 'node:fs';

/** What a way of ranking found and what it cost, as its process hands it to the one that compares. */
export interface Report {
  /** Elapsed and CPU ms of each run, data read before. */
  readonly elapsed: readonly number[];
  readonly cpu: readonly number[];
  /** Largest memory that the process ever held, in MB. */
  readonly peakMb: number;
}

/** Positions, then grants in cents, by row. */
export function writeFindings(path: string, positions: Float64Array, grants: Float64Array): void {
  writeFileSync(path, Buffer.concat([bytesOf(positions), bytesOf(grants)]));
}

export function sendReport(
  elapsed: readonly number[],
  cpu: readonly number[],
  peakKb: number = process.resourceUsage().maxRSS,
): void {
  const report: Report = { elapsed, cpu, peakMb: peakKb / 1024 };
  process.stdout.write(JSON.stringify(report));
}

function bytesOf(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
