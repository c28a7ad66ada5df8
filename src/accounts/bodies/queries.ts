import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { Role } from '../../platform/tables.ts';
import type { Body } from './role.ts';

function selectBodies(db: Db) {
  return db
    .selectFrom('body')
    .leftJoin('body as parent', 'parent.id', 'body.parent_id')
    .select([
      'body.id',
      'body.code',
      'body.name',
      'body.kind',
      'parent.code as parent',
      'body.fiscal_code as fiscalCode',
      'body.fictional',
    ]);
}

/** By code; `after` is the last code seen. */
export async function findBodies(
  db: Db,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Body[]> {
  return selectBodies(db)
    .$if(after !== undefined, (query) => query.where('body.code', '>', after ?? ''))
    .orderBy('body.code')
    .limit(limit)
    .execute();
}

export async function findBody(db: Db, code: string): Promise<Body | undefined> {
  return selectBodies(db).where('body.code', '=', code).executeTakeFirst();
}

export interface RoleOfBody {
  readonly id: string;
  readonly role: Role;
  /** As written by who gave it. */
  readonly name: string;
  readonly isOwn: boolean;
  readonly call: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly ground: string;
}

/** The roles in a body that stand now or will. */
export async function findRolesIn(
  db: Db,
  { bodyId, viewerId }: { readonly bodyId: string; readonly viewerId: string },
  { after, limit }: ListPage<readonly [string, string, string]> = { limit: 500 },
): Promise<readonly RoleOfBody[]> {
  const name = sql<string>`coalesce(role_grant.addressed_as, person.given_name || ' ' || person.family_name)`;
  return db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .leftJoin('call', 'call.id', 'role_grant.call_id')
    .select([
      'role_grant.id',
      'role_grant.role',
      name.as('name'),
      sql<boolean>`role_grant.person_id = ${viewerId}`.as('isOwn'),
      'call.slug as call',
      'role_grant.valid_from as validFrom',
      'role_grant.valid_until as validUntil',
      'role_grant.ground',
    ])
    .where('role_grant.body_id', '=', bodyId)
    .where('role_grant.revoked_at', 'is', null)
    .where(
      sql<boolean>`(role_grant.valid_until is null or role_grant.valid_until > statement_timestamp())`,
    )
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(role_grant.role, ${name}, role_grant.id) > (${after?.[0]}, ${after?.[1]}, ${after?.[2]}::uuid)`,
      ),
    )
    .orderBy('role_grant.role')
    .orderBy(name)
    .orderBy('role_grant.id')
    .limit(limit)
    .execute();
}
