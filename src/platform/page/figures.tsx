import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { formatMoney } from './format.ts';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';
import { Money } from './values.tsx';

export interface BarPart {
  /**
   * `cut` was taken away by a limit, `maybe` lies between two bounds, `pause` is suspended, `late` is nearly over,
   * `rest` is what nothing has come of.
   */
  readonly kind: 'full' | 'deep' | 'late' | 'cut' | 'maybe' | 'pause' | 'rest';
  /** In whole cents, days or whatever the bar counts. */
  readonly amount: number;
}

interface BarProps {
  readonly parts: readonly BarPart[];
  /** What the whole width stands for. */
  readonly of: number;
  /** Says in words what the bar shows. */
  readonly label: string;
}

/** One amount beside what was cut from it, or what is not yet known of it. */
export function Bar({ parts, of, label }: BarProps): VNode {
  return (
    <div class="bd-bar">
      <span class="bd-vh">{label}</span>
      <Stripe parts={parts} of={of} height={12} />
    </div>
  );
}

/** Widths are attributes, because pages allow no style of their own. */
function Stripe({
  parts,
  of,
  from = 0,
  height,
}: Omit<BarProps, 'label'> & { readonly from?: number; readonly height: number }): VNode {
  const id = useId();
  let start = from;
  const placed = parts.map((part) => {
    const at = start;
    start += part.amount;
    return { ...part, at };
  });
  return (
    <svg width="100%" height={height} aria-hidden="true" focusable="false">
      <Hatches id={id} />
      {placed.map(({ kind, amount, at }, index) => (
        <rect
          key={index}
          class={`bd-fill-${kind}`}
          x={percent(at, of)}
          width={percent(amount, of)}
          height={height}
          {...(isHatched(kind) ? { fill: `url(#${id}-${kind})` } : {})}
        />
      ))}
    </svg>
  );
}

function Hatches({ id }: { readonly id: string }): VNode {
  return (
    <defs>
      {(['cut', 'maybe', 'pause'] as const).map((kind) => (
        <pattern
          key={kind}
          id={`${id}-${kind}`}
          class={`bd-hatch-${kind}`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${hatchTurns[kind]})`}
        >
          <rect width="7" height="7" />
          <path d="M1.5 0V7" stroke-width="3" />
        </pattern>
      ))}
    </defs>
  );
}

function isHatched(kind: BarPart['kind']): kind is 'cut' | 'maybe' | 'pause' {
  return kind in hatchTurns;
}

const hatchTurns = { cut: 45, maybe: -45, pause: 0 } as const;

/** Of a picture only: no amount is computed from it. */
function percent(amount: number, of: number): string {
  const share = of <= 0 ? 0 : Math.min(1, Math.max(0, amount / of));
  return `${(share * 100).toFixed(2)}%`;
}

export interface FlowStep {
  readonly title: string;
  readonly cents: number;
  /** What leads to the next amount, such as `× 60 %`. */
  readonly next?: string;
  /** What a rule takes away before the next amount. */
  readonly cut?: { readonly cents: number; readonly reason: string };
}

/** From the cost to the grant, in at most five steps; the first amount is as wide as the picture. */
export function CostToGrant({ steps }: { readonly steps: readonly FlowStep[] }): VNode {
  const of = steps[0]?.cents ?? 0;
  return (
    <ol class="bd-flow">
      {steps.map(({ title, cents, next, cut }, index) => (
        <li key={title}>
          <p class="bd-flow-l">
            <span>{title}</span>
            <b>
              <Money cents={cents} />
            </b>
          </p>
          <Stripe of={of} height={22} parts={flowParts(cents, cut, index === steps.length - 1)} />
          {cut === undefined && next === undefined ? null : (
            <p class="bd-flow-gap">
              {cut === undefined ? null : (
                <b class="bd-cut">
                  {'− '}
                  <Money cents={cut.cents} />{' '}
                </b>
              )}
              {[cut?.reason, next].filter((each) => each !== undefined).join(' · ')}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function flowParts(cents: number, cut: FlowStep['cut'], isLast: boolean): readonly BarPart[] {
  const lost = cut?.cents ?? 0;
  return [
    { kind: isLast ? 'deep' : 'full', amount: cents - lost },
    ...(lost > 0 ? [{ kind: 'cut', amount: lost } as const] : []),
  ];
}

export interface IntervalRow {
  readonly title: string;
  /** Nothing is known yet without it. */
  readonly bounds?: { readonly leastCents: number; readonly mostCents: number };
}

/** An amount that narrows with each answer; the last row is what holds now. */
export function Intervals({
  rows,
  ofCents,
}: {
  readonly rows: readonly IntervalRow[];
  /** What the whole width stands for. */
  readonly ofCents: number;
}): VNode {
  return (
    <ol class="bd-ivs">
      {rows.map(({ title, bounds }, index) => (
        <li key={title} class={index === rows.length - 1 ? 'bd-iv now' : 'bd-iv'}>
          <span>{title}</span>
          <Bounds {...(bounds === undefined ? {} : { bounds })} />
          <div class="bd-bar">
            <Stripe of={ofCents} height={12} parts={boundParts(bounds, ofCents)} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function boundParts(bounds: IntervalRow['bounds'], ofCents: number): readonly BarPart[] {
  if (bounds === undefined) return [{ kind: 'maybe', amount: ofCents }];
  const { leastCents, mostCents } = bounds;
  return [
    { kind: 'full', amount: leastCents },
    { kind: 'maybe', amount: mostCents - leastCents },
  ];
}

function Bounds({ bounds }: Pick<IntervalRow, 'bounds'>): VNode {
  const { language } = usePage();
  const { unknown, between } = useWords(pageWords);
  if (bounds === undefined) return <span class="bd-iv-r">{unknown}</span>;
  const least = formatMoney(bounds.leastCents, language);
  const most = formatMoney(bounds.mostCents, language);
  return <span class="bd-iv-r bd-num">{least === most ? least : between(least, most)}</span>;
}
