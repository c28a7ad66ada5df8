import { randomBytes } from 'node:crypto';
import { isItems, type CostItem, type CostValue } from '../engine/index.ts';
import type { DraftContent, DraftProblem } from './draft.ts';

/** More expenses than a form can show or anybody writes. */
export const itemsMax = 1000;

type Costs = Readonly<Record<string, CostValue>>;

/** A category of the project, or of one partner. */
export interface CostPlace {
  readonly category: string;
  readonly partner?: string;
}

export interface PlacedItem extends CostPlace {
  readonly item: CostItem;
  /** Within the content of the draft. */
  readonly path: DraftProblem['path'];
}

/** Those of the text that was asked about last: whoever asks, asks several times in a row. */
let latest: { readonly content: DraftContent; readonly items: readonly PlacedItem[] } | undefined;

/** Every expense of a draft with its place, in the order in which they are written; the text of a draft never changes. */
export function itemsOf(content: DraftContent): readonly PlacedItem[] {
  if (latest?.content !== content) latest = { content, items: findItems(content) };
  return latest.items;
}

function findItems({ costs, partners = [] }: DraftContent): readonly PlacedItem[] {
  return [
    ...itemsIn(costs, ['costs'], undefined),
    ...partners.flatMap(({ id, costs: own }, index) =>
      itemsIn(own, ['partners', index, 'costs'], id),
    ),
  ];
}

function itemsIn(
  costs: Costs = {},
  path: DraftProblem['path'],
  partner: string | undefined,
): readonly PlacedItem[] {
  return Object.entries(costs).flatMap(([category, value]) => {
    if (!isItems(value)) return [];
    const place = [...path, category];
    return value.map((item, index) =>
      partner === undefined
        ? { category, item, path: [...place, index] }
        : { partner, category, item, path: [...place, index] },
    );
  });
}

/** Two people who add an expense at the same time never take the same id. */
export function newItemId(): string {
  return randomBytes(6).toString('hex');
}

/** What keeps the expenses of a draft from being stored; paths are within its content. */
export function itemProblems(content: DraftContent): readonly DraftProblem[] {
  const items = itemsOf(content);
  if (items.length > itemsMax)
    return [
      {
        code: 'too-many-items',
        path: ['costs'],
        message: `found ${items.length} expenses`,
        expected: `at most ${itemsMax}`,
      },
    ];
  const seen = new Set<string>();
  return items.flatMap(({ item: { id }, path }): readonly DraftProblem[] => {
    const isTwice = seen.has(id);
    seen.add(id);
    if (!isTwice) return [];
    const message = `found two expenses with the id "${id}"`;
    return [{ code: 'item-twice', path: [...path, 'id'], message }];
  });
}

/** What is still to be said of the expenses before the text can be frozen. */
export function unfinishedItems(content: DraftContent): readonly DraftProblem[] {
  return itemsOf(content).flatMap(({ item, path }) =>
    (['description', 'amount'] as const).flatMap((key): readonly DraftProblem[] =>
      item[key] === undefined
        ? [
            {
              code: `item-${key}-missing`,
              path: ['content', ...path, key],
              message: `the expense "${item.id}" has no ${key}`,
            },
          ]
        : [],
    ),
  );
}

/** An expense of which nothing is said, and a category without expenses, are not there at all. */
export function withoutEmptyItems(costs: Costs): Costs {
  const said = Object.entries(costs).map(
    ([category, value]) =>
      [category, isItems(value) ? value.filter(saysSomething) : value] as const,
  );
  return Object.fromEntries(said.filter(([, value]) => !isItems(value) || value.length > 0));
}

function saysSomething({ description, supplier, amount }: CostItem): boolean {
  return [description, supplier, amount].some((each) => each !== undefined);
}
