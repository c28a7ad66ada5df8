import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { ApplicationDocument } from '../src/engine/index.ts';
import { freezeRound } from '../src/ranking/index.ts';
import { makeActDesk, type ActDesk } from './support/act-desk.ts';
import { temporaryFolder } from './support/sample-round.ts';

const folder = 'definitions/produzione-sostenibile-2024';
const decisions = `${folder}/decisions.yaml`;
const money = 12_000_000_00;
/** So many asked before the first act, out of all. */
const inFirst = 15;
/** Firms of each group, in the order of arrival. */
const sizes = [...Array.from({ length: 15 }, () => 10), 8, 10, 10, 10, 10, 10, 9];
let desk: ActDesk;

/** Three hundred thousand euro for five firms and sixty thousand more for each other; all of them spend enough. */
const asked = sizes.map((firms) => (300_000 + 60_000 * (firms - 5)) * 100);

function group(firms: number, index: number): ApplicationDocument {
  return {
    id: `G-${index + 1}`,
    protocol: index + 1,
    received: `2025-02-03T10:${String(index).padStart(2, '0')}:00+01:00`,
    facts: {
      areas: ['residues'],
      reportShowsEfficiency: true,
      reportMeasuresWaste: true,
      meritPassed: true,
      projectInvestment: '300000.00',
      aggregateTurnover: '9000000.00',
    },
    partners: Array.from({ length: firms }, (_, place) => ({
      id: `G-${index + 1}-${place}`,
      role: place === 0 ? 'lead' : 'sme',
      facts: {
        size: 'small',
        siteInTerritory: true,
        siteActiveAtApplication: true,
        agreementSigned: true,
        worksInTerritory: true,
        mustDeposit: true,
        balanceSheets: 2,
        deMinimisRoom: '300000.00',
      },
      costs: { equipment: '200000.00' },
    })),
  };
}

/** The decisions beside the call but the one that says how it is decided at all. */
function withoutProcedure(): string {
  const file = parse(readFileSync(decisions, 'utf8')) as {
    readonly decisions: readonly { readonly fills: string }[];
  };
  const path = join(temporaryFolder(), 'decisions.yaml');
  const rest = file.decisions.filter(({ fills }) => fills !== 'procedure-kind');
  expect(rest).toHaveLength(file.decisions.length - 1);
  writeFileSync(path, stringify({ ...file, decisions: rest }));
  return path;
}

beforeAll(async () => {
  desk = await makeActDesk({
    definition: `${folder}/call.yaml`,
    decisions: withoutProcedure(),
    applications: sizes.map(group),
    outcomeOf: ({ protocol = 0 }) => (protocol > inFirst ? null : 'admitted'),
  });
}, 60_000);
afterAll(async () => desk.close());

async function freeze(): Promise<number> {
  const { number } = await desk.ask(desk.scene.officer, `POST ${desk.base}/rounds`);
  return Number(number);
}

/** Only what came up to this entry of the register: what came later changes nothing for it. */
async function freezeUpTo(upTo: number): Promise<void> {
  const { scene, server } = desk;
  const { callId, slug, officer: personId } = scene;
  const { version } = await scene.call();
  const freezing = { callId, slug, version, personId, upTo };
  expect(await freezeRound(server.services, freezing)).toMatchObject({ type: 'frozen' });
}

interface Entry {
  readonly application: string;
  readonly outcome: string;
  readonly granted: number;
  readonly total: number;
}

async function entriesOf(act: number): Promise<readonly Entry[]> {
  const { ask, base, scene } = desk;
  const url = `${base}/ranking-acts/${act}/entries?limit=100`;
  const { items } = await ask(scene.officer, `GET ${url}`);
  const names = new Map([...scene.ids].map(([name, id]) => [id, name]));
  return (items as readonly Entry[]).map((entry) => ({
    ...entry,
    application: names.get(entry.application) ?? '',
  }));
}

/** In the order of arrival, down to where the money ends. */
const given = asked.map((amount, index) => {
  const before = asked.slice(0, index).reduce((all, each) => all + each, 0);
  return Math.max(0, Math.min(amount, money - before));
});
const texts = { title: 'Concessione a sportello', ground: 'Scadenze' };

test('while nobody has decided how the call is decided, the desk stops and no act can be signed', async () => {
  const { ask, base, scene } = desk;
  const { stops } = await ask(scene.officer, `GET ${base}/rounds/${await freeze()}`);
  expect(stops).toMatchObject([{ code: 'procedure-missing', gap: 'procedure-kind' }]);
  const draft = { kind: 'rolling', ...texts };
  const { number } = await ask(scene.officer, `POST ${base}/ranking-acts`, draft);
  const one = `${base}/ranking-acts/${String(number)}`;
  const { maySign, checks } = await ask(scene.officer, `GET ${one}/checks`);
  expect(maySign).toBe(false);
  expect(checks).toContainEqual(expect.objectContaining({ code: 'kind-fits', state: 'failed' }));
  await ask(scene.officer, `POST ${one}/abandonment`);
});

test('with the decision published the window grants as it goes, and leaves earlier acts as they were', async () => {
  const { scene } = desk;
  await scene.world.amend(scene.slug, decisions);
  await freezeUpTo(inFirst);
  const staleReason = 'Le domande arrivate dopo sono ancora in istruttoria.';
  const first = await desk.approve({ kind: 'rolling', ...texts, staleReason }, '2025/0301');
  const before = await entriesOf(first);
  expect(
    before
      .slice(0, inFirst)
      .map(({ application, granted, total }) => [application, granted, total]),
  ).toEqual(given.slice(0, inFirst).map((cents, index) => [`G-${index + 1}`, cents, cents]));

  for (const [index] of sizes.entries())
    if (index >= inFirst) await scene.decide(`G-${index + 1}`, 'admitted');
  await freeze();
  const second = await desk.approveByPages({ kind: 'rolling', title: texts.title }, '2025/0302');
  const after = await entriesOf(second);
  expect(after.map(({ application, granted, total }) => [application, granted, total])).toEqual(
    given.map((cents, index) => [`G-${index + 1}`, index < inFirst ? 0 : cents, cents]),
  );
  expect(after.reduce((all, { total }) => all + total, 0)).toBe(money);
  expect(after.map(({ outcome }) => outcome).slice(inFirst)).toEqual([
    'fully-funded',
    'fully-funded',
    'fully-funded',
    'fully-funded',
    'fully-funded',
    'partly-funded',
    'admissible-not-funded',
  ]);
  expect(await entriesOf(first)).toEqual(before);
});
