import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import { Section, Table, usePage, useWords } from '../platform/page/index.ts';
import { linesColumn, type DocumentProps } from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';
import { callWords } from './words.ts';

export function PapersSection({ document }: DocumentProps): VNode {
  const words = useWords(callWords);
  const sheet = useWords(sheetWords);
  const { language } = usePage();
  const { papers = [] } = document;
  return (
    <Section id="papers" title={sheet.sections.papers}>
      {papers.length === 0 ? (
        <p>{sheet.noPapers}</p>
      ) : (
        <Table
          caption={words.papers}
          rows={papers}
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
            ...linesColumn<NonNullable<CallDocument['papers']>[number]>(words.lines, document),
            { title: words.article, cell: ({ article }) => <span lang="it">{article}</span> },
          ]}
        />
      )}
    </Section>
  );
}
