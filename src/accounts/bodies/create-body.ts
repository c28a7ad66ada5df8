import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { readOrganisationFiscalCode } from '../fiscal-code.ts';
import { refused, type Refusal, type Refused } from '../refusal.ts';
import type { Body } from './role.ts';
import { isAdministrator, lockBody, recordBody } from './store.ts';

export interface BodyAsked {
  readonly parentId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: Body['kind'];
  readonly fiscalCode: string | null;
  readonly by: string;
}

/** An administrator adds a body under their own, and administers it through that. */
export async function createBody(
  tx: Tx,
  asked: BodyAsked,
): Promise<{ readonly type: 'created'; readonly id: string } | Refused> {
  const fiscalCode =
    asked.fiscalCode === null ? null : readOrganisationFiscalCode(asked.fiscalCode);
  const problems: readonly Refusal[] = [
    ...(asked.name.trim() === '' ? [{ code: 'text-missing', path: '/name' } as const] : []),
    ...(fiscalCode === undefined
      ? [{ code: 'fiscal-code-wrong', path: '/fiscalCode' } as const]
      : []),
  ];
  if (problems.length > 0 || fiscalCode === undefined) return { type: 'refused', problems };
  const parent = await lockBody(tx, asked.parentId);
  if (!parent || !(await isAdministrator(tx, parent.id, asked.by))) return refused('role-unknown');
  const body = {
    code: asked.code,
    name: asked.name.trim(),
    kind: asked.kind,
    parentId: parent.id,
    fiscalCode,
    fictional: parent.fictional,
  };
  const id = await recordBody(tx, body);
  if (id === undefined) return refused('code-taken', '/code');
  await recordAct(tx, {
    chain: 'accounts',
    act: 'body-created',
    subject: `body/${id}`,
    personId: asked.by,
    to: 'created',
    content: JSON.stringify({ id, ...body }),
  });
  return { type: 'created', id };
}
