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

/**
 * A panel with the evaluator and the secretary of the scene, before which one application has come; the evaluator has
 * declared about it and was drawn for it.
 */
export async function makePanel(
  world: World,
  scene: {
    readonly slug: string;
    readonly judgedId: string;
    readonly evaluator: string;
    readonly secretary: string;
  },
): Promise<void> {
  const { db } = world.database;
  const call = await findCall(world, scene.slug);
  const rules = call && readPanelRules((await loadPublished(world, call)).call.document);
  if (!call || !rules) throw new Error('The call of the scene has no panel.');
  const { callId, bodyId } = call;
  const inTx = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(run);
  const asked = { callId, bodyId, rules, by: scene.secretary };
  const others = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const person = await addPerson(db);
      await addRole(db, { bodyId, personId: person.id, role: 'evaluator' });
      return person.id;
    }),
  );
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
        { ...(await holderOf(tx, scene.secretary)), part: 'secretary' },
      ],
    }),
  );
  if (composed.type !== 'composed') throw new Error(JSON.stringify(composed));
  await db
    .updateTable('examination')
    .set({ phase: rules.phases[0] ?? null, state: 'under-way' })
    .where('application_id', '=', scene.judgedId)
    .execute();
  await takeArrivals(world, callId, rules);
  const own = { callId, personId: scene.evaluator };
  const { entries } = await findRound(db, own);
  const shown = shownHash(entries).toString('hex');
  const declared = await inTx((tx) =>
    declareConflicts(tx, { ...own, upTo: 1, shown, conflicts: [] }),
  );
  if (declared.type !== 'declared') throw new Error(JSON.stringify(declared));
  const drawn = await inTx((tx) => assignByRotation(tx, asked));
  if (drawn.type !== 'drawn') throw new Error(JSON.stringify(drawn));
}

async function holderOf(tx: Tx, personId: string) {
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
