import type { Role, Scope } from '../platform/tables.ts';

/** What a route is about, found from its address: the body, the call and the organisations involved. */
export interface Subject {
  readonly bodyId?: string;
  readonly callId?: number;
  /** Whose people may use it, where the route asks for a power: lead and partners of an application. */
  readonly organisationIds: readonly string[];
}

export type SubjectKind = 'call' | 'application' | 'organisation' | 'body' | 'incident';

/** A scope of a power, or `represent`: what only a legal representative may do, such as giving mandates. */
export type PowerAsked = Scope | 'represent';

/**
 * Who may use a route. Every route has one; the server does not start with a route that has none,
 * and one table in the tests says for each route what each kind of person gets.
 */
export type Access =
  | { readonly who: 'anyone' }
  | { readonly who: 'signed-in' }
  | {
      readonly who: 'named';
      /** People with one of these roles in the body of the subject, or for its call. */
      readonly roles?: readonly Role[];
      /** People with this power over an organisation of the subject. Either a role or a power is enough. */
      readonly power?: PowerAsked;
      /** What the address names; without it, a role in any body or a power over any organisation is enough. */
      readonly subject?: SubjectKind;
      /** `commit`: decided with the act itself, in its transaction. */
      readonly decided?: 'commit';
    };

/** The person who asks, as known from the session. */
export interface Principal {
  readonly personId: string;
  readonly sessionFamily: string;
  readonly kind: 'browser' | 'api';
  readonly how: 'oidc' | 'trial' | 'token';
  readonly level: number;
  readonly actingFor: string | null;
  readonly roles: readonly RoleHeld[];
  readonly powers: readonly PowerHeld[];
}

export interface RoleHeld {
  readonly role: Role;
  readonly bodyId: string;
  readonly callId: number | null;
}

export interface PowerHeld {
  readonly organisationId: string;
  readonly kind: 'legal-representative' | 'mandate';
  readonly scopes: readonly Scope[];
  readonly callId: number | null;
}

export type AccessDecision = 'allowed' | 'sign-in' | 'forbidden' | 'not-found';

/** Whether the person has the power over one of these organisations, for this call. */
export function hasPower(
  principal: Principal,
  power: PowerAsked,
  { organisationIds, callId }: Pick<Subject, 'organisationIds' | 'callId'>,
): boolean {
  return principal.powers.some(
    (held) =>
      gives(held, power) &&
      organisationIds.includes(held.organisationId) &&
      (held.callId === null || held.callId === callId),
  );
}

/**
 * Whether the person has one of the roles in the body, or for the call; with neither given, anywhere. A role for
 * one call opens nothing where no call is named.
 */
export function hasRole(
  principal: Principal,
  roles: readonly Role[],
  { bodyId, callId }: Pick<Subject, 'bodyId' | 'callId'>,
): boolean {
  return principal.roles.some(
    (held) =>
      roles.includes(held.role) &&
      (bodyId === undefined || held.bodyId === bodyId) &&
      (held.callId === null || held.callId === callId),
  );
}

/**
 * Decides who may use a route. What belongs to organisations is not found by those who have nothing to do with
 * it, so that nobody learns that it exists; the subject is undefined where the address names nothing there is.
 */
export function decideAccess(
  access: Access,
  principal: Principal | null,
  subject: Subject | undefined,
): AccessDecision {
  if (access.who === 'anyone') return 'allowed';
  if (!principal) return 'sign-in';
  if (access.who === 'signed-in') return 'allowed';
  if (access.subject !== undefined && !subject) return 'not-found';
  if (isNamed(access, principal, subject)) return 'allowed';
  return access.subject === 'application' || access.subject === 'organisation'
    ? 'not-found'
    : 'forbidden';
}

function isNamed(
  { roles, power }: Extract<Access, { who: 'named' }>,
  principal: Principal,
  subject: Subject | undefined,
): boolean {
  if (roles && hasRole(principal, roles, subject ?? {})) return true;
  if (power === undefined) return false;
  return subject
    ? hasPower(principal, power, subject)
    : principal.powers.some((held) => gives(held, power));
}

function gives(held: PowerHeld, power: PowerAsked): boolean {
  return power === 'represent' ? held.kind === 'legal-representative' : held.scopes.includes(power);
}
