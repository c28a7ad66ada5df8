import {
  compare,
  known,
  parseCents,
  parseRate,
  type CallDocument,
  type Cents,
  type Localized,
} from '../../engine/index.ts';

/** What one can get and who can ask for it, as few figures as a card has room for. Money is in whole cents. */
export interface CardFigures {
  /** The highest share of the costs, as the definition writes it. */
  readonly share?: 'unknown' | { readonly rate: string; readonly isUpTo: boolean };
  readonly ceiling?: 'none' | 'unknown' | Ceiling;
  /** The money of the whole call. */
  readonly pot?: 'unknown' | Cents;
  /** The smallest composition, or the roles that may receive money. */
  readonly who?: Localized;
}

export interface Ceiling {
  readonly low: Cents;
  readonly high: Cents;
  /** Whether what makes the difference is only the line. */
  readonly isByLine: boolean;
  /** The highest one grows by so much for every unit beyond a count of something. */
  readonly growth?: { readonly each: Cents; readonly beyond: number; readonly of: Localized };
}

/** Reads them from a definition whose gaps are filled as far as somebody has decided. */
export function readCardFigures(document: CallDocument): CardFigures {
  const { grant, funding, partnership } = document;
  const who = partnership && whoOf(partnership);
  return {
    ...(grant === undefined ? {} : { share: shareOf(grant), ceiling: ceilingOf(grant, document) }),
    ...(funding === undefined ? {} : { pot: potOf(funding) }),
    ...(who === undefined ? {} : { who }),
  };
}

type Grant = NonNullable<CallDocument['grant']>;

function shareOf({ rate, upTo, partnerRates = [] }: Grant): 'unknown' | NonNullable<Share> {
  const rates = [rate, ...partnerRates.map((each) => each.rate)].map((each) => known(each));
  let highest: string | undefined;
  for (const each of rates) {
    const [one, other] = [parseRate(each ?? ''), parseRate(highest ?? '')];
    if (each === undefined || !one) return 'unknown';
    if (!other || compare(one, other) > 0) highest = each;
  }
  if (highest === undefined) return 'unknown';
  return { rate: highest, isUpTo: upTo === true || rates.some((each) => each !== highest) };
}

type Share = Exclude<CardFigures['share'], 'unknown' | undefined>;

function ceilingOf({ ceilings }: Grant, document: CallDocument): 'none' | 'unknown' | Ceiling {
  if (ceilings.length === 0) return 'none';
  const amounts = ceilings.map(({ amount }) => parseCents(known(amount) ?? ''));
  const read = amounts.filter((amount) => amount !== undefined);
  // The most that is not known may be above all that is.
  if (read.length < amounts.length) return 'unknown';
  const high = Math.max(...read);
  const highest = ceilings[read.indexOf(high)];
  const each = parseCents(known(highest?.growth?.each) ?? '');
  const of = highest?.growth && labelOf(highest.growth.fact, document);
  return {
    low: Math.min(...read),
    high,
    isByLine: ceilings.every(({ lines, when }) => lines !== undefined && when === undefined),
    ...(highest?.growth === undefined || each === undefined || of === undefined
      ? {}
      : { growth: { each, beyond: highest.growth.beyond, of } }),
  };
}

function labelOf(fact: string, { facts, derived = [] }: CallDocument): Localized | undefined {
  return [...facts, ...derived].find(({ id }) => id === fact)?.label;
}

/** The sum of the pots that lie in no larger one; it is not known when one of them is not. */
function potOf({ pots }: NonNullable<CallDocument['funding']>): 'unknown' | Cents {
  let sum = 0;
  for (const { amount } of pots.filter(({ within }) => within === undefined)) {
    const cents = parseCents(known(amount) ?? '');
    if (cents === undefined) return 'unknown';
    sum += cents;
  }
  return sum;
}

function whoOf({
  minimum,
  roles,
}: NonNullable<CallDocument['partnership']>): Localized | undefined {
  const [first] = minimum;
  if (first) return first.title;
  const able = roles.filter(({ beneficiary }) => beneficiary);
  const labels = (able.length === 0 ? roles : able).map(({ label }) => label);
  if (labels.length === 0) return undefined;
  return {
    it: labels.map(({ it }) => it).join('; '),
    en: labels.map(({ en }) => en).join('; '),
  };
}
