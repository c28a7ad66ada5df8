import { formatCents } from '../../engine/index.ts';
import type { BeforeAfter, ChangedRow, RoundComparison } from './compare-rounds.ts';

/** What a decision or a trial changes, as it is kept: amounts as text, applications by id, the longest lists cut. */
export interface KeptEffect {
  readonly entering: readonly KeptChange[];
  readonly leaving: readonly KeptChange[];
  readonly changed: readonly KeptChange[];
  /** How many there are in all of each; the lists may be shorter. */
  readonly counts: {
    readonly entering: number;
    readonly leaving: number;
    readonly changed: number;
    readonly settled: number;
    readonly opened: number;
  };
  readonly positionsChanged: number;
  readonly funded: BeforeAfter;
  readonly granted: MoneyBeforeAfter;
  readonly undecided: BeforeAfter;
  readonly stops: BeforeAfter;
  readonly pots: readonly {
    readonly pot: string;
    readonly before: KeptPot;
    readonly after: KeptPot;
  }[];
}

interface KeptChange {
  readonly application: string;
  readonly before: string;
  readonly after: string;
}

interface MoneyBeforeAfter {
  readonly before: string;
  readonly after: string;
}

interface KeptPot {
  readonly amount: string;
  readonly drawn: string;
  readonly left: string;
}

const listedMax = 500;

export function keptEffect(comparison: RoundComparison, ids: readonly string[]): KeptEffect {
  const { entering, leaving, changed, settled, opened, granted } = comparison;
  const keep = (rows: readonly ChangedRow[]): readonly KeptChange[] =>
    rows.slice(0, listedMax).map(({ row, before, after }) => ({
      application: ids[row] ?? '',
      before: formatCents(before),
      after: formatCents(after),
    }));
  const money = (figures: {
    readonly amount: number;
    readonly drawn: number;
    readonly left: number;
  }): KeptPot => ({
    amount: formatCents(figures.amount),
    drawn: formatCents(figures.drawn),
    left: formatCents(figures.left),
  });
  return {
    entering: keep(entering),
    leaving: keep(leaving),
    changed: keep(changed),
    counts: {
      entering: entering.length,
      leaving: leaving.length,
      changed: changed.length,
      settled: settled.length,
      opened: opened.length,
    },
    positionsChanged: comparison.positionsChanged,
    funded: comparison.funded,
    granted: { before: formatCents(granted.before), after: formatCents(granted.after) },
    undecided: comparison.undecided,
    stops: comparison.stops,
    pots: comparison.pots.map(({ pot, before, after }) => ({
      pot,
      before: money(before),
      after: money(after),
    })),
  };
}
