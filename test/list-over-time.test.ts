import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationDocument } from '../src/engine/index.ts';
import { makeActDesk, type ActDesk } from './support/act-desk.ts';

const definition = 'definitions/manifestazione-filiere-2022';
let desk: ActDesk;
let scene: ActDesk['scene'];
let server: ActDesk['server'];

function proposal(id: string, protocol: number): ApplicationDocument {
  const own = { subjectKind: 'firm', siteInTerritory: true, agreementSigned: true };
  return {
    id,
    protocol,
    received: `2022-03-0${protocol}T10:00:00+01:00`,
    facts: {
      applicantKind: 'project-agreement',
      areas: ['sustainability-circularity'],
      sharedObjective: true,
      agreementStatesCommitments: true,
      strategyFromSwot: true,
      innovationElements: true,
      activitiesMeasurable: true,
      differentPhases: true,
      pointsCoherence: 10,
      pointsInnovation: 13,
      pointsSustainability: 13,
      pointsPartnership: 10,
      pointsRepresentativeness: 13,
      pointsSwot: 6,
    },
    partners: Array.from({ length: 10 }, (_, index) => ({
      id: `${id}-${index}`,
      role: index === 0 ? 'lead' : 'firm',
      facts: own,
    })),
  };
}

beforeAll(async () => {
  desk = await makeActDesk({
    definition: `${definition}/call.yaml`,
    decisions: `${definition}/decisions.yaml`,
    applications: [proposal('canapa', 1), proposal('lana', 2), proposal('seta', 3)],
    outcomeOf: ({ id }) => (id === 'lana' ? 'not-admitted' : 'admitted'),
  });
  ({ scene, server } = desk);
}, 60_000);
afterAll(async () => desk.close());

/** Freezes what there is, and approves it as the list that holds from a day; gives the number of the act. */
async function approveList(
  way: 'approve' | 'approveByPages',
  fromDay: string,
  protocol: string,
): Promise<number> {
  await desk.ask(scene.officer, `POST ${desk.base}/rounds`);
  const texts = { title: `Elenco ${protocol}`, ground: 'D.g.r. 5899/2022' };
  return desk[way]({ kind: 'list', ...texts, fromDay }, protocol);
}

/** Fiscal code of who leads a proposal, or of one that only takes part in it. */
async function codeOf(name: string, isLead: boolean): Promise<string> {
  const { fiscal_code: code } = await scene.world.database.db
    .selectFrom('list_member')
    .innerJoin('organisation', 'organisation.id', 'list_member.organisation_id')
    .select('organisation.fiscal_code')
    .where('list_member.application_id', '=', scene.ids.get(name) ?? '')
    .where('list_member.is_lead', '=', isLead)
    .orderBy('organisation.fiscal_code')
    .executeTakeFirstOrThrow();
  return code ?? '';
}

interface Recognition {
  readonly isLead: boolean;
  readonly from: string;
  readonly until?: string;
  readonly act: { readonly number: number; readonly protocol?: string };
}

async function recognised(
  organisation: string,
  on: string,
  knownAt?: Date,
): Promise<readonly Recognition[]> {
  const asked = new URLSearchParams({
    organisation,
    on,
    ...(knownAt && { knownAt: knownAt.toISOString() }),
  });
  const url = `/api/v1/calls/${scene.slug}/recognitions?${asked.toString()}`;
  const { items } = await desk.ask(scene.officer, `GET ${url}`);
  return items as readonly Recognition[];
}

const [first, second] = ['2022-04-01', '2022-10-01'];
const [before, between, after] = ['2022-03-31', '2022-09-30', '2022-10-01'];

test('a list adds one and takes one out from a day, and says who was in it when, and as known when', async () => {
  expect(await approveList('approve', first, '2022/11')).toBe(1);
  const asFirstKnown = new Date();
  await scene.decide('seta', 'not-admitted');
  await scene.decide('lana', 'admitted');
  expect(await approveList('approveByPages', second, '2022/22')).toBe(2);

  const [seta, lana, canapa] = [
    await codeOf('seta', true),
    await codeOf('lana', true),
    await codeOf('canapa', false),
  ];
  const numbers = async (...asked: Parameters<typeof recognised>) =>
    (await recognised(...asked)).map(({ act: { number } }) => number);
  const all = (organisation: string, knownAt?: Date) =>
    Promise.all([before, between, after].map((on) => numbers(organisation, on, knownAt)));

  expect(await all(canapa)).toEqual([[], [1], [1]]);
  expect(await all(seta)).toEqual([[], [2], []]);
  expect(await all(lana)).toEqual([[], [], [2]]);
  expect(await all(canapa, asFirstKnown)).toEqual([[], [1], [1]]);
  expect(await all(seta, asFirstKnown)).toEqual([[], [1], [1]]);
  expect(await all(lana, asFirstKnown)).toEqual([[], [], []]);
  expect(await recognised(canapa, between)).toMatchObject([
    { isLead: false, from: first, act: { protocol: '2022/11' } },
  ]);
  expect(await recognised(seta, between)).toMatchObject([{ from: first, until: second }]);
});

test('anybody sees who was listed on a day; the first act stays what it was', async () => {
  const page = async (path: string): Promise<string> => {
    const { status, text } = await server.ask(
      null,
      `GET /calls/${scene.slug}/results${path}`,
      undefined,
      { accept: 'text/html', 'accept-language': 'it' },
    );
    expect({ path, status }).toEqual({ path, status: 200 });
    return text.replaceAll(/<[^>]+>/g, ' ');
  };
  const listedOn = async (day: string): Promise<readonly string[]> => {
    const text = await page(`/members?on=${day}`);
    return ['Canapa', 'Lana', 'Seta'].filter((name) => text.includes(`Comune di ${name}-0`));
  };
  expect(await listedOn(before)).toEqual([]);
  expect(await listedOn(between)).toEqual(['Canapa', 'Seta']);
  expect(await listedOn(after)).toEqual(['Canapa', 'Lana']);
  const outcomes = async (act: number) => {
    const { body } = await server.ask(null, `GET /calls/${scene.slug}/results/${act}.json`);
    return (body['entries'] as readonly { readonly outcome: string }[]).map(
      ({ outcome }) => outcome,
    );
  };
  expect(await outcomes(1)).toEqual(['listed', 'not-listed', 'listed']);
  expect(await outcomes(2)).toEqual(['listed', 'listed', 'not-listed']);
});

test('whoever has no part in it approves no list, and asks nobody', async () => {
  const stranger = await server.tokenOf(await scene.world.makePerson());
  const base = `/api/v1/calls/${scene.slug}`;
  for (const [token, status] of [
    [stranger, 403],
    [null, 401],
  ] as const)
    for (const request of [
      `POST ${base}/rounds`,
      `POST ${base}/ranking-acts`,
      `GET ${base}/recognitions?organisation=${await codeOf('seta', true)}`,
    ])
      expect({ request, status: (await server.ask(token, request)).status }).toEqual({
        request,
        status,
      });
});
