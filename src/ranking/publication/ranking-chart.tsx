import type { VNode } from 'preact';
import { formatMoney, usePage, useWords } from '../../platform/page/index.ts';
import type { UnitDigest } from './digest.ts';
import { percent, pointsText } from './figures.ts';
import { publicationWords } from './words.ts';

const bottom = 230;
const top = 20;
/** Wider ones say their points. */
const labelledShare = 0.045;

interface ChartProps {
  readonly unit: UnitDigest;
  /** The net threshold in hundredths, where there is one. */
  readonly threshold: number | undefined;
}

/** A ranking as bars: as wide as what is asked, as high as the points, with the line at which the money ends. */
export function RankingChart({ unit, threshold }: ChartProps): VNode | null {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { bars } = unit;
  const asked = bars.reduce((sum, bar) => sum + bar.asked, 0);
  if (asked === 0 || bars.every(({ highest }) => highest === null)) return null;
  const most = Math.max(10_000, ...bars.map(({ highest }) => highest ?? 0));
  const height = (points: number): number => bottom - (points / most) * (bottom - top);
  const size = Math.max(...bars.map(({ applications }) => applications));
  const without = unit.ranked - unit.funded;
  return (
    <>
      <ul class="bd-key">
        <li>
          <i class="bd-key-full" />
          {words.legendFunded(unit.funded)}
        </li>
        <li>
          <i class="bd-key-open" />
          {words.legendWaiting(without)}
        </li>
      </ul>
      <figure class="bd-fig bd-chart">
        <svg
          width="100%"
          height="260"
          role="img"
          aria-label={words.pictureLabel(unit.funded, without)}
        >
          {[0, most / 2, most].map((points) => (
            <Scale key={points} points={points} y={height(points)} />
          ))}
          <Bars unit={unit} asked={asked} height={height} />
          {threshold === undefined ? null : (
            <line
              class="bd-chart-threshold"
              x1="0"
              x2="100%"
              y1={height(threshold)}
              y2={height(threshold)}
            />
          )}
          <CutLine unit={unit} asked={asked} />
        </svg>
        <figcaption>
          {words.pictureNote}
          {size > 1 ? `. ${words.barsGrouped(size)}` : ''}
          {threshold === undefined ? '' : `. ${words.dashed(pointsText(threshold, language))}`}
        </figcaption>
      </figure>
    </>
  );
}

function Scale({ points, y }: { readonly points: number; readonly y: number }): VNode {
  const { language } = usePage();
  return (
    <>
      <line class="bd-chart-rule" x1="0" x2="100%" y1={y} y2={y} />
      <text class="bd-chart-scale" x="-8" y={y + 5} text-anchor="end">
        {pointsText(points, language)}
      </text>
    </>
  );
}

function Bars({
  unit,
  asked,
  height,
}: {
  readonly unit: UnitDigest;
  readonly asked: number;
  readonly height: (points: number) => number;
}): VNode {
  const { language } = usePage();
  let before = 0;
  return (
    <>
      {unit.bars.map((bar, index) => {
        const x = before;
        before += bar.asked;
        const points = bar.highest ?? 0;
        const y = height(points);
        const isLabelled = bar.asked / asked >= labelledShare && bar.highest !== null;
        return (
          <g key={index}>
            <rect
              class={bar.total > 0 ? 'bd-chart-full' : 'bd-chart-open'}
              x={percent(x, asked)}
              width={percent(bar.asked, asked)}
              y={y}
              height={bottom - y}
            />
            {isLabelled ? (
              <text
                class="bd-chart-points"
                x={percent(x + bar.asked / 2, asked)}
                y={y - 5}
                text-anchor="middle"
              >
                {pointsText(points, language)}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}

/** Where the last that receives ends; none where everybody or nobody does. */
function CutLine({
  unit,
  asked,
}: {
  readonly unit: UnitDigest;
  readonly asked: number;
}): VNode | null {
  const { language } = usePage();
  const last = unit.bars.findLastIndex(({ total }) => total > 0);
  if (last < 0 || last === unit.bars.length - 1) return null;
  const share = unit.bars.slice(0, last + 1).reduce((sum, bar) => sum + bar.asked, 0);
  const isRight = share / asked > 0.5;
  return (
    <>
      <line
        class="bd-chart-cut"
        x1={percent(share, asked)}
        x2={percent(share, asked)}
        y1="6"
        y2={bottom}
      />
      <text
        class="bd-chart-sum"
        x={percent(share, asked)}
        y="14"
        dx={isRight ? -6 : 6}
        text-anchor={isRight ? 'end' : 'start'}
      >
        {formatMoney(unit.total, language)}
      </text>
    </>
  );
}
