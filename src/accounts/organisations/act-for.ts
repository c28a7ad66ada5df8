import type { Tx } from '../../platform/database.ts';
import type { Principal } from '../access.ts';
import { refused, type Refused } from '../refusal.ts';
import { recordActingFor } from '../sessions/store.ts';

/** Chooses for which organisation this session acts; it changes no right, only what pages begin with. */
export async function actFor(
  tx: Tx,
  principal: Principal,
  organisationId: string | null,
): Promise<{ readonly type: 'chosen' } | Refused> {
  if (
    organisationId !== null &&
    !principal.powers.some((power) => power.organisationId === organisationId)
  )
    return refused('no-power', '/organisation');
  await recordActingFor(tx, { family: principal.sessionFamily, organisationId });
  return { type: 'chosen' };
}
