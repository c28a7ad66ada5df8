import type { MoneyText, RateText } from './fact-document.ts';

/**
 * What an application says about one fact. A key that is left out is unknown.
 * Money is text (`"1234.50"`), dates are `YYYY-MM-DD`, percentages are rates (`"35%"`),
 * whole numbers and points are numbers (fractions of a point are text).
 */
export type FactValue =
  | boolean
  | number
  | string
  | readonly string[]
  | readonly { readonly [field: string]: FactValue }[]
  | { readonly unknown: true }
  | { readonly notApplicable: true }
  /** Known only to lie between two values, both included. */
  | { readonly from: number | string; readonly to: number | string };

/** One expense of a category: what is bought, from whom, for how much. What is left out is not known yet. */
export interface CostItem {
  /** Unique in the application, so that an expense stays the same one when its words change. */
  readonly id: string;
  readonly description?: string;
  readonly supplier?: string;
  readonly amount?: MoneyText;
  /** What the office recognises of it, which counts in the place of the amount; nobody declares it. */
  readonly recognised?: MoneyText;
}

/** An amount that lies between two, and what the office recognises of it. */
export interface CostStretch {
  readonly from: MoneyText;
  readonly to?: MoneyText;
  readonly recognised?: MoneyText;
}

/** What is declared in a category: an amount, a stretch in which it lies, or the expenses it is the sum of. */
export type CostValue = MoneyText | CostStretch | readonly CostItem[];

export interface PartnerDocument {
  readonly id: string;
  readonly role: string;
  readonly facts?: { readonly [fact: string]: FactValue };
  readonly costs?: { readonly [category: string]: CostValue };
}

/** `open` while the office has not decided yet. */
export type Admission = 'open' | 'admitted' | 'with-reserve' | 'not-admitted';

export interface ApplicationDocument {
  readonly id: string;
  /** The line or, where there are sub-lines, the sub-line applied for. */
  readonly line?: string;
  readonly applicant?: string;
  /** Instant of arrival with offset, `2025-01-15T15:59:59.999+01:00`. */
  readonly received?: string;
  /** Number in the register: the order within one instant. */
  readonly protocol?: number;
  readonly status?: 'submitted' | 'withdrawn';
  /** What the office decided on its admission; left out where the rules alone say it. Nobody declares it. */
  readonly admission?: Admission;
  readonly facts: { readonly [fact: string]: FactValue };
  readonly partners?: readonly PartnerDocument[];
  /** Costs of the whole project, where they are not declared by partner. */
  readonly costs?: { readonly [category: string]: CostValue };
  /** A lower intensity than the highest, where the applicant asks for less. */
  readonly requestedRate?: RateText;
}
