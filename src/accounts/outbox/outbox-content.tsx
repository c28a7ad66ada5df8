import type { VNode } from 'preact';
import {
  Actions,
  Button,
  EmptyState,
  Facts,
  Form,
  Instant,
  KeyFigures,
  Note,
  Section,
  Table,
  Tag,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { MessageState, OutboxCount, OutboxMessage, WholeMessage } from './queries.ts';
import { outboxWords } from './words.ts';

const tones: Readonly<Record<MessageState, Tone>> = {
  queued: 'info',
  sent: 'ok',
  failed: 'stop',
  cancelled: 'plain',
};

export function OutboxContent({
  hasServer,
  count,
  failures,
  latest,
}: {
  readonly hasServer: boolean;
  readonly count: OutboxCount;
  readonly failures: readonly OutboxMessage[];
  readonly latest: readonly OutboxMessage[];
}): VNode {
  const words = useWords(outboxWords);
  return (
    <>
      {hasServer ? null : (
        <Note tone="warn" title={words.noServer}>
          <p>{words.noServerText}</p>
        </Note>
      )}
      <KeyFigures
        facts={[
          { term: words.queued, value: count.queued },
          { term: words.sent, value: count.sent },
          { term: words.failed, value: count.failed },
        ]}
      />
      <Section id="failures" title={words.failures}>
        {failures.length === 0 ? (
          <p>{words.noFailures}</p>
        ) : (
          <>
            <p>{words.failuresLead}</p>
            <FailureTable failures={failures} />
          </>
        )}
      </Section>
      <Section id="latest" title={words.latest}>
        <MessageTable messages={latest} />
      </Section>
    </>
  );
}

function FailureTable({ failures }: { readonly failures: readonly OutboxMessage[] }): VNode {
  const words = useWords(outboxWords);
  return (
    <Table
      caption={words.count(failures.length)}
      rows={failures}
      keyOf={({ id }) => id}
      columns={[
        { title: words.recipient, isRowHead: true, cell: ({ recipient }) => recipient },
        { title: words.subject, isWide: true, cell: ({ subject }) => subject },
        { title: words.when, cell: ({ createdAt }) => <Instant at={createdAt} /> },
        { title: words.reply, isWide: true, cell: ({ reply }) => reply },
        { title: words.action, isAction: true, cell: (message) => <FailureActions {...message} /> },
      ]}
    />
  );
}

function FailureActions({ id, isWhole, recipient }: OutboxMessage): VNode {
  const words = useWords(outboxWords);
  const about = <span class="bd-vh">{` (${recipient})`}</span>;
  return (
    <Form action={`/outbox/${id}`}>
      {isWhole ? null : <p>{words.notAgain}</p>}
      <Actions>
        {isWhole ? (
          <Button isSecondary isSmall name="act" value="retry">
            {words.retry}
            {about}
          </Button>
        ) : null}
        <Button isSecondary isSmall name="act" value="note">
          {words.note}
          {about}
        </Button>
      </Actions>
    </Form>
  );
}

/** With `hrefOf` each subject leads to its message. */
export function MessageTable({
  messages,
  hrefOf,
}: {
  readonly messages: readonly OutboxMessage[];
  readonly hrefOf?: (message: OutboxMessage) => string;
}): VNode {
  const words = useWords(outboxWords);
  if (messages.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneText}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.count(messages.length)}
      rows={messages}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.subject,
          isRowHead: true,
          cell: (message) =>
            hrefOf ? <a href={hrefOf(message)}>{message.subject}</a> : message.subject,
        },
        { title: words.recipient, cell: ({ recipient }) => recipient },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] ?? kind },
        { title: words.when, cell: ({ createdAt }) => <Instant at={createdAt} /> },
        { title: words.state, cell: ({ state }) => <StateTag state={state} /> },
      ]}
    />
  );
}

function StateTag({ state }: { readonly state: MessageState }): VNode {
  const words = useWords(outboxWords);
  return <Tag tone={tones[state]}>{words.states[state]}</Tag>;
}

/** The message as its recipient would read it. */
export function MessageContent({ message }: { readonly message: WholeMessage }): VNode {
  const words = useWords(outboxWords);
  return (
    <>
      <Facts
        facts={[
          { term: words.to, value: message.recipient },
          { term: words.when, value: <Instant at={message.createdAt} /> },
          { term: words.state, value: <StateTag state={message.state} /> },
        ]}
      />
      <div class="bd-card" lang={message.language}>
        {message.text.split(/\n{2,}/).map((paragraph, index) => (
          <p key={index} class="bd-lines">
            {paragraph}
          </p>
        ))}
        {message.link === undefined ? null : (
          <p>
            <a href={message.link.address}>{message.link.label}</a>
          </p>
        )}
      </div>
    </>
  );
}
