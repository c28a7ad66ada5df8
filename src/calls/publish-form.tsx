import type { VNode } from 'preact';
import type { Problem } from '../platform/problem.ts';
import {
  Actions,
  Button,
  DateField,
  Details,
  Form,
  Hidden,
  Note,
  Radios,
  TextArea,
  TextField,
  useWords,
} from '../platform/page/index.ts';
import { ProblemList } from './problem-list.tsx';
import { callWords } from './words.ts';

/** What was sent with the form, so that nothing has to be written twice. */
export interface PublishFields {
  readonly mode: string;
  readonly resubmission: string;
  readonly ground: string;
  readonly definition: string;
  readonly decisions: string;
  readonly opensDay: string;
  readonly opensTime: string;
  readonly closesDay: string;
  readonly closesTime: string;
}

export const emptyFields: PublishFields = {
  mode: '',
  resubmission: '',
  ground: '',
  definition: '',
  decisions: '',
  opensDay: '',
  opensTime: '',
  closesDay: '',
  closesTime: '',
};

export interface PublishFormProps {
  readonly fields: PublishFields;
  readonly problems: readonly Problem[];
  /** The version that is amended; a first publication has none. */
  readonly replaces?: number;
  /** Of a definition that was only checked and found sound. */
  readonly sound?: { readonly examples: number; readonly gaps: number } | undefined;
}

const textRows = 24;

export function PublishForm({ fields, problems, replaces, sound }: PublishFormProps): VNode {
  const words = useWords(callWords);
  const texts = { [words.definition]: fields.definition, [words.decisions]: fields.decisions };
  return (
    <>
      {sound === undefined ? null : (
        <Note tone="ok" title={words.sound} isAnnounced>
          <p>{words.soundText(sound.examples, sound.gaps)}</p>
        </Note>
      )}
      <ProblemList problems={problems} texts={texts} />
      <Form>
        {replaces === undefined ? (
          <FirstFields fields={fields} />
        ) : (
          <Hidden name="replaces" value={String(replaces)} />
        )}
        <TextField
          name="ground"
          label={words.ground}
          hint={words.groundHint}
          value={fields.ground}
          maxLength={2000}
        />
        <TextArea
          name="definition"
          label={words.definition}
          hint={words.definitionHint}
          value={fields.definition}
          rows={textRows}
          isCode
        />
        <TextArea
          name="decisions"
          label={words.decisions}
          hint={words.decisionsHint}
          value={fields.decisions}
          rows={8}
          isCode
          isOptional
        />
        {replaces === undefined ? <OwnDates fields={fields} /> : null}
        <Actions>
          <Button name="step" value="publish">
            {words.publishNow}
          </Button>
          <Button isSecondary name="step" value="check">
            {words.checkOnly}
          </Button>
        </Actions>
      </Form>
    </>
  );
}

function FirstFields({ fields }: { readonly fields: PublishFields }): VNode {
  const words = useWords(callWords);
  return (
    <>
      <Radios
        name="mode"
        label={words.mode}
        hint={words.modeHint}
        value={fields.mode}
        options={(['live', 'rehearsal', 'test'] as const).map((value) => ({
          value,
          text: words.modes[value],
          hint: words.modeHints[value],
        }))}
      />
      <Radios
        name="resubmission"
        label={words.resubmissionAsked}
        hint={words.resubmissionHint}
        value={fields.resubmission}
        options={[
          { value: 'yes', text: words.answerYes },
          { value: 'no', text: words.answerNo },
        ]}
      />
    </>
  );
}

function OwnDates({ fields }: { readonly fields: PublishFields }): VNode {
  const words = useWords(callWords);
  const { opensDay, opensTime, closesDay, closesTime } = fields;
  return (
    <Details
      summary={words.ownDates}
      isOpen={[opensDay, opensTime, closesDay, closesTime].some((text) => text !== '')}
    >
      <p>{words.ownDatesHint}</p>
      <EdgeFields name="opens" day={opensDay} time={opensTime} isOptional />
      <EdgeFields name="closes" day={closesDay} time={closesTime} isOptional />
    </Details>
  );
}

/** A day and an hour. */
export function EdgeFields({
  name,
  day,
  time,
  hint,
  isOptional,
}: {
  readonly name: 'opens' | 'closes';
  readonly day: string;
  readonly time: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}): VNode {
  const words = useWords(callWords);
  const optional = isOptional === true ? { isOptional } : {};
  return (
    <>
      <DateField
        name={`${name}-day`}
        label={words[`${name}Day`]}
        value={day}
        {...(hint === undefined ? {} : { hint })}
        {...optional}
      />
      <TextField
        name={`${name}-time`}
        label={words[`${name}Time`]}
        hint={words.timeHint}
        value={time}
        maxLength={20}
        {...optional}
      />
    </>
  );
}
