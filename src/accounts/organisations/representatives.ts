import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { holdsAt } from '../holds.ts';

export interface Representative {
  readonly personId: string;
  readonly fiscalCode: string;
}

/** Who represents an organisation at this instant, as far as their fiscal code is known. */
export async function findRepresentatives(
  db: Db,
  organisationId: string,
): Promise<readonly Representative[]> {
  return db
    .selectFrom('power')
    .innerJoin('person', 'person.id', 'power.person_id')
    .select(['person.id as personId', sql<string>`person.fiscal_code`.as('fiscalCode')])
    .where('power.organisation_id', '=', organisationId)
    .where('power.kind', '=', 'legal-representative')
    .where('person.fiscal_code', 'is not', null)
    .where(holdsAt('power'))
    .execute();
}
