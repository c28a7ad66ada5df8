import type { VNode } from 'preact';
import { groundOf } from '../../engine/index.ts';
import { Section, Table, usePage, useWords } from '../../platform/page/index.ts';
import { ApplicationName, OutcomeTag } from './rank-table.tsx';
import { pointsText } from './said.ts';
import { lineAt, type RankingLine, type SettledRound } from './settled-round.ts';
import { deskWords } from './words.ts';

export const outsidePage = 25;

/** Applications of a ranking without a position, in the order of the register. */
export function rowsOutside({ round, placeOf }: SettledRound, unit: number): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < round.ids.length; row += 1)
    if (round.table.unit[row] === unit && (placeOf[row] ?? -1) < 0) rows.push(row);
  return rows;
}

interface OutsideProps {
  readonly settled: SettledRound;
  readonly unit: number;
  readonly slug: string;
  readonly address: string;
  /** The last row seen, when somebody goes on. */
  readonly after: number | undefined;
}

/** Those without a position, each with why, so many at a time. */
export function OutsideView(props: OutsideProps): VNode | null {
  const { settled, unit, slug, address, after } = props;
  const words = useWords(deskWords);
  const rows = rowsOutside(settled, unit);
  if (rows.length === 0) return null;
  const from =
    after === undefined
      ? 0
      : Math.max(
          0,
          rows.findIndex((row) => row > after),
        );
  const shown = rows.slice(from, from + outsidePage);
  const isMore = from + outsidePage < rows.length;
  return (
    <Section id="outside" title={`${words.outside} (${rows.length})`}>
      <Table
        caption={words.outsideCaption}
        rows={shown.map((row) => lineAt(settled, row))}
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
            cell: (line) => <WhyNot settled={settled} line={line} />,
          },
        ]}
      />
      {isMore ? (
        <p>
          <a href={`${address}outside=${shown.at(-1) ?? 0}#outside`}>
            {words.andMore(rows.length - from - shown.length)}
          </a>
        </p>
      ) : null}
    </Section>
  );
}

/** Why an application has no position, with the article where a rule says it. */
export function WhyNot({
  settled,
  line,
}: {
  readonly settled: SettledRound;
  readonly line: RankingLine;
}): VNode {
  const { language } = usePage();
  const words = useWords(deskWords);
  const { whyNot } = words;
  const { standing, standingReason, net, row } = line;
  if (standingReason !== 'assessment') return <>{whyNot[standingReason]}</>;
  const assessment = settled.loaded.assessments[row];
  const rules = settled.round.call.tracks.get(assessment?.prepared.track.id ?? '')?.score;
  const least = rules?.thresholds.find(({ on, atLeast }) => on === 'net' && atLeast !== 'unknown');
  if (
    standing === 'below-threshold' &&
    net !== undefined &&
    least &&
    least.atLeast !== 'unknown' &&
    net < least.atLeast
  )
    return (
      <>
        {whyNot.below(pointsText(net, language), pointsText(least.atLeast, language))} (
        {least.article})
      </>
    );
  if (standing === 'admissible') return <>{whyNot.noOrder}</>;
  const ground = assessment && groundOf(assessment);
  if (!ground) return <>{standing === 'unknown' ? whyNot.unknown : ''}</>;
  return (
    <>
      {standing === 'unknown' ? `${whyNot.unknown}: ` : ''}
      {ground.title[language]} ({ground.article})
    </>
  );
}
