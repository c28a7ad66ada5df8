import type { VNode } from 'preact';
import { addressOf } from '../../applications/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  Checkboxes,
  Details,
  Form,
  Hidden,
  Note,
  Section,
  Select,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { formatDay } from '../../platform/page/index.ts';
import { LetterPreview } from '../letters/letter-preview.tsx';
import type { LetterText } from '../letters/letter.ts';
import type { ClockPreview } from './clock-preview.ts';
import { freshPoints, type DraftRow } from './draft-form.ts';
import { askableFields, askedLabel } from './fields.ts';
import type { Dialogue } from './find-seen.ts';
import { slotLabel, slotsIn } from './prepare-items.ts';
import { saidOf, type Refused } from './refusals.ts';
import { introductionMax, itemTextMax, type RequestDraft, type RequestRecord } from './request.ts';
import { dialogueWords } from './words.ts';

export interface DraftProps {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  readonly draft: RequestDraft;
  readonly rows: readonly DraftRow[];
  readonly preview: ClockPreview | Refused;
}

/** The address of the pages of a request. */
export function requestAddress(
  { snapshot, applicationId }: Pick<Dialogue, 'snapshot' | 'applicationId'>,
  number: number,
): string {
  return `${addressOf({ id: applicationId, call: snapshot.call })}/requests/${number}`;
}

/** A request that is being written: its points, what may be corrected for each, and what sending it would do. */
export function DraftView(props: DraftProps): VNode {
  const { dialogue, request, rows, draft, preview } = props;
  const words = useWords(dialogueWords);
  const address = requestAddress(dialogue, request.number);
  const offered = rows.filter(({ isKept }) => !isKept);
  const isNotice = request.kind === 'notice-against';
  return (
    <>
      <Form action={`${address}/draft`}>
        <Hidden name="revision" value={String(request.revision)} />
        <Section id="points" title={isNotice ? words.whyAgainst : words.whatIsAsked}>
          {rows.map((row, index) =>
            row.isKept ? <Point key={row.item.id} {...props} row={row} index={index} /> : null,
          )}
          {offered.length === 0 ? null : (
            <Details summary={words.offered} isOpen={offered.length === rows.length}>
              {rows.map((row, index) =>
                row.isKept ? null : <Point key={row.item.id} {...props} row={row} index={index} />,
              )}
            </Details>
          )}
          {Array.from({ length: freshPoints }, (_, index) => (
            <OwnPoint key={index} {...props} index={index} />
          ))}
        </Section>
        <TextArea
          name="introduction"
          label={words.introduction}
          hint={words.introductionHelp}
          value={draft.introduction}
          rows={3}
          maxLength={introductionMax}
          isOptional
        />
        <ClockEffect preview={preview} kind={request.kind} />
        <p>{words.whereItArrives}</p>
        <Actions>
          <Button name="act" value="read">
            {words.readAndSend}
          </Button>
          <Button name="act" value="save" isSecondary>
            {words.save}
          </Button>
        </Actions>
      </Form>
      <Form action={`${address}/removal`}>
        <Hidden name="revision" value={String(request.revision)} />
        <Actions>
          <Button isSecondary isDanger isSmall>
            {words.discard}
          </Button>
        </Actions>
      </Form>
    </>
  );
}

function Point({
  dialogue,
  row: { item, isKept, offeredFields },
  index,
}: DraftProps & { readonly row: DraftRow; readonly index: number }): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const name = `p${index}`;
  const labels = new Map(
    [...fieldsOfText(dialogue)].map(([asked, field]) => [
      asked,
      askedLabel(field, dialogue.names, language),
    ]),
  );
  return (
    <fieldset class="bd-point">
      <legend>
        {words.point(index + 1)}
        {item.article === null ? '' : ` · ${item.article}`}
      </legend>
      <Hidden name={`${name}.id`} value={item.id} />
      <Checkbox name={`${name}.keep`} label={words.keep} isChecked={isKept} />
      <TextArea
        name={`${name}.text`}
        label={words.pointText}
        value={item.text}
        rows={3}
        maxLength={itemTextMax}
      />
      {offeredFields.length === 0 ? null : (
        <Checkboxes
          name={`${name}.fields`}
          label={words.fields}
          options={offeredFields.map((value) => ({ value, text: labels.get(value) ?? value }))}
          values={item.fields}
          isOptional
        />
      )}
      {item.slot === null ? null : (
        <p>{words.slot(slotLabel(textOf(dialogue), item.slot, language))}</p>
      )}
    </fieldset>
  );
}

