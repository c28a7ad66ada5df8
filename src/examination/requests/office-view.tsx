import type { VNode } from 'preact';
import {
  Actions,
  Button,
  DateField,
  Day,
  Details,
  Facts,
  Form,
  formatDay,
  formatInstant,
  KeyFigures,
  Note,
  Section,
  Table,
  Tag,
  TextArea,
  TextField,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import { sizeText } from '../../applications/index.ts';
import { ChangeView } from './change-view.tsx';
import { SettleForm } from '../messages/settle-form.tsx';
import { LetterOfRequest } from './letter-of-request.tsx';
import { requestAddress } from './draft-view.tsx';
import type { Dialogue } from './find-seen.ts';
import { PointsView, Standing } from './points-view.tsx';
import { openFailures, type Delivery } from './queries.ts';
import { reasonMax, type RequestRecord, type RequestState } from './request.ts';
import type { Whole } from './show-request.ts';
import { dialogueWords } from './words.ts';

const tones: Readonly<Record<RequestState, Tone>> = {
  draft: 'plain',
  open: 'open',
  replied: 'ok',
  silent: 'warn',
  withdrawn: 'plain',
};

export function StateTag({ request }: { readonly request: RequestRecord }): VNode {
  const words = useWords(dialogueWords);
  return (
    <>
      <Tag tone={tones[request.state]}>{words.states[request.state]}</Tag>
      {request.reply?.sent?.isLate === true ? (
        <>
          {' '}
          <Tag tone="warn">{words.lateTag}</Tag>
        </>
      ) : null}
    </>
  );
}

/** A request that was sent, as the office sees it: what came of it, how it arrived, what can be done. */
export function OfficeView(whole: Whole): VNode {
  const { dialogue, request, change, delivery } = whole;
  return (
    <>
      <SentFigures request={request} />
      <LetterOfRequest {...whole} />
      <Standing dialogue={dialogue} request={request} />
      <PointsView dialogue={dialogue} request={request} />
      {request.reply?.sent ? (
        <ChangeView dialogue={dialogue} request={request} change={change} />
      ) : null}
      {delivery ? <DeliveryView dialogue={dialogue} request={request} delivery={delivery} /> : null}
      {dialogue.isOfficer && request.state === 'open' ? (
        <OpenActs dialogue={dialogue} request={request} />
      ) : null}
    </>
  );
}

export function SentFigures({ request }: { readonly request: RequestRecord }): VNode | null {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { sent, extensions } = request;
  if (!sent) return null;
  return (
    <>
      <p class="bd-row">
        <StateTag request={request} />
      </p>
      <KeyFigures
        facts={[
          { term: words.sentOn, value: <Day day={sent.on} /> },
          { term: words.dueOn, value: <Day day={sent.dueOn} /> },
          ...(request.reply?.sent
            ? [{ term: words.reply, value: <Day day={request.reply.sent.on} /> }]
            : []),
        ]}
      />
      {extensions.length === 0 ? null : (
        <Facts
          facts={extensions.map(({ dueBefore, dueOn, reason, at }) => ({
            term: words.extensionSaid(formatDay(dueBefore, language), formatDay(dueOn, language)),
            value: `${reason} (${formatInstant(new Date(at), language)})`,
          }))}
        />
      )}
    </>
  );
}

interface DeliveryProps {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  readonly delivery: Delivery;
}

function DeliveryView(props: DeliveryProps): VNode {
  const { delivery } = props;
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const opened = delivery.proofs.find(({ kind }) => kind === 'opened');
  const isAnswered = props.request.reply?.sent !== undefined && props.request.reply?.sent !== null;
  return (
    <Section id="delivery" title={words.delivery}>
      {opened ? (
        <p>{words.openedBy(opened.personName, formatInstant(new Date(opened.at), language))}</p>
      ) : isAnswered ? null : (
        <p>{words.notOpened}</p>
      )}
      {openFailures(delivery).map((message) => (
        <Failure key={message.id} {...props} messageId={message.id} recipient={message.recipient} />
      ))}
      <Messages {...props} />
      <Evidence {...props} />
    </Section>
  );
}

function Messages({ delivery: { messages, proofs } }: DeliveryProps): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  if (messages.length === 0) return <Note tone="warn" title={words.noMessages} />;
  return (
    <Table
      caption={words.messages}
      rows={messages}
      keyOf={({ id }) => id}
      columns={[
        { title: words.recipient, isRowHead: true, cell: ({ recipient }) => recipient },
        {
          title: words.fate,
          cell: ({ id, state, endedAt, reply }) => {
            const settled = proofs.find(({ messageId }) => messageId === id);
            return (
              <>
                <Tag tone={state === 'failed' ? 'stop' : state === 'sent' ? 'ok' : 'plain'}>
                  {words.fates[state]}
                </Tag>{' '}
                {endedAt === null ? '' : formatInstant(new Date(endedAt), language)}{' '}
                {state === 'failed' && reply !== null ? reply : ''}
                {settled ? (
                  <span class="bd-hint">
                    {words.settledBy(settled.personName, settled.note ?? '')}
                  </span>
                ) : null}
              </>
            );
          },
        },
      ]}
    />
  );
}

