import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Form,
  Hidden,
  Pagination,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { itemName } from './cost-names.ts';
import { costAddress } from './cost-section.tsx';
import type { CostLine } from './cost-lines.ts';
import type { DeclaredCategory } from './cost-places.ts';
import { costWords } from './cost-words.ts';
import { subjectAddress } from './check-item.tsx';
import type { Desk } from './desk.ts';
import type { Effect } from './effect.ts';
import { EffectView } from './figures-view.tsx';
import { shownOf, type TypedControl } from './read-hand-form.ts';
import { valueText } from './said-values.ts';
import { checkWords } from './words.ts';

export interface CostPageProps {
  readonly desk: Desk;
  readonly declared: DeclaredCategory;
  readonly lines: readonly CostLine[];
  /** Of the next lines, where there are more than a page shows. */
  readonly next: string | null;
  readonly after: string | undefined;
  /** Typed and not stored, by the key of the control. */
  readonly kept: ReadonlyMap<string, TypedControl>;
  /** What it would change, where that was asked. */
  readonly effect: Effect | undefined;
}

/** The amounts of one category, each with what is recognised of it and why. */
export function CostPage(props: CostPageProps): VNode {
  const { desk, declared, lines, next, after, effect } = props;
  const words = useWords(costWords);
  const canRaise = desk.examined.call.document.examination?.costs?.aboveDeclared === true;
  const address = costAddress(desk, declared);
  const more = after === undefined ? '' : `after=${encodeURIComponent(after)}`;
  const action = more === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${more}`;
  return (
    <>
      <p>
        {words.pageLead} {canRaise ? words.more : words.noMore}
      </p>
      {effect ? <Preview desk={desk} effect={effect} /> : null}
      <Form action={action}>
        <Hidden name="revision" value={String(desk.examined.examination.revision)} />
        <Lines {...props} lines={lines} />
        <Actions>
          <Button>{words.save}</Button>
          <Button isSecondary name="preview" value="yes">
            {words.preview}
          </Button>
        </Actions>
      </Form>
      <Pagination next={next} />
      <p>
        <a href={`${desk.address}/examination#costs`}>{words.back}</a>
      </p>
    </>
  );
}

function Preview({ desk, effect }: { readonly desk: Desk; readonly effect: Effect }): VNode {
  const { previewTitle } = useWords(checkWords);
  return (
    <Section id="effect" title={previewTitle}>
      <EffectView desk={desk} effect={effect} />
    </Section>
  );
}

function Lines({ desk, declared, lines, kept }: CostPageProps): VNode {
  const words = useWords(costWords);
  const { language } = usePage();
  const shown = (line: CostLine): TypedControl =>
    kept.get(line.control.key) ?? shownOf(line.control, language);
  const name = (line: CostLine): string => itemName(line, declared, language);
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={lines}
      keyOf={({ control }) => control.key}
      columns={[
        {
          title: words.expense,
          isRowHead: true,
          cell: (line) => (
            <>
              {name(line)}
              {line.item?.supplier === undefined ? null : (
                <span class="bd-hint">
                  {words.supplier}: {line.item.supplier}
                </span>
              )}
            </>
          ),
        },
        {
          title: words.declared,
          isNumber: true,
          cell: ({ control: { place } }) =>
            place.type === 'fact' && place.declared !== undefined
              ? valueText(place, place.declared, language)
              : words.unknown,
        },
        {
          title: words.recognised,
          isNumber: true,
          cell: (line) => <AmountInput line={line} typed={shown(line)} name={name(line)} />,
        },
        {
          title: words.reason,
          isWide: true,
          cell: (line) => (
            <ReasonInput desk={desk} line={line} typed={shown(line)} name={name(line)} />
          ),
        },
      ]}
    />
  );
}

interface InputProps {
  readonly line: CostLine;
  readonly typed: TypedControl;
  readonly name: string;
}

function AmountInput({ line: { control }, typed, name }: InputProps): VNode {
  const words = useWords(costWords);
  return (
    <CellInput
      name={`value.${control.key}`}
      value={typed.typed.text}
      label={words.amountOf(name)}
      maxLength={40}
      isNumber
    />
  );
}

/** One control of a cell, which its column and its line name, with what is wrong of it. */
function CellInput({
  name,
  value,
  label,
  maxLength,
  isNumber = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly maxLength: number;
  readonly isNumber?: boolean;
}): VNode {
  const error = usePage().errors.find(({ field }) => field === name)?.message;
  return (
    <>
      <input
        class={isNumber ? 'bd-input num' : 'bd-input'}
        id={name}
        name={name}
        value={value}
        aria-label={label}
        inputMode={isNumber ? 'decimal' : undefined}
        autocomplete="off"
        maxLength={maxLength}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : `${name}-error`}
      />
      {error === undefined ? null : (
        <span class="bd-error" id={`${name}-error`}>
          {error}
        </span>
      )}
    </>
  );
}

function ReasonInput({
  desk,
  line: { control, standing },
  typed,
  name,
}: InputProps & { readonly desk: Desk }): VNode {
  const words = useWords(costWords);
  const { key, subject } = control;
  return (
    <div class="bd-cost-why">
      <CellInput
        name={`note.${key}`}
        value={typed.note}
        label={words.reasonOf(name)}
        maxLength={5000}
      />
      {typed.evidence.map((link) => (
        <Hidden key={link} name={`evidence.${key}`} value={link} />
      ))}
      <span class="bd-row">
        <label>
          <input
            type="checkbox"
            name={`clarify.${key}`}
            value="yes"
            checked={typed.toClarify}
            aria-label={words.clarifyOf(name)}
          />{' '}
          {words.clarify}
        </label>
        <a href={subjectAddress(desk, subject)}>
          {words.details}
          <span class="bd-vh">{words.of(name)}</span>
        </a>
        {standing.standing === 'awaiting' || standing.standing === 'disputed' ? (
          <Tag tone="open">{words.standings[standing.standing]}</Tag>
        ) : null}
      </span>
    </div>
  );
}
