import type { VNode } from 'preact';
import { formatDay as isoDay, type ClockReading, type DayNumber } from '../engine/index.ts';
import {
  Bar,
  formatDay,
  formatNumber,
  usePage,
  useWords,
  type BarPart,
} from '../platform/page/index.ts';
import { termShape, type TermShape } from './term-shape.ts';
import { termWords } from './term-words.ts';

/** A term as it stands on a day: days used, suspended and left, as a bar and in words. */
export function TermBar({
  reading,
  day,
}: {
  readonly reading: ClockReading | undefined;
  readonly day: DayNumber;
}): VNode {
  const words = useWords(termWords);
  if (!reading)
    return (
      <span class="bd-clock">
        <b>{words.unknown}</b>
      </span>
    );
  const shape = termShape(reading, day);
  return <ShapeBar shape={shape} />;
}

function ShapeBar({ shape }: { readonly shape: TermShape }): VNode {
  const { language } = usePage();
  const words = useWords(termWords);
  const { used, suspended, left, length, startsOn } = shape;
  const number = (days: number): string => formatNumber(days, language);
  const parts: readonly BarPart[] = [
    { kind: shape.isNear ? 'late' : 'full', amount: used },
    { kind: 'pause', amount: suspended },
  ];
  const usedText = words.used(
    number(used),
    number(length),
    suspended === 0 ? undefined : number(suspended),
  );
  return (
    <div class="bd-clock">
      <Bar parts={parts} of={used + suspended + left} label={words.label} />
      <p class="bd-clock-t">
        <b>
          {startsOn === undefined
            ? leftText(shape, words)
            : words.startsOn(formatDay(isoDay(startsOn), language))}
        </b>{' '}
        <span class="bd-2nd">{usedText}</span>
      </p>
    </div>
  );
}

function leftText(
  { lateBy, left, isSuspended }: TermShape,
  words: (typeof termWords)['it'],
): string {
  if (lateBy > 0) return words.lateBy(lateBy);
  return isSuspended ? words.leftStanding(left) : words.left(left);
}

/** What the three parts of such a bar mean. */
export function TermKey(): VNode {
  const words = useWords(termWords);
  return (
    <ul class="bd-key" aria-label={words.key}>
      <KeyItem kind="full" text={words.keyUsed} />
      <KeyItem kind="pause" text={words.keySuspended} />
      <KeyItem text={words.keyLeft} />
    </ul>
  );
}

function KeyItem({
  kind,
  text,
}: {
  readonly kind?: 'full' | 'pause';
  readonly text: string;
}): VNode {
  return (
    <li>
      <svg class="bd-key-sample" width="18" height="12" aria-hidden="true" focusable="false">
        <rect width="18" height="12" class="bd-key-left" />
        {kind === 'full' ? <rect width="18" height="12" class="bd-fill-full" /> : null}
        {kind === 'pause' ? <path class="bd-key-pause" d="M2 0V12M7 0V12M12 0V12M17 0V12" /> : null}
      </svg>
      {text}
    </li>
  );
}
