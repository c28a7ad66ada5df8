import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import {
  lockKnownPerson,
  recordIdentity,
  recordPerson,
  recordProvenNames,
  type KnownPerson,
} from '../people/store.ts';
import type { ProvenPerson } from './claims.ts';

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

export type Settled =
  | { readonly type: 'settled'; readonly personId: string }
  | { readonly type: 'refused'; readonly code: 'identity-changed' | 'fictional' };

/** Who signs in: the person whom the provider named before, or the one with the fiscal code, or somebody new. */
export async function settlePerson(
  tx: Tx,
  identity: Identity,
  proven: ProvenPerson,
): Promise<Settled> {
  const known = await lockKnownPerson(tx, identity);
  // Another fiscal code under a known name is a mistake of the provider or a new code: a person decides, not this.
  if (known && known.fiscalCode !== null && known.fiscalCode !== proven.fiscalCode)
    return { type: 'refused', code: 'identity-changed' };
  const person = known ?? (await lockByFiscalCode(tx, proven));
  if (person.fictional) return { type: 'refused', code: 'fictional' };
  const isNew = await recordIdentity(tx, { ...identity, personId: person.id });
  await recordProvenNames(tx, person.id, proven);
  if (isNew)
    await recordAct(tx, {
      chain: 'accounts',
      act: 'identity-linked',
      subject: `person/${person.id}`,
      personId: person.id,
      content: JSON.stringify({ personId: person.id, issuer: identity.issuer }),
    });
  return { type: 'settled', personId: person.id };
}

async function lockByFiscalCode(tx: Tx, proven: ProvenPerson): Promise<KnownPerson> {
  await recordPerson(tx, { ...proven, fictional: false });
  const person = await lockKnownPerson(tx, { fiscalCode: proven.fiscalCode });
  if (!person) throw new Error('A person that was just recorded is gone.');
  return person;
}
