import type { VNode } from 'preact';
import { Money, Note, Table, Tag, useWords } from '../../platform/page/index.ts';
import type { TotalsCheck } from './totals.ts';
import { publicationWords } from './words.ts';

/** The same money counted in every way the page shows it; a difference is shown as one. */
export function SumsTable({ sums }: { readonly sums: TotalsCheck }): VNode {
  const words = useWords(publicationWords);
  return (
    <>
      <Note
        tone={sums.isAgreed ? 'ok' : 'stop'}
        title={sums.isAgreed ? words.sumsAgree : words.sumsDiffer}
      >
        <p>{words.sumsAbout}</p>
      </Note>
      <Table
        caption={words.sums}
        isCaptionHidden
        rows={sums.totals}
        keyOf={({ way }) => way}
        columns={[
          { title: words.way, cell: ({ way }) => words.ways[way] },
          {
            title: words.sum,
            isNumber: true,
            cell: ({ cents }) => (cents === undefined ? words.notStated : <Money cents={cents} />),
          },
          {
            title: words.difference,
            isNumber: true,
            cell: ({ difference }) =>
              difference === undefined ? (
                '–'
              ) : difference === 0 ? (
                words.none
              ) : (
                <Tag tone="stop">
                  <Money cents={difference} />
                </Tag>
              ),
          },
        ]}
      />
    </>
  );
}
