import type { Language } from '../../platform/page/language.ts';
import type { Typed } from './answer-text.ts';
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
  const label = plain[place.part] ?? fact.label[language];
  const id = 'partner' in place ? place.partner : undefined;
  const who = id === undefined ? undefined : (names.get(id) ?? id);
  return who === undefined ? label : `${who}: ${label}`;
}

/** What the controls of a field say, as people read it. */
export function readable(
  { fact }: DraftField,
  { text, rows = [] }: Typed,
  language: Language,
): string {
  const words = sectionWords[language];
  if (rows.length > 0) return rows.map((row) => Object.values(row).join(', ')).join('; ');
  if (fact.type === 'bool') return text === 'yes' || text === 'no' ? words[text] : words.nothing;
  if (fact.type !== 'option' && fact.type !== 'options') return text === '' ? words.nothing : text;
  const labels = text
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => fact.options?.find((option) => option.id === id)?.label[language] ?? id);
  return labels.length === 0 ? words.nothing : labels.join(', ');
}
