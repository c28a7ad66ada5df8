import { parseDay, parseInstant, parseZone, startOfDay } from '../engine/index.ts';
import type { Refusal } from './refusal.ts';

/** From its first instant until the first at which it no longer holds; null is at once, or without an end. */
export interface Span {
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

export type SpanReading =
  | { readonly type: 'span'; readonly span: Span }
  | { readonly type: 'refused'; readonly problems: readonly Refusal[] };

interface SpanText {
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

const rome = parseZone('Europe/Rome');

/** Instants as programs write them. */
export function readInstants(text: SpanText): SpanReading {
  return readSpan(text, (value) => parseInstant(value));
}

/** Days as people write them: from the start of the first until the end of the last, in Italy. */
export function readDays(text: SpanText): SpanReading {
  return readSpan(text, (value, place) => {
    const day = parseDay(value);
    // The first and the last year of the calendar have days without a start.
    const isInside = value > '1901' && value < '2200';
    if (day === undefined || rome === undefined || !isInside) return undefined;
    return startOfDay(place === 'validFrom' ? day : ((day + 1) as typeof day), rome);
  });
}

function readSpan(
  text: SpanText,
  read: (value: string, place: keyof SpanText) => number | undefined,
): SpanReading {
  const [validFrom, validUntil] = (['validFrom', 'validUntil'] as const).map((place) => {
    const value = text[place]?.trim();
    if (value === undefined || value === '') return null;
    const ms = read(value, place);
    return ms === undefined ? undefined : new Date(ms);
  });
  if (validFrom === undefined || validUntil === undefined)
    return {
      type: 'refused',
      problems: [
        { code: 'date-wrong', path: validFrom === undefined ? '/validFrom' : '/validUntil' },
      ],
    };
  return { type: 'span', span: { validFrom, validUntil } };
}

/** What is wrong with the span of time for which something is given. */
export function checkSpan({ validFrom, validUntil }: Span, now: Date): readonly Refusal[] {
  const start = validFrom ?? now;
  return validUntil !== null && (validUntil <= start || validUntil <= now)
    ? [{ code: 'dates-crossed', path: '/validUntil' }]
    : [];
}
