import {
  isGap,
  parseCents,
  roundOutcomes as outcomes,
  standingCode,
  type Cents,
  type Localized,
  type Round,
} from '../../engine/index.ts';
import type { AmountBounds } from './amount-bounds.ts';

/** What became of the money of one pot, and what may still become of it; the four parts are the whole of it. */
export interface PotShare {
  readonly pot: string;
  readonly title: Localized;
  /** What it holds after what was moved; nothing while a decision on the call is missing. */
  readonly amount: Cents | undefined;
  readonly assigned: Cents;
  /** Asked by applications whose place is known, and held back by a stop. */
  readonly waiting: Cents;
  /** What those could take whose points, admission or amount are not known yet. */
  readonly unknown: Cents;
  readonly left: Cents;
  readonly within: string | undefined;
  readonly money: 'capital' | 'current' | undefined;
  readonly lines: readonly string[] | undefined;
  /** Whether only some applications may draw on it. */
  readonly isReserved: boolean;
  /** Applications not decided yet that may draw on it. */
  readonly undecided: number;
}

/** The pots of a settled round, in the order of the call. */
export function sharePots(round: Round, bounds: AmountBounds): readonly PotShare[] {
  const { document } = round.call;
  const pots = document.funding?.pots ?? [];
  const open = openAmounts(round, bounds, pots.length);
  return pots.map((pot, index): PotShare => {
    const account = round.funding?.accounts[index];
    const stated = isGap(pot.amount) ? undefined : parseCents(pot.amount);
    const amount = account
      ? account.initial + account.added + account.movedIn - account.movedOut
      : stated;
    const left = account?.left ?? amount ?? 0;
    const inside = within(pots, index);
    const reach = sumOver(open, inside, pot.money);
    const waiting = Math.min(left, reach.waiting);
    const unknown = Math.min(left - waiting, reach.unknown);
    return {
      pot: pot.id,
      title: pot.title,
      amount,
      assigned: account?.drawn ?? 0,
      waiting,
      unknown,
      left: left - waiting - unknown,
      within: pot.within,
      money: pot.money,
      lines: pot.lines,
      isReserved: pot.when !== undefined,
      undecided: reach.count,
    };
  });
}

/** Mask of a pot and of the pots that lie within it: what is drawn there is drawn here too. */
function within(
  pots: readonly { readonly id: string; readonly within?: string }[],
  index: number,
): number {
  let mask = 1 << index;
  for (let grown = true; grown;) {
    grown = false;
    for (const [other, { within: outer }] of pots.entries()) {
      const outerIndex = pots.findIndex(({ id }) => id === outer);
      if ((mask >>> other) & 1 || outerIndex < 0 || !((mask >>> outerIndex) & 1)) continue;
      mask |= 1 << other;
      grown = true;
    }
  }
  return mask;
}

/** What applications not decided yet may take, added up for those that draw on the same pots. */
interface OpenAmount {
  readonly accepts: number;
  count: number;
  waiting: { whole: Cents; capital: Cents; current: Cents };
  unknown: { whole: Cents; capital: Cents; current: Cents };
}

function openAmounts(round: Round, bounds: AmountBounds, pots: number): readonly OpenAmount[] {
  if (pots === 0) return [];
  const { table, ranking, funding } = round;
  const stopped = new Set(ranking.stops.map(({ unit }) => unit));
  const byMask = new Map<number, OpenAmount>();
  for (let row = 0; row < table.size; row += 1) {
    const standing = table.standing[row] ?? 0;
    const isOpen = standing === standingCode.admissible || standing === standingCode.unknown;
    if (!isOpen || (funding && outcomes[funding.outcome[row] ?? 0] !== 'undecided')) continue;
    const accepts = table.accepts[row] ?? 0;
    const found = byMask.get(accepts) ?? emptyAmount(accepts);
    byMask.set(accepts, found);
    found.count += 1;
    const asked = table.asked[row] ?? Number.NaN;
    const hasPlace =
      standing === standingCode.admissible &&
      !Number.isNaN(asked) &&
      !stopped.has(table.unit[row] ?? 0);
    const sum = hasPlace ? found.waiting : found.unknown;
    const most = hasPlace ? asked : bounds.mostOf(row);
    sum.whole += most;
    sum.capital += partOf(table.kinds?.capital[row], most);
    sum.current += partOf(table.kinds?.current[row], most);
  }
  return [...byMask.values()];
}

/** One kind of money of an amount; all of it while it is not known how it divides. */
function partOf(part: number | undefined, whole: Cents): Cents {
  return part === undefined || Number.isNaN(part) ? whole : part;
}

function emptyAmount(accepts: number): OpenAmount {
  const none = () => ({ whole: 0, capital: 0, current: 0 });
  return { accepts, count: 0, waiting: none(), unknown: none() };
}

function sumOver(
  open: readonly OpenAmount[],
  mask: number,
  money: 'capital' | 'current' | undefined,
): { readonly waiting: Cents; readonly unknown: Cents; readonly count: number } {
  const kind = money ?? 'whole';
  let waiting = 0;
  let unknown = 0;
  let count = 0;
  for (const each of open) {
    if ((each.accepts & mask) === 0) continue;
    waiting += each.waiting[kind];
    unknown += each.unknown[kind];
    count += each.count;
  }
  return { waiting, unknown, count };
}
