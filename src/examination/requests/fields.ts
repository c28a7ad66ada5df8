import {
  fieldsOf,
  labelOfField,
  valueAt,
  type Draft,
  type DraftField,
} from '../../applications/index.ts';
import {
  isItems,
  type CallDocument,
  type CostItem,
  type CostValue,
  type FactPlace,
} from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** Parts of an application that a correction never touches: they would make another application of it. */
const fixed = new Set(['line', 'partner', 'role', 'item']);

/** The fields of a text that a reply can correct where its request names them, as its forms have them. */
export function correctableFields(document: CallDocument, text: Draft): readonly DraftField[] {
  const all = (['project', 'partners', 'budget'] as const).flatMap((section) =>
    fieldsOf(section, document, text.content),
  );
  return all.flatMap((field): readonly DraftField[] => {
    const { place } = field;
    if (fixed.has(place.part)) return [];
    const value = valueAt(text, place) as CostValue | undefined;
    // One amount would lose the list: of expenses listed one by one each is corrected by itself.
    return place.part === 'cost' && isItems(value)
      ? value.flatMap((item) => expenseFields(field, place, item))
      : [field];
  });
}

const expenseKeys = ['description', 'supplier', 'amount'] as const;

function expenseFields(
  { fact }: DraftField,
  { id: category, partner }: { readonly id: string; readonly partner?: string },
  { id, description = id }: CostItem,
): readonly DraftField[] {
  const { it, en } = fact.label;
  const label = { it: `${it}: ${description}`, en: `${en}: ${description}` };
  return expenseKeys.map((key) => ({
    name: `item.${id}.${key}`,
    place: {
      part: 'item',
      item: id,
      key,
      category,
      ...(partner === undefined ? {} : { partner }),
    },
    fact: { id: key, label, proof: 'applicant', type: key === 'amount' ? 'money' : 'text' },
  }));
}

/** By what a request names a field: an expense is named as a whole. */
export function askedName({ name, place }: DraftField): string {
  return place.part === 'item' ? `item.${place.item}` : name;
}

/** What a request can name, each once, with a field of it that says what it is. */
export function askableFields(
  document: CallDocument,
  text: Draft,
): ReadonlyMap<string, DraftField> {
  const byName = new Map<string, DraftField>();
  for (const field of correctableFields(document, text)) {
    const name = askedName(field);
    if (!byName.has(name)) byName.set(name, field);
  }
  return byName;
}

/** What a request names, as people call it. */
export function askedLabel(
  field: DraftField,
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const { place, fact } = field;
  if (place.part !== 'item') return fieldLabel(field, names, language);
  const { partner, category } = place;
  const plain = { name: '', fact, place: { part: 'fact' as const, id: category } };
  const of = partner === undefined ? plain : { ...plain, place: { ...plain.place, partner } };
  return fieldLabel(of, names, language);
}

/** The names of the fields in which a place that a rule reads is written; of all partners where it walks through them. */
export function namesOfPlace(
  { fact, partner, list }: FactPlace,
  fields: readonly DraftField[],
): readonly string[] {
  const id = list ?? fact.id;
  return fields.flatMap(({ name, place }) => {
    if (place.part !== 'fact' || place.id !== id) return [];
    const isOfPartner = fact.level === 'partner' && list === undefined;
    if (!isOfPartner) return place.partner === undefined ? [name] : [];
    return partner === undefined || place.partner === partner ? [name] : [];
  });
}

/** A field as people call it, with whose it is; the first letter large. */
export function fieldLabel(
  field: DraftField,
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const said = labelOfField(field, names, language);
  return `${said.slice(0, 1).toLocaleUpperCase(language)}${said.slice(1)}`;
}
