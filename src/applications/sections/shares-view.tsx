import type { VNode } from 'preact';
import { declaredIn, type Figure } from '../../engine/index.ts';
import { Section, Table, useWords } from '../../platform/page/index.ts';
import type { BudgetProps } from './budget-rows.ts';
import type { Amount, Budget } from './budget.ts';
import { budgetWords } from './budget-words.ts';
import { costHoldersOf } from './section-fields.ts';
import type { SectionProps } from './section-view.tsx';
import { AmountView, Why } from './why-view.tsx';

const unknown: Amount = { low: 0, high: Number.POSITIVE_INFINITY };

/** What every partner declared, what is admitted of it, and its part of the grant. */
export function Shares({
  props: { desk },
  budget: { grant },
}: {
  readonly props: BudgetProps;
  readonly budget: Budget;
}): VNode {
  const words = useWords(budgetWords);
  const { application, call, place } = desk;
  const holders = costHoldersOf(call.document, application.content);
  const rows = holders.flatMap(({ partner }) => (partner === undefined ? [] : [partner]));
  return (
    <Section id="shares" title={words.ofPartners}>
      <Table
        caption={words.ofPartnersHelp}
        rows={rows}
        keyOf={(id) => id}
        columns={[
          { title: words.partner, isRowHead: true, cell: (id) => place.names.get(id) ?? id },
          {
            title: words.declaredColumn,
            isNumber: true,
            cell: (id) => (
              <AmountView
                name={`declared by ${id}`}
                amount={declaredBy(application.content, id)}
                isBare
              />
            ),
          },
          {
            title: words.admittedColumn,
            isNumber: true,
            cell: (id) => {
              const admitted = grant?.shares.get(id)?.admitted;
              return (
                <AmountView
                  name={`admitted of ${id}`}
                  amount={admitted === undefined ? unknown : { low: admitted, high: admitted }}
                  isBare
                />
              );
            },
          },
          {
            title: words.shareColumn,
            isNumber: true,
            cell: (id) => (
              <AmountView
                name={`share of ${id}`}
                amount={grant?.shares.get(id)?.share ?? unknown}
                isBare
              />
            ),
          },
          {
            title: words.why,
            isAction: true,
            cell: (id) => <Reason desk={desk} id={id} share={grant?.shares.get(id)?.share} />,
          },
        ]}
      />
    </Section>
  );
}

function Reason({
  desk: { call, place },
  id,
  share,
}: {
  readonly desk: SectionProps['desk'];
  readonly id: string;
  readonly share: Figure | undefined;
}): VNode | null {
  if (share === undefined) return null;
  const title = place.names.get(id) ?? id;
  return <Why figure={share} call={call} title={title} names={place.names} />;
}

/** What one partner declares in all; nothing of it is known where one of its amounts cannot be read. */
function declaredBy(
  { partners = [] }: SectionProps['desk']['application']['content'],
  id: string,
): Amount {
  let [low, high] = [0, 0];
  for (const value of Object.values(partners.find((partner) => partner.id === id)?.costs ?? {})) {
    const range = declaredIn(value) ?? unknown;
    low += range.low;
    high += range.high;
  }
  return { low, high };
}
