import type { Pool } from 'pg';
import type { Viewer } from '../../platform/http/request.ts';
import type { Principal } from '../access.ts';
import { holdsNow } from '../holds.ts';
import { decideSession, sessionEndsAt, type SessionEnd, type StoredSession } from './session.ts';

export type Found =
  | {
      readonly type: 'found';
      readonly principal: Principal;
      readonly viewer: Viewer;
      /** When the session would end if it is used now and then no more. */
      readonly endsAtAfterUse: (idleMs: number) => Date;
      readonly isDueForRotation: boolean;
      readonly isDueForTouch: boolean;
    }
  | { readonly type: 'nobody'; readonly why: SessionEnd | 'unknown' }
  | { readonly type: 'stolen'; readonly family: string; readonly personId: string };

// An administrator of a body is administrator of the bodies under it.
const principalSql = `
  select s.family, s.person_id as "personId", s.kind, s.how, s.level, s.csrf_secret as "csrfSecret",
         s.acting_for as "actingFor", o.name as "actingForName",
         s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.idle_expires_at as "idleExpiresAt",
         s.absolute_expires_at as "absoluteExpiresAt", s.replaced_at as "replacedAt", s.revoked_at as "revokedAt",
         now() as now, p.given_name || ' ' || p.family_name as name, p.fictional,
         (select coalesce(json_agg(json_build_object(
                   'role', g.role, 'bodyId', b.id, 'callId', g.call_id)), '[]')
            from role_grant g
            join body b on b.id = g.body_id
                        or (b.parent_id = g.body_id and g.role = 'administrator' and g.call_id is null)
           where g.person_id = s.person_id and ${holdsNow('g')}) as roles,
         (select coalesce(json_agg(json_build_object(
                   'organisationId', w.organisation_id, 'kind', w.kind, 'scopes', w.scopes, 'callId', w.call_id)), '[]')
            from power w
           where w.person_id = s.person_id and ${holdsNow('w')}) as powers
    from session s
    join person p on p.id = s.person_id
    left join organisation o on o.id = s.acting_for
   where s.token_hash = $1`;

interface PrincipalRow extends StoredSession, Pick<Principal, 'personId' | 'how' | 'level'> {
  readonly family: string;
  readonly csrfSecret: string;
  readonly actingFor: string | null;
  readonly actingForName: string | null;
  readonly now: Date;
  readonly name: string;
  readonly fictional: boolean;
  readonly roles: Principal['roles'];
  readonly powers: Principal['powers'];
}

/**
 * Who holds this token, with what they may do at this instant, in one round trip. A browser's token is only good
 * in its cookie and a program's only in its header, so that neither can be used with the protections of the other.
 */
export async function findPrincipal(
  pool: Pool,
  tokenHash: Buffer,
  kind: Principal['kind'],
): Promise<Found> {
  const { rows } = await pool.query<PrincipalRow>({
    name: 'find-principal',
    text: principalSql,
    values: [tokenHash],
  });
  const [row] = rows;
  if (!row || row.kind !== kind) return { type: 'nobody', why: 'unknown' };
  const state = decideSession(row, row.now);
  if (state.type === 'ended') return { type: 'nobody', why: state.why };
  if (state.type === 'stolen')
    return { type: 'stolen', family: row.family, personId: row.personId };
  return {
    ...state,
    type: 'found',
    principal: principalOf(row),
    viewer: viewerOf(row),
    endsAtAfterUse: (idleMs) =>
      sessionEndsAt({ ...row, idleExpiresAt: new Date(row.now.getTime() + idleMs) }),
  };
}

function principalOf(row: PrincipalRow): Principal {
  return {
    personId: row.personId,
    sessionFamily: row.family,
    kind: row.kind,
    how: row.how,
    level: row.level,
    actingFor: mayActFor(row) ? row.actingFor : null,
    roles: row.roles,
    powers: row.powers,
  };
}

function viewerOf(row: PrincipalRow): Viewer {
  return {
    personId: row.personId,
    name: row.name,
    ...(mayActFor(row) && row.actingForName !== null ? { actingFor: row.actingForName } : {}),
    kind: row.kind,
    csrfSecret: row.csrfSecret,
    sessionEndsAt: sessionEndsAt(row),
    fictional: row.fictional,
  };
}

/** A power that has ended meanwhile ends the choice too. */
function mayActFor({ actingFor, powers }: PrincipalRow): boolean {
  return powers.some(({ organisationId }) => organisationId === actingFor);
}
