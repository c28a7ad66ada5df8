import type { Cents } from '../numbers/money.ts';
import { splitByLargestRemainder } from '../rounding/largest-remainder.ts';
import type { CostFigures } from './assessment.ts';
import type { Prepared, PreparedPartner } from './prepare-facts.ts';

/** What the split of costs among partners follows from. */
export interface SharedSource extends Pick<Prepared, 'projectCosts'> {
  readonly partners: readonly Omit<PreparedPartner, 'row'>[];
  readonly track: {
    readonly costs: { readonly categories: readonly { readonly flat?: unknown }[] } | undefined;
  };
  readonly call: {
    readonly document: {
      readonly partnership?: {
        readonly roles: readonly { readonly id: string; readonly lead?: boolean }[];
      };
    };
  };
}

/**
 * The admitted costs of each partner, to the cent: each category in proportion to what counts of
 * theirs in it, flat rates in proportion to what is admitted for them otherwise. Costs declared
 * for the whole project belong to the lead. `undefined` when nobody is there to share.
 */
export function sharePartnerCosts(
  prepared: SharedSource,
  costs: CostFigures,
): readonly Cents[] | undefined {
  const { partners, projectCosts, track } = prepared;
  const categories = track.costs?.categories ?? [];
  if (partners.length === 0) return [costs.total.low];
  const lead = leadOf(prepared);
  const admitted = partners.map(() => 0);
  const countedOf = (partner: number, category: number): Cents => {
    const own = partners[partner]?.isBeneficiary
      ? (partners[partner]?.costs?.[category]?.low ?? 0)
      : 0;
    return own + (partner === lead ? (projectCosts?.[category]?.low ?? 0) : 0);
  };
  const give = (amount: Cents, weights: readonly Cents[]): void => {
    splitByLargestRemainder(amount, weights).shares.forEach((share, index) => {
      admitted[index] = (admitted[index] ?? 0) + share;
    });
  };
  categories.forEach((category, index) => {
    if (!category.flat)
      give(
        costs.admitted[index]?.low ?? 0,
        partners.map((_, partner) => countedOf(partner, index)),
      );
  });
  const direct = [...admitted];
  categories.forEach((category, index) => {
    if (category.flat) give(costs.admitted[index]?.low ?? 0, direct);
  });
  return admitted;
}

function leadOf({ partners, call }: SharedSource): number {
  const leads = new Set(
    (call.document.partnership?.roles ?? []).filter((role) => role.lead).map((role) => role.id),
  );
  const lead = partners.findIndex((partner) => leads.has(partner.role) && partner.isBeneficiary);
  return lead >= 0 ? lead : partners.findIndex((partner) => partner.isBeneficiary);
}
