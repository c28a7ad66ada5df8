import { actAs } from '../accounts/index.ts';
import {
  assignExamination,
  beginExamination,
  confirmFinding,
  findToday,
  listMessages,
  noteEvent,
  passPhase,
  recordFindings,
  sendMessage,
} from '../examination/index.ts';
import { addDays, type FactValue } from '../engine/index.ts';
import { runAct } from '../platform/run-act.ts';
import { askApplicants } from './ask-applicants.ts';
import { expectOutcome, idOf, type Loading } from './loading.ts';
import {
  examinedOf,
  leadOf,
  openDesk,
  type DeskApplication,
  type OfficeDesk,
} from './office-desk.ts';
import { representativeOf } from './write-applications.ts';

/** Does what the officers of the trial have done so far: findings, requests, phases concluded. */
export async function examineApplications(loading: Loading): Promise<void> {
  const { office } = loading.data;
  for (const place of [office, ...office.others])
    await workAt(loading, await openDesk(loading, place));
  loading.done('examined');
}

async function workAt(loading: Loading, desk: OfficeDesk): Promise<void> {
  for (const application of desk.applications) {
    await begin(desk, application);
    await noteDay(desk, application);
    await findValues(desk, application);
    await askApplicants(loading, desk, application);
    await writeToOffice(loading, desk, application);
    if (application.panel !== undefined) await pass(desk, application);
  }
}

async function begin({ db, office, people }: OfficeDesk, { key, title }: DeskApplication) {
  const officerId = idOf(people, office.officer);
  const act = { ...key, personId: officerId };
  const assigned = await runAct(db, (tx) =>
    assignExamination(tx, { ...act, officerId, reason: null }),
  );
  if (assigned?.type === 'refused' && assigned.code === 'already-decided') return;
  expectOutcome(assigned, title, 'assigned', 'repeated');
  const begun = await runAct(db, (tx) => beginExamination(tx, act));
  expectOutcome(begun, title, 'begun', 'repeated');
}

/** Notes the day from which the term of an application runs, where the call has such a day. */
async function noteDay(
  { db, office, people, published }: OfficeDesk,
  { key, title, event }: DeskApplication,
): Promise<void> {
  if (!event) return;
  const { document } = published.call;
  const day = addDays(await findToday(db, document), -event.daysAgo);
  const act = { ...key, document, personId: idOf(people, office.officer) };
  const noted = await runAct(db, (tx) =>
    noteEvent(tx, { ...act, event: event.id, day, ground: event.ground }),
  );
  expectOutcome(noted, title, 'noted', 'repeated');
}

/** Records the values, unless they are, and has the second person confirm them. */
async function findValues(desk: OfficeDesk, application: DeskApplication): Promise<void> {
  const { values = {} } = application;
  const { findings, examination } = await examinedOf(desk, application);
  const missing = Object.entries(values).filter(
    ([fact]) => !findings.some(({ subject }) => subject === fact),
  );
  if (missing.length > 0)
    await record(desk, application, {
      seen: examination.revision,
      findings: missing.map(([subject, value]) => ({
        subject: { kind: 'fact' as const, subject },
        says: 'value' as const,
        value: value as FactValue,
        note: desk.office.seen,
        evidence: [],
      })),
    });
  if (application.unconfirmed !== true) await confirm(desk, application);
}

async function record(
  { db, office, people, published }: OfficeDesk,
  { key, title }: DeskApplication,
  asked: Pick<Parameters<typeof recordFindings>[1], 'findings' | 'seen'>,
): Promise<void> {
  const act = { ...key, personId: idOf(people, office.officer), published, ...asked };
  expectOutcome(await runAct(db, (tx) => recordFindings(tx, act)), title, 'recorded');
}

async function confirm(desk: OfficeDesk, application: DeskApplication): Promise<void> {
  const { db, office, people, published } = desk;
  const { key, title } = application;
  const { findings } = await examinedOf(desk, application);
  for (const { number, second } of findings) {
    if (second) continue;
    const act = { ...key, personId: idOf(people, office.second), published };
    const outcome = await runAct(db, (tx) =>
      confirmFinding(tx, { ...act, number, agrees: true, note: null }),
    );
    expectOutcome(outcome, title, 'confirmed');
  }
}

/** Concludes every phase of the office; what only a person can see has been seen. */
async function pass(desk: OfficeDesk, application: DeskApplication): Promise<void> {
  const { db, office, people, published } = desk;
  const examined = await examinedOf(desk, application);
  const { examination, phases, checks } = examined;
  const now = phases.find(({ phase }) => phase.id === examination.phase)?.phase;
  if (!now || now.by === 'panel' || examination.state === 'decided') return;
  const open = checks.filter(
    ({ phase, verdict, own }) =>
      phase === now.id && verdict === 'unknown' && own.standing === 'none',
  );
  if (open.length > 0)
    await record(desk, application, {
      seen: examination.revision,
      findings: open.map(({ kind, subject, partner }) => ({
        subject: { kind, subject, ...(partner !== undefined && { partner }) },
        says: 'value' as const,
        value: 'met',
        note: office.seen,
        evidence: [],
      })),
    });
  await confirm(desk, application);
  const act = { ...application.key, personId: idOf(people, office.officer), published };
  const passed = await runAct(db, (tx) => passPhase(tx, { ...act, phase: now.id, note: null }));
  expectOutcome(passed, `${now.id} of "${application.title}"`, 'passed');
  await pass(desk, application);
}

/** A message of whoever represents the lead. */
async function writeToOffice(
  { services, data }: Loading,
  { db, definition, call, people }: OfficeDesk,
  { key, title, message }: DeskApplication,
): Promise<void> {
  if (message === undefined) return;
  const there = await listMessages(db, key, { after: undefined, limit: 1 });
  if (there.length > 0) return;
  const personId = idOf(people, representativeOf(data, leadOf(data, definition, title)));
  await actAs(services.database, [personId], async (actors) => {
    const principal = actors.get(personId)?.principal;
    if (!principal) throw new Error(`nobody acts for "${title}" of the trial`);
    const asked = { ...key, principal, subject: { bodyId: call.bodyId }, text: message };
    expectOutcome(await runAct(db, (tx) => sendMessage(tx, asked)), title, 'sent');
  });
}
