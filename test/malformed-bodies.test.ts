import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../src/accounts/index.ts';
import { checkJournalChain, readJournalChains } from '../src/platform/journal-check.ts';
import { apiRecipes } from './malformed/api-recipes.ts';
import { isTimeName } from './malformed/broken-json.ts';
import { crawl } from './malformed/crawl.ts';
import { makeDice } from './malformed/dice.ts';
import { formRecipes } from './malformed/form-recipes.ts';
import { layGround, type GroundScene } from './malformed/ground.ts';
import { requestApiRecipes, requestFormRecipes } from './malformed/request-recipes.ts';
import { resultApiRecipes, resultFormRecipes } from './malformed/result-recipes.ts';
import { makeBrowser, makeProgram, type Answered, type Sender } from './malformed/post.ts';
import type { FormRecipe, Recipe } from './malformed/recipe.ts';
import { setStage } from './malformed/stages.ts';
import { watchWritten } from './malformed/stored.ts';
import { deadMarkup, inherited, leaks, liveMarkup, scripts, times } from './malformed/strange.ts';
import { makeAccessScene } from './route-access/scene.ts';

const bodies = 2000;
const seed = 20_250_115;

/** A text of the definition, checked at length each time. */
const slow = /\/(?:publish|amend|versions|calls)$/;
/** What takes nothing but the address. */
const bodyless = [
  'POST /rankings/:call/acts/:act/abandonment',
  'POST /rankings/:call/acts/:act/document',
  'POST /api/v1/calls/:call/ranking-acts/:act/abandonment',
  'POST /api/v1/calls/:call/ranking-acts/:act/document',
  'POST /calls/:call/feedback-releases',
  'POST /api/v1/calls/:call/feedback-releases',
  'POST /api/v1/calls/:call/applications/:application/sheet/closing',
  'POST /api/v1/calls/:call/panel/drawings',
  'POST /rankings/:call/rounds',
  'POST /api/v1/calls/:call/rounds',
  'POST /rankings/:call/what-ifs/:trial/removal',
  'POST /examination/calendar/feed',
  'POST /examination/calendar/feed/revocation',
  'POST /api/v1/due-feed',
  'POST /calls/:call/applications/:application/examination/beginning',
  'POST /api/v1/calls/:call/applications/:application/examination/beginning',
  'POST /api/v1/calls/:call/applications/:application/freeze',
  'POST /calls/:call/applications/:application/documents/:slot/versions/:version/removal',
  'POST /api/v1/calls/:call/applications/:application/documents/:slot/uploads/:upload/completion',
  'POST /api/v1/calls/:call/applications/:application/invitations/:invitation/resending',
  'POST /api/v1/calls/:call/applications/:application/partners/:organisation/leaving',
  'POST /calls/:call/applications/:application/partnership/invitations/:invitation/resending',
  'POST /calls/:call/applications/:application/partnership/invitations/:invitation/withdrawal',
  'POST /calls/:call/applications/:application/partnership/partners/:organisation/leaving',
  'POST /calls/:call/applications/:application/partnership/partners/:organisation/removal',
  'POST /calls/:call/applications/:application/requests/:request/reply/documents/:document/removal',
];
/** What takes a file: broken ones are tried beside the code that reads them. */
const files = [
  'POST /rankings/:call/acts/:act/signatures/:hash',
  'PUT /api/v1/calls/:call/ranking-acts/:act/signatures/:hash',
  'POST /calls/:call/applications/:application/messages',
  'POST /api/v1/calls/:call/applications/:application/messages/files',
  'POST /calls/:call/applications/:application/documents/:slot',
  'PUT /api/v1/calls/:call/applications/:application/documents/:slot',
  'PUT /api/v1/calls/:call/applications/:application/documents/:slot/uploads/:upload',
  'POST /calls/:call/applications/:application/consents/:organisation/signatures/:hash',
  'PUT /api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash',
  'POST /calls/:call/applications/:application/sections/budget/import',
  'POST /calls/:call/applications/:application/requests/:request/proofs',
  'POST /api/v1/calls/:call/applications/:application/requests/:request/proofs',
  'POST /calls/:call/applications/:application/requests/:request/reply/points/:item/documents',
  'PUT /api/v1/calls/:call/applications/:application/requests/:request/reply/points/:item/documents',
];

