import type { VNode } from 'preact';
import { withNames } from '../../applications/index.ts';
import { findFigure, phasesOf, sentenceOf, type Check } from '../../engine/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  EmptyState,
  Form,
  Hidden,
  Instant,
  Radios,
  Section,
  Select,
  TextArea,
  TextField,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import { titleOf } from './check-item.tsx';
import { failingChecks } from './decide-outcome.ts';
import type { Desk } from './desk.ts';
import type { Reason } from './outcome-act.ts';
import type { ToldOutcome } from './told-outcome.ts';
import { checkWords } from './words.ts';

/** What the form of an outcome holds. */
export interface OutcomeFields {
  readonly outcome: string;
  /** The words of each reason by its check, with whether it is used; the office's own reserve is under `own`. */
  readonly reasons: ReadonlyMap<string, { readonly isUsed: boolean; readonly text: string }>;
  readonly own: string;
  readonly observations: string;
  readonly ground: string;
  readonly note: string;
}

/** The checks from which reasons or reserves can be taken, in the order of the phases. */
export function reasonChecks({ examined }: Desk): readonly Check[] {
  return [...failingChecks(examined), ...examined.phases.flatMap(({ reserves }) => reserves)];
}

/** The form before anything is typed: every check that speaks against it with the sentence of the rules. */
export function outcomeFields(
  desk: Desk,
  answers: string | null,
  language: Language,
): OutcomeFields {
  return {
    outcome: '',
    reasons: new Map(
      reasonChecks(desk).map((check) => [
        check.id,
        { isUsed: true, text: sentenceFor(desk, check, language) },
      ]),
    ),
    own: '',
    observations: answers ?? '',
    ground: '',
    note: '',
  };
}

/**
 * Its people read it: the sentence of the rules, never the note of the office. Where partners must not see each
 * other's costs, of which a sentence may speak, the officer writes it.
 */
function sentenceFor(
  { explanation, examined, names }: Desk,
  check: Check,
  language: Language,
): string {
  const figure =
    explanation && check.figure !== undefined ? findFigure(explanation, check.figure) : undefined;
  const isConfidential = examined.call.document.partnership?.costsConfidential === true;
  if (!figure || isConfidential || check.decidedBy === 'office') return '';
  return `${withNames(sentenceOf(figure, examined.call, language), names)}.`;
}

export function OutcomeForm({
  desk,
  fields,
}: {
  readonly desk: Desk;
  readonly fields: OutcomeFields;
}): VNode {
  const words = useWords(checkWords);
  const outcomes = (['admitted', 'with-reserve', 'not-admitted'] as const).map((value) => ({
    value,
    text: capital(words.outcomes[value]),
    hint: words.outcomeHints[value],
  }));
  return (
    <Form>
      <Hidden name="revision" value={String(desk.examined.examination.revision)} />
      <Radios name="outcome" label={words.outcomeField} options={outcomes} value={fields.outcome} />
      <ReasonFields desk={desk} fields={fields} />
      <TextArea
        name="observations"
        label={words.observations}
        hint={words.observationsHint}
        value={fields.observations}
        rows={3}
        maxLength={10_000}
        isOptional
      />
      <TextField
        name="ground"
        label={words.ground}
        value={fields.ground}
        maxLength={2000}
        isOptional
      />
      <TextArea
        name="note"
        label={words.phaseNote}
        value={fields.note}
        rows={2}
        maxLength={5000}
        isOptional
      />
      <Button>{words.decide}</Button>
    </Form>
  );
}

