import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../platform/database.ts';
import {
  recordAttempts,
  recordDropped,
  recordProbes,
  type AttemptRow,
  type DroppedRow,
  type ProbeRow,
  type Witness,
} from './evidence-store.ts';

/** What a server had seen and not stored when it was stopped while its database was away. */
export interface LeftEvidence extends Witness {
  readonly probes: readonly ProbeRow[];
  readonly attempts: readonly AttemptRow[];
  readonly dropped: readonly DroppedRow[];
}

const fileName = /^evidence-[0-9a-f-]{36}\.json$/;

export function leaveEvidence(folder: string, evidence: LeftEvidence): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `evidence-${evidence.run}.json`);
  // It holds who tried to submit what.
  writeFileSync(`${file}.part`, JSON.stringify(evidence), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** Stores what servers before this one have left, and removes it. Two that do it at once store it once. */
export async function takeLeftEvidence(db: Db, folder: string): Promise<void> {
  for (const name of listLeft(folder)) {
    const file = join(folder, name);
    const text = readLeft(file);
    if (text === undefined) continue;
    const { probes, attempts, dropped, ...witness } = JSON.parse(text) as LeftEvidence;
    await recordProbes(db, witness, probes);
    await recordAttempts(db, witness, attempts);
    await recordDropped(db, witness, dropped);
    rmSync(file, { force: true });
  }
}

function listLeft(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => fileName.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readLeft(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // The other server was faster.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
