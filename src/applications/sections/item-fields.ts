import { isItems, type CallDocument, type CostItem } from '../../engine/index.ts';
import { itemsOf, type CostPlace } from '../cost-items.ts';
import type { DraftContent } from '../draft.ts';
import { itemName, nameOf, type DraftField, type ItemKey } from './draft-field.ts';
import {
  costHoldersOf,
  declaredCategories,
  fieldsOf,
  type Category,
  type SectionId,
} from './section-fields.ts';

/** An expense that a form shows: one that is stored, or a blank one for a new one. */
export interface ShownItem extends CostPlace {
  readonly id: string;
}

const keys: readonly ItemKey[] = ['description', 'supplier', 'amount', 'gone'];
/** How many controls an expense has in a form. */
export const controlsOfItem = keys.length;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** How the amount of an expense is written. */
export const amountFact: DraftField['fact'] = {
  id: 'amount',
  label: { it: '', en: '' },
  proof: 'applicant',
  type: 'money',
};

/** The fields of one expense. */
function itemFields(
  { id, category, partner }: ShownItem,
  { label }: Pick<Category, 'label'>,
): readonly DraftField[] {
  return keys.map((key) => {
    const place = {
      part: 'item',
      item: id,
      key,
      category,
      ...(partner === undefined ? {} : { partner }),
    } as const;
    const type = key === 'amount' ? 'money' : 'text';
    const fact = { id: key, label, proof: 'applicant', type } as const;
    return { name: nameOf(place), place, fact };
  });
}

/** What one expense looked like in a form, each as short as can be: there may be hundreds. */
type Seen = readonly [
  category: string,
  partner: string | null,
  description?: string | null,
  supplier?: string | null,
  amount?: string | null,
];

/** Carried by a form beside what its other fields were filled with, by `item.` and the id. */
export function seenItems(
  items: readonly (ShownItem & { readonly item?: CostItem })[],
): readonly (readonly [name: string, seen: Seen])[] {
  return items.map(({ id, category, partner = null, item }) => [
    `item.${id}`,
    item
      ? [category, partner, item.description ?? null, item.supplier ?? null, item.amount ?? null]
      : [category, partner],
  ]);
}

export interface ReadItems {
  /** The expenses that the form showed. */
  readonly items: readonly ShownItem[];
  /** What each field was filled with, those of expenses in the place of their entries. */
  readonly seen: ReadonlyMap<string, unknown>;
}

/** Reads them back; entries that are not of ours say nothing. `partnerOf` is what was chosen for a new expense. */
export function readSeenItems(
  seen: ReadonlyMap<string, unknown>,
  partnerOf: (id: string) => string | undefined,
): ReadItems {
  const items: ShownItem[] = [];
  const all = new Map<string, unknown>();
  for (const [name, value] of seen) {
    const id = /^item\.([^.]+)$/.exec(name)?.[1];
    if (id === undefined || !idPattern.test(id)) {
      all.set(name, value);
      continue;
    }
    const read = readOne(id, value, partnerOf);
    if (!read) continue;
    items.push(read.shown);
    for (const key of ['description', 'supplier', 'amount'] as const)
      all.set(itemName(id, key), read.item?.[key] ?? null);
    if (read.item) all.set(itemName(id, 'gone'), read.item);
  }
  return { items, seen: all };
}

function readOne(
  id: string,
  value: unknown,
  partnerOf: (id: string) => string | undefined,
): { readonly shown: ShownItem; readonly item: CostItem | undefined } | undefined {
  if (!Array.isArray(value)) return undefined;
  const [category, partner, description, supplier, amount] = value as readonly unknown[];
  if (typeof category !== 'string') return undefined;
  const isNew = value.length < 3;
  const holder = isNew ? (partnerOf(id) ?? partner) : partner;
  const shown = {
    id,
    category,
    ...(typeof holder === 'string' && holder !== '' ? { partner: holder } : {}),
  };
  if (isNew) return { shown, item: undefined };
  const text = (each: unknown): string | undefined => (typeof each === 'string' ? each : undefined);
  const said = Object.entries({
    description: text(description),
    supplier: text(supplier),
    amount: text(amount),
  }).filter(([, each]) => each !== undefined);
  return { shown, item: { id, ...Object.fromEntries(said) } };
}

/** Every field that a form of a section can have: those of the call, and those of the expenses that it showed. */
export function fieldsOfForm(
  section: SectionId,
  document: CallDocument,
  content: DraftContent,
  items: readonly ShownItem[],
): readonly DraftField[] {
  const fields = fieldsOf(section, document, content);
  return section === 'budget' ? [...fields, ...fieldsOfItems(items, document, content)] : fields;
}

/** The fields of the expenses that a form showed, as far as they have a place in the draft as it is stored. */
function fieldsOfItems(
  items: readonly ShownItem[],
  document: CallDocument,
  content: DraftContent,
): readonly DraftField[] {
  const categories = new Map(declaredCategories(document).map((each) => [each.id, each]));
  const holders = new Set(costHoldersOf(document, content).map(({ partner }) => partner));
  return items.flatMap((item) => {
    const category = categories.get(item.category);
    return category && holders.has(item.partner) ? itemFields(item, category) : [];
  });
}

/** Whether a category of one holder is declared expense by expense. */
export function isItemised(content: DraftContent, { category, partner }: CostPlace): boolean {
  const holder =
    partner === undefined ? content : content.partners?.find(({ id }) => id === partner);
  return isItems(holder?.costs?.[category]);
}

/** Expenses of a form in which something was typed and that are not stored: they are shown again. */
export function unstoredItems(
  items: readonly ShownItem[],
  content: DraftContent,
  kept: ReadonlyMap<string, unknown>,
): readonly ShownItem[] {
  const stored = new Set(itemsOf(content).map(({ item }) => item.id));
  return items.filter(
    ({ id }) => !stored.has(id) && keys.some((key) => kept.has(itemName(id, key))),
  );
}
