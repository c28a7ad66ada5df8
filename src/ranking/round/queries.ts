import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { FrozenLead, FrozenRound } from './frozen-round.ts';

export interface RoundKey {
  readonly callId: number;
  readonly number: number;
}

const roundColumns = sql`
  f.call_id as "callId", f.number, f.call_version as "callVersion", f.up_to as "upTo", f.applications,
  encode(f.hash, 'hex') as hash, f.made_by as "madeBy", f.made_at as "madeAt"`;

export async function findFrozenRound(
  db: Db,
  { callId, number }: RoundKey,
): Promise<FrozenRound | undefined> {
  return (await findRounds(db, sql`f.call_id = ${callId} and f.number = ${number}`))[0];
}

/** The newest first. */
export async function listFrozenRounds(db: Db, callId: number): Promise<readonly FrozenRound[]> {
  return findRounds(db, sql`f.call_id = ${callId}`);
}

async function findRounds(db: Db, where: RawBuilder<unknown>): Promise<readonly FrozenRound[]> {
  const { rows } = await sql<FrozenRound>`
    select ${roundColumns} from frozen_round f where ${where} order by f.number desc`.execute(db);
  return rows;
}

/** What has happened since a round was frozen; it is still what there is where all of it is nothing. */
export interface ChangesSince {
  /** Examinations of which something has changed that a round reads. */
  readonly changed: number;
  /** Applications received since, as far as they were taken in. */
  readonly arrived: number;
  /** Whether the rules have another version by now. */
  readonly isNewVersion: boolean;
}

export async function countChangesSince(
  db: Db,
  { callId, number, upTo, callVersion }: FrozenRound,
): Promise<ChangesSince> {
  const { rows } = await sql<ChangesSince>`
    select (select count(*) from frozen_application f
              join examination x on x.call_id = f.call_id and x.application_id = f.application_id
             where f.call_id = ${callId} and f.number = ${number}
               and x.revision <> f.revision and examination_mark(x) <> f.mark) as changed,
           (select count(*) from examination x
             where x.call_id = ${callId} and x.entry_number > ${upTo}) as arrived,
           (select max(version) from call_version v where v.call_id = ${callId}) <> ${callVersion}
             as "isNewVersion"`.execute(db);
  const [changes] = rows;
  if (!changes) throw new Error('nothing was counted');
  return changes;
}

/** Kind and registered seat of organisations, by their id. */
export async function findLeads(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Omit<FrozenLead, 'id' | 'name' | 'fiscalCode'>>> {
  const { rows } = await sql<{
    readonly id: string;
    readonly kind: string;
    readonly province: string | null;
    readonly municipality: string | null;
    readonly municipalityCode: string | null;
  }>`
    select o.id, o.kind, s.province, s.municipality, s.municipality_code as "municipalityCode"
      from organisation o
      left join lateral (select * from site where organisation_id = o.id
                          order by is_registered desc, active_since nulls last, id limit 1) s on true
     where o.id = any(${ids}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, kind, province, municipality, municipalityCode }) => [
      id,
      {
        kind,
        ...(province === null ? {} : { province }),
        ...(municipality === null ? {} : { municipality }),
        ...(municipalityCode === null ? {} : { municipalityCode }),
      },
    ]),
  );
}

/** The content of a round in its order, some hundreds at a time. */
export async function* readFrozen(
  db: Db,
  { callId, number }: RoundKey,
): AsyncGenerator<{
  readonly place: number;
  readonly content: Buffer;
  readonly entryNumber: number;
}> {
  const atOnce = 500;
  for (let after = 0; ;) {
    const { rows } = await sql<{
      readonly place: number;
      readonly content: Buffer;
      readonly entryNumber: number;
    }>`
      select place, content, entry_number as "entryNumber" from frozen_application
       where call_id = ${callId} and number = ${number} and place > ${after}
       order by place limit ${atOnce}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = last.place;
  }
}
