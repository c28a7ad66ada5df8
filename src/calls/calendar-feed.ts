import {
  calendarStamp as stamp,
  calendarText,
  escapedText as escaped,
} from '../platform/calendar-text.ts';
import type { Language } from '../platform/page/index.ts';
import type { PublishedCall } from './published-call.ts';
import { callWords } from './words.ts';

export interface FeedAsked {
  readonly calls: readonly PublishedCall[];
  readonly language: Language;
  /** The origin that people use, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Openings and closings as an iCalendar (RFC 5545). An event keeps its UID for ever, so that an
 * extension moves it: every revision of the term is a higher SEQUENCE.
 */
export function calendarFeed({ calls, language, publicUrl }: FeedAsked): string {
  return calendarText({
    product: 'Calls',
    name: callWords[language].calls,
    events: calls.flatMap((call) => eventsOf(call, language, publicUrl)),
  });
}

function eventsOf(call: PublishedCall, language: Language, publicUrl: string): readonly string[] {
  const { opensAt, closesAt } = call.term;
  const words = callWords[language];
  return [
    ...eventOf(call, { kind: 'opening', at: opensAt, what: words.opening, language, publicUrl }),
    ...(closesAt === null
      ? []
      : eventOf(call, { kind: 'closing', at: closesAt, what: words.closing, language, publicUrl })),
  ];
}

function eventOf(
  { slug, mode, fictional, title, summary, bodyName, term }: PublishedCall,
  {
    kind,
    at,
    what,
    language,
    publicUrl,
  }: {
    readonly kind: 'opening' | 'closing';
    readonly at: Date;
    readonly what: string;
    readonly language: Language;
    readonly publicUrl: string;
  },
): readonly string[] {
  const words = callWords[language];
  const marks = [
    ...(mode === 'live' ? [] : [words.modes[mode]]),
    ...(fictional ? [words.invented] : []),
  ];
  const mark = marks.length === 0 ? '' : `[${marks.join(', ')}] `;
  const url = `${publicUrl}/calls/${slug}`;
  return [
    'BEGIN:VEVENT',
    `UID:${slug}-${kind}@${new URL(publicUrl).hostname}`,
    `SEQUENCE:${term.revision - 1}`,
    `DTSTAMP:${stamp(term.at)}`,
    `LAST-MODIFIED:${stamp(term.at)}`,
    `DTSTART:${stamp(at)}`,
    `SUMMARY:${escaped(`${mark}${what}: ${title[language]}`)}`,
    `DESCRIPTION:${escaped(`${summary[language]}\n${bodyName}\n${url}`)}`,
    `URL:${url}`,
    'STATUS:CONFIRMED',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}
