import type { VNode } from 'preact';
import {
  Columns,
  Facts,
  Money,
  Note,
  Section,
  Table,
  usePage,
  useWords,
  type Fact,
} from '../../platform/page/index.ts';
import { actPath } from './act-path.ts';
import type { CallNames } from './call-names.ts';
import { OutcomeTag, positionText } from './entries-table.tsx';
import type { EntryRow } from './entry.ts';
import { percent, pointsText } from './figures.ts';
import type { Result } from './load-result.ts';
import type { ShownHolder } from './publication-rules.ts';
import { provinceName } from './territory.ts';
import { publicationWords } from './words.ts';

export interface EntryProps {
  readonly result: Result;
  readonly entry: EntryRow;
  readonly shown: ShownHolder;
  readonly names: CallNames;
  /** Nothing where it is not known, or could tell who a person is. */
  readonly title: string | undefined;
}

/** Why one application came to what it did: points, place, money, and what the law wants said of a grant. */
export function EntryContent(props: EntryProps): VNode {
  const { result, entry, shown } = props;
  const words = useWords(publicationWords);
  return (
    <>
      {shown.withheld === null ? null : (
        <Note tone="info" title={words.withheldTitle}>
          <p>{words.withheld[shown.withheld]}</p>
        </Note>
      )}
      <Columns kind="half">
        <div>
          <Section id="why" title={words.whyTitle}>
            <p>
              <OutcomeTag outcome={entry.outcome} />
            </p>
            <p>{words.reasons[entry.reason] ?? entry.reason}</p>
            {result.isList ? null : <PlaceAbout {...props} />}
          </Section>
          {result.isList ? null : (
            <Section id="points" title={words.pointsTitle}>
              <PointsTable {...props} />
            </Section>
          )}
        </div>
        <Section id="grant" title={words.transparency}>
          <GrantFacts {...props} />
          <p>
            <a href={actPath(result)}>{words.backToAct}</a>
          </p>
        </Section>
      </Columns>
    </>
  );
}

function PlaceAbout({ entry, names }: EntryProps): VNode {
  const words = useWords(publicationWords);
  const { position, positionTo, decidedBy } = entry;
  return (
    <>
      <h3>{words.placeTitle}</h3>
      {position === 0 ? <p>{words.noPlace}</p> : null}
      {positionTo > position ? <p>{words.sharedPlace(position, positionTo)}</p> : null}
      {position === 1 && positionTo === 1 ? <p>{words.firstPlace}</p> : null}
      {decidedBy === null ? null : <p>{decidedText(decidedBy, names, words)}</p>}
    </>
  );
}

function decidedText(
  decidedBy: string,
  names: CallNames,
  words: (typeof publicationWords)['it' | 'en'],
): string {
  const said = words.decidedBy[decidedBy];
  if (said !== undefined) return said;
  const label = names.key(decidedBy);
  return label === undefined ? words.decidedByDraw(decidedBy) : words.decidedByFact(label);
}

function PointsTable({ entry, names }: EntryProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { criteria, net, bonus, gross } = entry;
  const rows = names.criteria.filter(({ id }) => Object.hasOwn(criteria, id));
  if (rows.length === 0) return <p>{gross === null ? words.noPoints : words.pointsUnknown}</p>;
  return (
    <>
      <Table
        caption={words.pointsTitle}
        isCaptionHidden
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.criterion,
            cell: ({ code, title, article, id, max }) => (
              <>
                {code} {title}
                <small class="bd-2nd"> {article}</small>
                <PointsStripe points={criteria[id] ?? 0} max={max} />
              </>
            ),
          },
          {
            title: words.points,
            isNumber: true,
            cell: ({ id }) => pointsText(criteria[id] ?? 0, language),
          },
          {
            title: words.maximum,
            isNumber: true,
            cell: ({ max }) => (max === undefined ? '–' : pointsText(max, language)),
          },
        ]}
      />
      <Facts
        facts={[
          ...(net === null ? [] : [{ term: words.net, value: pointsText(net, language) }]),
          ...(bonus === null ? [] : [{ term: words.bonus, value: pointsText(bonus, language) }]),
          ...(gross === null ? [] : [{ term: words.gross, value: pointsText(gross, language) }]),
        ]}
      />
    </>
  );
}

function PointsStripe({
  points,
  max,
}: {
  readonly points: number;
  readonly max: number | undefined;
}): VNode | null {
  if (max === undefined || max <= 0) return null;
  return (
    <svg class="bd-stripe" width="100%" height="6" aria-hidden="true" focusable="false">
      <rect class="bd-stripe-all" width="100%" height="6" />
      <rect class="bd-fill-full" width={percent(points, max)} height="6" />
    </svg>
  );
}

function GrantFacts({ result, entry, shown, title, names }: EntryProps): VNode {
  const words = useWords(publicationWords);
  const { items } = words;
  const place = [
    shown.municipality,
    shown.province === null ? null : provinceName(shown.province),
  ].filter((each) => each !== null);
  const money: readonly Fact[] = result.isList
    ? []
    : [
        { term: words.position, value: positionText(entry) },
        {
          term: words.asked,
          value: entry.asked === null ? words.notStated : <Money cents={entry.asked} />,
        },
        { term: items.amount, value: <Money cents={entry.total} /> },
        { term: words.running, value: <Money cents={entry.reached} /> },
        { term: words.cup, value: entry.cup ?? words.cupMissing },
      ];
  return (
    <Facts
      facts={[
        { term: items.beneficiary, value: shown.name ?? words.notNamed },
        ...(shown.fiscalCode === null
          ? []
          : [{ term: words.fiscalCode, value: <span class="bd-num">{shown.fiscalCode}</span> }]),
        ...(place.length === 0 ? [] : [{ term: words.seat, value: place.join(', ') }]),
        ...(title === undefined
          ? []
          : [{ term: items.project, value: <span lang="it">{title}</span> }]),
        ...(entry.line === null ? [] : [{ term: words.line, value: names.unit(entry.line) }]),
        ...money,
        ...(result.publication === undefined
          ? []
          : [{ term: items.norm, value: <span lang="it">{result.publication.norm}</span> }]),
      ]}
    />
  );
}
