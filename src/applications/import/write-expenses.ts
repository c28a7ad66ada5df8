import { isItems, parseCents, writeAmount, type CostItem } from '../../engine/index.ts';
import { categoriesIn, columnNames, columns, holdersIn, type ImportPlace } from './import-place.ts';
import type { Table } from './table-text.ts';

/** The expenses of a draft as a table, which `planImport` reads back without a change; a stretch has no place in it. */
export function expensesTable(place: ImportPlace): Table {
  const { content, language } = place;
  const heading = columns.map((column) => columnNames[language][column][0]);
  const rows = holdersIn(place).flatMap(({ id: holder, names: [partner] }) => {
    const costs =
      holder === '' ? content.costs : content.partners?.find(({ id }) => id === holder)?.costs;
    return categoriesIn(place).flatMap(({ id, names: [category] }) => {
      const value = costs?.[id];
      if (value === undefined) return [];
      const rowOf = ({ id: item, description = '', supplier = '', amount }: CostItem) => [
        item,
        partner,
        category,
        description,
        supplier,
        amountText(amount, language),
      ];
      if (isItems(value)) return value.map(rowOf);
      return typeof value === 'string' ? [rowOf({ id: '', amount: value })] : [];
    });
  });
  return [heading, ...rows];
}

function amountText(amount: string | undefined, language: 'it' | 'en'): string {
  const cents = amount === undefined ? undefined : parseCents(amount);
  return cents === undefined ? '' : writeAmount(cents, language);
}
