import type { ColumnType, JSONColumnType } from 'kysely';

export type Instant = ColumnType<Date, Date | string, Date | string>;
export type Stamped = ColumnType<Date, Date | string | undefined, Date | string>;
export type MaybeInstant = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>;
export type Json = JSONColumnType<object | readonly unknown[]>;
/** Also values that are not objects: texts, numbers and truths. */
export type JsonValue = string | number | boolean | object;
