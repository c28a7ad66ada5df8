import type { Range } from '../condition/facts.ts';
import { no, yes } from '../condition/truth.ts';
import { compileCostSystem } from '../costs/compile-system.ts';
import type { Base, CostCategory, CostSystem, Rounding } from '../costs/cost-system.ts';
import type { RateRange } from '../definition/compile-grant.ts';
import { variables } from '../definition/names.ts';
import type { Fraction } from '../numbers/fraction.ts';
import { assessCosts, type CostSource, type CostVariants } from './assess-costs.ts';
import { assessGrant, type GrantRules, type GrantSource } from './assess-grant.ts';
import type { CostFigures, GrantFigures } from './assessment.ts';
import { compileRate } from './ranges.ts';

/** An exact fraction as two whole numbers in decimals, which JSON can carry. */
export type LiveRate = readonly [num: string, den: string];
/** A number that may also be infinite or not a number at all. */
export type LiveNumber = number | string;
type LiveRates = readonly [low: LiveRate, high: LiveRate];

interface LiveLimit {
  readonly rate: LiveRate;
  readonly of: Base;
  readonly plus?: number;
}

export interface LiveCategory {
  readonly id: string;
  readonly flat?: { readonly rate: LiveRate; readonly of: Base; readonly rounding?: Rounding };
}

/**
 * What is left of the rules for one application once everything but its amounts is known: plain JSON, so that
 * a page can carry it and compute the same figures with the same code while amounts are typed.
 */
export interface LiveRules {
  readonly isPlain: boolean;
  /** Of the line, in order; those that are computed are flat. */
  readonly categories: readonly { readonly id: string; readonly isFlat: boolean }[];
  readonly readings: readonly {
    readonly categories: readonly LiveCategory[];
    readonly caps: readonly (LiveLimit & { readonly on: string })[];
    readonly groups: readonly (LiveLimit & {
      readonly members: readonly string[];
      readonly split: 'order' | 'pro-rata';
    })[];
    readonly unlimited: readonly number[];
  }[];
  readonly partners: readonly {
    readonly id: string;
    readonly isLead: boolean;
    readonly isBeneficiary: boolean;
    /** The most that its share can be, as the rules read it. */
    readonly limit: LiveNumber;
    /** What is given of its costs, where that differs from partner to partner. */
    readonly rate?: LiveRates;
  }[];
  readonly grant?: {
    readonly rate: LiveRates;
    /** Every rate that a partner could have. */
    readonly others: readonly LiveRates[];
    readonly ceilings: readonly (readonly [low: LiveNumber, high: LiveNumber])[];
    readonly mayAskLess: boolean;
    readonly hasPartnerLimits: boolean;
  };
}

/** The rules of an application, ready to be run over other amounts. */
export interface LiveCall {
  readonly rules: LiveRules;
  readonly plan: CostVariants;
  readonly grant: GrantRules | undefined;
  readonly source: Omit<GrantSource, 'partners' | 'projectCosts' | 'requestedRate'>;
  readonly rows: readonly number[][];
}

/** Makes them ready; what is not of this shape is a bug of who wrote it. */
export function readLiveRules(rules: LiveRules): LiveCall {
  const rows = rules.partners.map(({ limit }, index) => [index, Number(limit)]);
  return {
    rules,
    rows,
    plan: {
      isPlain: rules.isPlain,
      categories: rules.categories.map(({ isFlat }) => ({ flat: isFlat || undefined })),
      variants: rules.readings.map((reading) => ({
        compiled: compileCostSystem(systemOf(reading)),
        unlimited: new Set(reading.unlimited),
      })),
    },
    grant: grantOf(rules, rows),
    source: {
      facts: { numbers: [], lists: [], rows: [], ranges: new Map() },
      track: {
        costs: {
          categories: rules.categories.map(({ isFlat }) => ({ flat: isFlat || undefined })),
        },
      },
      call: { document: { partnership: { roles: [{ id: leadRole, lead: true }] } } },
    },
  };
}

const leadRole = 'lead';
const partnerLimitSlot = 1;

