import { compileRate } from '../assessment/ranges.ts';
import { fraction, type Fraction } from '../numbers/fraction.ts';
import { parseCents, type Cents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import { findNearest } from '../text/nearest.ts';
import type { ConditionReader, ReadyCondition } from './compile-eligibility.ts';
import { isGap, type OrGap } from './gap.ts';
import type { CeilingDocument, GrantDocument } from './money-document.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** Lowest and highest value of a rate; equal once nothing about it is open. */
export interface RateRange {
  readonly low: Fraction;
  readonly high: Fraction;
  /** Cents times the rate, rounded down. */
  readonly ofLow: (cents: Cents) => Cents;
  readonly ofHigh: (cents: Cents) => Cents;
}

export interface Ceiling {
  readonly document: CeilingDocument;
  readonly when: ReadyCondition | undefined;
  readonly low: Cents;
  /** `Infinity` while the amount is not known. */
  readonly high: Cents;
  readonly growth:
    | { readonly low: Cents; readonly high: Cents; readonly slot: number; readonly beyond: number }
    | undefined;
}

/** How the grant of one line or sub-line follows from the admitted costs. */
export interface GrantPlan {
  readonly document: GrantDocument;
  readonly rate: RateRange;
  readonly partnerRates: readonly {
    readonly id: string;
    readonly where: ReadyCondition;
    readonly rate: RateRange;
  }[];
  readonly ceilings: readonly Ceiling[];
  readonly minimumProject:
    | {
        readonly low: Cents;
        readonly high: Cents;
        readonly on: 'declared' | 'admitted' | 'both' | 'unknown';
      }
    | undefined;
  /** Slot, in a partner's row, of the amount its share cannot exceed. */
  readonly partnerCeilingSlot: number | undefined;
}

export function compileGrant(
  document: GrantDocument,
  holdsHere: (lines: readonly string[] | undefined) => boolean,
  names: CallNames,
  reader: ConditionReader,
): { readonly plan: GrantPlan; readonly problems: readonly DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const ceilings = document.ceilings.flatMap((ceiling, index) =>
    holdsHere(ceiling.lines)
      ? [compileCeiling(ceiling, names, reader, ['grant', 'ceilings', index], problems)]
      : [],
  );
  const minimum = document.minimumProject;
  return {
    problems,
    plan: {
      document,
      ceilings,
      rate: rateRange(document.rate, ['grant', 'rate'], problems),
      partnerRates: (document.partnerRates ?? []).map((each, index) => ({
        id: each.id,
        where: reader.read(each.where, names.partner, ['grant', 'partnerRates', index, 'where']),
        rate: rateRange(each.rate, ['grant', 'partnerRates', index, 'rate'], problems),
      })),
      minimumProject:
        minimum && holdsHere(minimum.lines)
          ? {
              ...centsRange(minimum.amount, ['grant', 'minimumProject', 'amount'], problems),
              on: isGap(minimum.on) ? 'unknown' : minimum.on,
            }
          : undefined,
      partnerCeilingSlot:
        document.partnerCeiling && partnerSlot(document.partnerCeiling.fact, names, problems),
    },
  };
}

function compileCeiling(
  document: CeilingDocument,
  names: CallNames,
  reader: ConditionReader,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Ceiling {
  const { growth } = document;
  const entry = growth && names.project.get(growth.fact);
  if (growth && entry?.type.kind !== 'int') {
    const suggestion = entry ? undefined : findNearest(growth.fact, names.project.keys());
    problems.push({
      code: entry ? 'wrong-fact-type' : 'unknown-name',
      message: `a ceiling grows with a whole number, and "${growth.fact}" is ${entry ? entry.type.kind : 'no fact of this call'}`,
      path: [...path, 'growth', 'fact'],
      ...(suggestion ? { suggestion } : {}),
    });
  }
  return {
    document,
    when: reader.readOptional(document.when, names.project, [...path, 'when']),
    ...centsRange(document.amount, [...path, 'amount'], problems),
    growth: growth && {
      ...centsRange(growth.each, [...path, 'growth', 'each'], problems),
      slot: entry?.slot ?? 0,
      beyond: growth.beyond,
    },
  };
}

function partnerSlot(
  fact: string,
  names: CallNames,
  problems: DefinitionProblem[],
): number | undefined {
  const found = names.partnerFacts.find((each) => each.fact.id === fact);
  if (found?.type.kind === 'money') return found.slot;
  problems.push({
    code: 'unknown-name',
    message: `"${fact}" is not an amount known of each partner`,
    path: ['grant', 'partnerCeiling', 'fact'],
  });
  return undefined;
}

function rateRange(
  value: OrGap<string>,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): RateRange {
  const read = (text: unknown): Fraction => {
    const rate = typeof text === 'string' ? parseRate(text) : undefined;
    if (rate && rate.num <= rate.den) return rate;
    problems.push({
      code: 'rate-unreadable',
      message: `${JSON.stringify(text)} is not a rate of at most 100%, such as "60%"`,
      path,
    });
    return fraction(0n);
  };
  const [low, high] = isGap(value) ? (value.unknown.between ?? ['0%', '100%']) : [value, value];
  const [lowest, highest] = [read(low), read(high)];
  return { low: lowest, high: highest, ofLow: compileRate(lowest), ofHigh: compileRate(highest) };
}

function centsRange(
  value: OrGap<string>,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): { readonly low: Cents; readonly high: Cents } {
  const read = (text: unknown): Cents => {
    const cents = typeof text === 'string' ? parseCents(text) : undefined;
    if (cents !== undefined) return cents;
    problems.push({
      code: 'amount-unreadable',
      message: `${JSON.stringify(text)} is not an amount such as "1234.50"`,
      path,
    });
    return 0;
  };
  if (!isGap(value)) {
    const cents = read(value);
    return { low: cents, high: cents };
  }
  const { between } = value.unknown;
  return between
    ? { low: read(between[0]), high: read(between[1]) }
    : { low: 0, high: Number.POSITIVE_INFINITY };
}
