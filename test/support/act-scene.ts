import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/platform/config.ts';
import { openFileStore } from '../../src/platform/files/open-file-store.ts';
import { runAct } from '../../src/platform/run-act.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import type { RankingAct } from '../../src/ranking/acts/act.ts';
import { composeAct, type ActDesk, type ComposedAct } from '../../src/ranking/acts/compose-act.ts';
import { draftAct, type DraftAsked } from '../../src/ranking/acts/draft-act.ts';
import { findAct } from '../../src/ranking/acts/queries.ts';
import { signByAccount, type SignOutcome } from '../../src/ranking/acts/sign-act.ts';
import { freezeRound, type FrozenRound, loadRound } from '../../src/ranking/index.ts';
import { makeRankingScene, type RankingScene, type RankingSceneOptions } from './ranking-scene.ts';
import { testConfig } from './test-config.ts';

/** A round that was frozen, and whatever is needed to make acts of it. */
export interface ActScene extends RankingScene {
  readonly desk: ActDesk;
  readonly freeze: () => Promise<FrozenRound>;
  readonly draft: (asked: DraftAsked) => Promise<RankingAct>;
  readonly tryDraft: (asked: DraftAsked) => ReturnType<typeof draftAct>;
  readonly find: (number: number) => Promise<RankingAct>;
  readonly compose: (number: number) => Promise<ComposedAct>;
  readonly sign: (
    number: number,
    more: { readonly contentHash: string },
  ) => Promise<SignOutcome | undefined>;
  /** Signs whatever the draft says now. */
  readonly approve: (asked: DraftAsked) => Promise<RankingAct>;
  /** A file that was kept, read as JSON. */
  readonly kept: (hash: string) => Promise<unknown>;
}

export async function makeActScene({
  config: more = {},
  ...options
}: RankingSceneOptions & { readonly config?: Partial<Config> } = {}): Promise<ActScene> {
  const scene = await makeRankingScene(options);
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-acts-'));
  const config = testConfig({ filesFolder: folder, requestsPerMinute: 100_000, ...more });
  const { callId, officer, signatory } = scene;
  const { database } = scene.world;
  const services: Services = {
    config,
    database,
    clock: () => new Date(),
    signer: makeSigner(),
  };
  const desk: ActDesk = { services, store: openFileStore(config) };
  const freeze = () => freezeAll(services, scene);
  let latest = (await freeze()).number;
  const find = async (number: number): Promise<RankingAct> => {
    const act = await findAct(database.db, { callId, number });
    if (!act) throw new Error(`there is no act ${number}`);
    return act;
  };
  const tryDraft = (asked: DraftAsked) =>
    runAct(database.db, (tx) =>
      draftAct(
        tx,
        {
          callId,
          personId: officer,
          findRound: (number = latest) => loadRound(services, { callId, number }),
        },
        asked,
      ),
    );
  const draft = async (asked: DraftAsked): Promise<RankingAct> => {
    const outcome = await tryDraft(asked);
    if (outcome.type === 'refused') throw new Error(JSON.stringify(outcome));
    return outcome.act;
  };
  const compose = async (number: number) => composeAct(desk, await find(number));
  const sign: ActScene['sign'] = (number, { contentHash }) =>
    signByAccount(desk, { callId, number, personId: signatory, contentHash });
  return {
    ...scene,
    desk,
    freeze: async () => {
      const round = await freeze();
      latest = round.number;
      return round;
    },
    tryDraft,
    draft,
    find,
    compose,
    sign,
    approve: async (asked) => {
      const { number } = await draft(asked);
      const { text, checks } = await compose(number);
      const outcome = await sign(number, { contentHash: text?.hash ?? '' });
      if (outcome?.type !== 'signed') throw new Error(JSON.stringify({ outcome, checks }));
      return outcome.act;
    },
    kept: (hash) => readKept(desk, hash),
    close: async () => {
      await scene.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readKept({ store }: ActDesk, hash: string): Promise<unknown> {
  const content = await store.read(hash);
  const pieces: Buffer[] = [];
  for await (const piece of content ?? []) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

async function freezeAll(services: Services, scene: RankingScene): Promise<FrozenRound> {
  const { callId, officer: personId } = scene;
  const { version, slug } = await scene.call();
  const outcome = await freezeRound(services, { callId, slug, version, personId });
  if (outcome.type === 'refused') throw new Error(JSON.stringify(outcome));
  return outcome.round;
}
