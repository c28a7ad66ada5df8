import type { Principal } from '../accounts/index.ts';
import type { Services } from '../platform/services.ts';
import { findCall } from './find-call.ts';
import { isVisibleTo, type PublishedCall } from './published-call.ts';

interface Asking {
  readonly params: unknown;
  readonly principal: Principal | null;
}

/** The call that the address names, unless whoever asks may not know of it. */
export async function findVisibleCall(
  services: Pick<Services, 'database'>,
  { params, principal }: Asking,
): Promise<PublishedCall | undefined> {
  const { call: slug } = params as { readonly call: string };
  const call = await findCall(services, slug);
  return call && isVisibleTo(call, principal) ? call : undefined;
}

/** Whose calls under test are shown: those of whole bodies, and single ones. */
export function visibilityOf(principal: Principal | null): {
  readonly bodyIds: readonly string[];
  readonly callIds: readonly number[];
} {
  const roles = principal?.roles ?? [];
  return {
    bodyIds: roles.flatMap(({ bodyId, callId }) => (callId === null ? [bodyId] : [])),
    callIds: roles.flatMap(({ callId }) => (callId === null ? [] : [callId])),
  };
}
