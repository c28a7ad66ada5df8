import { declaredIn, isItems, type LiveRules } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { DraftContent } from '../draft.ts';
import type { Budget } from './budget.ts';
import type { budgetWords } from './budget-words.ts';
import type { CostHolder } from './section-fields.ts';

/** Lowest and highest cents; `null` where there is no highest. */
type Stretch = readonly [low: number, high: number | null];

/** What the script of the page is given, as JSON: `src/browser/budget` reads it. */
interface LiveBudget {
  readonly language: Language;
  readonly rules: LiveRules;
  readonly labels: Readonly<Record<string, string>>;
  /** What the form does not show, by the id of the partner, `""` for the project, and then by category. */
  readonly others: Readonly<Record<string, Readonly<Record<string, Stretch>>>>;
  /** Sentences with `{0}` and `{1}` for amounts. */
  readonly words: Readonly<Record<string, string>>;
}

/** Nothing where the rules give no figures that could follow what is typed. */
export function liveBudgetOf(
  content: DraftContent,
  { live, categories }: Budget,
  holders: readonly CostHolder[],
  said: { readonly language: Language; readonly words: (typeof budgetWords)[Language] },
): LiveBudget | undefined {
  if (!live) return undefined;
  const { language, words } = said;
  return {
    language,
    rules: live,
    labels: Object.fromEntries(
      categories.map(({ category }) => [category.id, category.label[language]]),
    ),
    others: othersIn(content, holders),
    words: {
      between: words.between('{0}', '{1}'),
      atLeast: words.atLeast('{0}'),
      notKnown: words.notKnown,
      capped: words.capped('{0}'),
      lower: words.lower('{0}'),
      own: words.own('{0}'),
      overLimits: words.overLimits,
      flats: words.flats,
      overCeiling: words.overCeiling,
      ceiling: words.ceiling,
    },
  };
}

function othersIn(content: DraftContent, holders: readonly CostHolder[]): LiveBudget['others'] {
  const shown = new Set(holders.map(({ partner }) => partner ?? ''));
  const all = [
    ['', content.costs] as const,
    ...(content.partners ?? []).map(({ id, costs }) => [id, costs] as const),
  ];
  return Object.fromEntries(
    all.flatMap(([id, costs]) => {
      const kept = Object.entries(costs ?? {}).flatMap(([category, value]) => {
        // A control shows neither a stretch nor who is on another page.
        const isShown = shown.has(id) && (typeof value === 'string' || isItems(value));
        const range = isShown ? undefined : declaredIn(value);
        return range
          ? [[category, [range.low, Number.isFinite(range.high) ? range.high : null]] as const]
          : [];
      });
      return kept.length === 0 ? [] : [[id, Object.fromEntries(kept)] as const];
    }),
  );
}
