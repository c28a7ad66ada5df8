import type { VNode } from 'preact';
import {
  kindText,
  sizeText,
  valueAt,
  readableStored,
  withValue,
} from '../../applications/index.ts';
import {
  Button,
  Form,
  formatInstant,
  Hidden,
  Note,
  Radios,
  Section,
  Tag,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { requestAddress, Introduction, Paragraphs } from './draft-view.tsx';
import { isAsked } from './asked-name.ts';
import { correctableFields, fieldLabel } from './fields.ts';
import type { Dialogue } from './find-seen.ts';
import {
  answerTo,
  counts,
  introductionMax,
  type ReplyRecord,
  type RequestItem,
  type RequestRecord,
} from './request.ts';
import { dialogueWords } from './words.ts';

interface PointsProps {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
}

/** The points of what was sent, each with what was answered, and to observations with what the office says. */
export function PointsView({ dialogue, request }: PointsProps): VNode {
  const words = useWords(dialogueWords);
  const isNotice = request.kind === 'notice-against';
  return (
    <Section id="points" title={isNotice ? words.whyAgainst : words.points}>
      <Introduction request={request} />
      <ol class="bd-points">
        {request.items.map((item, index) => (
          <li key={item.id}>
            <Paragraphs text={item.text} />
            {item.article === null ? null : <p class="bd-cite">{item.article}</p>}
            {request.reply ? (
              <Answered dialogue={dialogue} request={request} item={item} reply={request.reply} />
            ) : null}
            <OfficeAnswer dialogue={dialogue} request={request} item={item} index={index} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Answered({
  dialogue,
  request,
  item,
  reply,
}: PointsProps & { readonly item: RequestItem; readonly reply: ReplyRecord }): VNode {
  const words = useWords(dialogueWords);
  const text = reply.texts[item.id];
  return (
    <div class="bd-reply">
      <h3>{words.reply}</h3>
      {text === undefined ? <p>{words.noWords}</p> : <Paragraphs text={text} />}
      <Corrections dialogue={dialogue} item={item} reply={reply} />
      <ReplyFiles dialogue={dialogue} request={request} item={item} reply={reply} />
    </div>
  );
}

function Corrections({
  dialogue,
  item,
  reply,
}: {
  readonly dialogue: Dialogue;
  readonly item: RequestItem;
  readonly reply: ReplyRecord;
}): VNode | null {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { published, snapshot, names, sight } = dialogue;
  const draft = { title: snapshot.title, content: snapshot.content };
  const shown = correctableFields(published.call.document, draft).filter(
    ({ name, place }) =>
      isAsked(item.fields, name) &&
      Object.hasOwn(reply.corrections, name) &&
      ((place.part !== 'cost' && place.part !== 'item') ||
        sight.costs === 'all' ||
        (place.partner !== undefined && sight.own.has(place.partner))),
  );
  if (shown.length === 0) return null;
  return (
    <>
      <p>
        <b>{words.corrections}</b>
      </p>
      <ul>
        {shown.map((field) => {
          const changed = withValue(draft, field.place, reply.corrections[field.name] ?? undefined);
          return (
            <li key={field.name}>
              {fieldLabel(field, names, language)}:{' '}
              {readableStored(field, valueAt(changed, field.place), language)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function ReplyFiles({
  dialogue,
  request,
  item,
  reply,
  canRemove = false,
}: PointsProps & {
  readonly item: RequestItem;
  readonly reply: ReplyRecord;
  readonly canRemove?: boolean;
}): VNode | null {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const address = requestAddress(dialogue, request.number);
  const files = reply.documents.filter((document) => document.item === item.id);
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map(({ number, name, bytes, kind }) => (
        <li key={number}>
          <a href={`${address}/documents/${number}`}>{words.download(name)}</a> (
          {sizeText(bytes, language)}, {kindText(kind as never, language)})
          {canRemove ? (
            <Form action={`${address}/reply/documents/${number}/removal`}>
              <Button isSecondary isSmall>
                {words.remove}
                <span class="bd-vh"> {name}</span>
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** What the office says to one observation, and for an officer the form to say it. */
function OfficeAnswer({
  dialogue,
  request,
  item,
  index,
}: PointsProps & { readonly item: RequestItem; readonly index: number }): VNode | null {
  const words = useWords(dialogueWords);
  if (request.kind !== 'notice-against' || !counts(request.reply)) return null;
  const answer = answerTo(request.reply, item.id);
  const canAnswer = dialogue.isOfficer && dialogue.examination.state !== 'decided';
  return (
    <div class="bd-reply">
      <h3>{words.observationAnswer}</h3>
      {answer ? (
        <>
          <Paragraphs text={answer.text} />
          <p>
            {words.upheld}{' '}
            <Tag tone={answer.isUpheld ? 'warn' : 'ok'}>
              {answer.isUpheld ? words.upheldYes : words.upheldNo}
            </Tag>
          </p>
        </>
      ) : (
        <p>
          <Tag tone="open">{words.answerOpen}</Tag>
        </p>
      )}
      {canAnswer ? (
        <Form action={`${requestAddress(dialogue, request.number)}/answers`}>
          <Hidden name="item" value={item.id} />
          <TextArea
            name={`answer${index}`}
            label={words.observationAnswer}
            value={answer?.text ?? ''}
            rows={3}
            maxLength={introductionMax}
          />
          <Radios
            name={`upheld${index}`}
            label={words.upheld}
            options={[
              { value: 'yes', text: words.upheldYes },
              { value: 'no', text: words.upheldNo },
            ]}
            value={answer ? (answer.isUpheld ? 'yes' : 'no') : ''}
            isInline
          />
          <Button isSecondary>{words.answerNow}</Button>
        </Form>
      ) : null}
    </div>
  );
}

/** What has become of what was sent: answered, late, silent or taken back. */
export function Standing({ dialogue, request }: PointsProps): VNode | null {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { state, ended, reply } = request;
  if (reply?.sent?.isLate === true) return <LateNote dialogue={dialogue} request={request} />;
  if (state === 'replied' && reply?.sent)
    return <p>{words.replied(formatInstant(new Date(reply.sent.at), language))}</p>;
  if (state === 'silent')
    return (
      <Note tone="warn" title={words.silentTitle}>
        <p>{dialogue.side === 'office' ? words.silentHelp : words.silentHelpOwn}</p>
      </Note>
    );
  if (state === 'withdrawn')
    return (
      <Note tone="info" title={words.states.withdrawn}>
        <p>
          {words.because}: {ended?.because}
        </p>
      </Note>
    );
  return null;
}

function LateNote({ dialogue, request }: PointsProps): VNode {
  const words = useWords(dialogueWords);
  const decision = request.reply?.decision;
  const isOffice = dialogue.side === 'office';
  return (
    <Note tone={decision ? 'info' : 'warn'} title={words.lateTitle}>
      {decision ? (
        <p>
          {decision.isTaken ? words.lateTaken : words.lateLeft} {words.ground}: {decision.ground}
        </p>
      ) : (
        <p>{isOffice ? words.lateHelp : words.lateHelpOwn}</p>
      )}
      {!decision && dialogue.isOfficer ? (
        <Form action={`${requestAddress(dialogue, request.number)}/late-reply`}>
          <TextArea name="ground" label={words.ground} rows={3} maxLength={2000} />
          <div class="bd-row bd-actions">
            <Button name="take" value="yes">
              {words.take}
            </Button>
            <Button name="take" value="no" isSecondary>
              {words.leave}
            </Button>
          </div>
        </Form>
      ) : null}
    </Note>
  );
}
