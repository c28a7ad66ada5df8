import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../src/accounts/index.ts';
import { checkJournalChain, readJournalChains } from '../src/platform/journal-check.ts';
import { apiRecipes } from './malformed/api-recipes.ts';
import { isTimeName } from './malformed/broken-json.ts';
import { crawl } from './malformed/crawl.ts';
import { makeDice } from './malformed/dice.ts';
import { formRecipes } from './malformed/form-recipes.ts';
import { requestApiRecipes, requestFormRecipes } from './malformed/request-recipes.ts';
import { makeBrowser, makeProgram, type Answered, type Sender } from './malformed/post.ts';
import type { FormRecipe, Recipe } from './malformed/recipe.ts';
import { watchStored, writtenBetween, type Stored } from './malformed/stored.ts';
import { deadMarkup, inherited, leaks, liveMarkup, scripts, times } from './malformed/strange.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';

const bodies = 2000;
const seed = 20_250_115;

/** A text of the definition, checked at length each time. */
const slow = /\/(?:publish|amend|versions|calls)$/;
/** What takes nothing but the address. */
const bodyless = [
  'POST /calls/:call/feedback-releases',
  'POST /api/v1/calls/:call/feedback-releases',
  'POST /api/v1/calls/:call/applications/:application/sheet/closing',
  'POST /api/v1/calls/:call/panel/drawings',
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
let scene: AccessScene;

beforeAll(async () => {
  scene = await makeAccessScene();
}, 60_000);
afterAll(() => scene.close());

test('every route that takes a body is among those tried', () => {
  const declared = declaredRoutes(scene.app)
    .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
    .map(({ method, url }) => `${method} ${url}`)
    .filter((route) => !bodyless.includes(route) && !files.includes(route));
  const tried = [...apiRecipes, ...formRecipes, ...requestApiRecipes, ...requestFormRecipes].map(
    ({ route }) => route,
  );
  expect(tried.toSorted()).toEqual(declared.toSorted());
});

interface Tried {
  readonly route: string;
  readonly answered: Answered;
  /** The tables in which something was written meanwhile. */
  readonly written: readonly string[];
}

async function tryOne({
  route,
  look,
  post,
}: {
  readonly route: string;
  readonly look: () => Promise<Stored>;
  readonly post: () => Promise<Answered>;
}): Promise<Tried> {
  const before = await look();
  const answered = await post();
  return { route, answered, written: writtenBetween(before, await look()) };
}

/** What is wrong with what came of a body, if anything. */
function wrongWith(tried: Tried): readonly string[] {
  const { route, answered } = tried;
  const written = tried.written.filter((table) => !followers.includes(table));
  const { status, text, contentType, sent } = answered;
  const leak = leaks.find((each) => each.test(text));
  const isShown = contentType.includes('html') && liveMarkup.test(text);
  const isSaid = written.some((table) => journals.includes(table));
  const isUnsaid = written.length > 0 && !isSaid && !isEdit(written);
  return [
    ...(status >= 500 ? ['a fault'] : []),
    ...(leak ? [`leaks ${leak.exec(text)?.[0] ?? ''}`] : []),
    ...(isShown ? [`shows live markup: ${liveMarkup.exec(text)?.[0] ?? ''}`] : []),
    ...(status >= 400 && written.length > 0 ? [`refused, and wrote ${written.join(', ')}`] : []),
    ...(isUnsaid ? [`wrote ${written.join(', ')} without the journal`] : []),
  ].map((what) => `${route}, ${sent.kind}: ${status} ${what}`);
}

/**
 * Whoever acts on an application next notices that it was withdrawn, and whoever acts on a panel what has left it: the
 * register says so, and these rows follow it whatever comes of the act.
 */
const followers = ['examination', 'panel'];

/** An entry of the register is its own row of the journal. */
const journals = ['journal', 'register_entry'];

/**
 * The text of a draft changes without an act until it is frozen, and a sheet until it is closed; so do what is on its
 * way, and one's own choices.
 */
function isEdit(written: readonly string[]): boolean {
  return written.every((table) => unsaid.includes(table));
}

const unsaid = [
  'application',
  'application_partner',
  'upload',
  'person',
  'outbox',
  'examination_request',
  'request_reply',
  'saved_filter',
  'sheet',
  'sheet_entry',
];

/** What is said about an application that is examined comes before it is withdrawn. */
function senders(): readonly Sender[] {
  const program = (recipe: Recipe) => makeProgram(scene, recipe);
  const browser = (recipe: FormRecipe) => makeBrowser(scene, recipe);
  return [
    ...requestApiRecipes.map(program),
    ...requestFormRecipes.map(browser),
    ...apiRecipes.map(program),
    ...formRecipes.map(browser),
  ];
}

test('before anything is broken in it, a body is taken', async () => {
  const refused: string[] = [];
  for (const [index, { route, prepare }] of senders().entries()) {
    const { status } = await (await prepare('sound', bodies + index))();
    if (status >= 400) refused.push(`${route}: ${status}`);
  }
  // Each of them was done before, by the program or with the same secret, and once is enough.
  expect(refused).toEqual([
    // Those of the panel need others who are there, sheets that are closed, and a session that is not.
    ...stepsOfEvaluation('/api/v1', 409),
    'POST /api/v1/calls/:call/letters: 409',
    'POST /api/v1/calls/:call/applications/:application/letters: 409',
    'POST /api/v1/calls/:call/delivery-failures/:message/settlement: 409',
    'POST /api/v1/invitations/:key/acceptance: 409',
    // Those on an examination need another person, or what others have done before.
    ...stepsOfExamination('/api/v1', { confirmation: 409, outcome: 422, others: 409 }),
    // By then the evaluator has given the application back through the program.
    ...stepsOfEvaluation('', 404),
    'POST /calls/:call/examination/rotations: 422',
    'POST /invitations/:key/acceptance: 409',
    'POST /invitations/:key/refusal: 409',
    'POST /calls/:call/incidents/:incident/add: 422',
    'POST /calls/:call/incidents/:incident/remedy: 422',
    ...stepsOfExamination('', { confirmation: 422, outcome: 422, others: 422 }),
    'POST /calls/:call/evaluation/conflict: 422',
    'POST /calls/:call/evaluation/refusal: 422',
  ]);
});

function stepsOfEvaluation(base: string, refused: 404 | 409): readonly string[] {
  const at = `POST ${base}/calls/:call`;
  const one = `${at}/applications/:application`;
  return [
    ...(refused === 404 ? [`${one}/sheet: ${refused}`] : []),
    `${one}/sheet/reopening: ${refused}`,
    `${at}/sessions: 422`,
    ...(refused === 409 ? [`${at}/sessions/:session/closing: ${refused}`] : []),
    `${one}/consolidation: ${refused}`,
    `${one}/consolidation/undoing: ${refused}`,
  ];
}

function stepsOfExamination(
  base: string,
  {
    confirmation,
    outcome,
    others,
  }: Readonly<Record<'confirmation' | 'outcome' | 'others', number>>,
): readonly string[] {
  const at = `POST ${base}/calls/:call/applications/:application/examination`;
  return [
    `${at}/findings/:number/confirmation: ${confirmation}`,
    `${at}/phases/:phase/conclusion: ${others}`,
    `${at}/outcome: ${outcome}`,
    `${at}/reopening: ${others}`,
    `${at}/reserve-lifting: ${others}`,
  ];
}

/** Every text of every body, with each of the texts that are chosen for its name in its place. */
async function retell(choose: (name: string, n: number) => readonly string[]) {
  const tried: Tried[] = [];
  const look = await watchStored(scene.world);
  for (const { route, prepare, texts } of senders()) {
    const all = texts(0).flatMap((name, place) =>
      choose(name, place).map((text) => ({ place, text })),
    );
    for (const retold of all) {
      turns += 1;
      tried.push(await tryOne({ route, look, post: await prepare(retold, turns) }));
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
  const look = await watchStored(scene.world);
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  for (let turn = 0; turn < bodies; turn += 1) {
    const { route, prepare } = dice.oneOf(turn % 8 === 0 ? all : quick);
    const tried = await tryOne({ route, look, post: await prepare({ dice }, turn) });
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
