import { openFileStore } from '../../src/platform/files/open-file-store.ts';
import { actsInForce, baseKindOf, type RankingAct } from '../../src/ranking/acts/act.ts';
import { composeAct, type ActDesk } from '../../src/ranking/acts/compose-act.ts';
import { draftAct, type DraftAsked } from '../../src/ranking/acts/draft-act.ts';
import { findAct, listActs } from '../../src/ranking/acts/queries.ts';
import { publishAct } from '../../src/ranking/acts/publish-act.ts';
import { signByAccount } from '../../src/ranking/acts/sign-act.ts';
import { loadRound } from '../../src/ranking/index.ts';
import { hashOf } from '../../src/ranking/round/freeze-round.ts';
import type { GroundScene } from './ground.ts';
import type { Named } from './stages.ts';

const texts = {
  title: 'Graduatoria',
  ground: 'Art. 13',
  reasons: 'Errore materiale.',
  staleReason: 'Le istruttorie che cambiano non contano.',
};
/** Numbers of the rounds that are frozen anew, in which nothing is open. */
const rounds = new WeakMap<GroundScene, Promise<number>>();

/** A draft as it is now. */
export async function drafted(scene: GroundScene): Promise<Named> {
  const act = (await lastIn(scene, 'draft')) ?? (await draft(scene));
  return { act: String(act.number), revision: String(act.revision) };
}

/** A draft that can be signed, with the hash of its text. */
export async function signable(scene: GroundScene): Promise<Named> {
  const { number } = (await lastIn(scene, 'draft')) ?? (await draft(scene));
  return { act: String(number), contentHash: await hashIn(scene, number) };
}

/** An act that waits for its publication. */
export async function signed(scene: GroundScene): Promise<Named> {
  const there = await lastIn(scene, 'signed');
  if (there) return { act: String(there.number) };
  const { number } = (await lastIn(scene, 'draft')) ?? (await draft(scene));
  const contentHash = await hashIn(scene, number);
  const { callId, ids } = scene;
  const asked = { callId, number, personId: ids.signatory, contentHash };
  const outcome = await signByAccount(deskOf(scene), asked);
  if (outcome?.type !== 'signed') throw new Error(JSON.stringify(outcome));
  return { act: String(number) };
}

/** A published act about which nobody has been written to. */
export async function publishedUnwritten(scene: GroundScene): Promise<Named> {
  const { callId, ids, world } = scene;
  const { db } = world.database;
  if (!(await lastIn(scene, 'published'))) {
    const number = Number((await signed(scene))['act']);
    const published = await db.transaction().execute((tx) =>
      publishAct(tx, {
        callId,
        number,
        personId: ids.signatory,
        zone: 'Europe/Rome',
        protocol: '2025/1',
        protocolDay: '2025-01-07',
      }),
    );
    if (published?.type !== 'published') throw new Error(JSON.stringify(published));
  }
  await scene.ground.admin.query('delete from letter_batch where cause is not null');
  const act = await lastIn(scene, 'published');
  return { act: String(act?.number ?? 0) };
}

function deskOf({ services }: GroundScene): ActDesk {
  return { services, store: openFileStore(services.config) };
}

async function hashIn(scene: GroundScene, number: number): Promise<string> {
  const act = await findAct(scene.world.database.db, { callId: scene.callId, number });
  const composed = act && (await composeAct(deskOf(scene), act));
  if (!composed?.text) throw new Error(`act ${number} makes no text`);
  return composed.text.hash;
}

/** The last act in a state; drafts only on the round in which nothing is open. */
async function lastIn(
  scene: GroundScene,
  state: RankingAct['state'],
): Promise<RankingAct | undefined> {
  const round = await roundOf(scene);
  const acts = await listActs(scene.world.database.db, scene.callId);
  return acts.find((act) => act.state === state && act.frozenRound === round && isWhole(act));
}

/** Not one that a broken body has made. */
function isWhole({ kind, title, staleReason }: RankingAct): boolean {
  const isKind = kind === 'ranking' || kind === 'correction';
  return isKind && title === texts.title && staleReason === texts.staleReason;
}

async function draft(scene: GroundScene): Promise<RankingAct> {
  const frozenRound = await roundOf(scene);
  const { db } = scene.world.database;
  const acts = await listActs(db, scene.callId);
  const before = actsInForce(acts).find((act) => baseKindOf(act, acts) === 'ranking');
  const asked: DraftAsked = {
    kind: before ? 'correction' : 'ranking',
    ...texts,
    frozenRound,
    ...(before && { replaces: before.number }),
  };
  const outcome = await db.transaction().execute((tx) =>
    draftAct(
      tx,
      {
        callId: scene.callId,
        personId: scene.ids.officer,
        findRound: (number = frozenRound) =>
          loadRound(scene.services, { callId: scene.callId, number }),
      },
      asked,
    ),
  );
  if (outcome.type === 'refused') throw new Error(JSON.stringify(outcome));
  return outcome.act;
}

function roundOf(scene: GroundScene): Promise<number> {
  const made = rounds.get(scene) ?? freezeClosed(scene);
  rounds.set(scene, made);
  return made;
}

/** The first round again, with every application refused: an act of it leaves nothing to decide. */
async function freezeClosed({ callId, ground: { admin } }: GroundScene): Promise<number> {
  const { rows } = await admin.query<{ content: Buffer }>(
    'select content from frozen_application where call_id = $1 and number = 1 order by place',
    [callId],
  );
  const contents = rows.map(({ content }) => {
    const text = content
      .toString('utf8')
      .replace(/"admission":"[a-z-]+"/, '"admission":"not-admitted"');
    return { content: Buffer.from(text, 'utf8') };
  });
  await admin.query(
    `insert into frozen_round (call_id, number, call_version, up_to, applications, hash, made_by)
     select call_id, 1000, call_version, up_to, applications, $2, made_by from frozen_round
      where call_id = $1 and number = 1`,
    [callId, hashOf(contents)],
  );
  for (const [index, { content }] of contents.entries())
    await admin.query(
      `insert into frozen_application
       select call_id, 1000, place, application_id, entry_number, revision, mark, $3 from frozen_application
        where call_id = $1 and number = 1 and place = $2`,
      [callId, index + 1, content],
    );
  return 1000;
}
