import type { ConditionText, MoneyText, RateText } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';

/**
 * What a share is taken of. `others`: every admitted cost but the capped one itself;
 * `total`: every admitted cost, the capped one included; a list of categories;
 * or the total without some categories.
 */
export type BaseDocument =
  | 'others'
  | 'total'
  | readonly string[]
  | { readonly totalExcept: readonly string[] };

export interface CategoryDocument {
  readonly id: string;
  readonly code?: string;
  readonly label: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  /** Recognised as exactly this share of a base, whatever was spent: nothing is declared. */
  readonly flat?: {
    readonly rate: OrGap<RateText>;
    readonly of: BaseDocument;
    readonly rounding?: 'down' | 'half-up';
  };
  readonly money?: 'capital' | 'current';
}

export interface CapDocument {
  readonly id: string;
  readonly article: string;
  readonly on: string;
  readonly rate?: OrGap<RateText>;
  readonly of?: OrGap<BaseDocument>;
  readonly plus?: OrGap<MoneyText>;
  readonly lines?: readonly string[];
}

export interface CapGroupDocument {
  readonly id: string;
  readonly article: string;
  readonly members: readonly string[];
  readonly rate?: OrGap<RateText>;
  readonly of?: OrGap<BaseDocument>;
  readonly plus?: OrGap<MoneyText>;
  /** How the common limit is shared out: by the order of `members`, or pro rata. */
  readonly split: OrGap<'order' | 'pro-rata'>;
  readonly lines?: readonly string[];
}

export interface CostsDocument {
  readonly categories: readonly CategoryDocument[];
  readonly caps?: readonly CapDocument[];
  readonly groups?: readonly CapGroupDocument[];
}

export interface CeilingDocument {
  readonly id: string;
  readonly article: string;
  readonly title: Localized;
  readonly amount: OrGap<MoneyText>;
  /** Grows by `each` for every unit of a whole-number fact beyond a count. */
  readonly growth?: {
    readonly each: OrGap<MoneyText>;
    readonly fact: string;
    readonly beyond: number;
  };
  readonly lines?: readonly string[];
  readonly when?: ConditionText;
}

export interface GrantDocument {
  readonly article: string;
  /** Share of the admitted costs; the most that can be asked when `upTo` is true. */
  readonly rate: OrGap<RateText>;
  readonly upTo?: boolean;
  /** Other intensities for some partners; the first whose `where` holds is taken. */
  readonly partnerRates?: readonly {
    readonly id: string;
    readonly article: string;
    readonly where: ConditionText;
    readonly rate: OrGap<RateText>;
  }[];
  readonly ceilings: readonly CeilingDocument[];
  /** The smallest project that can be funded, and on which figure that is read. */
  readonly minimumProject?: {
    readonly id: string;
    readonly article: string;
    readonly amount: OrGap<MoneyText>;
    readonly on: OrGap<'declared' | 'admitted' | 'both'>;
    readonly lines?: readonly string[];
  };
  /** A money fact of each partner that its own share cannot exceed, such as room left under an aid limit. */
  readonly partnerCeiling?: {
    readonly id: string;
    readonly article: string;
    readonly fact: string;
  };
}

export interface PotDocument {
  readonly id: string;
  readonly article: string;
  readonly title: Localized;
  readonly amount: OrGap<MoneyText>;
  /** Who gives the money. */
  readonly source?: string;
  readonly lines?: readonly string[];
  /** Only applications for which this holds, for instance those of a territory. */
  readonly when?: ConditionText;
  readonly money?: 'capital' | 'current';
  /** A larger pot of which this one is a part: what is drawn here is drawn there too. */
  readonly within?: string;
}

export interface FundingDocument {
  readonly article: string;
  /** In the order in which an application draws on them. */
  readonly pots: readonly PotDocument[];
  /** Fixed shares of every grant between pots, instead of drawing in order. */
  readonly shares?: readonly { readonly pot: string; readonly rate: OrGap<RateText> }[];
  /** What happens to the first application that the money left does not cover. */
  readonly partial: OrGap<'stop' | 'skip' | 'partial'>;
  /** Money moves between lines only by a decision; this says whether the call allows it at all. */
  readonly reallocation: {
    readonly allowed: boolean;
    readonly article: string;
    readonly order?: OrGap<readonly string[]>;
  };
}
