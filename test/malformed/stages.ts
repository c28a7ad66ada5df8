import { findRound, shownHash } from '../../src/evaluation/round.ts';
import { invite } from '../route-access/scene.ts';
import { drafted, publishedUnwritten, signable, signed } from './act-stages.ts';
import type { GroundScene } from './ground.ts';

/** What the address of a route names, and what its body says of how things stand. */
export type Named = Readonly<Record<string, string>>;
type Stage = (scene: GroundScene) => Promise<Named>;

const own = /:application/;
const one = (name: 'asked' | 'examined' | 'concluded' | 'scored' | 'seated'): Stage => {
  return ({ ground }) => Promise.resolve({ application: ground[name] });
};

/** The first that fits; the others need nothing but what the scene has. */
const stages: readonly (readonly [RegExp, Stage])[] = [
  [/acts\/:act(?:\/edit)?$/, drafted],
  [/acts\/:act\/signature$/, signable],
  [/acts\/:act\/publication$/, signed],
  [/acts\/:act\/letters$/, publishedUnwritten],
  [/examination-steps$|examination\/steps$/, unassigned],
  [/examination-rotations$|examination\/rotations$/, unassigned],
  [/:application\/cup$/, ({ names }) => Promise.resolve({ application: names['funded'] ?? '' })],
  [/examination\/assignment$/, one('asked')],
  [/\/requests(?:\/|$)|\/messages(?:\/|$)/, one('asked')],
  [/findings\/:number\/confirmation$/, awaiting],
  [/examination\/(?:findings|subjects\/)/, one('examined')],
  [/examination\/costs\//, ofLead],
  [/phases\/:phase\/conclusion$/, (scene) => concluding(scene, 'formal')],
  [/examination\/outcome$/, (scene) => concluding(scene, 'merit')],
  [/examination\/reopening$/, (scene) => decided(scene, 'admitted')],
  [/examination\/reserve-lifting$/, (scene) => decided(scene, 'with-reserve')],
  [/\/letters$/, unwritten],
  [/\/delivery-failures\//, failed],
  [/\/sheet\/reopening$/, (scene) => scoredBy(scene, { sheets: 'closed' })],
  [/:application\/sheet$/, (scene) => scoredBy(scene, { sheets: 'none' })],
  [/\/sessions$/, (scene) => scoredBy(scene, { sheets: 'closed' })],
  [/:session\/closing$/, (scene) => scoredBy(scene, { sheets: 'closed', session: 'open' })],
  [/:session(?:\/openings)?$/, (scene) => scoredBy(scene, { sheets: 'closed', session: 'open' })],
  [/:session\/decisions$|\/consolidation(?:\/undoing)?$/, (scene) => scoredBy(scene, laidOpen)],
  [/\/panel\/(?:assignments|removals|conflicts)$|\/panel\/applications\//, seated],
  [/decisions\/:decision\/withdrawal$/, takenDecision],
  [/:call\/decisions$/, undecided],
  [/\/evaluation\/(?:refusals?|conflicts?)$/, seated],
  [/\/evaluation\/declarations?$/, undeclared],
  [/invitations\/:key\//, invited],
  [/incidents\/:incident\//, recorded],
];

/** Puts everything into the state in which what a route does can be done. */
export async function setStage(scene: GroundScene, route: string): Promise<Named> {
  const [, stage] = stages.find(([pattern]) => pattern.test(route)) ?? [own, nothing];
  const named = await stage(scene);
  // What follows an act on an application is done by whoever acts on the panel next, whatever comes of that.
  await scene.ground.admin.query('update panel set is_stale = false where is_stale');
  return named;
}

/** Costs are those of one partner. */
function ofLead({ ground, leadId }: GroundScene): Promise<Named> {
  return Promise.resolve({ application: ground.examined, query: `?partner=${leadId}` });
}

function nothing(): Promise<Named> {
  return Promise.resolve({});
}

/** A round with no decision in force, so that one can be taken on what is shown. */
async function undecided({ ground, callId, ids }: GroundScene): Promise<Named> {
  await ground.admin.query(
    `update round_decision set withdrawn_at = now(), withdrawn_by = $2, withdrawn_ground = 'Prova'
      where call_id = $1 and withdrawn_at is null`,
    [callId, ids.officer],
  );
  const { rows } = await ground.admin.query<{ round: number }>(
    'select max(number) as round from frozen_round where call_id = $1',
    [callId],
  );
  return { state: String(rows[0]?.round) };
}

/** The only decision in force, which can be withdrawn. */
async function takenDecision(scene: GroundScene): Promise<Named> {
  const { state } = await undecided(scene);
  const { rows } = await scene.ground.admin.query<{ number: number }>(
    `insert into round_decision (call_id, number, content, stop, act, act_day, ground, reasons, effect,
                                 made_on_round, person_id)
     select call_id, (select max(number) + 1 from round_decision o where o.call_id = d.call_id), content, stop, act,
            act_day, ground, reasons, effect, $2, person_id
       from round_decision d where call_id = $1 and number = 1 returning number`,
    [scene.callId, Number(state)],
  );
  const decision = String(rows[0]?.number);
  return { decision, state: `${state}-${decision}` };
}

async function unassigned({ ground }: GroundScene): Promise<Named> {
  await ground.admin.query(
    `update examination set assigned_to = null, state = 'to-begin', outcome = null, begun_at = null
      where application_id = $1`,
    [ground.asked],
  );
  return {};
}

/** A finding that only a second person makes count. */
async function awaiting({ ground }: GroundScene): Promise<Named> {
  const { rows } = await ground.admin.query<{ number: number }>(
    `insert into finding (call_id, application_id, number, entry_number, subject_kind, subject, says, value, instead_of,
                          overrules, note, phase, snapshot_hash, revision, person_id)
     select call_id, application_id,
            (select coalesce(max(number), 0) + 1 from finding f where f.application_id = x.application_id),
            entry_number, 'requirement', 'lamp-plan', 'value', '"not-met"', '"met"', true, 'Scaduto', phase,
            snapshot_hash, revision, $2
       from examination x where application_id = $1 returning number`,
    [ground.examined, ground.first],
  );
  return { application: ground.examined, number: String(rows[0]?.number) };
}

async function concluding({ ground }: GroundScene, phase: string): Promise<Named> {
  const { rows } = await ground.admin.query<{ revision: number }>(
    `update examination set state = 'under-way', outcome = null, phase = $2
      where application_id = $1 returning revision`,
    [ground.concluded, phase],
  );
  return { application: ground.concluded, revision: String(rows[0]?.revision) };
}

async function decided({ ground }: GroundScene, outcome: string): Promise<Named> {
  const { rows } = await ground.admin.query<{ revision: number }>(
    `update examination set state = 'decided', outcome = $2, phase = 'merit'
      where application_id = $1 returning revision`,
    [ground.concluded, outcome],
  );
  return { application: ground.concluded, revision: String(rows[0]?.revision) };
}

/** An admission about which nobody has written. */
async function unwritten(scene: GroundScene): Promise<Named> {
  const { admin, concluded } = scene.ground;
  await decided(scene, 'admitted');
  await admin.query('delete from letter where application_id = $1', [concluded]);
  await admin.query('update letter_batch set ended_at = now() where ended_at is null');
  await admin.query(
    `insert into outcome_act (call_id, application_id, number, entry_number, kind, reasons, snapshot_hash, person_id)
     select call_id, application_id, 1000, entry_number, 'admitted', '[]', snapshot_hash, $2
       from examination where application_id = $1 on conflict do nothing`,
    [concluded, scene.ids.officer],
  );
  return { application: concluded };
}

/** A message about an application that did not arrive. */
async function failed({ ground }: GroundScene): Promise<Named> {
  const { rows } = await ground.admin.query<{ id: string }>(
    `insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
     values ('sample', $1, 'ada@example.org', 'it', 'Prova', 'Una prova.', 'failed', now(), '550 no such user')
     returning id`,
    [`application/${ground.asked}`],
  );
  return { message: String(rows[0]?.id) };
}

interface Scored {
  readonly sheets: 'none' | 'closed';
  readonly session?: 'open';
  readonly isLaidOpen?: boolean;
}
const laidOpen: Scored = { sheets: 'closed', session: 'open', isLaidOpen: true };

/** The application of the sheets is with the evaluator and two more, and no other session is open. */
async function scoredBy(
  scene: GroundScene,
  { sheets, session, isLaidOpen = false }: Scored,
): Promise<Named> {
  const { ground, callId, panel, ids } = scene;
  const { admin, scored } = ground;
  await clearSheets(scene);
  await admin.query(
    `insert into panel_assignment (call_id, application_id, number, arrival, person_id, part, reason, assigned_by)
     select x.call_id, x.application_id, j.number, a.number, j.id, 'scorer', 'prova', $3
       from examination x join panel_arrival a using (call_id, application_id),
            unnest($2::uuid[]) with ordinality as j(id, number)
      where x.application_id = $1`,
    [scored, panel.judges.slice(0, 3), ids['panel-secretary']],
  );
  await countScorers(scene, scored);
  if (sheets === 'closed')
    await admin.query(
      `with one as (
         insert into sheet (call_id, application_id, person_id, state, text_hash, closed_at)
         select x.call_id, x.application_id, j.id, 'closed', x.snapshot_hash, now()
           from examination x, unnest($2::uuid[]) as j(id) where x.application_id = $1 returning id)
       insert into sheet_entry (sheet_id, fact, value, reason)
       select one.id, v.fact, v.value::jsonb, 'Relazione completa.'
         from one, (values ('quality', '"10"'), ('landscape', '"4"')) as v(fact, value)`,
      [scored, panel.judges.slice(0, 3)],
    );
  if (session === undefined) return { application: scored };
  const { rows } = await admin.query<{ id: string; number: number }>(
    `insert into panel_session (call_id, number, held_on, place, opened_by)
     select $1, coalesce(max(number), 0) + 1, '2025-01-20', 'Sala', $2 from panel_session where call_id = $1
     returning id, number`,
    [callId, ids['panel-secretary']],
  );
  await admin.query(
    `insert into session_attendance (session_id, person_id, part, is_present)
     select $1, id, 'member', true from unnest($2::uuid[]) as j(id)`,
    [rows[0]?.id, panel.judges],
  );
  if (isLaidOpen)
    await admin.query(
      `insert into consolidation (call_id, application_id, session_id, opened_by, text_hash)
       select call_id, application_id, $2, $3, snapshot_hash from examination where application_id = $1`,
      [scored, rows[0]?.id, ids.evaluator],
    );
  return { application: scored, session: String(rows[0]?.number) };
}

/** How many score it, as the panel counts them. */
async function countScorers(
  { ground: { admin } }: GroundScene,
  application: string,
): Promise<void> {
  await admin.query(
    `update panel_arrival a
        set scorers = (select count(*) from panel_assignment p where p.application_id = a.application_id)
      where application_id = $1`,
    [application],
  );
}

async function clearSheets({ ground: { admin, scored } }: Pick<GroundScene, 'ground'>) {
  await admin.query(`update panel_session set closed_at = now(), closed_by = opened_by
                      where closed_at is null`);
  for (const table of ['sheet_entry', 'consolidation_entry', 'consolidation_sheet'])
    await admin.query(
      `delete from ${table} where ${table.split('_')[0]}_id in
         (select id from ${table.split('_')[0]} where application_id = $1)`,
      [scored],
    );
  for (const table of ['sheet', 'consolidation', 'panel_assignment', 'conflict'])
    await admin.query(`delete from ${table} where application_id = $1`, [scored]);
}

/** The evaluator and one more have the application, in which two may have no part yet. */
async function seated(scene: GroundScene): Promise<Named> {
  const { ground, panel, ids } = scene;
  const { admin, seated: application } = ground;
  for (const table of ['panel_assignment', 'conflict'])
    await admin.query(`delete from ${table} where application_id = $1`, [application]);
  const { rows } = await admin.query<{ entry: number }>(
    `with given as (
       insert into panel_assignment (call_id, application_id, number, arrival, person_id, part, reason, assigned_by)
       select x.call_id, x.application_id, j.number, a.number, j.id, 'scorer', 'prova', $3
         from examination x join panel_arrival a using (call_id, application_id),
              unnest($2::uuid[]) with ordinality as j(id, number)
        where x.application_id = $1)
     select entry_number as entry from examination where application_id = $1`,
    [application, [panel.judges[0], panel.judges[2]], ids['panel-secretary']],
  );
  await countScorers(scene, application);
  return { application, entry: String(rows[0]?.entry) };
}

/** The secretary has declared about nothing. */
async function undeclared({ ground, callId, ids, world }: GroundScene): Promise<Named> {
  const personId = ids['panel-secretary'];
  await ground.admin.query('delete from conflict_declaration where person_id = $1', [personId]);
  const { entries } = await findRound(world.database.db, { callId, personId });
  return {
    upTo: String(entries.at(-1)?.number ?? 0),
    shown: shownHash(entries).toString('hex'),
  };
}

/** An invitation that nobody has answered, to an application without the partner. */
async function invited({ ground, callId, ids, world }: GroundScene): Promise<Named> {
  const id = ground.open;
  await ground.admin.query(
    `delete from application_partner where application_id = $1 and role <> 'lead'`,
    [id],
  );
  await ground.admin.query('delete from partner_invitation where application_id = $1', [id]);
  return invite(world, { id, callId, personId: ids.representative });
}

/** The incident of the scene, about which nothing was done, by which somebody who has not submitted yet was touched. */
async function recorded({ ground, callId, ids, names }: GroundScene): Promise<Named> {
  const { admin, open } = ground;
  for (const table of ['incident_touched', 'incident_remedy', 'late_admission'])
    await admin.query(`delete from ${table} where incident_id = $1`, [names['incident']]);
  await admin.query(
    `insert into incident_touched (incident_id, call_id, application_id, why, details, added_by)
     values ($1, $2, $3, 'by-hand', '{}', $4)`,
    [names['incident'], callId, open, ids.officer],
  );
  return {};
}
