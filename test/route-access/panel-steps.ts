import { assignByRotation } from '../../src/evaluation/assign.ts';
import { composePanel } from '../../src/evaluation/compose-panel.ts';
import { declareConflicts } from '../../src/evaluation/declare-conflicts.ts';
import { readPanelRules } from '../../src/evaluation/panel-rules.ts';
import { findRound, shownHash } from '../../src/evaluation/round.ts';
import { takeArrivals } from '../../src/evaluation/take-arrivals.ts';
import { findCall, loadPublished } from '../../src/calls/index.ts';
import type { Tx } from '../../src/platform/database.ts';
import type { World } from '../support/application-world.ts';
import { addPerson, addRole } from '../support/people.ts';

/** Somebody as an act could name them, and what the secretary would declare about. */
export interface PanelMade {
  readonly spare: Holder;
  readonly shown: string;
  /** Its chair, who is the evaluator of the scene, and its members, in the order of their numbers. */
  readonly judges: readonly string[];
}

interface Holder {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
}

/**
 * A panel with the evaluator and the secretary of the scene, before which one application has come; the evaluator was
 * drawn for it, and everybody but the secretary has declared about it. One more could be named.
 */
export async function makePanel(
  world: World,
  scene: {
    readonly slug: string;
    readonly judgedId: string;
    readonly evaluator: string;
    readonly 'panel-secretary': string;
  },
): Promise<PanelMade> {
  const { db } = world.database;
  const call = await findCall(world, scene.slug);
  const rules = call && readPanelRules((await loadPublished(world, call)).call.document);
  if (!call || !rules) throw new Error('The call of the scene has no panel.');
  const { callId, bodyId } = call;
  const inTx = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(run);
  const asked = { callId, bodyId, rules, by: scene['panel-secretary'] };
  const others: string[] = [];
  for (const _ of [1, 2, 3, 4]) others.push(await addEvaluator(world, bodyId));
  const composed = await inTx(async (tx) =>
    composePanel(tx, {
      ...asked,
      title: 'Costituzione del Nucleo',
      day: '2025-01-10',
      today: '2025-01-10',
      ground: 'Decreto n. 12',
      fictional: true,
      leaving: [],
      named: [
        { ...(await holderOf(tx, scene.evaluator)), part: 'chair' },
        ...(await Promise.all(
          others.map(async (id) => ({ ...(await holderOf(tx, id)), part: 'member' as const })),
        )),
        { ...(await holderOf(tx, scene['panel-secretary'])), part: 'secretary' },
      ],
    }),
  );
  if (composed.type !== 'composed') throw new Error(JSON.stringify(composed));
  await db
    .updateTable('examination')
    .set({
      phase: rules.phases[0] ?? null,
      state: 'under-way',
      assigned_to: scene['panel-secretary'],
    })
    .where('application_id', '=', scene.judgedId)
    .execute();
  await takeArrivals(world, callId, rules);
  const shownTo = async (personId: string): Promise<string> =>
    shownHash((await findRound(db, { callId, personId })).entries).toString('hex');
  const declare = async (personId: string): Promise<void> => {
    const shown = await shownTo(personId);
    const declared = await inTx((tx) =>
      declareConflicts(tx, { callId, personId, upTo: 1, shown, conflicts: [] }),
    );
    if (declared.type !== 'declared') throw new Error(JSON.stringify(declared));
  };
  await declare(scene.evaluator);
  const drawn = await inTx((tx) => assignByRotation(tx, asked));
  if (drawn.type !== 'drawn') throw new Error(JSON.stringify(drawn));
  for (const id of others) await declare(id);
  const spare = await addEvaluator(world, bodyId);
  return {
    spare: await inTx((tx) => holderOf(tx, spare)),
    shown: await shownTo(scene['panel-secretary']),
    judges: [scene.evaluator, ...others],
  };
}

async function addEvaluator({ database: { db } }: World, bodyId: string): Promise<string> {
  const { id: personId } = await addPerson(db);
  await addRole(db, { bodyId, personId, role: 'evaluator' });
  return personId;
}

async function holderOf(tx: Tx, personId: string): Promise<Holder> {
  const person = await tx
    .selectFrom('person')
    .select(['fiscal_code', 'given_name', 'family_name'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    fiscalCode: person.fiscal_code ?? '',
    givenName: person.given_name,
    familyName: person.family_name,
  };
}
