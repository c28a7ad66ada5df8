import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { Role } from '../../platform/tables.ts';
import { holdsAt } from '../holds.ts';
import type { Body } from './role.ts';

export interface NewBody {
  readonly code: string;
  readonly name: string;
  readonly kind: Body['kind'];
  readonly parentId: string | null;
  readonly fiscalCode: string | null;
  readonly fictional: boolean;
}

/** Undefined when the code is taken. */
export async function recordBody(tx: Tx, body: NewBody): Promise<string | undefined> {
  const row = await tx
    .insertInto('body')
    .values({
      code: body.code,
      name: body.name,
      kind: body.kind,
      parent_id: body.parentId,
      fiscal_code: body.fiscalCode,
      fictional: body.fictional,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface LockedBody {
  readonly id: string;
  readonly kind: Body['kind'];
  readonly fictional: boolean;
}

/** Loads and locks the row: the roles of a body change one after the other. */
export async function lockBody(tx: Tx, id: string): Promise<LockedBody | undefined> {
  return tx
    .selectFrom('body')
    .select(['id', 'kind', 'fictional'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether the person administers the body or the one above it at this instant. Only under the lock. */
export async function isAdministrator(tx: Tx, bodyId: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('role_grant')
    .innerJoin('body', 'body.id', 'role_grant.body_id')
    .select('role_grant.id')
    .where('role_grant.person_id', '=', personId)
    .where('role_grant.role', '=', 'administrator')
    .where('role_grant.call_id', 'is', null)
    .where(holdsAt('role_grant'))
    .where((where) =>
      where.or([
        where('role_grant.body_id', '=', bodyId),
        where(
          'role_grant.body_id',
          '=',
          where
            .selectFrom('body as child')
            .select('child.parent_id')
            .where('child.id', '=', bodyId),
        ),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the person has the role now, in the body or for this one call of it. */
export async function isRoleHeld(
  db: Db,
  { personId, role, bodyId, callId }: RoleAt,
): Promise<boolean> {
  const row = await db
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('body_id', '=', bodyId)
    .where((where) => where.or([where('call_id', 'is', null), where('call_id', '=', callId)]))
    .where(holdsAt('role_grant'))
    .executeTakeFirst();
  return row !== undefined;
}

export interface RoleAt {
  readonly personId: string;
  readonly role: Role;
  readonly bodyId: string;
  readonly callId: number;
}

export interface NewRole {
  readonly bodyId: string;
  readonly personId: string;
  readonly role: Role;
  readonly callId: number | null;
  /** At once when absent. */
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly ground: string;
  readonly addressedAs: string | null;
  readonly givenBy: string | null;
}

export async function recordRole(tx: Tx, given: NewRole): Promise<string> {
  const { id } = await tx
    .insertInto('role_grant')
    .values({
      person_id: given.personId,
      role: given.role,
      body_id: given.bodyId,
      call_id: given.callId,
      ...(given.validFrom && { valid_from: given.validFrom }),
      valid_until: given.validUntil,
      ground: given.ground,
      addressed_as: given.addressedAs,
      given_by: given.givenBy,
      revoked_at: null,
      revoked_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface StandingRole {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly callId: number | null;
}

/** The role, unless it is revoked or over. Only under the lock of its body. */
export async function findStandingRole(
  tx: Tx,
  bodyId: string,
  id: string,
): Promise<StandingRole | undefined> {
  return tx
    .selectFrom('role_grant')
    .select(['id', 'person_id as personId', 'role', 'call_id as callId'])
    .where('body_id', '=', bodyId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(valid_until is null or valid_until > statement_timestamp())`)
    .executeTakeFirst();
}

/** Whether, without this role, an administrator with no end would remain. Only under the lock. */
export async function hasOtherAdministrator(
  tx: Tx,
  bodyId: string,
  roleId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('role_grant')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('role', '=', 'administrator')
    .where('call_id', 'is', null)
    .where('valid_until', 'is', null)
    .where('id', '<>', roleId)
    .where(holdsAt('role_grant'))
    .executeTakeFirst();
  return row !== undefined;
}

export async function recordRoleRevocation(tx: Tx, id: string, revokedBy: string): Promise<void> {
  await tx
    .updateTable('role_grant')
    .set({ revoked_at: sql<Date>`clock_timestamp()`, revoked_by: revokedBy })
    .where('id', '=', id)
    .execute();
}
