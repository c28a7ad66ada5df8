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
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bandolo//Calls//IT',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(callWords[language].calls)}`,
    ...calls.flatMap((call) => eventsOf(call, language, publicUrl)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
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

/** `20250403T140000Z` */
function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Text cannot end its line or start another property. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, (mark) => `\\${mark}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

const octetsMax = 75;

/** Lines end after 75 octets and never within a character; the next one starts with a space. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsMax) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
