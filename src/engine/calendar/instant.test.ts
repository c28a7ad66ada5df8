import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from './civil-date.ts';
import {
  endOfDay,
  formatInstant,
  instantAt,
  instantOf,
  localDateOf,
  parseInstant,
  parseZone,
  startOfDay,
  type Instant,
  type Zone,
} from './instant.ts';

const rome = zone('Europe/Rome');
const minuteMs = 60_000;
const changes = [
  '2024-03-31T01:00Z',
  '2024-10-27T01:00Z',
  '2025-03-30T01:00Z',
  '2025-10-26T01:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2027-03-28T01:00Z',
  '2027-10-31T01:00Z',
];

function zone(name: string): Zone {
  const parsed = parseZone(name);
  if (parsed === undefined) throw new Error(`${name} is not a zone`);
  return parsed;
}

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`${text} is not an instant`);
  return parsed;
}

describe('a zone', () => {
  it.each(['Europe/Rome', 'UTC', 'America/Port-au-Prince', 'Etc/GMT+1', 'Asia/Kolkata'])(
    'is %s',
    (name) => {
      expect(parseZone(name)).toBe(name);
    },
  );

  it.each(['Europe/Roma', 'europe/rome', '+01:00', '', 'Europe/Rome ', 'Rome', '../etc'])(
    'is not %j',
    (name) => {
      expect(parseZone(name)).toBeUndefined();
    },
  );

  it('that was never read is a bug', () => {
    expect(() => formatInstant(at('2024-12-03T09:00Z'), 'Europe/Oslo' as Zone)).toThrow(RangeError);
  });
});

describe('a local time in Rome', () => {
  it.each([
    ['2024-12-03T10:00', '2024-12-03T09:00:00Z', '2024-12-03T10:00:00.000+01:00'],
    ['2025-04-03T16:00', '2025-04-03T14:00:00Z', '2025-04-03T16:00:00.000+02:00'],
    ['2024-10-01T09:00:00', '2024-10-01T07:00:00Z', '2024-10-01T09:00:00.000+02:00'],
    ['2025-01-15T15:59:59.999', '2025-01-15T14:59:59.999Z', '2025-01-15T15:59:59.999+01:00'],
    ['1969-07-20T22:17', '1969-07-20T20:17:00Z', '1969-07-20T22:17:00.000+02:00'],
  ])('%s is %s', (local, universal, formatted) => {
    const reading = instantOf(local, rome);
    expect(reading).toEqual({ type: 'instant', instant: Date.parse(universal) });
    expect(formatInstant(at(universal), rome)).toBe(formatted);
    expect(parseInstant(formatted)).toBe(Date.parse(universal));
  });

  it('that the clock skips in spring is refused, with what exists instead', () => {
    for (const fold of ['earlier', 'later'] as const) {
      expect(instantOf('2025-03-30T02:30', rome, { fold })).toEqual({
        type: 'refused',
        code: 'skipped',
        existsUntil: at('2025-03-30T01:59:59.999+01:00'),
        existsFrom: at('2025-03-30T03:00:00+02:00'),
      });
    }
  });

  it('that the clock shows twice in autumn is refused unless one of the two is meant', () => {
    const earlier = at('2025-10-26T02:30+02:00');
    const later = at('2025-10-26T02:30+01:00');
    expect(instantOf('2025-10-26T02:30', rome)).toEqual({
      type: 'refused',
      code: 'ambiguous',
      earlier,
      later,
    });
    expect(instantOf('2025-10-26T02:30', rome, { fold: 'earlier' })).toEqual({
      type: 'instant',
      instant: earlier,
    });
    expect(instantOf('2025-10-26T02:30', rome, { fold: 'later' })).toEqual({
      type: 'instant',
      instant: later,
    });
  });

  it.each([
    '2025-01-15',
    '2025-01-15T24:00',
    '2025-01-15T16',
    '2025-01-15 16:00',
    '2025-01-15T16:60',
    '2025-01-15T16:00:60',
    '2025-01-15T16:00:00.5',
    '2025-02-30T16:00',
    '2025-01-15T16:00Z',
  ])('is not %j', (text) => {
    expect(instantOf(text, rome)).toEqual({ type: 'refused', code: 'not-a-local-time' });
  });

  it('at the limits of the calendar is refused', () => {
    for (const text of ['1900-01-01T00:00', '2200-12-31T23:59']) {
      expect(instantOf(text, rome)).toEqual({ type: 'refused', code: 'out-of-range' });
    }
  });

  it('comes back from every minute around each change of the clock from 2024 to 2027', () => {
    let [skipped, twice, plain] = [0, 0, 0];
    for (const change of changes.map((text) => at(text))) {
      const isSpring = formatInstant(change, rome).includes('T03:');
      for (let minute = -300; minute < 300; minute += 1) {
        const instant = instantAt(change + minute * minuteMs);
        const text = formatInstant(instant, rome);
        expect(parseInstant(text)).toBe(instant);
        const reading = instantOf(text.slice(0, 23), rome);
        if (reading.type === 'instant') {
          if (reading.instant === instant) plain += 1;
          continue;
        }
        if (reading.code !== 'ambiguous') throw new Error(`${text} came back ${reading.code}`);
        const fold = text.endsWith('+02:00') ? 'earlier' : 'later';
        expect(instantOf(text.slice(0, 23), rome, { fold })).toEqual({ type: 'instant', instant });
        expect(reading.later - reading.earlier).toBe(60 * minuteMs);
        twice += 1;
      }
      for (let minute = 0; minute < (isSpring ? 60 : 0); minute += 1) {
        const day = formatDay(localDateOf(change, rome));
        const local = `${day}T02:${String(minute).padStart(2, '0')}`;
        expect(instantOf(local, rome)).toMatchObject({ code: 'skipped', existsFrom: change });
        skipped += 1;
      }
    }
    expect({ skipped, twice, plain }).toEqual({ skipped: 240, twice: 480, plain: 4320 });
  });
});

