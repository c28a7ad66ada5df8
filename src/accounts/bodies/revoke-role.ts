import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { refused, type Refused } from '../refusal.ts';
import {
  findStandingRole,
  hasOtherAdministrator,
  isAdministrator,
  lockBody,
  recordRoleRevocation,
} from './store.ts';

/** Ends a role at once. A body keeps one administrator without an end, whoever asks and however many at once. */
export async function revokeRole(
  tx: Tx,
  asked: {
    readonly bodyId: string;
    readonly roleId: string;
    readonly ground: string;
    readonly by: string;
  },
): Promise<{ readonly type: 'revoked' } | Refused> {
  const { bodyId, roleId, by } = asked;
  if (asked.ground.trim() === '') return refused('text-missing', '/ground');
  await lockBody(tx, bodyId);
  if (!(await isAdministrator(tx, bodyId, by))) return refused('role-unknown');
  const role = await findStandingRole(tx, bodyId, roleId);
  if (!role) return refused('role-unknown');
  const keepsTheBody = role.role === 'administrator' && role.callId === null;
  if (keepsTheBody && !(await hasOtherAdministrator(tx, bodyId, roleId)))
    return refused('last-administrator');
  await recordRoleRevocation(tx, roleId, by);
  await recordAct(tx, {
    chain: 'accounts',
    act: 'role-revoked',
    subject: `role/${roleId}`,
    personId: by,
    from: 'given',
    to: 'revoked',
    ground: asked.ground.trim(),
    content: JSON.stringify({ id: roleId, bodyId }),
  });
  return { type: 'revoked' };
}
