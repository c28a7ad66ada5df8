import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { JournalRow } from '../../platform/journal.ts';
import type { Services } from '../../platform/services.ts';
import { stateOf } from '../application.ts';
import type { SnapshotDocument } from '../documents/handed-in.ts';
import { chainOf, subjectOf } from '../queries.ts';
import { protocolOf } from '../register/entry.ts';
import { findReceipt } from '../register/queries.ts';
import type { Receipt } from '../register/receipt.ts';
import type { Whole } from './find-whole.ts';

/** One row of the journal, with all that its hash is taken of. */
type JournalLine = Omit<JournalRow, 'contentHash' | 'previousHash' | 'hash'> &
  Readonly<Record<'contentHash' | 'previousHash' | 'hash', string>>;

/** Everything about one application, for programs. */
export interface WholeFile {
  readonly bandolo: 'application-file/1';
  readonly call: { readonly slug: string; readonly version: number };
  readonly application: string;
  readonly state: string;
  readonly title: string;
  readonly lead: Whole['lead'];
  readonly partners: Whole['partners'];
  readonly content: Whole['content'];
  readonly documents: readonly SnapshotDocument[];
  /** The text whose SHA-256 this is, letter by letter; nothing where it holds costs that are confidential. */
  readonly frozen: { readonly hash: string; readonly text: string | null } | null;
  readonly consents: Whole['consents'] | null;
  readonly entries: readonly {
    readonly kind: string;
    readonly protocol: string;
    readonly at: string;
  }[];
  readonly receipts: readonly Receipt[];
  /** What the journal says of it; for the people of the partnership. */
  readonly journal: readonly JournalLine[] | null;
}

export async function readWholeFile(services: Services, whole: Whole): Promise<WholeFile> {
  const { application, frozen, isOwn, isComplete, entries, rules } = whole;
  const { call, id } = application;
  const { db } = services.database;
  return {
    bandolo: 'application-file/1',
    call: { slug: call.slug, version: rules.version },
    application: id,
    state: stateOf(application),
    title: whole.title,
    lead: whole.lead,
    partners: whole.partners,
    content: whole.content,
    documents: whole.documents,
    frozen: frozen
      ? { hash: frozen.hash, text: isComplete ? frozen.bytes.toString('utf8') : null }
      : null,
    consents: whole.consents ?? null,
    entries: entries.map(({ kind, number, at }) => ({
      kind,
      protocol: protocolOf(call.slug, number),
      at,
    })),
    receipts: await readReceipts(db, whole),
    journal: isOwn ? await readJournal(db, call.id, id) : null,
  };
}

export async function readReceipts(
  db: Db,
  { application: { call }, entries }: Whole,
): Promise<readonly Receipt[]> {
  const of = { callId: call.id, call: call.slug };
  const found = await Promise.all(entries.map(({ number }) => findReceipt(db, of, number)));
  return found.flatMap((receipt) => (receipt ? [receipt] : []));
}

/** The rows of the journal about one application, in order; others of the same chain stand between them. */
async function readJournal(db: Db, callId: number, id: string): Promise<readonly JournalLine[]> {
  const { rows } = await sql<JournalLine>`
    select chain, sequence::integer as sequence,
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, act, subject,
           person_id as "personId", on_behalf_of as "onBehalfOf", from_state as "from",
           to_state as "to", ground, encode(content_hash, 'hex') as "contentHash",
           encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash
      from journal
     where subject = ${subjectOf(id)} and chain = ${chainOf(callId)}
     order by journal.sequence`.execute(db);
  return rows;
}
