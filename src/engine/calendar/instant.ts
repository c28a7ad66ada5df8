import { addDays, dayOf, formatDay, parseDay, type DayNumber } from './civil-date.ts';

declare const instantBrand: unique symbol;
declare const zoneBrand: unique symbol;

/** A point in time as whole milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

/** The name of a time zone that this machine knows, such as `Europe/Rome`. */
export type Zone = string & { readonly [zoneBrand]: true };

/** What a local time on a clock in a zone stands for. */
export type LocalTimeReading =
  | { readonly type: 'instant'; readonly instant: Instant }
  | { readonly type: 'refused'; readonly code: 'not-a-local-time' | 'out-of-range' }
  /** The clock was put forward over it: the last instant before the jump and the first after. */
  | {
      readonly type: 'refused';
      readonly code: 'skipped';
      readonly existsUntil: Instant;
      readonly existsFrom: Instant;
    }
  /** The clock was put back and showed it twice. */
  | {
      readonly type: 'refused';
      readonly code: 'ambiguous';
      readonly earlier: Instant;
      readonly later: Instant;
    };

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// One day inside the limits of the calendar, so that every instant has a local date everywhere.
const firstInstant = dayOf(1900, 1, 2)! * dayMs;
const lastInstant = dayOf(2200, 12, 31)! * dayMs - 1;

const localPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?$/;
const offsetPattern = /^(.+?)(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?)$/;
const zonePattern = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The zone of that name; a name this machine does not know gives `undefined`. */
export function parseZone(name: string): Zone | undefined {
  if (!zonePattern.test(name)) return undefined;
  if (formatters.has(name)) return name as Zone;
  const formatter = findFormatter(name);
  if (formatter === undefined) return undefined;
  formatters.set(name, formatter);
  return name as Zone;
}

/** Milliseconds as an instant; throws a `RangeError` unless whole and within 1900 to 2200. */
export function instantAt(epochMs: number): Instant {
  const instant = findInstant(epochMs);
  if (instant === undefined) throw new RangeError(`${epochMs} ms is not an instant`);
  return instant;
}

/**
 * Reads `"2024-12-03T10:00+01:00"` or `"2024-12-03T09:00:00.000Z"`; seconds and milliseconds may
 * be left out, the offset may not. Anything else gives `undefined`.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = offsetPattern.exec(text);
  const local = match?.[1] === undefined ? undefined : parseLocal(match[1]);
  if (match === null || local === undefined) return undefined;
  if (match[2] === 'Z') return findInstant(local);
  const [hours, minutes, seconds] = [Number(match[4]), Number(match[5]), Number(match[6] ?? '0')];
  if (hours > 18 || minutes > 59 || seconds > 59) return undefined;
  const offset = hours * hourMs + minutes * minuteMs + seconds * secondMs;
  // "-00:00" is how some writers say that they do not know the offset.
  if (match[3] === '-' && offset === 0) return undefined;
  return findInstant(match[3] === '-' ? local + offset : local - offset);
}

/**
 * The instant at which a clock in `zone` shows `local`, written `YYYY-MM-DDTHH:MM[:SS[.mmm]]`.
 * A time that the clock skips in spring is always refused; one that it shows twice in autumn
 * is refused unless `fold` says which of the two is meant.
 */
export function instantOf(
  local: string,
  zone: Zone,
  options: { readonly fold?: 'earlier' | 'later' } = {},
): LocalTimeReading {
  const localMs = parseLocal(local);
  if (localMs === undefined) return { type: 'refused', code: 'not-a-local-time' };
  if (localMs - dayMs < firstInstant || localMs + dayMs > lastInstant) {
    return { type: 'refused', code: 'out-of-range' };
  }
  const before = offsetAt(localMs - dayMs, zone);
  const after = offsetAt(localMs + dayMs, zone);
  const found = candidates(localMs, [before, after], zone);
  const [earlier, later] = found;
  if (earlier === undefined) return skipped(localMs, before, after, zone);
  if (later === undefined) return { type: 'instant', instant: earlier };
  if (options.fold === undefined) return { type: 'refused', code: 'ambiguous', earlier, later };
  return { type: 'instant', instant: options.fold === 'earlier' ? earlier : later };
}

/** The date that a calendar on a wall in `zone` shows at `instant`. */
export function localDateOf(instant: Instant, zone: Zone): DayNumber {
  return Math.floor((instant + offsetAt(instant, zone)) / dayMs) as DayNumber;
}