/** Each body has a number of its own, so that what may not be twice is not. */
let turns = 2 * bodies;
let scene: GroundScene;
/** The tables in which something was written since it was last asked. */
let takeWritten: () => Promise<readonly string[]>;

beforeAll(async () => {
  scene = await layGround(await makeAccessScene());
  takeWritten = await watchWritten(scene.ground.admin);
}, 60_000);
afterAll(async () => {
  await scene.ground.close();
  await scene.close();
});

test('every route that takes a body is among those tried', () => {
  const declared = declaredRoutes(scene.app)
    .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
    .map(({ method, url }) => `${method} ${url}`)
    .filter((route) => !bodyless.includes(route) && !files.includes(route));
  const tried = [
    ...apiRecipes,
    ...formRecipes,
    ...requestApiRecipes,
    ...requestFormRecipes,
    ...resultApiRecipes,
    ...resultFormRecipes,
  ].map(({ route }) => route);
  expect(tried.toSorted()).toEqual(declared.toSorted());
});

interface Tried {
  readonly route: string;
  readonly answered: Answered;
  /** The tables in which something was written meanwhile. */
  readonly written: readonly string[];
}

async function tryOne(route: string, post: () => Promise<Answered>): Promise<Tried> {
  await takeWritten();
  const answered = await post();
  return { route, answered, written: await takeWritten() };
}

/** What is wrong with what came of a body, if anything. */
function wrongWith(tried: Tried): readonly string[] {
  const { route, answered, written: tables } = tried;
  const { status, text, contentType, sent } = answered;
  const leak = leaks.find((each) => each.test(text));
  const isShown = contentType.includes('html') && liveMarkup.test(text);
  const isSaid = tables.some((table) => journals.includes(table));
  const unsaid = isSaid ? [] : tables.filter((table) => !mayBeUnsaid(route, table));
  return [
    ...(status >= 500 ? ['a fault'] : []),
    ...(leak ? [`leaks ${leak.exec(text)?.[0] ?? ''}`] : []),
    ...(isShown ? [`shows live markup: ${liveMarkup.exec(text)?.[0] ?? ''}`] : []),
    ...(status >= 400 && tables.length > 0 ? [`refused, and wrote ${tables.join(', ')}`] : []),
    ...(unsaid.length > 0 ? [`wrote ${unsaid.join(', ')} without the journal`] : []),
  ].map((what) => `${route}, ${sent.kind}: ${status} ${what}`);
}

/** An entry of the register is its own row of the journal. */
const journals = ['journal', 'register_entry'];

/** What is on its way changes without an act, and so do one's own choices: each by its own routes only. */
const unsaid: readonly (readonly [route: RegExp, tables: readonly string[]])[] = [
  [
    /applications$|:application$|\/edit$|\/sections\/:section$/,
    ['application', 'application_partner'],
  ],
  [/\/uploads$/, ['upload']],
  [/\/account\/messages$/, ['person']],
  [/\/requests$|:request$|:request\/(?:draft|removal)$/, ['examination_request']],
  [/\/reply$/, ['request_reply']],
  [/\/examination(?:-filters\/:name|\/filters|\/filters\/removal)$/, ['saved_filter']],
  [/\/sheet$/, ['sheet', 'sheet_entry']],
  // Who deals with mail, or has letters written, stands in the very row.
  [/\/outbox\/:message$|\/delivery-failures\//, ['mail_message']],
  [/:call\/letters$/, ['letter_batch']],
  // A trial is nothing that was done.
  [/\/what-ifs$/, ['what_if']],
];

function mayBeUnsaid(route: string, table: string): boolean {
  return unsaid.some(([pattern, tables]) => pattern.test(route) && tables.includes(table));
}

function senders(): readonly Sender[] {
  const stageOf = (route: string) => () => setStage(scene, route);
  const program = (recipe: Recipe) => makeProgram(scene, recipe, stageOf(recipe.route));
  const browser = (recipe: FormRecipe) => makeBrowser(scene, recipe, stageOf(recipe.route));
  return [
    ...requestApiRecipes.map(program),
    ...resultApiRecipes.map(program),
    ...requestFormRecipes.map(browser),
    ...resultFormRecipes.map(browser),
    ...apiRecipes.map(program),
    ...formRecipes.map(browser),
  ];
}

test('before anything is broken in it, a body is taken', async () => {
  const refused: string[] = [];
  for (const [index, { route, prepare }] of senders().entries()) {
    const { status, text } = await (await prepare('sound', bodies + index))();
    if (status >= 400) refused.push(`${route}: ${status} ${codeIn(text)}`);
  }
  expect({ refused, faults: scene.faults() }).toEqual({ refused: [], faults: [] });
});

/** What a program is told; a page says it in words. */
function codeIn(text: string): string {
  return /"code":"([^"]+)"/.exec(text)?.[1] ?? /<h1[^>]*>([^<]*)/.exec(text)?.[1] ?? '';
}

