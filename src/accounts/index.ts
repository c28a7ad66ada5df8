import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { bodyPages } from './bodies/pages.tsx';
import { bodyRoutes } from './bodies/routes.ts';
import { organisationPages } from './organisations/pages.tsx';
import { powerPages } from './organisations/power-pages.tsx';
import { organisationRoutes } from './organisations/routes.ts';
import { powerRoutes } from './organisations/power-routes.ts';
import { sitePages } from './organisations/site-pages.tsx';
import { outboxPages } from './outbox/pages.tsx';
import { accountPages } from './sessions/pages.tsx';
import { sessionRoutes } from './sessions/routes.ts';
import { signInPages } from './sign-in/pages.tsx';
import { trialRoutes } from './sign-in/routes.ts';

export {
  decideAccess,
  hasPower,
  hasRole,
  type Access,
  type Principal,
  type Subject,
  type SubjectKind,
} from './access.ts';
export {
  declaredRoutes,
  registerGuard,
  type DeclaredRoute,
  type Restrain,
  type SubjectLoaders,
} from './guard.ts';
export { principalOf, viewerOf } from './principal.ts';
export { accountSubjects } from './subject-loaders.ts';
export { hashBearer } from './sessions/token.ts';
export { removeEndedSessions } from './sessions/remove-ended-sessions.ts';
export { findRepresentatives } from './organisations/representatives.ts';
export { findOrganisation, findOrganisations } from './organisations/queries.ts';
export {
  organisationKinds,
  sizeClasses,
  type NewOrganisation,
  type Organisation,
  type Site,
} from './organisations/organisation.ts';
export { createOrganisation } from './organisations/create-organisation.ts';
export { giveMandate } from './organisations/give-mandate.ts';
export { scopes } from './organisations/power.ts';
export { revokePower } from './organisations/revoke-power.ts';
export { createBody } from './bodies/create-body.ts';
export { foundBody, giveFirstRole } from './bodies/found-body.ts';
export { giveRole } from './bodies/give-role.ts';
export { readOrganisationFiscalCode } from './fiscal-code.ts';
export { addressedAs, checkHolder, normalHolder, type Holder } from './holder.ts';
export { isRoleHeld } from './bodies/store.ts';
export { holdsNow } from './holds.ts';
export { findBody } from './bodies/queries.ts';
export { bodyKinds, roles, type Body } from './bodies/role.ts';
export { recordPerson, recordTrialPerson } from './people/store.ts';
export { actAs, type Actor } from './sign-in/act-as.ts';
export { findTrialPeople } from './sign-in/queries.ts';
export { noteFailure, retryFailure } from './outbox/settle-failure.ts';

/** The API of this domain: account, sessions, organisations, powers, bodies, roles, and the people of a trial. */
export function accountsRoutes(services: Services): (app: App) => void {
  const parts = [sessionRoutes, trialRoutes, organisationRoutes, powerRoutes, bodyRoutes];
  return (app) => {
    for (const part of parts) part(services)(app);
  };
}

/** The pages of this domain. */
export function accountsPages(services: Services): (app: App) => void {
  const parts = [
    signInPages,
    accountPages,
    organisationPages,
    sitePages,
    powerPages,
    bodyPages,
    outboxPages,
  ];
  return (app) => {
    for (const part of parts) part(services)(app);
  };
}
