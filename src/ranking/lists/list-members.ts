import type { ActLine } from '../acts/act-content.ts';
import type { LoadedRound } from '../round/load-round.ts';

/** An organisation of an application that a list recognises. */
export interface ListMember {
  readonly application: string;
  readonly organisation: string;
  readonly isLead: boolean;
}

/** The lead and the partners of everything that is listed, as the text says on which the list rests. */
export function findListMembers(
  { applications }: Pick<LoadedRound, 'applications'>,
  table: readonly Pick<ActLine, 'application' | 'outcome'>[],
): readonly ListMember[] {
  const listed = new Set(
    table.filter(({ outcome }) => outcome === 'listed').map(({ application }) => application),
  );
  return applications.flatMap(({ application: { id, partners = [] }, lead }) => {
    if (!listed.has(id)) return [];
    const others = new Set(partners.map((partner) => partner.id));
    others.delete(lead.id);
    return [
      { application: id, organisation: lead.id, isLead: true },
      ...[...others].map((organisation) => ({ application: id, organisation, isLead: false })),
    ];
  });
}
