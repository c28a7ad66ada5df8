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
  type Option,
} from '../../platform/page/index.ts';
import type { DraftForm } from './draft-form.ts';
import { actWords } from './words.ts';

export interface DraftViewProps {
  readonly form: DraftForm;
  readonly rounds: readonly Option[];
  readonly units: readonly Option[];
  readonly decisions: readonly Option[];
  readonly pots: readonly Option[];
  /** Whether it orders money, and whether it says from when a list changes. */
  readonly hasOrders: boolean;
  readonly isList: boolean;
  readonly isApproval: boolean;
}

/** A draft as it is written. */
export function DraftView(props: DraftViewProps): VNode {
  const { form, decisions, hasOrders, isList, isApproval } = props;
  const words = useWords(actWords);
  return (
    <Form>
      <Hidden name="kind" value={form.kind} />
      <Hidden name="follows" value={form.follows} />
      <Hidden name="replaces" value={form.replaces} />
      <Hidden name="revision" value={form.revision} />
      <TextFields form={form} />
      {isApproval ? <RoundFields {...props} /> : null}
      {isList ? (
        <DateField
          name="fromDay"
          label={words.fromDay}
          hint={words.fromDayHint}
          value={form.fromDay}
          isOptional
        />
      ) : null}
      {decisions.length > 0 ? (
        <Checkboxes
          name="decisions"
          label={words.decisions}
          options={decisions}
          values={form.decisions}
          isOptional
        />
      ) : null}
      {hasOrders ? <OrdersFields {...props} /> : null}
      <Actions>
        <Button name="step" value="save">
          {words.saveDraft}
        </Button>
      </Actions>
    </Form>
  );
}

function TextFields({ form }: Pick<DraftViewProps, 'form'>): VNode {
  const words = useWords(actWords);
  return (
    <>
      <TextField
        name="title"
        label={words.title}
        hint={words.titleHint}
        value={form.title}
        maxLength={300}
      />
      <TextArea
        name="ground"
        label={words.ground}
        hint={words.groundHint}
        value={form.ground}
        rows={2}
        maxLength={1000}
      />
      <TextArea
        name="reasons"
        label={form.kind === 'correction' ? words.reasonsOfCorrection : words.reasons}
        value={form.reasons}
        maxLength={10_000}
        isOptional={form.kind !== 'correction'}
      />
    </>
  );
}

function RoundFields({ form, rounds, units }: DraftViewProps): VNode {
  const words = useWords(actWords);
  return (
    <>
      <Select name="frozenRound" label={words.round} options={rounds} value={form.frozenRound} />
      <TextArea
        name="staleReason"
        label={words.staleReason}
        hint={words.staleHint}
        value={form.staleReason}
        rows={2}
        maxLength={2000}
        isOptional
      />
      {units.length > 1 ? (
        <Checkboxes name="units" label={words.units} options={units} values={form.units} />
      ) : null}
    </>
  );
}

function OrdersFields({ form, pots }: DraftViewProps): VNode {
  const words = useWords(actWords);
  const savingKinds = (['renunciation', 'forfeiture', 'reduction'] as const).map((kind) => ({
    value: kind,
    text: words.savingKinds[kind],
  }));
  return (
    <Section id="orders" title={words.orders}>
      <Hidden name="rows" value={String(form.rows)} />
      <h3>{words.additions}</h3>
      {form.additions.map((row, index) => (
        <fieldset key={index} class="bd-seat">
          <legend>{words.additionRow(index + 1)}</legend>
          <PotSelect name={`addition-${index}-pot`} label={words.pot} pots={pots} value={row.pot} />
          <AmountField name={`addition-${index}-amount`} label={words.amount} value={row.amount} />
          <Short name={`addition-${index}-source`} label={words.source} value={row.source} />
          <Short name={`addition-${index}-act`} label={words.deed} value={row.act} />
        </fieldset>
      ))}
      <h3>{words.savings}</h3>
      {form.savings.map((row, index) => (
        <fieldset key={index} class="bd-seat">
          <legend>{words.savingRow(index + 1)}</legend>
          <TextField
            name={`saving-${index}-application`}
            label={words.application}
            hint={words.applicationHint}
            value={row.application}
            maxLength={36}
            isOptional
          />
          <Select
            name={`saving-${index}-kind`}
            label={words.savingKind}
            options={savingKinds}
            value={row.kind}
            prompt={words.choose}
            isOptional
          />
          <AmountField
            name={`saving-${index}-amount`}
            label={words.amountOfReduction}
            value={row.amount}
          />
          <Short name={`saving-${index}-act`} label={words.deed} value={row.act} />
        </fieldset>
      ))}
      <h3>{words.moves}</h3>
      {form.moves.map((row, index) => (
        <fieldset key={index} class="bd-seat">
          <legend>{words.moveRow(index + 1)}</legend>
          <PotSelect name={`move-${index}-from`} label={words.from} pots={pots} value={row.from} />
          <PotSelect name={`move-${index}-to`} label={words.to} pots={pots} value={row.to} />
          <AmountField name={`move-${index}-amount`} label={words.amount} value={row.amount} />
          <Short name={`move-${index}-act`} label={words.deed} value={row.act} />
          <Short name={`move-${index}-ground`} label={words.moveGround} value={row.ground} />
        </fieldset>
      ))}
      <Actions>
        <Button name="step" value="more" isSecondary isSmall>
          {words.moreRows}
        </Button>
      </Actions>
    </Section>
  );
}

interface OneField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

function PotSelect({ pots, ...field }: OneField & { readonly pots: readonly Option[] }): VNode {
  const words = useWords(actWords);
  return <Select {...field} options={pots} prompt={words.choose} isOptional />;
}

function AmountField(field: OneField): VNode {
  const words = useWords(actWords);
  return <TextField {...field} hint={words.amountHint} maxLength={20} isNumber isOptional />;
}

function Short(field: OneField): VNode {
  return <TextField {...field} maxLength={300} isOptional />;
}
