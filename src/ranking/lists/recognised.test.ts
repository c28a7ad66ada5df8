import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';
import { loadPublished } from '../../calls/index.ts';
import type { ApplicationDocument, FactDocument } from '../../engine/index.ts';
import { loadActContent } from '../acts/queries.ts';
import { checkRankings } from '../check-rankings.ts';
import { findListAnswers } from './list-answers.ts';
import { findRecognitions } from './recognised.ts';

let scene: ActScene;
const folder = 'definitions/manifestazione-filiere-2022';
const zone = 'Europe/Rome';
const texts = { title: 'Elenco', ground: 'D.g.r. 5899/2022' };

function proposal(id: string, protocol: number, points: number): ApplicationDocument {
  const own = { subjectKind: 'firm', siteInTerritory: true, agreementSigned: true };
  return {
    id,
    protocol,
    received: `2022-03-0${protocol}T10:00:00+01:00`,
    facts: {
      applicantKind: 'project-agreement',
      areas: ['sustainability-circularity'],
      sharedObjective: true,
      agreementStatesCommitments: true,
      strategyFromSwot: true,
      innovationElements: true,
      activitiesMeasurable: true,
      differentPhases: true,
      pointsCoherence: 10,
      pointsInnovation: 13,
      pointsSustainability: 13,
      pointsPartnership: 10,
      pointsRepresentativeness: 13,
      pointsSwot: points,
    },
    partners: Array.from({ length: 10 }, (_, index) => ({
      id: `${id}-${index}`,
      role: index === 0 ? 'lead' : 'firm',
      facts: own,
    })),
  };
}

beforeAll(async () => {
  scene = await makeActScene({
    definition: `${folder}/call.yaml`,
    decisions: `${folder}/decisions.yaml`,
    applications: [proposal('canapa', 1, 6), proposal('cuoio', 2, 5), proposal('seta', 3, 10)],
  });
});
afterAll(async () => scene.close());

/** An organisation of a proposal; the lead comes first. */
async function organisationOf(name: string, isLead: boolean): Promise<string> {
  const { organisation_id: id } = await scene.world.database.db
    .selectFrom('list_member')
    .select('organisation_id')
    .where('application_id', '=', scene.ids.get(name) ?? '')
    .where('is_lead', '=', isLead)
    .orderBy('organisation_id')
    .executeTakeFirstOrThrow();
  return id;
}

function ask(organisation: string, on?: string, knownAt?: Date) {
  return findRecognitions(scene.world.database.db, {
    callId: scene.callId,
    organisationIds: [organisation],
    zone,
    ...(on === undefined ? {} : { on }),
    ...(knownAt === undefined ? {} : { knownAt }),
  });
}

test('a list recognises who reached the threshold, from a day on, and says by which act', async () => {
  const act = await scene.approve({ kind: 'list', ...texts, fromDay: '2022-04-01' });
  const { table, totals } = await loadActContent(scene.world.database.db, act);
  expect(table.map(({ outcome, position, granted }) => [outcome, position, granted])).toEqual([
    ['listed', 0, 0],
    ['below-threshold', 0, 0],
    ['listed', 0, 0],
  ]);
  expect(totals.outcomes).toEqual({ listed: 2, 'below-threshold': 1 });
  const partner = await organisationOf('canapa', false);
  expect(await ask(partner, '2022-03-31')).toEqual([]);
  const [found, ...others] = await ask(partner, '2022-04-01');
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    applicationId: scene.ids.get('canapa'),
    isLead: false,
    from: '2022-04-01',
    until: null,
    appliedOn: '2022-03-01',
    callVersion: 1,
    act: { number: act.number, title: 'Elenco', contentHash: act.contentHash },
  });
});

test('the list changes over time, and what was known before is known still', async () => {
  const lead = await organisationOf('seta', true);
  const before = new Date();
  await scene.decide('seta', 'not-admitted');
  await scene.freeze();
  const act = await scene.approve({ kind: 'list', ...texts, fromDay: '2022-10-01' });
  expect(act.follows).toBe(1);
  expect(await ask(lead, '2022-09-30')).toMatchObject([{ until: '2022-10-01' }]);
  expect(await ask(lead, '2022-10-01')).toEqual([]);
  expect(await ask(lead, '2022-10-01', before)).toMatchObject([{ until: null }]);
  const partner = await organisationOf('canapa', false);
  expect(await ask(partner, '2022-10-01')).toMatchObject([{ act: { number: 1 } }]);
});

test('a correction of the list puts back what was before, by another act', async () => {
  const lead = await organisationOf('seta', true);
  await scene.decide('seta', 'admitted');
  await scene.freeze();
  const act = await scene.approve({
    kind: 'correction',
    ...texts,
    reasons: 'Esclusa per errore.',
    replaces: 2,
    fromDay: '2022-10-01',
  });
  expect(await ask(lead, '2022-10-01')).toMatchObject([
    { from: '2022-04-01', until: null, act: { number: act.number } },
  ]);
  const { rows } = await scene.world.database.pool.query<{ count: number }>(
    'select count(*) as count from list_membership where call_id = $1',
    [scene.callId],
  );
  expect(rows[0]?.count).toBe(4);
});

test('a fact of a later call is answered from the list, entry by entry', async () => {
  const { call } = await loadPublished(scene.world, { callId: scene.callId, version: 1 });
  const fact: FactDocument = {
    id: 'recognitions',
    type: 'list',
    label: { it: 'riconoscimenti', en: 'recognitions' },
    proof: 'register',
    fromList: {
      call: call.document.id,
      applied: 'applied',
      recognised: 'recognised',
      ended: 'ended',
    },
  };
  const { mode } = await scene.call();
  const asked = { document: { facts: [fact] }, mode, zone };
  const { db } = scene.world.database;
  const partner = await organisationOf('canapa', false);
  const [answer] = await findListAnswers(db, { ...asked, organisationIds: [partner] });
  expect(answer?.value).toEqual([{ applied: '2022-03-01', recognised: '2022-04-01' }]);
  expect(answer?.recognitions[0]?.act.number).toBe(1);
  const nowhere = { ...fact, fromList: { call: 'nowhere', recognised: 'recognised' } };
  const unknown = { ...asked, document: { facts: [nowhere] }, organisationIds: [partner] };
  expect(await findListAnswers(db, unknown)).toEqual([]);
});

test('a membership that was changed past the acts is named', async () => {
  const client = new Client(scene.world.adminUrl);
  await client.connect();
  const check = async (change: string): Promise<readonly string[]> => {
    await client.query('begin');
    await client.query(`set local session_replication_role = 'replica'`);
    await client.query(change);
    const { findings } = await checkRankings(client, { callId: scene.callId, call: scene.slug });
    await client.query('rollback');
    return findings.map(({ code, at }) => `${code} ${at}`);
  };
  try {
    expect(await check('select 1')).toEqual([]);
    const seta = scene.ids.get('seta') ?? '';
    for (const change of [
      `update list_membership set from_day = '2022-01-01' where application_id = '${seta}' and superseded_at is null`,
      `delete from list_membership where application_id = '${seta}' and superseded_at is null`,
      `update list_membership set superseded_at = superseded_at + interval '1 second'
        where id = (select min(id) from list_membership where application_id = '${seta}')`,
    ])
      expect(new Set(await check(change))).toEqual(new Set([`membership-altered ${seta}`]));
  } finally {
    await client.end();
  }
});
