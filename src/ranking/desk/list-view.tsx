import type { VNode } from 'preact';
import { KeyFigures, Section, Table, useWords } from '../../platform/page/index.ts';
import { WhyNot } from './outside-view.tsx';
import { ApplicationName, OutcomeTag } from './rank-table.tsx';
import { lineAt, type SettledRound } from './settled-round.ts';
import { questionsOf } from './stop-question.ts';
import { StopsView } from './stops-view.tsx';
import { deskWords } from './words.ts';

interface ListProps {
  readonly settled: SettledRound;
  readonly slug: string;
  readonly address: string;
  readonly mayDecide: boolean;
  readonly outsideAfter: number | undefined;
}

const listPage = 50;

/** A list says who is in it; it has no order and no positions. */
export function ListView({ settled, slug, address, mayDecide, outsideAfter }: ListProps): VNode {
  const words = useWords(deskWords);
  const { round } = settled;
  const counts = { listed: 0, open: 0, not: 0 };
  for (const standing of round.table.standing)
    counts[standing === 0 ? 'listed' : standing === 5 ? 'open' : 'not'] += 1;
  const from = outsideAfter === undefined ? 0 : outsideAfter + 1;
  const rows = Array.from(
    { length: Math.max(0, Math.min(listPage, round.ids.length - from)) },
    (_, index) => from + index,
  );
  const isMore = from + listPage < round.ids.length;
  return (
    <>
      <h2 class="bd-vh">{words.listFigures}</h2>
      <KeyFigures
        facts={[
          { term: words.listed, value: counts.listed },
          { term: words.notListed, value: counts.not },
          { term: words.openInList, value: counts.open },
        ]}
      />
      <StopsView
        settled={settled}
        questions={questionsOf(round.stops)}
        slug={slug}
        mayDecide={mayDecide}
      />
      <Section id="outside" title={words.list}>
        <Table
          caption={words.listCaption}
          rows={rows.map((row) => lineAt(settled, row))}
          keyOf={({ row }) => String(row)}
          columns={[
            {
              title: words.application,
              isRowHead: true,
              cell: ({ row }) => <ApplicationName settled={settled} row={row} slug={slug} />,
            },
            { title: words.outcome, cell: (line) => <OutcomeTag line={line} /> },
            {
              title: words.why,
              isWide: true,
              cell: (line) =>
                line.outcome === 'listed' ? null : <WhyNot settled={settled} line={line} />,
            },
          ]}
        />
        {isMore ? (
          <p>
            <a href={`${address}outside=${from + listPage - 1}#outside`}>
              {words.andMore(round.ids.length - from - listPage)}
            </a>
          </p>
        ) : null}
      </Section>
    </>
  );
}
