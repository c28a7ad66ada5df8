import type { VNode } from 'preact';
import {
  declaredIn,
  isItems,
  parseCents,
  type CallDocument,
  type CostItem,
} from '../engine/index.ts';
import {
  Details,
  formatMoney,
  Money,
  Table,
  Tag,
  usePage,
  useWords,
} from '../platform/page/index.ts';
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
  const known = (document.costs?.categories ?? []).filter(({ id }) => costs[id] !== undefined);
  const others = Object.keys(costs).filter((name) => !known.some(({ id }) => id === name));
  const rows = [
    ...known.map(({ id, code, label }) => ({
      id,
      label: code === undefined ? label[language] : `${code}. ${label[language]}`,
    })),
    ...others.map((id) => ({ id, label: id })),
  ];
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
            cell: ({ id }) => <CostAmount value={costs[id]} />,
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

function CostAmount({ value }: { readonly value: Costs[string] | undefined }): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  if (value === undefined) return <>{words.nothing}</>;
  const range = declaredIn(value);
  if (!range) return <>{JSON.stringify(value)}</>;
  const { low, high } = range;
  if (low === high) return <Money cents={low} />;
  const from = formatMoney(low, language);
  return (
    <>
      {Number.isFinite(high)
        ? words.between(from, formatMoney(high, language))
        : words.atLeast(from)}
    </>
  );
}
