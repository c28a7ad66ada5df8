import type { VNode } from 'preact';
import { FieldView, type Typed } from '../../applications/index.ts';
import {
  Button,
  Checkbox,
  Checkboxes,
  Details,
  Form,
  Hidden,
  ShortChoice,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { BothSides, CheckWhy, Declared, PaperFiles, titleOf, VerdictTag } from './check-item.tsx';
import type { Desk } from './desk.ts';
import type { HandBlock, HandControl } from './hand.ts';
import {
  clarifyText,
  fieldOf,
  isShort,
  linkText,
  shownOf,
  type TypedControl,
} from './read-hand-form.ts';
import { valueText } from './said-values.ts';
import { checkWords } from './words.ts';

export interface HandProps {
  readonly desk: Desk;
  /** What the form is named by in its address: a phase, or `other`. */
  readonly group: string;
  readonly blocks: readonly HandBlock[];
  readonly controls: readonly HandControl[];
  readonly mayAct: boolean;
  /** Typed and not stored, by the key of the control. */
  readonly kept: ReadonlyMap<string, TypedControl>;
}

/** One form for everything that is answered by hand in a phase. */
export function HandForm(props: HandProps): VNode | null {
  const words = useWords(checkWords);
  const { desk, group, blocks, controls, mayAct } = props;
  const hasControls = controls.length > 0 || blocks.some((block) => block.controls.length > 0);
  const content = (
    <>
      {blocks.map((block) => (
        <Block key={block.check.id} block={block} {...props} />
      ))}
      {controls.map((control) => (
        <div key={control.key} class="bd-hand">
          <Control control={control} {...props} />
        </div>
      ))}
    </>
  );
  if (!hasControls && blocks.length === 0) return null;
  if (!mayAct || !hasControls) return content;
  return (
    <Form action={`${desk.address}/examination/findings`} id={`hand-${group}`}>
      <Hidden name="revision" value={String(desk.examined.examination.revision)} />
      <Hidden name="group" value={group} />
      <p class="bd-2nd">{words.noteHint}</p>
      {content}
      <Button isSecondary>{words.save}</Button>
    </Form>
  );
}

function Block({
  block: { check, controls },
  ...props
}: HandProps & { readonly block: HandBlock }): VNode {
  const { language } = usePage();
  return (
    <div class="bd-hand">
      <div class="bd-row between">
        <h4 class="bd-check-t">{titleOf(props.desk, check, language)}</h4>
        <VerdictTag check={check} />
      </div>
      <p class="bd-cite">{check.article}</p>
      {check.kind === 'paper' ? (
        <PaperFiles desk={props.desk} check={check} />
      ) : (
        <Declared desk={props.desk} check={check} />
      )}
      {check.own.last && check.kind === 'requirement' ? (
        <BothSides desk={props.desk} place={{ type: 'check', check }} finding={check.own.last} />
      ) : null}
      {controls.map((control) => (
        <Control
          key={control.key}
          control={control}
          isTitled={
            controls.length === 1 &&
            questionOf(props.desk, control, language) === titleOf(props.desk, check, language)
          }
          {...props}
        />
      ))}
      <CheckWhy desk={props.desk} check={check} isBrief />
    </div>
  );
}

function Control({
  control,
  isTitled = false,
  ...props
}: HandProps & {
  readonly control: HandControl;
  /** The heading above it asks the same. */
  readonly isTitled?: boolean;
}): VNode {
  const { desk, mayAct, kept } = props;
  const { key, place, standing } = control;
  const { language } = usePage();
  const words = useWords(checkWords);
  const shown = kept.get(key) ?? shownOf(control, language);
  const declared = place.type === 'fact' ? place.declared : undefined;
  return (
    <div class="bd-hand-c">
      {declared === undefined ? null : (
        <p class="bd-2nd">
          {words.declared}: {valueText(place, declared, language)}
        </p>
      )}
      {standing.last && (!mayAct || standing.last.second || standing.last.overrules) ? (
        <BothSides desk={desk} place={place} finding={standing.last} />
      ) : null}
      {mayAct ? <Fields control={control} shown={shown} desk={desk} isTitled={isTitled} /> : null}
    </div>
  );
}

/** The fields of one control: its value, the reason, and the documents that prove it. */
export function Fields({
  control,
  shown,
  desk,
  isTitled = false,
}: {
  readonly control: HandControl;
  readonly shown: TypedControl;
  readonly desk: Desk;
  readonly isTitled?: boolean;
}): VNode {
  const words = useWords(checkWords);
  const { key } = control;
  return (
    <>
      <ValueField control={control} typed={shown.typed} desk={desk} isTitled={isTitled} />
      {isShort(control) ? null : (
        <Checkbox name={`clarify.${key}`} label={words.clarifyBox} isChecked={shown.toClarify} />
      )}
      <TextArea
        name={`note.${key}`}
        label={words.note}
        value={shown.note}
        rows={2}
        maxLength={5000}
        isOptional
      />
      <EvidenceFields name={`evidence.${key}`} values={shown.evidence} desk={desk} />
    </>
  );
}

function ValueField({
  control,
  typed,
  desk,
  isTitled,
}: {
  readonly control: HandControl;
  readonly typed: Typed;
  readonly desk: Desk;
  readonly isTitled: boolean;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const field = fieldOf(control);
  const label = questionOf(desk, control, language);
  if (!isShort(control))
    return <FieldView field={field} typed={typed} stored={undefined} label={label} />;
  return (
    <ShortChoice
      name={field.name}
      label={label}
      value={typed.text}
      isLabelHidden={isTitled}
      options={[
        { value: 'yes', text: words.yes },
        { value: 'no', text: words.no },
        { value: clarifyText, text: words.clarify },
      ]}
    />
  );
}

function questionOf({ names }: Desk, { place }: HandControl, language: 'it' | 'en'): string {
  if (place.type === 'check') return titleOf({ names }, place.check, language);
  const { fact, partner, entry } = place.place;
  const asked = (fact.question ?? fact.label)[language];
  const of = [
    ...(partner === undefined ? [] : [names.get(partner) ?? partner]),
    ...(entry === undefined ? [] : [String(Number(entry.split('.')[0]) + 1)]),
  ];
  const text = of.length === 0 ? asked : `${asked} (${of.join(', ')})`;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function EvidenceFields({
  name,
  values,
  desk,
}: {
  readonly name: string;
  readonly values: readonly string[];
  readonly desk: Desk;
}): VNode | null {
  const words = useWords(checkWords);
  const documents = desk.examined.snapshot.documents ?? [];
  if (documents.length === 0) return null;
  return (
    <Details summary={words.documents} isOpen={values.length > 0}>
      <Checkboxes
        name={name}
        label={words.documents}
        values={values}
        isOptional
        options={documents.map((document) => ({ value: linkText(document), text: document.name }))}
      />
    </Details>
  );
}
