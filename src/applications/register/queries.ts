import { sql, type SelectQueryBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { Tables } from '../../platform/tables.ts';
import { genesisHash, type Commit, type Entry } from './entry.ts';
import type { RegisterOf } from './commit-entries.ts';
import { makeTree } from './merkle.ts';
import { receiptOf, type Receipt } from './receipt.ts';

/** One line of the register as it is listed. */
export interface RegisterLine {
  readonly number: number;
  readonly kind: Entry['kind'];
  /** ISO 8601 in UTC with microseconds. */
  readonly at: string;
  readonly applicationId: string;
  readonly title: string;
  readonly leadName: string;
  readonly leadFiscalCode: string;
  readonly snapshotHash: string;
  readonly ground: string | null;
  readonly hash: string;
}

export interface RegisterFilter {
  /** Words of the title or of the lead, or a number of the register. */
  readonly text?: string | undefined;
  readonly kind?: Entry['kind'] | undefined;
  /** Instants, the first included, the second not. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const isoSql = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const hexSql = (column: string) => sql<string>`encode(${sql.ref(column)}, 'hex')`;

/** Lines of the register, the latest first, those before number `before`. */
export async function listEntries(
  db: Db,
  callId: number,
  { filter, before, limit }: { filter: RegisterFilter; before?: number | undefined; limit: number },
): Promise<readonly RegisterLine[]> {
  return select(db, callId, filter)
    .$if(before !== undefined, (query) => query.where('e.number', '<', before ?? 0))
    .orderBy('e.number', 'desc')
    .limit(limit)
    .execute();
}

/** The whole register, or what the filter leaves of it, in the order of the numbers and a few at a time. */
export async function* streamEntries(
  db: Db,
  callId: number,
  filter: RegisterFilter,
): AsyncGenerator<readonly RegisterLine[]> {
  const pageSize = 2_000;
  for (let last = 0; ;) {
    const lines = await select(db, callId, filter)
      .where('e.number', '>', last)
      .orderBy('e.number')
      .limit(pageSize)
      .execute();
    if (lines.length > 0) yield lines;
    if (lines.length < pageSize) return;
    last = lines.at(-1)?.number ?? 0;
  }
}

function select(db: Db, callId: number, filter: RegisterFilter) {
  const query = db
    .selectFrom('register_entry as e')
    .innerJoin('application as a', (join) =>
      join.onRef('a.call_id', '=', 'e.call_id').onRef('a.id', '=', 'e.application_id'),
    )
    .innerJoin('organisation as o', 'o.id', 'e.organisation_id')
    .where('e.call_id', '=', callId)
    .select([
      'e.number',
      'e.kind',
      isoSql('e.at').as('at'),
      'e.application_id as applicationId',
      'a.title',
      'o.name as leadName',
      'o.fiscal_code as leadFiscalCode',
      hexSql('e.snapshot_hash').as('snapshotHash'),
      'e.ground',
      hexSql('e.hash').as('hash'),
    ]);
  return applyFilter(query, filter);
}

type Listed = Tables & {
  e: Tables['register_entry'];
  a: Tables['application'];
  o: Tables['organisation'];
};

function applyFilter<O>(
  query: SelectQueryBuilder<Listed, 'e' | 'a' | 'o', O>,
  { text, kind, from, until }: RegisterFilter,
): SelectQueryBuilder<Listed, 'e' | 'a' | 'o', O> {
  const wanted = readSearch(text);
  let filtered = query;
  if (wanted.number !== undefined) filtered = filtered.where('e.number', '=', wanted.number);
  if (wanted.words !== undefined)
    filtered = filtered.where(sql<boolean>`a.search @@ to_tsquery('simple', ${wanted.words})`);
  if (kind !== undefined) filtered = filtered.where('e.kind', '=', kind);
  if (from !== undefined) filtered = filtered.where('e.at', '>=', from);
  if (until !== undefined) filtered = filtered.where('e.at', '<', until);
  return filtered;
}

const numberMax = 2_147_483_647;

/** A protocol number looks for that line; anything else for the beginnings of all its words. */
export function readSearch(text = ''): { readonly number?: number; readonly words?: string } {
  const protocol = /^\s*(?:[a-z0-9.-]+\/)?(\d{1,10})\s*$/.exec(text)?.[1];
  if (protocol !== undefined && Number(protocol) <= numberMax) return { number: Number(protocol) };
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  return words.length === 0 ? {} : { words: words.map((word) => `${word}:*`).join(' & ') };
}

/** How many entries the register of a call has. */
export async function countEntries(db: Db, callId: number): Promise<number> {
  const head = await db
    .selectFrom('register_head')
    .select('number')
    .where('call_id', '=', callId)
    .executeTakeFirst();
  return head?.number ?? 0;
}

/** The numbers of the entries of one application, oldest first. */
export async function listNumbersOf(
  db: Db,
  { callId, applicationId }: { callId: number; applicationId: string },
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('register_entry')
    .select('number')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('turn', '>', Number(after?.[0] ?? 0))
    .orderBy('turn')
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

/** The receipt of an entry, the same to the byte as the one that was given when it was entered. */
export async function findReceipt(
  db: Db,
  of: RegisterOf,
  number: number,
): Promise<Receipt | undefined> {
  const row = await db
    .selectFrom('register_entry as e')
    .innerJoin('register_commit as c', (join) =>
      join.onRef('c.call_id', '=', 'e.call_id').onRef('c.commit_number', '=', 'e.commit_number'),
    )
    .innerJoin('signing_key as k', 'k.id', 'c.key_id')
    .leftJoin('register_entry as p', (join) =>
      join.onRef('p.call_id', '=', 'e.call_id').on('p.number', '=', number - 1),
    )
    .where('e.call_id', '=', of.callId)
    .where('e.number', '=', number)
    .select([
      'e.kind',
      'e.turn',
      'e.ground',
      'e.application_id as applicationId',
      'e.person_id as personId',
      'e.organisation_id as organisationId',
      hexSql('e.snapshot_hash').as('snapshotHash'),
      hexSql('e.hash').as('hash'),
      isoSql('e.at').as('at'),
      'p.hash as previousHash',
      'c.commit_number as commitNumber',
      'c.first_number as firstNumber',
      'c.size',
      hexSql('c.root').as('root'),
      'c.key_id as keyId',
      'c.signature',
      'k.public_key as publicKey',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const { call, callId } = of;
  const { at, commitNumber, firstNumber, size, root } = row;
  const commit: Commit = { call, number: commitNumber, firstNumber, size, at, root };
  const entry: Entry = {
    call,
    number,
    kind: row.kind,
    commitNumber,
    at,
    applicationId: row.applicationId,
    turn: row.turn,
    personId: row.personId,
    organisationId: row.organisationId,
    snapshotHash: row.snapshotHash,
    ground: row.ground,
    previousHash: (row.previousHash ?? genesisHash(call)).toString('hex'),
  };
  return receiptOf(entry, row.hash, {
    commit,
    tree: makeTree(await loadLeaves(db, callId, commit)),
    signature: {
      algorithm: 'Ed25519',
      keyId: row.keyId,
      publicKey: row.publicKey.toString('base64'),
      value: row.signature.toString('base64'),
    },
  });
}

async function loadLeaves(
  db: Db,
  callId: number,
  { firstNumber, size }: Commit,
): Promise<readonly Buffer[]> {
  const rows = await db
    .selectFrom('register_entry')
    .select('hash')
    .where('call_id', '=', callId)
    .where('number', '>=', firstNumber)
    .where('number', '<', firstNumber + size)
    .orderBy('number')
    .execute();
  return rows.map(({ hash }) => hash);
}

export async function findCallId(db: Db, slug: string): Promise<number | undefined> {
  const row = await db.selectFrom('call').select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id;
}

/** The public halves of all keys that have signed here. */
export async function listSigningKeys(
  db: Db,
  { after, limit }: ListPage<readonly [string, string]>,
): Promise<
  readonly { readonly keyId: string; readonly publicKey: string; readonly since: string }[]
> {
  const order = sql`date_trunc('milliseconds', since)`;
  const rows = await db
    .selectFrom('signing_key')
    .selectAll()
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${order}, id) > (${after?.[0]}::timestamptz, ${after?.[1]})`),
    )
    .orderBy(order)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, public_key: key, since }) => ({
    keyId: id,
    publicKey: key.toString('base64'),
    since: since.toISOString(),
  }));
}
