import type { VNode } from 'preact';
import {
  EmptyState,
  Instant,
  Pagination,
  Table,
  Tag,
  useWords,
} from '../../platform/page/index.ts';
import type { DeliveryFailure, Thread } from './queries.ts';
import { SettleForm } from './settle-form.tsx';
import { messageWords } from './words.ts';

/** The applications of a call about which something was written. */
export function InboxView({
  call,
  threads,
  isUnread,
  next,
}: {
  readonly call: string;
  readonly threads: readonly Thread[];
  readonly isUnread: boolean;
  readonly next: string | null;
}): VNode {
  const words = useWords(messageWords);
  const here = `/calls/${call}/messages`;
  const current = { 'aria-current': 'true' } as const;
  return (
    <>
      <ul class="bd-mview">
        <li>
          <a href={here} {...(isUnread ? {} : current)}>
            {words.all}
          </a>
        </li>
        <li>
          <a href={`${here}?unread=true`} {...(isUnread ? current : {})}>
            {words.onlyUnread}
          </a>
        </li>
        <li>
          <a href={`/calls/${call}/delivery-failures`}>{words.failures}</a>
        </li>
      </ul>
      {threads.length === 0 ? (
        <EmptyState title={words.noThreads}>
          <p>{words.noThreadsHelp}</p>
        </EmptyState>
      ) : (
        <Table
          caption={words.inbox}
          isCaptionHidden
          rows={threads}
          keyOf={({ applicationId }) => applicationId}
          columns={[
            {
              title: words.application,
              isRowHead: true,
              cell: ({ applicationId, title }) => (
                <a href={`/calls/${call}/applications/${applicationId}/messages`}>{title}</a>
              ),
            },
            { title: words.applicant, cell: ({ lead }) => lead },
            { title: words.messages, isNumber: true, cell: ({ messages }) => messages },
            {
              title: words.unread,
              isNumber: true,
              cell: ({ unread }) => (unread === 0 ? '0' : <Tag tone="warn">{unread}</Tag>),
            },
            { title: words.last, cell: ({ lastAt }) => <Instant at={lastAt} /> },
          ]}
        />
      )}
      <Pagination next={next} />
    </>
  );
}

/** Mail that did not arrive, each with what can be done about it. */
export function FailuresView({
  call,
  failures,
  mayAct,
  next,
}: {
  readonly call: string;
  readonly failures: readonly DeliveryFailure[];
  readonly mayAct: boolean;
  readonly next: string | null;
}): VNode {
  const words = useWords(messageWords);
  if (failures.length === 0)
    return (
      <EmptyState title={words.noFailures}>
        <p>{words.noFailuresHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={words.failures}
        isCaptionHidden
        rows={failures}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.application,
            isRowHead: true,
            cell: ({ applicationId, title, request }) => (
              <a
                href={`/calls/${call}/applications/${applicationId}/${
                  request === null ? 'messages' : `requests/${request}#delivery`
                }`}
              >
                {title}
              </a>
            ),
          },
          { title: words.recipient, cell: ({ recipient }) => recipient },
          { title: words.subject, isWide: true, cell: ({ subject }) => subject },
          { title: words.when, cell: ({ createdAt }) => <Instant at={createdAt} /> },
          { title: words.reply, isWide: true, cell: ({ reply }) => reply ?? words.noReply },
          ...(mayAct
            ? [
                {
                  title: words.toDo,
                  isWide: true,
                  cell: (failure: DeliveryFailure) => <SettleForm call={call} failure={failure} />,
                },
              ]
            : []),
        ]}
      />
      <Pagination next={next} />
    </>
  );
}
