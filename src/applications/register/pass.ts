import type { PoolClient } from 'pg';
import type { EntryRequest } from './decide-entry.ts';

/**
 * What was read about one session and one application. It can be remembered: it holds for as long as the session
 * lasts, nothing was taken from its holder (`epoch`), and the application was not taken back (`voids`).
 */
export interface Pass {
  readonly personId: string | null;
  /** Instants are ISO 8601 in UTC with microseconds, so text compares as time. */
  readonly sessionUntil: string | null;
  readonly leadId: string | null;
  readonly hasPower: boolean;
  readonly powerUntil: string | null;
  readonly frozenHash: string | null;
  readonly readyHash: string | null;
  readonly lastTurn: number;
  /** The number of the holder's shard, which rises when a session or a power of the shard changes. */
  readonly shard: number | null;
  readonly epoch: string | null;
  /** How often an application of the call had been taken back. */
  readonly voids: number;
}

type Wanted = Pick<EntryRequest, 'token' | 'applicationId'>;

export const isoText = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** An array as PostgreSQL reads it, for elements that need no quotes. */
export function literal(elements: readonly (string | number)[]): string {
  return `{${elements.join(',')}}`;
}

/** Bytes given in hexadecimal, as an array for PostgreSQL. */
export function bytesLiteral(elements: readonly string[]): string {
  return elements.length === 0 ? '{}' : `{"\\\\x${elements.join('","\\\\x')}"}`;
}

// One statement, hence one snapshot: epoch and voids are never newer than what is read beside them.
const passesSql = `
  select s.person_id as "personId",
         ${isoText("least(s.idle_expires_at, s.absolute_expires_at, s.replaced_at + interval '60 seconds')")} as "sessionUntil",
         a.lead_id as "leadId", encode(a.frozen_hash, 'hex') as "frozenHash", encode(a.ready_hash, 'hex') as "readyHash",
         coalesce(p.has_power, false) as "hasPower", ${isoText('p.until')} as "powerUntil",
         coalesce((select max(turn) from register_entry e
                    where e.call_id = $1 and e.application_id = r.application_id), 0) as "lastTurn",
         x.shard, x.epoch::text as epoch, h.voids
    from register_head h
   cross join unnest($2::bytea[], $3::uuid[]) with ordinality as r(token_hash, application_id, n)
    left join session s on s.token_hash = r.token_hash and s.revoked_at is null
    left join application a on a.call_id = $1 and a.id = r.application_id
    left join authority_epoch x on x.shard = get_byte(uuid_send(s.person_id), 0)
    left join lateral (
      select true as has_power, nullif(max(coalesce(valid_until, 'infinity')), 'infinity') as until
        from power
       where person_id = s.person_id and organisation_id = a.lead_id and 'submit' = any (scopes)
         and (call_id is null or call_id = $1) and revoked_at is null
         and valid_from <= clock_timestamp() and (valid_until is null or valid_until > clock_timestamp())
      having count(*) > 0) p on true
   where h.call_id = $1
   order by r.n`;

/** Reads the pass of each session and application, in their order. */
export async function loadPasses(
  client: Pick<PoolClient, 'query'>,
  callId: number,
  wanted: readonly Wanted[],
): Promise<readonly Pass[]> {
  const { rows } = await client.query<Pass>({
    name: 'register-passes',
    text: passesSql,
    values: [
      callId,
      bytesLiteral(wanted.map(({ token }) => token)),
      literal(wanted.map(({ applicationId }) => applicationId)),
    ],
  });
  return rows;
}

/** Remembers passes of people who look at a finished application, so that their act needs no reading. */
export interface PassBox {
  readonly keep: (wanted: readonly Wanted[], passes: readonly Pass[]) => void;
  /** The pass with which this submission can be decided without reading anything, if there is one. */
  readonly find: (
    request: EntryRequest,
    now: { at: string; epochs: readonly string[] },
  ) => Pass | undefined;
  readonly forget: (request: EntryRequest) => void;
  /** Up to which void the box knows the applications that were taken back. */
  readonly voids: () => number | undefined;
  readonly void: (voids: number, applicationIds: readonly { id: string; number: number }[]) => void;
}

export function makePassBox(sizeMax: number): PassBox {
  const passes = new Map<string, Pass>();
  const voidedAt = new Map<string, number>();
  let knownVoids: number | undefined;
  return {
    keep: (wanted, read) => {
      wanted.forEach((each, index) => {
        const pass = read[index];
        if (!pass || !isGreen(pass)) return;
        knownVoids ??= pass.voids;
        passes.set(each.token + each.applicationId, pass);
      });
      for (const key of passes.keys()) {
        if (passes.size <= sizeMax) break;
        passes.delete(key);
      }
    },
    find: (request, { at, epochs }) => {
      const pass = passes.get(request.token + request.applicationId);
      if (!pass || request.kind !== 'submission' || pass.readyHash !== request.snapshotHash)
        return undefined;
      const holds =
        pass.epoch === epochs[pass.shard ?? -1] &&
        (pass.sessionUntil ?? '') > at &&
        (pass.powerUntil === null || pass.powerUntil > at) &&
        (voidedAt.get(request.applicationId) ?? 0) <= pass.voids;
      return holds ? pass : undefined;
    },
    forget: (request) => passes.delete(request.token + request.applicationId),
    voids: () => knownVoids,
    void: (voids, applications) => {
      for (const { id, number } of applications) voidedAt.set(id, number);
      knownVoids = voids;
    },
  };
}

/** Only what leads to a submission is remembered: every refusal is decided on what is read at that moment. */
function isGreen(pass: Pass): boolean {
  return (
    pass.personId !== null && pass.hasPower && pass.readyHash !== null && pass.lastTurn % 2 === 0
  );
}
