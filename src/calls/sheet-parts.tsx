import type { ComponentChildren, VNode } from 'preact';
import { formatPoints, isGap, parseCents, type CallDocument, type OrGap } from '../engine/index.ts';
import {
  Money,
  formatMoney,
  usePage,
  useWords,
  type Language,
  type TableColumn,
} from '../platform/page/index.ts';
import { sheetWords } from './sheet-words.ts';

export interface DocumentProps {
  /** With decided values in the place of its gaps. */
  readonly document: CallDocument;
}

/** What nobody knows yet: it looks so, and is never a zero. */
export function Unknown({ children }: { readonly children?: ComponentChildren }): VNode {
  const words = useWords(sheetWords);
  return <span class="bd-unknown">{children ?? words.notKnown}</span>;
}

interface RangeProps {
  readonly low: number;
  readonly high: number;
}

/** An amount, or between which amounts it lies while something is unknown. */
export function MoneyRange({ low, high }: RangeProps): VNode {
  const { language } = usePage();
  if (low === high) return <Money cents={low} />;
  return <RangeText low={low} high={high} format={(cents) => formatMoney(cents, language)} />;
}

export function PointsRange({ low, high }: RangeProps): VNode {
  const { language } = usePage();
  if (low === high) return <span class="bd-num">{pointsText(formatPoints(low), language)}</span>;
  return (
    <RangeText
      low={low}
      high={high}
      format={(points) => pointsText(formatPoints(points), language)}
    />
  );
}

function RangeText({
  low,
  high,
  format,
}: RangeProps & { readonly format: (value: number) => string }): VNode {
  const words = useWords(sheetWords);
  const hasLow = Number.isFinite(low) && low > 0;
  if (hasLow && Number.isFinite(high))
    return <Unknown>{words.between(format(low), format(high))}</Unknown>;
  if (hasLow) return <Unknown>{words.atLeastKnown(format(low))}</Unknown>;
  return Number.isFinite(high) ? <Unknown>{words.atMostKnown(format(high))}</Unknown> : <Unknown />;
}

/** `"12.5"` as the language writes it. */
export function pointsText(points: number | string, language: Language): string {
  const text = String(points);
  return language === 'it' ? text.replace('.', ',') : text;
}

/** `"7%"` as the language writes it; fractions stay as they are. */
export function rateText(rate: string, language: Language): string {
  return language === 'it' ? rate.replace('.', ',').replace('%', ' %') : rate;
}

export function moneyText(amount: string, language: Language): string {
  const cents = parseCents(amount);
  return cents === undefined ? amount : formatMoney(cents, language);
}

/** A value of the definition in its own form, or the mark of what is not known. */
export function Given<T>({
  value,
  children,
}: {
  readonly value: OrGap<T>;
  readonly children: (value: T) => ComponentChildren;
}): VNode {
  return isGap(value) ? <Unknown /> : <>{children(value)}</>;
}

/** Where the call says so. */
export function Article({ children }: { readonly children: string | undefined }): VNode | null {
  if (children === undefined) return null;
  return (
    <span class="bd-small bd-2nd" lang="it">
      ({children})
    </span>
  );
}

/** The lines for which something holds, by name. */
export function LineNames({
  ids,
  document,
}: DocumentProps & { readonly ids: readonly string[] | undefined }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (ids === undefined) return <>{words.everywhere}</>;
  const titles = new Map(
    (document.lines ?? []).flatMap((line) =>
      [line, ...(line.sublines ?? [])].map(({ id, title }) => [id, title] as const),
    ),
  );
  return <>{ids.map((id) => titles.get(id)?.[language] ?? id).join('; ')}</>;
}

/** Beside what holds for some lines only. */
export function OnlyFor({
  ids,
  document,
}: DocumentProps & { readonly ids: readonly string[] | undefined }): VNode | null {
  const words = useWords(sheetWords);
  if (ids === undefined) return null;
  return (
    <span class="bd-small bd-2nd">
      , {words.onlyFor} <LineNames ids={ids} document={document} />
    </span>
  );
}

/** A column for the lines, in calls that have some. */
export function linesColumn<R extends { readonly lines?: readonly string[] }>(
  title: string,
  document: CallDocument,
): readonly TableColumn<R>[] {
  if (!document.lines?.length) return [];
  return [{ title, cell: ({ lines }) => <LineNames ids={lines} document={document} /> }];
}

/** A word or two beside a sentence. */
export function Mark({ text }: { readonly text: string }): VNode | null {
  return text === '' ? null : <span class="bd-small bd-2nd">, {text}</span>;
}
