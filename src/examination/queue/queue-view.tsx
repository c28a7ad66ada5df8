import type { ComponentChildren, VNode } from 'preact';
import { formatDay as isoDay } from '../../engine/index.ts';
import { protocolOf } from '../../applications/register/index.ts';
import {
  EmptyState,
  formatNumber,
  formatWeekday,
  Pagination,
  Table,
  usePage,
  useWords,
  type TableColumn,
} from '../../platform/page/index.ts';
import { readExaminationClock } from '../clock.ts';
import { TermBar, TermKey } from '../term-bar.tsx';
import { queryOf, queueViews, type QueueAsked } from './asked.ts';
import { BulkForm } from './bulk-form.tsx';
import { QueueFilters, SavedFilters } from './filters-view.tsx';
import type { QueueCall } from './queue-calls.ts';
import type { QueuePage, QueueRow } from './read-queue.ts';
import { RowName } from './row-name.tsx';
import { NextStep, RowState } from './row-state.tsx';
import type { SavedFilter } from './saved-filters.ts';
import { queueWords } from './words.ts';

export interface QueueViewProps {
  readonly page: QueuePage;
  readonly asked: QueueAsked;
  /** The one call that the page is about, when it is about one. */
  readonly only: QueueCall | undefined;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly filters: readonly SavedFilter[];
  readonly personId: string;
  /** Whether whoever looks may also act. */
  readonly acts: boolean;
}

/** What is under examination, with what burns first at the top. */
export function QueueView(props: QueueViewProps): VNode {
  const { page, asked, acts } = props;
  const words = useWords(queueWords);
  if (page.calls.length === 0)
    return (
      <EmptyState title={words.noCalls}>
        <p>{words.noCallsHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Links {...props} />
      <Tabs {...props} />
      <QueueFilters {...props} />
      <DueOnly {...props} />
      {page.rows.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHelp}</p>
        </EmptyState>
      ) : (
        <>
          <TermKey />
          {acts ? (
            <BulkForm {...props} table={<QueueTable {...props} />} />
          ) : (
            <QueueTable {...props} />
          )}
        </>
      )}
      <Pagination next={page.next} />
      <SavedFilters filters={props.filters} asked={asked} />
      <Terms page={page} />
    </>
  );
}

/** The day, and what of one's own burns. */
export function QueueLead({ page }: { readonly page: QueuePage }): VNode | null {
  const words = useWords(queueWords);
  const { language } = usePage();
  const { mineSoon, mineLate, mineToBegin } = page.counts;
  if (page.calls.length === 0) return null;
  const more = [
    ...(mineLate === 0 ? [] : [words.late(mineLate)]),
    ...(mineToBegin === 0 ? [] : [words.toBegin(mineToBegin)]),
  ];
  return (
    <>
      {capitalised(formatWeekday(isoDay(page.today), language))}. <b>{words.soon(mineSoon)}</b>
      {more.map((text) => `; ${text}`).join('')}.
    </>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The address of the page for what is asked. */
export function queueAddress(asked: QueueAsked, only: Pick<QueueCall, 'slug'> | undefined): string {
  const query = queryOf(asked);
  if (only) query.delete('call');
  const path = only ? `/calls/${only.slug}/examination` : '/examination';
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function Tabs({ page: { counts }, asked, only }: QueueViewProps): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  return (
    <nav aria-label={words.viewsLabel}>
      <ul class="bd-tabs">
        {queueViews.map((view) => (
          <li key={view}>
            <a
              href={queueAddress({ ...asked, view }, only)}
              {...(view === asked.view ? { 'aria-current': 'page' as const } : {})}
            >
              {words.views[view]} <b>{formatNumber(counts[view], language)}</b>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DueOnly({ asked, only }: QueueViewProps): VNode | null {
  const words = useWords(queueWords);
  const { language } = usePage();
  const { due, ...rest } = asked;
  if (due === undefined) return null;
  return (
    <p>
      {words.dueOnly(formatWeekday(due, language))}{' '}
      <a href={queueAddress(rest, only)}>{words.dueAny}</a>
    </p>
  );
}

function QueueTable(props: QueueViewProps): VNode {
  const words = useWords(queueWords);
  const { page, asked } = props;
  return (
    <div class="bd-queue">
      <Table
        caption={asked.order === 'arrival' ? words.captionArrival : words.caption}
        rows={page.rows}
        keyOf={({ applicationId }) => applicationId}
        columns={columnsOf(props, words)}
      />
    </div>
  );
}

function columnsOf(
  { asked, personId, acts, only }: QueueViewProps,
  words: (typeof queueWords)['it'],
): readonly TableColumn<QueueRow>[] {
  const officer: TableColumn<QueueRow> = {
    title: words.officer,
    cell: ({ assignedTo, officerName }) =>
      assignedTo === personId ? words.you : (officerName ?? words.nobody),
  };
  return [
    {
      title: words.case,
      isRowHead: true,
      cell: (row) => (
        <Pick row={row} isPicked={acts}>
          <RowName row={row} only={only} />
        </Pick>
      ),
    },
    {
      title: words.term,
      isWide: true,
      cell: ({ reading, rules }) => <TermBar reading={reading} day={rules.today} />,
    },
    { title: words.state, cell: (row) => <RowState row={row} /> },
    ...(asked.view === 'all' || asked.view === 'suspended' ? [officer] : []),
    { title: words.next, cell: (row) => <NextStep row={row} acts={acts} /> },
  ];
}

/** A box before the name where something can be done to several at once. */
function Pick({
  row,
  isPicked,
  children,
}: {
  readonly row: QueueRow;
  readonly isPicked: boolean;
  readonly children: ComponentChildren;
}): VNode {
  const words = useWords(queueWords);
  if (!isPicked) return <>{children}</>;
  return (
    <div class="bd-queue-pick">
      <input
        type="checkbox"
        name="item"
        value={`${row.call.slug}~${row.applicationId}`}
        aria-label={words.choose(protocolOf(row.call.slug, row.entryNumber))}
      />
      <div>{children}</div>
    </div>
  );
}

/** Which clock each call on the page has, and what is not decided about it. */
function Terms({ page }: { readonly page: QueuePage }): VNode | null {
  const words = useWords(queueWords);
  const { language } = usePage();
  const rows = new Map(page.rows.map((row) => [row.call.id, row]));
  const told = [...rows.values()].flatMap((row) => {
    const { call, rules, suspensions } = row;
    const read = readExaminationClock(rules.published.call, row, suspensions, rules.today);
    if (!read) return [];
    const gaps = read.type === 'undecided' ? read.gaps : [];
    const clock = `${call.title[language]}: ${read.clock.title[language]} (${read.clock.article}).`;
    if (gaps.length === 0) return [clock];
    return [`${clock} ${words.undecided(gaps.map(({ note }) => note[language]).join(' '))}`];
  });
  return told.length === 0 ? null : <p class="bd-small bd-2nd">{told.join(' ')}</p>;
}

/** Other ways of looking at the same work. */
function Links({ asked, only }: QueueViewProps): VNode {
  const words = useWords(queueWords);
  const slug = only?.slug ?? asked.call;
  return (
    <p class="bd-row">
      <a href="/examination/calendar">{words.calendarLink}</a>
      {slug === undefined ? null : (
        <a href={`/calls/${slug}/examination/workload`}>{words.workload}</a>
      )}
    </p>
  );
}
