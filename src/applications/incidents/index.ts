import type { Subject } from '../../accounts/index.ts';
import type { Services } from '../../platform/services.ts';
import { findIncidentSubject } from './queries.ts';

export type { FailedAttempt, FailureReason } from './failed-attempts.ts';
export { noteFailedActs } from './failed-acts.ts';
export { incidentPages } from './pages.tsx';
export { recordIncident } from './record-incident.ts';
export { incidentRoutes } from './routes.ts';
export type { Watch } from './watch.ts';

/** What an address that names an incident is about, for the guard. */
export function incidentSubject({
  database,
}: Pick<Services, 'database'>): (params: {
  readonly call?: string;
  readonly incident?: string;
}) => Promise<Subject | undefined> {
  return (params) => findIncidentSubject(database.db, params);
}
