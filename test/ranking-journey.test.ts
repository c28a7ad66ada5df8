import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { formatCents } from '../src/engine/index.ts';
import { mayBeRanked, rank, share, type Held } from './journey/ranking-reckoning.ts';
import { decided, pot, waysByApi, waysByPages, type RankingWays } from './journey/ranking-ways.ts';
import { makeApplicationServer, type ApplicationServer } from './support/application-server.ts';
import { runCaptured } from './support/captured-terminal.ts';
import { decisionsWithout } from './support/desk-scene.ts';
import { makeRankingScene, readRound, type RankingScene } from './support/ranking-scene.ts';
import { sample } from './support/sample-round.ts';

const applications = readRound(sample.round);
const decisions = decisionsWithout('partial-funding');
const ranked = rank(applications);
const money = 4_000_000_00;
const added = 500_000_00;
const renounced = 'RC4-024';

/** What each application holds after each act. */
const held: Readonly<Record<number, readonly Held[]>> = {
  1: share(ranked, money),
  2: share(ranked, money, new Set([renounced])),
  3: share(ranked, money + added, new Set([renounced])),
};

interface Desk {
  readonly scene: RankingScene;
  readonly server: ApplicationServer;
  readonly ways: RankingWays;
  readonly folder: string;
}

async function makeDesk(
  makeWays: (server: ApplicationServer, slug: string) => RankingWays,
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-rankings-'));
  const scene = await makeRankingScene({
    decisions,
    outcomeOf: (one) =>
      one.status === 'withdrawn' ? 'withdrawn' : mayBeRanked(one) ? 'admitted' : 'not-admitted',
  });
  const server = await makeApplicationServer(scene.world, {
    create: createApp,
    config: { filesFolder: folder },
  });
  return { scene, server, folder, ways: makeWays(server, scene.slug) };
}

interface Entry {
  readonly place: number;
  readonly application: string;
  readonly pseudonym: string;
  readonly position: number;
  readonly outcome: string;
  readonly net?: number;
  readonly gross?: number;
  readonly asked?: number;
  readonly granted: number;
  readonly total: number;
}

/** What a signed act says of each, under the names of the round. */
async function entriesOf({ scene, server }: Desk, act: number): Promise<readonly Entry[]> {
  const token = await server.tokenOf(scene.officer);
  const url = `/api/v1/calls/${scene.slug}/ranking-acts/${act}/entries?limit=100`;
  const { status, body } = await server.ask(token, `GET ${url}`);
  expect(status).toBe(200);
  const names = new Map([...scene.ids].map(([name, id]) => [id, name]));
  return (body['items'] as readonly Entry[]).map((entry) => ({
    ...entry,
    application: names.get(entry.application) ?? '',
  }));
}

function outcomeOf({ id, asked, total }: Held, act: number): string {
  if (act > 1 && id === renounced) return 'withdrawn';
  if (total === asked) return 'fully-funded';
  return total > 0 ? 'partly-funded' : 'admissible-not-funded';
}

function reckoned(act: number): readonly object[] {
  const before = new Map((held[act - 1] ?? []).map(({ id, total }) => [id, total]));
  return (held[act] ?? []).map((one) => ({
    application: one.id,
    position: one.position,
    net: one.net * 100,
    gross: one.gross * 100,
    asked: one.asked,
    granted: one.total - (before.get(one.id) ?? 0),
    total: one.total,
    outcome: outcomeOf(one, act),
  }));
}

const only = ({ application, position, net, gross, asked, granted, total, outcome }: Entry) => ({
  application,
  position,
  net,
  gross,
  asked,
  granted,
  total,
  outcome,
});

/** What all acts say of each, one list for each way. */
const kept: (readonly object[])[] = [];

const sum = (all: readonly { readonly total: number }[]): number =>
  all.reduce((whole, { total }) => whole + total, 0);

