import type { VNode } from 'preact';
import {
  FieldView,
  typedOf,
  valueAt,
  type DraftField,
  type Typed,
} from '../../applications/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  formatDay,
  Hidden,
  Note,
  Section,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { ChangeView } from './change-view.tsx';
import { Introduction, Paragraphs, requestAddress } from './draft-view.tsx';
import { isAsked } from './asked-name.ts';
import { correctableFields, fieldLabel } from './fields.ts';
import type { Dialogue } from './find-seen.ts';
import { LetterOfRequest } from './letter-of-request.tsx';
import { SentFigures } from './office-view.tsx';
import { PointsView, ReplyFiles, Standing } from './points-view.tsx';
import { slotLabel } from './prepare-items.ts';
import { replyTextMax, type ReplyRecord, type RequestItem, type RequestRecord } from './request.ts';
import type { Whole } from './show-request.ts';
import { dialogueWords } from './words.ts';

/** Whether an answer can still be written and sent; a late one too. */
export function canReply(
  { examination, edits }: Dialogue,
  { state, reply }: RequestRecord,
): boolean {
  const isLive = examination.state !== 'withdrawn' && examination.state !== 'decided';
  return edits && isLive && reply?.state !== 'sent' && (state === 'open' || state === 'silent');
}

export interface OwnViewProps extends Whole {
  /** What was typed and is not stored, by the names of the controls. */
  readonly kept?: ReadonlyMap<string, Typed> | undefined;
}

/** A request as the people of the partnership see it: what to answer by when, and the form to answer. */
export function OwnRequestView(props: OwnViewProps): VNode {
  const { dialogue, request, change } = props;
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const isWriting = canReply(dialogue, request);
  return (
    <>
      <SentFigures request={request} />
      <LetterOfRequest {...props} />
      <Standing dialogue={dialogue} request={request} />
      {request.state === 'open' && request.sent ? (
        <Note tone="warn" title={words.toAnswer[request.kind]}>
          <p>
            {words.toAnswerBy(formatDay(request.sent.dueOn, language))}{' '}
            {isWriting ? words.replyLead[request.kind] : words.onlyWriters}
          </p>
        </Note>
      ) : null}
      {isWriting ? (
        <>
          <Uploads dialogue={dialogue} request={request} />
          <ReplyForm {...props} />
        </>
      ) : (
        <>
          <PointsView dialogue={dialogue} request={request} />
          {request.reply?.sent ? (
            <ChangeView dialogue={dialogue} request={request} change={change} />
          ) : null}
        </>
      )}
    </>
  );
}

/** The fields that a point names, each under the first point that does. */
export function fieldsByPoint(
  { published, snapshot }: Dialogue,
  { items }: RequestRecord,
): ReadonlyMap<string, readonly DraftField[]> {
  const { title, content } = snapshot;
  const fields = correctableFields(published.call.document, { title, content });
  const taken = new Set<string>();
  return new Map(
    items.map((item) => {
      const own = fields.filter(({ name }) => isAsked(item.fields, name) && !taken.has(name));
      for (const { name } of own) taken.add(name);
      return [item.id, own];
    }),
  );
}

function ReplyForm({ dialogue, request, kept }: OwnViewProps): VNode {
  const words = useWords(dialogueWords);
  const byPoint = fieldsByPoint(dialogue, request);
  return (
    <Form action={`${requestAddress(dialogue, request.number)}/reply`}>
      <Hidden name="revision" value={String(request.reply?.revision ?? 0)} />
      <Section id="reply" title={words.yourReply}>
        <Introduction request={request} />
        <p class="bd-hint">
          {dialogue.snapshot.content.line === undefined
            ? words.notCorrected.partners
            : words.notCorrected.line}
        </p>
        {request.items.map((item, index) => (
          <fieldset key={item.id} class="bd-point">
            <legend>{words.point(index + 1)}</legend>
            <Paragraphs text={item.text} />
            {item.article === null ? null : <p class="bd-cite">{item.article}</p>}
            {(byPoint.get(item.id) ?? []).map((field) => (
              <Correction
                key={field.name}
                field={field}
                dialogue={dialogue}
                request={request}
                kept={kept}
              />
            ))}
            <TextArea
              name={`t${index}`}
              label={words.yourWords(index + 1)}
              value={kept?.get(`t${index}`)?.text ?? request.reply?.texts[item.id] ?? ''}
              rows={4}
              maxLength={replyTextMax}
              isOptional
            />
          </fieldset>
        ))}
      </Section>
      <Actions>
        <Button name="act" value="read">
          {words.replyReview}
        </Button>
        <Button name="act" value="save" isSecondary>
          {words.saveReply}
        </Button>
      </Actions>
    </Form>
  );
}

