import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFile } from '../platform/package-file.ts';

/** A call that comes with Bandolo together with an invented round of applications. */
export interface SampleRound {
  readonly call: string;
  readonly decisions: string;
  readonly round: string;
  /** The first application of the round, and what it applies for. */
  readonly application: string;
  readonly line: string;
}

/** The first definition that has decisions and a round beside it, seen from where one stands. */
export function findSampleRound(): SampleRound | undefined {
  const folder = packageFile('definitions');
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder).toSorted()) {
    const [call, decisions] = [
      join(folder, name, 'call.yaml'),
      join(folder, name, 'decisions.yaml'),
    ];
    const rounds = join(folder, name, 'rounds');
    if (!existsSync(call) || !existsSync(decisions) || !existsSync(rounds)) continue;
    const [round] = readdirSync(rounds)
      .filter((file) => file.endsWith('.yaml'))
      .toSorted();
    if (round === undefined) continue;
    const text = readFileSync(join(rounds, round), 'utf8');
    return {
      call: shown(call),
      decisions: shown(decisions),
      round: shown(join(rounds, round)),
      application: /^- id: (\S+)/m.exec(text)?.[1] ?? '',
      line: /^ +line: (\S+)/m.exec(text)?.[1] ?? '',
    };
  }
  return undefined;
}

/** The shorter way to a file: from here, unless it lies elsewhere. */
function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}
