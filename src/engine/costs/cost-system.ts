import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';

/**
 * The categories whose admitted amounts are added up before a rate is applied:
 * `'total'` is every category, `'others'` every category but the limited one, a list is exactly
 * those named, which may include the limited one. Naming all members of a group names the group.
 */
export type Base = 'others' | 'total' | readonly string[];

export type Rounding = 'down' | 'half-up';

/** A category with an amount of its own; a published call does not know the amount yet. */
export interface DeclaredCategory {
  readonly id: string;
  readonly declared: Cents | 'by-applicant';
}

/** A category that is not declared: its amount is a fixed share of other admitted amounts. */
export interface FlatCategory {
  readonly id: string;
  readonly flat: Fraction;
  readonly of: Base;
  /** To the cent; `'down'` unless the regulation behind the rate says otherwise. */
  readonly rounding?: Rounding;
}

export type CostCategory = DeclaredCategory | FlatCategory;

/** `on` is admitted at most `rate` × base + `plus`; an absolute cap has rate 0. */
export interface Cap {
  readonly on: string;
  readonly rate: Fraction;
  readonly of: Base;
  readonly plus?: Cents;
}

/**
 * A cap shared by several categories. `split` says who gets what when it bites:
 * the members in the order of `members`, or each in proportion to what it could have had alone.
 */
export interface CapGroup {
  readonly id?: string;
  readonly members: readonly string[];
  readonly rate: Fraction;
  readonly of: Base;
  readonly plus?: Cents;
  readonly split: 'order' | 'pro-rata';
}

export interface CostSystem {
  readonly categories: readonly CostCategory[];
  readonly caps: readonly Cap[];
  readonly groups: readonly CapGroup[];
}

/** The whole cents admitted for each category, in the order of the system, and their sum. */
export interface AdmittedCosts {
  readonly admitted: readonly Cents[];
  readonly total: Cents;
}

export const categoriesMax = 64;
export const capsMax = 256;

export function isFlat(category: CostCategory): category is FlatCategory {
  return 'flat' in category;
}

/** The declared amounts in the order of the categories; 0 where there is none. */
export function listDeclared(system: CostSystem): Cents[] {
  return system.categories.map((category) =>
    isFlat(category) || category.declared === 'by-applicant' ? 0 : category.declared,
  );
}
