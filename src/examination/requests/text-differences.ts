import {
  fieldsOf,
  readableStored,
  shownContent,
  totalSaid,
  valueAt,
  type DraftField,
  type Sight,
  type Snapshot,
  type SnapshotDocument,
} from '../../applications/index.ts';
import { canonicalJson, type CallDocument } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import { fieldLabel } from './fields.ts';
import { dialogueWords } from './words.ts';

/** One place at which two texts of an application differ, in words. */
export interface TextDifference {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A paper that was handed in again, or for the first time. */
export interface DocumentDifference {
  readonly slot: string;
  readonly before: SnapshotDocument | undefined;
  readonly after: SnapshotDocument;
}

/**
 * Where two texts differ, for whoever may see what `sight` says: of costs that are not for these eyes only what they
 * come to.
 */
export function differencesBetween(
  document: CallDocument,
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  {
    sight,
    names,
    language,
  }: {
    readonly sight: Sight;
    readonly names: ReadonlyMap<string, string>;
    readonly language: Language;
  },
): readonly TextDifference[] {
  const fields = (['project', 'partners', 'budget'] as const).flatMap((section) =>
    fieldsOf(section, document, after.content),
  );
  const isSeen = ({ place }: DraftField): boolean =>
    place.part !== 'cost' ||
    sight.costs === 'all' ||
    (place.partner !== undefined && sight.own.has(place.partner));
  const told = fields.filter(isSeen).flatMap((field): readonly TextDifference[] => {
    const [one, other] = [valueAt(before, field.place), valueAt(after, field.place)];
    if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return [];
    return [
      {
        key: field.name,
        label: fieldLabel(field, names, language),
        before: readableStored(field, one, language),
        after: readableStored(field, other, language),
      },
    ];
  });
  return [...told, ...totalDifferences({ before, after }, sight, { names, language })];
}

function totalDifferences(
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  sight: Sight,
  { names, language }: { readonly names: ReadonlyMap<string, string>; readonly language: Language },
): readonly TextDifference[] {
  if (sight.costs === 'all') return [];
  const words = dialogueWords[language];
  const [one, other] = [before, after].map(({ content }) => shownContent(content, sight));
  const said = (total: Parameters<typeof totalSaid>[0] | undefined): string =>
    total === undefined ? words.nothing : totalSaid(total, language);
  const pairs = [
    { key: 'costs', label: words.costsOfProject, one: one?.costsTotal, other: other?.costsTotal },
    ...(other?.partners ?? []).map(({ id, costsTotal }) => ({
      key: `costs.${id}`,
      label: words.costsOf(names.get(id) ?? id),
      one: one?.partners?.find((each) => each.id === id)?.costsTotal,
      other: costsTotal,
    })),
  ];
  return pairs.flatMap(({ key, label, ...totals }) =>
    JSON.stringify(totals.one) === JSON.stringify(totals.other)
      ? []
      : [{ key, label, before: said(totals.one), after: said(totals.other) }],
  );
}

/** The papers that a text names and the one before did not, or in another version. */
export function documentDifferences(
  before: Pick<Snapshot, 'documents'>,
  after: Pick<Snapshot, 'documents'>,
): readonly DocumentDifference[] {
  return (after.documents ?? []).flatMap((document) => {
    const earlier = before.documents?.find(({ slot }) => slot === document.slot);
    return earlier?.sha256 === document.sha256
      ? []
      : [{ slot: document.slot, before: earlier, after: document }];
  });
}