function fieldsOfText({ published, snapshot }: Dialogue) {
  const { title, content } = snapshot;
  return askableFields(published.call.document, { title, content });
}

function textOf({ snapshot, published }: Dialogue) {
  return { snapshot, call: published.call };
}

function OwnPoint({ dialogue, request, index }: DraftProps & { readonly index: number }): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const fields = [...fieldsOfText(dialogue)].map(([asked, field]) => ({
    value: `field:${asked}`,
    text: askedLabel(field, dialogue.names, language),
  }));
  const slots = slotsIn(textOf(dialogue)).map((slot) => ({
    value: `slot:${slot}`,
    text: words.slot(slotLabel(textOf(dialogue), slot, language)),
  }));
  return (
    <fieldset class="bd-point">
      <legend>{words.ownPoint}</legend>
      <TextArea
        name={`own${index}.text`}
        label={words.pointText}
        rows={2}
        maxLength={itemTextMax}
        isOptional
      />
      {request.kind === 'notice-against' ? null : (
        <Select
          name={`own${index}.target`}
          label={words.ownTarget}
          options={[...slots, ...fields]}
          prompt={words.ownNothing}
          isOptional
        />
      )}
    </fieldset>
  );
}

/** What sending it today would do to the clock of the examination, or why it cannot be sent. */
export function ClockEffect({
  preview,
  kind,
}: {
  readonly preview: ClockPreview | Refused;
  readonly kind: RequestRecord['kind'];
}): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  if (preview.type === 'refused')
    return (
      <Note tone="warn" title={words.cannotSend}>
        <p>{saidOf({ ...preview, gaps: [] }, language)}</p>
        {preview.gaps === undefined || preview.gaps.length === 0 ? null : (
          <>
            <p>{words.toDecide}</p>
            <ul>
              {preview.gaps.map(({ id, note }) => (
                <li key={id}>
                  {note[language]} (<code>{id}</code>)
                </li>
              ))}
            </ul>
          </>
        )}
      </Note>
    );
  const { answerBy, clock, stops, article } = preview;
  const day = (text: string): string => formatDay(text, language);
  return (
    <Note tone="info" title={words.effectOnClock}>
      <p>
        {clock === undefined
          ? words.clockUnknown
          : stops
            ? words[kind === 'clarification' ? 'clockStops' : 'noticeStops'](
                String(clock.daysUsed),
                day(clock.runsAgainBy),
                day(clock.dueAtMost),
              )
            : words.clockRuns(day(clock.due))}
      </p>
      <p>
        {words.answerBy(day(answerBy))} <span class="bd-cite">{article}</span>
      </p>
    </Note>
  );
}

/** The last look at a request before it is sent: as the applicant will read it, with the one button that sends it. */
export function DraftReview({
  dialogue,
  request,
  preview,
  letterText,
}: Omit<DraftProps, 'rows' | 'draft'> & {
  readonly letterText: LetterText | undefined;
}): VNode {
  const words = useWords(dialogueWords);
  const address = requestAddress(dialogue, request.number);
  return (
    <>
      <div class="bd-sec">
        <Card>
          <Introduction request={request} />
          <ol>
            {request.items.map(({ id, text, article }) => (
              <li key={id}>
                <Paragraphs text={text} />
                {article === null ? null : <p class="bd-cite">{article}</p>}
              </li>
            ))}
          </ol>
        </Card>
      </div>
      {letterText ? <LetterPreview text={letterText} /> : null}
      <ClockEffect preview={preview} kind={request.kind} />
      {preview.type === 'refused' ? null : (
        <Form action={`${address}/sending`}>
          <Hidden name="revision" value={String(request.revision)} />
          <Actions>
            <Button>{words.sendNow}</Button>
            <ButtonLink href={address} isSecondary>
              {words.back}
            </ButtonLink>
          </Actions>
        </Form>
      )}
      {preview.type === 'refused' ? (
        <Actions>
          <ButtonLink href={address}>{words.back}</ButtonLink>
        </Actions>
      ) : null}
    </>
  );
}

export function Introduction({ request }: { readonly request: RequestDraft }): VNode | null {
  return request.introduction === '' ? null : <Paragraphs text={request.introduction} />;
}

/** A text as it was written, paragraph by paragraph. */
export function Paragraphs({ text }: { readonly text: string }): VNode {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index} class="bd-lines">
          {paragraph}
        </p>
      ))}
    </>
  );
}
