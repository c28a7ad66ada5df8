import type { VNode } from 'preact';
import { Facts, Section, Table, Tag, usePage, useWords } from '../platform/page/index.ts';
import { Amount } from './call-parts.tsx';
import type { AmountView, CallFacts } from './call-view.ts';
import type { PublishedCall } from './published-call.ts';
import { callWords } from './words.ts';

interface FactsProps {
  readonly facts: CallFacts;
}

/** What one gets, as the definition says it. */
export function MoneySection({
  call,
  facts,
}: FactsProps & { readonly call: PublishedCall }): VNode {
  const words = useWords(callWords);
  if (call.gives === 'recognition')
    return (
      <Section id="money" title={words.whatOneGets}>
        <p>{words.recognition}</p>
      </Section>
    );
  const { rate, ceilings, pots } = facts;
  return (
    <Section id="money" title={words.whatOneGets}>
      {rate === undefined ? null : (
        <Facts
          facts={[
            {
              term: words.rate,
              value:
                'value' in rate ? (
                  `${rate.upTo ? `${words.upTo} ` : ''}${rate.value.replace('%', ' %')}`
                ) : (
                  <Tag tone="open">{words.unknown}</Tag>
                ),
            },
          ]}
        />
      )}
      <AmountTable caption={words.ceiling} rows={ceilings} facts={facts} />
      <AmountTable caption={words.pots} rows={pots} facts={facts} />
    </Section>
  );
}

function AmountTable({
  caption,
  rows,
  facts,
}: FactsProps & { readonly caption: string; readonly rows: readonly AmountView[] }): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (rows.length === 0) return null;
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: caption, cell: ({ title }) => title[language] },
        { title: words.holdsFor, cell: ({ lines }) => <LineNames ids={lines} facts={facts} /> },
        { title: words.article, cell: ({ article }) => article },
        { title: words.amount, cell: ({ amount }) => <Amount amount={amount} />, isNumber: true },
      ]}
    />
  );
}

function LineNames({
  ids,
  facts,
}: FactsProps & { readonly ids: readonly string[] | undefined }): VNode {
  const words = useWords(callWords);
  const { language } = usePage();
  if (ids === undefined) return <>{words.everywhere}</>;
  const titles = new Map(
    facts.lines.flatMap((line) =>
      [line, ...(line.sublines ?? [])].map((each) => [each.id, each.title]),
    ),
  );
  return <>{ids.map((id) => titles.get(id)?.[language] ?? id).join('; ')}</>;
}

export function PapersSection({ facts }: FactsProps): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (facts.papers.length === 0) return null;
  return (
    <Section id="papers" title={words.papers}>
      <Table
        caption={words.papers}
        rows={facts.papers}
        keyOf={({ id }) => id}
        columns={[
          { title: words.paper, cell: ({ title }) => title[language] },
          {
            title: words.holdsFor,
            cell: ({ level, signedBy, when }) =>
              [
                words.paperLevel[level],
                ...(signedBy === undefined ? [] : [words.signedBy[signedBy]]),
                ...(when === undefined ? [] : [words.conditional]),
              ].join(', '),
          },
          { title: words.lines, cell: ({ lines }) => <LineNames ids={lines} facts={facts} /> },
          { title: words.article, cell: ({ article }) => article },
        ]}
      />
    </Section>
  );
}
