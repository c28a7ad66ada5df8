import type { Figure, Rule } from './figure.ts';

/**
 * The figure that a selector names: `outcome`, `eligible`, `threshold`, `net`, `bonus`, `gross`,
 * `grant`, `rate`, `admitted`, or one by its id as in `criterion:plan`, `requirement:lamp-plan`,
 * `cost:design`, `ceiling:growing`, `share:lume`, `fact:inhabitants`.
 */
export function findFigure(root: Figure, selector: string): Figure | undefined {
  for (const figure of allFigures(root)) if (selectorOf(figure.rule) === selector) return figure;
  return undefined;
}

/** Every selector that finds something in an explanation, in the order of the explanation. */
export function selectorsOf(root: Figure): readonly string[] {
  const found = new Set<string>();
  for (const { rule } of allFigures(root)) {
    const selector = selectorOf(rule);
    if (selector !== undefined) found.add(selector);
  }
  return [...found];
}

function* allFigures(root: Figure): Generator<Figure> {
  yield root;
  for (const input of root.inputs) yield* allFigures(input);
}

const plainSelectors: Readonly<Partial<Record<Rule['kind'], string>>> = {
  outcome: 'outcome',
  eligible: 'eligible',
  passes: 'threshold',
  net: 'net',
  'bonus-total': 'bonus',
  gross: 'gross',
  grant: 'grant',
  'by-rate': 'rate',
  'admitted-total': 'admitted',
  'declared-total': 'declared',
};

/** How people ask for a figure; `undefined` for figures that are only parts of others. */
function selectorOf(rule: Rule): string | undefined {
  const id = idOf(rule);
  switch (rule.kind) {
    case 'fact':
      return rule.fact.level === 'partner' ? undefined : `fact:${id}`;
    case 'list':
    case 'derived':
      return `fact:${id}`;
    case 'requirement':
    case 'minimum-project':
      return `requirement:${id}`;
    case 'admitted':
      return `cost:${id}`;
    case 'ceiling':
    case 'criterion':
    case 'bonus':
    case 'share':
      return `${rule.kind}:${id}`;
    default:
      return plainSelectors[rule.kind];
  }
}

/** The id of what a rule is about in the definition, where it has one. */
export function idOf(rule: Rule): string | undefined {
  switch (rule.kind) {
    case 'fact':
      return rule.fact.id;
    case 'list':
      return rule.name;
    case 'derived':
      return rule.derived.document.id;
    case 'requirement':
    case 'partner':
      return rule.requirement.document.id;
    case 'minimum-project':
      return rule.plan.document.minimumProject?.id;
    case 'declared':
    case 'recognised':
    case 'admitted':
    case 'part':
      return rule.category.id;
    case 'ceiling':
      return rule.ceiling.document.id;
    case 'criterion':
      return rule.criterion.document.id;
    case 'bonus':
      return rule.bonus.document.id;
    case 'share':
    case 'partner-costs':
      return rule.partner;
    default:
      return undefined;
  }
}

/** The place of the source that a rule comes from, where it has one. */
export function articleOf(rule: Rule): string | undefined {
  switch (rule.kind) {
    case 'derived':
      return rule.derived.document.article;
    case 'requirement':
    case 'partner':
      return rule.requirement.document.article;
    case 'minimum-project':
      return rule.plan.document.minimumProject?.article;
    case 'declared':
    case 'recognised':
    case 'admitted':
    case 'part':
      return rule.category.article;
    case 'base':
      return rule.limit.article;
    case 'by-rate':
    case 'grant':
      return rule.plan.document.article;
    case 'ceiling':
      return rule.ceiling.document.article;
    case 'criterion':
      return rule.criterion.document.article;
    case 'bonus':
      return rule.bonus.document.article;
    case 'net':
    case 'bonus-total':
      return rule.score.document.article;
    case 'gross':
      return rule.article;
    case 'threshold':
      return rule.threshold.article;
    default:
      return undefined;
  }
}
