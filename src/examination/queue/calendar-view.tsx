import type { VNode } from 'preact';

import {
  Actions,
  Button,
  EmptyState,
  Form,
  formatDay,
  formatWeekday,
  Hash,
  Instant,
  Note,
  Section,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { DueDay } from './due-days.ts';
import type { QueueCall } from './queue-calls.ts';
import { numberOf } from './row-name.tsx';
import { queueWords } from './words.ts';

export interface CalendarProps {
  readonly days: readonly DueDay[];
  readonly calls: readonly QueueCall[];
  readonly today: string;
  readonly isOwn: boolean;
  readonly feed: { readonly madeAt: Date } | undefined;
  /** Once, right after it was made. */
  readonly madeAddress?: string;
}

/** Due days, the nearest first, with those that are over before them. */
export function CalendarView(props: CalendarProps): VNode {
  const { days, today, isOwn, madeAddress } = props;
  const words = useWords(queueWords);
  const past = days.filter(({ day }) => day < today);
  const ahead = days.filter(({ day }) => day >= today);
  return (
    <>
      {madeAddress === undefined ? null : (
        <Note tone="ok" title={words.feedMade} isAnnounced>
          <p>{words.feedMadeHelp}</p>
          <Hash value={madeAddress} />
        </Note>
      )}
      <nav aria-label={words.viewsLabel}>
        <ul class="bd-tabs">
          <Tab href="/examination/calendar" text={words.calendarMine} isCurrent={isOwn} />
          <Tab href="/examination/calendar?view=all" text={words.calendarAll} isCurrent={!isOwn} />
        </ul>
      </nav>
      {days.length === 0 ? (
        <EmptyState title={words.calendarNone}>
          <p>{words.calendarNoneHelp}</p>
        </EmptyState>
      ) : null}
      {past.length === 0 ? null : (
        <Section id="past" title={words.calendarPast}>
          <Agenda {...props} days={past} />
        </Section>
      )}
      <Months {...props} days={ahead} />
      <Feed {...props} />
    </>
  );
}

function Tab({
  href,
  text,
  isCurrent,
}: {
  readonly href: string;
  readonly text: string;
  readonly isCurrent: boolean;
}): VNode {
  return (
    <li>
      <a href={href} {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
        {text}
      </a>
    </li>
  );
}

/** A part for each month. */
function Months(props: CalendarProps): VNode {
  const { language } = usePage();
  const months = [...new Set(props.days.map(({ day }) => day.slice(0, 7)))];
  return (
    <>
      {months.map((month) => (
        <Section key={month} id={`month-${month}`} title={monthText(month, language)}>
          <Agenda {...props} days={props.days.filter(({ day }) => day.startsWith(month))} />
        </Section>
      ))}
    </>
  );
}

/** `marzo 2025`: the month of a day that is written with the day first. */
function monthText(month: string, language: 'it' | 'en'): string {
  const text = formatDay(`${month}-01`, language).replace(/^\d+°?\s+/, '');
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

function Agenda({ days, calls, isOwn }: CalendarProps): VNode {
  const { language } = usePage();
  const dates = [...new Set(days.map(({ day }) => day))];
  return (
    <ol class="bd-agenda">
      {dates.map((date) => (
        <li key={date}>
          <h3>
            <time dateTime={date}>{formatWeekday(date, language)}</time>
          </h3>
          <ul>
            {days
              .filter(({ day }) => day === date)
              .map((due) => (
                <Due key={`${due.callId}-${due.kind}`} due={due} calls={calls} isOwn={isOwn} />
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Due({
  due,
  calls,
  isOwn,
}: {
  readonly due: DueDay;
  readonly calls: readonly QueueCall[];
  readonly isOwn: boolean;
}): VNode | null {
  const words = useWords(queueWords);
  const { language } = usePage();
  const call = calls.find(({ id }) => id === due.callId);
  if (!call) return null;
  const text = words.due[due.kind](due.count);
  const view = isOwn ? '' : 'view=all&';
  const isWhole = due.count > due.first.length;
  return (
    <li>
      {due.kind === 'term' ? (
        <a href={`/calls/${call.slug}/examination?${view}due=${due.day}`}>{text}</a>
      ) : (
        text
      )}
      {`, ${call.title[language]}`}
      {isWhole ? null : (
        <>
          {': '}
          {due.first.map(({ applicationId, entryNumber }, index) => (
            <>
              {index === 0 ? '' : ', '}
              <a href={`/calls/${call.slug}/applications/${applicationId}/examination`}>
                {words.entry(numberOf(call.slug, entryNumber))}
              </a>
            </>
          ))}
        </>
      )}
    </li>
  );
}

/** The secret address for a calendar program: making it, making another, taking it back. */
function Feed({ feed }: CalendarProps): VNode {
  const words = useWords(queueWords);
  return (
    <Section id="feed" title={words.feed}>
      <p>{words.feedHelp}</p>
      {feed === undefined ? null : (
        <p>
          {words.feedSince} <Instant at={feed.madeAt} />. {words.feedMakeNewHelp}
        </p>
      )}
      <Actions>
        <Form action="/examination/calendar/feed">
          <Button isSecondary>{feed ? words.feedMakeNew : words.feedMake}</Button>
        </Form>
        {feed ? (
          <Form action="/examination/calendar/feed/revocation">
            <Button isSecondary isDanger>
              {words.feedRevoke}
            </Button>
          </Form>
        ) : null}
      </Actions>
    </Section>
  );
}
