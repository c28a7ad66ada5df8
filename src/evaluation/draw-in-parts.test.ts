import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePanelOffice, type PanelOffice } from '../../test/support/panel-office.ts';
import { findCall, loadPublished } from '../calls/index.ts';
import { assignAllByRotation } from './assign.ts';
import { readPanelRules } from './panel-rules.ts';

let office: PanelOffice;
beforeAll(async () => {
  office = await makePanelOffice();
}, 60_000);
afterAll(async () => {
  expect(office.server.faults()).toEqual([]);
  await office.close();
});

test('several drawings one after the other share out as evenly as one, and leave nothing out', async () => {
  expect((await office.compose()).status).toBe(201);
  for (let index = 0; index < 7; index += 1) await office.bring(`Lampioni ${index}`);
  for (const judge of office.judges) expect((await office.declare(judge)).status).toBe(201);
  const { database } = office.world;
  const call = await findCall({ database }, office.slug);
  const rules = call && readPanelRules((await loadPublished({ database }, call)).call.document);
  if (!call || !rules) throw new Error('the call has no panel');
  const { callId, bodyId } = call;
  const asked = { callId, bodyId, rules, by: office.secretary.id };
  const base = `/api/v1/calls/${office.slug}/panel`;
  const later = await office.server.ask(office.secretary.token, `POST ${base}/drawings?after=7`);
  expect([later.status, later.body['code']]).toEqual([409, 'nothing-to-assign']);
  expect(await assignAllByRotation(database.db, { ...asked, atMost: 3 })).toEqual({
    type: 'drawn',
    drawn: 28,
    lacking: 0,
  });
  const drawings = await office.server.ask(office.secretary.token, `GET ${base}/drawings`);
  expect(drawings.body['items']).toHaveLength(3);
  const { body } = await office.server.ask(office.secretary.token, `GET ${base}`);
  const members = body['members'] as readonly {
    readonly part: string;
    readonly workload: { readonly assigned: number; readonly reports: number };
  }[];
  const loads = members
    .filter(({ part }) => part === 'chair' || part === 'member')
    .map(({ workload }) => workload);
  const sorted = (counts: readonly number[]) => counts.toSorted((a, b) => a - b);
  expect(sorted(loads.map(({ assigned }) => assigned))).toEqual([4, 4, 4, 4, 5]);
  expect(sorted(loads.map(({ reports }) => reports))).toEqual([1, 1, 1, 2, 2]);
  const again = await assignAllByRotation(database.db, asked);
  expect(again).toMatchObject({ type: 'refused', problems: [{ code: 'nothing-to-assign' }] });
});
