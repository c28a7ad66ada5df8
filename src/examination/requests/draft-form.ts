import { textsOf, type SentForm } from '../../applications/index.ts';
import type { RequestDraft, RequestItem } from './request.ts';
import { itemTextMax } from './request.ts';

/** One point of the form: in the request, or offered to it. */
export interface DraftRow {
  readonly item: RequestItem;
  readonly isKept: boolean;
  /** What may be corrected for it, of which the officer leaves out what is not needed. */
  readonly offeredFields: readonly string[];
}

/** The points of a draft, then those that the open checks offer besides. */
export function draftRows(
  { items }: RequestDraft,
  offered: readonly RequestItem[],
): readonly DraftRow[] {
  const others = offered.filter(({ id }) => !items.some((item) => item.id === id));
  const fieldsFor = (item: RequestItem): readonly string[] => {
    const all = offered.find(({ id }) => id === item.id)?.fields ?? [];
    return [...new Set([...all, ...item.fields])];
  };
  return [
    ...items.map((item) => ({ item, isKept: true, offeredFields: fieldsFor(item) })),
    ...others.map((item) => ({ item, isKept: false, offeredFields: item.fields })),
  ];
}

/** Empty points under those that a draft has. */
export const freshPoints = 2;

/** The form as an officer has filled it in; points that are left empty and are new are none. */
export function readDraftForm(sent: SentForm, rows: readonly DraftRow[]): RequestDraft {
  const kept = rows.flatMap(({ item, offeredFields }): readonly RequestItem[] => {
    const at = indexOf(sent, item.id, rows.length);
    if (at === undefined || textsOf(sent, `p${at}.keep`).length === 0) return [];
    const fields = textsOf(sent, `p${at}.fields`).filter((name) => offeredFields.includes(name));
    return [{ ...item, text: textAt(sent, `p${at}.text`), fields }];
  });
  return { introduction: textAt(sent, 'introduction'), items: [...kept, ...ownPoints(sent, rows)] };
}

function indexOf(sent: SentForm, id: string, count: number): number | undefined {
  for (let at = 0; at < count + freshPoints; at += 1)
    if (textsOf(sent, `p${at}.id`)[0] === id) return at;
  return undefined;
}

/** Line ends of a form are those of texts. */
function textAt(sent: SentForm, name: string): string {
  return textsOf(sent, name).join(' ').replaceAll('\r\n', '\n').trim();
}

function ownPoints(sent: SentForm, rows: readonly DraftRow[]): readonly RequestItem[] {
  const taken = new Set(rows.map(({ item }) => item.id));
  const points: RequestItem[] = [];
  let number = 1;
  for (let at = 0; at < freshPoints; at += 1) {
    const text = textAt(sent, `own${at}.text`);
    if (text === '') continue;
    while (taken.has(`own-${number}`)) number += 1;
    const id = `own-${number}`;
    taken.add(id);
    const target = textsOf(sent, `own${at}.target`)[0] ?? '';
    points.push({
      id,
      text: text.slice(0, itemTextMax),
      article: null,
      fields: target.startsWith('field:') ? [target.slice(6)] : [],
      slot: target.startsWith('slot:') ? target.slice(5) : null,
    });
  }
  return points;
}
