import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import { typedIn, type BudgetProps, type BudgetRows } from './budget-rows.ts';
import { budgetWords } from './budget-words.ts';
import { itemName, type DraftField } from './draft-field.ts';
import { itemFields, type ShownItem } from './item-fields.ts';
import type { CostHolder } from './section-fields.ts';
import { sectionWords } from './section-words.ts';

interface RowsProps {
  readonly props: BudgetProps;
  readonly rows: BudgetRows;
}

/** The expenses of a category one under the other, each with whose it is. */
export function ItemRows({ props, rows: { category, items } }: RowsProps): VNode {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const { names } = props.desk.place;
  const label = category.label[language];
  return (
    <div class="bd-items" data-items={category.id}>
      {items.map((item, index) => {
        const who = item.partner === undefined ? words.project : names.get(item.partner);
        return (
          <fieldset key={item.id} class="bd-item" data-item={item.id}>
            <legend class="bd-vh">{words.itemOf(label, index + 1)}</legend>
            <ItemInputs props={props} fields={itemFields(item, category)} />
            <p class="bd-item-who">{who ?? item.partner}</p>
            <label class="bd-item-gone">
              <input
                type="checkbox"
                name={itemName(item.id, 'gone')}
                value="yes"
                checked={props.kept.has(itemName(item.id, 'gone'))}
              />
              {words.itemGone}
              <span class="bd-vh">: {words.itemOf(label, index + 1)}</span>
            </label>
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
  const { language } = usePage();
  const [item] = blank;
  if (!item) return null;
  const label = category.label[language];
  return (
    <details class="bd-whybox bd-add" data-add={category.id}>
      <summary>
        {words.addItem}
        <span class="bd-vh">: {label}</span>
      </summary>
      <div class="bd-items">
        <fieldset class="bd-item" data-item={item.id}>
          <legend class="bd-vh">{words.newItemOf(label)}</legend>
          <ItemInputs props={props} fields={itemFields(item, category)} />
          {holders.length < 2 ? null : <HolderSelect props={props} item={item} holders={holders} />}
        </fieldset>
      </div>
    </details>
  );
}

function HolderSelect({
  props: { desk },
  item,
  holders,
}: {
  readonly props: BudgetProps;
  readonly item: ShownItem;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const { names } = desk.place;
  const name = itemName(item.id, 'partner');
  return (
    <p class="bd-item-who">
      <label for={name}>{words.partner}</label>
      <select class="bd-input" id={name} name={name}>
        {holders.map(({ partner = '' }) => (
          <option key={partner} value={partner} selected={partner === (item.partner ?? '')}>
            {partner === '' ? words.project : (names.get(partner) ?? partner)}
          </option>
        ))}
      </select>
    </p>
  );
}

function ItemInputs({
  props,
  fields,
}: {
  readonly props: BudgetProps;
  readonly fields: readonly DraftField[];
}): VNode {
  const { itemParts } = useWords(sectionWords);
  const { language, errors } = usePage();
  return (
    <>
      {fields.map((field) => {
        const { name, fact } = field;
        const key = fact.id as 'description' | 'supplier' | 'amount' | 'gone';
        if (key === 'gone') return null;
        const error = errors.find((each) => each.field === name)?.message;
        return (
          <p key={key} class={key}>
            <label for={name}>{itemParts[key]}</label>
            <input
              class={key === 'amount' ? 'bd-input num' : 'bd-input'}
              id={name}
              name={name}
              maxLength={key === 'amount' ? 40 : 300}
              autoComplete="off"
              value={typedIn(props, field, language).text}
              {...(key === 'amount' ? { inputMode: 'decimal' as const } : {})}
              {...(error === undefined
                ? {}
                : { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
            />
            {error === undefined ? null : (
              <span class="bd-error" id={`${name}-error`}>
                {error}
              </span>
            )}
          </p>
        );
      })}
    </>
  );
}
