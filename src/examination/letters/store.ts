import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';

/** Letters to many, written in the background; the counts are kept with each letter. */
export interface LetterBatch {
  readonly id: string;
  readonly callId: number;
  readonly template: string;
  /** What they tell of where it is no outcome: `ranking/3`. */
  readonly cause: string | null;
  readonly wanted: number;
  readonly written: number;
  readonly begunAt: Date;
  readonly endedAt: Date | null;
}

const batchColumns = sql`
  b.id, b.call_id as "callId", b.template, b.cause, b.wanted, b.written, b.begun_at as "begunAt", b.ended_at as "endedAt"`;

export async function findBatch(db: Db, id: string): Promise<LetterBatch | undefined> {
  const { rows } = await sql<LetterBatch>`
    select ${batchColumns} from letter_batch b where b.id = ${id}::uuid`.execute(db);
  return rows[0];
}

export async function listBatches(db: Db, callId: number): Promise<readonly LetterBatch[]> {
  const { rows } = await sql<LetterBatch>`
    select ${batchColumns} from letter_batch b
     where b.call_id = ${callId} order by b.begun_at desc, b.id limit 50`.execute(db);
  return rows;
}

/** Makes whoever numbers letters of a call wait for the one before. */
export async function lockLetters(tx: Tx, callId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`letters ${callId}`}, 0))`.execute(tx);
  const { last } = await tx
    .selectFrom('letter')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return last;
}

/** A letter whose file is not made yet. */
export interface WaitingLetter {
  readonly callId: number;
  readonly applicationId: string;
  readonly number: number;
  readonly printId: string;
  readonly cause: string;
}

/** The request or notice that a letter comes with, by its number. */
export function requestOf(cause: string): number | undefined {
  const match = /^request\/(\d+)$/.exec(cause);
  return match ? Number(match[1]) : undefined;
}

export async function listWaiting(
  db: Db,
  batchId: string,
  limit: number,
): Promise<readonly WaitingLetter[]> {
  const { rows } = await sql<WaitingLetter>`
    select l.call_id as "callId", l.application_id as "applicationId", l.number, l.print_id as "printId",
           l.cause
      from letter l join print p on p.id = l.print_id
     where l.batch_id = ${batchId}::uuid and p.file_hash is null
     order by l.number limit ${limit}`.execute(db);
  return rows;
}

/** A letter as those see it for whom it is. */
export interface WrittenLetter {
  readonly number: number;
  readonly template: string;
  /** `outcome/3`, or `request/1` for the letter that comes with it. */
  readonly cause: string;
  readonly writtenAt: Date;
  /** Of its file, in hexadecimal; none while it is in the making. */
  readonly hash: string | null;
  readonly bytes: number | null;
}

export async function listLetters(
  db: Db,
  { callId, applicationId }: { readonly callId: number; readonly applicationId: string },
  { after, limit }: ListPage<readonly [string]> = { limit: 100 },
): Promise<readonly WrittenLetter[]> {
  const { rows } = await sql<WrittenLetter>`
    select l.number, l.template, l.cause, l.written_at as "writtenAt", encode(p.file_hash, 'hex') as hash, p.file_bytes as bytes
      from letter l join print p on p.id = l.print_id
     where l.call_id = ${callId} and l.application_id = ${applicationId}::uuid
       and l.number < ${after ? Number(after[0]) : 2_147_483_647}
     order by l.number desc limit ${limit}`.execute(db);
  return rows;
}

/** The file of a letter, as it is sent; none while it is in the making. */
export async function findLetterFile(
  db: Db,
  key: Parameters<typeof listLetters>[1],
  number: number,
): Promise<
  | { readonly name: string; readonly kind: 'pdf'; readonly hash: string; readonly bytes: number }
  | undefined
> {
  const letter = (await listLetters(db, key)).find((each) => each.number === number);
  if (!letter || letter.hash === null || letter.bytes === null) return undefined;
  const { hash, bytes } = letter;
  return { name: `lettera-${number}.pdf`, kind: 'pdf', hash, bytes };
}
