import { formatDay } from '../engine/index.ts';
import {
  assignmentsOf,
  closeSession,
  decideConsolidation,
  findOwnSheet,
  findSession,
  givesPoints,
  openSession,
  openSheets,
  releaseFeedback,
  saveAndClose,
  saveSheet,
  scoringOf,
  type SheetContent,
} from '../evaluation/index.ts';
import {
  beginLetters,
  findToday,
  listBatches,
  loadLetterRules,
  recordOutcome,
} from '../examination/index.ts';
import { runAct } from '../platform/run-act.ts';
import { expectOutcome, idOf, type Loading } from './loading.ts';
import { examinedOf, openDesk, type DeskApplication, type OfficeDesk } from './office-desk.ts';

/** Fills the sheets, holds the session, decides and writes to who has an outcome. */
export async function scoreApplications(loading: Loading): Promise<void> {
  const desk = await openDesk(loading);
  for (const application of desk.applications)
    if (application.panel !== undefined && application.panel !== 'assigned')
      await fillSheets(desk, application);
  loading.done('sheets');
  await holdSession(desk);
  loading.done('session');
  await decideOutcomes(desk);
  await writeLetters(desk);
  loading.done('letters');
}

/** One for each who gives points; where the panel is still at work the reader has only begun. */
async function fillSheets(desk: OfficeDesk, application: DeskApplication): Promise<void> {
  const { db, office, people } = desk;
  const { key, panel } = application;
  const reader = idOf(people, office.panel.reader);
  const given = await assignmentsOf(db, key);
  const scorers = given
    .filter(({ part, removed }) => givesPoints(part) && !removed)
    .map(({ personId }) => personId)
    .toSorted((a, b) => Number(b === reader) - Number(a === reader));
  for (const [index, personId] of scorers.entries()) {
    const isBegun = panel === 'under-way' && personId === reader;
    await fillSheet(desk, application, { personId, index, isBegun });
  }
}

async function fillSheet(
  desk: OfficeDesk,
  application: DeskApplication,
  {
    personId,
    index,
    isBegun,
  }: { readonly personId: string; readonly index: number; readonly isBegun: boolean },
): Promise<void> {
  const { db, office, published } = desk;
  const key = { ...application.key, personId };
  if (await findOwnSheet(db, key)) return;
  const scoring = scoringOf(await examinedOf(desk, application));
  if (!scoring) throw new Error(`"${application.title}" of the trial gets no points`);
  const asked = scoring.sheet.criteria.flatMap((each) => ('fact' in each ? [each.fact.id] : []));
  const wanted = isBegun ? asked.slice(0, 1) : asked;
  const said = office.sheets[index % office.sheets.length] ?? {};
  const content: SheetContent = Object.fromEntries(
    Object.entries(said).filter(([fact]) => wanted.includes(fact)),
  );
  const act = { ...key, published, content, seen: 0 };
  const outcome = await runAct(db, (tx) => (isBegun ? saveSheet(tx, act) : saveAndClose(tx, act)));
  expectOutcome(outcome, `a sheet of "${application.title}"`, isBegun ? 'saved' : 'closed');
}

async function holdSession(desk: OfficeDesk): Promise<void> {
  const { db, call, office, people, published } = desk;
  const { panel } = office;
  const act = { callId: call.callId, personId: idOf(people, panel.secretary), published };
  const asked = { callId: call.callId, number: 1 };
  const there = await findSession(db, asked);
  if (there?.closedAt) return;
  await db.transaction().execute(async (tx) => {
    const heldOn = formatDay(await findToday(tx, published.call.document));
    const present = panel.seats.map(({ person }) => idOf(people, person));
    const opened = await openSession(tx, { ...act, heldOn, place: panel.session, present });
    expectOutcome(opened, 'the session', 'opened');
    for (const { key, title, panel: goal } of desk.applications) {
      if (goal !== 'decided') continue;
      expectOutcome(await openSheets(tx, { ...act, ...key }), title, 'opened');
      const decided = await decideConsolidation(tx, { ...act, ...key, entries: undefined });
      expectOutcome(decided, title, 'decided');
    }
    const closed = await closeSession(tx, { ...act, number: 1, notes: panel.notes });
    expectOutcome(closed, 'the session', 'closed');
    expectOutcome(await releaseFeedback(tx, { ...act, limit: 100 }), 'the session', 'released');
  });
}

async function decideOutcomes(desk: OfficeDesk): Promise<void> {
  const { db, office, people, published } = desk;
  const personId = idOf(people, office.officer);
  for (const application of desk.applications) {
    const { outcome, key, title } = application;
    if (outcome === undefined) continue;
    const { examination } = await examinedOf(desk, application);
    if (examination.state === 'decided') continue;
    const act = { ...key, personId, published, outcome, seen: examination.revision };
    const words = { reasons: [], observations: null, ground: null, note: null };
    const decided = await runAct(db, (tx) => recordOutcome(tx, { ...act, ...words }));
    expectOutcome(decided, title, 'decided');
  }
}

async function writeLetters({ db, services, call, office, people }: OfficeDesk): Promise<void> {
  const { callId } = call;
  if ((await listBatches(db, callId)).length > 0) return;
  const personId = idOf(people, office.officer);
  const rules = await loadLetterRules(services.database, callId, personId);
  const letters = rules.published.call.document.examination?.letters ?? [];
  const template = letters.find(({ outcome }) => outcome === 'admitted')?.id ?? '';
  const act = { callId, personId, template, rules, database: services.database };
  const begun = await runAct(db, (tx) => beginLetters(tx, act));
  expectOutcome(begun, 'the letters', 'begun');
}