describe.each([
  ['the API', waysByApi],
  ['pages', waysByPages],
] as const)('a round of line 4 by way of %s', (_, makeWays) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk(makeWays);
  }, 60_000);
  afterAll(async () => {
    expect(desk.server.faults()).toEqual([]);
    await desk.server.close();
    await desk.scene.close();
    rmSync(desk.folder, { recursive: true, force: true });
  });

  test('is frozen, stops where the call is silent, and goes on by a decision', async () => {
    const { ways, scene } = desk;
    await ways.freeze(scene.officer);
    expect(await ways.stops(scene.signatory)).toEqual(['partial-policy-missing']);
    await expectOnlyWhoMay(desk);
    await ways.decidePartly(scene.officer);
    expect(await ways.stops(scene.officer)).toEqual([]);
  });

  test('is approved by an act, by the reckoning', async () => {
    const { ways, scene } = desk;
    const act = await ways.draft(scene.officer, { kind: 'ranking', title: 'Graduatoria' });
    expect(act).toBe(1);
    expect(await ways.failedChecks(scene.officer, act)).toBe(0);
    await expectOnlyWhoMay(desk);
    await ways.sign(scene.signatory, act, '2025/0101');
    expect(await publicRows(desk, act)).toBeUndefined();
    await expectOnlyWhoMay(desk);
    await ways.publish(scene.signatory, act);
    await expectAct(desk, act);
  });

  test('scrolls with what was renounced, and again with new money', async () => {
    const { ways, scene } = desk;
    const orders = [
      { renounced: scene.ids.get(renounced) ?? '' },
      { added: formatCents(added) },
    ] as const;
    for (const [index, order] of orders.entries()) {
      const act = await ways.draft(scene.officer, {
        kind: 'scrolling',
        title: `Scorrimento ${index + 1}`,
        follows: index + 1,
        orders: order,
        decisions: [1],
      });
      expect(act).toBe(index + 2);
      expect(await ways.failedChecks(scene.officer, act)).toBe(0);
      await ways.sign(scene.signatory, act, `2025/020${act}`);
      await ways.publish(scene.signatory, act);
      await expectAct(desk, act);
      await expectAct(desk, act - 1);
    }
  });

  test('comes out the same on the command line', async () => {
    const entries = await Promise.all([1, 2, 3].map((act) => entriesOf(desk, act)));
    kept.push(entries.flat().map((entry) => ({ ...only(entry), place: entry.place })));
    await expectSameFunding(desk);
    await expectSameScrolling(desk);
  });
});

test('comes out the same through pages and through the API', () => {
  const [api = [], pages = []] = kept;
  expect(api).toHaveLength(3 * applications.length);
  expect(pages).toEqual(api);
});

/** Entries, public page and open data of an act are what was reckoned. */
async function expectAct(desk: Desk, act: number): Promise<void> {
  const entries = await entriesOf(desk, act);
  expect(entries).toHaveLength(applications.length);
  const placed = entries.filter(({ position }) => position > 0);
  expect(placed.map(only)).toEqual(reckoned(act));
  const wanted = held[act] ?? [];
  expect(sum(entries)).toBe(sum(wanted));
  const rows = await publicRows(desk, act);
  const byPseudonym = new Map(entries.map((entry) => [entry.pseudonym, entry]));
  expect(rows).toHaveLength(applications.length);
  for (const row of rows ?? []) {
    const entry = byPseudonym.get(row.application);
    expect([row.position ?? 0, row.outcome, row.granted, row.total]).toEqual([
      entry?.position,
      entry?.outcome,
      signed(entry?.granted),
      signed(entry?.total),
    ]);
  }
  const { text, status } = await desk.server.ask(
    null,
    `GET /calls/${desk.scene.slug}/results/${act}`,
    undefined,
    { accept: 'text/html', 'accept-language': 'it' },
  );
  expect(status).toBe(200);
  expect(text.replaceAll(/[\u{a0}\u{202f}]|&nbsp;/gu, ' ')).toContain(italian(sum(wanted)));
}

const signed = (cents = 0): string => (cents < 0 ? `-${formatCents(-cents)}` : formatCents(cents));