/** Each check that speaks against the application, with the words that its people will read. */
function ReasonFields({
  desk,
  fields,
}: {
  readonly desk: Desk;
  readonly fields: OutcomeFields;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const checks = reasonChecks(desk);
  return (
    <fieldset class="bd-field bd-reasons">
      <legend class="bd-legend" id="reasons" tabIndex={-1}>
        {words.reasons}
      </legend>
      <span class="bd-hint">{words.reasonsHelp}</span>
      {checks.map((check) => {
        const { isUsed = false, text = '' } = fields.reasons.get(check.id) ?? {};
        const title = titleOf(desk, check, language);
        return (
          <Card key={check.id}>
            <Checkbox name={`use.${check.id}`} label={words.useReason(title)} isChecked={isUsed} />
            <p class="bd-cite">{check.article}</p>
            <TextArea
              name={`reason.${check.id}`}
              label={`${words.reasonText}: ${title}`}
              value={text}
              rows={3}
              maxLength={5000}
              isOptional
            />
          </Card>
        );
      })}
      <TextArea
        name="own"
        label={words.ownReserve}
        value={fields.own}
        rows={2}
        maxLength={5000}
        isOptional
      />
    </fieldset>
  );
}

/** With a capital, as a title or a sentence begins. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export interface ReopeningFields {
  readonly ground: string;
  readonly phase: string;
}

/** The forms that change what was decided: opening it again, and lifting a reserve. */
export function ReopeningForms({
  desk,
  fields,
  lifting,
}: {
  readonly desk: Desk;
  readonly fields: ReopeningFields;
  /** The ground typed for lifting a reserve. */
  readonly lifting: string;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { examined, address } = desk;
  const { examination, call } = examined;
  const revision = <Hidden name="revision" value={String(examination.revision)} />;
  const phases = phasesOf(call).filter(({ by }) => by === 'office');
  return (
    <>
      {examination.outcome === 'with-reserve' ? (
        <Section id="lift" title={words.lift}>
          <p>{words.liftHelp}</p>
          <Form action={`${address}/examination/reserve-lifting`}>
            {revision}
            <TextField name="lift-ground" label={words.ground} value={lifting} maxLength={2000} />
            <Button>{words.lift}</Button>
          </Form>
        </Section>
      ) : null}
      <Section id="reopen" title={words.reopenTitle}>
        <p>{words.reopenLead}</p>
        <Form action={`${address}/examination/reopening`}>
          {revision}
          <TextField name="ground" label={words.ground} value={fields.ground} maxLength={2000} />
          <Select
            name="phase"
            label={words.fromPhase}
            value={fields.phase}
            options={phases.map(({ id, title }) => ({ value: id, text: title[language] }))}
          />
          <Button isSecondary={examination.outcome === 'with-reserve'}>{words.reopen}</Button>
        </Form>
      </Section>
    </>
  );
}

/** The outcome as its people read it. */
export function ToldPage({
  told,
  application,
}: {
  readonly told: ToldOutcome | undefined;
  /** Its address. */
  readonly application: string;
}): VNode {
  const words = useWords(checkWords);
  if (!told)
    return (
      <EmptyState title={words.toldNone}>
        <p>{words.toldNoneHelp}</p>
      </EmptyState>
    );
  const { outcome, act } = told;
  return (
    <>
      <p class="bd-big">{capital(words.outcomes[outcome])}</p>
      {outcome === 'withdrawn' ? <p>{words.toldWithdrawn}</p> : null}
      {act ? (
        <p>
          {words.toldOn} <Instant at={new Date(act.at)} />
          {act.ground === null ? '' : ` · ${act.ground}`}
        </p>
      ) : null}
      <Reasons reasons={act?.reasons ?? []} />
      {act?.observations ? (
        <Section id="observations" title={words.observations}>
          <p class="bd-keep">{act.observations}</p>
        </Section>
      ) : null}
      <p>{words.toldAlso}</p>
      <Actions>
        <ButtonLink href={application} isSecondary>
          {words.toApplication}
        </ButtonLink>
      </Actions>
    </>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }): VNode | null {
  const words = useWords(checkWords);
  const { language } = usePage();
  if (reasons.length === 0) return null;
  return (
    <Section id="reasons" title={words.reasons}>
      {reasons.map(({ check, title, article, text }, index) => (
        <div key={check ?? String(index)} class="bd-hand">
          {title ? <h3>{title[language]}</h3> : null}
          <p class="bd-keep">{text}</p>
          {article === null ? null : <p class="bd-cite">{article}</p>}
        </div>
      ))}
    </Section>
  );
}
