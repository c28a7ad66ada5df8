import type { FastifyRequest } from 'fastify';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import type { Services } from '../../platform/services.ts';
import type { ApplicationRecord, GivenConsent, RegisterLine } from '../application-record.ts';
import type { SnapshotDocument } from '../documents/handed-in.ts';
import { currentIn, slotsOf } from '../documents/slots.ts';
import type { DraftContent } from '../draft.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findSnapshot } from '../queries.ts';
import { findShown } from '../shown-application.ts';
import { readSnapshot, type NamedOrganisation, type NamedPartner } from '../snapshot.ts';

/** One application with the text that counts for whoever asks: what was submitted, what is frozen, or the draft. */
export interface Whole {
  readonly application: ApplicationRecord;
  /** Whether it is asked for by the people of its partnership. */
  readonly isOwn: boolean;
  readonly rules: PublishedVersion;
  readonly title: string;
  readonly lead: NamedOrganisation;
  readonly partners: readonly NamedPartner[];
  readonly content: DraftContent;
  readonly documents: readonly SnapshotDocument[];
  /** The exact text, once it is frozen. */
  readonly frozen: { readonly bytes: Buffer; readonly hash: string } | undefined;
  /** To the frozen text; those of others are not shown to the body. */
  readonly consents: readonly GivenConsent[] | undefined;
  readonly entries: readonly RegisterLine[];
}

export async function findWhole(
  services: Services,
  request: FastifyRequest,
): Promise<Whole | undefined> {
  const shown = await findShown(services.database, request);
  if (!shown) return undefined;
  const { application } = shown;
  if (shown.type === 'received')
    return fromText(services, application, {
      bytes: shown.bytes,
      hash: shown.entry.snapshotHash,
      isOwn: false,
    });
  const { frozenHash: hash, call, id } = application;
  if (hash === null) return fromDraft(services, application);
  const bytes = await findSnapshot(services.database.db, { callId: call.id, id, hash });
  if (!bytes) throw new Error(`the frozen text of application ${id} is missing`);
  return fromText(services, application, { bytes, hash, isOwn: true });
}

async function fromText(
  services: Services,
  application: ApplicationRecord,
  {
    bytes,
    hash,
    isOwn,
  }: { readonly bytes: Buffer; readonly hash: string; readonly isOwn: boolean },
): Promise<Whole> {
  const { title, lead, partners, content, call, documents = [] } = readSnapshot(bytes);
  const { consents, entries } = application;
  return {
    application,
    isOwn,
    rules: await loadPublished(services, {
      callId: application.call.id,
      version: call.version,
    }),
    title,
    lead,
    partners,
    content,
    documents,
    frozen: { bytes, hash },
    consents: isOwn ? consents : undefined,
    entries,
  };
}

async function fromDraft(services: Services, application: ApplicationRecord): Promise<Whole> {
  const { title, lead, partners, content, entries, call } = application;
  const rules = await loadCurrentCall(services, call.id);
  const documents = slotsOf(rules.call, application).flatMap(({ key }) => {
    const current = currentIn(application.documents, key);
    if (!current) return [];
    const { slot, version, name, kind, bytes, hash } = current;
    return [{ slot, version, name, kind, bytes, sha256: hash }];
  });
  const common = { application, isOwn: true, rules, title, lead, partners, content, documents };
  return { ...common, frozen: undefined, consents: undefined, entries };
}
