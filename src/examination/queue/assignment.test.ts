import { afterEach, describe, expect, test } from 'vitest';
import {
  makeExaminationWorld,
  type ExaminationWorld,
} from '../../../test/support/examination-world.ts';
import { runAct } from '../../platform/run-act.ts';
import { assignExamination, type AssignmentAsked } from './assign.ts';
import { listOfficers } from './officers.ts';
import { rotate } from './rotate.ts';
import { listAssignments } from './rotations.ts';
import { shareOut } from './share-out.ts';

describe('sharing out', () => {
  test('gives to whoever has least, of several to the first in the list', () => {
    const seats = [
      { id: 'ada', load: 2 },
      { id: 'bea', load: 0 },
      { id: 'ciro', load: 1 },
    ];
    expect(shareOut(seats, 7)).toEqual(['bea', 'bea', 'ciro', 'ada', 'bea', 'ciro', 'ada']);
    expect(shareOut(seats, 0)).toEqual([]);
  });

  test('leaves nobody with two more than another unless they had them before', () => {
    for (let loads = 0; loads < 200; loads += 1) {
      const seats = [loads % 7, (loads * 3) % 11, (loads * 5) % 4].map((load, index) => ({
        id: String(index),
        load,
      }));
      const given = shareOut(seats, 40);
      const after = seats.map(({ id, load }) => load + given.filter((each) => each === id).length);
      expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
      expect(shareOut(seats, 40)).toEqual(given);
    }
  });
});

let world: ExaminationWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

function assign(here: ExaminationWorld, asked: Omit<AssignmentAsked, 'callId'>) {
  return runAct(here.database.db, (tx) =>
    assignExamination(tx, { ...asked, callId: here.callId }),
  ).then((outcome) => (outcome?.type === 'refused' ? outcome.code : outcome?.type));
}

test('eight people give one application to eight officers at once: one does, the others are told', async () => {
  world = await makeExaminationWorld({ applications: 1 });
  const here = world;
  const officers = await Promise.all(Array.from({ length: 8 }, () => here.addOfficer()));
  const [application] = await here.receive(1);
  const applicationId = application!.id;
  const said = await Promise.all(
    officers.map((officerId) =>
      assign(here, { applicationId, officerId, from: null, reason: null, personId: officerId }),
    ),
  );
  expect(said.filter((each) => each === 'assigned')).toHaveLength(1);
  expect(said.filter((each) => each === 'assigned-meanwhile')).toHaveLength(7);
  const history = await listAssignments(here.database.db, {
    callId: here.callId,
    applicationId,
  });
  expect(history).toHaveLength(1);
});

test('from one officer to another it goes only with a reason, and both are kept', async () => {
  world = await makeExaminationWorld({ applications: 1 });
  const here = world;
  const [first, second] = [await here.addOfficer('Alfa'), await here.addOfficer('Beta')];
  const stranger = await here.addOfficer('Gamma', 'evaluator');
  const [application] = await here.receive(1);
  const asked = { applicationId: application!.id, personId: first };
  expect(await assign(here, { ...asked, officerId: first, reason: null })).toBe('assigned');
  expect(await assign(here, { ...asked, officerId: first, reason: null })).toBe('repeated');
  expect(await assign(here, { ...asked, officerId: second, reason: ' ' })).toBe('reason-missing');
  expect(await assign(here, { ...asked, officerId: stranger, reason: 'x' })).toBe('not-an-officer');
  expect(await assign(here, { ...asked, officerId: second, reason: 'ferie' })).toBe('assigned');
  expect(await assign(here, { ...asked, officerId: null, reason: 'errore' })).toBe('assigned');
  const { rows } = await here.admin.query<{ act: string; ground: string | null }>(
    `select act, ground from journal where subject = $1 order by sequence`,
    [`examination/${application!.id}`],
  );
  expect(rows).toEqual([
    { act: 'examination-assigned', ground: null },
    { act: 'examination-reassigned', ground: 'ferie' },
    { act: 'examination-reassigned', ground: 'errore' },
  ]);
  const key = { callId: here.callId, applicationId: application!.id };
  const history = await listAssignments(here.database.db, key);
  expect(history.map(({ officerName, reason }) => [officerName, reason])).toEqual([
    [null, 'errore'],
    ['Alba Beta', 'ferie'],
    ['Alba Alfa', null],
  ]);
});

test('eight share out at once: each application goes once, and the work is even', async () => {
  world = await makeExaminationWorld({ applications: 25 });
  const here = world;
  const officers = [
    await here.addOfficer('Alfa'),
    await here.addOfficer('Beta'),
    await here.addOfficer('Gamma'),
  ];
  const received = await here.receive(25);
  // One has two already, and one application is withdrawn without anybody having taken it in.
  for (const { id } of received.slice(0, 2))
    await assign(here, {
      applicationId: id,
      officerId: officers[0]!,
      reason: null,
      personId: officers[0]!,
    });
  await here.withdraw(received[24]!, 25);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () =>
      runAct(here.other().db, (tx) =>
        rotate(tx, { callId: here.callId, officerIds: officers, personId: officers[1]! }),
      ),
    ),
  );
  const done = outcomes.filter((each) => each.type === 'rotated');
  expect(done).toHaveLength(1);
  expect(outcomes.filter((each) => each.type === 'refused').map(({ code }) => code)).toEqual(
    Array(7).fill('nothing-to-assign'),
  );
  expect(done[0]).toMatchObject({
    number: 1,
    given: 22,
    seats: [
      { name: 'Alba Alfa', before: 2, given: 6 },
      { name: 'Alba Beta', before: 0, given: 8 },
      { name: 'Alba Gamma', before: 0, given: 8 },
    ],
  });
  const { rows } = await here.admin.query<{ kept: number; acts: number; left: number }>(
    `select (select count(*)::int from assignment where rotation = 1) as kept,
            (select count(*)::int from journal where act = 'applications-shared-out') as acts,
            (select count(*)::int from examination where assigned_to is null) as left`,
  );
  expect(rows).toEqual([{ kept: 22, acts: 1, left: 1 }]);
});

test('nobody shares out among people who are no officers, or among none', async () => {
  world = await makeExaminationWorld({ applications: 1 });
  const here = world;
  await here.receive(1);
  const officer = await here.addOfficer();
  const evaluator = await here.addOfficer('Gamma', 'evaluator');
  const share = (officerIds: readonly string[]) =>
    runAct(here.database.db, (tx) =>
      rotate(tx, { callId: here.callId, officerIds, personId: officer }),
    );
  expect(await share([])).toEqual({ type: 'refused', code: 'nobody-chosen' });
  expect(await share([officer, evaluator])).toEqual({ type: 'refused', code: 'not-an-officer' });
  expect((await listOfficers(here.database.db, here.callId)).map(({ id }) => id)).toEqual([
    officer,
  ]);
});
