import type { VNode } from 'preact';
import { isItems, parseCents, type CallDocument, type CostItem } from '../engine/index.ts';
import { Details, Money, Table, Tag, usePage, useWords } from '../platform/page/index.ts';
import { costRows, costSaid } from './answers-said.ts';
import type { DraftContent } from './draft.ts';
import { applicationWords } from './words.ts';

type Costs = NonNullable<DraftContent['costs']>;

/** What is declared in each category, and the expenses of those that are declared one by one. */
export function CostTable({
  document,
  costs,
}: {
  readonly document: CallDocument;
  readonly costs: Costs;
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  const rows = costRows(document, costs, language);
  const itemised = rows.flatMap(({ id, label }) => {
    const value = costs[id];
    return isItems(value) ? [{ id, label, items: value }] : [];
  });
  return (
    <>
      <Table
        caption={words.costs}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { title: words.cost, cell: ({ label }) => label, isRowHead: true },
          {
            title: words.amount,
            isNumber: true,
            cell: ({ id }) => <span class="bd-num">{costSaid(costs[id], language)}</span>,
          },
        ]}
      />
      {itemised.map(({ id, label, items }) => (
        <Details key={id} summary={words.expensesOf(label, String(items.length))}>
          <ItemTable caption={label} items={items} />
        </Details>
      ))}
    </>
  );
}

function ItemTable({
  caption,
  items,
}: {
  readonly caption: string;
  readonly items: readonly CostItem[];
}): VNode {
  const words = useWords(applicationWords);
  return (
    <Table
      caption={caption}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.expense,
          isRowHead: true,
          cell: ({ description }) => description ?? <Tag tone="open">{words.notWritten}</Tag>,
        },
        { title: words.supplier, cell: ({ supplier }) => supplier ?? words.nothing },
        {
          title: words.amount,
          isNumber: true,
          cell: ({ amount }) => {
            const cents = amount === undefined ? undefined : parseCents(amount);
            return cents === undefined ? (
              <Tag tone="open">{words.unknown}</Tag>
            ) : (
              <Money cents={cents} />
            );
          },
        },
      ]}
    />
  );
}
