import { isFlat } from '../costs/cost-system.ts';
import type { CostVariant } from '../definition/compile-costs.ts';
import type { RateRange } from '../definition/compile-grant.ts';
import type { Fraction } from '../numbers/fraction.ts';
import { ceilingOf, partnerRates } from './assess-grant.ts';
import type { LiveCategory, LiveNumber, LiveRate, LiveRules } from './live-rules.ts';
import type { Prepared } from './prepare-facts.ts';

/**
 * What is left of the rules for an application once its facts are known, so that figures can follow its amounts
 * without the definition; nothing where the call has no costs.
 */
export function settleLiveRules(prepared: Prepared): LiveRules | undefined {
  const { call, track, partners } = prepared;
  const { costs, grant } = track;
  if (!costs) return undefined;
  const leads = new Set(
    (call.document.partnership?.roles ?? []).filter(({ lead }) => lead).map(({ id }) => id),
  );
  const rates = grant && grant.partnerRates.length > 0 ? partnerRates(grant, prepared) : [];
  const slot = grant?.partnerCeilingSlot;
  return {
    isPlain: costs.isPlain,
    categories: costs.categories.map(({ id, flat }) => ({ id, isFlat: flat !== undefined })),
    readings: costs.variants.map(readingOf),
    partners: partners.map(({ id, role, isBeneficiary, row }, index) => ({
      id,
      isLead: leads.has(role),
      isBeneficiary,
      limit: numberOf(slot === undefined ? Number.POSITIVE_INFINITY : (row[slot] ?? Number.NaN)),
      ...(rates[index] && { rate: ratesOf(rates[index]) }),
    })),
    ...(grant && {
      grant: {
        rate: ratesOf(grant.rate),
        others: grant.partnerRates.map(({ rate }) => ratesOf(rate)),
        ceilings: grant.ceilings.map((ceiling) => {
          const { low, high } = ceilingOf(ceiling, prepared.facts);
          return [numberOf(low), numberOf(high)] as const;
        }),
        mayAskLess: grant.document.upTo === true,
        hasPartnerLimits: slot !== undefined,
      },
    }),
  };
}

function readingOf({ compiled, unlimited }: CostVariant): LiveRules['readings'][number] {
  const { categories, caps, groups } = compiled.structure;
  return {
    categories: categories.map((category): LiveCategory =>
      isFlat(category)
        ? {
            id: category.id,
            flat: {
              rate: rateOf(category.flat),
              of: category.of,
              ...(category.rounding && { rounding: category.rounding }),
            },
          }
        : { id: category.id },
    ),
    caps: caps.map((cap) => ({ ...cap, rate: rateOf(cap.rate) })),
    groups: groups.map((group) => ({ ...group, rate: rateOf(group.rate) })),
    unlimited: [...unlimited],
  };
}

function ratesOf({ low, high }: RateRange): readonly [LiveRate, LiveRate] {
  return [rateOf(low), rateOf(high)];
}

function rateOf({ num, den }: Fraction): LiveRate {
  return [String(num), String(den)];
}

/** JSON has no infinity, and no number that is none. */
function numberOf(value: number): LiveNumber {
  return Number.isFinite(value) ? value : String(value);
}
