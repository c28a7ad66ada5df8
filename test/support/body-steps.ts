import { expect } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import type { PartnershipCast } from './partnership-steps.ts';
import { personFiscalCode } from './people.ts';

const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Record<string, string>[];

/** Every operation on bodies and roles, as it is described; gives the roles that were given. */
export async function useBodies({
  ask,
  body,
  administrator,
  stranger,
}: Pick<PartnershipCast, 'ask' | 'stranger'> & {
  /** The address of a body. */
  readonly body: string;
  readonly administrator: string;
}): Promise<readonly (string | undefined)[]> {
  await ask(null, 'GET /api/v1/bodies');
  await ask(null, `GET ${body}`);
  await ask(null, 'GET /api/v1/bodies/nowhere', { status: 404 });
  await ask(administrator, `POST ${body}/bodies`, {
    status: 201,
    body: { code: 'camera-di-fantasia', name: 'Camera di Fantasia', kind: 'chamber' },
  });
  const role = { role: 'officer', ground: 'Order 12/2025' };
  const to = { fiscalCode: personFiscalCode(7), givenName: 'Maria', familyName: 'Rossi' };
  const given = await ask(administrator, `POST ${body}/roles`, {
    status: 201,
    body: { ...to, ...role },
  });
  const some = await ask(administrator, `GET ${body}/roles?limit=3`);
  const rest = await ask(administrator, `GET ${body}/roles?after=${String(some.body['next'])}`);
  const ids = [...itemsOf(some), ...itemsOf(rest)].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(given.body['id']);
  await ask(administrator, `POST ${body}/roles/${given.body['id'] as string}/revocation`, {
    status: 204,
    body: { ground: 'Order 13/2025' },
  });
  await ask(stranger, `GET ${body}/roles`, { status: 403 });
  return [...itemsOf(some), ...itemsOf(rest)].map((each) => each['role']);
}
