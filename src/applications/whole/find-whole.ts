import type { FastifyRequest } from 'fastify';
import { principalOf, type Principal } from '../../accounts/index.ts';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import type { Services } from '../../platform/services.ts';
import type { ApplicationRecord, GivenConsent, RegisterLine } from '../application-record.ts';
import type { SnapshotDocument } from '../documents/handed-in.ts';
import { currentIn, slotsOf } from '../documents/slots.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findSnapshot } from '../queries.ts';
import { findShown } from '../shown-application.ts';
import { seesAll, shownContent, sightOf, type ShownContent, type Sight } from '../sight.ts';
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
  /** What it says, as far as whoever asks may see it. */
  readonly content: ShownContent;
  /** Whether that is all of it; otherwise neither its figures nor the exact text are given. */
  readonly isComplete: boolean;
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
    });
  const { frozenHash: hash, call, id } = application;
  const reader = principalOf(request);
  if (hash === null) return fromDraft(services, application, reader);
  const bytes = await findSnapshot(services.database.db, { callId: call.id, id, hash });
  if (!bytes) throw new Error(`the frozen text of application ${id} is missing`);
  return fromText(services, application, { bytes, hash, reader });
}

async function fromText(
  services: Services,
  application: ApplicationRecord,
  {
    bytes,
    hash,
    reader,
  }: {
    readonly bytes: Buffer;
    readonly hash: string;
    /** Somebody of the partnership; the body sees everything. */
    readonly reader?: Principal;
  },
): Promise<Whole> {
  const { title, lead, partners, content, call, documents = [] } = readSnapshot(bytes);
  const { consents, entries } = application;
  const rules = await loadPublished(services, {
    callId: application.call.id,
    version: call.version,
  });
  const sight: Sight = reader
    ? sightOf(reader, application, rules.call.document)
    : { costs: 'all' };
  return {
    application,
    isOwn: reader !== undefined,
    rules,
    title,
    lead,
    partners,
    content: shownContent(content, sight),
    isComplete: seesAll(content, sight),
    documents,
    frozen: { bytes, hash },
    consents: reader ? consents : undefined,
    entries,
  };
}

async function fromDraft(
  services: Services,
  application: ApplicationRecord,
  reader: Principal,
): Promise<Whole> {
  const { title, lead, partners, content, entries, call } = application;
  const rules = await loadCurrentCall(services, call.id);
  const documents = slotsOf(rules.call, application).flatMap(({ key }) => {
    const current = currentIn(application.documents, key);
    if (!current) return [];
    const { slot, version, name, kind, bytes, hash } = current;
    return [{ slot, version, name, kind, bytes, sha256: hash }];
  });
  const sight = sightOf(reader, application, rules.call.document);
  return {
    application,
    isOwn: true,
    rules,
    title,
    lead,
    partners,
    content: shownContent(content, sight),
    isComplete: seesAll(content, sight),
    documents,
    frozen: undefined,
    consents: undefined,
    entries,
  };
}
