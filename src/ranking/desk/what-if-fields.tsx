import type { VNode } from 'preact';
import {
  Details,
  Select,
  TextField,
  usePage,
  useWords,
  type Option,
} from '../../platform/page/index.ts';
import { known, type Call } from '../../engine/index.ts';
import { keyText, thresholdName } from './changes-said.ts';
import { keyNames } from './what-if-changes.ts';
import {
  equalsRules,
  fieldsOf,
  keyOrders,
  keysMax,
  lastResorts,
  pers,
  tiesMax,
  type WhatIfFields,
} from './what-if-form.ts';
import { deskWords } from './words.ts';

export interface FieldsProps {
  readonly call: Call;
  readonly fields: WhatIfFields;
}

const potsFirst = 4;

/** Threshold, money and first key: what is tried most. */
export function FirstFields({ call, fields }: FieldsProps): VNode {
  return (
    <>
      <ThresholdFields call={call} fields={fields} />
      <PotFields call={call} fields={fields} to={potsFirst} />
      {call.document.ranking ? <KeyField call={call} fields={fields} name="key" index={0} /> : null}
    </>
  );
}

/** All that can be tried: what is tried most, then order and money. */
export function AllFields(props: FieldsProps): VNode {
  const words = useWords(deskWords);
  const { call, fields } = props;
  const { ranking, funding } = call.document;
  const own = fieldsOf(call, {}, 'it');
  const isOther = (names: RegExp): boolean =>
    Object.keys(fields).some((name) => names.test(name) && fields[name] !== own[name]);
  return (
    <>
      <div class="bd-whatif-f">
        <FirstFields {...props} />
      </div>
      {ranking ? (
        <Details summary={words.moreRules} isOpen={isOther(/^(?:key[1-9]|tie|last|per)/)}>
          <div class="bd-whatif-f">
            <OrderFields {...props} />
          </div>
        </Details>
      ) : null}
      {funding ? (
        <Details summary={words.moneyRules} isOpen={isOther(/^(?:partial|equals|move)/)}>
          <div class="bd-whatif-f">
            <PotFields {...props} from={potsFirst} />
            <MoneyFields {...props} />
          </div>
        </Details>
      ) : null}
    </>
  );
}

function ThresholdFields({ call, fields }: FieldsProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const own = fieldsOf(call, {}, language);
  return (
    <>
      {(call.document.score?.thresholds ?? []).map(({ id }) => (
        <TextField
          key={id}
          name={`t.${id}`}
          label={words.thresholdField(thresholdName(call.document, id, words))}
          hint={words.thresholdHint(own[`t.${id}`] || words.notKnown)}
          value={fields[`t.${id}`] ?? ''}
          inputMode="decimal"
          maxLength={10}
          isNumber
        />
      ))}
    </>
  );
}

function PotFields({
  call,
  fields,
  from = 0,
  to = 32,
}: FieldsProps & { readonly from?: number; readonly to?: number }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const own = fieldsOf(call, {}, language);
  return (
    <>
      {(call.document.funding?.pots ?? []).slice(from, to).map(({ id, title }) => (
        <TextField
          key={id}
          name={`p.${id}`}
          label={words.potField(title[language])}
          hint={words.nowAmount(own[`p.${id}`] || words.notKnown)}
          value={fields[`p.${id}`] ?? ''}
          inputMode="decimal"
          maxLength={24}
          isNumber
        />
      ))}
    </>
  );
}

function KeyField({
  call,
  fields,
  name,
  index,
}: FieldsProps & { readonly name: 'key' | 'tie'; readonly index: number }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const options = keyNames(call).flatMap((by) =>
    keyOrders.map((order): Option => ({
      value: `${by}~${order}`,
      text: keyText(call.document, { by, order }, words, language),
    })),
  );
  return (
    <Select
      name={`${name}${index}`}
      label={name === 'key' ? words.keyField(index) : words.tieField(index)}
      prompt={index === 0 && name === 'key' ? words.asTheCall : words.nothingMore}
      options={options}
      value={fields[`${name}${index}`] ?? ''}
    />
  );
}

function OrderFields(props: FieldsProps): VNode {
  const words = useWords(deskWords);
  const { call, fields } = props;
  const hasLines = (call.document.lines ?? []).length > 0;
  return (
    <>
      {Array.from({ length: keysMax - 1 }, (_, index) => (
        <KeyField key={`key${index}`} {...props} name="key" index={index + 1} />
      ))}
      {Array.from({ length: tiesMax }, (_, index) => (
        <KeyField key={`tie${index}`} {...props} name="tie" index={index} />
      ))}
      <Select
        name="lastResort"
        label={words.lastResortField}
        prompt={words.asTheCall}
        options={lastResorts.map((value) => ({ value, text: words.lastResorts[value] }))}
        value={fields['lastResort'] ?? ''}
      />
      {hasLines ? (
        <Select
          name="per"
          label={words.perField}
          prompt={words.asTheCall}
          options={pers.map((value) => ({ value, text: words.pers[value] }))}
          value={fields['per'] ?? ''}
        />
      ) : null}
    </>
  );
}

function MoneyFields({ call, fields }: FieldsProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { funding } = call.document;
  const pots = (funding?.pots ?? []).map(({ id, title }) => ({ value: id, text: title[language] }));
  const isPartialOpen = known(funding?.partial) === undefined;
  return (
    <>
      <Select
        name="partial"
        label={words.partialField}
        {...(isPartialOpen ? { prompt: words.asTheCall } : {})}
        options={(['stop', 'skip', 'partial'] as const).map((value) => ({
          value,
          text: words.partials[value],
        }))}
        value={fields['partial'] ?? ''}
      />
      <Select
        name="equals"
        label={words.equalsField}
        prompt={words.asTheCall}
        options={equalsRules.map((value) => ({ value, text: words.equals[value] }))}
        value={fields['equals'] ?? ''}
      />
      {pots.length > 1 ? (
        <>
          <Select
            name="moveFrom"
            label={words.moveFrom}
            prompt={words.noMove}
            options={pots}
            value={fields['moveFrom'] ?? ''}
          />
          <Select
            name="moveTo"
            label={words.moveTo}
            prompt={words.noMove}
            options={pots}
            value={fields['moveTo'] ?? ''}
          />
          <TextField
            name="moveAmount"
            label={words.moveAmount}
            value={fields['moveAmount'] ?? ''}
            inputMode="decimal"
            maxLength={24}
            isNumber
            isOptional
          />
        </>
      ) : null}
    </>
  );
}
