import type { VNode } from 'preact';
import { kindText, sizeText } from '../../applications/index.ts';
import {
  Actions,
  Button,
  EmptyState,
  Form,
  Note,
  Pagination,
  Section,
  Tag,
  TextArea,
  formatInstant,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import {
  messageFilesMax,
  textCharactersMax,
  type ApplicationMessage,
  type Side,
} from './message.ts';
import { messageWords } from './words.ts';

export interface ThreadProps {
  /** This page. */
  readonly here: string;
  readonly side: Side;
  readonly mayWrite: boolean;
  readonly messages: readonly ApplicationMessage[];
  readonly next: string | null;
  readonly fileBytesMax: number;
  /** What was written and not sent, with what is wrong said at the top of the page. */
  readonly text: string;
  /** Mail about this application that did not arrive; only for the office. */
  readonly failures: { readonly count: number; readonly href: string } | undefined;
}

/** The form first, then what was written, the latest first. */
export function ThreadView(props: ThreadProps): VNode {
  const { mayWrite, messages, next, failures, side, here } = props;
  const words = useWords(messageWords);
  return (
    <>
      {failures && failures.count > 0 ? (
        <Note tone="warn" title={words.failuresOfOne(failures.count)}>
          <p>
            <a href={failures.href}>{words.seeFailures}</a>
          </p>
        </Note>
      ) : null}
      {mayWrite ? <Writing {...props} /> : <p>{words.readOnly}</p>}
      <Section id="messages" title={words.thread}>
        {messages.length === 0 ? (
          <EmptyState title={words.none}>
            <p>{words.noneHelp}</p>
          </EmptyState>
        ) : (
          <ol class="bd-letters">
            {messages.map((message) => (
              <Message key={message.number} message={message} side={side} here={here} />
            ))}
          </ol>
        )}
        <Pagination next={next} />
      </Section>
    </>
  );
}

function Writing({ here, text, fileBytesMax }: ThreadProps): VNode {
  const words = useWords(messageWords);
  const { language } = usePage();
  return (
    <Section id="write" title={words.write}>
      <Form action={here} hasFile>
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          value={text}
          rows={5}
          maxLength={textCharactersMax}
        />
        <div class="bd-field">
          <label for="file">
            {words.chosenFiles}
            <span class="bd-optional"> ({language === 'it' ? 'facoltativo' : 'optional'})</span>
          </label>
          <span class="bd-hint" id="file-hint">
            {words.filesHint(messageFilesMax, sizeText(fileBytesMax, language))}
          </span>
          <input
            class="bd-input bd-file"
            type="file"
            id="file"
            name="file"
            multiple
            aria-describedby="file-hint"
          />
        </div>
        <Actions>
          <Button>{words.send}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function Message({
  message: { number, side: from, text, sentAt, readAt, files, from: name },
  side,
  here,
}: {
  readonly message: ApplicationMessage;
  readonly side: Side;
  readonly here: string;
}): VNode {
  const words = useWords(messageWords);
  const { language } = usePage();
  return (
    <li id={`message-${number}`} class={from === side ? 'own' : ''}>
      <h3>
        {words[from]}
        {': '}
        {name}
      </h3>
      <p class="bd-small bd-2nd">{words.sentOn(formatInstant(sentAt, language))}</p>
      <p class="bd-wrap">{text}</p>
      {files.length > 0 ? (
        <ul class="bd-plain" aria-label={words.files}>
          {files.map((file) => (
            <li key={file.ordinal}>
              {file.isInfected ? (
                <>
                  {file.name} <Tag tone="stop">{words.infected}</Tag>
                </>
              ) : (
                <a href={`${here}/${number}/files/${file.ordinal}`}>{file.name}</a>
              )}{' '}
              <span class="bd-2nd">
                ({kindText(file.kind, language)}, {sizeText(file.bytes, language)})
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {from === side ? (
        <p>
          {readAt === null ? (
            <Tag tone="plain">{words.notRead}</Tag>
          ) : (
            <Tag tone="ok">{words.readAt(formatInstant(readAt, language))}</Tag>
          )}
        </p>
      ) : null}
    </li>
  );
}

/** On the page of an application: the way to its messages, and whether some wait. */
export function MessagesPart({
  href,
  unread,
}: {
  readonly href: string;
  readonly unread: number;
}): VNode {
  const words = useWords(messageWords);
  return (
    <Section id="messages" title={words.title}>
      <p class="bd-row">
        {unread > 0 ? <Tag tone="warn">{words.waiting(unread)}</Tag> : null}
        <a href={href}>{words.open}</a>
      </p>
    </Section>
  );
}