describe('an instant', () => {
  it.each([
    '2024-12-03T09:00',
    '2024-12-03',
    '2024-12-03T09:00+1:00',
    '2024-12-03T09:00+0100',
    '2024-12-03T09:00+19:00',
    '2024-12-03T09:00+01:60',
    '2024-12-03T09:00-00:00',
    '2024-12-03T09:00z',
    '1899-12-31T09:00Z',
    '',
  ])('is not %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is a whole number of milliseconds within the calendar', () => {
    expect(() => instantAt(0.5)).toThrow(RangeError);
    expect(() => instantAt(Number.NaN)).toThrow(RangeError);
    expect(() => instantAt(Date.UTC(2300, 0, 1))).toThrow(RangeError);
    expect(instantAt(0)).toBe(0);
  });

  it('has the local date of its zone', () => {
    const instant = at('2025-01-15T23:30Z');
    expect(formatDay(localDateOf(instant, rome))).toBe('2025-01-16');
    expect(formatDay(localDateOf(instant, zone('UTC')))).toBe('2025-01-15');
    expect(formatDay(localDateOf(instant, zone('America/Los_Angeles')))).toBe('2025-01-15');
  });

  it('comes back from its text in any zone', () => {
    const zones = [
      'Europe/Rome',
      'UTC',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'Africa/Monrovia',
      'Europe/Amsterdam',
    ].map(zone);
    const any = fc.integer({ min: Date.UTC(1900, 0, 4), max: Date.UTC(2200, 11, 28) });
    fc.assert(
      fc.property(any, fc.constantFrom(...zones), (epochMs, where) => {
        const instant = instantAt(epochMs);
        const text = formatInstant(instant, where);
        expect(parseInstant(text)).toBe(instant);
        expect(text.slice(0, 10)).toBe(formatDay(localDateOf(instant, where)));
        expect(startOfDay(localDateOf(instant, where), where)).toBeLessThanOrEqual(instant);
      }),
    );
  });
});

describe('a day in a zone', () => {
  it.each([
    ['2025-03-30', 'Europe/Rome', 23],
    ['2025-10-26', 'Europe/Rome', 25],
    ['2025-01-15', 'Europe/Rome', 24],
    ['2018-11-04', 'America/Sao_Paulo', 23],
  ])('%s in %s lasts %d hours', (text, name, hours) => {
    const day = parseDay(text)!;
    const length = endOfDay(day, zone(name)) + 1 - startOfDay(day, zone(name));
    expect(length).toBe(hours * 60 * minuteMs);
    expect(localDateOf(startOfDay(day, zone(name)), zone(name))).toBe(day);
    expect(localDateOf(endOfDay(day, zone(name)), zone(name))).toBe(day);
  });
});
