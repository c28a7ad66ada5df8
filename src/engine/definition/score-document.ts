import type { ConditionText, PointsValue } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';

/** A half-open or closed stretch of numbers: `above`/`from` below, `below`/`upTo` above. */
export interface BandDocument {
  readonly above?: number | string;
  readonly from?: number | string;
  readonly below?: number | string;
  readonly upTo?: number | string;
  readonly points: OrGap<PointsValue>;
}

/** How a criterion gives its points; exactly one of the ways. */
export type CriterionWay =
  /** Points for the option that holds, or for each of a set of options. */
  | {
      readonly options: {
        readonly fact: string;
        readonly points: readonly {
          readonly is: string | boolean;
          readonly points: OrGap<PointsValue>;
        }[];
        /** For a set of options: the points add up, or the best one counts. */
        readonly combine?: OrGap<'sum' | 'best'>;
      };
    }
  | { readonly bands: { readonly fact: string; readonly bands: readonly BandDocument[] } }
  /** So many points for each unit of a whole number, up to a maximum. */
  | {
      readonly count: {
        readonly fact: string;
        readonly each: PointsValue;
        readonly max: PointsValue;
      };
    }
  /** A judgement of the panel, kept in a fact of type `points`. */
  | {
      readonly judged: {
        readonly fact: string;
        readonly from: PointsValue;
        readonly to: OrGap<PointsValue>;
        readonly step?: PointsValue;
      };
    }
  /** Nothing of how it gives points has survived; a decision puts one of the other ways in its place. */
  | { readonly lost: OrGap<CriterionWay> };

export interface CriterionDocument {
  readonly id: string;
  readonly code: string;
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  readonly by: CriterionWay;
  /** The most it can give, where that is known although some of its points are lost. */
  readonly max?: PointsValue;
  readonly atLeast?: OrGap<PointsValue>;
}

export interface BonusDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly points: OrGap<PointsValue>;
  readonly when: ConditionText;
  readonly lines?: readonly string[];
}

export interface ScoreDocument {
  readonly article: string;
  /** Highest total net of bonuses: the criteria of every line must reach exactly this. */
  readonly maximum: PointsValue;
  readonly criteria: readonly CriterionDocument[];
  readonly thresholds: readonly {
    readonly id: string;
    readonly article: string;
    readonly on: 'net' | 'gross';
    readonly atLeast: OrGap<PointsValue>;
    readonly lines?: readonly string[];
  }[];
  readonly bonuses?: readonly BonusDocument[];
  readonly bonusMaximum?: OrGap<PointsValue>;
  /** Bonuses are given always, or only to those who reach the thresholds without them. */
  readonly bonusesGiven?: OrGap<'always' | 'above-threshold'>;
}

export interface RankingKeyDocument {
  /** `net`, `bonus`, `gross`, `grant`, `admitted`, `received`, `fact:<id>` or `criterion:<id>` */
  readonly by: string;
  readonly order: 'highest-first' | 'lowest-first';
}

export interface RankingDocument {
  readonly article: string;
  /** One ranking for the whole call, for each line, or for each sub-line. */
  readonly per: OrGap<'call' | 'line' | 'subline'>;
  readonly keys: OrGap<readonly RankingKeyDocument[]>;
  /** What separates equal applications, in order. */
  readonly ties: OrGap<readonly RankingKeyDocument[]>;
  /**
   * When everything above is equal: the protocol number, a public draw (whose order is a decision),
   * or a stop wherever the tie matters.
   */
  readonly lastResort: OrGap<'protocol' | 'draw' | 'stop'>;
}
