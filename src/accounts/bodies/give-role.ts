import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Role } from '../../platform/tables.ts';
import { addressedAs, checkHolder, normalHolder, type Holder } from '../holder.ts';
import { findCallId } from '../organisations/queries.ts';
import { recordPerson } from '../people/store.ts';
import { refused, type Refused } from '../refusal.ts';
import { checkSpan } from '../span.ts';
import { isAdministrator, lockBody, recordRole, type LockedBody } from './store.ts';

export interface RoleAsked {
  readonly bodyId: string;
  readonly to: Holder;
  readonly role: Role;
  /** Name of the call in addresses; none for all calls of the body. */
  readonly call: string | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  /** The act or order on which it rests. */
  readonly ground: string;
  readonly by: string;
}

export type GivenRole = { readonly type: 'given'; readonly id: string } | Refused;

/** An administrator of the body, or of the one above it, gives a role. Nobody gives one to themselves. */
export async function giveRole(tx: Tx, asked: RoleAsked, now: Date): Promise<GivenRole> {
  const problems = [
    ...checkHolder(asked.to),
    ...checkSpan(asked, now),
    ...(asked.ground.trim() === '' ? [{ code: 'text-missing', path: '/ground' } as const] : []),
  ];
  if (problems.length > 0) return { type: 'refused', problems };
  const body = await lockBody(tx, asked.bodyId);
  if (!body || !(await isAdministrator(tx, asked.bodyId, asked.by))) return refused('role-unknown');
  if (asked.role === 'programme-coordinator' && body.kind !== 'chamber')
    return refused('not-a-chamber', '/role');
  const callId = asked.call === null ? null : await findCallId(tx, asked.call);
  if (callId === undefined) return refused('call-unknown', '/call');
  return recordGivenRole(tx, asked, { callId, body });
}

async function recordGivenRole(
  tx: Tx,
  asked: RoleAsked,
  { callId, body }: { readonly callId: number | null; readonly body: LockedBody },
): Promise<GivenRole> {
  const to = normalHolder(asked.to);
  const personId = await recordPerson(tx, { ...to, fictional: body.fictional });
  if (personId === asked.by) return refused('not-for-oneself', '/fiscalCode');
  const given = {
    bodyId: body.id,
    personId,
    role: asked.role,
    callId,
    validFrom: asked.validFrom,
    validUntil: asked.validUntil,
    ground: asked.ground.trim(),
    givenBy: asked.by,
  } as const;
  const id = await recordRole(tx, { ...given, addressedAs: addressedAs(to) });
  await recordAct(tx, {
    chain: 'accounts',
    act: 'role-given',
    subject: `role/${id}`,
    personId: asked.by,
    to: 'given',
    ground: given.ground,
    content: JSON.stringify({ id, ...given }),
  });
  return { type: 'given', id };
}
