import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Sheet, SheetFigures } from '../../engine/index.ts';
import { Tag, usePage, useWords } from '../../platform/page/index.ts';
import { pointsText, rangeText } from './scale.ts';
import { sheetWords } from './words.ts';

interface TotalProps {
  readonly sheet: Sheet;
  readonly figures: SheetFigures;
  /** Codes of the criteria whose points are still open. */
  readonly open: readonly string[];
}

/** What the sheet comes to so far: the bar with the threshold, the three figures, and what they still wait for. */
export function TotalView({ sheet, figures, open }: TotalProps): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const { net, bonus, gross } = figures;
  const entries = [
    { term: words.net, range: net, sign: '' },
    { term: words.bonus, range: bonus, sign: '+ ' },
    { term: words.gross, range: gross, sign: '' },
  ];
  return (
    <section class="bd-total" aria-labelledby="total">
      <h2 id="total" class="bd-vh">
        {words.total}
      </h2>
      <div class="bd-cols bd-total-g">
        <ScoreBar sheet={sheet} figures={figures} />
        <dl class="bd-totals">
          {entries.map(({ term, range, sign }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd class={range.low === range.high ? '' : 'open'}>
                {sign}
                {rangeText(range, language)}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <p class="bd-row">
        <ThresholdTag figures={figures} />
        <span class="bd-small">
          {sheet.thresholds.map((each) => thresholdText(each, language)).join(' ')}
          {open.length > 0 ? ` ${words.closesWith(open)}` : ''}
        </span>
      </p>
    </section>
  );
}

function thresholdText(
  { on, atLeast }: Sheet['thresholds'][number],
  language: 'it' | 'en',
): string {
  const words = sheetWords[language];
  if (atLeast === 'unknown') return words.thresholdUnknown;
  return words.thresholdOn[on](pointsText(atLeast, language));
}

/** Whether the thresholds are reached, in every case, in none, or not yet known. */
export function ThresholdTag({ figures }: Pick<TotalProps, 'figures'>): VNode | null {
  const words = useWords(sheetWords);
  if (figures.thresholds.length === 0) return null;
  const { passes, net } = figures;
  const isKnown = net.low === net.high;
  if (passes === 'yes')
    return <Tag tone="ok">{isKnown ? words.reached : words.reachedInAnyCase}</Tag>;
  if (passes === 'no')
    return <Tag tone="stop">{isKnown ? words.notReached : words.notReachedInAnyCase}</Tag>;
  return <Tag tone="open">{words.notYetKnown}</Tag>;
}

const height = 34;
const top = 34;

/** Each criterion as wide as its points, what is open hatched, the threshold as a line, bonuses apart. */
function ScoreBar({ sheet, figures }: Omit<TotalProps, 'open'>): VNode {
  const id = useId();
  const { language } = usePage();
  const words = useWords(sheetWords);
  const { net, bonus } = figures;
  const bonusMost = sheet.bonuses.reduce((sum, { points }) => sum + points.high, 0);
  const of = Math.max(sheet.maximum, net.high + bonusMost);
  const at = (points: number): string => `${((points / of) * 100).toFixed(2)}%`;
  const threshold = sheet.thresholds.find(({ on }) => on === 'net');
  const limit = threshold && threshold.atLeast !== 'unknown' ? threshold.atLeast : undefined;
  const maximum = pointsText(sheet.maximum, language);
  const limitText = limit === undefined ? undefined : pointsText(limit, language);
  return (
    <figure class="bd-fig">
      <svg
        width="100%"
        height="92"
        role="img"
        aria-label={words.barLabel(
          rangeText(net, language),
          maximum,
          limitText,
          rangeText(bonus, language),
        )}
        class="bd-score"
      >
        <Hatch id={`${id}-maybe`} />
        <rect class="bd-score-all" width={at(sheet.maximum)} y={top} height={height} />
        <Parts sheet={sheet} figures={figures} of={of} at={at} />
        <Open figures={figures} at={at} fill={`url(#${id}-maybe)`} />
        {limit === undefined ? null : (
          <>
            <line class="bd-score-line" x1={at(limit)} x2={at(limit)} y1="22" y2="76" />
            <text class="bd-score-limit" x={at(limit)} y="16" text-anchor="middle">
              {words.threshold} {limitText}
            </text>
          </>
        )}
        <text class="bd-score-end" x="0" y="88">
          0
        </text>
        <text class="bd-score-end" x={at(sheet.maximum)} y="88" text-anchor="end">
          {maximum}
        </text>
      </svg>
    </figure>
  );
}

interface Placed {
  /** Where in the picture a number of points is. */
  readonly at: (points: number) => string;
}

function Hatch({ id }: { readonly id: string }): VNode {
  return (
    <defs>
      <pattern
        id={id}
        class="bd-hatch-maybe"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="7" height="7" />
        <path d="M1.5 0V7" stroke-width="3" />
      </pattern>
    </defs>
  );
}

/** What is known of each criterion; its code where there is room for it. */
function Parts({
  sheet,
  figures,
  of,
  at,
}: Omit<TotalProps, 'open'> & Placed & { readonly of: number }): VNode {
  let start = 0;
  const parts = sheet.criteria.flatMap((criterion) => {
    const { low } = figures.criteria.get(criterion.id) ?? { low: 0 };
    const from = start;
    start += low;
    return low > 0 ? [{ code: criterion.code, from, low, isJudged: 'fact' in criterion }] : [];
  });
  return (
    <>
      {parts.map(({ code, from, low, isJudged }) => (
        <g key={code}>
          <rect
            class={isJudged ? 'bd-fill-deep' : 'bd-fill-full'}
            x={at(from)}
            width={at(Math.max(low - of / 400, 0))}
            y={top}
            height={height}
          />
          {low * 14 >= of ? (
            <text class="bd-score-code" x={at(from + low / 2)} y={top + 22} text-anchor="middle">
              {code}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
}

/** What is not known yet, and the bonuses that do not count for the threshold. */
function Open({
  figures: { net, bonus },
  at,
  fill,
}: Pick<TotalProps, 'figures'> & Placed & { readonly fill: string }): VNode {
  return (
    <>
      {net.high > net.low ? (
        <rect
          class="bd-score-open"
          x={at(net.low)}
          width={at(net.high - net.low)}
          y={top}
          height={height}
          fill={fill}
        />
      ) : null}
      {bonus.high > 0 ? (
        <rect
          class="bd-score-bonus"
          x={at(net.high)}
          width={at(bonus.high)}
          y={top + 4}
          height={height - 8}
        />
      ) : null}
    </>
  );
}
