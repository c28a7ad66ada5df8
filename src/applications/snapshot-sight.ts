import type { FastifyRequest } from 'fastify';
import { principalOf } from '../accounts/index.ts';
import { loadPublished } from '../calls/index.ts';
import type { Services } from '../platform/services.ts';
import { findApplication } from './queries.ts';
import { seesAll, sightOf } from './sight.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * Whether somebody of the partnership may read a frozen text to the byte: not where it holds costs that the call it
 * was frozen by hides from them, because without those it would have another hash.
 */
export async function mayReadText(
  services: Services,
  request: FastifyRequest,
  bytes: Uint8Array,
): Promise<boolean> {
  const snapshot = readSnapshot(bytes);
  const callId = request.subject?.callId ?? 0;
  const application = await findApplication(services.database, callId, snapshot.application);
  if (!application) return false;
  const { call } = await loadPublished(services, { callId, version: snapshot.call.version });
  const sight = sightOf(principalOf(request), application, call.document);
  return seesAll(snapshot.content, sight);
}