function italian(cents: number): string {
  const [euros = '', rest = ''] = formatCents(cents).split('.');
  return `${euros.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
}

interface PublicRow {
  readonly application: string;
  readonly position?: number;
  readonly outcome: string;
  readonly granted: string;
  readonly total: string;
}

/** The open data of an act, for anybody; nothing while it is not published. */
async function publicRows(
  { server, scene }: Desk,
  act: number,
): Promise<readonly PublicRow[] | undefined> {
  const reply = await server.ask(null, `GET /calls/${scene.slug}/results/${act}.json`);
  if (reply.status === 404) return undefined;
  return (reply.body as { readonly entries?: readonly PublicRow[] }).entries;
}

/** Whoever has no part in a step is refused it, through pages and through the API, and nothing is done. */
async function expectOnlyWhoMay(desk: Desk): Promise<void> {
  const { scene, server } = desk;
  const before = await stateOf(desk);
  const stranger = await scene.world.makePerson();
  const ofOfficer = ['rounds', 'decisions'];
  const ofBoth = ['acts/new', 'acts/1/abandonment'];
  const ofSignatory = ['acts/1/signature', 'acts/1/publication'];
  for (const [who, steps] of [
    [stranger, [...ofOfficer, ...ofBoth, ...ofSignatory]],
    [scene.signatory, ofOfficer],
    [scene.officer, ofSignatory],
  ] as const) {
    const token = await server.tokenOf(who);
    const browser = await server.browserOf(who);
    await browser.get('/calls');
    for (const step of steps) {
      const page = await browser.post(`/rankings/${scene.slug}/${step}`, {});
      expect({ step, status: page.status }).toEqual({ step, status: 403 });
      const request = `POST /api/v1/calls/${scene.slug}/${step.replace('acts', 'ranking-acts').replace('/new', '')}`;
      for (const [from, status] of [
        [token, 403],
        [null, 401],
      ] as const)
        expect({ request, status: (await server.ask(from, request, {})).status }).toEqual({
          request,
          status,
        });
    }
  }
  expect(await stateOf(desk)).toEqual(before);
}

async function stateOf({ scene: { world, callId } }: Desk): Promise<unknown> {
  const { db } = world.database;
  const [rounds, decisionsTaken, acts] = await Promise.all([
    db.selectFrom('frozen_round').select('number').where('call_id', '=', callId).execute(),
    db.selectFrom('round_decision').select('number').where('call_id', '=', callId).execute(),
    db
      .selectFrom('ranking_act')
      .select(['number', 'state', 'revision'])
      .where('call_id', '=', callId)
      .execute(),
  ]);
  return { rounds, decisionsTaken, acts };
}

function roundFile({ folder }: Desk): string {
  const file = join(folder, 'round.json');
  writeFileSync(file, JSON.stringify({ partial: { decision: decided.act, policy: 'partial' } }));
  return file;
}

/** `bandolo fund` on the same applications. */
async function expectSameFunding(desk: Desk): Promise<void> {
  const words = ['fund', sample.call, sample.round, '--decisions', decisions];
  const { code, out } = await runCaptured([...words, '--round', roundFile(desk), '--json']);
  expect(code).toBe(0);
  const { rows } = JSON.parse(out) as {
    readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  };
  const placed = (await entriesOf(desk, 1)).filter(({ position }) => position > 0);
  expect(
    placed.map(({ application, position, outcome, granted }) => [
      application,
      position,
      outcome,
      formatCents(granted),
    ]),
  ).toEqual(
    rows
      .filter(({ position }) => position !== null)
      .map(({ application, position, outcome, grant }) => [application, position, outcome, grant]),
  );
}

interface PublishedAct {
  readonly act: {
    readonly entries: readonly {
      readonly application: string;
      readonly after: string;
      readonly grant: string;
      readonly total: string;
    }[];
  };
}

/** `bandolo scroll` on the bundle that anybody may fetch. */
async function expectSameScrolling(desk: Desk): Promise<void> {
  const { server, scene, folder } = desk;
  const bundle = await server.ask(null, `GET /calls/${scene.slug}/results/1/bundle.json`);
  expect(bundle.status).toBe(200);
  const [file, acts] = [join(folder, 'bundle.json'), join(folder, 'acts.json')];
  writeFileSync(file, bundle.text);
  expect((await runCaptured(['verify', file])).code).toBe(0);
  const gone = (await entriesOf(desk, 1)).find(({ application }) => application === renounced);
  const orders = [
    ['--renounce', gone?.pseudonym ?? ''],
    ['--add', `${pot}=${formatCents(added)}`, '--source', 'Regione inventata'],
  ];
  for (const [index, order] of orders.entries()) {
    const words = ['scroll', file, '--id', `act-${index + 2}`, '--act', 'Decreto n. 44', ...order];
    const more = ['--acts', acts, '--round', roundFile(desk), '--json'];
    const { code, out } = await runCaptured([...words, ...more]);
    expect({ code, out }).toMatchObject({ code: 0 });
    const { act } = JSON.parse(out) as PublishedAct;
    const said = act.entries.map(({ application, after, grant, total }) =>
      [application, after, grant, total].join(' '),
    );
    const touched = (await entriesOf(desk, index + 2)).filter(({ granted }) => granted !== 0);
    expect(said.toSorted()).toEqual(
      touched
        .map(({ pseudonym, outcome, granted, total }) =>
          [pseudonym, outcome, signed(granted), signed(total)].join(' '),
        )
        .toSorted(),
    );
  }
}
