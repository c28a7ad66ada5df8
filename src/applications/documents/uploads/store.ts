import { sql } from 'kysely';
import type { Db } from '../../../platform/database.ts';

/** A file that arrives in parts; hashes in hexadecimal. */
export interface Upload {
  readonly id: string;
  readonly slot: string;
  readonly name: string;
  readonly bytes: number;
  readonly hash: string;
  readonly startedBy: string;
  /** In the order of the file. */
  readonly parts: readonly UploadPart[];
}

export interface UploadPart {
  readonly startsAt: number;
  readonly bytes: number;
  readonly hash: string;
}

export interface ApplicationKey {
  readonly callId: number;
  readonly applicationId: string;
}

/** What is on its way to an application, the oldest first. */
export async function listUploads(
  db: Db,
  { callId, applicationId }: ApplicationKey,
): Promise<readonly Upload[]> {
  const { rows } = await sql<Upload>`
    select u.id, u.slot, u.name, u.bytes::float8 as bytes, encode(u.hash, 'hex') as hash, u.started_by as "startedBy",
           (select coalesce(json_agg(json_build_object('startsAt', p.starts_at, 'bytes', p.bytes,
                              'hash', encode(p.hash, 'hex')) order by p.starts_at), '[]')
              from upload_part p where p.upload_id = u.id) as parts
      from upload u
     where u.call_id = ${callId} and u.application_id = ${applicationId}::uuid
     order by u.started_at`.execute(db);
  return rows;
}

/** How much of it is there: parts follow each other without a gap. */
export function receivedOf({ parts }: Pick<Upload, 'parts'>): number {
  return parts.reduce((total, { bytes }) => total + bytes, 0);
}

export async function insertUpload(
  db: Db,
  { callId, applicationId }: ApplicationKey,
  { slot, name, bytes, hash, startedBy }: Omit<Upload, 'id' | 'parts'>,
): Promise<string> {
  const { id } = await db
    .insertInto('upload')
    .values({
      call_id: callId,
      application_id: applicationId,
      slot,
      name,
      bytes,
      hash: Buffer.from(hash, 'hex'),
      started_by: startedBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function insertPart(
  db: Db,
  id: string,
  { startsAt, bytes, hash }: UploadPart,
): Promise<void> {
  await db
    .insertInto('upload_part')
    .values({ upload_id: id, starts_at: startsAt, bytes, hash: Buffer.from(hash, 'hex') })
    .execute();
}

/** Its parts go with it; their contents are nobody's then. */
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', id).execute();
}
