import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { refused, type Refused } from '../refusal.ts';
import type { Authority } from './add-representative.ts';
import {
  findStandingPower,
  hasOtherRepresentative,
  isRepresentative,
  lockOrganisation,
  recordRevocation,
} from './store.ts';

/** Ends a power at once: by a representative, by who holds it, or by an administrator of a body. */
export async function revokePower(
  tx: Tx,
  asked: { readonly organisationId: string; readonly powerId: string; readonly by: Authority },
): Promise<{ readonly type: 'revoked'; readonly isOwn: boolean } | Refused> {
  const { organisationId, powerId, by } = asked;
  await lockOrganisation(tx, organisationId);
  const power = await findStandingPower(tx, organisationId, powerId);
  if (!power) return refused('power-unknown');
  const may =
    by.isAdministrator ||
    power.personId === by.personId ||
    (await isRepresentative(tx, organisationId, by.personId));
  if (!may) return refused('not-yours-to-revoke');
  if (
    power.kind === 'legal-representative' &&
    !(await hasOtherRepresentative(tx, organisationId, powerId))
  )
    return refused('last-representative');
  await recordRevocation(tx, powerId, by.personId);
  await recordAct(tx, {
    chain: 'accounts',
    act: power.kind === 'mandate' ? 'mandate-revoked' : 'representative-revoked',
    subject: `power/${powerId}`,
    personId: by.personId,
    onBehalfOf: organisationId,
    from: 'given',
    to: 'revoked',
    content: JSON.stringify({ id: powerId, organisationId }),
  });
  return { type: 'revoked', isOwn: power.personId === by.personId };
}
