import type { Localized } from './gap.ts';

/** `YYYY-MM-DD` */
export type DateText = string;
/** `"1234.50"` */
export type MoneyText = string;
/** `"7%"` or `"1/3"` */
export type RateText = string;
/** A condition or formula in the condition language. */
export type ConditionText = string;
/** Whole points as a number, fractions of a point as text: `10` or `"2.5"`. */
export type PointsValue = number | string;

export type FactType =
  | 'bool'
  | 'int'
  | 'money'
  | 'percent'
  | 'points'
  | 'date'
  | 'option'
  | 'options'
  | 'text'
  | 'list';

export interface OptionDocument {
  readonly id: string;
  readonly label: Localized;
}

/** Something that must be known about an application, a partner, or an entry of a list. */
export interface FactDocument {
  readonly id: string;
  readonly type: FactType;
  readonly label: Localized;
  readonly question?: Localized;
  readonly unit?: Localized;
  /** Who gives the value: the applicant declares, the office finds, the panel judges, a register says. */
  readonly proof: 'applicant' | 'office' | 'panel' | 'register';
  readonly evidence?: Localized;
  readonly level?: 'project' | 'partner';
  /** Lines or sub-lines that need it; all when left out. */
  readonly lines?: readonly string[];
  /** Asked only when this holds; otherwise the fact does not apply. */
  readonly when?: ConditionText;
  /** The values of an `option`, or of a set of `options`. */
  readonly options?: readonly OptionDocument[];
  /** The fields of each entry of a `list`. */
  readonly fields?: readonly FactDocument[];
  readonly from?: number;
  readonly to?: number;
  readonly sensitive?: boolean;
  /** What the list of another call says, entry by entry. */
  readonly fromList?: FromListDocument;
}

/** Where the entries of a `list` come from: the members of the list of another call, as stretches of days. */
export interface FromListDocument {
  /** Id of the definition of that call. */
  readonly call: string;
  /** Names of fields, each a date: when it was applied for, first day in the list, first day no longer in it. */
  readonly applied?: string;
  readonly recognised: string;
  readonly ended?: string;
}

/** A fact computed from others: by a formula, or as the sum of a field over a list. */
export interface DerivedDocument {
  readonly id: string;
  readonly type: 'bool' | 'int' | 'money' | 'points' | 'date';
  readonly label: Localized;
  readonly article?: string;
  readonly formula?: ConditionText;
  readonly sum?: { readonly list: string; readonly field: string };
}
