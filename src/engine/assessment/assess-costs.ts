import type { Range } from '../condition/facts.ts';
import { boundCosts, type AdmittedBounds, type CentsInterval } from '../costs/bounds.ts';
import { admitCosts } from '../costs/compile-system.ts';
import type { CostPlan, CostVariant } from '../definition/compile-costs.ts';
import type { CostFigures } from './assessment.ts';
import type { Prepared, PreparedPartner } from './prepare-facts.ts';
import type { DeclaredCosts } from './read-costs.ts';
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
  const recognised = countedCosts(plan, prepared);
  const declared = declaredCosts(plan, prepared) ?? recognised;
  const declaredTotal = sumRanges(declared);
  const said = { declared, recognised, declaredTotal };
  if (plan.isPlain) return { ...said, admitted: recognised, total: sumRanges(recognised) };
  const [variant] = plan.variants;
  if (
    variant &&
    plan.variants.length === 1 &&
    variant.unlimited.size === 0 &&
    recognised.every(isKnown)
  ) {
    const admitted = admitCosts(
      variant.compiled,
      recognised.map((range) => range.low),
    );
    return {
      ...said,
      admitted: admitted.admitted.map(exactly),
      total: exactly(admitted.total),
    };
  }
  return { ...said, ...boundedCosts(plan, recognised) };
}

/** The costs of the project, and those of the partners who can receive money. */
function sourcesOf({ projectCosts, partners }: CostSource): readonly DeclaredCosts[] {
  const sources = projectCosts ? [projectCosts] : [];
  for (const partner of partners)
    if (partner.isBeneficiary && partner.costs) sources.push(partner.costs);
  return sources;
}

/** The declared amounts, where they are not the ones that count. */
function declaredCosts(plan: CostVariants, source: CostSource): readonly Range[] | undefined {
  const sources = sourcesOf(source);
  if (!sources.some((costs) => costs.some(({ declared }) => declared !== undefined)))
    return undefined;
  return plan.categories.map((_, index) =>
    sumRanges(sources.map((costs) => costs[index]?.declared ?? costs[index] ?? nothing)),
  );
}

/** What counts of all that was declared; unknown where nothing was. */
function countedCosts(plan: CostVariants, source: CostSource): readonly Range[] {
  const { projectCosts, partners } = source;
  if (projectCosts && partners.length === 0) return projectCosts;
  const sources = sourcesOf(source);
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
  counted: readonly Range[],
): Pick<CostFigures, 'admitted' | 'total'> {
  const isExact = counted.every(isKnown);
  const readings = plan.variants.map((variant) =>
    isExact && variant.unlimited.size === 0
      ? exactReading(variant, counted)
      : boundCosts(
          variant.compiled,
          counted.map((range, index) =>
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

function exactReading({ compiled }: CostVariant, counted: readonly Range[]): AdmittedBounds {
  const { admitted, total } = admitCosts(
    compiled,
    counted.map((range) => range.low),
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
