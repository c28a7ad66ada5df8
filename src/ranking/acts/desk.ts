import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall, loadPublished, type PublishedCall } from '../../calls/index.ts';
import type { CallDocument, Localized } from '../../engine/index.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { strictObject } from '../../platform/http/api-schema.ts';
import type { Services } from '../../platform/services.ts';
import type { Role } from '../../platform/tables.ts';
import { watchAnchors, type Anchors } from '../../platform/signatures/index.ts';
import { loadRound } from '../round/load-round.ts';
import { listFrozenRounds } from '../round/queries.ts';
import type { ActKey } from './act.ts';
import type { ActDesk } from './compose-act.ts';
import type { Drafting } from './draft-act.ts';

/** Who reads acts that are prepared, who prepares them, and who signs and publishes. */
export const readerRoles = [
  'officer',
  'signatory',
  'controller',
  'auditor',
] as const satisfies readonly Role[];
export const preparerRoles = ['officer', 'signatory'] as const satisfies readonly Role[];
export const signatoryRoles = ['signatory'] as const satisfies readonly Role[];

export const readerAccess: Access = { who: 'named', roles: readerRoles, subject: 'call' };
export const preparerAccess: Access = { who: 'named', roles: preparerRoles, subject: 'call' };
export const signatoryAccess: Access = { who: 'named', roles: signatoryRoles, subject: 'call' };
/** Of a list anybody's office may ask: a later call of another body may rest on it. */
export const askerAccess: Access = { who: 'named', roles: readerRoles };

const slug = Type.String({ maxLength: 120, description: 'Address of the call.' });
export const callParams = strictObject({ call: slug });
export const actParams = strictObject({
  call: slug,
  act: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Number of the act.' }),
});

export interface SigningDesk extends ActDesk {
  /** Whom the body trusts, as it is now; nothing where the operator has named nobody. */
  readonly anchors: (() => Promise<Anchors>) | undefined;
}

export function signingDesk(services: Services): SigningDesk {
  const { signatureAnchors } = services.config;
  return {
    services,
    store: openFileStore(services.config),
    anchors: signatureAnchors === undefined ? undefined : watchAnchors(signatureAnchors),
  };
}

/** The call of an address with its rules as they are now. */
export interface ActCall {
  readonly call: PublishedCall;
  readonly document: CallDocument;
  readonly zone: string;
}

export async function findActCall(
  services: Services,
  { params }: FastifyRequest,
): Promise<ActCall | undefined> {
  const call = await findCall(services, (params as { readonly call: string }).call);
  if (!call) return undefined;
  const { document } = (await loadPublished(services, call)).call;
  return { call, document, zone: zoneOfCall(document) };
}

export function zoneOfCall({ windows }: CallDocument): string {
  return windows?.[0]?.zone ?? 'Europe/Rome';
}

export function keyOf(request: FastifyRequest): ActKey {
  const callId = request.subject?.callId;
  if (callId === undefined) throw new Error('the address names no call');
  return { callId, number: (request.params as { readonly act: number }).act };
}

export function draftingOf(services: Services, request: FastifyRequest): Drafting {
  const callId = request.subject?.callId;
  if (callId === undefined) throw new Error('the address names no call');
  return {
    callId,
    personId: principalOf(request).personId,
    findRound: async (number) => {
      const { db } = services.database;
      const wanted = number ?? (await listFrozenRounds(db, callId))[0]?.number;
      return wanted === undefined ? undefined : loadRound(services, { callId, number: wanted });
    },
  };
}

/** What a ranking of the call is called: its line, or all of the call. */
export function unitTitle(
  { lines = [] }: CallDocument,
  unit: string,
  wholeCall: Localized,
): Localized {
  const all = lines.flatMap((line) => [line, ...(line.sublines ?? [])]);
  return all.find(({ id }) => id === unit)?.title ?? wholeCall;
}
