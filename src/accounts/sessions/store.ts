import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Db, Tx } from '../../platform/database.ts';
import type { Principal } from '../access.ts';
import { hashToken, makeToken } from './token.ts';

export interface NewSession {
  readonly personId: string;
  readonly kind: Principal['kind'];
  readonly how: Principal['how'];
  readonly level: number;
  readonly label?: string;
  readonly lifetimeMs: number;
  /** Only browsers grow idle: a program asks when it has to. */
  readonly idleMs: number;
}

export interface OpenedSession {
  /** Known here and to its holder only. */
  readonly token: string;
  readonly family: string;
  readonly expiresAt: Date;
}

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

/** Always with a token made here and now: one that a browser brought along is never taken. */
export async function recordSession(tx: Tx, session: NewSession): Promise<OpenedSession> {
  const token = makeToken();
  const family = randomUUID();
  const { absolute_expires_at: expiresAt } = await tx
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      family,
      person_id: session.personId,
      kind: session.kind,
      how: session.how,
      level: session.level,
      label: session.label ?? null,
      acting_for: null,
      csrf_secret: randomBytes(24).toString('base64url'),
      idle_expires_at: inMs(Math.min(session.idleMs, session.lifetimeMs)),
      absolute_expires_at: inMs(session.lifetimeMs),
      replaced_at: null,
      revoked_at: null,
    })
    .returning('absolute_expires_at')
    .executeTakeFirstOrThrow();
  return { token, family, expiresAt };
}

const rotateSql = `
  with old as (
    update session set replaced_at = now()
     where token_hash = $1 and replaced_at is null and revoked_at is null
    returning *)
  insert into session (token_hash, family, person_id, kind, how, level, label, acting_for, csrf_secret,
                       idle_expires_at, absolute_expires_at)
  select $2, family, person_id, kind, how, level, label, acting_for, csrf_secret,
         least(now() + $3 * interval '1 millisecond', absolute_expires_at), absolute_expires_at
    from old`;

/** Gives the session a new token; of several requests that arrive together only one does, the others get undefined. */
export async function recordRotation(
  pool: Pick<Pool, 'query'>,
  tokenHash: Buffer,
  idleMs: number,
): Promise<string | undefined> {
  const token = makeToken();
  const { rowCount } = await pool.query({
    name: 'rotate-session',
    text: rotateSql,
    values: [tokenHash, hashToken(token), idleMs],
  });
  return rowCount === 1 ? token : undefined;
}

const useSql = `
  update session
     set last_seen_at = now(),
         idle_expires_at = case when kind = 'browser'
                                then least(now() + $2 * interval '1 millisecond', absolute_expires_at)
                                else idle_expires_at end
   where token_hash = $1 and replaced_at is null and revoked_at is null
     and last_seen_at <= now() - $3 * interval '1 millisecond'`;

/** Notes that the session is used, unless that was noted less than `everyMs` ago. */
export async function recordUse(
  pool: Pool,
  tokenHash: Buffer,
  { idleMs, everyMs }: { readonly idleMs: number; readonly everyMs: number },
): Promise<void> {
  await pool.query({ name: 'use-session', text: useSql, values: [tokenHash, idleMs, everyMs] });
}

/** Ends one session of the person, or all; how many there were. */
export async function recordEnd(
  tx: Tx,
  { personId, family }: { readonly personId: string; readonly family?: string },
): Promise<number> {
  const mine = sql<boolean>`person_id = ${personId}
    and (${family ?? null}::uuid is null or family = ${family ?? null}::uuid)
    and revoked_at is null and absolute_expires_at > now()`;
  // First the locks: a rotation under way ends before them, and its new token is seen by what follows.
  await tx.selectFrom('session').select('token_hash').where(mine).forUpdate().execute();
  const ended = await tx
    .updateTable('session')
    .set({ revoked_at: sql<Date>`now()` })
    .where(mine)
    .returning('family')
    .execute();
  return new Set(ended.map((row) => row.family)).size;
}

/** For which organisation the session acts from now on; all its tokens, as one may just be replacing another. */
export async function recordActingFor(
  tx: Tx,
  { family, organisationId }: { readonly family: string; readonly organisationId: string | null },
): Promise<void> {
  const open = sql<boolean>`family = ${family} and revoked_at is null`;
  await tx.selectFrom('session').select('token_hash').where(open).forUpdate().execute();
  await tx.updateTable('session').set({ acting_for: organisationId }).where(open).execute();
}

/** Sessions are kept a while after their end, so that a copied token still gives itself away. */
export async function deleteEndedSessions(db: Db): Promise<void> {
  await db
    .deleteFrom('session')
    .where(sql<boolean>`absolute_expires_at < now() - interval '30 days'`)
    .execute();
}
