import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Scope } from '../../platform/tables.ts';
import { addressedAs, checkHolder, normalHolder, type Holder } from '../holder.ts';
import { recordPerson } from '../people/store.ts';
import { refused, type Refused } from '../refusal.ts';
import { checkSpan } from '../span.ts';
import { completeScopes } from './power.ts';
import { findCallId } from './queries.ts';
import { isRepresentative, lockOrganisation, recordPower } from './store.ts';

export interface MandateAsked {
  readonly organisationId: string;
  readonly to: Holder;
  readonly scopes: readonly Scope[];
  /** Name of the call in addresses; none for every call. */
  readonly call: string | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly evidence: string;
  readonly by: string;
}

/**
 * A legal representative lets somebody act for the organisation. The answer is the same whether the person is
 * known here or not, and so is the work: see recordPerson.
 */
export async function giveMandate(
  tx: Tx,
  asked: MandateAsked,
  now: Date,
): Promise<{ readonly type: 'given'; readonly id: string } | Refused> {
  const problems = [...checkHolder(asked.to), ...checkSpan(asked, now)];
  if (problems.length > 0) return { type: 'refused', problems };
  const organisation = await lockOrganisation(tx, asked.organisationId);
  if (!organisation || !(await isRepresentative(tx, asked.organisationId, asked.by)))
    return refused('no-power');
  const callId = asked.call === null ? null : await findCallId(tx, asked.call);
  if (callId === undefined) return refused('call-unknown', '/call');
  return recordMandate(tx, asked, { callId, fictional: organisation.fictional });
}

async function recordMandate(
  tx: Tx,
  asked: MandateAsked,
  { callId, fictional }: { readonly callId: number | null; readonly fictional: boolean },
): Promise<{ readonly type: 'given'; readonly id: string } | Refused> {
  const to = normalHolder(asked.to);
  const personId = await recordPerson(tx, { ...to, fictional });
  if (personId === asked.by) return refused('not-for-oneself', '/fiscalCode');
  const given = {
    organisationId: asked.organisationId,
    personId,
    kind: 'mandate',
    scopes: completeScopes(asked.scopes),
    callId,
    validFrom: asked.validFrom,
    validUntil: asked.validUntil,
    evidence: asked.evidence.trim() || 'mandate given on this site',
    givenBy: asked.by,
  } as const;
  const id = await recordPower(tx, { ...given, addressedAs: addressedAs(to) });
  await recordAct(tx, {
    chain: 'accounts',
    act: 'mandate-given',
    subject: `power/${id}`,
    personId: asked.by,
    onBehalfOf: asked.organisationId,
    to: 'given',
    content: JSON.stringify({ id, ...given }),
  });
  return { type: 'given', id };
}
