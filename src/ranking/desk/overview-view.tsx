import type { VNode } from 'preact';
import { Money, Section, Table, usePage, useWords } from '../../platform/page/index.ts';
import { boundsOf } from './amount-bounds.ts';
import { DecisionsView } from './decisions-view.tsx';
import { rowsOutside } from './outside-view.tsx';
import { sharePots } from './pot-shares.ts';
import { PotsView } from './pots-view.tsx';
import type { TakenDecision } from './queries.ts';
import { pictureOf } from './ranking-picture.ts';
import { titleOfUnit } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { questionsAbout, questionsOf } from './stop-question.ts';
import { StopsView } from './stops-view.tsx';
import { UnitTag } from './unit-view.tsx';
import { WhatIfCard } from './what-if-card.tsx';
import { deskWords } from './words.ts';

interface OverviewProps {
  readonly settled: SettledRound;
  readonly slug: string;
  /** Added to addresses where an earlier round is looked at. */
  readonly query: string;
  readonly decisions: readonly TakenDecision[];
  readonly mayDecide: boolean;
  readonly mayTry: boolean;
}

/** A call with several rankings: where each stands, what is about all of them, and the money. */
export function OverviewView(props: OverviewProps): VNode {
  const { settled, slug, decisions, mayDecide, mayTry } = props;
  const questions = questionsOf(settled.round.stops);
  const shared = questions.filter(({ stop: { rankings } }) => rankings.length !== 1);
  return (
    <>
      <Units {...props} />
      <StopsView settled={settled} questions={shared} slug={slug} mayDecide={mayDecide} />
      <PotsView pots={sharePots(settled.round, boundsOf(settled))} />
      <DecisionsView settled={settled} decisions={decisions} slug={slug} mayDecide={mayDecide} />
      {mayTry ? <WhatIfCard settled={settled} slug={slug} /> : null}
    </>
  );
}

function Units({ settled, slug, query }: OverviewProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { round } = settled;
  const questions = questionsOf(round.stops);
  const rows = round.table.units.map((unit, index) => ({
    unit,
    picture: pictureOf(settled, index),
    outside: rowsOutside(settled, index).length,
    questions: questionsAbout(questions, unit),
  }));
  return (
    <Section id="rankings" title={words.rankings}>
      <Table
        caption={words.rankings}
        isCaptionHidden
        rows={rows}
        keyOf={({ unit }) => unit}
        columns={[
          {
            title: words.ranking,
            isRowHead: true,
            cell: ({ unit }) => (
              <a href={`/rankings/${slug}/units/${unit}${query}`}>
                {titleOfUnit(round.call.document, unit, language)}
              </a>
            ),
          },
          { title: words.state, cell: (row) => <UnitTag questions={row.questions} /> },
          { title: words.placed, isNumber: true, cell: ({ picture }) => picture.rows.length },
          { title: words.outside, isNumber: true, cell: ({ outside }) => outside },
          {
            title: words.fundedCount,
            isNumber: true,
            cell: ({ picture: { counts } }) => counts.full + counts.part,
          },
          {
            title: words.grantedSum,
            isNumber: true,
            cell: ({ picture }) => <Money cents={picture.granted} />,
          },
        ]}
      />
    </Section>
  );
}