function Failure({
  dialogue,
  request,
  messageId,
  recipient,
}: DeliveryProps & { readonly messageId: string; readonly recipient: string }): VNode {
  const words = useWords(dialogueWords);
  return (
    <Note tone="stop" title={`${words.failureTitle}: ${recipient}`}>
      <p>{words.failureHelp}</p>
      {dialogue.isOfficer ? (
        <SettleForm
          call={dialogue.snapshot.call.slug}
          failure={{ id: messageId, isWhole: true }}
          request={request}
        />
      ) : null}
    </Note>
  );
}

function Evidence({ dialogue, request, delivery }: DeliveryProps): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const address = requestAddress(dialogue, request.number);
  const kept = delivery.proofs.filter(({ kind }) => kind === 'evidence');
  return (
    <>
      {kept.length === 0 ? null : (
        <Table
          caption={words.evidence}
          rows={kept}
          keyOf={({ number }) => String(number)}
          columns={[
            { title: words.evidenceNote, isRowHead: true, cell: ({ note }) => note ?? '' },
            { title: words.day, cell: ({ day }) => (day === null ? '' : <Day day={day} />) },
            {
              title: words.file,
              cell: ({ number, file }) =>
                file ? (
                  <>
                    <a href={`${address}/proofs/${number}/file`}>{words.download(file.name)}</a> (
                    {sizeText(file.bytes, language)})
                  </>
                ) : null,
            },
          ]}
        />
      )}
      {dialogue.isOfficer ? (
        <Details summary={words.addEvidence}>
          <p>{words.evidenceHelp}</p>
          <Form action={`${address}/proofs`} hasFile>
            <DateField name="day" label={words.day} />
            <TextField name="note" label={words.evidenceNote} maxLength={reasonMax} />
            <div class="bd-field">
              <label for="proof-file">{words.file}</label>
              <input class="bd-input bd-file" type="file" id="proof-file" name="file" required />
            </div>
            <Button isSecondary>{words.addEvidence}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function OpenActs({
  dialogue,
  request,
}: {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
}): VNode {
  const words = useWords(dialogueWords);
  const address = requestAddress(dialogue, request.number);
  return (
    <>
      <Details summary={words.extend}>
        <p>{words.extendHelp}</p>
        <Form action={`${address}/extension`}>
          <DateField name="until" label={words.newDay} />
          <TextArea name="extension-reason" label={words.reason} rows={2} maxLength={reasonMax} />
          <Actions>
            <Button isSecondary>{words.extend}</Button>
          </Actions>
        </Form>
      </Details>
      <Details summary={words.withdraw}>
        <p>{words.withdrawHelp}</p>
        <Form action={`${address}/withdrawal`}>
          <TextArea name="reason" label={words.reason} rows={2} maxLength={reasonMax} />
          <Actions>
            <Button isDanger isSecondary>
              {words.withdraw}
            </Button>
          </Actions>
        </Form>
      </Details>
    </>
  );
}
