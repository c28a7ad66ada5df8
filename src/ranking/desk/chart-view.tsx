import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { Details, formatMoney, Table, usePage, useWords } from '../../platform/page/index.ts';
import { stretchesOf, type BarKind, type ChartBar } from './chart.ts';
import { cutShare, type RankingPicture } from './ranking-picture.ts';
import { amountText, pointsText } from './said.ts';
import { deskWords } from './words.ts';

const height = 250;
const base = 230;
const ceiling = 20;

/** The picture of a ranking with its key and, for who does not see it, its figures as a table. */
export function RankingChartView({
  picture,
  isBare = false,
}: {
  readonly picture: RankingPicture;
  /** One of several on a page, under a heading of its own. */
  readonly isBare?: boolean;
}): VNode | null {
  const words = useWords(deskWords);
  const { chart } = picture;
  if (chart.bars.length === 0) return null;
  return (
    <section aria-label={words.picture}>
      {isBare ? null : <h2 class="bd-vh">{words.picture}</h2>}
      <Key picture={picture} />
      <figure class="bd-fig bd-draw">
        <Drawing picture={picture} />
      </figure>
      {chart.isMerged ? <p class="bd-small bd-2nd">{words.pictureMerged}</p> : null}
      <Details summary={words.pictureTable}>
        <Stretches picture={picture} />
      </Details>
    </section>
  );
}

function Key({ picture: { counts, threshold } }: { readonly picture: RankingPicture }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const kinds = (Object.keys(counts) as BarKind[]).filter((kind) => counts[kind] > 0);
  return (
    <ul class="bd-key">
      {kinds.map((kind) => (
        <li key={kind}>
          <Swatch kind={kind} />
          {words.kinds[kind]} ({counts[kind]})
        </li>
      ))}
      {threshold ? (
        <li>
          <svg width="18" height="12" aria-hidden="true" focusable="false">
            <path class="bd-draw-threshold" d="M0 6H18" />
          </svg>
          {words.thresholdLine(pointsText(threshold.points, language), threshold.on)}
        </li>
      ) : null}
    </ul>
  );
}

function Swatch({ kind }: { readonly kind: BarKind }): VNode {
  const id = useId();
  return (
    <svg width="18" height="12" aria-hidden="true" focusable="false">
      <Patterns id={id} />
      <rect class={`bd-bar-${kind}`} width="18" height="12" {...fillOf(kind, id)} />
    </svg>
  );
}

function Patterns({ id }: { readonly id: string }): VNode {
  return (
    <defs>
      <pattern
        id={`${id}-tied`}
        class="bd-hatch-cut"
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="8" height="8" />
        <path d="M1.75 0V8" stroke-width="3.5" />
      </pattern>
      <pattern
        id={`${id}-open`}
        class="bd-hatch-maybe"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="7" height="7" />
        <path d="M1 0V7" stroke-width="2" />
      </pattern>
    </defs>
  );
}

function fillOf(kind: BarKind, id: string): { readonly fill?: string } {
  return kind === 'tied' || kind === 'open' ? { fill: `url(#${id}-${kind})` } : {};
}

function Drawing({ picture }: { readonly picture: RankingPicture }): VNode {
  const id = useId();
  const words = useWords(deskWords);
  const { language } = usePage();
  const { chart, rows, asked } = picture;
  const hasPoints = chart.top > 0;
  const yOf = (points: number): number =>
    hasPoints ? base - ((base - ceiling) * points) / chart.top : 60;
  return (
    <svg
      width="100%"
      height={height}
      role="img"
      aria-label={words.pictureLabel(rows.length, formatMoney(asked, language))}
    >
      <Patterns id={id} />
      {hasPoints ? <Scale top={chart.top} yOf={yOf} /> : null}
      {chart.bars.map((bar) => (
        <BarView key={bar.place} bar={bar} id={id} yOf={yOf} hasPoints={hasPoints} />
      ))}
      <Threshold picture={picture} yOf={yOf} />
      <CutLine picture={picture} />
      <text class="bd-draw-note" x="0" y="247">
        {hasPoints ? words.axes : words.axesNoPoints}
      </text>
    </svg>
  );
}

