import type { ReadyCondition } from '../definition/compile-eligibility.ts';
import { leavesOf, onlyTrack, type Call } from '../definition/compile-call.ts';
import { isGap, known } from '../definition/gap.ts';
import type { RankingKeyDocument } from '../definition/score-document.ts';
import { parseCents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import type { FundingPolicy } from '../ranking/fund.ts';
import type { Pot } from '../ranking/pots.ts';
import type { RankingKey, RankingPolicy } from '../ranking/rank.ts';

/** Something that the rules leave open and without which a round cannot be ordered or funded. */
export interface OpenRule {
  readonly code:
    | 'procedure-missing'
    | 'ranking-unit-missing'
    | 'keys-missing'
    | 'last-resort-missing'
    | 'pot-amount-missing'
    | 'pot-share-missing';
  /** The gap that a decision must fill. */
  readonly gap: string;
}

/** A pot and the applications it is for. */
export interface PlannedPot extends Pot {
  readonly lines: readonly string[] | undefined;
  readonly when: ReadyCondition | undefined;
}

/** How a call orders and funds a round, as far as its rules and decisions say. */
export interface RoundPlan {
  readonly procedure: 'ranking' | 'rolling' | 'list' | undefined;
  readonly units: readonly string[];
  /** The ranking that a line or sub-line belongs to, as an index in `units`. */
  readonly unitOf: ReadonlyMap<string, number>;
  readonly lines: readonly string[];
  readonly policy: RankingPolicy;
  /** Figures and facts that order the round, each once. */
  readonly columns: readonly string[];
  readonly pots: readonly PlannedPot[];
  readonly funding: Omit<FundingPolicy, 'moves' | 'orderOfRankings' | 'tieDecisions'> | undefined;
  readonly hasMoneyKinds: boolean;
  readonly open: readonly OpenRule[];
}

const byArrival: RankingPolicy = {
  keys: [{ by: 'received', order: 'lowest-first' }],
  ties: [],
  lastResort: 'protocol',
};

/** Reads the order and the money of a round out of a call; what is missing is listed, not guessed. */
export function planRound(call: Call): RoundPlan {
  const { document } = call;
  const open: OpenRule[] = [];
  const note = (code: OpenRule['code'], value: unknown): void => {
    if (isGap(value)) open.push({ code, gap: value.unknown.id });
  };
  note('procedure-missing', document.procedure);
  const procedure = known(document.procedure);
  const { ranking, funding } = document;
  const isRanked = procedure === 'ranking' && ranking !== undefined;
  if (isRanked) {
    note('ranking-unit-missing', ranking.per);
    note('keys-missing', ranking.keys);
  }
  const policy = isRanked
    ? {
        keys: keysOf(known(ranking.keys)),
        ties: keysOf(known(ranking.ties)),
        lastResort: known(ranking.lastResort),
      }
    : byArrival;
  const pots = (funding?.pots ?? []).map((pot): PlannedPot => {
    note('pot-amount-missing', pot.amount);
    return {
      id: pot.id,
      amount: parseCents(known(pot.amount) ?? '0') ?? 0,
      within: pot.within,
      money: pot.money,
      lines: pot.lines,
      when: call.potConditions.get(pot.id),
    };
  });
  for (const share of funding?.shares ?? []) note('pot-share-missing', share.rate);
  const shares = funding?.shares?.flatMap((share) => {
    const rate = parseRate(known(share.rate) ?? '');
    return rate ? [{ pot: share.pot, rate }] : [];
  });
  return {
    procedure,
    ...unitsOf(call, isRanked ? known(ranking.per) : 'call'),
    policy,
    columns: columnsOf(policy),
    pots,
    funding: funding && {
      pots: pots.map(({ id, amount, within, money }) => ({ id, amount, within, money })),
      partial: known(funding.partial),
      reallocationAllowed: funding.reallocation.allowed,
      ...(shares ? { shares } : {}),
    },
    hasMoneyKinds: pots.some((pot) => pot.money !== undefined),
    open,
  };
}

function unitsOf(
  call: Call,
  per: 'call' | 'line' | 'subline' | undefined,
): Pick<RoundPlan, 'units' | 'unitOf' | 'lines'> {
  const leaves = leavesOf(call.document);
  const nameOf = (leaf: (typeof leaves)[number]): string => {
    if (per === 'subline') return leaf.id;
    return per === 'line' ? (leaf.line ?? onlyTrack) : onlyTrack;
  };
  const units = [...new Set(leaves.map(nameOf))];
  return {
    units,
    unitOf: new Map(leaves.map((leaf) => [leaf.id, units.indexOf(nameOf(leaf))])),
    lines: leaves.map((leaf) => leaf.id),
  };
}

function keysOf(
  keys: readonly RankingKeyDocument[] | undefined,
): readonly RankingKey[] | undefined {
  return keys?.map(({ by, order }) => ({ by, order }));
}

/** `received` and `grant` have columns of their own in every table. */
function columnsOf(policy: RankingPolicy): readonly string[] {
  const names = [...(policy.keys ?? []), ...(policy.ties ?? [])].map((key) => key.by);
  return [...new Set(names)].filter((name) => name !== 'received' && name !== 'grant');
}
