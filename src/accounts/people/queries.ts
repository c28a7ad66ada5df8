import type { Db } from '../../platform/database.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Role, Scope } from '../../platform/tables.ts';
import { holdsAt } from '../holds.ts';

export interface PersonShown {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly fictional: boolean;
  /** In which messages are written. */
  readonly language: Language;
  readonly wantsReminders: boolean;
}

export async function loadPerson(db: Db, id: string): Promise<PersonShown> {
  return db
    .selectFrom('person')
    .select([
      'id',
      'given_name as givenName',
      'family_name as familyName',
      'email',
      'fictional',
      'language',
      'wants_reminders as wantsReminders',
    ])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export interface RoleShown {
  readonly id: string;
  readonly role: Role;
  readonly bodyCode: string;
  readonly bodyName: string;
  readonly call: string | null;
  readonly validUntil: Date | null;
}

/** The roles that the person holds now. */
export async function findRolesOf(db: Db, personId: string): Promise<readonly RoleShown[]> {
  return db
    .selectFrom('role_grant')
    .innerJoin('body', 'body.id', 'role_grant.body_id')
    .leftJoin('call', 'call.id', 'role_grant.call_id')
    .select([
      'role_grant.id',
      'role_grant.role',
      'body.code as bodyCode',
      'body.name as bodyName',
      'call.slug as call',
      'role_grant.valid_until as validUntil',
    ])
    .where('role_grant.person_id', '=', personId)
    .where(holdsAt('role_grant'))
    .orderBy('body.name')
    .orderBy('role_grant.role')
    .limit(500)
    .execute();
}

export interface PowerOfPerson {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly kind: 'legal-representative' | 'mandate';
  readonly scopes: readonly Scope[];
  readonly call: string | null;
  readonly validUntil: Date | null;
}

/** The powers that the person holds now. */
export async function findPowersOf(db: Db, personId: string): Promise<readonly PowerOfPerson[]> {
  return db
    .selectFrom('power')
    .innerJoin('organisation', 'organisation.id', 'power.organisation_id')
    .leftJoin('call', 'call.id', 'power.call_id')
    .select([
      'power.id',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'power.kind',
      'power.scopes',
      'call.slug as call',
      'power.valid_until as validUntil',
    ])
    .where('power.person_id', '=', personId)
    .where(holdsAt('power'))
    .orderBy('organisation.name')
    .orderBy('power.given_at')
    .limit(500)
    .execute();
}
