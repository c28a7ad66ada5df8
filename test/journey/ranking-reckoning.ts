import type { ApplicationDocument } from '../../src/engine/index.ts';

// Everything here follows from the applications and from the text of the call, and from nothing of the program.

/** What an application scores and may get, in points and whole cents. */
export interface Reckoned {
  readonly id: string;
  readonly net: number;
  readonly gross: number;
  readonly asked: number;
}

/** What an application holds: all that was given to it so far, in cents. */
export interface Held extends Reckoned {
  readonly position: number;
  readonly total: number;
}

const ceilings: Readonly<Record<string, number>> = {
  '4a': 250_000_00,
  '4b': 40_000_00,
  '4c': 10_000_00,
  '4d': 70_000_00,
};
const beneficiaries = ['municipality', 'union', 'mountain-community', 'province'];
const closing = '2025-01-15T16:00:00.000+01:00';

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether the call lets it in at all; the points are looked at apart. */
export function mayBeRanked({ facts, received = '', partners = [] }: ApplicationDocument): boolean {
  return (
    Date.parse(received) < Date.parse(closing) &&
    facts['inLombardy'] === true &&
    facts['climateCheck'] !== false &&
    (facts['hasWorks'] !== true || textIn(facts['worksStart']) >= '2024-04-23') &&
    partners.every((one) => beneficiaries.includes(textIn(one.facts?.['authorityKind'])))
  );
}

/** Thirty points without what is given besides. */
const netLeast = 30;

/** Who is ranked and in which order: gross, net, the smaller grant, the earlier arrival, the protocol. */
export function rank(applications: readonly ApplicationDocument[]): readonly Reckoned[] {
  const arrival = new Map(
    applications.map(({ id, received = '', protocol = 0 }) => [
      id,
      [Date.parse(received), protocol] as const,
    ]),
  );
  const [when, protocol] = [0, 1].map((at) => (id: string) => arrival.get(id)?.[at] ?? 0) as [
    (id: string) => number,
    (id: string) => number,
  ];
  return applications
    .filter((one) => one.status !== 'withdrawn' && mayBeRanked(one))
    .map(scoreOf)
    .filter(({ net }) => net >= netLeast)
    .toSorted(
      (a, b) =>
        b.gross - a.gross ||
        b.net - a.net ||
        a.asked - b.asked ||
        when(a.id) - when(b.id) ||
        protocol(a.id) - protocol(b.id),
    );
}

/** The money goes down the ranking; whom it does not cover gets what is left. */
export function share(
  ranked: readonly Reckoned[],
  money: number,
  gone: ReadonlySet<string> = new Set(),
): readonly Held[] {
  let left = money;
  return ranked.map((one, index) => {
    const total = gone.has(one.id) ? 0 : Math.min(one.asked, left);
    left -= total;
    return { ...one, position: index + 1, total };
  });
}

function scoreOf(application: ApplicationDocument): Reckoned {
  const { id, facts, partners = [] } = application;
  const served = facts['servedMunicipalities'] as readonly { readonly population: number }[];
  const count = (name: string): number => Number(facts[name]);
  const from = (name: string, points: Readonly<Record<string, number>>): number =>
    points[textIn(facts[name])] ?? Number.NaN;
  const net =
    from('collectionDesign', { feasibility: 0, executive: 10, 'supplies-only': 10 }) +
    from('collectionIncrease', { small: 8, notable: 15 }) +
    ([8, 8, 10][count('fractionsCollected')] ?? 15) +
    from('collectionRenewables', { none: 0, part: 8, full: 15 }) +
    populationPoints(served.reduce((sum, each) => sum + each.population, 0)) +
    from('recyclingIncrease', { minor: 2, significant: 5, excellent: 10 }) +
    ([0, 8, 10][count('priorityFractions')] ?? 15);
  const isTogether = partners.length > 1 || facts['associativeForm'] === true;
  const isInner = partners.some((one) => one.facts?.['innerArea'] === true);
  return {
    id,
    net,
    gross: net + (isTogether ? 2 : 0) + (isInner ? 2 : 0),
    asked: grantOf(application),
  };
}

function populationPoints(population: number): number {
  const steps = [10_000, 15_000, 30_000, 100_000];
  return [2, 5, 10, 15, 20][steps.filter((step) => population > step).length] ?? 0;
}

/**
 * Everything that is admitted, up to the highest grant. Indirect costs are seven per cent of the rest; three items are
 * each at most a share of all that is admitted, themselves and the indirect costs included.
 */
function grantOf({ line = '', costs = {} }: ApplicationDocument): number {
  const declared = costsIn(costs);
  const shares: Readonly<Record<string, number>> = {
    technical: 10,
    communication: 5,
    'composting-area': 50,
  };
  const admitted = new Map(declared);
  const total = (): number => {
    const rest = [...admitted.values()].reduce((sum, each) => sum + each, 0);
    return rest + (line === '4b' ? 0 : Math.floor((rest * 7) / 100));
  };
  for (let isSettled = false; !isSettled;) {
    const all = total();
    isSettled = true;
    for (const [name, percent] of Object.entries(shares)) {
      const highest = Math.floor((all * percent) / 100);
      if ((admitted.get(name) ?? 0) > highest) {
        admitted.set(name, highest);
        isSettled = false;
      }
    }
  }
  return Math.min(total(), ceilings[line] ?? 0);
}

function costsIn(costs: ApplicationDocument['costs'] & object): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(costs as Readonly<Record<string, string>>).map(([name, amount]) => [
      name,
      Math.round(Number(amount) * 100),
    ]),
  );
}