function Correction({
  field,
  dialogue,
  request,
  kept,
}: {
  readonly field: DraftField;
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  readonly kept: OwnViewProps['kept'];
}): VNode {
  const { language } = usePage();
  const value = valueNow(dialogue, request, field);
  const typed = kept?.get(field.name) ?? typedOf(field.fact, value, language);
  return (
    <FieldView
      field={field}
      typed={typed}
      stored={value}
      label={fieldLabel(field, dialogue.names, language)}
    />
  );
}

/** What a field says with the corrections written so far. */
export function valueNow(
  { snapshot }: Dialogue,
  { reply }: RequestRecord,
  { name, place }: DraftField,
): unknown {
  if (reply && Object.hasOwn(reply.corrections, name)) return reply.corrections[name] ?? undefined;
  return valueAt({ title: snapshot.title, content: snapshot.content }, place);
}

const nothingYet: ReplyRecord = {
  state: 'draft',
  revision: 0,
  texts: {},
  corrections: {},
  documents: [],
  sent: null,
  decision: null,
  answers: [],
};

/** A form for each point, because a form carries one file. */
function Uploads({
  dialogue,
  request,
}: {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
}): VNode {
  const words = useWords(dialogueWords);
  return (
    <Section id="files" title={words.documents}>
      {request.items.map((item, index) => (
        <Upload key={item.id} dialogue={dialogue} request={request} item={item} index={index} />
      ))}
    </Section>
  );
}

function Upload({
  dialogue,
  request,
  item,
  index,
}: {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  readonly item: RequestItem;
  readonly index: number;
}): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const address = requestAddress(dialogue, request.number);
  const id = `file-${index}`;
  const paper =
    item.slot === null
      ? ''
      : `: ${slotLabel({ snapshot: dialogue.snapshot, call: dialogue.published.call }, item.slot, language)}`;
  return (
    <>
      <ReplyFiles
        dialogue={dialogue}
        request={request}
        item={item}
        reply={request.reply ?? nothingYet}
        canRemove
      />
      <Form action={`${address}/reply/points/${encodeURIComponent(item.id)}/documents`} hasFile>
        <div class="bd-field">
          <label for={id}>{`${words.uploadFor(index + 1)}${paper}`}</label>
          <input class="bd-input bd-file" type="file" id={id} name="file" required />
        </div>
        <Button isSecondary isSmall>
          {words.upload}
          <span class="bd-vh"> {words.uploadFor(index + 1)}</span>
        </Button>
      </Form>
    </>
  );
}

/** The last look at a reply: what it says, what it changes, and the one button that sends it. */
export function ReplyReview({ dialogue, request, change }: Whole): VNode {
  const words = useWords(dialogueWords);
  const address = requestAddress(dialogue, request.number);
  return (
    <>
      <PointsView dialogue={dialogue} request={request} />
      <ChangeView dialogue={dialogue} request={request} change={change} />
      {dialogue.submits ? (
        <Form action={`${address}/reply/sending`}>
          <Hidden name="revision" value={String(request.reply?.revision ?? 0)} />
          <Actions>
            <Button>{words.sendNow}</Button>
            <ButtonLink href={address} isSecondary>
              {words.back}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <>
          <Note tone="info" title={words.onlySubmitters} />
          <Actions>
            <ButtonLink href={address} isSecondary>
              {words.back}
            </ButtonLink>
          </Actions>
        </>
      )}
    </>
  );
}
