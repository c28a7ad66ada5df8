/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   where a phone shows records, browsers would otherwise forget that it is a table */
import type { VNode } from 'preact';
import { protocolOf } from '../../applications/register/index.ts';
import { formatMoney, Tag, usePage, useWords, type Tone } from '../../platform/page/index.ts';
import type { CutOff, RankingPicture } from './ranking-picture.ts';
import { amountText, fundedText, nameOf, placedText, pointsText, shortUnit } from './said.ts';
import { lineAt, type RankingLine, type SettledRound } from './settled-round.ts';
import { shownPlaces, type Shown } from './shown-places.ts';
import { deskWords } from './words.ts';

interface RankTableProps {
  readonly settled: SettledRound;
  readonly picture: RankingPicture;
  /** The call in addresses. */
  readonly slug: string;
  /** The page of this ranking, to which places are added. */
  readonly address: string;
  /** Place from which on somebody wants to see more, from 0. */
  readonly opened: number | undefined;
}

const columns = 8;

/** The lines of a ranking: the top, those around where the money ends, the last, and what somebody has opened. */
export function RankTable(props: RankTableProps): VNode {
  const { picture, opened } = props;
  const words = useWords(deskWords);
  const { cut, rows } = picture;
  const shown = shownPlaces(rows.length, {
    ...(cut && { cut }),
    ...(opened === undefined ? {} : { opened }),
  });
  return (
    <table class="bd-table stack bd-rank" role="table">
      <caption>{words.linesCaption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head title={words.pos} />
          <Head title={words.application} />
          <Head title={words.points} isNumber />
          <Head title={words.decider} />
          <Head title={words.asked} isNumber />
          <Head title={words.grantedColumn} isNumber />
          <Head title={words.reached} isNumber />
          <Head title={words.outcome} />
        </tr>
      </thead>
      <tbody role="rowgroup">
        {shown.map((part) =>
          part.kind === 'folded' ? (
            <Folded key={part.from} part={part} {...props} />
          ) : (
            Array.from({ length: part.to - part.from }, (_, index) => (
              <PlaceRows key={part.from + index} place={part.from + index} {...props} />
            ))
          ),
        )}
        {cut && cut.from === rows.length ? <CutRow cut={cut} picture={picture} /> : null}
      </tbody>
    </table>
  );
}

function Head({ title, isNumber }: { readonly title: string; readonly isNumber?: boolean }): VNode {
  return (
    <th role="columnheader" scope="col" class={isNumber === true ? 'n' : ''}>
      {title}
    </th>
  );
}

function Folded({
  part: { from, to },
  picture: { kinds },
  address,
}: RankTableProps & { readonly part: Shown }): VNode {
  const words = useWords(deskWords);
  const kind = kinds[from];
  const isOne = kinds.slice(from, to).every((each) => each === kind);
  const said =
    isOne && kind ? words.foldedAll(to - from, words.kinds[kind]) : words.folded(to - from);
  return (
    <tr role="row" class="bd-folded">
      <td role="cell" colSpan={columns} class="wide">
        <a href={`${address}from=${from + 1}#place-${from + 1}`}>
          {words.showPlaces(from + 1, to)}
        </a>{' '}
        <span class="bd-2nd">{said}</span>
      </td>
    </tr>
  );
}

/** A line, with what stands above it where the money ends or a tie begins. */
function PlaceRows(props: RankTableProps & { readonly place: number }): VNode {
  const { place, picture } = props;
  const { cut } = picture;
  const isTie = cut?.kind === 'tie';
  return (
    <>
      {cut && place === cut.from ? <CutRow cut={cut} picture={picture} isBefore /> : null}
      {isTie && place === cut.from ? <TieHead {...props} cut={cut} /> : null}
      <LineRow {...props} />
      {isTie && place === cut.to - 1 ? <CutRow cut={cut} picture={picture} /> : null}
    </>
  );
}

/** Where the money ends: certain down to here, or the end itself. */
function CutRow({
  cut,
  picture,
  isBefore = false,
}: {
  readonly cut: CutOff;
  readonly picture: RankingPicture;
  readonly isBefore?: boolean;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const isSure = isBefore && cut.kind !== 'end';
  const whole = picture.budget ?? cut.reached + (cut.left ?? 0);
  const text = isSure
    ? words.certainSoFar(formatMoney(cut.reached, language))
    : cut.kind === 'tie'
      ? words.endsInside(formatMoney(whole, language))
      : words.endsHere(formatMoney(cut.reached, language));
  return (
    <tr role="row" class={isSure ? 'bd-moneyline sure' : 'bd-moneyline'}>
      <td role="cell" colSpan={columns} class="wide">
        <span>{text}</span>
      </td>
    </tr>
  );
}

function TieHead({ settled, picture, cut }: RankTableProps & { readonly cut: CutOff }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const line = lineAt(settled, picture.rows[cut.from] ?? 0);
  const { gross } = line;
  const title =
    gross === undefined || Number.isNaN(gross)
      ? words.tieHeadNoPoints
      : words.tieHead(pointsText(gross, language));
  return (
    <tr role="row" class="bd-tiehead">
      <td role="cell" colSpan={columns} class="wide">
        <b>{title}</b>
        {cut.left === undefined
          ? null
          : `: ${words.tieAsks(
              formatMoney(cut.needed ?? 0, language),
              formatMoney(cut.left, language),
            )}`}
      </td>
    </tr>
  );
}

function LineRow({
  settled,
  picture,
  slug,
  place,
}: RankTableProps & { readonly place: number }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const line = lineAt(settled, picture.rows[place] ?? 0);
  const { position, lastPosition, asked, granted, reached, outcome } = line;
  const { document } = settled.round.call;
  const isOpen = outcome === 'undecided';
  const kind = picture.kinds[place];
  const look = kind === 'tied' ? 'bd-tie' : kind === 'without' || kind === 'open' ? 'bd-out' : '';
  const funded = fundedText(line, words, language);
  return (
    <tr role="row" class={look} id={`place-${place + 1}`}>
      <td role="cell" class="bd-place" data-l={words.pos}>
        {position === lastPosition ? position : `${position}–${lastPosition}`}
      </td>
      <th role="rowheader" scope="row">
        <ApplicationName settled={settled} row={line.row} slug={slug} />
      </th>
      <td role="cell" class="n" data-l={words.points}>
        <Points line={line} />
      </td>
      <td role="cell" class="bd-rank-why" data-l={words.decider}>
        {placedText(document, line.placed, words, language)}
      </td>
      <td role="cell" class="n" data-l={words.asked}>
        {Number.isNaN(asked) ? words.notKnown : amountText(asked, language)}
      </td>
      <td role="cell" class="n" data-l={words.grantedColumn}>
        {isOpen ? '—' : amountText(granted, language)}
      </td>
      <td role="cell" class="n bd-rank-reached" data-l={words.reached}>
        {isOpen ? (
          <span class="bd-2nd">{words.toDecide}</span>
        ) : granted === 0 ? (
          '—'
        ) : (
          amountText(reached, language)
        )}
      </td>
      <td role="cell" data-l={words.outcome}>
        <OutcomeTag line={line} />
        {funded === '' ? null : <span class="bd-small bd-2nd bd-rank-note">{funded}</span>}
      </td>
    </tr>
  );
}

/** An application by its lead, its title and its number, with a link to its examination. */
export function ApplicationName({
  settled,
  row,
  slug,
}: {
  readonly settled: SettledRound;
  readonly row: number;
  readonly slug: string;
}): VNode {
  const { language } = usePage();
  const application = settled.loaded.applications[row];
  if (!application) throw new Error(`no application in row ${row}`);
  const { id, line } = application.application;
  const { document } = settled.round.call;
  const where = [
    ...(line === undefined ? [] : [shortUnit(document, line, language)]),
    application.title,
    protocolOf(slug, application.entryNumber).split('/').at(-1) ?? '',
  ];
  return (
    <>
      <a href={`/calls/${slug}/applications/${id}/examination`}>{nameOf(application)}</a>
      <span class="bd-rank-what">{where.join(' · ')}</span>
    </>
  );
}

function Points({ line: { net, bonus, gross } }: { readonly line: RankingLine }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  if (net === undefined || bonus === undefined || gross === undefined) return <>—</>;
  const one = (points: number): string =>
    Number.isNaN(points) ? words.notKnown : pointsText(points, language);
  return (
    <>
      <b>{one(gross)}</b>{' '}
      <small class="bd-2nd">{bonus === 0 ? one(net) : `${one(net)} + ${one(bonus)}`}</small>
    </>
  );
}

const tones: Readonly<Record<RankingLine['outcome'], Tone>> = {
  'fully-funded': 'ok',
  'partly-funded': 'warn',
  'admissible-not-funded': 'plain',
  'below-threshold': 'stop',
  'not-admissible': 'stop',
  withdrawn: 'plain',
  forfeited: 'stop',
  undecided: 'open',
  listed: 'ok',
  'not-listed': 'stop',
};

export function OutcomeTag({ line }: { readonly line: RankingLine }): VNode {
  const words = useWords(deskWords);
  const { outcome, isReserved } = line;
  const tone = tones[outcome];
  return (
    <>
      <Tag tone={tone} {...(tone === 'plain' ? { icon: 'minus-circle' as const } : {})}>
        {words.outcomes[outcome]}
      </Tag>
      {isReserved ? <Tag tone="warn">{words.withReserve}</Tag> : null}
    </>
  );
}
