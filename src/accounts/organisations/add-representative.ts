import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { addressedAs, checkHolder, normalHolder, type Holder } from '../holder.ts';
import { recordPerson } from '../people/store.ts';
import { refused, type Refusal, type Refused } from '../refusal.ts';
import { checkSpan } from '../span.ts';
import { scopes } from './power.ts';
import {
  findStandingPower,
  hasOtherRepresentative,
  isRepresentative,
  lockOrganisation,
  recordPower,
  recordRevocation,
} from './store.ts';

export interface RepresentativeAsked {
  readonly organisationId: string;
  readonly to: Holder;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly evidence: string;
  /** The representative whose place is taken, as the id of the power. */
  readonly replaces: string | null;
  readonly by: Authority;
}

/** Who asks: a representative, or an administrator of a body who puts right what was declared wrongly. */
export interface Authority {
  readonly personId: string;
  readonly isAdministrator: boolean;
}

export type AddedRepresentative = { readonly type: 'added'; readonly id: string } | Refused;

/** Adds a legal representative, or puts one in the place of another, in one act. Nobody makes themselves one. */
export async function addRepresentative(
  tx: Tx,
  asked: RepresentativeAsked,
  now: Date,
): Promise<AddedRepresentative> {
  const problems: readonly Refusal[] = [
    ...checkHolder(asked.to),
    ...checkSpan(asked, now),
    // Who is replaced stops at once, so who follows starts at once.
    ...(asked.replaces !== null && asked.validFrom !== null && asked.validFrom > now
      ? [{ code: 'dates-crossed', path: '/validFrom' } as const]
      : []),
    ...(asked.evidence.trim() === '' ? [{ code: 'text-missing', path: '/evidence' } as const] : []),
  ];
  if (problems.length > 0) return { type: 'refused', problems };
  const { organisationId, by } = asked;
  const organisation = await lockOrganisation(tx, organisationId);
  if (!organisation) return refused('no-power');
  if (!by.isAdministrator && !(await isRepresentative(tx, organisationId, by.personId)))
    return refused('no-power');
  if (asked.replaces !== null && !(await canReplace(tx, asked, asked.replaces)))
    return refused('power-unknown', '/replaces');
  return recordRepresentative(tx, asked, organisation.fictional);
}

async function canReplace(tx: Tx, asked: RepresentativeAsked, replaced: string): Promise<boolean> {
  const power = await findStandingPower(tx, asked.organisationId, replaced);
  if (power?.kind !== 'legal-representative') return false;
  // A successor for a time leaves the organisation without anybody afterwards.
  return asked.validUntil === null || hasOtherRepresentative(tx, asked.organisationId, replaced);
}

async function recordRepresentative(
  tx: Tx,
  asked: RepresentativeAsked,
  fictional: boolean,
): Promise<AddedRepresentative> {
  const to = normalHolder(asked.to);
  const personId = await recordPerson(tx, { ...to, fictional });
  if (personId === asked.by.personId) return refused('not-for-oneself', '/fiscalCode');
  const added = {
    organisationId: asked.organisationId,
    personId,
    kind: 'legal-representative',
    scopes,
    callId: null,
    validFrom: asked.validFrom,
    validUntil: asked.validUntil,
    evidence: asked.evidence.trim(),
    givenBy: asked.by.personId,
  } as const;
  const id = await recordPower(tx, { ...added, addressedAs: addressedAs(to) });
  if (asked.replaces !== null) await recordRevocation(tx, asked.replaces, asked.by.personId);
  await recordAct(tx, {
    chain: 'accounts',
    act: asked.replaces === null ? 'representative-added' : 'representative-replaced',
    subject: `power/${id}`,
    personId: asked.by.personId,
    onBehalfOf: asked.organisationId,
    from: asked.replaces === null ? null : `power/${asked.replaces}`,
    to: 'given',
    content: JSON.stringify({ id, ...added, replaces: asked.replaces }),
  });
  return { type: 'added', id };
}
