import type { VNode } from 'preact';
import { usePage, useWords, type FieldError, type Language } from '../../platform/page/index.ts';
import { textOf } from './answer-text.ts';
import type { BudgetProps, BudgetRows, ShownRow } from './budget-rows.ts';
import { budgetWords } from './budget-words.ts';
import { itemName } from './draft-field.ts';
import { amountFact } from './item-fields.ts';
import type { CostHolder } from './section-fields.ts';
import { sectionWords } from './section-words.ts';

interface RowsProps {
  readonly props: BudgetProps;
  readonly rows: BudgetRows;
}

/** What every expense of a page needs to be shown: there may be hundreds, so that it is asked for once. */
interface Paper {
  readonly kept: BudgetProps['kept'];
  readonly errors: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly parts: Readonly<Record<'description' | 'supplier' | 'amount', string>>;
}

function usePaper({ kept }: BudgetProps): Paper {
  const { language, errors } = usePage();
  return { kept, language, errors: byField(errors), parts: useWords(sectionWords).itemLabels };
}

function byField(errors: readonly FieldError[]): ReadonlyMap<string, string> {
  return new Map(errors.map(({ field, message }) => [field, message]));
}

/** The expenses of a category one under the other, each with whose it is. */
export function ItemRows({ props, rows: { category, items } }: RowsProps): VNode {
  const words = useWords(budgetWords);
  const paper = usePaper(props);
  const { names } = props.desk.place;
  const label = category.label[paper.language];
  return (
    <div class="bd-items" data-items={category.id}>
      {items.map((row, index) => {
        const { id, partner } = row;
        const name = words.itemOf(label, index + 1);
        const gone = itemName(id, 'gone');
        return (
          <fieldset key={id} class="bd-item" aria-label={name} data-item={id}>
            {itemInputs(row, paper)}
            <label class="bd-item-gone">
              <input
                type="checkbox"
                name={gone}
                value="yes"
                checked={paper.kept.has(gone)}
                aria-label={`${words.itemGone}: ${name}`}
              />
              {words.itemGone}
            </label>
            <small data-partner={partner}>
              {partner === undefined ? words.project : (names.get(partner) ?? partner)}
            </small>
          </fieldset>
        );
      })}
    </div>
  );
}

/** A blank row for one more expense, with whose it is where there are several. */
export function AddItem({
  props,
  rows: { category, blank },
  holders,
}: RowsProps & { readonly holders: readonly CostHolder[] }): VNode | null {
  const words = useWords(budgetWords);
  const paper = usePaper(props);
  if (!blank) return null;
  const label = category.label[paper.language];
  return (
    <details class="bd-whybox bd-add" data-add={category.id}>
      <summary>
        {words.addItem}
        <span class="bd-vh">: {label}</span>
      </summary>
      <div class="bd-items">
        <fieldset
          class="bd-item"
          aria-label={words.newItemOf(label)}
          data-item={blank.id}
          data-blank
        >
          {itemInputs(blank, paper)}
          {holders.length < 2 ? (
            <small data-partner={blank.partner} />
          ) : (
            <HolderSelect props={props} row={blank} holders={holders} />
          )}
        </fieldset>
      </div>
    </details>
  );
}

function HolderSelect({
  props: { desk },
  row: { id, partner: chosen = '' },
  holders,
}: {
  readonly props: BudgetProps;
  readonly row: ShownRow;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const { names } = desk.place;
  return (
    <label class="bd-item-who">
      {words.partner}
      <select class="bd-input" name={itemName(id, 'partner')}>
        {holders.map(({ partner = '' }) => (
          <option key={partner} value={partner} selected={partner === chosen}>
            {partner === '' ? words.project : (names.get(partner) ?? partner)}
          </option>
        ))}
      </select>
    </label>
  );
}

function itemInputs({ id, item }: ShownRow, paper: Paper): readonly VNode[] {
  return (['description', 'supplier', 'amount'] as const).map((key) => {
    const name = itemName(id, key);
    const stored = item?.[key];
    const text = key === 'amount' ? textOf(amountFact, stored, paper.language) : (stored ?? '');
    const error = paper.errors.get(name);
    return (
      <label key={key} class={key}>
        {paper.parts[key]}
        <input
          class={key === 'amount' ? 'bd-input num' : 'bd-input'}
          id={name}
          name={name}
          maxLength={key === 'amount' ? 40 : 300}
          autoComplete="off"
          inputMode={key === 'amount' ? 'decimal' : undefined}
          value={paper.kept.get(name)?.text ?? text}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={error === undefined ? undefined : `${name}-error`}
        />
        {error === undefined ? null : (
          <span class="bd-error" id={`${name}-error`}>
            {error}
          </span>
        )}
      </label>
    );
  });
}
