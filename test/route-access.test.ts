import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../src/accounts/index.ts';
import { accountsTable } from './route-access/accounts-table.ts';
import { applicationsTable } from './route-access/applications-table.ts';
import { callsTable } from './route-access/calls-table.ts';
import { checksTable } from './route-access/checks-table.ts';
import { requestsTable } from './route-access/requests-table.ts';
import { evaluationTable } from './route-access/evaluation-table.ts';
import { messagesTable } from './route-access/messages-table.ts';
import { panelTable } from './route-access/panel-table.ts';
import { platformTable } from './route-access/platform-table.ts';
import { rankingsTable } from './route-access/rankings-table.ts';
import { resultsTable } from './route-access/results-table.ts';
import { queueTable } from './route-access/queue-table.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { sendAs } from './route-access/send.ts';
import { everyWho, type Outcome, type Who } from './route-access/who.ts';

const table = [
  ...platformTable,
  ...accountsTable,
  ...callsTable,
  ...applicationsTable,
  ...queueTable,
  ...checksTable,
  ...requestsTable,
  ...panelTable,
  ...evaluationTable,
  ...messagesTable,
  ...resultsTable,
  ...rankingsTable,
];

let scene: AccessScene;

beforeAll(async () => {
  scene = await makeAccessScene();
}, 60_000);
afterAll(() => scene.close());

test('the table names every route of the server once, and no other', () => {
  const declared = declaredRoutes(scene.app).map(({ method, url }) => `${method} ${url}`);
  const named = table.map(({ route }) => route as string);
  const heads = declared.filter((route) => route.startsWith('HEAD '));
  expect(named.toSorted()).toEqual(declared.filter((route) => !heads.includes(route)).toSorted());
  // What can be read can be asked for without its content, by the same people.
  const reading = named.filter((route) => route.startsWith('GET '));
  expect(heads.toSorted()).toEqual(reading.map((route) => `HEAD ${route.slice(4)}`).toSorted());
});

/** How much was done until now, as the journal and the register tell it. */
async function actsDone(): Promise<string> {
  const { rows } = await scene.world.database.pool.query<{ done: string }>(
    `select (select count(*) from journal) || '/' || (select count(*) from register_entry) as done`,
  );
  return rows[0]?.done ?? '';
}

interface Cell {
  readonly route: string;
  readonly who: Who;
  readonly expected: Outcome;
}

/** What is wrong with a cell, if anything. */
async function checkCell({ route, who, expected }: Cell): Promise<readonly string[]> {
  const changes = !/^(GET|HEAD) /.test(route);
  const before = changes ? await actsDone() : '';
  const { outcome, status } = await sendAs(scene, who, route);
  const cell = `${route} as ${who}`;
  if (outcome !== expected || status === 500)
    return [`${cell}: ${outcome} (${status}), not ${expected}`];
  return changes && outcome !== 'allowed' && (await actsDone()) !== before
    ? [`${cell}: ${outcome}, and done all the same`]
    : [];
}

test('every route lets in those whom the table names, and keeps out all others as it says', async () => {
  const wrong: string[] = [];
  const cells: Cell[] = [];
  for (const { route, expected } of table) {
    const row = everyWho.map((who): Cell => ({ route, who, expected: expected[who] }));
    const heads = row.map((cell) => ({ ...cell, route: route.replace('GET', 'HEAD') }));
    if (route.startsWith('GET ')) {
      wrong.push(...(await Promise.all([...row, ...heads].map(checkCell))).flat());
      cells.push(...row, ...heads);
    } else {
      // One after the other, so that what is done is known to be done by whom.
      for (const cell of row) wrong.push(...(await checkCell(cell)));
      cells.push(...row);
    }
  }
  expect(scene.faults()).toEqual([]);
  expect(wrong).toEqual([]);
  expect(cells.length).toBe(declaredRoutes(scene.app).length * everyWho.length);
  const kept = cells.filter(({ expected }) => expected !== 'allowed').length;
  console.info(`${cells.length} cells, of which ${kept} keep somebody out`);
}, 300_000);

test.each<[route: string, who: readonly Who[]]>([
  [
    'POST /organisations/:organisation/powers/:power/revocation',
    ['reader', 'editor', 'consenter', 'submitter'],
  ],
  ['POST /calls/:call/applications/:application/freeze', ['partner']],
  ['POST /calls/:call/applications/:application/consents', ['partner']],
  ['POST /calls/:call/applications/:application/consents/:organisation/withdrawal', ['partner']],
])('%s: whom the door lets in, the act still refuses', async (route, people) => {
  for (const who of people) {
    const before = await actsDone();
    expect((await sendAs(scene, who, route)).status).toBe(303);
    expect(await actsDone()).toBe(before);
  }
});
