import { isItems, type CallDocument, type CostItem, type CostValue } from '../../engine/index.ts';
import type { CostPlace } from '../cost-items.ts';
import type { Draft, DraftContent } from '../draft.ts';

export type FactDocument = CallDocument['facts'][number];
export type PartnerContent = NonNullable<DraftContent['partners']>[number];

/** Where in a draft one field is kept; partners are named by id, because their order can change meanwhile. */
export type FieldPlace =
  | { readonly part: 'title' | 'line' | 'requestedRate' }
  | { readonly part: 'fact' | 'cost'; readonly id: string; readonly partner?: string }
  | { readonly part: 'role' | 'partner'; readonly partner: string }
  | ItemPlace;

/** What a form says of one expense; `gone` is the whole of it, which can only be taken out. */
export type ItemKey = 'description' | 'supplier' | 'amount' | 'gone';

export interface ItemPlace extends CostPlace {
  readonly part: 'item';
  readonly item: string;
  readonly key: ItemKey;
}

/** One field of a form: where it is kept, and how its answer is written. */
export interface DraftField {
  /** Name and id of its control. */
  readonly name: string;
  readonly place: FieldPlace;
  readonly fact: FactDocument;
}

/** What the form calls the field at a place. */
export function nameOf(place: FieldPlace): string {
  const of = 'partner' in place && place.partner !== undefined ? `partner.${place.partner}.` : '';
  switch (place.part) {
    case 'fact':
    case 'cost':
      return `${of}${place.part}.${place.id}`;
    case 'role':
      return `${of}role`;
    case 'partner':
      return `${of}gone`;
    case 'item':
      return itemName(place.item, place.key);
    default:
      return place.part;
  }
}

/** The id of an expense says which one it is, wherever it stands. */
export function itemName(item: string, key: string): string {
  return `item.${item}.${key}`;
}

/** What a draft says at a place; `undefined` where it says nothing. */
export function valueAt({ title, content }: Draft, place: FieldPlace): unknown {
  switch (place.part) {
    case 'title':
      return title;
    case 'line':
    case 'requestedRate':
      return content[place.part];
    case 'role':
      return partnerIn(content, place.partner)?.role;
    case 'partner':
      return partnerIn(content, place.partner);
    case 'item': {
      const item = itemsAt(content, place).find(({ id }) => id === place.item);
      return place.key === 'gone' ? item : item?.[place.key];
    }
    default: {
      const holder = place.partner === undefined ? content : partnerIn(content, place.partner);
      return (place.part === 'fact' ? holder?.facts : holder?.costs)?.[place.id];
    }
  }
}

function partnerIn({ partners }: DraftContent, id: string): PartnerContent | undefined {
  return partners?.find((partner) => partner.id === id);
}

/** The draft with another value at a place; `undefined` takes out what was there. */
export function withValue(draft: Draft, place: FieldPlace, value: unknown): Draft {
  const { content } = draft;
  switch (place.part) {
    case 'title':
      return { ...draft, title: typeof value === 'string' ? value : '' };
    case 'line':
    case 'requestedRate':
      return { ...draft, content: withKey(content, place.part, value) };
    case 'role':
      return changePartner(draft, place.partner, (partner) => ({
        ...partner,
        role: String(value),
      }));
    case 'partner':
      return withPartners(
        draft,
        (content.partners ?? []).filter(({ id }) => id !== place.partner),
      );
    case 'item':
      return withCost(draft, place, withItem(costAt(content, place), place, value));
    default:
      return place.partner === undefined
        ? { ...draft, content: withAnswer(content, place, value) }
        : changePartner(draft, place.partner, (partner) => withAnswer(partner, place, value));
  }
}

function costAt(content: DraftContent, { category, partner }: CostPlace): CostValue | undefined {
  const holder = partner === undefined ? content : partnerIn(content, partner);
  return holder?.costs?.[category];
}

function itemsAt(content: DraftContent, place: CostPlace): readonly CostItem[] {
  const value = costAt(content, place);
  return isItems(value) ? value : [];
}

/** The draft with something else declared in one category; nothing where nothing is left in it. */
export function withCost(
  draft: Draft,
  { category, partner }: CostPlace,
  value: CostValue | undefined,
): Draft {
  return withValue(
    draft,
    { part: 'cost', id: category, ...(partner === undefined ? {} : { partner }) },
    value,
  );
}

/** A category with one expense changed, added or taken out; an amount without expenses becomes the first of them. */
function withItem(
  before: CostValue | undefined,
  { item, key }: ItemPlace,
  value: unknown,
): CostValue | undefined {
  if (!isItems(before) && typeof before !== 'string' && before !== undefined) return before;
  const items = isItems(before)
    ? before
    : before === undefined
      ? []
      : [{ id: `${item}-0`, amount: before }];
  if (key === 'gone') {
    const left = items.filter(({ id }) => id !== item);
    return left.length === 0 ? undefined : left;
  }
  if (!items.some(({ id }) => id === item))
    return value === undefined ? before : [...items, { id: item, [key]: value }];
  return items.map((each) => (each.id === item ? withKey(each, key, value) : each));
}

/** Of a project or a partner, with one answer or amount changed; a list of amounts that is empty is none. */
function withAnswer<T extends Pick<DraftContent, 'costs'> & { facts?: DraftContent['facts'] }>(
  holder: T,
  { part, id }: { readonly part: 'fact' | 'cost'; readonly id: string },
  value: unknown,
): T {
  return part === 'fact'
    ? { ...holder, facts: withKey(holder.facts ?? {}, id, value) }
    : { ...holder, costs: withKey(holder.costs ?? {}, id, value) };
}

function withKey<T extends object>(values: T, key: string, value: unknown): T {
  const others = Object.entries(values).filter(([each]) => each !== key);
  const all = value === undefined ? others : [...others, [key, value] as const];
  return Object.fromEntries(all) as T;
}

function changePartner(
  draft: Draft,
  id: string,
  change: (partner: PartnerContent) => PartnerContent,
): Draft {
  const partners = draft.content.partners ?? [];
  return withPartners(
    draft,
    partners.map((partner) => (partner.id === id ? change(partner) : partner)),
  );
}

/** The draft with this partnership; without anybody it has none. */
export function withPartners(draft: Draft, partners: readonly PartnerContent[]): Draft {
  const { partners: _, ...content } = draft.content;
  return { ...draft, content: partners.length === 0 ? content : { ...content, partners } };
}
