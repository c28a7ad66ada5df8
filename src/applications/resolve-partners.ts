import type { Db } from '../platform/database.ts';
import type { Draft, DraftProblem, DraftReading } from './draft.ts';
import { findOrganisations } from './queries.ts';
import type { Partnership } from './store.ts';

export interface ResolvedDraft {
  readonly draft: Draft;
  readonly partners: Partnership['partners'];
}

/**
 * Finds the organisations that a draft lists as partners, by id or by fiscal code, and writes them down
 * by id. A partner must be known here, because it must consent.
 */
export async function resolvePartners(db: Db, draft: Draft): Promise<DraftReading<ResolvedDraft>> {
  const listed = draft.content.partners;
  if (!listed) return { type: 'read', value: { draft, partners: [] } };
  const found = await findOrganisations(
    db,
    listed.map(({ id }) => id),
  );
  const problems = listed.flatMap(({ id }, index): readonly DraftProblem[] =>
    found.has(id) ? [] : [unknownPartner(id, index)],
  );
  if (problems.length > 0) return { type: 'refused', problems };
  const partners = listed.map((partner) => ({ ...partner, id: found.get(partner.id)?.id ?? '' }));
  return {
    type: 'read',
    value: {
      draft: { ...draft, content: { ...draft.content, partners } },
      partners: partners.map(({ id, role }) => ({ organisationId: id, role })),
    },
  };
}

function unknownPartner(id: string, index: number): DraftProblem {
  return {
    code: 'unknown-organisation',
    path: ['content', 'partners', index, 'id'],
    message: `found "${id}", and no organisation here has that id or fiscal code`,
    expected: 'an organisation that is registered here',
  };
}
