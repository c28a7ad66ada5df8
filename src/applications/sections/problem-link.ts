import type { DraftContent, DraftProblem } from '../draft.ts';
import { itemsOf } from '../cost-items.ts';
import { itemName, nameOf } from './draft-field.ts';
import type { SectionId } from './section-fields.ts';

/** Where a problem is put right: a section, and the control in it. */
export interface ProblemLink {
  readonly section: SectionId;
  readonly field: string;
  /** Whose page it is, where partners have one each. */
  readonly partner?: string;
}

/** The control that a path within a draft leads to. */
export function linkOf(path: DraftProblem['path'], content: DraftContent): ProblemLink {
  const { partners = [] } = content;
  const [root, part, ...rest] = path;
  const item = itemsOf(content).find((each) =>
    each.path.every((step, at) => step === path[at + 1]),
  );
  if (item) {
    const [key = 'amount'] = path.slice(item.path.length + 1);
    const { partner } = item;
    return {
      section: 'budget',
      field: itemName(item.item.id, key === 'id' ? 'amount' : String(key)),
      ...(partner === undefined ? {} : { partner }),
    };
  }
  if (root === 'title') return { section: 'project', field: 'title' };
  const [first, ...inner] = rest;
  if (part === 'facts' && first !== undefined)
    return {
      section: 'project',
      field: [nameOf({ part: 'fact', id: String(first) }), ...inner].join('.'),
    };
  if (part === 'costs')
    return {
      section: 'budget',
      field: first === undefined ? 'amounts' : nameOf({ part: 'cost', id: String(first) }),
    };
  if (part === 'requestedRate') return { section: 'budget', field: 'requestedRate' };
  if (part !== 'partners') return { section: 'project', field: 'line' };
  const partner = typeof first === 'number' ? partners[first]?.id : undefined;
  if (partner === undefined) return { section: 'partners', field: 'new.code' };
  const [kind, id, ...deeper] = inner;
  if (kind === 'costs' && id !== undefined)
    return { section: 'budget', field: nameOf({ part: 'cost', id: String(id), partner }), partner };
  const name =
    kind === 'facts' && id !== undefined
      ? nameOf({ part: 'fact', id: String(id), partner })
      : nameOf({ part: 'role', partner });
  return { section: 'partners', field: [name, ...deeper].join('.'), partner };
}
