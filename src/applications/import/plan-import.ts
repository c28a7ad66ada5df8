import { formatCents, isItems, type Cents, type CostItem } from '../../engine/index.ts';
import { itemsMax, itemsOf, newItemId, type PlacedItem } from '../cost-items.ts';
import { readColumn, type ColumnAmount } from './amounts-in-column.ts';
import {
  categoriesIn,
  columnNames,
  columns,
  findNamed,
  holdersIn,
  plain,
  type Column,
  type ImportPlace,
} from './import-place.ts';
import type { Table } from './table-text.ts';

export type RowRefusal =
  | 'unknown-partner'
  | 'unknown-category'
  | 'empty'
  | 'amount-unreadable'
  | 'amount-ambiguous'
  | 'amount-too-large'
  | 'id-strange'
  | 'twice'
  | 'moved'
  | 'too-long'
  | 'not-described'
  | 'stretch'
  | 'too-many';

/** What an expense will say; an amount for a whole category has no id. */
export interface PlannedExpense {
  readonly id: string | undefined;
  readonly category: string;
  /** Empty for the project as a whole. */
  readonly partner: string;
  readonly description: string;
  readonly supplier: string;
  readonly cents: Cents | undefined;
  /** As it is stored. */
  readonly before: CostItem | string | undefined;
}

export type PlannedRow = {
  /** Of the table, the first one after its heading being 2, as spreadsheets count. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
} & (
  | { readonly kind: 'add' | 'change' | 'same'; readonly expense: PlannedExpense }
  | { readonly kind: 'refused'; readonly code: RowRefusal }
);

export type ImportPlan =
  | { readonly type: 'plan'; readonly rows: readonly PlannedRow[] }
  /** The first row does not say what the columns are. */
  | { readonly type: 'no-heading' };

const textMax = 300;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** What a table would change in a draft, row by row; nothing is stored. */
export function planImport(table: Table, place: ImportPlace): ImportPlan {
  const [heading = [], ...rows] = table;
  const at = readHeading(heading, place);
  if (at.get('category') === undefined || at.get('amount') === undefined)
    return { type: 'no-heading' };
  const cells = rows.map(
    (row) =>
      Object.fromEntries(
        columns.map((column) => [column, (row[at.get(column) ?? -1] ?? '').trim()]),
      ) as Record<Column, string>,
  );
  const amounts = readColumn(
    cells.map(({ amount }) => amount),
    place.language,
  );
  const planner = new Planner(place, at);
  return {
    type: 'plan',
    rows: cells.map((row, index) => planner.plan(row, amounts[index], index + 2)),
  };
}

function readHeading(heading: readonly string[], place: ImportPlace): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>();
  const known = [columnNames[place.language], columnNames.it, columnNames.en];
  heading.forEach((title, index) => {
    const column = columns.find((each) =>
      known.some((names) => names[each].some((name) => plain(name) === plain(title))),
    );
    if (column && !found.has(column)) found.set(column, index);
  });
  return found;
}

class Planner {
  readonly #place: ImportPlace;
  readonly #columns: ReadonlyMap<Column, number>;
  readonly #categories;
  readonly #holders;
  readonly #stored: readonly PlacedItem[];
  readonly #byId: ReadonlyMap<string, PlacedItem>;
  /** Expenses that a row of the table speaks of already. */
  readonly #taken = new Set<string>();
  #count: number;

  constructor(place: ImportPlace, heading: ReadonlyMap<Column, number>) {
    this.#place = place;
    this.#columns = heading;
    this.#categories = categoriesIn(place);
    this.#holders = holdersIn(place);
    this.#stored = itemsOf(place.content);
    this.#byId = new Map(this.#stored.map((each) => [each.item.id, each]));
    this.#count = this.#stored.length;
  }

