import type { VNode } from 'preact';
import { formatDay, formatExactInstant, formatInstant, formatMoney } from './format.ts';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

/** An instant as clocks in Italy show it; the machine-readable one beside it. */
export function Instant({ at, isExact }: { readonly at: Date; readonly isExact?: boolean }): VNode {
  const { language } = usePage();
  return (
    <time dateTime={at.toISOString()} class="bd-num">
      {isExact === true ? formatExactInstant(at, language) : formatInstant(at, language)}
    </time>
  );
}

export function Day({ day }: { readonly day: Date | string }): VNode {
  const { language } = usePage();
  const machine = typeof day === 'string' ? day : day.toISOString().slice(0, 10);
  return <time dateTime={machine}>{formatDay(day, language)}</time>;
}

/** Whole cents. */
export function Money({ cents }: { readonly cents: number | bigint }): VNode {
  return <span class="bd-num">{formatMoney(cents, usePage().language)}</span>;
}

/** A long code to compare or to copy: whole, and broken where the line ends. */
export function Hash({ value }: { readonly value: string }): VNode {
  const words = useWords(pageWords);
  return (
    <span class="bd-hash">
      <code>{value}</code>
      <button type="button" class="bd-copy" data-copy={value} data-copied={words.copied} hidden>
        {words.copy}
      </button>
    </span>
  );
}
