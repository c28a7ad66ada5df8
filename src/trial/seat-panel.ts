import { formatDay } from '../engine/index.ts';
import {
  assignByHand,
  assignByRotation,
  assignmentsOf,
  composePanel,
  declareConflicts,
  findRound,
  membershipOf,
  readPanelRules,
  shownHash,
  takeArrivals,
  type PanelRules,
} from '../evaluation/index.ts';
import { findToday } from '../examination/index.ts';
import { runAct } from '../platform/run-act.ts';
import { expectOutcome, idOf, type Loading } from './loading.ts';
import { openDesk, type OfficeDesk } from './office-desk.ts';
import { named } from './read-trial.ts';

/** Composes the panel of the trial, has its members declare, and gives out what has come to it. */
export async function seatPanel(loading: Loading): Promise<void> {
  const desk = await openDesk(loading);
  const rules = readPanelRules(desk.published.call.document);
  if (!rules) throw new Error(`${desk.office.call} of the trial has no panel`);
  await compose(loading, desk, rules);
  await takeArrivals(desk.services, desk.call.callId, rules);
  for (const { person, part } of desk.office.panel.seats)
    if (part !== 'secretary' && !desk.office.panel.undeclared.includes(person))
      await declare(desk, person);
  await giveOut(desk, rules);
  loading.done('panel');
}

function actOf({ call, office, people }: OfficeDesk, rules: PanelRules) {
  const by = idOf(people, office.panel.secretary);
  return { callId: call.callId, bodyId: call.bodyId, rules, by };
}

async function compose({ data }: Loading, desk: OfficeDesk, rules: PanelRules): Promise<void> {
  const { db, call, office, people, published } = desk;
  const { panel } = office;
  if (await membershipOf(db, call.callId, idOf(people, panel.secretary))) return;
  const today = formatDay(await findToday(db, published.call.document));
  const outcome = await runAct(db, (tx) =>
    composePanel(tx, {
      ...actOf(desk, rules),
      title: panel.title,
      ground: panel.ground,
      day: today,
      today,
      named: panel.seats.map(({ person, part }) => {
        const holder = named(data.people, person, ({ key }) => key);
        const { givenName, familyName, fiscalCode } = holder;
        return { givenName, familyName, fiscalCode, part };
      }),
      leaving: [],
      fictional: true,
    }),
  );
  expectOutcome(outcome, panel.title, 'composed');
}

async function declare(desk: OfficeDesk, person: string): Promise<void> {
  const { db, call, office, people, applications } = desk;
  const key = { callId: call.callId, personId: idOf(people, person) };
  const { entries } = await findRound(db, key);
  const last = entries.at(-1);
  if (!last) return;
  const conflicts = office.panel.conflicts.flatMap(({ person: who, title, ground }) =>
    who === person ? [{ ...named(applications, title, (each) => each.title).key, ground }] : [],
  );
  const shown = shownHash(entries).toString('hex');
  const outcome = await runAct(db, (tx) =>
    declareConflicts(tx, { ...key, upTo: last.number, shown, conflicts }),
  );
  expectOutcome(outcome, `the declaration of ${person}`, 'declared');
}

/** Everything to one of them, and what is still wanted by rotation. */
async function giveOut(desk: OfficeDesk, rules: PanelRules): Promise<void> {
  const { db, office, people, applications } = desk;
  const act = actOf(desk, rules);
  const { reader, reason } = office.panel;
  const personId = idOf(people, reader);
  for (const { key, panel, title } of applications) {
    if (panel === undefined) continue;
    const given = await assignmentsOf(db, key);
    if (given.some((each) => each.personId === personId)) continue;
    const asked = { ...act, ...key, personId, part: 'scorer' as const, reason };
    expectOutcome(await runAct(db, (tx) => assignByHand(tx, asked)), title, 'assigned');
  }
  const drawn = await runAct(db, (tx) => assignByRotation(tx, act));
  const isGivenOut =
    drawn.type === 'refused' && drawn.problems.some(({ code }) => code === 'nothing-to-assign');
  if (!isGivenOut) expectOutcome(drawn, 'the rotation', 'drawn');
}
