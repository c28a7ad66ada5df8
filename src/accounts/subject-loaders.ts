import type { Services } from '../platform/services.ts';
import type { Subject } from './access.ts';
import { findBody } from './bodies/queries.ts';
import type { RouteParams } from './guard.ts';

/** What addresses name in this domain; an organisation needs no look-up, for who has no power finds nothing anyway. */
export function accountSubjects({ database }: Services) {
  return {
    organisation: (params: RouteParams): Promise<Subject | undefined> =>
      Promise.resolve({
        organisationIds: params.organisation === undefined ? [] : [params.organisation],
      }),
    body: async (params: RouteParams): Promise<Subject | undefined> => {
      const body = await findBody(database.db, params.body ?? '');
      return body && { bodyId: body.id, organisationIds: [] };
    },
  };
}