function Scale({
  top,
  yOf,
}: {
  readonly top: number;
  readonly yOf: (points: number) => number;
}): VNode {
  const { language } = usePage();
  return (
    <>
      {[0, top / 2, top].map((points) => (
        <g key={points}>
          <path class="bd-draw-grid" d={`M0 ${yOf(points)}H9999`} />
          <text class="bd-draw-note" x="-8" y={yOf(points) + 5} text-anchor="end">
            {pointsText(Math.round(points), language)}
          </text>
        </g>
      ))}
    </>
  );
}

/** Wide enough for its points to stand above it. */
const labelledFrom = 0.038;

function BarView({
  bar,
  id,
  yOf,
  hasPoints,
}: {
  readonly bar: ChartBar;
  readonly id: string;
  readonly yOf: (points: number) => number;
  readonly hasPoints: boolean;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { kind, from, width, low, high, count } = bar;
  const top = yOf(high);
  const points = pointsText(high, language);
  const label =
    kind === 'tied' && count > 1 ? words.tiedLabel(count, points) : count === 1 ? points : '';
  return (
    <>
      <rect
        class={`bd-bar-${kind}`}
        x={percent(from)}
        y={top}
        width={percent(width)}
        height={Math.max(1, base - top)}
        {...fillOf(kind, id)}
      />
      {low < high ? (
        <rect
          class="bd-bar-spread"
          x={percent(from)}
          y={top}
          width={percent(width)}
          height={yOf(low) - top}
        />
      ) : null}
      {hasPoints && width >= labelledFrom && label !== '' ? (
        <text
          class={kind === 'tied' ? 'bd-draw-points bd-strong' : 'bd-draw-points'}
          x={percent(from + width / 2)}
          y={top - 5}
          text-anchor="middle"
        >
          {label}
        </text>
      ) : null}
    </>
  );
}

function Threshold({
  picture: { threshold, chart },
  yOf,
}: {
  readonly picture: RankingPicture;
  readonly yOf: (points: number) => number;
}): VNode | null {
  const { language } = usePage();
  if (!threshold || chart.top === 0) return null;
  const y = yOf(threshold.points);
  return (
    <>
      <path class="bd-draw-behind" d={`M0 ${y}H9999`} />
      <path class="bd-draw-threshold" d={`M-6 ${y}H9999`} />
      <text class="bd-draw-least" x="-8" y={y + 5} text-anchor="end">
        {pointsText(threshold.points, language)}
      </text>
    </>
  );
}

function CutLine({ picture }: { readonly picture: RankingPicture }): VNode | null {
  const words = useWords(deskWords);
  const { language } = usePage();
  const share = cutShare(picture);
  const { cut, budget, granted } = picture;
  if (share === undefined || !cut || share >= 1) return null;
  const isWhole = budget !== undefined && cut.reached + (cut.left ?? 0) === budget;
  const text = isWhole
    ? words.budget(formatMoney(budget, language))
    : words.moneyEnds(formatMoney(cut.kind === 'end' ? granted : cut.reached, language));
  const isLeft = share > 0.5;
  return (
    <>
      <svg x={percent(share)} y="0" width="1" height={height} overflow="visible">
        <path class="bd-draw-cut" d={`M0 6V${base}`} />
      </svg>
      <text
        class="bd-draw-end"
        x={percent(share)}
        y="17"
        dx={isLeft ? -6 : 6}
        text-anchor={isLeft ? 'end' : 'start'}
      >
        {text}
      </text>
    </>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

function Stretches({ picture }: { readonly picture: RankingPicture }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  return (
    <Table
      caption={words.pictureCaption}
      rows={stretchesOf(picture.chart)}
      keyOf={({ place }) => String(place)}
      columns={[
        { title: words.stretch, cell: ({ kind }) => words.kinds[kind], isRowHead: true },
        {
          title: words.places,
          isNumber: true,
          cell: ({ place, count }) => words.fromTo(place + 1, place + count),
        },
        {
          title: words.points,
          isNumber: true,
          cell: ({ low, high }) =>
            picture.chart.top === 0
              ? '—'
              : words.pointsRange(pointsText(low, language), pointsText(high, language)),
        },
        {
          title: words.asked,
          isNumber: true,
          cell: ({ cents }) => amountText(cents, language),
        },
      ]}
    />
  );
}
