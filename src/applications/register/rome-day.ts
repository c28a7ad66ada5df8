import { parseDay, parseZone, startOfDay, type DayNumber } from '../../engine/index.ts';

const zone = parseZone('Europe/Rome');

/** The first instant of a day in Italy and the first of the next; nothing when the text is no day. */
export function dayBounds(text: string): { readonly first: Date; readonly next: Date } | undefined {
  const day = parseDay(text);
  if (day === undefined || zone === undefined) return undefined;
  return {
    first: new Date(startOfDay(day, zone)),
    next: new Date(startOfDay((day + 1) as DayNumber, zone)),
  };
}