  plan(
    cells: Readonly<Record<Column, string>>,
    amount: ColumnAmount | undefined,
    line: number,
  ): PlannedRow {
    const read = this.#read(cells, amount);
    if (typeof read === 'string') return { line, cells, kind: 'refused', code: read };
    const { before } = read;
    const kind = before === undefined ? 'add' : isSame(read) ? 'same' : 'change';
    if (kind === 'add' && read.id !== undefined) {
      this.#count += 1;
      if (this.#count > itemsMax) return { line, cells, kind: 'refused', code: 'too-many' };
    }
    if (read.id !== undefined) this.#taken.add(read.id);
    return { line, cells, kind, expense: read };
  }

  #read(
    cells: Readonly<Record<Column, string>>,
    amount: ColumnAmount | undefined,
  ): PlannedExpense | RowRefusal {
    const category = findNamed(this.#categories, cells.category)?.id;
    if (category === undefined) return 'unknown-category';
    const [alone] = this.#holders;
    const isAlone = this.#holders.length === 1 && cells.partner === '';
    const partner = (isAlone ? alone : findNamed(this.#holders, cells.partner))?.id;
    if (partner === undefined) return 'unknown-partner';
    const [description, supplier] = [oneLine(cells.description), oneLine(cells.supplier)];
    if (description.length > textMax || supplier.length > textMax) return 'too-long';
    if (cells.amount !== '' && amount?.type === 'refused') return `amount-${amount.code}`;
    const cents = cells.amount !== '' && amount?.type === 'amount' ? amount.cents : undefined;
    const written = { category, partner, description, supplier, cents };
    if (cells.id === '' && description === '' && supplier === '') return this.#whole(written);
    return this.#single(cells.id, written);
  }

  /** An amount for a whole category, which expenses have none beside them. */
  #whole(written: Omit<PlannedExpense, 'id' | 'before'>): PlannedExpense | RowRefusal {
    if (written.cents === undefined) return 'empty';
    const stored = this.#valueAt(written);
    if (isItems(stored)) return 'not-described';
    if (typeof stored === 'object') return 'stretch';
    const key = `${written.partner} ${written.category}`;
    if (this.#taken.has(key)) return 'twice';
    this.#taken.add(key);
    return { ...written, id: undefined, before: stored };
  }

  #single(id: string, written: Omit<PlannedExpense, 'id' | 'before'>): PlannedExpense | RowRefusal {
    if (id !== '' && !idPattern.test(id)) return 'id-strange';
    if (id !== '' && this.#taken.has(id)) return 'twice';
    const stored = this.#valueAt(written);
    if (typeof stored === 'object' && !isItems(stored)) return 'stretch';
    const known = id === '' ? this.#equalTo(written) : this.#byId.get(id);
    if (!known) return { ...written, id: id === '' ? newItemId() : id, before: undefined };
    if (known.category !== written.category || (known.partner ?? '') !== written.partner)
      return 'moved';
    // A column that is not there says nothing.
    const kept = (column: 'description' | 'supplier'): string =>
      this.#columns.has(column) ? written[column] : (known.item[column] ?? '');
    return {
      ...written,
      description: kept('description'),
      supplier: kept('supplier'),
      id: known.item.id,
      before: known.item,
    };
  }

  /** A row without an id that says what a stored expense says is that expense, so that a table can be read twice. */
  #equalTo(written: Omit<PlannedExpense, 'id' | 'before'>): PlacedItem | undefined {
    return this.#stored.find(
      ({ item, category, partner = '' }) =>
        category === written.category &&
        partner === written.partner &&
        !this.#taken.has(item.id) &&
        isSame({ ...written, id: item.id, before: item }),
    );
  }

  #valueAt({ partner, category }: { readonly partner: string; readonly category: string }) {
    const { content } = this.#place;
    const holder = partner === '' ? content : content.partners?.find((each) => each.id === partner);
    return holder?.costs?.[category];
  }
}

function isSame({ before, description, supplier, cents }: PlannedExpense): boolean {
  const amount = cents === undefined ? undefined : formatCents(cents);
  if (typeof before !== 'object') return centsText(before) === amount;
  return (
    (before.description ?? '') === description &&
    (before.supplier ?? '') === supplier &&
    centsText(before.amount) === amount
  );
}

/** `7` and `7.00` are the same amount. */
function centsText(text: string | undefined): string | undefined {
  return text === undefined || text.includes('.') ? text : `${text}.00`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
