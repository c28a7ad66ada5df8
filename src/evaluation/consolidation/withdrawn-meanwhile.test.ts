import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePanelScene, type PanelScene } from '../../../test/support/panel-scene.ts';
import { fill, settle } from '../../../test/support/panel-sheets.ts';
import { consolidatedScores } from '../index.ts';

let scene: PanelScene;
let call: string;
beforeAll(async () => {
  scene = await makePanelScene();
  call = `/calls/${scene.slug}`;
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const idOf = (address: string): string => address.split('/').at(-1) ?? '';

/** An application, with as many closed sheets as are wanted. */
async function bring(closed: 0 | 3): Promise<string> {
  const address = await scene.bring();
  await settle(scene, address);
  for (const seated of scene.scorers.slice(0, closed))
    await fill(scene, address, seated, ['10', '4']);
  return address;
}

async function act(request: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const reply = await scene.ask(scene.secretary.token, `POST ${call}/sessions${request}`, body);
  if (reply.status >= 300) throw new Error(reply.text);
  return reply.body;
}

/** Which of the applications the page leads to. */
async function shown(page: string, of: readonly string[]): Promise<readonly boolean[]> {
  const seated = page === `${call}/sheets` ? scene.scorers[0] : scene.secretary;
  const { html } = await seated.browser.get(page);
  return of.map((address) => html.includes(address) || html.includes(idOf(address)));
}

async function scores(): Promise<readonly string[]> {
  const { db } = scene.world.database;
  const ids: string[] = [];
  for await (const { applicationId } of consolidatedScores(db, scene.callId))
    ids.push(applicationId);
  return ids;
}

test('what its applicant has withdrawn is left to nobody, before the office has taken that in', async () => {
  const [open, agreed, opened, decided, kept] = [
    await bring(0),
    await bring(3),
    await bring(3),
    await bring(3),
    await bring(3),
  ];
  const all = [open, agreed, opened, decided, kept];
  const present = [scene.chair, ...scene.scorers, scene.other].map(({ personId }) => personId);
  const { number } = await act('', { heldOn: '2026-02-02', place: 'Sala 2', present });
  const session = String(number);
  const three = [opened, decided, kept].map(idOf);
  await act(`/${session}/openings`, { applications: three });
  await act(`/${session}/decisions`, { applications: [idOf(decided)] });
  const page = `${call}/sessions/${session}`;
  expect(await shown(page, all)).toEqual([false, true, true, true, true]);
  expect(await shown(`${call}/sheets`, all)).toEqual([true, true, true, true, true]);
  expect(await scores()).toEqual([idOf(decided)]);
  for (const address of [open, agreed, opened, decided]) await scene.withdraw(address);
  const { db } = scene.world.database;
  const states = await db.selectFrom('examination').select('state').distinct().execute();
  expect(states.map(({ state }) => state)).not.toContain('withdrawn');
  // What was decided in a session stays in it, and counts no more.
  expect(await shown(page, all)).toEqual([false, false, false, true, true]);
  expect(await shown(`${call}/sheets`, all)).toEqual([false, false, false, false, true]);
  expect(await scores()).toEqual([]);
  const next = await scene.scorers[0].browser.get(`${kept}/sheet`);
  expect(next.html).not.toContain(`${open}/sheet`);
});
