import { expect } from 'vitest';
import type { Database } from '../../src/platform/database.ts';
import type { ApiAnswer } from './api-client.ts';

export interface PartnershipCast {
  /** Asks as somebody, and insists on the status. */
  readonly ask: (
    name: string | null,
    request: string,
    options?: { readonly status?: number; readonly body?: unknown },
  ) => Promise<ApiAnswer>;
  readonly database: Database;
  readonly call: string;
  readonly lead: string;
  readonly partner: string;
  readonly stranger: string;
}

const firstOf = ({ body }: ApiAnswer) =>
  (body['items'] as readonly Record<string, string>[])[0] ?? {};

/** Every operation on who takes part in an application, as it is described; gives what became of the invitations. */
export async function usePartnership({
  ask,
  database,
  call,
  lead,
  partner,
  stranger,
}: PartnershipCast): Promise<readonly string[]> {
  const leadId = firstOf(await ask(lead, 'GET /api/v1/organisations'))['id'] ?? '';
  const { id: partnerId = '', fiscalCode = '' } = firstOf(
    await ask(partner, 'GET /api/v1/organisations'),
  );
  const started = await ask(lead, `POST ${call}/applications`, {
    status: 201,
    body: { lead: leadId, title: 'Lampioni in compagnia' },
  });
  const own = started.headers.get('location') ?? '';
  const asked = { fiscalCode, role: 'workshop', plannedCents: 1_250_000 };
  const invite = () => ask(lead, `POST ${own}/invitations`, { status: 201, body: asked });
  const { body: first } = await invite();
  await ask(lead, `POST ${own}/invitations`, { status: 409, body: asked });
  await ask(lead, `POST ${own}/invitations`, { status: 422, body: { role: 'workshop' } });
  await ask(lead, `POST ${own}/invitations/${String(first['id'])}/resending`, { status: 409 });
  await ask(lead, `DELETE ${own}/invitations/${String(first['id'])}`);
  const { body: second } = await invite();
  const received = await ask(partner, 'GET /api/v1/invitations?limit=1');
  expect(firstOf(received)['id']).toBe(second['id']);
  await ask(partner, 'GET /api/v1/invitations?after=nonsense', { status: 400 });
  const key = `/api/v1/invitations/${String(second['id'])}`;
  await ask(partner, `GET ${key}`);
  await ask(stranger, `GET ${key}`, { status: 404 });
  await ask(partner, `POST ${key}/refusal`, { body: { reason: 'Non quest’anno.' } });
  await ask(partner, `POST ${key}/refusal`, { status: 409, body: { reason: 'Non quest’anno.' } });
  const { body: third } = await invite();
  await database.pool.query(
    `update partner_invitation set last_sent_at = now() - interval '1 hour'`,
  );
  await ask(lead, `POST ${own}/invitations/${String(third['id'])}/resending`);
  await ask(partner, `POST /api/v1/invitations/${String(third['id'])}/acceptance`, {
    body: { organisation: partnerId },
  });
  await ask(partner, `GET ${own}/partnership`);
  const { body: now } = await ask(lead, `GET ${own}/partnership`);
  expect(now['invitations']).toHaveLength(3);
  expect(now['composition']).toHaveLength(2);
  await ask(partner, `POST ${own}/partners/${partnerId}/leaving`, { status: 204 });
  await ask(lead, `DELETE ${own}/partners/${partnerId}`, { status: 422 });
  await ask(lead, `DELETE ${own}/partners/${leadId}`, { status: 409 });
  const { body: fourth } = await invite();
  await ask(partner, `POST /api/v1/invitations/${String(fourth['id'])}/acceptance`, {
    body: { organisation: partnerId },
  });
  await ask(lead, `DELETE ${own}/partners/${partnerId}`, { status: 204 });
  const { body: end } = await ask(lead, `GET ${own}/partnership`);
  const invitations = end['invitations'] as readonly { readonly state: string }[];
  return invitations.map(({ state }) => state).toReversed();
}
