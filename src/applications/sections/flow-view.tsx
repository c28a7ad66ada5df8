import type { ComponentChildren, VNode } from 'preact';
import { formatMoney, usePage, useWords } from '../../platform/page/index.ts';
import type { Amount, Budget } from './budget.ts';
import { budgetWords } from './budget-words.ts';
import { AmountView } from './why-view.tsx';

/** The hatches of the figures of a page: what a limit takes away, and what is not known. */
export function Hatches(): VNode {
  return (
    <svg width="0" height="0" class="bd-defs" aria-hidden="true">
      <defs>
        <pattern
          id="hatch-cut"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="8" height="8" fill="#fff3dc" />
          <rect width="3.5" height="8" fill="#b86f00" />
        </pattern>
        <pattern
          id="hatch-open"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="7" height="7" fill="#f1eef9" />
          <rect width="2" height="7" fill="#8f7fbd" />
        </pattern>
      </defs>
    </svg>
  );
}

const barHeight = 20;

/** What is certain in full colour, what may still come hatched, and what a limit took away beside it. */
export function Bar({
  amount: { low, high },
  cut = 0,
  max,
  height = barHeight,
  isResult = false,
  name,
}: {
  readonly amount: Amount;
  readonly cut?: number;
  readonly max: number;
  readonly height?: number;
  readonly isResult?: boolean;
  /** By which the script of the page finds it again. */
  readonly name?: string;
}): VNode {
  const percent = (cents: number): number => {
    const share = max === 0 ? 0 : (Math.min(cents, max) * 100) / max;
    return Math.round(share * 100) / 100;
  };
  const end = Number.isFinite(high) ? high : max;
  return (
    <svg class="bd-barpic" width="100%" height={height} aria-hidden="true" data-bar={name}>
      <rect
        width={`${percent(low)}%`}
        height={height}
        rx="2"
        fill={isResult ? '#003366' : '#0066cc'}
      />
      {end > low ? (
        <rect
          x={`${percent(low)}%`}
          width={`${percent(end - low)}%`}
          height={height}
          fill="url(#hatch-open)"
        />
      ) : null}
      {cut > 0 ? (
        <rect
          x={`${percent(low)}%`}
          width={`${percent(cut)}%`}
          height={height}
          fill="url(#hatch-cut)"
        />
      ) : null}
    </svg>
  );
}

/** What is known of a difference; nothing while either side is open. */
export function lessBy(from: Amount, to: Amount): number {
  const isKnown = from.low === from.high && to.low === to.high;
  return isKnown ? Math.max(0, from.low - to.low) : 0;
}

/** From what is declared to the grant, in up to four bars on one scale, each with its figure beside it. */
export function Flow({ budget }: { readonly budget: Budget }): VNode | null {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const { declaredTotal: declared, total, grant, categories } = budget;
  if (!total) return null;
  const finite = [declared, total, ...(grant?.byRate ? [grant.byRate] : [])].flatMap(
    ({ low, high }) => [low, ...(Number.isFinite(high) ? [high] : [])],
  );
  const max = Math.max(1, ...finite);
  const money = (cents: number): string => formatMoney(cents, language);
  const cut = categories
    .filter(({ category }) => !category.flat)
    .reduce((sum, each) => sum + lessBy(each.declared, each.admitted), 0);
  const flats = categories
    .filter(({ category, admitted }) => category.flat && admitted.low === admitted.high)
    .reduce((sum, { admitted }) => sum + admitted.low, 0);
  const over = grant?.byRate ? lessBy(grant.byRate, grant.amount) : 0;
  const isKnown = grant && grant.amount.low === grant.amount.high && total.low === total.high;
  return (
    <figure class="bd-fig bd-flow">
      <figcaption class="bd-vh">{words.picture}</figcaption>
      <FlowStep name="declared" label={words.declaredAll} amount={declared} max={max} cut={cut}>
        {cut > 0 ? <b class="cutc">− {money(cut)} </b> : null}
        {cut > 0 ? words.overLimits : null}
        {cut > 0 && flats > 0 ? ' · ' : null}
        {flats > 0 ? <b>+ {money(flats)} </b> : null}
        {flats > 0 ? words.flats : null}
      </FlowStep>
      <FlowStep name="total" label={words.admittedAll} amount={total} max={max}>
        {isKnown ? words.own(money(total.low - grant.amount.low)) : null}
      </FlowStep>
      {grant?.byRate ? (
        <FlowStep name="byRate" label={words.byRate} amount={grant.byRate} max={max} cut={over}>
          {over > 0 ? <b class="cutc">− {money(over)} </b> : null}
          {over > 0 ? words.overCeiling : null}
        </FlowStep>
      ) : null}
      {grant ? (
        <FlowStep name="grant" label={words.grantBar} amount={grant.amount} max={max} isResult />
      ) : null}
    </figure>
  );
}

function FlowStep({
  name,
  label,
  amount,
  max,
  cut = 0,
  isResult = false,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly amount: Amount;
  readonly max: number;
  readonly cut?: number;
  readonly isResult?: boolean;
  readonly children?: ComponentChildren;
}): VNode {
  const kept = cut > 0 ? { low: amount.low - cut, high: amount.high - cut } : amount;
  return (
    <div class="bd-flow-step">
      <div class="bd-flow-l">
        <span>{label}</span>{' '}
        <b>
          <AmountView name={name} amount={amount} />
        </b>
      </div>
      <Bar name={name} amount={kept} cut={cut} max={max} isResult={isResult} />
      <div class="bd-flow-gap" data-gap={name}>
        {children}
      </div>
    </div>
  );
}
