import type { CallDocument } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { DraftContent } from '../draft.ts';
import { costHoldersOf, declaredCategories, holdsIn } from '../sections/section-fields.ts';
import type { NamedPartner } from '../snapshot.ts';

/** What a table of expenses is read against, and written from. */
export interface ImportPlace {
  readonly document: CallDocument;
  readonly content: DraftContent;
  readonly partners: readonly NamedPartner[];
  readonly language: Language;
}

export const columns = ['id', 'partner', 'category', 'description', 'supplier', 'amount'] as const;
export type Column = (typeof columns)[number];

/** What the columns are called: the first of each is written, all of them are read. */
export const columnNames: Readonly<
  Record<Language, Readonly<Record<Column, readonly [string, ...string[]]>>>
> = {
  it: {
    id: ['Codice spesa', 'codice', 'id'],
    partner: ['Partner', 'organizzazione', 'codice fiscale'],
    category: ['Voce di spesa', 'voce', 'categoria'],
    description: ['Descrizione', 'spesa'],
    supplier: ['Fornitore'],
    amount: ['Importo €', 'importo', 'euro'],
  },
  en: {
    id: ['Expense id', 'id'],
    partner: ['Partner', 'organisation', 'organization', 'fiscal code'],
    category: ['Category', 'cost category'],
    description: ['Description', 'expense'],
    supplier: ['Supplier'],
    amount: ['Amount €', 'amount', 'euro'],
  },
};

/** Text as it is compared: nobody types accents, blanks and capitals twice in the same way. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

export interface Named {
  readonly id: string;
  /** Every way of naming it, the one that is written first. */
  readonly names: readonly [string, ...string[]];
}

/** The categories that expenses can be declared in, with what tells each from the others. */
export function categoriesIn({ document, content, language }: ImportPlace): readonly Named[] {
  const all = declaredCategories(document).filter((each) => holdsIn(each, document, content.line));
  const labels = all.map(({ label }) => plain(label[language]));
  return all.map(({ id, code, label }) => {
    const own = label[language];
    const isAlone = labels.filter((each) => each === plain(own)).length === 1;
    const others = [id, ...(code === undefined ? [] : [code]), label.it, label.en];
    return { id, names: [isAlone ? own : id, ...others] };
  });
}

/** Who can declare costs: by fiscal code, name or id; the project as a whole has an empty name. */
export function holdersIn({ document, content, partners }: ImportPlace): readonly Named[] {
  return costHoldersOf(document, content).map(({ partner = '' }) => {
    const known = partners.find(({ id }) => id === partner);
    return { id: partner, names: known ? [known.fiscalCode, known.name, partner] : [partner] };
  });
}

/** The one that is called so; nothing where nobody is, or several are. */
export function findNamed(all: readonly Named[], text: string): Named | undefined {
  const wanted = plain(text);
  for (const isMeant of [
    ({ names: [first] }: Named) => plain(first) === wanted,
    ({ names }: Named) => names.some((name) => plain(name) === wanted),
  ]) {
    const found = all.filter(isMeant);
    if (found.length === 1) return found[0];
  }
  return undefined;
}
