import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { readOrganisationFiscalCode } from '../fiscal-code.ts';
import { refused, type Refused } from '../refusal.ts';
import {
  checkFiscalCode,
  checkOrganisation,
  normalContent,
  type NewOrganisation,
} from './organisation.ts';
import { scopes } from './power.ts';
import { recordOrganisation, recordPower } from './store.ts';

/**
 * Registers an organisation. Who does so represents it from then on by their own declaration, which is kept word
 * for word as the evidence of the power; offices check declarations afterwards, and can replace the representative.
 */
export async function createOrganisation(
  tx: Tx,
  {
    organisation,
    declaration,
    by,
  }: {
    readonly organisation: NewOrganisation;
    readonly declaration: string;
    readonly by: { readonly personId: string; readonly fictional: boolean };
  },
): Promise<{ readonly type: 'created'; readonly id: string } | Refused> {
  const problems = [
    ...checkFiscalCode(organisation),
    ...checkOrganisation(organisation),
    ...(declaration.trim() === '' ? [{ code: 'text-missing', path: '/declaration' } as const] : []),
  ];
  const fiscalCode = readOrganisationFiscalCode(organisation.fiscalCode);
  if (problems.length > 0 || fiscalCode === undefined) return { type: 'refused', problems };
  const normal = { ...normalContent(organisation), fiscalCode };
  const id = await recordOrganisation(tx, normal, by.fictional);
  if (id === undefined) return refused('already-registered', '/fiscalCode');
  await recordPower(tx, {
    organisationId: id,
    personId: by.personId,
    kind: 'legal-representative',
    scopes,
    callId: null,
    validFrom: null,
    validUntil: null,
    evidence: declaration.trim(),
    addressedAs: null,
    givenBy: by.personId,
  });
  await recordAct(tx, {
    chain: 'accounts',
    act: 'organisation-registered',
    subject: `organisation/${id}`,
    personId: by.personId,
    onBehalfOf: id,
    to: 'revision/1',
    content: JSON.stringify({ id, organisation: normal, declaration: declaration.trim() }),
  });
  return { type: 'created', id };
}
