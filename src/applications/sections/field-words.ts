import type { Language } from '../../platform/page/language.ts';
import { parseCents, writeAmount, type CostItem } from '../../engine/index.ts';
import { typedOf, type Typed } from './answer-text.ts';
import type { DraftField } from './draft-field.ts';
import { sectionWords } from './section-words.ts';

/** What a field is called, with the partner it belongs to. */
export function labelOfField(
  { place, fact }: DraftField,
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const words = sectionWords[language];
  const plain: Readonly<Record<string, string>> = {
    title: words.title,
    line: words.line,
    requestedRate: words.rate,
    role: words.role,
    partner: words.remove,
  };
  const category = fact.label[language];
  const label =
    place.part === 'item'
      ? `${category}, ${words.itemParts[place.key]}`
      : (plain[place.part] ?? category);
  const id = 'partner' in place ? place.partner : undefined;
  const who = id === undefined ? undefined : (names.get(id) ?? id);
  return who === undefined ? label : `${who}: ${label}`;
}

/** What the controls of a field say, as people read it. */
export function readable(
  { fact, place }: DraftField,
  { text, rows = [] }: Typed,
  language: Language,
): string {
  const words = sectionWords[language];
  if (place.part === 'item' && place.key === 'gone')
    return text === '' ? words.nothing : words.itemGone;
  if (rows.length > 0) return rows.map((row) => Object.values(row).join(', ')).join('; ');
  if (fact.type === 'bool') return text === 'yes' || text === 'no' ? words[text] : words.nothing;
  if (fact.type !== 'option' && fact.type !== 'options') return text === '' ? words.nothing : text;
  const labels = text
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => fact.options?.find((option) => option.id === id)?.label[language] ?? id);
  return labels.length === 0 ? words.nothing : labels.join(', ');
}

/** What is stored at a field, as people read it: of an expense that somebody takes out, all that it says. */
export function readableStored(field: DraftField, stored: unknown, language: Language): string {
  if (field.place.part !== 'item' || field.place.key !== 'gone')
    return readable(field, typedOf(field.fact, stored, language), language);
  const { description, amount } = (stored ?? {}) as Partial<CostItem>;
  const cents = amount === undefined ? undefined : parseCents(amount);
  const parts = [description, cents === undefined ? undefined : writeAmount(cents, language)];
  const said = parts.filter((each) => each !== undefined).join(', ');
  return said === '' ? sectionWords[language].nothing : said;
}
