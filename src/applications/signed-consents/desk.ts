import type { FastifyRequest } from 'fastify';
import { hasPower, principalOf } from '../../accounts/index.ts';
import { loadPublished } from '../../calls/index.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import type { TextPdf } from '../../platform/files/text-pdf.ts';
import type { Services } from '../../platform/services.ts';
import { watchAnchors } from '../../platform/signatures/index.ts';
import { findSnapshot } from '../queries.ts';
import { mayReadText } from '../snapshot-sight.ts';
import { readSnapshot, type Snapshot } from '../snapshot.ts';
import { printSnapshot } from './frozen-print.ts';
import type { SignedConsentDesk } from './give-signed-consent.ts';

export function signedConsentDesk(services: Services): SignedConsentDesk {
  const { signatureAnchors } = services.config;
  return {
    services,
    store: openFileStore(services.config),
    anchors: signatureAnchors === undefined ? undefined : watchAnchors(signatureAnchors),
  };
}

export interface VisibleText {
  readonly snapshot: Snapshot;
  /** Whether they may read all of it: a call may keep the costs of partners from each other. */
  readonly isReadable: boolean;
  readonly print: TextPdf;
}

/** The text that the address names, to be read: people of the partnership see all of theirs, the body what was submitted. */
export async function findVisibleText(
  services: Services,
  request: FastifyRequest,
): Promise<VisibleText | undefined> {
  const { application: id, hash } = request.params as {
    readonly application: string;
    readonly hash: string;
  };
  const { subject } = request;
  if (subject?.callId === undefined) return undefined;
  const { callId } = subject;
  const { database } = services;
  const isOwn = hasPower(principalOf(request), 'read', subject);
  const bytes = await findSnapshot(database.db, { callId, id, hash, isSubmitted: !isOwn });
  if (!bytes) return undefined;
  const snapshot = readSnapshot(bytes);
  const { version } = snapshot.call;
  const { call } = await loadPublished({ database }, { callId, version });
  const isReadable = !isOwn || (await mayReadText(services, request, bytes));
  return { snapshot, isReadable, print: printSnapshot(snapshot, hash, call.document) };
}
