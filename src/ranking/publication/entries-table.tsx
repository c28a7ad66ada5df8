/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   where a phone shows records, browsers would otherwise forget that it is a table */
import type { VNode } from 'preact';
import {
  formatMoney,
  Money,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { CallNames } from './call-names.ts';
import type { UnitDigest } from './digest.ts';
import type { EntryRow } from './entry.ts';
import { pointsText } from './figures.ts';
import type { Stretch } from './folding.ts';
import type { Naming } from './load-result.ts';
import { publicationWords } from './words.ts';

export interface TableRows {
  readonly entries: readonly EntryRow[];
  /** In their order; what is folded stands there as a link. */
  readonly stretches: readonly Stretch[];
}

interface EntriesTableProps extends TableRows {
  readonly caption: string;
  readonly isList: boolean;
  readonly names: CallNames;
  readonly naming: Naming;
  /** Whose line at which the money ends is drawn; none where rows of several are mixed. */
  readonly unit: UnitDigest | undefined;
  readonly pathOf: (entry: EntryRow) => string;
  readonly linkToPlace: (from: number) => string;
}

/** Entries of an act as a table, on a phone as records. */
export function EntriesTable(props: EntriesTableProps): VNode {
  const { caption, isList, stretches } = props;
  const words = useWords(publicationWords);
  const head = (title: string, look = ''): VNode => (
    <th role="columnheader" scope="col" class={look}>
      {title}
    </th>
  );
  return (
    <table class={`bd-table stack bd-pub${isList ? ' list' : ''}`} role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {isList ? null : head(words.position)}
          {head(words.applicant)}
          {isList ? null : head(words.points, 'n')}
          {isList ? null : head(words.grant, 'n')}
          {head(words.outcome)}
          <th role="columnheader" scope="col">
            <span class="bd-vh">{words.explanation}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {stretches.map((stretch) => (
          <StretchRows key={stretch.from} stretch={stretch} {...props} />
        ))}
      </tbody>
    </table>
  );
}

function StretchRows({
  stretch: { from, to, isFolded },
  ...props
}: EntriesTableProps & { readonly stretch: Stretch }): VNode {
  const { entries, unit, isList } = props;
  if (isFolded) return <FoldedRow from={from} to={to} {...props} />;
  const shown = entries.filter(({ place }) => place >= from && place <= to);
  return (
    <>
      {shown.map((entry) => (
        <EntryAndCut
          key={entry.place}
          entry={entry}
          isLastFunded={!isList && entry.place === unit?.lastFundedPlace}
          {...props}
        />
      ))}
    </>
  );
}

function EntryAndCut({
  isLastFunded,
  ...props
}: EntriesTableProps & { readonly entry: EntryRow; readonly isLastFunded: boolean }): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { unit, entry } = props;
  const isCut = isLastFunded && unit !== undefined && unit.lastRankedPlace > entry.place;
  return (
    <>
      <EntryLine {...props} />
      {isCut ? (
        <tr role="row" class="bd-cutline">
          <td role="cell" colSpan={6} class="wide">
            <span>{words.cutLine(formatMoney(unit.total, language))}</span>
          </td>
        </tr>
      ) : null}
    </>
  );
}

function FoldedRow({
  from,
  to,
  isList,
  unit,
  linkToPlace,
}: EntriesTableProps & { readonly from: number; readonly to: number }): VNode {
  const words = useWords(publicationWords);
  const before = (unit?.firstPlace ?? 1) - 1;
  return (
    <tr role="row" class="bd-gap">
      <td role="cell" colSpan={isList ? 3 : 6} class="wide">
        <a href={linkToPlace(from)}>
          {words.showPlaces(String(from - before), String(to - before))}
        </a>
      </td>
    </tr>
  );
}

function EntryLine({
  entry,
  isList,
  names,
  naming,
  pathOf,
}: EntriesTableProps & { readonly entry: EntryRow }): VNode {
  const words = useWords(publicationWords);
  const shown = naming.show(entry);
  const name = shown.name ?? `${words.notNamed} (${entry.pseudonym})`;
  return (
    <tr role="row">
      {isList ? null : (
        <td role="cell" class="bd-pos" data-l={words.position}>
          {positionText(entry)}
        </td>
      )}
      <th role="rowheader" scope="row">
        {name}
        {shown.province === null ? '' : ` (${shown.province})`}
        {entry.line === null ? null : <small class="bd-2nd">{names.unit(entry.line)}</small>}
      </th>
      {isList ? null : <PointsCell entry={entry} />}
      {isList ? null : (
        <td role="cell" class="n" data-l={words.grant}>
          <Money cents={entry.total} />
        </td>
      )}
      <td role="cell" class="wide">
        <OutcomeTag outcome={entry.outcome} />
        {entry.isReserved ? <Tag tone="warn">{words.withReserve}</Tag> : null}
      </td>
      <td role="cell" class="wide">
        <a href={pathOf(entry)}>
          {words.why}
          <span class="bd-vh"> {name}</span>
        </a>
      </td>
    </tr>
  );
}

function PointsCell({ entry: { net, bonus, gross } }: { readonly entry: EntryRow }): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  return (
    <td role="cell" class="n" data-l={words.netAndBonus}>
      {gross === null ? (
        '–'
      ) : (
        <>
          <b>{pointsText(gross, language)}</b>
          {net !== null && bonus !== null && bonus > 0 ? (
            <small class="bd-2nd">
              {' '}
              {pointsText(net, language)} + {pointsText(bonus, language)}
            </small>
          ) : null}
        </>
      )}
    </td>
  );
}

/** `22–24` for equal ones. */
export function positionText({
  position,
  positionTo,
}: Pick<EntryRow, 'position' | 'positionTo'>): string {
  if (position === 0) return '–';
  return positionTo > position ? `${position}–${positionTo}` : String(position);
}

const tones: Readonly<Record<string, Tone>> = {
  'fully-funded': 'ok',
  'partly-funded': 'info',
  'below-threshold': 'stop',
  'not-admissible': 'stop',
  undecided: 'open',
  listed: 'ok',
};

export function OutcomeTag({ outcome }: Pick<EntryRow, 'outcome'>): VNode {
  const words = useWords(publicationWords);
  return <Tag tone={tones[outcome] ?? 'plain'}>{words.outcomes[outcome] ?? outcome}</Tag>;
}
