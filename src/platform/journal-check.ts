import type { ClientBase } from 'pg';
import type { ChainHead } from './backup/archive.ts';
import { makeFindings, type ChainReport, type Findings } from './chain-report.ts';
import { emptyChainHash, hashRow, type JournalRow } from './journal.ts';
import { dayText, type JournalDay } from './journal-day.ts';
import { isSignedBy, type SigningKeys } from './signing-key.ts';
import { streamRows } from './stream-rows.ts';

export type JournalFault =
  /** No row has this number. */
  | 'row-missing'
  /** The row does not follow the one before it. */
  | 'link-broken'
  /** What the row says is not what was hashed. */
  | 'row-altered'
  | 'head-differs'
  /** The day ended a whole day ago at least. */
  | 'day-unsigned'
  /** The chain is not where it was when the day was signed. */
  | 'day-differs'
  | 'day-signature-wrong'
  /** The key of the signature is not among those of the body. */
  | 'key-unknown';

/** Where each chain of the journal stands. */
export async function readJournalHeads(client: ClientBase): Promise<readonly ChainHead[]> {
  const { rows } = await client.query<ChainHead>(
    `select chain, sequence::float8 as number, encode(hash, 'hex') as hash from journal_head order by chain collate "C"`,
  );
  return rows;
}

/** Every chain of which the journal has a row, a head or a signed day. */
export async function readJournalChains(client: ClientBase): Promise<readonly string[]> {
  // One step in the index for each chain, however many rows it has.
  const { rows } = await client.query<{ readonly chain: string }>(`
    with recursive found as (
      (select chain from journal order by chain limit 1)
      union all
      select (select j.chain from journal j where j.chain > found.chain order by j.chain limit 1)
        from found where found.chain is not null
    )
    select chain from found where chain is not null
    union select chain from journal_head union select chain from journal_day
    order by chain`);
  return rows.map(({ chain }) => chain);
}

interface StoredRow extends JournalRow {
  readonly hash: Buffer;
}

interface StoredDay extends JournalDay {
  readonly keyId: string;
  readonly signature: Buffer;
}

/**
 * Reads a chain from its first row to its last and computes it again: the numbers, the links, the hashes, the head,
 * the signature of every day. To be called in a transaction that sees one state. Holds a page of rows in memory.
 */
export async function checkJournalChain(
  client: ClientBase,
  chain: string,
  keys: SigningKeys,
): Promise<ChainReport<JournalFault>> {
  const { add, result } = makeFindings<JournalFault>();
  const days = await readDays(client, chain);
  const bySequence = new Map(days.map((day) => [day.sequence, day]));
  const lastOfDay = new Map<string, number>();
  let [count, sequence] = [0, 0];
  let hash: Buffer = emptyChainHash;
  for await (const row of readRows(client, chain)) {
    if (row.sequence !== sequence + 1) add('row-missing', sequence + 1);
    // After a gap nothing is known of what the row should follow.
    else if (!row.previousHash.equals(hash)) add('link-broken', row.sequence);
    if (!hashRow(row).equals(row.hash)) add('row-altered', row.sequence);
    const signed = bySequence.get(row.sequence);
    if (signed && !signed.hash.equals(row.hash)) add('day-differs', signed.day);
    lastOfDay.set(row.at.slice(0, 10), row.sequence);
    count += 1;
    ({ sequence, hash } = row);
  }
  await checkHead(client, { chain, sequence, hash, add });
  for (const day of days) checkDay(day, { sequence, keys, add });
  const ended = await readEndedDay(client);
  for (const day of lastOfDay.keys())
    if (day <= ended && !days.some((signed) => signed.day === day)) add('day-unsigned', day);
  return { chain, rows: count, hash: hash.toString('hex'), signatures: days.length, ...result() };
}

type Add = Findings<JournalFault>['add'];

async function checkHead(
  client: ClientBase,
  { chain, sequence, hash, add }: Pick<JournalDay, 'chain' | 'sequence' | 'hash'> & { add: Add },
): Promise<void> {
  const { rows } = await client.query<{ readonly sequence: number; readonly hash: Buffer }>(
    'select sequence::float8 as sequence, hash from journal_head where chain = $1',
    [chain],
  );
  const head = rows[0] ?? { sequence: 0, hash: emptyChainHash };
  if (head.sequence > sequence) add('row-missing', sequence + 1);
  else if (head.sequence < sequence || !head.hash.equals(hash)) add('head-differs', head.sequence);
}

function checkDay(
  signed: StoredDay,
  { sequence, keys, add }: { sequence: number; keys: SigningKeys; add: Add },
): void {
  // Also where the rows up to the signed one have gone.
  if (signed.sequence > sequence) add('day-differs', signed.day);
  const key = keys.get(signed.keyId);
  if (!key) add('key-unknown', signed.day);
  else if (!isSignedBy(key, dayText(signed), signed.signature))
    add('day-signature-wrong', signed.day);
}

async function readDays(client: ClientBase, chain: string): Promise<readonly StoredDay[]> {
  const { rows } = await client.query<StoredDay>(
    `select chain, to_char(day, 'YYYY-MM-DD') as day, sequence::float8 as sequence, hash, key_id as "keyId", signature
       from journal_day where chain = $1 order by day`,
    [chain],
  );
  return rows;
}

/** The last day of which the signature should be there: it ended a whole day ago. */
async function readEndedDay(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ readonly day: string }>(
    `select to_char((now() at time zone 'UTC') - interval '2 days', 'YYYY-MM-DD') as day`,
  );
  return rows[0]?.day ?? '';
}

function readRows(client: ClientBase, chain: string): AsyncGenerator<StoredRow> {
  return streamRows<StoredRow>(
    client,
    `select chain, sequence::float8 as sequence,
            to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, act, subject,
            person_id as "personId", on_behalf_of as "onBehalfOf", from_state as "from", to_state as "to", ground,
            content_hash as "contentHash", previous_hash as "previousHash", hash
       from journal where chain = $1 order by sequence`,
    [chain],
  );
}
