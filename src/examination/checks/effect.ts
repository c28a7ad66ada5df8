import {
  assess,
  FigureTooLarge,
  type Check,
  type Prepared,
  type Verdict,
} from '../../engine/index.ts';
import type { ReadText } from './examined.ts';

/** A figure between two values that are equal once it is known: cents, or hundredths of a point. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What an application comes to, as far as is known. */
export interface Figures {
  /** Cents: what is admitted of the costs, under every limit; nothing where the call has no costs. */
  readonly admitted: Span | undefined;
  /** Cents; nothing where the call gives no money. */
  readonly grant: Span | undefined;
  /** Hundredths of a point; nothing where the call gives no points. */
  readonly net: Span | undefined;
  readonly gross: Span | undefined;
}

export interface VerdictChange {
  readonly check: Check;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What one finding changes. */
export interface Effect {
  readonly before: Figures;
  readonly after: Figures;
  readonly verdicts: readonly VerdictChange[];
}

export function figuresIn(prepared: Prepared): Figures {
  try {
    const { costs, grant, score } = assess(prepared);
    return {
      admitted: costs && spanOf(costs.total),
      grant: grant && spanOf(grant.amount),
      net: score && spanOf(score.net),
      gross: score && spanOf(score.gross),
    };
  } catch (error) {
    if (!(error instanceof FigureTooLarge)) throw error;
    return { admitted: undefined, grant: undefined, net: undefined, gross: undefined };
  }
}

function spanOf({ low, high }: Span): Span {
  return { low, high };
}

export function effectOf(
  before: Pick<ReadText, 'prepared' | 'checks'>,
  after: Pick<ReadText, 'prepared' | 'checks'>,
): Effect {
  const figures = figuresIn(before.prepared);
  return {
    before: figures,
    after: figuresIn(after.prepared),
    verdicts: changesOf(before.checks, after.checks),
  };
}

/** The checks whose verdict is another one; one that came or went does not apply where it is not. */
function changesOf(before: readonly Check[], after: readonly Check[]): readonly VerdictChange[] {
  const was = new Map(before.map((check) => [check.id, check.verdict]));
  return after.flatMap((check) => {
    const old = was.get(check.id) ?? 'not-applicable';
    return old === check.verdict ? [] : [{ check, before: old, after: check.verdict }];
  });
}

export function isSame(a: Span | undefined, b: Span | undefined): boolean {
  return a?.low === b?.low && a?.high === b?.high;
}
