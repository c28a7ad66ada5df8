import type { Range } from '../condition/facts.ts';
import { boundCosts, type AdmittedBounds, type CentsInterval } from '../costs/bounds.ts';
import { admitCosts } from '../costs/compile-system.ts';
import type { CostPlan, CostVariant } from '../definition/compile-costs.ts';
import type { CostFigures } from './assessment.ts';
import type { Prepared, PreparedPartner } from './prepare-facts.ts';
import { anyAmount, isKnown, nothing, sumRanges } from './ranges.ts';

/** What the admitted costs of one application follow from. */
export type CostSource = Pick<Prepared, 'projectCosts'> & {
  readonly partners: readonly Pick<PreparedPartner, 'isBeneficiary' | 'costs'>[];
};

/** The readings of the cost rules of a line, as far as amounts are concerned. */
export type CostVariants = Pick<CostPlan, 'isPlain' | 'variants'> & {
  readonly categories: readonly { readonly flat?: unknown }[];
};

/** The bounds of a plan while nobody has declared anything: the same for every application, and long to find. */
const undeclared = new WeakMap<CostVariants, CostFigures>();

/** Declared and admitted costs; intervals wherever an amount or a rule is not known. */
export function assessCosts(plan: CostVariants, prepared: CostSource): CostFigures {
  const { projectCosts, partners } = prepared;
  if (projectCosts || partners.some((partner) => partner.isBeneficiary && partner.costs))
    return assessDeclared(plan, prepared);
  const figures = undeclared.get(plan) ?? assessDeclared(plan, prepared);
  undeclared.set(plan, figures);
  return figures;
}

function assessDeclared(plan: CostVariants, prepared: CostSource): CostFigures {
  const declared = declaredCosts(plan, prepared);
  const declaredTotal = sumRanges(declared);
  if (plan.isPlain) return { declared, admitted: declared, declaredTotal, total: declaredTotal };
  const [variant] = plan.variants;
  if (
    variant &&
    plan.variants.length === 1 &&
    variant.unlimited.size === 0 &&
    declared.every(isKnown)
  ) {
    const admitted = admitCosts(
      variant.compiled,
      declared.map((range) => range.low),
    );
    return {
      declared,
      declaredTotal,
      admitted: admitted.admitted.map(exactly),
      total: exactly(admitted.total),
    };
  }
  return { declared, declaredTotal, ...boundedCosts(plan, declared) };
}

/** Costs of the project plus those of the partners who can receive money; unknown where none are given. */
function declaredCosts(
  plan: CostVariants,
  { projectCosts, partners }: CostSource,
): readonly Range[] {
  if (projectCosts && partners.length === 0) return projectCosts;
  const sources = projectCosts ? [projectCosts] : [];
  for (const partner of partners)
    if (partner.isBeneficiary && partner.costs) sources.push(partner.costs);
  return plan.categories.map((category, index) => {
    if (category.flat) return nothing;
    return sources.length === 0
      ? anyAmount
      : sumRanges(sources.map((costs) => costs[index] ?? nothing));
  });
}

/** Every reading of the rules, at the lowest and the highest amounts. */
function boundedCosts(
  plan: CostVariants,
  declared: readonly Range[],
): Pick<CostFigures, 'admitted' | 'total'> {
  const isExact = declared.every(isKnown);
  const readings = plan.variants.map((variant) =>
    isExact && variant.unlimited.size === 0
      ? exactReading(variant, declared)
      : boundCosts(
          variant.compiled,
          declared.map((range, index) =>
            variant.unlimited.has(index) ? { from: 0 } : toInterval(range),
          ),
        ),
  );
  return {
    admitted: plan.categories.map((_, index) =>
      hull(readings.map((reading) => reading.admitted[index] ?? { from: 0 })),
    ),
    total: hull(readings.map((reading) => reading.total)),
  };
}

function exactReading({ compiled }: CostVariant, declared: readonly Range[]): AdmittedBounds {
  const { admitted, total } = admitCosts(
    compiled,
    declared.map((range) => range.low),
  );
  return {
    admitted: admitted.map((cents) => ({ from: cents, to: cents })),
    total: { from: total, to: total },
  };
}

function toInterval({ low, high }: Range): CentsInterval {
  return Number.isFinite(high) ? { from: low, to: high } : { from: low };
}

function hull(intervals: readonly CentsInterval[]): Range {
  return {
    low: Math.min(...intervals.map((each) => each.from)),
    high: Math.max(...intervals.map((each) => each.to ?? Number.POSITIVE_INFINITY)),
  };
}

function exactly(cents: number): Range {
  return { low: cents, high: cents };
}
