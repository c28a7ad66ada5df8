import type { Restrain } from '../accounts/index.ts';
import { roles as everyRole } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { decideReading, judges } from './panel.ts';
import { findStanding } from './queries.ts';

/**
 * Which roles of a person open nothing of an application. In conflict, none opens anything. Who is named to judge it
 * and has not declared yet sees nothing of it either, whatever else they are in the office; and being an evaluator
 * alone opens only what one is named for and has declared about.
 */
export function restrainRoles({ database }: Pick<Services, 'database'>): Restrain {
  return async ({ personId }, application) => {
    const standing = await findStanding(database.db, { ...application, personId });
    if (standing.isInConflict) return everyRole;
    const reading = decideReading(standing);
    if (reading === 'allowed') return [];
    const isNamed = standing.member !== undefined && judges(standing.member.part);
    return isNamed && reading === 'not-declared' ? everyRole : ['evaluator'];
  };
}
