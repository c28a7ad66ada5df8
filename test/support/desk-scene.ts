import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { createApp } from '../../src/app.ts';
import { makeApplicationServer, type ApplicationServer } from './application-server.ts';
import { makeRankingScene, type RankingScene, type RankingSceneOptions } from './ranking-scene.ts';
import { sample, temporaryFolder } from './sample-round.ts';

/** The desk of a call, with a server over it. */
export interface DeskScene extends RankingScene {
  readonly server: ApplicationServer;
}

/** The decisions beside the sample call without those that fill these gaps, in a file of their own. */
export function decisionsWithout(...gaps: readonly string[]): string {
  const file = parse(readFileSync(sample.decisions, 'utf8')) as {
    readonly decisions: readonly { readonly fills: string }[];
  };
  const decisions = file.decisions.filter(({ fills }) => !gaps.includes(fills));
  const path = join(temporaryFolder(), 'decisions.yaml');
  writeFileSync(path, stringify({ ...file, decisions }));
  return path;
}

export async function makeDeskScene(options: RankingSceneOptions = {}): Promise<DeskScene> {
  const scene = await makeRankingScene(options);
  const server = await makeApplicationServer(scene.world, { create: createApp });
  return {
    ...scene,
    server,
    close: async () => {
      await server.close();
      await scene.close();
    },
  };
}