function systemOf(reading: LiveRules['readings'][number]): CostSystem {
  const { categories, caps, groups } = reading;
  return {
    categories: categories.map(({ id, flat }): CostCategory =>
      flat ? { ...flat, id, flat: fractionOf(flat.rate) } : { id, declared: 'by-applicant' },
    ),
    caps: caps.map((cap) => ({ ...cap, rate: fractionOf(cap.rate) })),
    groups: groups.map((group) => ({ ...group, rate: fractionOf(group.rate) })),
  };
}

/** The partners' rates are settled: each holds for exactly one of them. */
function grantOf(
  { grant, partners }: LiveRules,
  rows: readonly number[][],
): GrantRules | undefined {
  if (!grant) return undefined;
  const own = partners.flatMap(({ rate }, index) =>
    rate
      ? [
          {
            rate: ratesOf(rate),
            where: {
              holds: (facts: GrantSource['facts']) =>
                facts.rows[variables.partner] === rows[index] ? yes : no,
            },
          },
        ]
      : [],
  );
  const others = grant.others.map((rate) => ({
    rate: ratesOf(rate),
    where: { holds: () => no } as const,
  }));
  return {
    document: { upTo: grant.mayAskLess },
    rate: ratesOf(grant.rate),
    partnerRates: [...own, ...others],
    ceilings: grant.ceilings.map(([low, high]) => ({
      when: undefined,
      growth: undefined,
      low: Number(low),
      high: Number(high),
    })),
    partnerCeilingSlot: grant.hasPartnerLimits ? partnerLimitSlot : undefined,
  };
}

function fractionOf([num, den]: LiveRate): Fraction {
  return { num: BigInt(num), den: BigInt(den) };
}

function ratesOf([low, high]: LiveRates): RateRange {
  const [lowest, highest] = [fractionOf(low), fractionOf(high)];
  return { low: lowest, high: highest, ofLow: compileRate(lowest), ofHigh: compileRate(highest) };
}

/** Declared amounts by category. */
export type LiveAmounts = Readonly<Record<string, Range>>;

export interface LiveDeclared {
  /** Nothing where the project as a whole declares nothing. */
  readonly project?: LiveAmounts | undefined;
  /** By id; a partner that is left out declares nothing. */
  readonly partners: ReadonlyMap<string, LiveAmounts>;
  readonly requestedRate?: Fraction | undefined;
}

export interface LiveFigures {
  readonly costs: CostFigures;
  readonly grant: GrantFigures | undefined;
}

/**
 * The figures that `assess` gives for these amounts, to the cent; nothing where they are too large to be counted
 * exactly, or where the amounts have a place that the rules do not know.
 */
export function liveFigures(call: LiveCall, declared: LiveDeclared): LiveFigures | undefined {
  const { rules, plan, rows } = call;
  const ids = new Set(rules.categories.flatMap(({ id, isFlat }) => (isFlat ? [] : [id])));
  const all = [declared.project ?? {}, ...declared.partners.values()];
  const partnerIds = new Set(rules.partners.map(({ id }) => id));
  if (all.some((amounts) => Object.keys(amounts).some((id) => !ids.has(id)))) return undefined;
  if ([...declared.partners.keys()].some((id) => !partnerIds.has(id))) return undefined;
  const listed = (amounts: LiveAmounts | undefined): readonly Range[] | undefined =>
    amounts && rules.categories.map(({ id }) => amounts[id] ?? { low: 0, high: 0 });
  const source: GrantSource & CostSource = {
    ...call.source,
    projectCosts: listed(declared.project),
    requestedRate: declared.requestedRate,
    partners: rules.partners.map(({ id, isLead, isBeneficiary }, index) => ({
      id,
      role: isLead ? leadRole : '',
      isBeneficiary,
      // The conditions of the rates know the rows by identity.
      row: rows[index] ?? [],
      costs: listed(declared.partners.get(id)),
    })),
  };
  try {
    const costs = assessCosts(plan, source);
    return { costs, grant: call.grant && assessGrant(call.grant, source, costs) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
