import {
  measureComposition,
  prepareApplication,
  type Call,
  type Composition,
} from '../../engine/index.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { DraftContent } from '../draft.ts';
import { leavesOf } from '../new-view.tsx';

/**
 * How the partners of a draft stand against the call. What keeps the whole draft from being read, such as a line that is
 * not chosen yet, does not hide it; nothing only where not even the partners and their roles can be read.
 */
export function compositionOf(
  call: Call,
  { id, content }: Pick<ApplicationRecord, 'id' | 'content'>,
): readonly Composition[] | undefined {
  for (const each of [content, ...partsOf(call, content)]) {
    const read = prepareApplication(call, { ...each, id });
    if (!('problems' in read)) return measureComposition(read.prepared);
  }
  return undefined;
}

/** Less and less of a draft: what is left out counts as not known yet. */
function partsOf(
  { document }: Call,
  { line, partners = [] }: DraftContent,
): readonly DraftContent[] {
  const lines = leavesOf(document, 'it').map(({ value }) => value);
  const chosen = line !== undefined && lines.includes(line) ? line : lines[0];
  const base = { ...(chosen === undefined ? {} : { line: chosen }), facts: {} };
  return [
    {
      ...base,
      partners: partners.map(({ id, role, facts }) => ({ id, role, ...(facts && { facts }) })),
    },
    { ...base, partners: partners.map(({ id, role }) => ({ id, role })) },
  ];
}
