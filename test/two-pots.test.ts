import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatCents, parseCents, type ApplicationDocument } from '../src/engine/index.ts';
import { makeActDesk, type ActDesk } from './support/act-desk.ts';

const definition = 'definitions/innovazione-filiere-2020';
let desk: ActDesk;

/** A firm on its own: where it is, what the committee gave it and what it spends, in euro. */
interface Firm {
  readonly id: string;
  readonly chamber: string;
  readonly points: number;
  readonly investment: number;
  readonly running?: number;
  /** Left without money, or with too little, by the first ranking. */
  readonly isWaiting?: boolean;
}

const milan = 'milano-monza-brianza-lodi';
const firms: readonly Firm[] = [
  ...Array.from({ length: 10 }, (_, index) => ({
    id: `M-${index + 1}`,
    chamber: milan,
    points: 99 - index,
    investment: 200_000,
  })),
  { id: 'W-1', chamber: 'bergamo', points: 89, investment: 0, running: 170_000, isWaiting: true },
  { id: 'B-1', chamber: 'bergamo', points: 88, investment: 200_000 },
  { id: 'B-2', chamber: 'bergamo', points: 87, investment: 150_000, running: 50_000 },
  { id: 'P-1', chamber: 'pavia', points: 86, investment: 200_000 },
  { id: 'M-11', chamber: milan, points: 85, investment: 200_000 },
  { id: 'M-12', chamber: milan, points: 84, investment: 200_000 },
  { id: 'C-1', chamber: 'como-lecco', points: 83, investment: 200_000 },
  { id: 'W-2', chamber: milan, points: 82, investment: 100_000, running: 50_000, isWaiting: true },
  { id: 'W-3', chamber: 'pavia', points: 81, investment: 0, running: 100_000, isWaiting: true },
];

function documentOf(firm: Firm, index: number): ApplicationDocument {
  const { id, chamber, points, investment, running = 0, isWaiting = false } = firm;
  return {
    id,
    applicant: `impresa-${id}`,
    protocol: index + 1,
    received: `2020-02-03T10:${String(index).padStart(2, '0')}:00+01:00`,
    facts: {
      chamber,
      tookPartInPhaseTwo: false,
      awaitingMoney: isWaiting,
      committeePoints: points,
    },
    partners: [
      {
        id: `impresa-${id}`,
        role: 'lead',
        costs: { investment: `${investment}.00`, running: `${running}.00` },
      },
    ],
  };
}

/** What was decided for this rehearsal about the shares of the chambers, in cents. */
const shares: Readonly<Record<string, number>> = {
  bergamo: 109_333_34,
  'como-lecco': 109_333_34,
  [milan]: 109_333_33,
  pavia: 82_000_00,
};

type Draws = Readonly<Record<string, number>>;

/**
 * Who draws how much on which pot, best points first: two fifths of what is spent; the chamber of the firm pays before
 * the region, which pays anywhere; whoever waits draws on the increase alone, each kind of money on its own.
 */
function reckon(): ReadonlyMap<string, Draws> {
  const left = new Map<string, number>([
    ...Object.entries(shares).map(([chamber, cents]) => [`chamber-${chamber}`, cents] as const),
    ['region', 820_000_00],
    ['increase-capital', 1_231_150_00],
    ['increase-current', 72_000_00],
  ]);
  const draw = (pots: readonly string[], wanted: number): Draws => {
    let rest = wanted;
    const drawn: Record<string, number> = {};
    for (const pot of pots) {
      const cents = Math.min(rest, left.get(pot) ?? 0);
      if (cents > 0) drawn[pot] = cents;
      left.set(pot, (left.get(pot) ?? 0) - cents);
      rest -= cents;
    }
    return drawn;
  };
  return new Map(
    firms.map(({ id, chamber, investment, running = 0, isWaiting }) => {
      const [capital, current] = [investment * 40, running * 40];
      return [
        id,
        isWaiting === true
          ? { ...draw(['increase-capital'], capital), ...draw(['increase-current'], current) }
          : draw([`chamber-${chamber}`, 'region'], capital + current),
      ];
    }),
  );
}

beforeAll(async () => {
  desk = await makeActDesk({
    definition: `${definition}/call.yaml`,
    decisions: `${definition}/decisions.yaml`,
    applications: firms.map(documentOf),
  });
}, 60_000);
afterAll(async () => desk.close());

const sumOf = (draws: Draws): number => Object.values(draws).reduce((all, each) => all + each, 0);

interface Outcome {
  readonly application: string;
  readonly grant: string;
  readonly pots: readonly { readonly pot: string; readonly amount: string }[];
}

test('each draws on the pot of its territory and on the one for all, and every pot adds up', async () => {
  const { ask, base, scene, server } = desk;
  await ask(scene.officer, `POST ${base}/rounds`);
  const texts = { title: 'Graduatoria', ground: 'Risorse' };
  const act = await desk.approve({ kind: 'ranking', ...texts }, '2020/0077');
  const { items } = await ask(scene.officer, `GET ${base}/ranking-acts/${act}/entries?limit=100`);
  const entries = items as readonly {
    readonly application: string;
    readonly pseudonym: string;
    readonly granted: number;
  }[];
  const names = new Map([...scene.ids].map(([name, id]) => [id, name]));
  const wanted = reckon();
  expect(entries.map(({ application, granted }) => [names.get(application), granted])).toEqual(
    firms.map(({ id }) => [id, sumOf(wanted.get(id) ?? {})]),
  );

  const bundle = await server.ask(null, `GET /calls/${scene.slug}/results/${act}/bundle.json`);
  const { outcomes } = bundle.body as { readonly outcomes: readonly Outcome[] };
  const drawnBy = new Map(
    outcomes.map(({ application, pots }) => [
      application,
      Object.fromEntries(pots.map(({ pot, amount }) => [pot, parseCents(amount)])),
    ]),
  );
  expect(
    Object.fromEntries(
      entries.map(({ application, pseudonym }) => [names.get(application), drawnBy.get(pseudonym)]),
    ),
  ).toEqual(Object.fromEntries(wanted));

  const { pots } = await ask(scene.officer, `GET ${base}/ranking-acts/${act}/files/text`);
  const drawn = new Map(
    (pots as readonly { readonly pot: string; readonly drawn: string }[]).map((each) => [
      each.pot,
      each.drawn,
    ]),
  );
  for (const pot of [
    ...Object.keys(shares).map((name) => `chamber-${name}`),
    'region',
    'increase-capital',
    'increase-current',
  ])
    expect([pot, drawn.get(pot)]).toEqual([
      pot,
      formatCents([...wanted.values()].reduce((all, each) => all + (each[pot] ?? 0), 0)),
    ]);
});
