/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   where a phone shows records, browsers would otherwise forget that it is a table */
import { Fragment, type VNode } from 'preact';
import { parseCents, writeAmount } from '../../engine/index.ts';
import { Tag, usePage, useWords, type Language } from '../../platform/page/index.ts';
import type { Typed } from './answer-text.ts';
import { typedIn, type BudgetProps, type BudgetRows } from './budget-rows.ts';
import { sumOf, type Budget, type CategoryFigures } from './budget.ts';
import { budgetWords } from './budget-words.ts';
import { itemName, valueAt, type DraftField } from './draft-field.ts';
import { Bar, lessBy } from './flow-view.tsx';
import { AddItem, ItemRows } from './items-view.tsx';
import { holdsIn, type Category, type CostHolder } from './section-fields.ts';
import { sectionWords } from './section-words.ts';
import { AmountView, Why } from './why-view.tsx';

/** Every category of the line with what is declared in it, and what is admitted of that. */
export function AmountsTable({
  props,
  holders,
  rows,
}: {
  readonly props: BudgetProps;
  readonly holders: readonly CostHolder[];
  readonly rows: readonly BudgetRows[];
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
            rows={rows.find((each) => each.category.id === category.id)}
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
          <AmountView name="declared" amount={declaredTotal} isBare />
        </td>
        <td role="cell" class="n" data-l={words.admittedColumn}>
          {total ? (
            <b>
              <AmountView name="total" amount={total} isBare />
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
  /** Nothing for a flat rate. */
  readonly rows: BudgetRows | undefined;
  readonly max: number;
}

/** A category with its figures and their reason, then a field for each that declares in it. */
function CategoryRows({ props, category, figures, holders, rows, max }: CategoryProps): VNode {
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
          <span data-limited={category.id} hidden={cut <= 0}>
            <Tag tone="warn">{words.limited}</Tag>
          </span>
        </th>
        <td role="cell" class="n" data-l={words.declaredColumn}>
          {category.flat ? (
            words.computed
          ) : figures ? (
            <AmountView name={`declared in ${category.id}`} amount={figures.declared} isBare />
          ) : null}
        </td>
        <td role="cell" class="n" data-l={words.admittedColumn}>
          {figures ? (
            <b>
              <AmountView name={`admitted in ${category.id}`} amount={figures.admitted} isBare />
            </b>
          ) : null}
        </td>
        <td role="cell" class="wide bd-barcell">
          {figures ? (
            <Bar
              name={`admitted in ${category.id}`}
              amount={figures.admitted}
              cut={cut}
              max={max}
              height={12}
            />
          ) : null}
        </td>
      </tr>
      <tr role="row" class="bd-whyrow">
        <td role="cell" colSpan={4} class="wide">
          {rows ? <CategoryFields props={props} rows={rows} holders={holders} /> : null}
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
function CategoryFields({
  props,
  rows,
  holders,
}: {
  readonly props: BudgetProps;
  readonly rows: BudgetRows;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const { language, errors } = usePage();
  const { category, amounts, items } = rows;
  const label = category.label[language];
  const cells = amounts.map((field) => ({ field, typed: typedIn(props, field, language) }));
  const count = cells.filter(({ typed }) => typed.text !== '').length;
  const isWrong = (name: string): boolean => errors.some(({ field }) => field.startsWith(name));
  const isOpen =
    count > 0 ||
    amounts.some(({ name }) => isWrong(name)) ||
    items.some(({ id }) => isWrong(itemName(id, ''))) ||
    (items.length > 0 && items.length <= openItemsMax);
  const fields = <AmountGrid props={props} cells={cells} label={label} />;
  const isSingle = cells.length === 1 && items.length === 0;
  const summary =
    items.length === 0
      ? words.amounts(String(count), String(cells.length))
      : words.expenses(items.length);
  return (
    <div data-category={category.id}>
      {isSingle ? fields : null}
      {isSingle || cells.length + items.length === 0 ? null : (
        <details class="bd-whybox" open={isOpen}>
          <summary>
            {summary}
            <span class="bd-vh">: {label}</span>
          </summary>
          {cells.length === 0 ? null : fields}
          {items.length === 0 ? null : <ItemRows props={props} rows={rows} />}
        </details>
      )}
      <AddItem props={props} rows={rows} holders={holders} />
    </div>
  );
}

/** More than these are opened by who wants to see them. */
const openItemsMax = 12;

interface Cell {
  readonly field: DraftField;
  readonly typed: Typed;
}

function AmountGrid({
  props: { desk },
  cells,
  label,
}: {
  readonly props: BudgetProps;
  readonly cells: readonly Cell[];
  readonly label: string;
}): VNode {
  const words = useWords(budgetWords);
  return (
    <div class="bd-amountgrid">
      {cells.map(({ field, typed }) => {
        const partner = 'partner' in field.place ? field.place.partner : undefined;
        const who =
          partner === undefined ? words.project : (desk.place.names.get(partner) ?? partner);
        return (
          <AmountField
            key={field.name}
            field={field}
            typed={typed}
            stored={valueAt(desk.application, field.place)}
            label={label}
            who={who}
          />
        );
      })}
    </div>
  );
}

function AmountField({
  field: { name, place },
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
  const { language, errors } = usePage();
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
      {from === undefined ? null : (
        <small>{said.isBetween(amountText(from, language), amountText(to ?? '…', language))}</small>
      )}
      <input
        class="bd-input num"
        id={name}
        name={name}
        inputMode="decimal"
        maxLength={40}
        autoComplete="off"
        value={typed.text}
        data-cost={'id' in place ? place.id : undefined}
        data-partner={'partner' in place ? place.partner : undefined}
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

/** An amount as it is stored, written as the language does. */
function amountText(stored: string, language: Language): string {
  const cents = parseCents(stored);
  return cents === undefined ? stored : writeAmount(cents, language);
}
