import { civilDateOf, firstYear, lastYear, parseDay, type DayNumber } from './civil-date.ts';
import {
  endOfDay,
  formatInstant,
  instantOf,
  parseInstant,
  parseZone,
  startOfDay,
  type Instant,
  type Zone,
} from './instant.ts';

/** When a window opens or closes; `at` is absent where the act gives the day but no hour. */
export interface WindowEdge {
  readonly day: DayNumber;
  readonly at?: Instant;
  /** The first and the last millisecond of the day, between which an unknown hour must fall. */
  readonly dayStarts: Instant;
  readonly dayEnds: Instant;
}

/** The time in which applications are taken; without `closes` it stays open until an act ends it. */
export interface ApplicationWindow {
  readonly zone: Zone;
  readonly opens: WindowEdge;
  readonly closes?: WindowEdge;
}

export type WindowState =
  | 'before'
  | 'open'
  | 'closed'
  | {
      readonly unknown: true;
      readonly because: 'no-opening-hour' | 'no-closing-hour' | 'no-version-known';
    };

export interface WindowText {
  readonly zone: string;
  /** `2024-10-01T09:00`, or `2024-10-01` where no hour is given. */
  readonly opens: string;
  readonly closes?: string;
}

export interface WindowProblem {
  readonly code:
    | 'unknown-zone'
    | 'not-a-time'
    | 'out-of-range'
    | 'skipped-time'
    | 'ambiguous-time'
    | 'offset-not-of-zone'
    | 'closes-before-opening';
  readonly path: 'zone' | 'opens' | 'closes';
  /** Times that could be meant instead, with their offset. */
  readonly instead?: readonly string[];
}

export type WindowReading =
  | { readonly type: 'window'; readonly window: ApplicationWindow }
  | { readonly type: 'refused'; readonly problems: readonly WindowProblem[] };

/** What an act made of the window, from the instant at which the act could be known. */
export interface WindowVersion {
  readonly act: string;
  readonly since: Instant;
  readonly window: ApplicationWindow;
}

/**
 * Reads a window as a call writes it. A time may carry an offset (`2025-10-26T02:30+01:00`), which
 * must be the zone's own: that is how a time shown twice in autumn is told apart.
 */
export function readWindow(text: WindowText): WindowReading {
  const zone = parseZone(text.zone);
  if (zone === undefined) {
    return { type: 'refused', problems: [{ code: 'unknown-zone', path: 'zone' }] };
  }
  const opens = readEdge(text.opens, zone, 'opens');
  const closes = text.closes === undefined ? undefined : readEdge(text.closes, zone, 'closes');
  const problems = [opens, closes].filter((edge) => edge !== undefined && 'code' in edge);
  if ('code' in opens || (closes !== undefined && 'code' in closes)) {
    return { type: 'refused', problems };
  }
  if (closes === undefined) return { type: 'window', window: { zone, opens } };
  if ((closes.at ?? closes.dayEnds) < (opens.at ?? opens.dayStarts)) {
    const problem: WindowProblem = { code: 'closes-before-opening', path: 'closes' };
    return { type: 'refused', problems: [problem] };
  }
  return { type: 'window', window: { zone, opens, closes } };
}

/**
 * Whether an application received at `instant` is in time. The opening instant is in time, and so
 * is the closing one: a term "until 16:00" has run out when 16:00:00.000 has passed.
 * Where no hour is given the whole day is unknown: the end of the day is not in the act.
 */
export function windowState(window: ApplicationWindow, instant: Instant): WindowState {
  const { opens, closes } = window;
  if (instant < (opens.at ?? opens.dayStarts)) return 'before';
  if (closes !== undefined && instant > (closes.at ?? closes.dayEnds)) return 'closed';
  if (opens.at === undefined && instant <= opens.dayEnds) {
    return { unknown: true, because: 'no-opening-hour' };
  }
  if (closes !== undefined && closes.at === undefined && instant >= closes.dayStarts) {
    return { unknown: true, because: 'no-closing-hour' };
  }
  return 'open';
}

/**
 * The version that counts at `instant`: the latest known by then, and of two known from the same
 * instant the later in the list. An extension never makes good what was late when it came.
 * A version for some applicants only is left out by the caller when it judges the others.
 */
export function windowVersionAt<V extends { readonly since: Instant } = WindowVersion>(
  versions: readonly V[],
  instant: Instant,
): V | undefined {
  let found: V | undefined;
  for (const version of versions) {
    if (version.since <= instant && version.since >= (found?.since ?? version.since)) {
      found = version;
    }
  }
  return found;
}

/** `windowState` under the version that counts at `instant`. */
export function windowStateAt(versions: readonly WindowVersion[], instant: Instant): WindowState {
  const version = windowVersionAt(versions, instant);
  if (version === undefined) return { unknown: true, because: 'no-version-known' };
  return windowState(version.window, instant);
}

function readEdge(text: string, zone: Zone, path: 'opens' | 'closes'): WindowEdge | WindowProblem {
  const day = parseDay(text.slice(0, 10));
  if (day === undefined) return { code: 'not-a-time', path };
  const { year } = civilDateOf(day);
  // Without the outermost years, every edge has a whole day on either side of it.
  if (year <= firstYear || year >= lastYear) return { code: 'out-of-range', path };
  const edge = { day, dayStarts: startOfDay(day, zone), dayEnds: endOfDay(day, zone) };
  if (text.length === 10) return edge;
  const at = readTime(text, zone, path);
  return typeof at === 'number' ? { ...edge, at } : at;
}

function readTime(text: string, zone: Zone, path: 'opens' | 'closes'): Instant | WindowProblem {
  const withOffset = parseInstant(text);
  if (withOffset !== undefined) return checkOffset(text, withOffset, zone, path);
  const reading = instantOf(text, zone);
  if (reading.type === 'instant') return reading.instant;
  if (reading.code === 'skipped') {
    const instead = [reading.existsUntil, reading.existsFrom];
    return { code: 'skipped-time', path, instead: instead.map((at) => formatInstant(at, zone)) };
  }
  if (reading.code === 'ambiguous') {
    const instead = [reading.earlier, reading.later];
    return { code: 'ambiguous-time', path, instead: instead.map((at) => formatInstant(at, zone)) };
  }
  return { code: reading.code === 'out-of-range' ? 'out-of-range' : 'not-a-time', path };
}

function checkOffset(
  text: string,
  instant: Instant,
  zone: Zone,
  path: 'opens' | 'closes',
): Instant | WindowProblem {
  const local = formatInstant(instant, zone);
  const isOwn = local.slice(0, 16) === text.slice(0, 16);
  return isOwn ? instant : { code: 'offset-not-of-zone', path, instead: [local] };
}
