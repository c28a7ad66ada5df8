import { hasPower, type Principal } from '../../accounts/index.ts';
import type { Database, Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { findApplication, findOrganisations, isUuid } from '../queries.ts';
import type { NamedOrganisation } from '../snapshot.ts';
import type { Invitation } from './invitation.ts';
import { findByKey, listReceived } from './store.ts';

/** An invitation, as whoever may answer it has it before them. */
export interface Invited {
  readonly invitation: Invitation;
  /** For which of their organisations they may accept it. */
  readonly organisations: readonly NamedOrganisation[];
}

/**
 * What a key opens to this person. The secret of a message opens it to whoever has it; the id only to people of the
 * organisation that it names.
 */
export async function findInvited(
  db: Db,
  key: string,
  principal: Principal,
): Promise<Invited | undefined> {
  const invitation = await findByKey(db, key);
  if (!invitation) return undefined;
  const own = await findConsentingFor(db, principal, invitation.callId);
  const organisations = own.filter(
    ({ fiscalCode }) => invitation.fiscalCode === null || invitation.fiscalCode === fiscalCode,
  );
  const isOpen = !isUuid(key) || (invitation.fiscalCode !== null && organisations.length > 0);
  return isOpen ? { invitation, organisations } : undefined;
}

/** Organisations for which the person may consent in this call, by name. */
async function findConsentingFor(
  db: Db,
  principal: Principal,
  callId: number,
): Promise<readonly NamedOrganisation[]> {
  const ids = principal.powers
    .map(({ organisationId }) => organisationId)
    .filter((id) => hasPower(principal, 'consent', { organisationIds: [id], callId }));
  const found = await findOrganisations(db, [...new Set(ids)]);
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'it'));
}

/** An invitation with what it is about. */
export interface ReceivedInvitation extends Invited {
  readonly application: ApplicationRecord;
}

/** Open invitations to the organisations of a person, the newest first; a power for another call accepts none of them. */
export async function findReceived(
  database: Database,
  principal: Principal,
  page: ListPage<readonly [string, string]>,
): Promise<readonly ReceivedInvitation[]> {
  const ids = principal.powers
    .filter(({ scopes }) => scopes.includes('consent'))
    .map(({ organisationId }) => organisationId);
  const found = [...(await findOrganisations(database.db, [...new Set(ids)])).values()];
  const received = await listReceived(
    database.db,
    found.map(({ fiscalCode }) => fiscalCode),
    page,
  );
  return Promise.all(
    received.map(async (invitation): Promise<ReceivedInvitation> => {
      const { callId, applicationId, fiscalCode } = invitation;
      const application = await findApplication(database, callId, applicationId);
      if (!application) throw new Error(`invitation ${invitation.id} names no application`);
      const organisations = found.filter(
        (each) =>
          each.fiscalCode === fiscalCode &&
          hasPower(principal, 'consent', { organisationIds: [each.id], callId }),
      );
      return { invitation, organisations, application };
    }),
  );
}
