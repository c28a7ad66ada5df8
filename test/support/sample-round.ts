import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = 'definitions/ricircolo-enti-locali-2024';

/** A real call with an invented round, as the command line is given them. */
export const sample = {
  call: `${folder}/call.yaml`,
  decisions: `${folder}/decisions.yaml`,
  round: `${folder}/rounds/line-4.yaml`,
};

export const sampleWords = [sample.call, sample.round, '--decisions', sample.decisions] as const;

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cli-test-'));
}
