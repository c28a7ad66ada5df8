import type { CallDocument, Localized } from '../../engine/index.ts';
import { titleCharactersMax, type DraftContent } from '../draft.ts';
import { leavesOf } from '../new-view.tsx';
import {
  nameOf,
  type DraftField,
  type FactDocument,
  type FieldPlace,
  type PartnerContent,
} from './draft-field.ts';

/** The pages of a draft, in the order in which they are filled in. */
const sectionIds = ['project', 'partners', 'budget', 'summary'] as const;
export type SectionId = (typeof sectionIds)[number];

/** The sections that a call has. */
export function sectionsOf({ partnership, costs }: CallDocument): readonly SectionId[] {
  return sectionIds.filter(
    (id) => (id !== 'partners' || partnership) && (id !== 'budget' || costs),
  );
}

/** What a call says of one of its cost categories. */
export type Category = NonNullable<CallDocument['costs']>['categories'][number];

function field(
  place: FieldPlace,
  fact: Partial<FactDocument> & Pick<FactDocument, 'type'>,
): DraftField {
  const name = nameOf(place);
  const label: Localized = { it: '', en: '' };
  return { name, place, fact: { id: name, label, proof: 'applicant', ...fact } };
}

/** Whether something that holds for some lines only has a place in the line applied for; everything has while none is chosen. */
export function holdsIn(
  { lines }: { readonly lines?: readonly string[] },
  document: CallDocument,
  chosen: string | undefined,
): boolean {
  if (!lines || chosen === undefined) return true;
  const line = document.lines?.find(({ sublines }) => sublines?.some(({ id }) => id === chosen));
  return lines.includes(chosen) || (line !== undefined && lines.includes(line.id));
}

/** Questions that who applies can answer; registers say some of them better, but may be asked later. */
function questionsOf(
  { facts }: CallDocument,
  level: 'project' | 'partner',
): readonly FactDocument[] {
  return facts.filter(
    (fact) =>
      (fact.level ?? 'project') === level &&
      (fact.proof === 'applicant' || fact.proof === 'register'),
  );
}

export function projectFields(document: CallDocument): readonly DraftField[] {
  const leaves = leavesOf(document, 'it');
  const inEnglish = new Map(leavesOf(document, 'en').map(({ value, text }) => [value, text]));
  const options = leaves.map(({ value, text }) => ({
    id: value,
    label: { it: text, en: inEnglish.get(value) ?? text },
  }));
  return [
    field({ part: 'title' }, { type: 'text', to: titleCharactersMax }),
    ...(options.length === 0 ? [] : [field({ part: 'line' }, { type: 'option', options })]),
    ...questionsOf(document, 'project').map((fact) => field({ part: 'fact', id: fact.id }, fact)),
  ];
}

/** Everything that is asked about one partner, apart from its costs. */
export function partnerFields(
  document: CallDocument,
  { id: partner }: Pick<PartnerContent, 'id'>,
): readonly DraftField[] {
  const options = (document.partnership?.roles ?? []).map(({ id, label }) => ({ id, label }));
  return [
    field({ part: 'role', partner }, { type: 'option', options }),
    ...questionsOf(document, 'partner').map((fact) =>
      field({ part: 'fact', id: fact.id, partner }, fact),
    ),
    field({ part: 'partner', partner }, { type: 'text' }),
  ];
}

/** Whoever declares costs: the project as a whole, or a partner. */
export interface CostHolder {
  /** Nothing for the project as a whole. */
  readonly partner?: string;
}

/** Who can declare costs in a draft: partners that can receive money, and whoever has declared some. */
export function costHoldersOf(
  document: CallDocument,
  content: DraftContent,
): readonly CostHolder[] {
  const roles = document.partnership?.roles ?? [];
  const holders = (content.partners ?? []).filter(
    ({ role, costs }) => costs || roles.find(({ id }) => id === role)?.beneficiary === true,
  );
  const isOfProject = !document.partnership || content.costs !== undefined;
  return [...(isOfProject ? [{}] : []), ...holders.map(({ id }) => ({ partner: id }))];
}

/** What can be declared: everything but flat rates, which are computed. */
export function declaredCategories(document: CallDocument): readonly Category[] {
  return (document.costs?.categories ?? []).filter(({ flat }) => !flat);
}

export function costField({ id, label }: Category, { partner }: CostHolder): DraftField {
  const place: FieldPlace = { part: 'cost', id, ...(partner === undefined ? {} : { partner }) };
  return field(place, { type: 'money', label });
}

export function rateField(): DraftField {
  return field({ part: 'requestedRate' }, { type: 'percent' });
}

/** Every field that a section can have, whatever the line: one that was shown is never lost because the line changed. */
export function fieldsOf(
  section: SectionId,
  document: CallDocument,
  content: DraftContent,
): readonly DraftField[] {
  if (section === 'project') return projectFields(document);
  if (section === 'partners')
    return (content.partners ?? []).flatMap((partner) => partnerFields(document, partner));
  if (section === 'summary') return [];
  const amounts = declaredCategories(document).flatMap((category) =>
    costHoldersOf(document, content).map((holder) => costField(category, holder)),
  );
  return document.grant?.upTo === true || content.requestedRate !== undefined
    ? [...amounts, rateField()]
    : amounts;
}
