import { addDays, formatDay, type DayNumber } from '../../engine/index.ts';
import { protocolOf } from '../../applications/register/index.ts';
import { calendarStamp, calendarText, escapedText } from '../../platform/calendar-text.ts';
import type { Language } from '../../platform/page/index.ts';
import { dayOf } from '../clock.ts';
import type { DueApplication, DueDay } from './due-days.ts';
import type { QueueCall } from './queue-calls.ts';
import { queueWords } from './words.ts';

export interface DueFeedAsked {
  readonly days: readonly DueDay[];
  readonly calls: readonly QueueCall[];
  readonly language: Language;
  /** The origin that people use, without a slash at the end. */
  readonly publicUrl: string;
  readonly at: Date;
}

/** So many applications of one call with one due day are told each by itself; more of them as one. */
export const namedMax = 20;

/**
 * Due days as an iCalendar. Calendars are kept by others, so it names no applicant: protocol numbers, and where to read
 * on. An application keeps its event for ever, so that a suspension moves it.
 */
export function dueFeed({ days, calls, language, publicUrl, at }: DueFeedAsked): string {
  const events = days.flatMap((due) => {
    const call = calls.find(({ id }) => id === due.callId);
    if (!call) return [];
    const about = { due, call, language, publicUrl, at };
    return due.count > namedMax
      ? groupEvent(about)
      : due.first.flatMap((application) => applicationEvent(application, about));
  });
  return calendarText({
    product: 'Examination',
    name: queueWords[language].calendar,
    events,
  });
}

interface About {
  readonly due: DueDay;
  readonly call: QueueCall;
  readonly language: Language;
  readonly publicUrl: string;
  readonly at: Date;
}

function applicationEvent(
  { applicationId, entryNumber, revision }: DueApplication,
  about: About,
): readonly string[] {
  const { due, call, language, publicUrl } = about;
  const protocol = protocolOf(call.slug, entryNumber);
  return eventOf(about, {
    name: `${applicationId}-${due.kind}`,
    sequence: revision,
    summary: queueWords[language].dueOne[due.kind](protocol),
    url: `${publicUrl}/calls/${call.slug}/applications/${applicationId}`,
  });
}

function groupEvent(about: About): readonly string[] {
  const { due, call, language, publicUrl } = about;
  return eventOf(about, {
    name: `${call.slug}-${due.day}-${due.kind}`,
    sequence: 0,
    summary: queueWords[language].dueMany[due.kind](String(due.count)),
    url: `${publicUrl}/calls/${call.slug}/examination?view=all&due=${due.day}`,
  });
}

interface Event {
  readonly name: string;
  readonly sequence: number;
  readonly summary: string;
  readonly url: string;
}

function eventOf(
  { due, call, language, publicUrl, at }: About,
  { name, sequence, summary, url }: Event,
): readonly string[] {
  const mark = call.mode === 'live' ? '' : `[${queueWords[language].modes[call.mode]}] `;
  return [
    'BEGIN:VEVENT',
    `UID:${name}@${new URL(publicUrl).hostname}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${calendarStamp(at)}`,
    `DTSTART;VALUE=DATE:${dateText(dayOf(due.day))}`,
    `DTEND;VALUE=DATE:${dateText(addDays(dayOf(due.day), 1))}`,
    `SUMMARY:${escapedText(`${mark}${summary}`)}`,
    `DESCRIPTION:${escapedText(`${call.title[language]}\n${url}`)}`,
    `URL:${url}`,
    'STATUS:CONFIRMED',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20250403` */
function dateText(day: DayNumber): string {
  return formatDay(day).replaceAll('-', '');
}
