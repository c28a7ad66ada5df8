import type { VNode } from 'preact';
import { addressOf } from '../../applications/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Day,
  EmptyState,
  Form,
  formatDay,
  Hidden,
  Note,
  Section,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { MayRefuse } from '../notices-against/may-refuse.ts';
import { requestAddress } from './draft-view.tsx';
import type { Dialogue } from './find-seen.ts';
import { StateTag } from './office-view.tsx';
import { canReply } from './own-view.tsx';
import type { RequestKind, RequestRecord } from './request.ts';
import { dialogueWords } from './words.ts';

/** Everything that was asked and announced, and for an officer the way to ask. */
export function ListView({
  dialogue,
  may,
}: {
  readonly dialogue: Dialogue;
  /** For the office: whether an outcome against can be recorded now. */
  readonly may: MayRefuse | undefined;
}): VNode {
  const words = useWords(dialogueWords);
  const { requests, isOfficer, side } = dialogue;
  return (
    <>
      {requests.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{side === 'office' ? words.noneHelpOffice : words.noneHelp}</p>
        </EmptyState>
      ) : (
        <RequestTable dialogue={dialogue} />
      )}
      <Failures dialogue={dialogue} />
      {isOfficer ? <Prepare dialogue={dialogue} /> : null}
      {may ? <MayRefuseNote may={may} /> : null}
    </>
  );
}

/** What waits for an officer: messages that did not arrive, each with the way to its request. */
function Failures({ dialogue }: { readonly dialogue: Dialogue }): VNode | null {
  const words = useWords(dialogueWords);
  const failed = dialogue.requests.filter(({ number }) => dialogue.failed.includes(number));
  if (failed.length === 0) return null;
  return (
    <Note tone="stop" title={words.failureTitle}>
      <ul>
        {failed.map(({ number, kind }) => (
          <li key={number}>
            <a href={`${requestAddress(dialogue, number)}#delivery`}>
              {words.numbered(words.kinds[kind], number)}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function RequestTable({ dialogue }: { readonly dialogue: Dialogue }): VNode {
  const words = useWords(dialogueWords);
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={dialogue.requests}
      keyOf={({ number }) => String(number)}
      columns={[
        {
          title: words.what,
          isRowHead: true,
          cell: ({ number, kind }) => (
            <a href={requestAddress(dialogue, number)}>
              {words.numbered(words.kinds[kind], number)}
            </a>
          ),
        },
        { title: words.state, cell: (request) => <StateTag request={request} /> },
        {
          title: words.sentOn,
          cell: ({ sent }) => (sent ? <Day day={sent.on} /> : '–'),
        },
        {
          title: words.dueOn,
          cell: ({ sent }) => (sent ? <Day day={sent.dueOn} /> : '–'),
        },
      ]}
    />
  );
}

function Prepare({ dialogue }: { readonly dialogue: Dialogue }): VNode | null {
  const words = useWords(dialogueWords);
  const { requests, examination, snapshot, applicationId } = dialogue;
  if (examination.state === 'decided' || examination.state === 'withdrawn') return null;
  const address = `${addressOf({ id: applicationId, call: snapshot.call })}/requests`;
  const kinds: readonly RequestKind[] = ['clarification', 'notice-against'];
  const fresh = kinds.filter(
    (kind) => !requests.some((each) => each.kind === kind && each.state === 'draft'),
  );
  return (
    <Actions>
      {fresh.map((kind, index) => (
        <Form key={kind} action={address}>
          <Hidden name="kind" value={kind} />
          <Button isSecondary={index > 0}>{words.prepare[kind]}</Button>
        </Form>
      ))}
    </Actions>
  );
}

function MayRefuseNote({ may }: { readonly may: MayRefuse }): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  if (may.type === 'may')
    return (
      <Note tone="ok" title={words.mayRefuse.may}>
        <p>{words.mayRefuse.mayHelp}</p>
      </Note>
    );
  return (
    <Note tone="info" title={words.mayRefuse[may.code]}>
      {may.article === undefined ? null : <p class="bd-cite">{may.article}</p>}
      {may.gaps.length === 0 ? null : (
        <ul>
          {may.gaps.map(({ id, note }) => (
            <li key={id}>{note[language]}</li>
          ))}
        </ul>
      )}
    </Note>
  );
}

/** On the page of an application: what waits for an answer, and the way to all that was asked. */
export function DialoguePart({ dialogue }: { readonly dialogue: Dialogue }): VNode | null {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { requests, snapshot, applicationId, side } = dialogue;
  const all = `${addressOf({ id: applicationId, call: snapshot.call })}/requests`;
  if (side === 'own' && requests.length === 0) return null;
  const waiting = requests.find(({ state }) => state === 'open');
  return (
    <Section id="requests" title={words.title}>
      {waiting?.sent && side === 'own' ? (
        <Note tone="warn" title={words.toAnswer[waiting.kind]}>
          <p>{words.toAnswerBy(formatDay(waiting.sent.dueOn, language))}</p>
          <Answer dialogue={dialogue} request={waiting} />
        </Note>
      ) : null}
      <Failures dialogue={dialogue} />
      <p>
        <a href={all}>
          {words.title} ({requests.length})
        </a>
      </p>
    </Section>
  );
}

function Answer({
  dialogue,
  request,
}: {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
}): VNode {
  const words = useWords(dialogueWords);
  return (
    <Actions>
      <ButtonLink href={requestAddress(dialogue, request.number)}>
        {canReply(dialogue, request) ? words.goToAnswer : words.open}
      </ButtonLink>
    </Actions>
  );
}
