import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Checkbox,
  Form,
  Hidden,
  Radios,
  Section,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { BothSides, CheckItem, subjectAddress } from './check-item.tsx';
import type { Desk } from './desk.ts';
import type { Effect } from './effect.ts';
import { findingsOn } from './finding.ts';
import { capital } from './outcome-view.tsx';
import { EffectView } from './figures-view.tsx';
import { EvidenceFields, Fields } from './hand-view.tsx';
import type { SubjectControl, TypedSubject } from './read-subject-form.ts';
import { valueText } from './said-values.ts';
import { checkWords } from './words.ts';

export interface SubjectProps {
  readonly desk: Desk;
  readonly control: SubjectControl;
  readonly typed: TypedSubject;
  /** What it would change, where that was asked. */
  readonly effect: Effect | undefined;
}

/** One check or one value, to be decided otherwise than it stands: only with a reason, and after seeing what it changes. */
export function SubjectPage({ desk, control, typed, effect }: SubjectProps): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { place, subject, standing } = control;
  const history = findingsOn(desk.examined.findings, subject);
  return (
    <>
      {place.type === 'check' ? (
        <ul class="bd-flat bd-chks">
          <CheckItem desk={desk} check={place.check} mayAct={false} heading="h2" />
        </ul>
      ) : (
        <p class="bd-subject-said">
          {words.declaredWas}: <b>{valueText(place, place.declared, language)}</b>
        </p>
      )}
      {effect ? (
        <Section id="effect" title={words.previewTitle}>
          <EffectView desk={desk} effect={effect} />
        </Section>
      ) : null}
      <Form action={subjectAddress(desk, subject)}>
        <Hidden name="revision" value={String(desk.examined.examination.revision)} />
        {place.type === 'check' ? (
          <CheckFields desk={desk} control={control} typed={typed} />
        ) : (
          <Fields control={control} shown={typed} desk={desk} />
        )}
        {standing.last ? (
          <Checkbox name="take-back" label={words.takeBack} isChecked={typed.takesBack} />
        ) : null}
        <Actions>
          <Button>{words.record}</Button>
          <Button isSecondary name="preview" value="yes">
            {words.preview}
          </Button>
        </Actions>
      </Form>
      {history.length === 0 ? null : (
        <Section id="history" title={words.historyTitle}>
          {history.map((finding) => (
            <BothSides key={finding.number} desk={desk} place={place} finding={finding} />
          ))}
        </Section>
      )}
      <p>
        <a href={`${desk.address}/examination`}>{words.back}</a>
      </p>
    </>
  );
}

function CheckFields({
  desk,
  control: { key },
  typed,
}: Pick<SubjectProps, 'desk' | 'control' | 'typed'>): VNode {
  const words = useWords(checkWords);
  const options = (['met', 'not-met', 'not-applicable'] as const).map((value) => ({
    value,
    text: capital(words.verdicts[value]),
  }));
  return (
    <>
      <Radios
        name={`value.${key}`}
        label={words.subjectVerdict}
        value={typed.typed.text}
        options={[...options, { value: 'clarify', text: words.clarify }]}
        isInline
      />
      <TextArea
        name={`note.${key}`}
        label={words.note}
        hint={words.noteHint}
        value={typed.note}
        rows={3}
        maxLength={5000}
        isOptional
      />
      <EvidenceFields name={`evidence.${key}`} values={typed.evidence} desk={desk} />
    </>
  );
}
