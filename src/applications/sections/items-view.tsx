import type { VNode } from 'preact';
import {
  markup,
  Written,
  type Markup,
  usePage,
  useWords,
  type FieldError,
  type Language,
} from '../../platform/page/index.ts';
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
      <Written
        of={items.map((row, index) => {
          const { id, partner } = row;
          const name = words.itemOf(label, index + 1);
          const gone = itemName(id, 'gone');
          const whose = partner === undefined ? words.project : (names.get(partner) ?? partner);
          const whoseId = partner === undefined ? null : markup` data-partner="${partner}"`;
          return markup`<fieldset class="bd-item" aria-label="${name}" data-item="${id}">
${itemInputs(row, paper)}
<label class="bd-item-gone"><input type="checkbox" name="${gone}" value="yes"
 aria-label="${words.itemGone}: ${name}"${paper.kept.has(gone) ? checked : null}>${words.itemGone}</label>
<small${whoseId}>${whose}</small></fieldset>`;
        })}
      />
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
          <Written of={itemInputs(blank, paper)} />
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

const checked = markup` checked`;
const ofText = markup`class="bd-input" maxlength="300"`;
const ofAmount = markup`class="bd-input num" maxlength="40" inputmode="decimal"`;

/** The inputs of an expense, each in its label. */
function itemInputs({ id, item }: ShownRow, paper: Paper): readonly Markup[] {
  const input = (key: keyof Paper['parts'], stored: string, kind: Markup): Markup => {
    const name = itemName(id, key);
    const text = paper.kept.get(name)?.text ?? stored;
    return markup`<label class="${key}">${paper.parts[key]}<input ${kind} id="${name}" name="${name}"
 autocomplete="off" value="${text}"${restOf(name, paper)}</label>`;
  };
  return [
    input('description', item?.description ?? '', ofText),
    input('supplier', item?.supplier ?? '', ofText),
    input('amount', textOf(amountFact, item?.amount, paper.language), ofAmount),
  ];
}

const tagEnd = markup`>`;

/** The end of the tag of an input, with what is wrong with it. */
function restOf(name: string, { errors }: Paper): Markup {
  const error = errors.get(name);
  if (error === undefined) return tagEnd;
  const place = `${name}-error`;
  return markup` aria-invalid="true" aria-describedby="${place}">
<span class="bd-error" id="${place}">${error}</span>`;
}
