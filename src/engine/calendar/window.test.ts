import { describe, expect, it } from 'vitest';
import { parseInstant, type Instant } from './instant.ts';
import {
  readWindow,
  windowState,
  windowStateAt,
  windowVersionAt,
  type ApplicationWindow,
  type WindowText,
} from './window.ts';

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`${text} is not an instant`);
  return parsed;
}

function window(opens: string, closes?: string): ApplicationWindow {
  const text = { zone: 'Europe/Rome', opens };
  const reading = readWindow(closes === undefined ? text : { ...text, closes });
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.window;
}

describe('the window of a call', () => {
  it.each([
    ['2024-12-03T08:59:59.999Z', 'before'],
    ['2024-12-03T09:00:00.000Z', 'open'],
    ['2025-04-03T13:59:59.999Z', 'open'],
    ['2025-04-03T14:00:00.000Z', 'open'],
    ['2025-04-03T14:00:00.001Z', 'closed'],
    ['2025-04-03T15:00:00.000Z', 'closed'],
  ])('from 3 December at 10:00 to 3 April at 16:00: %s is %s', (instant, state) => {
    const open = window('2024-12-03T10:00', '2025-04-03T16:00');
    expect(windowState(open, at(instant))).toBe(state);
  });

  it.each([
    ['2022-12-30T23:59:59.999+01:00', 'open'],
    ['2022-12-31T00:00:00.000+01:00', { unknown: true, because: 'no-closing-hour' }],
    ['2022-12-31T12:00:00.000+01:00', { unknown: true, because: 'no-closing-hour' }],
    ['2022-12-31T23:59:59.999+01:00', { unknown: true, because: 'no-closing-hour' }],
    ['2023-01-01T00:00:00.000+01:00', 'closed'],
    ['2022-01-31T23:59:59.999+01:00', 'before'],
    ['2022-02-01T00:00:00.000+01:00', { unknown: true, because: 'no-opening-hour' }],
    ['2022-02-02T00:00:00.000+01:00', 'open'],
  ])('with no hour given: %s is %j', (instant, state) => {
    expect(windowState(window('2022-02-01', '2022-12-31'), at(instant))).toEqual(state);
  });

  it('without a closing stays open', () => {
    expect(windowState(window('2024-10-01T09:00'), at('2099-01-01T00:00Z'))).toBe('open');
  });

  it('of one day with no hours is unknown for the whole day', () => {
    const day = window('2025-03-30', '2025-03-30');
    expect(windowState(day, at('2025-03-29T22:59:59.999Z'))).toBe('before');
    expect(windowState(day, at('2025-03-30T21:59:59.999Z'))).toMatchObject({ unknown: true });
    expect(windowState(day, at('2025-03-30T22:00:00.000Z'))).toBe('closed');
  });
});

describe('a window as written', () => {
  const sound: WindowText = { zone: 'Europe/Rome', opens: '2024-10-01T09:00' };
  it.each([
    [{ ...sound, zone: 'Europe/Roma' }, [{ code: 'unknown-zone', path: 'zone' }]],
    [{ ...sound, opens: '1 ottobre' }, [{ code: 'not-a-time', path: 'opens' }]],
    [{ ...sound, opens: '2024-10-01 09:00' }, [{ code: 'not-a-time', path: 'opens' }]],
    [{ ...sound, closes: '2025-02-30' }, [{ code: 'not-a-time', path: 'closes' }]],
    [{ ...sound, closes: '2200-12-31T10:00' }, [{ code: 'out-of-range', path: 'closes' }]],
    [{ ...sound, closes: '2024-10-01T08:59' }, [{ code: 'closes-before-opening', path: 'closes' }]],
    [
      { ...sound, opens: '2024-10-32', closes: 'x' },
      [
        { code: 'not-a-time', path: 'opens' },
        { code: 'not-a-time', path: 'closes' },
      ],
    ],
    [
      { ...sound, closes: '2025-03-30T02:30' },
      [
        {
          code: 'skipped-time',
          path: 'closes',
          instead: ['2025-03-30T01:59:59.999+01:00', '2025-03-30T03:00:00.000+02:00'],
        },
      ],
    ],
    [
      { ...sound, closes: '2025-10-26T02:30' },
      [
        {
          code: 'ambiguous-time',
          path: 'closes',
          instead: ['2025-10-26T02:30:00.000+02:00', '2025-10-26T02:30:00.000+01:00'],
        },
      ],
    ],
    [
      { ...sound, closes: '2025-01-15T16:00+02:00' },
      [
        {
          code: 'offset-not-of-zone',
          path: 'closes',
          instead: ['2025-01-15T15:00:00.000+01:00'],
        },
      ],
    ],
  ])('%j is refused', (text, problems) => {
    expect(readWindow(text)).toEqual({ type: 'refused', problems });
  });

  it('may tell a repeated hour apart by its offset', () => {
    const late = window('2024-10-01T09:00', '2025-10-26T02:30+01:00');
    expect(late.closes?.at).toBe(at('2025-10-26T01:30Z'));
  });
});

describe('the versions of a window', () => {
  const first = {
    act: 'call',
    since: at('2024-08-06T12:00+02:00'),
    window: window('2024-10-01T09:00', '2024-11-12T16:00'),
  };
  const extended = {
    act: 'extension',
    since: at('2024-11-20T12:00+01:00'),
    window: window('2024-10-01T09:00', '2025-01-15T16:00'),
  };
  const versions = [first, extended];

  it.each([
    ['2024-07-01T00:00Z', undefined, { unknown: true, because: 'no-version-known' }],
    ['2024-08-07T00:00Z', first, 'before'],
    ['2024-11-12T15:00:00.000Z', first, 'open'],
    ['2024-11-15T12:00Z', first, 'closed'],
    ['2024-11-20T11:00Z', extended, 'open'],
    ['2025-01-15T15:00Z', extended, 'open'],
    ['2025-01-15T15:00:00.001Z', extended, 'closed'],
  ])('%s falls under the latest known by then', (instant, version, state) => {
    expect(windowVersionAt(versions, at(instant))).toBe(version);
    expect(windowVersionAt(versions.toReversed(), at(instant))).toBe(version);
    expect(windowStateAt(versions, at(instant))).toEqual(state);
  });

  it('of the same instant: the later in the list counts', () => {
    const corrected = { ...extended, act: 'correction' };
    const instant = at('2024-12-01T00:00Z');
    expect(windowVersionAt([first, extended, corrected], instant)?.act).toBe('correction');
  });
});
