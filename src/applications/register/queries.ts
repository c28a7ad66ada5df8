import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import { genesisHash, type Commit, type Entry } from './entry.ts';
import type { RegisterOf } from './commit-entries.ts';
import { makeTree } from './merkle.ts';
import { receiptOf, type Receipt } from './receipt.ts';

const isoSql = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const hexSql = (column: string) => sql<string>`encode(${sql.ref(column)}, 'hex')`;

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

/** What a list shows of a frozen text. */
export interface TextHeading {
  readonly title: string;
  readonly leadName: string;
  readonly leadFiscalCode: string;
}

export async function findHeading(
  db: Db,
  { callId }: RegisterOf,
  { applicationId, snapshotHash }: Pick<Entry, 'applicationId' | 'snapshotHash'>,
): Promise<TextHeading | undefined> {
  return db
    .selectFrom('snapshot_heading')
    .select(['title', 'lead_name as leadName', 'lead_fiscal_code as leadFiscalCode'])
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('hash', '=', Buffer.from(snapshotHash, 'hex'))
    .executeTakeFirst();
}

/** The hash of the last entry of a register, or of the call where there is none yet. */
export async function findHead(db: Db, callId: number): Promise<string> {
  const { hash } = await db
    .selectFrom('register_head')
    .select(sql<string>`encode(hash, 'hex')`.as('hash'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return hash;
}
