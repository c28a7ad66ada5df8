import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { waysByPages, type DraftWanted } from '../journey/ranking-ways.ts';
import { makeApplicationServer, type ApplicationServer } from './application-server.ts';
import { makeRankingScene, type RankingScene, type RankingSceneOptions } from './ranking-scene.ts';

/** A round with a server over it, as programs of the office use it. */
export interface ActDesk {
  readonly scene: RankingScene;
  readonly server: ApplicationServer;
  /** Addresses of the call in the API. */
  readonly base: string;
  /** One request by somebody that must succeed; what it gave. */
  readonly ask: (
    by: string,
    request: string,
    body?: object,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** An act from its draft to its publication; its number. */
  readonly approve: (draft: object, protocol: string) => Promise<number>;
  /** The same by way of the pages. */
  readonly approveByPages: (wanted: DraftWanted, protocol: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function makeActDesk(options: RankingSceneOptions): Promise<ActDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-desk-'));
  const scene = await makeRankingScene(options);
  const server = await makeApplicationServer(scene.world, {
    create: createApp,
    config: { filesFolder: folder },
  });
  const base = `/api/v1/calls/${scene.slug}`;
  const pages = waysByPages(server, scene.slug);
  const ask: ActDesk['ask'] = async (by, request, body) => {
    const reply = await server.ask(await server.tokenOf(by), request, body);
    if (reply.status >= 300) throw new Error(`${request}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  return {
    scene,
    server,
    base,
    ask,
    approve: async (draft, protocol) => {
      const { number } = await ask(scene.officer, `POST ${base}/ranking-acts`, draft);
      const one = `${base}/ranking-acts/${String(number)}`;
      const { contentHash, maySign, checks } = await ask(scene.officer, `GET ${one}/checks`);
      const failed = (checks as readonly { readonly state: string }[]).filter(
        ({ state }) => state === 'failed',
      );
      expect({ failed, maySign }).toEqual({ failed: [], maySign: true });
      const signing = { contentHash, protocol, protocolDay: '2025-03-10' };
      await ask(scene.signatory, `POST ${one}/signature`, signing);
      await ask(scene.signatory, `POST ${one}/publication`, {});
      return Number(number);
    },
    approveByPages: async (wanted, protocol) => {
      const act = await pages.draft(scene.officer, wanted);
      expect(await pages.failedChecks(scene.officer, act)).toBe(0);
      await pages.sign(scene.signatory, act, protocol);
      await pages.publish(scene.signatory, act);
      return act;
    },
    close: async () => {
      expect(server.faults()).toEqual([]);
      await server.close();
      await scene.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
