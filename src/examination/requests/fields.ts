import {
  fieldsOf,
  labelOfField,
  valueAt,
  type Draft,
  type DraftField,
} from '../../applications/index.ts';
import { isItems, type CallDocument, type FactPlace } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** Parts of an application that a correction never touches: they would make another application of it. */
const fixed = new Set(['line', 'partner', 'role', 'item']);

/** The fields of a text that a request may ask to correct, as its forms have them. */
export function correctableFields(document: CallDocument, text: Draft): readonly DraftField[] {
  const all = (['project', 'partners', 'budget'] as const).flatMap((section) =>
    fieldsOf(section, document, text.content),
  );
  // Expenses listed one by one are corrected by a document or in words: one amount would lose the list.
  return all.filter(
    ({ place }) =>
      !fixed.has(place.part) && !(place.part === 'cost' && isItems(valueAt(text, place) as never)),
  );
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