/** `2024-12-03T10:00:00.000+01:00`, which `parseInstant` reads back to the same instant. */
export function formatInstant(instant: Instant, zone: Zone): string {
  const offset = offsetAt(instant, zone);
  return `${formatLocal(instant + offset)}${formatOffset(offset)}`;
}

/**
 * The first instant of `day` in `zone`, even where the clock skips or repeats midnight.
 * Throws a `RangeError` in the first and last three days of the calendar.
 */
export function startOfDay(day: DayNumber, zone: Zone): Instant {
  const reading = instantOf(`${formatDay(day)}T00:00`, zone, { fold: 'earlier' });
  if (reading.type === 'instant') return reading.instant;
  if (reading.code === 'skipped') return reading.existsFrom;
  throw new RangeError(`${formatDay(day)} has no first instant in ${zone}`);
}

/** The last millisecond of `day` in `zone`; throws as `startOfDay` does. */
export function endOfDay(day: DayNumber, zone: Zone): Instant {
  return instantAt(startOfDay(addDays(day, 1), zone) - 1);
}

function findInstant(epochMs: number): Instant | undefined {
  const inRange = epochMs >= firstInstant && epochMs <= lastInstant;
  return Number.isInteger(epochMs) && inRange ? (epochMs as Instant) : undefined;
}

/** The instants at which the clock shows `localMs`, the earlier first. */
function candidates(localMs: number, offsets: readonly number[], zone: Zone): Instant[] {
  return [...new Set(offsets)]
    .filter((offset) => offsetAt(localMs - offset, zone) === offset)
    .map((offset) => (localMs - offset) as Instant)
    .toSorted((a, b) => a - b);
}

function skipped(localMs: number, before: number, after: number, zone: Zone): LocalTimeReading {
  // The jump lies between the two readings of the skipped time: halve until one ms is left.
  let [old, fresh] = [localMs - after, localMs - before];
  while (fresh - old > 1) {
    const middle = Math.floor((old + fresh) / 2);
    if (offsetAt(middle, zone) === before) old = middle;
    else fresh = middle;
  }
  return {
    type: 'refused',
    code: 'skipped',
    existsUntil: old as Instant,
    existsFrom: fresh as Instant,
  };
}

/** How many milliseconds the clocks of `zone` are ahead of universal time at `epochMs`. */
function offsetAt(epochMs: number, zone: Zone): number {
  const wholeSecond = Math.floor(epochMs / secondMs) * secondMs;
  const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const part of formatterOf(zone).formatToParts(wholeSecond)) {
    if (part.type in fields) fields[part.type as keyof typeof fields] = Number(part.value);
  }
  const day = dayOf(fields.year, fields.month, fields.day);
  if (day === undefined) throw new RangeError(`${epochMs} ms has no local date in ${zone}`);
  const time = fields.hour * hourMs + fields.minute * minuteMs + fields.second * secondMs;
  return day * dayMs + time - wholeSecond;
}

function formatterOf(zone: Zone): Intl.DateTimeFormat {
  const formatter = formatters.get(zone);
  if (formatter === undefined) throw new RangeError(`${zone} did not pass through parseZone`);
  return formatter;
}

function findFormatter(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    // The language has no other way to ask whether a zone is known.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The time on the clock as if it were universal time, in milliseconds. */
function parseLocal(text: string): number | undefined {
  const match = localPattern.exec(text);
  const day = match?.[1] === undefined ? undefined : parseDay(match[1]);
  if (match === null || day === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? '0')];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Number(match[5] ?? '0');
  return day * dayMs + hour * hourMs + minute * minuteMs + second * secondMs + ms;
}

function formatLocal(localMs: number): string {
  const day = Math.floor(localMs / dayMs);
  const time = localMs - day * dayMs;
  const ms = String(time % secondMs).padStart(3, '0');
  return `${formatDay(day as DayNumber)}T${formatTime(time)}.${ms}`;
}

function formatOffset(offset: number): string {
  const text = formatTime(Math.abs(offset));
  return `${offset < 0 ? '-' : '+'}${text.endsWith(':00') ? text.slice(0, 5) : text}`;
}

/** `HH:MM:SS` of so many milliseconds. */
function formatTime(ms: number): string {
  return [ms / hourMs, (ms % hourMs) / minuteMs, (ms % minuteMs) / secondMs]
    .map((value) => String(Math.floor(value)).padStart(2, '0'))
    .join(':');
}
