import type { Subject } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { loadPublished } from './published-version.ts';
import type { PublishedCall } from './published-call.ts';
import { findCallBody, findEffectiveTerm, findOpenCalls, readCallBySlug } from './queries.ts';
import type { RecordedTerm } from './term.ts';

type WithDatabase = Pick<Services, 'database'>;

/** The call of this address, with its latest version and the term that holds; whatever its mode: see `isVisibleTo`. */
export async function findCall(
  { database }: WithDatabase,
  slug: string,
): Promise<PublishedCall | undefined> {
  return readCallBySlug(database, slug);
}

/** When applications are received, as it stands now. */
export async function effectiveTerm(
  { database }: WithDatabase,
  callId: number,
): Promise<RecordedTerm> {
  const term = await findEffectiveTerm(database.db, callId);
  if (!term) throw new Error(`call ${callId} has no term`);
  return term;
}

/** What an address that names a call is about, for the guard. */
export function callSubject({
  database,
}: WithDatabase): (params: { readonly call?: string }) => Promise<Subject | undefined> {
  return async ({ call: slug }) => {
    const call = slug === undefined ? undefined : await findCallBody(database, slug);
    return call && { ...call, organisationIds: [] };
  };
}

/** Compiles the calls that are open or about to be, so that the first request of their opening finds them ready. */
export async function warmCalls(services: WithDatabase, at: Date): Promise<number> {
  const open = await findOpenCalls(services.database.db, at);
  for (const call of open) await loadPublished(services, call);
  return open.length;
}
