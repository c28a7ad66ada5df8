import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Checkboxes,
  DateField,
  Form,
  Hidden,
  Section,
  Select,
  TextArea,
  TextField,
  useWords,
} from '../platform/page/index.ts';
import { memberParts } from './composition.ts';
import type { MemberTime } from './panel-queries.ts';
import { panelWords } from './words.ts';

/** One row of those whom an act names, as written. */
export interface NamedRow {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly part: string;
}

export interface ActFields {
  readonly title: string;
  readonly day: string;
  readonly ground: string;
  readonly named: readonly NamedRow[];
  readonly leaving: readonly string[];
}

export const emptyRow: NamedRow = { fiscalCode: '', givenName: '', familyName: '', part: '' };

/** The act by which a panel is composed or changed. */
export function ActForm({
  fields,
  members,
}: {
  readonly fields: ActFields;
  readonly members: readonly MemberTime[];
}): VNode {
  const words = useWords(panelWords);
  return (
    <Form>
      <TextField
        name="title"
        label={words.actTitle}
        hint={words.actTitleHint}
        value={fields.title}
        maxLength={300}
      />
      <DateField name="day" label={words.actDay} value={fields.day} />
      <TextArea
        name="ground"
        label={words.actGround}
        hint={words.actGroundHint}
        value={fields.ground}
        rows={2}
        maxLength={1000}
      />
      <Hidden name="rows" value={String(fields.named.length)} />
      <Section id="naming" title={words.naming}>
        {fields.named.map((row, index) => (
          <NamedFields key={index} row={row} index={index} />
        ))}
        <Actions>
          <Button name="step" value="more" isSecondary isSmall>
            {words.moreRows}
          </Button>
        </Actions>
      </Section>
      {members.length === 0 ? null : (
        <Checkboxes
          name="leaving"
          label={words.leaving}
          isOptional
          options={members.map(({ number, name, part }) => ({
            value: String(number),
            text: `${name}, ${words.parts[part].toLowerCase()}`,
          }))}
          values={fields.leaving}
        />
      )}
      <Actions>
        <Button name="step" value="record">
          {words.record}
        </Button>
      </Actions>
    </Form>
  );
}

function NamedFields({ row, index }: { readonly row: NamedRow; readonly index: number }): VNode {
  const words = useWords(panelWords);
  return (
    <fieldset class="bd-seat">
      <legend>{words.namedRow(index + 1)}</legend>
      <TextField
        name={`fiscalCode-${index}`}
        label={words.fiscalCode}
        value={row.fiscalCode}
        maxLength={20}
        isOptional
      />
      <TextField
        name={`givenName-${index}`}
        label={words.givenName}
        value={row.givenName}
        maxLength={100}
        isOptional
      />
      <TextField
        name={`familyName-${index}`}
        label={words.familyName}
        value={row.familyName}
        maxLength={100}
        isOptional
      />
      <Select
        name={`part-${index}`}
        label={words.part}
        prompt={words.noPart}
        options={memberParts.map((part) => ({ value: part, text: words.parts[part] }))}
        value={row.part}
        isOptional
      />
    </fieldset>
  );
}
