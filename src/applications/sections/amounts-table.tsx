/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   where a phone shows records, browsers would otherwise forget that it is a table */
import { Fragment, type VNode } from 'preact';
import { Tag, usePage, useWords, type Language } from '../../platform/page/index.ts';
import { typedOf, type Typed } from './answer-text.ts';
import { sumOf, type Budget, type CategoryFigures } from './budget.ts';
import { budgetWords } from './budget-words.ts';
import { valueAt, type DraftField } from './draft-field.ts';
import { Bar, lessBy } from './flow-view.tsx';
import { costField, holdsIn, type Category, type CostHolder } from './section-fields.ts';
import type { SectionProps } from './section-view.tsx';
import { sectionWords } from './section-words.ts';
import { AmountView, Why } from './why-view.tsx';

export interface BudgetProps extends SectionProps {
  readonly budget: Budget | undefined;
}

/** What was typed and not stored comes before what is stored. */
export function typedIn(
  { desk, kept }: SectionProps,
  field: DraftField,
  language: Language,
): Typed {
  const stored = valueAt(desk.application, field.place);
  return kept.get(field.name) ?? typedOf(field.fact, stored, language);
}

/** Every category of the line with what is declared in it, and what is admitted of that. */
export function AmountsTable({
  props,
  holders,
}: {
  readonly props: BudgetProps;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const { desk, budget } = props;
  const { document } = desk.call;
  const { line } = desk.application.content;
  const figures = new Map(budget?.categories.map((each) => [each.category.id, each]));
  const shown = (document.costs?.categories ?? []).filter((each) => holdsIn(each, document, line));
  const max = Math.max(
    1,
    ...[...figures.values()].map(({ declared, admitted }) =>
      Math.max(declared.low, admitted.low, finiteOr(admitted.high, 0)),
    ),
  );
  return (
    <table class="bd-table stack bd-amounts" role="table">
      <caption class="bd-vh">{words.byCategory}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {words.category}
          </th>
          <th role="columnheader" scope="col" class="n">
            {words.declaredColumn}
          </th>
          <th role="columnheader" scope="col" class="n">
            {words.admittedColumn}
          </th>
          <th role="columnheader" scope="col">
            <span class="bd-vh">{words.barColumn}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {shown.map((category) => (
          <CategoryRows
            key={category.id}
            props={props}
            category={category}
            figures={figures.get(category.id)}
            holders={holders}
            max={max}
          />
        ))}
      </tbody>
      {budget ? <TotalRow budget={budget} /> : null}
    </table>
  );
}

function finiteOr(amount: number, otherwise: number): number {
  return Number.isFinite(amount) ? amount : otherwise;
}

function TotalRow({ budget: { declaredTotal, total } }: { readonly budget: Budget }): VNode {
  const words = useWords(budgetWords);
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        <th role="rowheader" scope="row">
          {words.total}
        </th>
        <td role="cell" class="n" data-l={words.declaredColumn}>
          <AmountView amount={declaredTotal} isBare />
        </td>
        <td role="cell" class="n" data-l={words.admittedColumn}>
          {total ? (
            <b>
              <AmountView amount={total} isBare />
            </b>
          ) : null}
        </td>
      </tr>
    </tfoot>
  );
}

interface CategoryProps {
  readonly props: BudgetProps;
  readonly category: Category;
  readonly figures: CategoryFigures | undefined;
  readonly holders: readonly CostHolder[];
  readonly max: number;
}

/** A category with its figures and their reason, then a field for each that declares in it. */
function CategoryRows({ props, category, figures, holders, max }: CategoryProps): VNode {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const label = category.label[language];
  const cut = figures && !category.flat ? lessBy(figures.declared, figures.admitted) : 0;
  return (
    <Fragment>
      <tr role="row" class="bd-catrow">
        <th role="rowheader" scope="row">
          {category.code === undefined ? null : <span class="bd-code">{category.code}</span>}{' '}
          {label} <small class="bd-cite">{category.article}</small>
          {cut > 0 ? <Tag tone="warn">{words.limited}</Tag> : null}
        </th>
        <td role="cell" class="n" data-l={words.declaredColumn}>
          {category.flat ? (
            words.computed
          ) : figures ? (
            <AmountView amount={figures.declared} isBare />
          ) : null}
        </td>
        <td role="cell" class="n" data-l={words.admittedColumn}>
          {figures ? (
            <b>
              <AmountView amount={figures.admitted} isBare />
            </b>
          ) : null}
        </td>
        <td role="cell" class="wide bd-barcell">
          {figures ? <Bar amount={figures.admitted} cut={cut} max={max} height={12} /> : null}
        </td>
      </tr>
      <tr role="row" class="bd-whyrow">
        <td role="cell" colSpan={4} class="wide">
          {category.flat ? null : (
            <AmountFields props={props} category={category} holders={holders} />
          )}
          {figures ? (
            <Why
              figure={figures.figure}
              call={props.desk.call}
              title={label}
              sum={sumOf(figures, language)}
            />
          ) : null}
        </td>
      </tr>
    </Fragment>
  );
}

/** The fields of a category, open where there is something in them; a single one needs nothing to be opened. */
function AmountFields({
  props,
  category,
  holders,
}: {
  readonly props: SectionProps;
  readonly category: Category;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const { language, errors } = usePage();
  const { names } = props.desk.place;
  const cells = holders.map((holder) => {
    const field = costField(category, holder);
    const { partner } = holder;
    const who = partner === undefined ? words.project : (names.get(partner) ?? partner);
    return { field, who, typed: typedIn(props, field, language) };
  });
  const count = cells.filter(({ typed }) => typed.text !== '').length;
  const isOpen =
    count > 0 || cells.some(({ field }) => errors.some((error) => error.field === field.name));
  const fields = (
    <div class="bd-amountgrid">
      {cells.map(({ field, who, typed }) => (
        <AmountField
          key={field.name}
          field={field}
          typed={typed}
          stored={valueAt(props.desk.application, field.place)}
          label={category.label[language]}
          who={who}
        />
      ))}
    </div>
  );
  if (cells.length === 1) return fields;
  return (
    <details class="bd-whybox" open={isOpen}>
      <summary>
        {words.amounts(String(count), String(cells.length))}
        <span class="bd-vh">: {category.label[language]}</span>
      </summary>
      {fields}
    </details>
  );
}

function AmountField({
  field: { name },
  typed,
  stored,
  label,
  who,
}: {
  readonly field: DraftField;
  readonly typed: Typed;
  readonly stored: unknown;
  readonly label: string;
  readonly who: string;
}): VNode {
  const said = useWords(sectionWords);
  const { errors } = usePage();
  const error = errors.find((each) => each.field === name)?.message;
  const { from, to } = (typeof stored === 'object' ? (stored ?? {}) : {}) as {
    readonly from?: string;
    readonly to?: string;
  };
  return (
    <div class="bd-amount">
      <label for={name}>
        {who}
        <span class="bd-vh">: {label}</span>
      </label>
      {from === undefined ? null : <small>{said.isBetween(from, to ?? '…')}</small>}
      <input
        class="bd-input num"
        id={name}
        name={name}
        inputMode="decimal"
        maxLength={40}
        autoComplete="off"
        value={typed.text}
        {...(error === undefined
          ? {}
          : { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
      />
      {error === undefined ? null : (
        <p class="bd-error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
