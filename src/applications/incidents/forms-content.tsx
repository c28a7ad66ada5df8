import type { VNode } from 'preact';
import type { PublishedCall } from '../../calls/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  DateField,
  Form,
  Hidden,
  Instant,
  Note,
  Radios,
  SearchForm,
  Section,
  Table,
  TextArea,
  TextField,
  useWords,
} from '../../platform/page/index.ts';
import { EvidenceView } from './evidence-view.tsx';
import { showsSomething, type Evidence, type OutageSeen } from './evidence.ts';
import { spanFields, type FormEdge } from './form-edge.ts';
import {
  textCharactersMax,
  titleCharactersMax,
  type Incident,
  type RemedyKind,
} from './incident.ts';
import { incidentWords } from './words.ts';

/** A day and a time beside it. */
function EdgeFields({
  name,
  label,
  edge,
}: {
  readonly name: string;
  readonly label: string;
  readonly edge: FormEdge;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <>
      <DateField name={`${name}-day`} label={label} value={edge.day} />
      <TextField
        name={`${name}-time`}
        label={words.atTime}
        hint={words.timeHint}
        value={edge.time}
        maxLength={30}
      />
    </>
  );
}

export interface RecordFields {
  readonly begins: FormEdge;
  readonly ends: FormEdge;
  readonly title: string;
  readonly description: string;
  readonly activityMinutes: string;
  readonly outside: string;
}

/** What is known of the time that was chosen. */
export interface Looked {
  readonly evidence: Evidence;
  readonly attempts: number;
  readonly activity: number;
}

export interface RecordFormProps {
  readonly call: PublishedCall;
  readonly fields: RecordFields;
  /** What to choose from, while no time is chosen. */
  readonly recent: readonly OutageSeen[] | undefined;
  readonly looked: Looked | undefined;
}

/** First the time, then what the servers saw of it, and only then the words. */
export function RecordForm({ call, fields, recent, looked }: RecordFormProps): VNode {
  const words = useWords(incidentWords);
  const address = `/calls/${call.slug}/incidents/new`;
  return (
    <>
      <Section id="time" title={words.chooseTime}>
        {recent ? <Recent address={address} recent={recent} /> : null}
        <SearchForm action={address} label={words.chooseTime}>
          <EdgeFields name="begins" label={words.beginsDay} edge={fields.begins} />
          <EdgeFields name="ends" label={words.endsDay} edge={fields.ends} />
          <Actions>
            <Button isSecondary>{words.look}</Button>
          </Actions>
        </SearchForm>
      </Section>
      {looked ? (
        <>
          <Section id="evidence" title={words.evidence}>
            <EvidenceView evidence={looked.evidence} />
          </Section>
          <Section id="preview" title={words.preview}>
            <p>{words.previewText(looked.attempts, looked.activity)}</p>
          </Section>
          <Written address={address} fields={fields} evidence={looked.evidence} />
        </>
      ) : null}
    </>
  );
}

function Recent({
  address,
  recent,
}: {
  readonly address: string;
  readonly recent: readonly OutageSeen[];
}): VNode {
  const words = useWords(incidentWords);
  if (recent.length === 0) return <p>{words.noRecent}</p>;
  return (
    <Table
      caption={words.recent}
      rows={recent}
      keyOf={({ from }) => from}
      columns={[
        { title: words.began, cell: ({ from }) => <Instant at={new Date(from)} isExact /> },
        { title: words.ended, cell: ({ to }) => <Instant at={new Date(to)} isExact /> },
        {
          title: words.look,
          cell: ({ from, to }) => {
            const span = { from: new Date(from), to: new Date(to) };
            const query = new URLSearchParams(spanFields(span)).toString();
            return <a href={`${address}?${query}`}>{words.useThis}</a>;
          },
        },
      ]}
    />
  );
}

function Written({
  address,
  fields,
  evidence,
}: {
  readonly address: string;
  readonly fields: RecordFields;
  readonly evidence: Evidence;
}): VNode {
  const words = useWords(incidentWords);
  const { begins, ends } = fields;
  return (
    <Section id="record" title={words.record}>
      <p>{words.frozenNote}</p>
      <Form action={address}>
        <Hidden name="begins-day" value={begins.day} />
        <Hidden name="begins-time" value={begins.time} />
        <Hidden name="ends-day" value={ends.day} />
        <Hidden name="ends-time" value={ends.time} />
        <TextField
          name="title"
          label={words.title}
          hint={words.titleHint}
          value={fields.title}
          maxLength={titleCharactersMax}
        />
        <TextArea
          name="description"
          label={words.description}
          hint={words.descriptionHint}
          value={fields.description}
          maxLength={textCharactersMax}
        />
        <TextField
          name="activity-minutes"
          label={words.activityMinutes}
          hint={words.activityMinutesHint}
          value={fields.activityMinutes}
          inputMode="numeric"
          maxLength={4}
        />
        {showsSomething(evidence) ? null : (
          <TextArea
            name="outside"
            label={words.outside}
            hint={words.outsideHint}
            value={fields.outside}
            maxLength={textCharactersMax}
          />
        )}
        <Actions>
          <Button>{words.recordNow}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

export interface AdditionFields {
  readonly application: string;
  readonly reason: string;
}

export function AdditionForm({
  back,
  fields,
}: {
  readonly back: string;
  readonly fields: AdditionFields;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <Form>
      <TextField
        name="application"
        label={words.applicationId}
        hint={words.applicationIdHint}
        value={fields.application}
        maxLength={60}
      />
      <TextArea
        name="reason"
        label={words.addReason}
        hint={words.addReasonHint}
        value={fields.reason}
        maxLength={textCharactersMax}
      />
      <Actions>
        <Button>{words.add}</Button>
        <ButtonLink isSecondary href={back}>
          {words.list}
        </ButtonLink>
      </Actions>
    </Form>
  );
}

export interface RemedyFields {
  readonly kind: RemedyKind | undefined;
  readonly until: FormEdge;
  readonly ground: string;
}

export function RemedyForm({
  call,
  incident,
  fields,
}: {
  readonly call: PublishedCall;
  readonly incident: Incident;
  readonly fields: RemedyFields;
}): VNode {
  const words = useWords(incidentWords);
  const { closesAt } = call.term;
  return (
    <>
      <Note tone="info" title={`${words.touched}: ${incident.touched}`}>
        {closesAt ? (
          <p>
            {words.closing} <Instant at={closesAt} isExact />
          </p>
        ) : null}
      </Note>
      <Form>
        <Radios
          name="kind"
          label={words.remedy}
          value={fields.kind ?? ''}
          options={(['admission', 'extension'] as const).map((kind) => ({
            value: kind,
            text: words.remedies[kind],
            hint: words.remedyHints[kind],
          }))}
        />
        <EdgeFields name="until" label={words.untilDay} edge={fields.until} />
        <TextField
          name="ground"
          label={words.ground}
          hint={words.groundHint}
          value={fields.ground}
          maxLength={2_000}
        />
        <Actions>
          <Button>{words.decideNow}</Button>
        </Actions>
      </Form>
    </>
  );
}
