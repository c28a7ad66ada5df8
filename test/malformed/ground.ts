import { Client } from 'pg';
import { findCall, loadPublished } from '../../src/calls/index.ts';
import { declareConflicts } from '../../src/evaluation/declare-conflicts.ts';
import { readPanelRules } from '../../src/evaluation/panel-rules.ts';
import { findRound, shownHash } from '../../src/evaluation/round.ts';
import { takeArrivals } from '../../src/evaluation/take-arrivals.ts';
import { takeIn } from '../../src/examination/index.ts';
import { completeDraft } from '../support/application-world.ts';
import { addPerson, addRole } from '../support/people.ts';
import type { AccessScene } from '../route-access/scene.ts';
import { askAs, handInTwice, makeReady, type Ask } from '../route-access/steps.ts';

/** Applications of the same lead, so that nothing but the body stands in the way of what is said about each. */
export interface Ground {
  /** About which the office asks, and with which it exchanges messages. */
  readonly asked: string;
  /** Of which a first officer has found that something is not met. */
  readonly examined: string;
  /** Whose phases of the office can be concluded. */
  readonly concluded: string;
  /** Which the evaluator and two more score. */
  readonly scored: string;
  /** Which the secretary of the panel gives and takes. */
  readonly seated: string;
  /** Still being written, without the partner. */
  readonly open: string;
  /** Who found what the officer of the scene confirms. */
  readonly first: string;
  /** A superuser for whom no rule of the database holds. */
  readonly admin: Client;
  readonly close: () => Promise<void>;
}

export type GroundScene = AccessScene & { readonly ground: Ground };

export async function layGround(scene: AccessScene): Promise<GroundScene> {
  const { world, bodyId } = scene;
  const made = await makeApplications(scene);
  const { id: first } = await addPerson(world.database.db);
  await addRole(world.database.db, { personId: first, bodyId, role: 'officer' });
  await meetChecks(scene, made.concluded, first);
  await findFigures(scene, made.scored, first);
  await bringToPanel(scene, [made.scored, made.seated]);
  const admin = new Client({ connectionString: world.adminUrl });
  await admin.connect();
  await admin.query('set session_replication_role = replica');
  return { ...scene, ground: { ...made, first, admin, close: () => admin.end() } };
}

async function makeApplications(scene: AccessScene) {
  const { app, world, ids, slug, leadId, partnerId, draft, services } = scene;
  const { representative } = ids;
  const askers = {
    lead: await askAs(app, world, representative),
    partner: await askAs(app, world, ids.partner),
  };
  const own = `/api/v1/calls/${slug}/applications`;
  const written = { lead: leadId, partner: partnerId, ...draft };
  const submit = async (handIn?: (application: string) => Promise<string>): Promise<string> => {
    const { id, hash } = await makeReady(askers, own, written, handIn);
    await askers.lead(`POST ${own}/${id}/submission`, { snapshotHash: hash });
    return id;
  };
  const asked = await submit((application) => handInTwice(app, world, representative, application));
  const [examined, concluded, scored, seated] = [
    await submit(),
    await submit(),
    await submit(),
    await submit(),
  ];
  const alone = { lead: leadId, ...completeDraft(leadId, [], 'Da solo') };
  const { body } = await askers.lead(`POST ${own}`, alone);
  await takeIn(services);
  return { asked, examined, concluded, scored, seated, open: String(body['id']) };
}

interface CheckRead {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly phase: string;
  readonly partner?: string;
  readonly verdict: string;
}

/** Two officers find that each check of the office is met. */
async function meetChecks(scene: AccessScene, application: string, first: string): Promise<void> {
  const office = await openOffice(scene, application, first);
  for (const phase of ['formal', 'specific']) {
    const { body } = await office.finder(`GET ${office.at}`);
    const unmet = (body['checks'] as readonly CheckRead[]).filter(
      (check) => check.phase === phase && !['met', 'not-applicable'].includes(check.verdict),
    );
    await find(
      office,
      unmet.map(({ kind, subject, partner }) => ({
        kind,
        subject,
        ...(partner !== undefined && { partner }),
        says: 'value',
        value: 'met',
        note: 'Verificato',
      })),
    );
    await office.finder(`POST ${office.at}/phases/${phase}/conclusion`, {}, await office.match());
  }
}

/** They find the figures on which points rest that the panel does not give. */
async function findFigures(scene: AccessScene, application: string, first: string): Promise<void> {
  const facts = { inhabitants: 400, savedPerYear: '6000.00', darkSky: true, restoredLamps: 0 };
  const office = await openOffice(scene, application, first);
  const found = Object.entries(facts).map(([subject, value]) => ({
    kind: 'fact',
    subject,
    says: 'value',
    value,
  }));
  await find(office, found);
}

interface Office {
  readonly at: string;
  readonly finder: Ask;
  readonly second: Ask;
  /** What an act must name of what its author has read. */
  readonly match: () => Promise<Readonly<Record<string, string>>>;
}

async function openOffice(
  { app, world, ids, slug }: AccessScene,
  application: string,
  first: string,
): Promise<Office> {
  const at = `/api/v1/calls/${slug}/applications/${application}/examination`;
  const finder = await askAs(app, world, first);
  const match = async () => ({ 'if-match': String((await finder(`GET ${at}`)).headers['etag']) });
  return { at, finder, second: await askAs(app, world, ids.officer), match };
}

async function find(
  { at, finder, second, match }: Office,
  findings: readonly object[],
): Promise<void> {
  if (findings.length === 0) return;
  const { body } = await finder(`POST ${at}/findings`, { findings }, await match());
  const found = body['findings'] as readonly { readonly number: number; second?: unknown }[];
  for (const { number } of found.filter((each) => each.second === undefined))
    await second(`POST ${at}/findings/${number}/confirmation`, { agrees: true }, await match());
}

/** They come to the panel, and whoever judges declares about them. */
async function bringToPanel(scene: AccessScene, applications: readonly string[]): Promise<void> {
  const { world, slug, callId, panel } = scene;
  const { db } = world.database;
  const call = await findCall(world, slug);
  const rules = call && readPanelRules((await loadPublished(world, call)).call.document);
  const phase = rules?.phases[0];
  if (!rules || phase === undefined) throw new Error('The call of the scene has no panel.');
  await db
    .updateTable('examination')
    .set({ phase, state: 'under-way', outcome: null })
    .where('application_id', 'in', applications)
    .execute();
  await db.updateTable('panel').set({ is_stale: true }).where('call_id', '=', callId).execute();
  await takeArrivals(world, callId, rules);
  for (const personId of panel.judges) {
    const { entries } = await findRound(db, { callId, personId });
    const declared = await db.transaction().execute((tx) =>
      declareConflicts(tx, {
        callId,
        personId,
        upTo: entries.at(-1)?.number ?? 0,
        shown: shownHash(entries).toString('hex'),
        conflicts: [],
      }),
    );
    if (declared.type !== 'declared') throw new Error(JSON.stringify(declared));
  }
}
