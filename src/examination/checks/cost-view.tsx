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
  const field = `value.${control.key}`;
  const error = useError(field);
  return (
    <>
      <input
        class="bd-input num"
        id={field}
        name={field}
        value={typed.typed.text}
        aria-label={words.amountOf(name)}
        inputMode="decimal"
        autocomplete="off"
        maxLength={40}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : `${field}-error`}
      />
      {error === undefined ? null : (
        <span class="bd-error" id={`${field}-error`}>
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
  const field = `note.${key}`;
  const error = useError(field);
  return (
    <div class="bd-cost-why">
      <input
        class="bd-input"
        id={field}
        name={field}
        value={typed.note}
        aria-label={words.reasonOf(name)}
        autocomplete="off"
        maxLength={5000}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : `${field}-error`}
      />
      {error === undefined ? null : (
        <span class="bd-error" id={`${field}-error`}>
          {error}
        </span>
      )}
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

function useError(field: string): string | undefined {
  return usePage().errors.find((each) => each.field === field)?.message;
}