/** Every text of every body, with each of the texts that are chosen for its name in its place. */
async function retell(choose: (name: string, n: number) => readonly string[]) {
  const tried: Tried[] = [];
  for (const { route, prepare, texts } of senders()) {
    const all = texts(0).flatMap((name, place) =>
      choose(name, place).map((text) => ({ place, text })),
    );
    for (const retold of all) {
      turns += 1;
      tried.push(await tryOne(route, await prepare(retold, turns)));
    }
  }
  expect(scene.faults()).toEqual([]);
  expect(tried.flatMap(wrongWith)).toEqual([]);
  return tried;
}

test('a script in each text of each body: refused, or kept as the text it is', async () => {
  const tried = await retell((_, n) => [scripts[n % scripts.length] ?? '']);
  const kept = tried.filter(({ answered, written }) => answered.status < 400 && written.length > 0);
  console.info(`${tried.length} bodies with a script, of which ${kept.length} were kept`);
  expect(kept.length).toBeGreaterThan(50);
}, 120_000);

test('days and instants that no calendar has, and names that every object has, are texts like others', async () => {
  const strange = (name: string) => [inherited[0] ?? '', ...(isTimeName(name) ? times : [])];
  const tried = await retell(strange);
  console.info(`${tried.length} bodies with such texts`);
  expect(tried.length).toBeGreaterThan(500);
}, 120_000);

test(`${bodies} malformed bodies: no fault, no leak, nothing stored by halves`, async () => {
  const dice = makeDice(seed);
  const all = senders();
  const quick = all.filter(({ route }) => !slow.test(route));
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  for (let turn = 0; turn < bodies; turn += 1) {
    const { route, prepare } = dice.oneOf(turn % 8 === 0 ? all : quick);
    const tried = await tryOne(route, await prepare({ dice }, turn));
    wrong.push(...wrongWith(tried));
    const { status } = tried.answered;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  console.info(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)));
  expect(scene.faults()).toEqual([]);
  expect(wrong).toEqual([]);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([201, 303, 400, 413, 415, 422]));
}, 300_000);

test('what was stored of them is shown as text, on every page that shows it', async () => {
  const everyone = [
    'nobody',
    'plain',
    'representative',
    'administrator',
    'officer',
    'author',
  ] as const;
  const pages = (await Promise.all(everyone.map((who) => crawl(scene, who)))).flat();
  const live = pages.filter(({ html }) => liveMarkup.test(html));
  expect(live.map(({ url, who }) => `${url} as ${who}`)).toEqual([]);
  expect(pages.filter(({ status }) => status >= 500).map(({ url }) => url)).toEqual([]);
  expect(scene.faults()).toEqual([]);
  const shown = pages.filter(({ html }) => deadMarkup.test(html)).map(({ url }) => kindOf(url));
  console.info(`${pages.length} pages, of which ${shown.length} show what could have been markup`);
  expect([...new Set(shown)]).toEqual(
    expect.arrayContaining([
      '/account',
      '/organisations',
      '/organisations/…',
      '/applications',
      '/calls/…/applications/…',
      '/bodies/…/people',
      '/calls/…/incidents',
      '/calls/…/incidents/…',
    ]),
  );
}, 120_000);

/** The address without what it names. */
function kindOf(url: string): string {
  const [path = ''] = url.split('?');
  return path
    .split('/')
    .map((part, place) => (place % 2 === 0 && place > 0 ? '…' : part))
    .join('/');
}

test('the journal is one unbroken chain for each call and for the accounts', async () => {
  const client = await scene.world.database.pool.connect();
  try {
    await client.query('begin isolation level repeatable read');
    const chains = await readJournalChains(client);
    expect(chains).toContain('accounts');
    for (const chain of chains) {
      const { rows, findings } = await checkJournalChain(client, chain, new Map());
      expect(findings).toEqual([]);
      expect(rows).toBeGreaterThan(0);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});
