import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  CsrfField,
  DateField,
  formatMoney,
  Section,
  Select,
  TextArea,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { boundsOf } from './amount-bounds.ts';
import { EffectView } from './effect-view.tsx';
import { sharePots } from './pot-shares.ts';
import type { Proposal } from './propose-decision.ts';
import { nameOf, shortUnit } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import type { StopQuestion } from './stop-question.ts';
import { deskWords } from './words.ts';

export interface DecisionFields {
  readonly stop: string;
  readonly choice: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  /** Places of a draw, in the order of the applications of the stop. */
  readonly places: readonly string[];
  /** The same as protocol numbers, one a line. */
  readonly lines: string;
  readonly rankings: readonly string[];
  readonly act: string;
  readonly day: string;
  readonly ground: string;
  readonly reasons: string;
}

interface DecisionFormProps {
  readonly slug: string;
  readonly settled: SettledRound;
  readonly question: StopQuestion | undefined;
  readonly fields: DecisionFields;
  /** What it would come to, once enough is said for that. */
  readonly proposal: Proposal | undefined;
  readonly state: string;
}

/** First the effect, then act, day, ground and reasons: nothing is decided before the last button. */
export function DecisionForm(props: DecisionFormProps): VNode {
  const { slug, settled, fields, proposal, state } = props;
  const words = useWords(deskWords);
  const said = words.options as Readonly<Record<string, unknown>>;
  const title = said[fields.choice];
  return (
    <form method="post" action={`/rankings/${slug}/decisions`} noValidate>
      <CsrfField />
      <input type="hidden" name="stop" value={fields.stop} />
      <input type="hidden" name="choice" value={fields.choice} />
      <input type="hidden" name="state" value={state} />
      <Section id="chosen" title={typeof title === 'string' ? title : words.options.move}>
        <ChosenFields {...props} />
        <button
          type="submit"
          class="bd-btn second"
          formMethod="get"
          formAction={`/rankings/${slug}/decisions/new`}
          name="step"
          value="effect"
        >
          {words.update}
        </button>
      </Section>
      {proposal ? (
        <Section id="effect" title={words.effectOf}>
          <EffectView settled={settled} comparison={proposal.comparison} />
        </Section>
      ) : null}
      <Section id="record" title={words.record}>
        <TextField
          name="act"
          label={words.act}
          hint={words.actHint}
          value={fields.act}
          maxLength={300}
        />
        <DateField name="day" label={words.day} value={fields.day} />
        <TextField
          name="ground"
          label={words.ground}
          hint={words.groundHint}
          value={fields.ground}
          maxLength={1000}
        />
        <TextArea name="reasons" label={words.reasons} value={fields.reasons} maxLength={5000} />
        <Actions>
          <Button>{words.record}</Button>
          <ButtonLink href={`/rankings/${slug}`} isSecondary>
            {words.backToRanking}
          </ButtonLink>
        </Actions>
      </Section>
    </form>
  );
}

function ChosenFields(props: DecisionFormProps): VNode | null {
  const { fields } = props;
  if (fields.choice === 'move') return <MoveFields {...props} />;
  if (fields.choice === 'draw') return <DrawFields {...props} />;
  return fields.choice === 'order' ? <OrderFields {...props} /> : null;
}

function MoveFields({ settled, fields }: DecisionFormProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const pots = sharePots(settled.round, boundsOf(settled)).map(({ pot, title, left }) => ({
    value: pot,
    text: `${title[language]} (${words.leftNow(formatMoney(left, language))})`,
  }));
  return (
    <>
      <Select name="from" label={words.from} options={pots} value={fields.from} />
      <Select name="to" label={words.to} options={pots} value={fields.to} />
      <TextField
        name="amount"
        label={words.amount}
        value={fields.amount}
        inputMode="decimal"
        maxLength={24}
        isNumber
      />
    </>
  );
}

/** So many equals have a field each; more are written down line by line. */
const placesMax = 40;

function DrawFields({ settled, question, fields }: DecisionFormProps): VNode {
  const words = useWords(deskWords);
  const applications = question?.stop.applications ?? [];
  if (applications.length > placesMax)
    return (
      <TextArea
        name="lines"
        label={words.drawOrder}
        hint={words.drawLines}
        value={fields.lines}
        rows={12}
      />
    );
  const rowOf = new Map(settled.round.ids.map((id, row) => [id, row]));
  return (
    <fieldset class="bd-seat" id="lines" tabIndex={-1}>
      <legend>
        {words.drawOrder}. <span class="bd-2nd">{words.drawOrderHint}</span>
      </legend>
      {applications.map((id, index) => {
        const application = settled.loaded.applications[rowOf.get(id) ?? -1];
        return (
          <TextField
            key={id}
            name={`place-${id}`}
            label={words.orderOf(application ? nameOf(application) : id)}
            value={fields.places[index] ?? ''}
            inputMode="numeric"
            maxLength={3}
            isNumber
          />
        );
      })}
    </fieldset>
  );
}

function OrderFields({ settled, question, fields }: DecisionFormProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const rankings = question?.stop.rankings ?? [];
  const options = rankings.map((unit) => ({
    value: unit,
    text: shortUnit(settled.round.call.document, unit, language),
  }));
  return (
    <fieldset class="bd-seat" id="rankings" tabIndex={-1}>
      <legend>{words.options.order}</legend>
      {rankings.map((_, index) => (
        <div class="bd-field" key={index}>
          <label for={`ranking-${index}`}>{`${index + 1}.`}</label>
          <select class="bd-input" id={`ranking-${index}`} name="rankings">
            {options.map(({ value, text }, at) => (
              <option
                key={value}
                value={value}
                selected={
                  value === (fields.rankings[index] ?? rankings[index]) ||
                  (at === index && fields.rankings.length === 0)
                }
              >
                {text}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  );
}
