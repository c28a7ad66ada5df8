import type { VNode } from 'preact';
import {
  articleOf,
  sentenceOf,
  whatWouldChange,
  type Call,
  type Figure,
} from '../../engine/index.ts';
import { formatMoney, Tag, usePage, useWords } from '../../platform/page/index.ts';
import type { Amount, SumLine } from './budget.ts';
import { budgetWords } from './budget-words.ts';

/** Cents, or where they lie: what is not known looks so and says its bounds. */
export function AmountView({
  amount: { low, high },
  isBare = false,
  name,
}: {
  readonly amount: Amount;
  /** By which the script of the page finds it again; where it follows what is typed. */
  readonly name?: string;
  /** Without the sign of the currency, under a heading that has it. */
  readonly isBare?: boolean;
}): VNode {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const money = (cents: number): string => {
    const text = formatMoney(cents, language);
    return isBare ? text.replaceAll(/[€\s]/gu, '') : text;
  };
  if (name !== undefined)
    return (
      <span data-figure={name} {...(isBare ? { 'data-bare': '' } : {})}>
        <AmountView amount={{ low, high }} isBare={isBare} />
      </span>
    );
  if (low === high) return <span class="bd-num">{money(low)}</span>;
  const text = Number.isFinite(high)
    ? words.between(money(low), money(high))
    : low === 0
      ? words.notKnown
      : words.atLeast(money(low));
  return <Tag tone="open">{text}</Tag>;
}

/** Why a figure is what it is: its sentence with the article, the arithmetic, and what would change it. */
export function Why({
  figure,
  call,
  title,
  sum = [],
  isNamed = false,
}: {
  readonly figure: Figure;
  readonly call: Call;
  readonly title: string;
  readonly sum?: readonly SumLine[];
  /** Where it does not stand beside its figure. */
  readonly isNamed?: boolean;
}): VNode {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const article = articleOf(figure.rule);
  const changes = whatWouldChange(figure, call, language);
  return (
    <details class="bd-whybox" data-why={`${figure.rule.kind} ${title}`}>
      <summary>
        {words.why}
        <span class={isNamed ? '' : 'bd-vh'}> {title}</span>
      </summary>
      <div class="bd-why">
        <div class="bd-why-head">{words.whyOf(title)}</div>
        <div class={sum.length === 0 ? 'bd-why-body' : 'bd-why-body two'}>
          <div class="full">
            <p class="bd-why-say">{sentenceOf(figure, call, language)}.</p>
            {article === undefined ? null : <p class="bd-cite">{article}</p>}
          </div>
          {sum.length === 0 ? null : <SumTable sum={sum} />}
          <div>
            <p class="bd-why-title">{words.changes}</p>
            {changes.length === 0 ? (
              <p>{words.noChanges}</p>
            ) : (
              <ul class="bd-if">
                {changes.map(({ sentence }) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </div>
        </div>
      </div>
    </details>
  );
}

function SumTable({ sum }: { readonly sum: readonly SumLine[] }): VNode {
  const words = useWords(budgetWords);
  return (
    <div>
      <p class="bd-why-title">{words.sum}</p>
      <dl class="bd-sum">
        {sum.map(({ kind, amount, rate }) => (
          <div
            key={kind}
            class={kind === 'admitted' ? 'res' : kind === 'rate' || kind === 'cut' ? 'sub' : ''}
          >
            <dt>{kind === 'rate' ? words.rate(rate ?? '') : words[kind]}</dt>
            <dd>
              <AmountView amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
