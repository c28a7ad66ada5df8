import { sql, type RawBuilder } from 'kysely';

/**
 * True of a row of `power` or `role_grant` at the instant of the statement, by the clock of the database. Not of the
 * transaction, which may have waited for a lock while a revocation was recorded.
 */
export const holdsNow = (row: 'g' | 'w' | 'power' | 'role_grant'): string =>
  `${row}.valid_from <= statement_timestamp()
   and (${row}.valid_until is null or ${row}.valid_until > statement_timestamp())
   and (${row}.revoked_at is null or ${row}.revoked_at > statement_timestamp())`;

/** The same as a condition of a built query. */
export function holdsAt(row: 'power' | 'role_grant'): RawBuilder<boolean> {
  return sql<boolean>`(${sql.raw(holdsNow(row))})`;
}
