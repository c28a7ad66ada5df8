import type { Language } from '../../platform/page/index.ts';
import type { CostLine } from './cost-lines.ts';
import type { DeclaredCategory } from './cost-places.ts';
import { costWords } from './cost-words.ts';

/** What an amount is called: what is bought, or the category as a whole. */
export function itemName(
  { item }: CostLine,
  { category }: DeclaredCategory,
  language: Language,
): string {
  if (!item) return category.label[language];
  return item.description ?? costWords[language].notWritten;
}
