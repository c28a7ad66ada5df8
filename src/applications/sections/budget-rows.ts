import type { Language } from '../../platform/page/index.ts';
import type { CostItem } from '../../engine/index.ts';
import { itemsOf, newItemId, type CostPlace } from '../cost-items.ts';
import { typedOf, type Typed } from './answer-text.ts';
import type { Budget } from './budget.ts';
import { valueAt, type DraftField } from './draft-field.ts';
import { isItemised, type ShownItem } from './item-fields.ts';
import { costField, type Category, type CostHolder } from './section-fields.ts';
import type { SectionProps } from './section-view.tsx';

export interface BudgetProps extends SectionProps {
  readonly budget: Budget | undefined;
}

/** What was typed and not stored comes before what is stored. */
export function typedIn(
  { desk, kept }: SectionProps,
  field: DraftField,
  language: Language,
): Typed {
  const stored = valueAt(desk.application, field.place);
  return kept.get(field.name) ?? typedOf(field.fact, stored, language);
}

/** What a category is filled in with: an amount for each holder, expenses one by one, or some of each. */
export interface BudgetRows {
  readonly category: Category;
  readonly amounts: readonly DraftField[];
  readonly items: readonly ShownRow[];
  /** For one more expense; not where a stretch is declared, which is no sum of expenses. */
  readonly blank: ShownRow | undefined;
}

export interface ShownRow extends ShownItem {
  /** As it is stored; nothing for a new one. */
  readonly item?: CostItem;
}

/** Whole amounts are asked for as long as nobody in the category has declared expenses one by one. */
export function rowsIn(
  category: Category,
  { desk, newItems }: BudgetProps,
  holders: readonly CostHolder[],
): BudgetRows {
  const { content } = desk.application;
  const shown = new Set(holders.map(({ partner }) => partner));
  const isHere = (each: CostPlace): boolean =>
    each.category === category.id && shown.has(each.partner);
  const items: readonly ShownRow[] = [
    ...itemsOf(content)
      .filter(isHere)
      .map(({ item, partner }) => ({ ...placeOf(category.id, partner), id: item.id, item })),
    ...newItems.filter(isHere),
  ];
  const places = holders.map(({ partner }) => placeOf(category.id, partner));
  const amounts = places.flatMap((place) => {
    const field = costField(category, place);
    const isAsked = !isItemised(content, place);
    const isDeclared = valueAt(desk.application, field.place) !== undefined;
    return isAsked && (items.length === 0 || isDeclared) ? [field] : [];
  });
  const first = places.find(
    (place) => !isStretch(valueAt(desk.application, costField(category, place).place)),
  );
  return { category, amounts, items, blank: first && { ...first, id: newItemId() } };
}

function placeOf(category: string, partner: string | undefined): CostPlace {
  return partner === undefined ? { category } : { category, partner };
}

function isStretch(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
